//! Cutting a card: which text of the row it is made of, and its tag.

use egui::{Key, Modifiers, Popup, Ui};

use crate::model::{Entry, Provenance};
use crate::state::brief::BriefAction;
use crate::state::{Action, AppState, Command, Dialog};
use crate::ui::choice_list::ChoiceList;
use crate::ui::controls::{Control as _, aligned_row, button, tooltip};

use super::compare::excerpt;
use super::{DialogView, Layout, Place, ViewContext, field, rows};

/// The most height of the rows, in logical pixels.
const LIST: f32 = 200.0;

/// The label of the field for the tag.
const TAG: &str = "Tag: what this shows, in one sentence of your own (it can also be written later)";

/// The tooltip of the button that fills it in.
const GIST: &str =
    "The gist is the reply in one sentence, by whoever made this edition. Make it your own words afterwards.";

/// The choice of what to cut, and its tag, which the brief keeps.
#[derive(Debug)]
pub(super) struct CutDialog {
    /// The tag when the dialog opened.
    tag_at_first: String,
}

impl CutDialog {
    pub(super) fn new(state: &AppState) -> Self {
        Self { tag_at_first: state.brief.cut.tag.clone() }
    }
}

impl DialogView for CutDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Cut a card", Place::Top, 640.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let cut = &cx.state.brief.cut;
        // The arrow keys of an open list are its own.
        let is_listing = Popup::is_any_open(ui.ctx());
        let (down, up) = ui.input_mut(|input| match is_listing {
            true => (false, false),
            false => {
                (input.consume_key(Modifiers::NONE, Key::ArrowDown), input.consume_key(Modifiers::NONE, Key::ArrowUp))
            }
        });
        if down || up {
            let at = if down { cut.chosen + 1 } else { cut.chosen.saturating_sub(1) };
            cx.push(BriefAction::ChooseCandidate(at));
        }
        // Arrow keys choose in the next frame, which scrolls to the choice.
        let key = ui.scope_id().with("chosen");
        let before = ui.data_mut(|data| *data.get_temp_mut_or_insert_with(key, || cut.chosen));
        ui.data_mut(|data| data.insert_temp(key, cut.chosen));
        let moved = !cx.fresh && before != cut.chosen;
        ui.label(cx.styles.ink(&cut.from, 13.0));
        ui.add_space(6.0);
        let mut tag = cut.tag.clone();
        let response = field::line(cx, ui, TAG, &mut tag);
        response.on_change(cx.out, BriefAction::SetCutTag(tag));
        let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(8.0);
        aligned_row(ui, |ui| {
            if button(ui, cx.styles, "Put it into the brief", true).clicked() || enter {
                cx.push(BriefAction::AddCut);
            }
            let what = match cut.candidates.get(cut.chosen) {
                Some(candidate) if candidate.is_card() => "As a card: evidence, with who said it, where and when",
                _ => "As an analytic: an argument without evidence, and marked so everywhere",
            };
            ui.label(cx.styles.ink(what, 13.0));
        });
        ui.add_space(6.0);
        place(cx, ui);
        // Above what depends on the choice, so that no row moves when one is chosen.
        if cut.candidates.len() > 1 {
            ui.add_space(8.0);
            ui.label(cx.styles.strong_soft("What to cut", 13.0));
            // In a low window everything scrolls together; in others what was chosen stays in view below the rows.
            let tall = if super::is_low(ui) { f32::INFINITY } else { LIST };
            egui::ScrollArea::vertical().id_salt("what to cut").auto_shrink([false, true]).max_height(tall).show(
                ui,
                |ui| {
                    ui.set_max_width(ui.available_width() - super::SCROLL_BAR);
                    candidates(cx, ui, moved);
                },
            );
        }
        ui.add_space(8.0);
        ui.separator();
        let gist =
            cut.candidates.get(cut.chosen).and_then(|candidate| candidate.gist.clone()).filter(|_| cut.tag.is_empty());
        if let Some(gist) = gist {
            aligned_row(ui, |ui| {
                tooltip(button(ui, cx.styles, "Use the gist", false), GIST)
                    .on_click(cx.out, BriefAction::SetCutTag(gist.clone()));
                cx.text_of_size(ui, &gist, cx.language(), 13.0);
            });
        }
        chosen(cx, ui);
        citation_of_copy(cx, ui);
        in_brief_already(cx, ui);
        way_to_evidence(cx, ui);
    }

    fn keeps_unfinished(&self) -> bool {
        true
    }

    fn is_unsaved(&self, state: &AppState) -> bool {
        let tag = &state.brief.cut.tag;
        !tag.trim().is_empty() && *tag != self.tag_at_first
    }
}

/// Shows where in the brief the entry goes, and lets choose another heading.
fn place(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let editor = &cx.state.brief;
    let Some(title) = editor.document.as_ref().map(|brief| brief.title.as_str()) else { return };
    let headings = editor.headings();
    let chosen = editor.cut.under.or_else(|| editor.heading_of_chosen());
    let name = chosen.and_then(|id| headings.iter().find(|(other, _)| *other == id)).map(|(_, path)| path.as_str());
    if headings.is_empty() {
        ui.label(cx.styles.soft(format!("It goes to the end of the brief “{title}”, which has no headings yet"), 13.0));
        return;
    }
    let mut wanted = None;
    aligned_row(ui, |ui| {
        let label = ui.label(cx.styles.soft("It goes under", 13.0));
        let shown = cx.styles.ink(name.unwrap_or("No heading"), 13.0);
        ChoiceList::new("place in the brief").width(420.0).show(ui, &label, shown, |ui| {
            for (id, path) in &headings {
                if ui.selectable_label(chosen == Some(*id), cx.styles.ink(path, 13.0)).clicked() {
                    wanted = Some(*id);
                }
            }
        });
    });
    if let Some(id) = wanted {
        cx.push(BriefAction::SetCutPlace(Some(id)));
    }
}

/// Shows a row for each text that can be cut; a choice that `moved` is scrolled into view.
fn candidates(cx: &mut ViewContext<'_>, ui: &mut Ui, moved: bool) {
    let cut = &cx.state.brief.cut;
    for (at, candidate) in cut.candidates.iter().enumerate() {
        let text = candidate.gist.clone().filter(|_| !candidate.is_card());
        let text = format!("{}: {}", candidate.label, text.unwrap_or_else(|| beginning(&candidate.entry)));
        let row = rows::list_row_response(cx, ui, (&text, ""), (false, at == cut.chosen), true);
        if row.gained_focus() || (moved && at == cut.chosen) {
            row.scroll_to_me(None);
        }
        row.on_click(cx.out, BriefAction::ChooseCandidate(at));
    }
}

/// Shows what is missing in the citation of the copy that a card is cut from, and a button to enter it.
fn citation_of_copy(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let cut = &cx.state.brief.cut;
    let (Some(candidate), Some(copy)) = (cut.candidates.get(cut.chosen), &cx.state.copy.open) else { return };
    let Entry::Card(card) = &candidate.entry else { return };
    if card.citation.as_ref().is_none_or(|citation| citation.source != copy.source_id()) {
        return;
    }
    ui.add_space(4.0);
    let missing = copy.latest().citation.missing();
    if !missing.is_empty() {
        let what = format!("Not known of your copy: {}.", missing.join(", "));
        ui.label(cx.styles.soft(what, 13.0));
    }
    let tip = "The tag that you have written is here again when you cut the same words.";
    tooltip(button(ui, cx.styles, "Citation of your copy…", false), tip)
        .on_click(cx.out, Action::Command(Command::Citation));
}

/// Says that the brief has the chosen words already.
fn in_brief_already(cx: &ViewContext<'_>, ui: &mut Ui) {
    let cut = &cx.state.brief.cut;
    if cut.candidates.get(cut.chosen).is_some_and(|candidate| cx.state.is_in_brief(&candidate.entry)) {
        ui.add_space(4.0);
        let text = "The very same words are in the brief already. You can put them into it once more.";
        ui.label(cx.styles.ink(text, 13.0));
    }
}

/// Says why the chosen text is no evidence, and shows a button that leads to some.
fn way_to_evidence(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let cut = &cx.state.brief.cut;
    let Some(candidate) = cut.candidates.get(cut.chosen).filter(|candidate| !candidate.is_card()) else { return };
    ui.add_space(4.0);
    let is_advocacy = matches!(cx.state.base().article().provenance, Provenance::Advocacy { .. });
    if candidate.summary_of.is_none() && cx.state.copy.open.is_some() {
        // It is open already, so no button opens it.
        let whose = if cx.state.path.is_none() { "Parallax" } else { "this edition" };
        let what = if is_advocacy { "case for one side" } else { "restatement" };
        let why = format!(
            "This paragraph of your copy is word for word the {what} that comes with {whose}, not the original. \
             Evidence is the exact words of a source, so it cannot be a card."
        );
        ui.label(cx.styles.soft(why, 13.0));
        return;
    }
    if candidate.summary_of.is_none() && is_advocacy {
        let why = "This paragraph argues one side's case in our words. Evidence is the exact words of a source, so it cannot \
                   be a card.";
        ui.label(cx.styles.soft(why, 13.0));
        return;
    }
    let (why, name, action) = match candidate.summary_of {
        Some(reply) => (
            "This is a summary. Evidence is the exact words of a source, so a summary cannot be a card. To get one, \
             copy the words from the source.",
            "Add a quotation from the source…",
            Action::ShowDialog(Some(Dialog::Quote(reply))),
        ),
        None => (
            "This paragraph restates the article in other words. Evidence is the exact words of a source, so it cannot \
             be a card. To get one, open the article itself.",
            "Read your own copy…",
            Action::Command(Command::ReadOwnCopy),
        ),
    };
    ui.label(cx.styles.soft(why, 13.0));
    button(ui, cx.styles, name, false).on_click(cx.out, action);
}

/// Shows the chosen candidate with its cite.
fn chosen(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let cut = &cx.state.brief.cut;
    let Some(candidate) = cut.candidates.get(cut.chosen) else { return };
    let home = cx.language();
    let (text, language) = match &candidate.entry {
        Entry::Card(card) => {
            cx.text_of_size(ui, &card.cite.text, home, 13.0);
            (&card.text, &card.language)
        }
        Entry::Analytic(analytic) => (&analytic.text, &analytic.language),
        Entry::Heading(heading) => (&heading.text, home),
    };
    cx.text_of_size(ui, &excerpt(text), language, 14.0);
}

/// Returns the start of a candidate's text.
fn beginning(entry: &Entry) -> String {
    let text = match entry {
        Entry::Card(card) => &card.text,
        Entry::Analytic(analytic) => &analytic.text,
        Entry::Heading(heading) => &heading.text,
    };
    text.chars().take(90).collect()
}
