//! Pictures of the debate screens: cutting a card, the brief, a speech with a mark, the flow and the clocks, in the
//! themes Paper and Night.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --features snapshots pictures` writes them to `tests/snapshots`.

use parallax::model::{Brief, Entry};
use parallax::state::brief::BriefAction;
use parallax::state::round::RoundAction;
use parallax::state::{Action, Command, ReaderAction, Setting, ThemeChoice};

use crate::briefs::lamps;
use crate::kit::{self, Kit};
use crate::pictures::look;

type Harness = egui_kittest::Harness<'static, Kit>;

fn by_day_and_night(harness: &mut Harness, name: &str) {
    for notice in &harness.state().state().notices {
        harness.state().act(Action::Dismiss(notice.id));
    }
    for theme in [ThemeChoice::Paper, ThemeChoice::Night] {
        harness.state().act(Action::Set(Setting::Theme(theme)));
        harness.run();
        look(harness, &format!("{name}-{}", theme.name().to_lowercase()));
    }
}

/// Opens the shipped edition with a brief without its Chinese card: that needs a face of the system, on which a picture
/// must not depend.
fn with_brief() -> Harness {
    let mut harness = kit::shipped(1000.0, 620.0);
    harness.state().act(Action::Command(Command::Debate));
    harness.run();
    let key = harness.state().state().brief.key.clone();
    let plain = |entry: &Entry| !matches!(entry, Entry::Card(card) if card.language.as_str().starts_with("zh"));
    let brief = lamps();
    let entries = brief.entries.iter().filter(|entry| plain(entry)).cloned().collect();
    let brief = Brief { entries, ..brief };
    harness.state().act(Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(brief))))));
    harness.state().act(Action::Command(Command::LeaveDebate));
    harness.run();
    harness
}

fn give(harness: &mut Harness, command: Command) {
    harness.state().act(Action::Command(command));
    harness.run();
}

fn act(harness: &mut Harness, action: impl Into<Action>) {
    harness.state().act(action.into());
    harness.run();
}

#[test]
fn what_can_be_cut_and_the_brief_look_as_they_did() {
    let mut harness = with_brief();
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.state().act(Action::Command(Command::Cut));
    harness.run();
    by_day_and_night(&mut harness, "cut");
    harness.state().act(Action::ShowDialog(None));
    harness.state().act(Action::Command(Command::Debate));
    harness.run();
    by_day_and_night(&mut harness, "brief");
}

#[test]
fn a_round_looks_as_it_did() {
    let mut harness = with_brief();
    harness.state().act(Action::Command(Command::Debate));
    harness.run();
    act(&mut harness, Action::BeginRound(0));
    let first = harness.state().state().brief.entries()[0].id();
    harness.state().act(Action::Brief(BriefAction::Choose(first)));
    harness.run();
    give(&mut harness, Command::RoundSend);
    give(&mut harness, Command::RoundOpen);
    by_day_and_night(&mut harness, "speech");
    for (row, words) in
        [["Lamps save money", "Old figures", "New ones"], ["Owls need the dark", "", ""]].iter().enumerate()
    {
        for (column, words) in words.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
            act(&mut harness, RoundAction::ChooseCell((row, column)));
            act(&mut harness, RoundAction::SetCellText((*words).into()));
            act(&mut harness, RoundAction::SetWriting(false));
        }
    }
    act(&mut harness, RoundAction::GoTo(4));
    by_day_and_night(&mut harness, "flow");
    give(&mut harness, Command::RoundBigClock);
    by_day_and_night(&mut harness, "clocks");
}
