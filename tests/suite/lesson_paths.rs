//! All paths of four commands from the start of a lesson on one screen: whatever is pressed, the class sees nothing that is
//! not revealed.

use std::collections::{BTreeSet, HashSet};

use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use parallax::model::Activity;
use parallax::state::presentation::{Guess, Lesson, LessonQuestion, Presentation, RevealContent, Stop, View};
use parallax::state::{Action, AppState, Command, Dialog, Effect, PresentationAction, Projector, Setting, update};
use parallax::ui::Screen;
use parallax::ui::faces::definitions;

use crate::lessons::{lay_out, presentation, state};

/// The number of keys of a path.
const KEYS: usize = 4;

/// Words that the class must not see before they are revealed: by perspective, those of a note or of a silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Secret {
    Note { perspective: usize, note: usize },
    Silence { perspective: usize },
}

/// What a key does in a state.
#[derive(Clone, Debug)]
enum Move {
    Command(Command),
    Hands(PresentationAction),
    /// Enter on the button of a question that has the focus, or in the field for a code.
    Enter,
}

/// All of the state that a path can change.
#[derive(Clone)]
struct Node {
    lesson: Lesson,
    dialog: Option<Dialog>,
    projector: Projector,
    /// What was revealed when the screen was frozen.
    frozen: BTreeSet<Secret>,
    path: Vec<Move>,
}

/// The contents of the main window, which the harness paints.
struct Painted {
    state: AppState,
    screen: Screen,
    is_ready: bool,
}

fn painted(state: AppState) -> Harness<'static, Painted> {
    let window = Painted { state, screen: Screen::default(), is_ready: false };
    Harness::builder().with_size([1600.0, 1200.0]).with_max_steps(20).build_ui_state(
        |ui, window: &mut Painted| {
            if !std::mem::replace(&mut window.is_ready, true) {
                // Faces are bound from the next frame on.
                ui.ctx().set_fonts(definitions(&[]));
                Screen::prepare(ui.ctx(), &window.state);
                return;
            }
            window.screen.show(ui, &window.state, &mut Vec::new());
        },
        window,
    )
}

/// Returns every secret with words that only it has.
fn secrets(state: &AppState) -> Vec<(Secret, String)> {
    let mut out = Vec::new();
    for (perspective, by) in state.edition.perspectives().iter().enumerate() {
        for (note, words) in by.notes.iter().enumerate() {
            out.push((Secret::Note { perspective, note }, words.summary.chars().take(24).collect()));
        }
        let remarks = by.silences.iter().filter_map(|silence| silence.remark.clone());
        out.extend(remarks.map(|remark| (Secret::Silence { perspective }, remark)));
    }
    out
}

/// Returns what has been revealed to the class anywhere in the lesson.
fn revealed(state: &AppState) -> BTreeSet<Secret> {
    let presentation = presentation(state);
    let claims = (0..state.edition.article().claims.len()).map(Some).chain([None]);
    let stops = claims.flat_map(|claim| (0..state.row_count()).map(move |row| Stop { row, claim, step: None }));
    let mut out = BTreeSet::new();
    for stop in stops {
        let presses = presentation.stage(stop);
        for (number, group) in state.script().reveal_groups_at(presentation, stop).iter().enumerate() {
            let is_seen = match state.script().activity_of(presentation, stop) {
                Activity::Reveal => number < presses,
                Activity::Predict => number * 2 + 1 < presses,
                Activity::Blind => number * 2 < presses,
                Activity::Controversy => false,
            };
            out.extend(group.reveals.iter().filter(|_| is_seen).filter_map(|reveal| match reveal.content {
                RevealContent::Note(entry) => {
                    Some(Secret::Note { perspective: entry.perspective.into(), note: entry.note as usize })
                }
                RevealContent::Silent | RevealContent::SilentOnClaim(_) => {
                    Some(Secret::Silence { perspective: reveal.perspective })
                }
                RevealContent::NotApplicable | RevealContent::NotLookedFor => None,
            }));
        }
    }
    out
}

/// Returns what distinguishes a state for what can follow it.
fn key(state: &AppState) -> String {
    let Presentation {
        terms,
        page,
        black,
        frozen,
        zoom,
        pointer,
        hands,
        results,
        lesson,
        step,
        view,
        output,
        swapped,
        ..
    } = presentation(state);
    let frozen = frozen.as_ref().map(|frozen| (frozen.slide.text(), frozen.page, frozen.pointer));
    let saved = state.lesson.snapshot(&state.shared());
    let clocks = [lesson.is_running(), step.is_running(), presentation(state).controversy().is_some()];
    format!(
        "{saved:?}{:?}{:?}",
        (terms, page, black, frozen, zoom, pointer, hands, results),
        (clocks, view, output, swapped, &state.dialog, state.settings.projector)
    )
}

fn moves(state: &AppState) -> Vec<Move> {
    let applies = |command: &&Command| command.scope().holds(state.scene());
    let commands = Command::ALL.iter().filter(applies);
    if !state.dialog_is_light() {
        let over = commands.filter(|command| command.row().over_dialogs);
        return over.map(|command| Move::Command(*command)).chain([Move::Enter]).collect();
    }
    let mut out: Vec<Move> = commands.map(|command| Move::Command(*command)).collect();
    if state.script().asked_group(presentation(state)).is_some() {
        let answers = [
            PresentationAction::TypeDigit(3),
            PresentationAction::EraseDigit,
            PresentationAction::CountHands(Guess::Nothing),
        ];
        out.extend(answers.map(Move::Hands));
    }
    out
}

/// Makes a move, and lays out the slide as the view would.
fn make(state: &mut AppState, step: &Move) -> Vec<Effect> {
    let action = match step {
        Move::Command(command) => Action::Command(*command),
        Move::Hands(action) => Action::Presentation(action.clone()),
        Move::Enter if state.dialog == Some(Dialog::GoTo) => Action::GoToCode("2".into()),
        // The button that has the focus is the one that changes nothing.
        Move::Enter => Action::ShowDialog(None),
    };
    let effects = update(state, action);
    if state.lesson.running.is_some() {
        lay_out(state, 1);
    }
    effects
}

/// Fails if a text that the class sees has words that are not revealed.
fn check(text: &str, seen: &BTreeSet<Secret>, all: &[(Secret, String)], path: &[Move]) {
    for (secret, words) in all.iter().filter(|(secret, _)| !seen.contains(secret)) {
        assert!(!text.contains(words.as_str()), "{secret:?} is in the class's view after {path:?}: {text}");
    }
}

/// Returns every name and value in the accessibility tree.
fn tree(harness: &mut Harness<'static, Painted>) -> String {
    // A dialog is measured in the frame in which it opens.
    harness.step();
    harness.step();
    let nodes = harness.root().children_recursive();
    nodes
        .flat_map(|node| [node.accesskit_node().label(), node.accesskit_node().value()])
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn no_path_of_four_keys_shows_the_class_what_is_not_revealed() {
    let mut begun = state();
    begun.reader.active = 4;
    make(&mut begun, &Move::Command(Command::Project));
    assert_eq!((presentation(&begun).view, presentation(&begun).stop().row), (View::Audience, 4));
    let all = secrets(&begun);
    assert!(all.len() > 3);
    let first = node(&begun, BTreeSet::new(), Vec::new());
    let mut harness = painted(begun);
    let (mut met, mut looked_at) = (HashSet::new(), HashSet::new());
    let (mut level, mut shown, mut dialogs) = (vec![first], BTreeSet::new(), HashSet::new());
    for depth in 0..=KEYS {
        let mut next = Vec::new();
        for node in level {
            let state = &mut harness.state_mut().state;
            restore(state, &node);
            let seen: BTreeSet<Secret> = revealed(state).union(&node.frozen).copied().collect();
            let audience = presentation(state).audience().map_or(String::new(), |(slide, _)| slide.text());
            check(&audience, &seen, &all, &node.path);
            dialogs.insert(format!("{:?}", state.dialog));
            if looked_at.insert((audience, state.dialog.clone().map(|dialog| format!("{dialog:?}")))) {
                let tree = tree(&mut harness);
                assert!(!tree.is_empty());
                check(&tree, &seen, &all, &node.path);
                shown.extend(all.iter().filter(|(_, words)| tree.contains(words.as_str())).map(|(secret, _)| *secret));
            }
            if depth == KEYS {
                continue;
            }
            let state = &mut harness.state_mut().state;
            for step in moves(state) {
                restore(state, &node);
                let was_frozen = presentation(state).frozen.is_some();
                let before = revealed(state);
                let effects = make(state, &step);
                let path: Vec<Move> = node.path.iter().cloned().chain([step]).collect();
                assert!(state.lesson.running.is_some(), "{path:?} leaves the lesson without a question");
                assert_eq!(presentation(state).view, View::Audience, "{path:?} uncovers the presenter's view");
                assert!(!effects.iter().any(|effect| matches!(effect, Effect::Quit)), "{path:?} quits");
                if met.insert(key(state)) {
                    let frozen = match presentation(state).frozen {
                        Some(_) if was_frozen => node.frozen.clone(),
                        Some(_) => before,
                        None => BTreeSet::new(),
                    };
                    next.push(self::node(state, frozen, path));
                }
            }
        }
        level = next;
    }
    assert!(met.len() > 1_000 && looked_at.len() > 50, "{} states, {} views", met.len(), looked_at.len());
    assert!(shown.len() > 3, "the tree has what is revealed: {shown:?}");
    for question in [LessonQuestion::ShowPresenter, LessonQuestion::End, LessonQuestion::Quit] {
        assert!(dialogs.contains(&format!("{:?}", Some(Dialog::Lesson(question)))), "{question:?} was not asked");
    }
}

fn node(state: &AppState, frozen: BTreeSet<Secret>, path: Vec<Move>) -> Node {
    Node {
        lesson: state.lesson.clone(),
        dialog: state.dialog.clone(),
        projector: state.settings.projector,
        frozen,
        path,
    }
}

fn restore(state: &mut AppState, node: &Node) {
    if state.settings.projector != node.projector {
        update(state, Action::Set(Setting::Projector(node.projector)));
    }
    state.lesson = node.lesson.clone();
    state.dialog = node.dialog.clone();
    state.notices.clear();
}
