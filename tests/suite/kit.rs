//! The whole program in a harness: no window, no disk, everything else as it is.

use std::cell::RefCell;

use egui_kittest::{Harness, HarnessBuilder};
use parallax::platform::App;
use parallax::platform::{self, Platform};
use parallax::state::{Action, AppState, Opened, Place, SavedState, Settings};

/// The program, made on the first frame, since faces need a context.
#[derive(Default)]
pub struct Kit {
    state: Option<AppState>,
    app: Option<App>,
    queue: RefCell<Vec<Action>>,
}

impl Kit {
    fn frame(&mut self, ui: &mut egui::Ui) {
        if let Some(state) = self.state.take() {
            self.app = Some(App::new(state, Platform::without_folders(), ui.ctx()));
            // Faces are bound from the next frame on.
            return;
        }
        let Some(app) = &mut self.app else { return };
        for action in self.queue.take() {
            app.act(ui.ctx(), action);
        }
        app.frame(ui);
    }

    /// What the reader is doing.
    pub fn state(&self) -> &AppState {
        self.app.as_ref().expect("a frame has been made").state()
    }

    /// The reading place.
    pub fn place(&self) -> Place {
        self.state().place
    }

    /// An action for the next frame.
    pub fn act(&self, action: Action) {
        self.queue.borrow_mut().push(action);
    }
}

/// The shipped edition in a window of this size.
pub fn shipped(width: f32, height: f32) -> Harness<'static, Kit> {
    with(platform::open(None).unwrap(), width, height, Settings::default(), SavedState::default())
}

/// An edition in a window of this size, with settings and memory of an earlier run.
pub fn with(opened: Opened, width: f32, height: f32, settings: Settings, memory: SavedState) -> Harness<'static, Kit> {
    built(AppState::new(opened, settings, memory), [width, height], Harness::builder())
}

/// An edition in any script, in a window of the usual size. Chinese has its face from the system, which comes late or
/// not at all; until then there are boxes for its letters.
pub fn in_any_script(opened: Opened) -> Harness<'static, Kit> {
    begun(AppState::new(opened, Settings::default(), SavedState::default()))
}

/// The same from what the reader is doing.
pub fn begun(state: AppState) -> Harness<'static, Kit> {
    built(state, [1280.0, 900.0], Harness::builder().allow_missing_glyphs())
}

fn built(state: AppState, size: [f32; 2], builder: HarnessBuilder<Kit>) -> Harness<'static, Kit> {
    let kit = Kit { state: Some(state), ..Kit::default() };
    let mut harness = builder
        .with_size(size)
        .with_pixels_per_point(1.0)
        .with_max_steps(60)
        .build_ui_state(|ui, kit: &mut Kit| kit.frame(ui), kit);
    harness.run();
    harness
}
