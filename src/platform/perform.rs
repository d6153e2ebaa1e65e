//! Performing effects: the dispatch from the effects of the state to the methods of the platform.

use std::sync::Arc;

use eframe::egui::{self, Context, ViewportCommand};

use crate::model::round::Round;
use crate::model::{Brief, Layer};
use crate::state::Effect;

use super::app::App;

impl App {
    /// Performs one effect. Slow work is done on a thread, which wakes the window when it is finished.
    ///
    /// No arm reads the state: an effect carries everything that it needs.
    pub(super) fn perform(&mut self, ctx: &Context, effect: Effect) {
        let platform = &mut self.platform;
        match effect {
            Effect::PickFile(purpose) => platform.pick_file(purpose),
            Effect::Load { path, base } => platform.load(path, base),
            Effect::ReadText { request, base } => platform.read_text(request, base),
            Effect::LoadCopy { edition, key } => platform.load_copy(edition, key),
            Effect::MakeEdition { title, text, known } => platform.make_edition(title, *text, known),
            Effect::KeepEdition { title, edition, known } => platform.keep_edition(title, edition, known),
            Effect::RemoveEdition(path) => platform.remove_edition(path),
            Effect::CountPages { export, number } => platform.count_pages(*export, number),
            Effect::Export { export, path, overwrite } => platform.export(*export, path, overwrite),
            Effect::Reload(path) => platform.reload(path),
            Effect::LoadBuiltIn(id) => platform.load_built_in(id),
            Effect::Match { request, generation } => platform.match_copy(*request, generation),
            Effect::Suggest { edition, serial, statement } => platform.suggest(edition, serial, statement),
            Effect::ReadStatement(path) => platform.read_statement(path),
            Effect::SaveCopy { key, copy } => platform.save_document(key, Arc::new(*copy), None),
            Effect::ForgetCopy(keys) => platform.forget_copies(keys),
            Effect::Paste => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Effect::Check { edition, serial } => platform.check(edition, serial),
            Effect::Copy(text) => ctx.copy_text(text),
            Effect::OpenLink(url) => ctx.open_url(egui::OpenUrl::new_tab(url)),
            Effect::LoadFace(script) => platform.find_face(script),
            Effect::SaveSettings(settings) => platform.save_settings(*settings),
            Effect::ScheduleSave => self.save_schedule.request(),
            Effect::SaveState(saved) => platform.save_state(*saved),
            Effect::LoadPlans { key, edition } => platform.load_plans(key, edition),
            Effect::SaveLesson(key, lesson) => platform.save_document(key, Arc::new(*lesson), None),
            Effect::SavePlan(key, plan) => platform.save_document(key, Arc::new(*plan), None),
            Effect::RemovePlan(key) => platform.remove_plan(key),
            Effect::LoadLayer(edition) => platform.load_document::<Layer>(edition),
            Effect::SaveLayer { edition, layer, base } => platform.save_document(edition, layer, Some(base)),
            Effect::LoadBrief(key) => platform.load_document::<Brief>(key),
            Effect::SaveBrief { key, brief, base } => platform.save_document(key, brief, Some(base)),
            Effect::RemoveBrief(key) => platform.remove_document::<Brief>(key),
            Effect::TakeCards { path, target } => platform.import_cards(path, target),
            Effect::CopyRich(brief) => {
                if let Some(plain) = platform.copy_rich(&brief) {
                    ctx.copy_text(plain);
                }
            }
            Effect::LoadRound(key) => platform.load_round(key),
            Effect::ListRounds => platform.list_rounds(),
            Effect::RemoveRound(key) => platform.remove_document::<Round>(key),
            Effect::SaveFormat(format) => platform.save_format(*format),
            Effect::SaveRound { key, round, clock, base } => platform.save_round(key, round, clock, base),
            Effect::Quit => {
                self.quits = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }
}
