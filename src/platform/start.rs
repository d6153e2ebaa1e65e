//! Opening the window from the arguments of the program, or printing one sentence why there is none.

use std::cell::Cell;
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use eframe::UserEvent;
use eframe::egui::ViewportBuilder;
use winit::event_loop::EventLoop;

use crate::model::{Brief, Layer};
use crate::state::{
    AppState, Effect, FirstWindow, MIN_WINDOW, Notice, Opened, SavedState, ScreenArea, Subject, TextRequest, update,
};
use crate::storage::EditionLocation;

use super::app::{App, request_documents, window_title};
use super::event_loop::EventHandler;
use super::failure_log;
use super::loads::find_related;
use super::{OpenError, Platform, absolute, is_edition, open_at, wall_clock, work_area};

/// The exit code when the edition cannot be opened.
const UNREADABLE: u8 = 2;

/// The exit code when there is no display to open a window on.
const NO_DISPLAY: u8 = 3;

/// The exit code when there is a display but nothing to draw on it with.
const NO_GRAPHICS: u8 = 4;

/// How long the first frame waits for the reader's copy of the last run, which loads while the window is created. One
/// that takes longer replaces the edition's own text when it comes.
const REOPENING_TIME: Duration = Duration::from_millis(150);

/// Opens the window and runs until it is closed.
///
/// `path` is an edition, the id of one inside the program, or an article; without it, what was being read last is opened
/// again. When it cannot be opened, the first edition inside the program is. An article is opened beside `edition`, or
/// else shown as a preview beside that first one.
///
/// The exit code is 2 when `edition` or the first edition cannot be opened, 3 without a display, and 4 without graphics.
pub fn run(path: Option<PathBuf>, edition: Option<PathBuf>) -> ExitCode {
    // Asked while the edition is read.
    let screens = std::thread::Builder::new().name("screens".to_owned()).spawn(work_area::screens);
    let mut platform = Platform::in_user_folders();
    let (settings, saved, mut notices) = platform.load_saved();
    let (path, article) = match path {
        Some(path) if edition.is_some() || !is_edition(&path) => {
            let request = TextRequest { skip_preview: edition.is_some(), ..TextRequest::file(absolute(&path)) };
            (edition, Some(request))
        }
        path => (path, None),
    };
    let named = path.as_deref().map(EditionLocation::of_argument);
    if let (Some(_), Some(edition)) = (&article, &named)
        && let Err(error) = open_at(edition)
    {
        return exit_with(&error.to_string(), UNREADABLE);
    }
    let last = saved.open.clone().filter(|_| named.is_none() && article.is_none());
    let location = named.or_else(|| last.as_ref().map(|last| last.edition.clone())).unwrap_or_default();
    let (event_loop, (opened, error)) = match connect_and_open(&location) {
        Ok(ready) => ready,
        Err(code) => return code,
    };
    let screens = screens.ok().and_then(|asked| asked.join().ok()).unwrap_or_default();
    let options = eframe::NativeOptions {
        viewport: viewport(&saved, &screens).with_title(window_title(&opened.edition)),
        system_font_fallback: false,
        // Against banding in gradients, of which there are none; it makes every pixel slower without a graphics card.
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    let failed = |error: OpenError| match &last {
        Some(last) => last.failed(&error.to_string(), opened.edition.title()),
        None => error.to_string(),
    };
    let reopening = last.clone().filter(|last| last.copy.is_some() && error.is_none());
    notices.extend(error.map(|error| Notice::fault(failed(error)).about(Subject::Opening)));
    let related = find_related(opened.path.as_deref(), &opened.edition);
    let mut state = AppState::new_at(wall_clock(), opened, settings, saved);
    if let Some(related) = related {
        update(&mut state, related);
    }
    state.show_legend_once();
    notices.into_iter().for_each(|notice| state.notify(notice));
    if let Some(last) = reopening
        && let Some(key) = last.copy.clone()
    {
        // While the window is created.
        platform.load_copy(last.edition.clone(), key);
        state.reopening = Some(last);
    }
    let requested = read_documents(&mut state, &platform);
    let is_open = Rc::new(Cell::new(false));
    let created = Rc::clone(&is_open);
    let app = eframe::create_native(
        "parallax",
        options,
        Box::new(move |cc| {
            created.set(true);
            platform.wait_for_load(REOPENING_TIME);
            let mut app = App::new(state, platform, &cc.egui_ctx);
            for effect in requested {
                app.perform(&cc.egui_ctx, effect);
            }
            if let Some(request) = article {
                let base = app.state().text_base();
                app.perform(&cc.egui_ctx, Effect::ReadText { request, base });
            }
            Ok(Box::new(app))
        }),
        &event_loop,
    );
    failure_log::record();
    let ended = event_loop.run_app(&mut EventHandler::new(app));
    match failure_log::reason().or_else(|| ended.err().map(|error| error.to_string())) {
        Some(failure) => exit_after(&failure, is_open.get()),
        None => ExitCode::SUCCESS,
    }
}

/// Prints why the window could not be opened, or why it was lost.
fn exit_after(failure: &str, was_open: bool) -> ExitCode {
    let why = short_reason(failure);
    if was_open {
        return exit_without_window(&format!("lost its window ({why})"), NO_GRAPHICS);
    }
    if failure.starts_with("winit") {
        return exit_without_window(&format!("was given no window by the display ({why})"), NO_DISPLAY);
    }
    exit_without_window(&format!("found a display but no OpenGL to draw its window with ({why})"), NO_GRAPHICS)
}

/// Returns the last part of a library's message. Before it stand the names of wrapped errors and positions in the source.
fn short_reason(message: &str) -> &str {
    message.rsplit(": ").next().unwrap_or(message).trim_end_matches('.')
}

/// An edition that was opened, and why it is not the one that was asked for.
type OpenedOrFirst = (Opened, Option<OpenError>);

/// Connects to the display while an edition is read.
///
/// # Errors
/// Returns the exit code after printing why, when there is no edition to show or no display to show it on.
fn connect_and_open(location: &EditionLocation) -> Result<(EventLoop<UserEvent>, OpenedOrFirst), ExitCode> {
    let reading = std::thread::Builder::new().name("edition".to_owned()).spawn({
        let location = location.clone();
        move || open_or_first(&location)
    });
    let event_loop = EventLoop::<UserEvent>::with_user_event().build();
    let opened = reading.ok().and_then(|reading| reading.join().ok()).unwrap_or_else(|| open_or_first(location));
    let opened = opened.map_err(|error| exit_with(&error.to_string(), UNREADABLE))?;
    let event_loop = event_loop.map_err(|error| {
        let message = error.to_string();
        let reason = format!("found no display to open its window on ({})", short_reason(&message));
        exit_without_window(&reason, NO_DISPLAY)
    })?;
    Ok((event_loop, opened))
}

/// Returns the window as it was last, corrected for the screens.
fn viewport(saved: &SavedState, screens: &[ScreenArea]) -> ViewportBuilder {
    let FirstWindow { size, position, maximized } = FirstWindow::new(saved, screens);
    let mut viewport =
        ViewportBuilder::default().with_app_id("parallax").with_inner_size(size).with_min_inner_size(MIN_WINDOW);
    viewport.position = position.map(Into::into);
    // `false` would ask a desktop that maximizes every window to restore it.
    viewport.maximized = maximized.then_some(true);
    viewport
}

/// Reads the user's documents while the window is created: read later, each would need frames of its own. Returns the
/// effects that need the window.
fn read_documents(state: &mut AppState, platform: &Platform) -> Vec<Effect> {
    let mut others = Vec::new();
    for effect in request_documents(state) {
        match effect {
            Effect::LoadLayer(edition) => platform.load_document::<Layer>(edition),
            Effect::LoadBrief(key) => platform.load_document::<Brief>(key),
            Effect::LoadRound(key) => platform.load_round(key),
            other => others.push(other),
        }
    }
    others
}

/// Prints why there is no window and which commands work without one.
fn exit_without_window(reason: &str, code: u8) -> ExitCode {
    let commands =
        "`parallax show`, `check`, `import`, `align`, `anchor`, `suggest` and `export` work without a window";
    exit_with(&format!("Parallax {reason}; {commands}."), code)
}

/// Opens the edition at a location. If it cannot be opened, returns the first one inside the program and the error.
///
/// # Errors
/// Returns an error when the first edition cannot be opened.
fn open_or_first(location: &EditionLocation) -> Result<OpenedOrFirst, OpenError> {
    match open_at(location) {
        Ok(opened) => Ok((opened, None)),
        Err(error) if location.is_first() => Err(error),
        Err(error) => Ok((open_at(&EditionLocation::default())?, Some(error))),
    }
}

#[allow(clippy::print_stderr, reason = "there is no window to show it in")]
fn exit_with(message: &str, code: u8) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(code)
}

#[cfg(test)]
mod tests {
    use super::{AppState, EditionLocation, SavedState, find_related, open_or_first};
    use crate::state::{Command, Settings};
    use crate::storage::{HEADS_PARSED, built_in_ids};

    /// Counts the editions that are parsed from the start to a window with its menu and its related editions.
    fn parsed(location: &EditionLocation) -> usize {
        let before = HEADS_PARSED.get();
        let (opened, error) = open_or_first(location).unwrap();
        assert!(error.is_none());
        assert!(find_related(opened.path.as_deref(), &opened.edition).is_none());
        let state = AppState::new(opened, Settings::default(), SavedState::default());
        assert_eq!(state.location(), *location);
        let menu = Command::listed_in_menu(&state).into_iter().map(|command| state.command_label(command));
        assert_eq!(menu.filter(|label| label.starts_with("Open: ")).count(), built_in_ids().len() - 1);
        assert!(state.related_editions().len() < built_in_ids().len());
        HEADS_PARSED.get() - before
    }

    #[test]
    fn only_the_edition_that_is_opened_is_parsed_at_the_start() {
        for id in built_in_ids() {
            assert_eq!(parsed(&EditionLocation::BuiltIn((*id).to_owned())), 1, "{id}");
        }
    }

    #[test]
    fn what_cannot_be_opened_is_replaced_by_the_first_edition() {
        for location in [EditionLocation::BuiltIn("gone".into()), EditionLocation::Folder("/nowhere".into())] {
            let (opened, error) = open_or_first(&location).unwrap();
            assert_eq!((opened.edition.id(), opened.path), (built_in_ids()[0], None));
            assert!(error.unwrap().to_string().starts_with("Could not open "));
        }
    }
}
