//! Pictures of what the class sees, in both projector themes. The presenter's view shows the time of day and is tested
//! by its text.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --features snapshots pictures` writes them to `tests/snapshots`.

use parallax::state::{Action, Command, Projector, ReaderAction, Setting};

use crate::kit;
use crate::pictures::look;

#[test]
fn what_the_class_sees_looks_as_it_did() {
    let mut harness = kit::shipped(960.0, 540.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    for command in [Command::Project, Command::Reveal, Command::Reveal] {
        harness.state().act(Action::Command(command));
        harness.run();
    }
    look(&mut harness, "lesson-reply-light");
    harness.state().act(Action::Set(Setting::Projector(Projector::Dark)));
    for command in [Command::NextStop, Command::NextStop, Command::Predict, Command::Reveal] {
        harness.state().act(Action::Command(command));
        harness.run();
    }
    look(&mut harness, "lesson-question-dark");
}
