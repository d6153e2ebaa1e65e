//! The screens of the desktop and the room that its bars leave, asked before the window is created.
//!
//! The first frame is painted at the size that the window is created with. If that is not its final size, a second frame
//! follows, which costs 40 to 60 ms of the start; hence this question, which costs about one. winit knows the screens,
//! but not the bars, and only once its loop runs.

use crate::state::ScreenArea;

/// Returns the screens, the one where a new window opens first; none where the desktop does not tell, as on Wayland.
pub(super) fn screens() -> Vec<ScreenArea> {
    #[cfg(all(unix, not(target_os = "macos")))]
    {
        x11::screens().unwrap_or_default()
    }
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    {
        Vec::new()
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
mod x11 {
    use x11rb::connection::Connection;
    use x11rb::protocol::randr::{ConnectionExt as _, MonitorInfo};
    use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _};
    use x11rb::resource_manager;
    use x11rb::rust_connection::RustConnection;

    use crate::state::{DesktopRect, ScreenArea};

    /// Returns the screens of an X server; `None` without one, or if winit will choose Wayland.
    pub(super) fn screens() -> Option<Vec<ScreenArea>> {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        // As winit chooses.
        if is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET") || !is_set("DISPLAY") {
            return None;
        }
        let (connection, number) = RustConnection::connect(None).ok()?;
        let root = connection.setup().roots.get(number)?.root;
        // All questions are asked before the first answer is waited for.
        let atom = connection.intern_atom(true, b"_NET_WORKAREA").ok()?;
        let monitors = connection.randr_get_monitors(root, true).ok()?;
        let pointer = connection.query_pointer(root).ok()?;
        let database = resource_manager::new_from_default(&connection).ok();
        let dpi = database.and_then(|database| database.get_value("Xft.dpi", "").ok().flatten());
        let atom = atom.reply().ok()?.atom;
        let bars = connection.get_property(false, root, atom, AtomEnum::CARDINAL, 0, 4).ok()?;
        let mut monitors = monitors.reply().ok()?.monitors;
        let pointer = pointer.reply().ok()?;
        let bars = bars.reply().ok().and_then(|reply| reply.value32().map(Iterator::collect::<Vec<u32>>));
        let bars = bars.as_deref().and_then(work_area);
        let is_under_pointer = |monitor: &MonitorInfo| {
            let within =
                |at: i16, from: i16, length: u16| (0..i32::from(length)).contains(&(i32::from(at) - i32::from(from)));
            within(pointer.root_x, monitor.x, monitor.width) && within(pointer.root_y, monitor.y, monitor.height)
        };
        // Window managers open a new window where the pointer is, or else on the primary screen.
        monitors.sort_by_key(|monitor| (!is_under_pointer(monitor), !monitor.primary));
        Some(monitors.iter().filter_map(|monitor| area(monitor, bars, dpi)).collect())
    }

    /// Returns the rectangle that the bars leave of the whole desktop, in physical pixels.
    fn work_area(cardinals: &[u32]) -> Option<DesktopRect> {
        let [x, y, width, height] = *cardinals else { return None };
        (width > 0 && height > 0)
            .then_some(DesktopRect { min: [x as f32, y as f32], size: [width as f32, height as f32] })
    }

    fn area(monitor: &MonitorInfo, bars: Option<DesktopRect>, dpi: Option<f32>) -> Option<ScreenArea> {
        let whole = DesktopRect {
            min: [f32::from(monitor.x), f32::from(monitor.y)],
            size: [f32::from(monitor.width), f32::from(monitor.height)],
        };
        let scale = scale(monitor, dpi);
        let logical = |rect: DesktopRect| DesktopRect {
            min: rect.min.map(|at| at / scale),
            size: rect.size.map(|length| length / scale),
        };
        let work = bars.map_or(whole, |bars| bars.within(whole));
        (monitor.width > 0 && monitor.height > 0).then(|| ScreenArea { whole: logical(whole), work: logical(work) })
    }

    /// Returns the physical pixels of a logical one, as winit computes it.
    fn scale(monitor: &MonitorInfo, dpi: Option<f32>) -> f32 {
        let forced = std::env::var("WINIT_X11_SCALE_FACTOR").ok().and_then(|value| value.parse().ok());
        let valid = |scale: &f32| scale.is_finite() && (0.2..=20.0).contains(scale);
        if let Some(scale) = forced.or(dpi.map(|dpi| dpi / 96.0)).filter(valid) {
            return scale;
        }
        let millimetres = monitor.width_in_millimeters as f32 * monitor.height_in_millimeters as f32;
        let pixels = f32::from(monitor.width) * f32::from(monitor.height);
        let density = (pixels / millimetres).sqrt();
        // In steps of a twelfth; a screen that does not tell its size, or tells nonsense, has 1.
        let scale = ((density * (12.0 * 25.4 / 96.0)).round() / 12.0).max(1.0);
        if scale.is_finite() && scale <= 20.0 { scale } else { 1.0 }
    }
}
