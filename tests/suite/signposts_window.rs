//! What says where one is, and what to do: the paragraph of the replies in view, hidden perspectives, empty fields, sizes.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::state::{Action, AppState, Command, Dialog, Part, SavedState, ScrollRequest, Setting, Settings};

use crate::kit::{self, Kit};

fn state<'a>(harness: &'a Harness<'static, Kit>) -> &'a AppState {
    harness.state().state()
}

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
}

fn reader(width: f32, height: f32) -> Harness<'static, Kit> {
    kit::shipped(width, height)
}

fn press(harness: &mut Harness<'static, Kit>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

#[test]
fn appearance_sizes_everything_in_the_steps_of_the_keys_and_each_alone() {
    let mut harness = reader(1280.0, 900.0);
    act(&mut harness, Action::Command(Command::Appearance));
    let sizes = |harness: &Harness<'static, Kit>| {
        let settings = &state(harness).settings;
        (settings.interface_size, settings.type_size)
    };
    let usual = sizes(&harness);
    press(&mut harness, "Larger");
    let pressed = sizes(&harness);
    assert!(pressed.0 > usual.0 && pressed.1 > usual.1, "{pressed:?}");
    act(&mut harness, Action::Command(Command::UsualSize));
    act(&mut harness, Action::Command(Command::Larger));
    assert_eq!(sizes(&harness), pressed, "the same step as the key");
    press(&mut harness, "Usual size");
    assert_eq!(sizes(&harness), usual);
    press(&mut harness, "Smaller");
    assert!(sizes(&harness).0 < usual.0 && sizes(&harness).1 < usual.1);
    press(&mut harness, "Usual size");
    press(&mut harness, "Interface size 125 %");
    assert_eq!(sizes(&harness), (125.0, usual.1), "the text stays");
    act(&mut harness, Action::Set(Setting::Dial(parallax::state::Dial::TypeSize, 24.0)));
    assert_eq!(sizes(&harness), (125.0, 24.0));
    harness.get_by_label("Now: text 24 px, interface 125 %");
}
