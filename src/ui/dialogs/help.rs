//! Help: the card that names the parts of the page, the pages of the guide, and the list of keys.

use egui::Ui;

use crate::state::{Action, AppState, Command, Dialog, GuidePage, Scene};
use crate::ui::controls::rich_text;
use crate::ui::markdown::{self, LinkTarget};

use super::{DialogContext, DialogView, Layout, Place};

/// Shows what Help consists of, above the page: a press goes there.
pub(super) fn pages(cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let theme = cx.styles.theme.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        if cx.state.scene() == Scene::Reading
            && ui.selectable_label(false, rich_text(Command::Legend.label(), 13.5, theme.accent.0)).clicked()
        {
            cx.out.push(Action::ShowDialog(None));
            if !cx.state.legend {
                cx.out.push(Action::Command(Command::Legend));
            }
        }
        let pages = GuidePage::ALL.map(|page| (page.name(), Dialog::Help(page)));
        for (name, dialog) in pages.into_iter().chain([("Keys", Dialog::Keys)]) {
            let on = cx.state.dialog.as_ref() == Some(&dialog);
            if ui.selectable_label(on, rich_text(name, 13.5, theme.ink.0)).clicked() && !on {
                cx.out.push(Action::ShowDialog(Some(dialog)));
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

    fn show(&mut self, cx: &mut DialogContext<'_>, ui: &mut Ui) {
        let Some(link) = markdown::show(ui, cx.styles, self.page.text()) else { return };
        match link {
            LinkTarget::File(file) => {
                let other = GuidePage::ALL.into_iter().find(|page| page.file() == file);
                cx.out.extend(other.map(|page| Action::ShowDialog(Some(Dialog::Help(page)))));
            }
            LinkTarget::Url(url) => cx.out.push(Action::OpenLink(url)),
        }
    }

    fn show_above(&self, cx: &mut DialogContext<'_>, ui: &mut Ui) {
        pages(cx, ui);
    }
}
