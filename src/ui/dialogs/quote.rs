//! Quotations that the reader enters from a note's source: the form, and how they are shown.

use egui::{Key, Modifiers, TextEdit, Ui};

use crate::model::rows::NoteRef;
use crate::model::{Date, Note, NoteId, OwnQuotation, Quotation, Source};
use crate::state::annotations::AnnotationAction;
use crate::state::{Action, AppState};
use crate::ui::controls::{Control as _, aligned_row, button, interface_font, tooltip};

use super::{DialogView, Drafts, Layout, Place, ViewContext};

/// A quotation of more words than this is long; `check` warns of it too.
const LONG: usize = 120;

/// Most of the reader's own sources offered beside those of the note.
const MOST_OWN: usize = 40;

/// The contents of the form.
#[derive(Debug, Default)]
pub(super) struct QuotationForm {
    on: Option<NoteId>,
    source: usize,
    text: String,
    locator: String,
    language: String,
    translation: String,
    by: String,
}

/// The form for a quotation on a reply.
#[derive(Debug)]
pub(super) struct QuoteDialog {
    entry: NoteRef,
    form: QuotationForm,
    /// What was typed in the form when the dialog opened.
    typed_at_first: String,
}

impl QuoteDialog {
    /// Begins a quotation, or goes on with an unfinished one for the same note.
    pub(super) fn new(entry: NoteRef, state: &AppState, drafts: &mut Drafts) -> Self {
        let mut form = std::mem::take(&mut drafts.quotation);
        if let Some(note) = state.rows.note(&state.edition, entry) {
            form.begin(note, &offered_sources(state, note));
        }
        Self { entry, typed_at_first: form.typed(), form }
    }
}

impl DialogView for QuoteDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Add a quotation", Place::Centre, 640.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let state = cx.state;
        let Some(note) = state.rows.note(&state.edition, self.entry) else { return };
        let sources = offered_sources(state, note);
        reply_heading(cx, ui, note, self.entry);
        let form = &mut self.form;
        ui.label(cx.styles.soft("Open the source, copy its exact words, and paste them here.", 13.5));
        for (at, source) in sources.iter().enumerate() {
            aligned_row(ui, |ui| {
                let chosen = form.source == at;
                if ui.radio(chosen, cx.styles.ink(crate::model::cite::full(source), 13.5)).clicked() {
                    form.source = at;
                    form.language = source.language.to_string();
                }
                if let Some(url) = &source.url
                    && ui.link(cx.styles.accent("Open link", 13.5)).clicked()
                {
                    cx.push(Action::OpenLink(url.clone()));
                }
            });
        }
        let entered = fields(form, cx, ui);
        let said = validate(form);
        ui.add_space(8.0);
        let long = form.text.split_whitespace().count();
        if long > LONG {
            ui.label(
                cx.styles.accent(format!("{long} words: more than {LONG} are a passage rather than a quotation"), 13.0),
            );
        }
        match (said, sources.get(form.source)) {
            (None, Some(source)) => {
                let pressed = button(ui, cx.styles, "Save the quotation", true);
                if tooltip(pressed, "Enter in one of the short fields, or Ctrl+Enter").clicked() || entered {
                    let quotation = quotation(form, source, cx.state.today);
                    form.on = None;
                    cx.push(Action::ShowDialog(None));
                    let on = note.id.clone();
                    let quotation = Box::new(quotation);
                    cx.push(AnnotationAction::Quote { on, quotation, source: Some(Box::new(source.clone())) });
                }
            }
            (Some(said), _) => {
                ui.label(cx.styles.soft(said, 13.0));
            }
            (None, None) => {
                ui.label(cx.styles.soft("This reply cites no source, so there is nothing to quote.", 13.0));
            }
        }
    }

    fn keeps_unfinished(&self) -> bool {
        true
    }

    fn is_unsaved(&self, _state: &AppState) -> bool {
        let typed = self.form.typed();
        !typed.trim().is_empty() && typed != self.typed_at_first
    }

    fn keep_draft(&mut self, drafts: &mut Drafts) {
        drafts.quotation = std::mem::take(&mut self.form);
    }
}

/// Shows which reply the quotation is for.
fn reply_heading(cx: &mut ViewContext<'_>, ui: &mut Ui, note: &Note, entry: NoteRef) {
    let state = cx.state;
    let by = state.edition.perspectives().get(usize::from(entry.perspective));
    let says = by.map_or(String::new(), |by| format!("{} {}", by.name, by.verb(note.stance)));
    let code = state.rows.code(&state.edition, entry);
    ui.label(cx.styles.strong_ink(format!("For {code}: {says}"), 13.5));
    cx.text_of_size(ui, &note.short(), state.edition.language_of_note(note), 13.5);
    let how = "For another reply, right click that one and choose “Add a quotation”.";
    ui.label(cx.styles.soft(how, 12.5));
    ui.add_space(6.0);
}

impl QuotationForm {
    /// Returns what is typed in the form, except the language, which the choice of a source sets too.
    fn typed(&self) -> String {
        [&self.text, &self.locator, &self.translation, &self.by].map(String::as_str).concat()
    }

    /// Starts a quotation for a note; an unfinished one for the same note is continued.
    fn begin(&mut self, note: &Note, sources: &[Source]) {
        let on = Some(note.id.clone());
        if self.on != on {
            let by = std::mem::take(&mut self.by);
            let language = sources.first().map_or(String::new(), |source| source.language.to_string());
            *self = Self { on, by, language, ..Self::default() };
        }
    }
}

/// Returns the sources of a note, each once, followed by those that the reader added.
fn offered_sources(state: &AppState, note: &Note) -> Vec<Source> {
    let ids = note.citations.iter().flat_map(|one| [Some(&one.source), one.relayed_by.as_ref()]).flatten();
    let mut sources: Vec<Source> = Vec::new();
    for source in ids.filter_map(|id| state.source_of(id)) {
        if !sources.iter().any(|known| known.id == source.id) {
            sources.push(source);
        }
    }
    let own = state.annotations.layer.iter().flat_map(|layer| &layer.sources).take(MOST_OWN);
    for source in own {
        if !sources.iter().any(|known| known.id == source.id) {
            sources.push(source.clone());
        }
    }
    sources
}

/// Shows the fields. Returns whether Enter was pressed in a short one, or Ctrl+Enter anywhere.
fn fields(form: &mut QuotationForm, cx: &ViewContext<'_>, ui: &mut Ui) -> bool {
    ui.add_space(6.0);
    let fields = [
        ("The exact words", &mut form.text, 5),
        ("Where they are: a page, a section, a time", &mut form.locator, 1),
        ("Their language, such as en or zh-Hans", &mut form.language, 1),
        ("A translation, if they are in another language", &mut form.translation, 1),
        ("Your name", &mut form.by, 1),
    ];
    let mut entered = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    for (at, (name, text, rows)) in fields.into_iter().enumerate() {
        let label = ui.label(cx.styles.soft(name, 12.5));
        let field = if rows > 1 { TextEdit::multiline(text) } else { TextEdit::singleline(text) };
        let field = field.font(interface_font(14.0)).desired_rows(rows).desired_width(f32::INFINITY).id_salt(name);
        let response = ui.add(field).labelled_by(label.id).focus_if(cx.fresh && at == 0);
        entered |= rows == 1 && response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    }
    entered
}

/// Returns what is missing or invalid, as a sentence.
fn validate(form: &QuotationForm) -> Option<&'static str> {
    if form.text.trim().is_empty() {
        return Some("Paste the exact words first.");
    }
    if form.locator.trim().is_empty() {
        return Some("Say where they are: others must find them again.");
    }
    if form.by.trim().is_empty() {
        return Some("Enter your name.");
    }
    let language = crate::model::Language::from(form.language.trim());
    (!language.is_well_formed()).then_some("The language is a tag such as en or zh-Hans.")
}

fn quotation(form: &QuotationForm, source: &Source, today: Date) -> Quotation {
    let translation = form.translation.trim();
    Quotation {
        text: form.text.trim().to_owned(),
        language: form.language.trim().into(),
        translation: (!translation.is_empty()).then(|| translation.to_owned()),
        source: source.id.clone(),
        locator: Some(form.locator.trim().to_owned()),
        entered_by: form.by.trim().to_owned(),
        accessed: today,
    }
}

/// Shows the words of a quotation and their translation. Returns the place in the source.
pub(super) fn quoted<'a>(cx: &mut ViewContext<'_>, ui: &mut Ui, quotation: &'a Quotation) -> &'a str {
    cx.text_of_size(ui, &format!("“{}”", quotation.text), &quotation.language, 14.0);
    if let Some(translation) = &quotation.translation {
        ui.label(cx.styles.soft(translation, 13.0));
    }
    quotation.locator.as_deref().unwrap_or("no place given")
}

/// Shows a quotation that the reader entered, marked as theirs.
pub(super) fn own_quotation(cx: &mut ViewContext<'_>, ui: &mut Ui, own: &OwnQuotation) {
    let quotation = &own.quotation;
    let place = quoted(cx, ui, quotation);
    let source =
        cx.state.source_of(&quotation.source).map_or(String::new(), |source| crate::model::cite::full(&source));
    let details = format!(
        "Yours, not the edition's: entered by {} on {} · {place} · {source}",
        quotation.entered_by, quotation.accessed
    );
    ui.label(cx.styles.soft(details, 12.5));
    ui.link(cx.styles.accent("Remove this quotation", 12.5))
        .on_click(cx.out, AnnotationAction::RemoveQuotation(own.id));
}
