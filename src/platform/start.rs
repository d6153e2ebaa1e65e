//! Opening the window from the arguments of the program, or printing one sentence why there is none.

use std::cell::RefCell;
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;

use eframe::UserEvent;
use eframe::egui::Context;
use winit::event_loop::EventLoop;
use winit::platform::run_on_demand::EventLoopExtRunOnDemand as _;

use crate::model::{Brief, Layer};
use crate::state::{
    Action, AppState, Drawing, Effect, Notice, Opened, ScreenArea, Subject, TextRequest, is_hand_over, update,
};
use crate::storage::EditionLocation;

use super::app::{App, request_documents};
use super::drawing::DrawnBy;
use super::failure_log;
use super::loads::find_related;
use super::windows::{Failure, Windows};
use super::{OpenError, Platform, absolute, is_edition, open_at, wall_clock, work_area};

/// The exit code when the edition cannot be opened.
const UNREADABLE: u8 = 2;

/// The exit code when there is no display to open a window on.
const NO_DISPLAY: u8 = 3;

/// Opens the window and runs until it is closed.
///
/// `path` is an edition, the id of one inside the program, an article or a hand-over; without it, what was being read last is opened
/// again. When it cannot be opened, the first edition inside the program is. An article is opened beside `edition`, or
/// else shown as a preview beside that first one. `drawing` says what paints the window, instead of the settings.
///
/// The exit code is 2 when `edition` or the first edition cannot be opened, and 3 without a display.
pub fn run(path: Option<PathBuf>, edition: Option<PathBuf>, drawing: Option<Drawing>) -> ExitCode {
    // Asked while the edition is read.
    let screens = std::thread::Builder::new().name("screens".to_owned()).spawn(work_area::screens);
    let mut platform = Platform::in_user_folders();
    let (settings, saved, mut notices) = platform.load_saved();
    let (path, hand_over) = match path {
        Some(path) if is_hand_over(&path) => (None, Some(absolute(&path))),
        path => (path, None),
    };
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
    let ctx = Context::default();
    let mut app = App::new(state, platform, &ctx);
    app.set_drawing_argument(drawing);
    for effect in requested {
        app.perform(&ctx, effect);
    }
    if let Some(path) = hand_over {
        app.act(&ctx, Action::OpenPath(path));
    }
    if let Some(request) = article {
        let base = app.state().text_base();
        app.perform(&ctx, Effect::ReadText { request, base });
    }
    let app = Rc::new(RefCell::new(app));
    let failure = show(event_loop, &app, &screens);
    app.borrow_mut().finish();
    failure.map_or(ExitCode::SUCCESS, |reason| exit_without_window(&reason, NO_DISPLAY))
}

/// Shows the application in windows until they are closed. When OpenGL fails, the processor paints from then on; where it
/// cannot, as on a screen of few colours, OpenGL does. Returns why there is no window, unless it was closed.
fn show(mut event_loop: EventLoop<UserEvent>, app: &Rc<RefCell<App>>, screens: &[ScreenArea]) -> Option<String> {
    failure_log::record();
    let (mut next, mut failed) = (None, Vec::new());
    let mut viewport = app.borrow().viewport(screens);
    loop {
        let mut windows = Windows::new(&event_loop, app, &viewport, next.take());
        let ended = event_loop.run_app_on_demand(&mut windows);
        match windows.take_failure() {
            // Before the error of the loop, which may be that eframe ended it.
            Some(Failure { drawn_by, reason, was_open }) => {
                let (other, what) = match drawn_by {
                    DrawnBy::Gpu => (DrawnBy::Cpu, "OpenGL failed"),
                    DrawnBy::Cpu => (DrawnBy::Gpu, "The window could not be painted without OpenGL"),
                };
                failed.push(drawn_by);
                if failed.contains(&other) {
                    return Some(why_no_window(&reason, was_open));
                }
                let then = match other {
                    DrawnBy::Cpu => "the processor paints the window",
                    DrawnBy::Gpu => "OpenGL paints it",
                };
                // A setting of an earlier run is not answered at each start; the panel says what happens without OpenGL.
                if was_open || app.borrow().drawing_was_asked_for() {
                    app.borrow_mut().notify(Notice::quiet(format!("{what}, so {then}.")));
                }
                print_line(&format!("parallax: {what} ({}), so {then}", short_reason(&reason)));
                next = Some(other);
            }
            None => match ended {
                Ok(()) if app.borrow().reopens() => {}
                Ok(()) => return None,
                Err(error) => return Some(why_no_window(&error.to_string(), true)),
            },
        }
        // They may be others than at the start.
        viewport = app.borrow().viewport(&work_area::screens());
    }
}

/// Returns why the window could not be opened, or why it was lost.
fn why_no_window(reason: &str, was_open: bool) -> String {
    let what = if was_open { "lost its window" } else { "was given no window by the display" };
    format!("{what} ({})", short_reason(reason))
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

fn exit_with(message: &str, code: u8) -> ExitCode {
    print_line(message);
    ExitCode::from(code)
}

#[allow(clippy::print_stderr, reason = "there is no window to show it in, or it is for who looks into a fault")]
fn print_line(message: &str) {
    eprintln!("{message}");
}

#[cfg(test)]
mod tests {
    use super::{AppState, EditionLocation, find_related, open_or_first};
    use crate::state::{Command, SavedState, Settings};
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
