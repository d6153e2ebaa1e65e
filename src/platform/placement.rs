//! Recording how the window stands, and correcting it where the desktop opened it too large.

use eframe::egui::{Context, Rect, ViewportCommand, pos2, vec2};

use crate::state::{Placement, SavedState, fitted_to_screen};

/// Follows the window from frame to frame.
#[derive(Debug, Default)]
pub(super) struct WindowPlacement {
    /// Whether the size was compared with that of the screen.
    is_checked: bool,
    /// How the window stood before the last change.
    before: Option<([f32; 2], Placement)>,
    opening: Opening,
    /// When the first frame was recorded, in seconds of the window's clock.
    first_frame: Option<f64>,
}

/// How far a window that opens maximized has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Opening {
    /// No frame was recorded.
    #[default]
    Begins,
    /// The window was created to be maximized, and has been painted once.
    Painted,
    /// The desktop was asked to maximize it and has not done so yet.
    Asked,
    /// The window has been maximized from the start. The desktop restores it to the size that it was created with, which
    /// was the maximized one.
    Maximized,
    /// The window has its usual size, or had it once.
    Done,
}

/// How long a desktop may take to maximize a new window, in seconds.
const MAXIMIZING_TIME: f64 = 2.0;

impl WindowPlacement {
    /// Returns the inner size and the place of the window when they differ from the saved ones; of a maximized window,
    /// those that it returns to. `None` also while it is fullscreen or minimized.
    pub(super) fn record(&mut self, ctx: &Context, saved: &SavedState) -> Option<([f32; 2], Placement)> {
        // The lengths of egui are those of the desktop divided by the size of the interface.
        let zoom = ctx.zoom_factor();
        let viewport = ctx.input(|input| input.raw.screen_rect.map(|_| input.viewport().clone()))?;
        if viewport.fullscreen == Some(true) || viewport.minimized == Some(true) {
            return None;
        }
        // The viewport's own rectangle is missing where a window does not know its position, as on Wayland.
        let size = round(ctx.content_rect().size() * zoom);
        let is_maximized = viewport.maximized == Some(true);
        let outer = viewport.outer_rect.map(|rect| rect * zoom);
        let decorations =
            outer.zip(viewport.inner_rect).map(|(outer, inner)| round(outer.size() - inner.size() * zoom));
        if !self.has_opened(ctx, saved, is_maximized, zoom) {
            return None;
        }
        if is_maximized {
            self.is_checked = true;
        } else if let Some(screen) = viewport.monitor_size.filter(|_| !self.is_checked) {
            self.is_checked = true;
            if let Some([width, height]) = fitted_to_screen(size, decorations.unwrap_or_default(), round(screen * zoom))
            {
                ctx.send_viewport_cmd(ViewportCommand::InnerSize(vec2(width, height) / zoom));
            }
        }
        let stood = saved.window.map(|window| (window, saved.placement));
        let stands = if is_maximized {
            // A desktop may enlarge the window a moment before it calls it maximized.
            let usual = stood.filter(|(window, _)| *window != size).or(self.before).unwrap_or((size, saved.placement));
            (usual.0, Placement { maximized: Some(size), ..usual.1 })
        } else {
            let position = outer.map(|Rect { min, .. }| round(min.to_vec2()));
            (size, Placement { position, decorations, maximized: None })
        };
        if stood == Some(stands) {
            return None;
        }
        self.before = stood;
        Some(stands)
    }

    /// Returns whether the window stands as it is to be recorded. Gives a window that opened maximized its former size
    /// when it is restored.
    fn has_opened(&mut self, ctx: &Context, saved: &SavedState, is_maximized: bool, zoom: f32) -> bool {
        let opens_maximized = saved.placement.maximized.is_some();
        let now = ctx.input(|input| input.time);
        let since_opening = now - *self.first_frame.get_or_insert(now);
        self.opening = match self.opening {
            _ if is_maximized && opens_maximized && self.opening != Opening::Done => Opening::Maximized,
            Opening::Begins if opens_maximized => {
                ctx.request_repaint();
                Opening::Painted
            }
            Opening::Begins => Opening::Done,
            // eframe shows the window after its first frame. X11 window managers ignore what was asked before that.
            Opening::Painted => {
                ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
                Opening::Asked
            }
            Opening::Asked if since_opening < MAXIMIZING_TIME => Opening::Asked,
            Opening::Asked | Opening::Maximized => {
                if let Some([width, height]) = saved.window {
                    ctx.send_viewport_cmd(ViewportCommand::InnerSize(vec2(width, height) / zoom));
                }
                if let Some([x, y]) = saved.placement.position {
                    ctx.send_viewport_cmd(ViewportCommand::OuterPosition(pos2(x, y) / zoom));
                }
                Opening::Done
            }
            Opening::Done => Opening::Done,
        };
        !matches!(self.opening, Opening::Painted | Opening::Asked)
    }
}

fn round(size: eframe::egui::Vec2) -> [f32; 2] {
    [size.x.round(), size.y.round()]
}
