//! Performs effects: the one dispatch from what the state asks for to what the platform does.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use eframe::egui::{self, Context, ViewportCommand};

use crate::state::Effect;

use super::app::{App, SAVE_AFTER, waker};
use super::{Base, HandOutJob};

impl App {
    /// Performs one effect. Slow work goes to a thread, which wakes the window when it is done.
    #[allow(clippy::too_many_lines, reason = "a table: one arm for each effect")]
    pub(super) fn perform(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::PickEdition => self.platform.pick_edition(waker(ctx)),
            Effect::PickFile => self.platform.pick_file(waker(ctx)),
            Effect::Load(path) => self.platform.load(path, self.base(), waker(ctx)),
            Effect::ReadText(wish) => self.platform.read_text(wish, self.base(), waker(ctx)),
            Effect::LoadCopy { edition, key } => self.platform.load_copy(edition, key, waker(ctx)),
            Effect::MakeEdition { title, text } => self.platform.make_edition(title, *text, waker(ctx)),
            Effect::PickHandOut => self.platform.pick_new_file(&self.state.handout_name(), waker(ctx)),
            Effect::HandOut { path, over } => self.platform.hand_out(self.handout(path, over), waker(ctx)),
            Effect::ReadAgain(path) => self.platform.load_again(path, waker(ctx)),
            Effect::LoadShipped => self.platform.load_shipped(waker(ctx)),
            Effect::Match => {
                if let Some(copy) = &self.state.copy {
                    self.platform.match_copy(copy.latest().clone(), copy.generation, waker(ctx));
                }
            }
            Effect::Suggest => {
                let statement = self.state.suggest.statement.clone();
                self.platform.suggest(Arc::clone(&self.state.edition), self.state.serial, statement, waker(ctx));
            }
            Effect::ReadStatement(path) => self.platform.read_statement(path, waker(ctx)),
            Effect::SaveCopy => {
                if let Some(copy) = &self.state.copy {
                    self.platform.save_copy(copy);
                }
            }
            Effect::ForgetCopy(keys) => self.platform.forget_copy(&keys),
            Effect::Paste => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Effect::Check => self.platform.check(Arc::clone(self.state.base()), self.state.serial, waker(ctx)),
            Effect::Copy(text) => ctx.copy_text(text),
            Effect::OpenLink(url) => ctx.open_url(egui::OpenUrl::new_tab(url)),
            Effect::LoadFace(script) => self.platform.find_face(script, waker(ctx)),
            Effect::SaveSettings => self.platform.save_settings(&self.state.settings),
            Effect::SaveMemory => {
                self.memory_changed.get_or_insert_with(Instant::now);
                ctx.request_repaint_after(SAVE_AFTER);
            }
            Effect::LoadPlan(key) => self.platform.load_plan(key, waker(ctx)),
            Effect::SaveLesson(key, lesson) => self.platform.save_lesson(&key, lesson),
            Effect::SavePlan(key, plan) => self.platform.save_plan(&key, plan),
            Effect::LoadLayer(edition) => self.platform.load_layer(edition),
            Effect::SaveLayer(layer, base) => self.platform.save_layer(layer, base),
            Effect::LoadBrief(key) => self.platform.load_brief(key),
            Effect::SaveBrief | Effect::ReadBriefAgain => {
                let editor = &self.state.brief;
                if let (Some(brief), Some(base)) = (&editor.document, &editor.base) {
                    self.platform.save_brief(&editor.key, brief, base);
                }
            }
            Effect::RemoveBrief(key) => self.platform.remove_brief(&key),
            Effect::PickBrief(form) => {
                self.platform.pick_brief(form, &self.state.brief_name(form), waker(ctx));
            }
            Effect::PickCards => self.platform.pick_cards(waker(ctx)),
            Effect::TakeCards(path) => self.platform.take_cards(path, waker(ctx)),
            Effect::WriteBrief { form, path, over } => {
                if let Some(brief) = self.state.brief.document.clone() {
                    self.platform.write_brief(brief, form, path, over, waker(ctx));
                }
            }
            Effect::CopyRich(brief) => {
                if let Some(plain) = self.platform.copy_rich(&brief) {
                    ctx.copy_text(plain);
                }
            }
            Effect::LoadRound(key) => self.platform.load_round(key, waker(ctx)),
            Effect::ListRounds => self.platform.list_rounds(waker(ctx)),
            Effect::RemoveRound(key) => {
                self.platform.remove_round(&key);
                self.platform.list_rounds(waker(ctx));
            }
            Effect::SaveFormat(format) => self.platform.save_format(*format, waker(ctx)),
            Effect::SaveRound => {
                if let Some((round, base)) = self.state.round.kept() {
                    self.platform.save_round(&self.state.round.key, round, base);
                }
            }
            Effect::PickFlow(form) => {
                let name = self.state.round.flow_name(form.extension());
                self.platform.pick_flow(form, &name, waker(ctx));
            }
            Effect::WriteFlow { form, path, over } => {
                if let Some(round) = self.state.round.document.clone() {
                    self.platform.write_flow(round, form, path, over, waker(ctx));
                }
            }
            Effect::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    /// The chosen handout of what is open.
    fn handout(&self, path: PathBuf, over: bool) -> HandOutJob {
        let (edition, rows) = (Arc::clone(&self.state.edition), Arc::clone(&self.state.rows));
        HandOutJob { edition, rows, wish: self.state.handout_wish(), form: self.state.hand_out.form, path, over }
    }

    /// The edition that texts are set beside.
    fn base(&self) -> Base {
        Base { edition: Arc::clone(self.state.newest_base()), path: self.state.path.clone() }
    }
}
