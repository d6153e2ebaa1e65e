//! Lists that drop down in dialogs: each works however often it is opened and dismissed, and Escape closes it and not the
//! dialog.

use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::model::{Plan, Step};
use parallax::state::brief::BriefAction;
use parallax::state::presentation::PlanAction;
use parallax::state::{
    Action, AppState, Command, Dialog, Opened, PresentationAction, ReaderAction, SavedState, Settings,
};

use crate::briefs::lamps;
use crate::kit::{self, Kit};
use crate::support;

/// How often each list is opened and dismissed in each way.
const TIMES: usize = 20;

/// A point of the window that no dialog covers.
const OUTSIDE: Pos2 = pos2(6.0, 700.0);

/// A list in a dialog.
struct Listed {
    harness: Harness<'static, Kit>,
    /// The dialog's state and its title.
    dialog: (Dialog, &'static str),
    /// The text that stands before the list.
    name: &'static str,
    /// A choice of the list that nothing else in the dialog is called.
    choice: String,
}

fn edition(opened: Opened) -> Harness<'static, Kit> {
    kit::begun(AppState::new(opened, Settings::default(), SavedState::default()))
}

fn small() -> Harness<'static, Kit> {
    edition(Opened { edition: support::small().load().unwrap().edition, path: None })
}

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
}

/// Runs frames until the state is as wanted.
fn wait(harness: &mut Harness<'static, Kit>, is_wanted: impl Fn(&AppState) -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !is_wanted(harness.state().state()) {
        assert!(Instant::now() < end, "{:?}", harness.state().state().notices);
        harness.step();
    }
    harness.run();
}

fn cut_dialog() -> Listed {
    let mut harness = edition(parallax::platform::open(None).unwrap());
    let brief = harness.state().state().brief.key.clone();
    harness.state().act(Action::Brief(BriefAction::Loaded(brief, Ok(Some(Box::new(lamps()))))));
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
    act(&mut harness, Action::Command(Command::Cut));
    let dialog = (Dialog::Cut, "Cut a card");
    let headings = harness.state().state().brief.headings();
    let (_, choice) = headings.last().unwrap().clone();
    Listed { harness, dialog, name: "It goes under", choice }
}

fn preview_dialog() -> Listed {
    let mut harness = small();
    let file = tempfile::Builder::new().suffix(".txt").tempfile().unwrap();
    let (_, path) = file.keep().unwrap();
    std::fs::write(&path, crate::own_copies::COPY).unwrap();
    harness.state().act(Action::OpenPath(path));
    wait(&mut harness, |state| state.dialog == Some(Dialog::Preview));
    let dialog = (Dialog::Preview, "Check this text");
    Listed { harness, dialog, name: "· letters as UTF-8", choice: "UTF-8".into() }
}

fn plan_dialog(name: &'static str, choice: &'static str) -> Listed {
    let mut harness = edition(parallax::platform::open(None).unwrap());
    harness.state().act(Action::Command(Command::Plan));
    wait(&mut harness, AppState::plan_is_read);
    let id = harness.state().state().edition.id().to_owned();
    let plan = Plan { steps: vec![Step::on("p5".into())], ..Plan::empty(&id) };
    act(&mut harness, Action::PlanChanged(Box::new(plan)));
    act(&mut harness, Action::Presentation(PresentationAction::Plan(PlanAction::New)));
    act(&mut harness, Action::Presentation(PresentationAction::Plan(PlanAction::Choose(1))));
    Listed { harness, dialog: (Dialog::Plan, "Plan of the lesson"), name, choice: choice.into() }
}

fn all() -> Vec<Listed> {
    vec![
        cut_dialog(),
        preview_dialog(),
        plan_dialog("Plan", "Plan 2"),
        plan_dialog("How replies come", "Controversy"),
        plan_dialog("What stands out", "No Pakistani missile can reach the United States"),
    ]
}

impl Listed {
    fn button(&self) -> Pos2 {
        let all = self.harness.query_all_by_role(Role::ComboBox);
        let named = all.filter(|list| list.accesskit_node().label().as_deref() == Some(self.name));
        named.map(|list| list.rect().center()).next().unwrap_or_else(|| panic!("no list is called {}", self.name))
    }

    /// Returns where the choice is, if the list is open.
    fn choice(&self) -> Option<Pos2> {
        let mut named =
            self.harness.query_all_by_label(&self.choice).filter(|n| n.accesskit_node().role() != Role::ComboBox);
        named.next().map(|choice| choice.rect().center())
    }

    /// Presses and releases the button of the mouse, in one frame as on a slow computer, or in two.
    fn press(&mut self, at: Pos2, in_one_frame: bool) {
        self.harness.event(Event::PointerMoved(at));
        self.harness.step();
        for pressed in [true, false] {
            let button = PointerButton::Primary;
            let event = Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE };
            self.harness.input_mut().events.push(event);
            if !(in_one_frame && pressed) {
                self.harness.step();
            }
        }
        self.harness.run();
    }

    /// A point of the dialog with nothing on it.
    fn blank(&self) -> Pos2 {
        let mut title =
            self.harness.get_all_by_label(self.dialog.1).filter(|n| n.accesskit_node().role() == Role::Label);
        title.next_back().unwrap().rect().left_top() - vec2(6.0, 6.0)
    }

    fn open(&mut self, in_one_frame: bool, time: usize) {
        let Self { name, dialog, .. } = self;
        let said = format!("{} of {:?}, time {time}, in one frame: {in_one_frame}", *name, dialog.0);
        assert_eq!(self.harness.state().state().dialog.as_ref(), Some(&self.dialog.0), "{said}");
        assert_eq!(self.choice(), None, "{said}: it is closed");
        self.press(self.button(), in_one_frame);
        let choice = self.choice().unwrap_or_else(|| panic!("{said}: it does not open"));
        let layer = |at: Pos2| self.harness.ctx.layer_id_at(at);
        assert_ne!(layer(choice), layer(self.blank()), "{said}: it is under the dialog");
    }
}

#[test]
fn a_list_in_a_dialog_opens_however_often_it_was_dismissed() {
    for mut list in all() {
        for time in 0..TIMES {
            // As on a slow computer, and as on a quick one.
            let in_one_frame = time % 2 == 0;
            // Something else in the dialog was pressed before.
            list.press(list.blank(), in_one_frame);
            list.open(in_one_frame, time);
            list.harness.key_press(Key::Escape);
            list.harness.run();
            list.open(in_one_frame, time);
            list.press(list.blank(), in_one_frame);
            list.open(in_one_frame, time);
            list.press(OUTSIDE, in_one_frame);
            list.open(in_one_frame, time);
            list.press(list.button(), in_one_frame);
        }
        assert_eq!(list.choice(), None);
    }
}

#[test]
fn a_list_in_a_dialog_opens_however_often_something_was_chosen() {
    for mut list in all() {
        for time in 0..TIMES {
            list.press(list.blank(), true);
            list.open(time % 2 == 0, time);
            let choice = list.choice().unwrap();
            list.press(choice, false);
            match list.dialog.0 {
                Dialog::Preview => wait(&mut list.harness, |state| state.copy.preview.is_some()),
                // It is called as the choice from now on.
                Dialog::Plan if list.name == "Plan" => {
                    assert_eq!(list.harness.state().state().lesson.plan.plans.chosen(), 2);
                    act(&mut list.harness, Action::Presentation(PresentationAction::Plan(PlanAction::Choose(1))));
                    list.harness.get_by_label("1. ¶5");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn the_keyboard_opens_and_closes_a_list_and_the_focus_stays_at_it() {
    for mut list in all() {
        for time in 0..TIMES {
            let button = list.button();
            let at =
                list.harness.query_all_by_role(Role::ComboBox).find(|node| node.rect().center() == button).unwrap();
            at.focus();
            list.harness.run();
            list.harness.key_press(Key::Space);
            list.harness.run();
            assert!(list.choice().is_some(), "{} time {time}", list.name);
            list.harness.key_press(Key::Escape);
            list.harness.run();
            assert_eq!(list.choice(), None, "{} time {time}", list.name);
            assert_eq!(list.harness.state().state().dialog.as_ref(), Some(&list.dialog.0), "{}", list.name);
        }
        list.harness.key_press(Key::Enter);
        list.harness.run();
        assert!(list.choice().is_some(), "{}: the focus is at the list", list.name);
        list.harness.key_press(Key::Escape);
        list.harness.run();
        list.harness.key_press(Key::Escape);
        list.harness.run();
        assert_eq!(list.harness.state().state().dialog, None, "{}: the second Escape closes the dialog", list.name);
    }
}
