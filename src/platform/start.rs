//! The way in: arguments to a window, or one sentence why there is none.

use std::path::PathBuf;
use std::process::ExitCode;

use eframe::egui::ViewportBuilder;

use crate::state::{AppState, Effect, Notice, Opened, SavedState, Settings, TextRequest};
use crate::ui::min_window_size;

use super::app::{App, window_title};
use super::{OpenError, Platform, absolute, is_edition, open};

/// The exit code when there is no display to open a window on.
const NO_DISPLAY: u8 = 3;

/// The exit code when there is a display but nothing to draw on it with.
const NO_GRAPHICS: u8 = 4;

/// The size of the first window, in logical pixels.
const FIRST_SIZE: [f32; 2] = [1280.0, 900.0];

/// Opens the window on an edition from a path or on the shipped one, or on an article: beside the edition that is named,
/// else with a preview beside the shipped one.
pub fn run(path: Option<PathBuf>, edition: Option<PathBuf>) -> ExitCode {
    let mut platform = Platform::new();
    let (settings, memory, notices) = platform.recall();
    let (path, article) = match path {
        Some(path) if edition.is_some() || !is_edition(&path) => {
            let wish = TextRequest { skip_preview: edition.is_some(), ..TextRequest::file(absolute(&path)) };
            (edition, Some(wish))
        }
        path => (path, None),
    };
    if let (Some(_), Some(edition)) = (&article, &path)
        && let Err(error) = open(Some(edition))
    {
        return fail(&error.to_string(), 2);
    }
    let (opened, fault) = match open_first(path) {
        Ok(first) => first,
        Err(error) => return fail(&error.to_string(), 2),
    };
    let options = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title(window_title(&opened.edition))
            .with_app_id("parallax")
            .with_inner_size(memory.window.filter(|size| size.iter().all(|s| s.is_finite())).unwrap_or(FIRST_SIZE))
            .with_min_inner_size(min_window_size()),
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    let state = first_session(opened, settings, memory, notices, fault);
    let made = eframe::run_native(
        "parallax",
        options,
        Box::new(move |cc| {
            let mut app = App::new(state, platform, &cc.egui_ctx);
            if let Some(wish) = article {
                let base = app.state().text_base();
                app.perform(&cc.egui_ctx, Effect::ReadText { request: wish, base });
            }
            Ok(Box::new(app))
        }),
    );
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let (message, code) = failure(&error);
            fail(&message, code)
        }
    }
}

/// Why there is no window, in a sentence, and what works all the same; with the exit code.
fn failure(error: &eframe::Error) -> (String, u8) {
    // Before the last colon stand places in the code of others.
    let told = error.to_string();
    let why = told.rsplit(": ").next().unwrap_or(&told).trim_end_matches('.');
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

fn first_session(
    opened: Opened,
    settings: Settings,
    memory: SavedState,
    notices: Vec<Notice>,
    fault: Option<String>,
) -> AppState {
    let mut state = AppState::new(opened, settings, memory);
    for notice in notices.into_iter().chain(fault.map(Notice::fault)) {
        state.notify(notice);
    }
    state
}

/// The edition to begin with; when the path cannot be read, the shipped one and what was wrong.
fn open_first(path: Option<PathBuf>) -> Result<(Opened, Option<String>), OpenError> {
    let Some(path) = path else { return Ok((open(None)?, None)) };
    match open(Some(&path)) {
        Ok(opened) => Ok((opened, None)),
        Err(error) => Ok((open(None)?, Some(error.to_string()))),
    }
}

#[allow(clippy::print_stderr, reason = "there is no window to show it in")]
fn fail(message: &str, code: u8) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(code)
}
