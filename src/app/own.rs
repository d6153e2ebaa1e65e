//! Effects on what is the reader's own: the layer and the briefs.

use eframe::egui::Context;

use crate::session::Effect;

use super::{App, waker};

impl App {
    pub(super) fn perform_own(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::LoadLayer(edition) => self.desktop.load_layer(edition),
            Effect::SaveLayer(layer, base) => self.desktop.save_layer(layer, base),
            Effect::LoadBrief(key) => self.desktop.load_brief(key),
            Effect::SaveBrief | Effect::ReadBriefAgain => {
                let desk = &self.session.desk;
                if let (Some(brief), Some(base)) = (&desk.brief, &desk.base) {
                    self.desktop.save_brief(&desk.key, brief, base);
                }
            }
            Effect::PutBriefAway(key) => self.desktop.put_brief_away(&key),
            Effect::PickBrief(form) => {
                self.desktop.pick_brief(form, &self.session.brief_name(form), waker(ctx));
            }
            Effect::PickCards => self.desktop.pick_cards(waker(ctx)),
            Effect::TakeCards(path) => self.desktop.take_cards(path, waker(ctx)),
            Effect::WriteBrief { form, path, over } => {
                if let Some(brief) = self.session.desk.brief.clone() {
                    self.desktop.write_brief(brief, form, path, over, waker(ctx));
                }
            }
            Effect::CopyRich(brief) => {
                if let Some(plain) = self.desktop.copy_rich(&brief) {
                    ctx.copy_text(plain);
                }
            }
            _ => {}
        }
    }
}
