//! Exact words that the reader enters from the source of a note, and how such words are shown.

use egui::{Key, Modifiers, TextEdit, Ui};

use crate::model::rows::NoteRef;
use crate::model::{Note, NoteId, OwnQuotation, Quotation, Source};
use crate::state::annotations::AnnotationAction;
use crate::state::{Action, AppState, Command};
use crate::storage::today;
use crate::ui::controls::{button, interface, strong, tip, words};

use super::parts::{in_line, passage, short};
use super::{DialogInputs, Sheet};

/// More words than this are no quotation any more but a passage: `check` says so too.
const LONG: usize = 120;

/// Sources of the reader's own that are offered beside those of the note.
const MOST_OWN: usize = 40;

/// What is being entered.
#[derive(Debug, Default)]
pub(super) struct Quoting {
    on: Option<NoteId>,
    source: usize,
    text: String,
    locator: String,
    language: String,
    translation: String,
    by: String,
}

pub(super) fn show(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui, entry: NoteRef) {
    let state = sheet.state;
    let theme = sheet.look.theme.clone();
    let Some(note) = state.rows.note(&state.edition, entry) else { return };
    let sources = cited(state, note);
    whose(sheet, ui, note, entry);
    if inputs.fresh {
        inputs.quoting.begin(note, &sources);
    }
    let quoting = &mut inputs.quoting;
    ui.label(words("Open the source, copy its exact words, and paste them here.", 13.5, theme.soft.0));
    for (at, source) in sources.iter().enumerate() {
        in_line(ui, |ui| {
            let chosen = quoting.source == at;
            if ui.radio(chosen, words(crate::model::cite::full(source), 13.5, theme.ink.0)).clicked() {
                quoting.source = at;
                quoting.language = source.language.to_string();
            }
            if let Some(url) = &source.url
                && ui.link(words("Open link", 13.5, theme.accent.0)).clicked()
            {
                sheet.out.push(Action::OpenLink(url.clone()));
            }
        });
    }
    let entered = fields(quoting, sheet, ui);
    let said = wrong(quoting);
    ui.add_space(8.0);
    let long = quoting.text.split_whitespace().count();
    if long > LONG {
        ui.label(words(
            format!("{long} words: more than {LONG} are a passage rather than a quotation"),
            13.0,
            theme.accent.0,
        ));
    }
    match (said, sources.get(quoting.source)) {
        (None, Some(source)) => {
            let pressed = button(ui, sheet.look, "Keep the quotation", true);
            if tip(pressed, "Enter in one of the short fields, or Ctrl+Enter").clicked() || entered {
                let quotation = quotation(quoting, source);
                quoting.on = None;
                sheet.out.push(Action::ShowDialog(None));
                let on = note.id.clone();
                let quotation = Box::new(quotation);
                sheet.out.push(Action::Annotations(AnnotationAction::Quote {
                    on,
                    quotation,
                    source: Some(Box::new(source.clone())),
                }));
            }
        }
        (Some(said), _) => {
            ui.label(words(said, 13.0, theme.soft.0));
        }
        (None, None) => {
            ui.label(words("This reply cites no source, so there is nothing to quote.", 13.0, theme.soft.0));
        }
    }
}

/// Which reply the words are for.
fn whose(sheet: &mut Sheet<'_>, ui: &mut Ui, note: &Note, entry: NoteRef) {
    let (state, theme) = (sheet.state, sheet.look.theme.clone());
    let by = state.edition.perspectives().get(usize::from(entry.perspective)).map_or("", |by| by.name.as_str());
    let code = state.rows.code(&state.edition, entry);
    ui.label(strong(format!("For {code}: {by} {}", note.stance.verb()), 13.5, theme.ink.0));
    passage(sheet, ui, &short(&note.summary), &state.edition.language_of_note(note).clone(), 13.5);
    let key = state.key_of(Command::Sources);
    let how = format!("For another reply, open its sources ({key}) and add the quotation there.");
    ui.label(words(how, 12.5, theme.soft.0));
    ui.add_space(6.0);
}

impl Quoting {
    /// What was begun for this reply and left is there again.
    fn begin(&mut self, note: &Note, sources: &[Source]) {
        let on = Some(note.id.clone());
        if self.on != on {
            let by = std::mem::take(&mut self.by);
            let language = sources.first().map_or(String::new(), |source| source.language.to_string());
            *self = Self { on, by, language, ..Self::default() };
        }
    }
}

/// The sources of a note, each once, and those that the reader brought in.
fn cited(state: &AppState, note: &Note) -> Vec<Source> {
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

/// The fields of a quotation; whether Enter was pressed in a short one, or Ctrl+Enter anywhere.
fn fields(quoting: &mut Quoting, sheet: &Sheet<'_>, ui: &mut Ui) -> bool {
    let theme = &sheet.look.theme;
    ui.add_space(6.0);
    let fields = [
        ("The exact words", &mut quoting.text, 5),
        ("Where they stand: a page, a section, a time", &mut quoting.locator, 1),
        ("Their language, such as en or zh-Hans", &mut quoting.language, 1),
        ("Their sense, when they are in another language", &mut quoting.translation, 1),
        ("Who enters them: you", &mut quoting.by, 1),
    ];
    let mut entered = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    for (at, (name, text, rows)) in fields.into_iter().enumerate() {
        let label = ui.label(words(name, 12.5, theme.soft.0));
        let field = if rows > 1 { TextEdit::multiline(text) } else { TextEdit::singleline(text) };
        let field = field.font(interface(14.0)).desired_rows(rows).desired_width(f32::INFINITY).id_salt(name);
        let response = ui.add(field).labelled_by(label.id);
        if sheet.fresh && at == 0 {
            response.request_focus();
        }
        entered |= rows == 1 && response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    }
    entered
}

/// What is still wanting, in a sentence.
fn wrong(quoting: &Quoting) -> Option<&'static str> {
    if quoting.text.trim().is_empty() {
        return Some("Paste the exact words first.");
    }
    if quoting.locator.trim().is_empty() {
        return Some("Say where they stand: others must find them again.");
    }
    if quoting.by.trim().is_empty() {
        return Some("Say who enters them.");
    }
    let language = crate::model::Language::from(quoting.language.trim());
    (!language.is_well_formed()).then_some("The language is a tag such as en or zh-Hans.")
}

fn quotation(quoting: &Quoting, source: &Source) -> Quotation {
    let translation = quoting.translation.trim();
    Quotation {
        text: quoting.text.trim().to_owned(),
        language: quoting.language.trim().into(),
        translation: (!translation.is_empty()).then(|| translation.to_owned()),
        source: source.id.clone(),
        locator: Some(quoting.locator.trim().to_owned()),
        entered_by: quoting.by.trim().to_owned(),
        accessed: today(),
    }
}

/// A quotation of the reader's own: marked as theirs, with who entered it.
pub(super) fn shown(sheet: &mut Sheet<'_>, ui: &mut Ui, own: &OwnQuotation) {
    let theme = sheet.look.theme.clone();
    let quotation = &own.quotation;
    passage(sheet, ui, &format!("“{}”", quotation.text), &quotation.language, 14.0);
    if let Some(translation) = &quotation.translation {
        ui.label(words(translation, 13.0, theme.soft.0));
    }
    let place = quotation.locator.as_deref().unwrap_or("no place given");
    let source =
        sheet.state.source_of(&quotation.source).map_or(String::new(), |source| crate::model::cite::full(&source));
    let told = format!(
        "Yours, not the edition's: entered by {} on {} · {place} · {source}",
        quotation.entered_by, quotation.accessed
    );
    ui.label(words(told, 12.5, theme.soft.0));
    if ui.link(words("Remove this quotation", 12.5, theme.accent.0)).clicked() {
        sheet.out.push(Action::Annotations(AnnotationAction::RemoveQuotation(own.id)));
    }
}
