//! The whole program in a test harness: no window and no disk, everything else as in production.

use std::cell::RefCell;

use egui_kittest::{Harness, HarnessBuilder};
use parallax::platform::App;
use parallax::platform::{self, Platform};
use parallax::state::{Action, AppState, Opened, Place, SavedState, Settings};
use parallax::storage::EditionLocation;

/// The program, created in the first frame, because faces need a context.
#[derive(Default)]
pub struct Kit {
    state: Option<AppState>,
    app: Option<App>,
    /// The frames painted so far.
    frames: usize,
    /// The frames that were painted from opening to rest.
    frames_to_open: usize,
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
        self.frames += 1;
    }

    /// Returns how many frames have been painted. A second pass of egui for a frame counts as well.
    pub fn frames(&self) -> usize {
        self.frames
    }

    /// Returns how many of them were painted from opening to rest.
    pub fn frames_to_open(&self) -> usize {
        self.frames_to_open
    }

    /// Returns the application state.
    pub fn state(&self) -> &AppState {
        self.app.as_ref().expect("a frame has been made").state()
    }

    /// Returns the reading place.
    pub fn place(&self) -> Place {
        self.state().reader.place
    }

    /// Queues an action for the next frame.
    pub fn act(&self, action: Action) {
        self.queue.borrow_mut().push(action);
    }
}

/// Opens the shipped edition in a window of this size.
pub fn shipped(width: f32, height: f32) -> Harness<'static, Kit> {
    with(platform::open(None).unwrap(), width, height, Settings::default(), SavedState::default())
}

/// Opens the edition inside the program of an id in a window of this size.
pub fn built_in(id: &str, width: f32, height: f32) -> Harness<'static, Kit> {
    let opened = platform::open_at(&EditionLocation::BuiltIn(id.to_owned())).unwrap();
    with(opened, width, height, Settings::default(), SavedState::default())
}

/// Opens an edition in a window of this size, with settings and the saved state of an earlier run.
pub fn with(opened: Opened, width: f32, height: f32, settings: Settings, memory: SavedState) -> Harness<'static, Kit> {
    built(AppState::new(opened, settings, memory), [width, height], Harness::builder())
}

/// Opens an edition in any script, in a window of the usual size. The face for Chinese is the system's, which is loaded
/// late or not at all; until then its characters are boxes.
pub fn in_any_script(opened: Opened) -> Harness<'static, Kit> {
    begun(AppState::new(opened, Settings::default(), SavedState::default()))
}

/// Like [`in_any_script`], with a prepared state.
pub fn begun(state: AppState) -> Harness<'static, Kit> {
    built(state, [1280.0, 900.0], Harness::builder().allow_missing_glyphs())
}

fn built(state: AppState, size: [f32; 2], builder: HarnessBuilder<Kit>) -> Harness<'static, Kit> {
    let kit = Kit { state: Some(state), ..Kit::default() };
    #[cfg(feature = "snapshots")]
    let builder = builder.renderer(crate::both_painters::BothPainters::default());
    let mut harness = builder
        .with_size(size)
        .with_pixels_per_point(1.0)
        .with_max_steps(60)
        .build_ui_state(|ui, kit: &mut Kit| kit.frame(ui), kit);
    harness.state_mut().frames_to_open = harness.state().frames;
    harness.run();
    harness
}
