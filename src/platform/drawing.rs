//! The choice of what paints the windows.

use crate::state::Drawing;

/// The most pixels of a window that the processor paints where a graphics card could: those of 2560x1600.
const MOST_PIXELS: f64 = 2560.0 * 1600.0;

/// What paints the windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DrawnBy {
    /// The processor, see [`super::cpu_window`].
    Cpu,
    /// The graphics card, by eframe and OpenGL, see [`super::gpu_window`].
    Gpu,
}

/// What the user asks for, by the command line and the settings.
#[derive(Clone, Copy, Debug)]
pub(super) struct DrawingRequest {
    /// What the command line says.
    argument: Option<Drawing>,
    /// The setting when the program began. Once it is changed, the argument counts no more.
    initial: Drawing,
}

impl DrawingRequest {
    pub(super) fn new(argument: Option<Drawing>, setting: Drawing) -> Self {
        Self { argument, initial: setting }
    }

    /// Returns whether this run was asked for it, and not an earlier one.
    pub(super) fn was_asked_for(self, setting: Drawing) -> bool {
        self.argument.is_some() || setting != self.initial
    }

    /// Returns what is wanted while the settings are so.
    pub(super) fn drawing(self, setting: Drawing) -> Drawing {
        self.argument.filter(|_| setting == self.initial).unwrap_or(setting)
    }
}

/// Returns what paints a window that opens with this many pixels.
pub(super) fn drawn_by(wanted: Drawing, pixels: f64, has_graphics_card: impl FnOnce() -> bool) -> DrawnBy {
    match wanted {
        Drawing::Cpu => DrawnBy::Cpu,
        Drawing::Gpu => DrawnBy::Gpu,
        Drawing::Auto if pixels > MOST_PIXELS && has_graphics_card() => DrawnBy::Gpu,
        Drawing::Auto => DrawnBy::Cpu,
    }
}

/// Whether the computer has a graphics card with a driver. Where that cannot be known, opening a window with it tells.
pub(super) fn has_graphics_card() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    // A card that can draw without being asked for a screen; a software OpenGL has none.
    let names = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.into_iter().any(|name| name.to_string_lossy().starts_with("renderD"))
}

#[cfg(test)]
mod tests {
    use super::{DrawingRequest, DrawnBy, drawn_by};
    use crate::state::Drawing;

    #[test]
    fn the_processor_paints_but_large_windows_on_a_graphics_card() {
        let (usual, large) = (1280.0 * 900.0, 3840.0 * 2160.0);
        assert_eq!(drawn_by(Drawing::Auto, usual, || true), DrawnBy::Cpu);
        assert_eq!(drawn_by(Drawing::Auto, large, || true), DrawnBy::Gpu);
        assert_eq!(drawn_by(Drawing::Auto, large, || false), DrawnBy::Cpu);
        assert_eq!(drawn_by(Drawing::Cpu, large, || true), DrawnBy::Cpu);
        assert_eq!(drawn_by(Drawing::Gpu, usual, || false), DrawnBy::Gpu);
    }

    #[test]
    fn the_command_line_counts_until_the_setting_is_changed() {
        let request = DrawingRequest::new(Some(Drawing::Gpu), Drawing::Auto);
        assert_eq!(
            [Drawing::Auto, Drawing::Cpu, Drawing::Gpu].map(|setting| request.drawing(setting)),
            [Drawing::Gpu, Drawing::Cpu, Drawing::Gpu]
        );
        let saved = DrawingRequest::new(None, Drawing::Cpu);
        assert_eq!(saved.drawing(Drawing::Cpu), Drawing::Cpu);
        assert!(request.was_asked_for(Drawing::Auto) && saved.was_asked_for(Drawing::Gpu));
        assert!(!saved.was_asked_for(Drawing::Cpu));
    }
}
