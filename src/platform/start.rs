//! Opening the window from the arguments of the program, or printing one sentence why there is none.

use std::path::PathBuf;
use std::process::ExitCode;

use eframe::egui::ViewportBuilder;

use crate::state::{AppState, Effect, Notice, Opened, TextRequest};
use crate::ui::min_window_size;

use super::app::{App, window_title};
use super::{OpenError, Platform, absolute, is_edition, open};

/// The exit code when the edition cannot be opened.
const UNREADABLE: u8 = 2;

/// The exit code when there is no display to open a window on.
const NO_DISPLAY: u8 = 3;

/// The exit code when there is a display but nothing to draw on it with.
const NO_GRAPHICS: u8 = 4;

/// The size of the window at the first start, in logical pixels.
const DEFAULT_SIZE: [f32; 2] = [1280.0, 900.0];

/// Opens the window and runs until it is closed.
///
/// `path` is an edition or an article; without it, or when the edition at `path` cannot be opened, the shipped edition is
/// opened. An article is opened beside `edition`, or else shown as a preview beside the shipped one.
///
/// The exit code is 2 when `edition` or the shipped edition cannot be opened, 3 without a display, and 4 without
/// graphics.
pub fn run(path: Option<PathBuf>, edition: Option<PathBuf>) -> ExitCode {
    let mut platform = Platform::new();
    let (settings, saved, mut notices) = platform.load_saved();
    let (path, article) = match path {
        Some(path) if edition.is_some() || !is_edition(&path) => {
            let request = TextRequest { skip_preview: edition.is_some(), ..TextRequest::file(absolute(&path)) };
            (edition, Some(request))
        }
        path => (path, None),
    };
    if let (Some(_), Some(edition)) = (&article, &path)
        && let Err(error) = open(Some(edition))
    {
        return exit_with(&error.to_string(), UNREADABLE);
    }
    let (opened, error) = match open_or_shipped(path) {
        Ok(opened) => opened,
        Err(error) => return exit_with(&error.to_string(), UNREADABLE),
    };
    notices.extend(error.map(|error| Notice::fault(error.to_string())));
    let options = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title(window_title(&opened.edition))
            .with_app_id("parallax")
            .with_inner_size(saved.window.filter(|size| size.iter().all(|s| s.is_finite())).unwrap_or(DEFAULT_SIZE))
            .with_min_inner_size(min_window_size()),
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    let mut state = AppState::new(opened, settings, saved);
    state.show_legend_once();
    notices.into_iter().for_each(|notice| state.notify(notice));
    let result = eframe::run_native(
        "parallax",
        options,
        Box::new(move |cc| {
            let mut app = App::new(state, platform, &cc.egui_ctx);
            if let Some(request) = article {
                let base = app.state().text_base();
                app.perform(&cc.egui_ctx, Effect::ReadText { request, base });
            }
            Ok(Box::new(app))
        }),
    );
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let (message, code) = startup_failure(&error);
            exit_with(&message, code)
        }
    }
}

/// Returns a message that says why there is no window and which commands work without one, and the exit code.
fn startup_failure(error: &eframe::Error) -> (String, u8) {
    // The text before the last colon is a position in the source of a library.
    let message = error.to_string();
    let why = message.rsplit(": ").next().unwrap_or(&message).trim_end_matches('.');
    let (reason, code) = match error {
        eframe::Error::WinitEventLoop(_) => (format!("found no display to open its window on ({why})"), NO_DISPLAY),
        eframe::Error::Winit(_) => (format!("was given no window by the display ({why})"), NO_DISPLAY),
        eframe::Error::NoGlutinConfigs(..) => {
            ("found a display but no OpenGL to draw its window with".to_owned(), NO_GRAPHICS)
        }
        eframe::Error::Glutin(_) | eframe::Error::OpenGL(_) => {
            (format!("found a display but no OpenGL to draw its window with ({why})"), NO_GRAPHICS)
        }
        eframe::Error::AppCreation(_) => (format!("could not begin ({why})"), NO_GRAPHICS),
    };
    (
        format!(
            "Parallax {reason}; `parallax show`, `check`, `import`, `align`, `anchor`, `suggest` and `export` work without a window."
        ),
        code,
    )
}

/// Opens the edition at a path, or the shipped one if there is no path. If the edition at the path cannot be opened,
/// returns the shipped one and the error.
///
/// # Errors
/// Returns an error when the shipped edition cannot be opened.
fn open_or_shipped(path: Option<PathBuf>) -> Result<(Opened, Option<OpenError>), OpenError> {
    let Some(path) = path else { return Ok((open(None)?, None)) };
    match open(Some(&path)) {
        Ok(opened) => Ok((opened, None)),
        Err(error) => Ok((open(None)?, Some(error))),
    }
}

#[allow(clippy::print_stderr, reason = "there is no window to show it in")]
fn exit_with(message: &str, code: u8) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(code)
}
