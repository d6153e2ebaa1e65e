//! Help: the card that names the parts of the page, the pages of the guide, and the list of keys.

use egui::Ui;

use crate::state::{Action, AppState, Command, Dialog, GuidePage, Scene};
use crate::ui::markdown::{self, LinkTarget};

use super::{DialogView, Layout, Place, ViewContext};

/// Shows what Help consists of, above the page: a press goes there.
pub(super) fn pages(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        if cx.state.scene() == Scene::Reading
            && ui.selectable_label(false, cx.styles.accent(Command::Legend.label(), 13.5)).clicked()
        {
            cx.push(Action::ShowDialog(None));
            if !cx.state.legend {
                cx.push(Command::Legend);
            }
        }
        let pages = GuidePage::ALL.map(|page| (page.name(), Dialog::Help(page)));
        for (name, dialog) in pages.into_iter().chain([("Keys", Dialog::Keys)]) {
            let on = cx.state.dialog.as_ref() == Some(&dialog);
            if ui.selectable_label(on, cx.styles.ink(name, 13.5)).clicked() && !on {
                cx.push(Action::ShowDialog(Some(dialog)));
            }
        }
    });
    ui.add_space(6.0);
    ui.separator();
    ui.add_space(4.0);
}

/// A page of the guide.
#[derive(Debug)]
pub(super) struct HelpDialog {
    pub(super) page: GuidePage,
}

impl DialogView for HelpDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        let name = match self.page {
            GuidePage::Reading => "Help: reading",
            GuidePage::Class => "Help: before a class",
            GuidePage::Debate => "Help: debate",
            GuidePage::Curating => "Help: curating",
        };
        Layout::new(name, Place::Centre, 820.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let Some(link) = markdown::show(ui, cx.styles, self.page.text()) else { return };
        match link {
            LinkTarget::File(file) => {
                let other = GuidePage::ALL.into_iter().find(|page| page.file() == file);
                cx.out.extend(other.map(|page| Action::ShowDialog(Some(Dialog::Help(page)))));
            }
            LinkTarget::Url(url) => cx.push(Action::OpenLink(url)),
        }
    }

    fn show_above(&self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        pages(cx, ui);
    }
}
