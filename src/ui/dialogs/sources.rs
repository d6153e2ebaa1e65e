//! The sources of a note: who said it, in what role, where, when, and whether the source or a report of it was read.

use egui::Ui;

use crate::export::citation::{CitationStyle, reference};
use crate::model::rows::NoteRef;
use crate::model::{Grade, Note, OwnQuotation, Seen, Source, cite};
use crate::state::{Action, AppState, Command, Dialog, Item, Notice};
use crate::ui::controls::{BUTTON, Control as _, button_if, tooltip};

use super::{DialogView, Layout, Place, ViewContext, quote};

/// The styles that a citation can be copied in.
pub(super) const STYLES: [(CitationStyle, &str); 4] = [
    (CitationStyle::Mla9, "MLA"),
    (CitationStyle::Apa7, "APA"),
    (CitationStyle::ChicagoNotes, "Chicago"),
    (CitationStyle::CardCite, "Debate line"),
];

/// The sources of a note. They are beside the reply that they belong to, and not over it.
#[derive(Debug)]
pub(super) struct SourcesDialog {
    pub(super) entry: NoteRef,
}

impl DialogView for SourcesDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Sources", Place::BottomLeft, 440.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let state = cx.state;
        let edition = &state.edition;
        let Some(note) = state.rows.note(edition, self.entry) else { return };
        let by = edition.perspectives().get(usize::from(self.entry.perspective));
        let says = by.map_or(String::new(), |by| format!("{} {}", by.name, by.verb(note.stance)));
        let code = state.rows.code(edition, self.entry);
        ui.label(cx.styles.strong_ink(format!("{code}  {says}"), 14.0));
        if let Some(claim) = note.claim.as_ref().and_then(|id| edition.claim(id)) {
            ui.label(cx.styles.soft(format!("The claim: {}", claim.text), 13.0));
        }
        if let Some(place) = state.copy.phrase_place(note).filter(|place| place.grade != Grade::Exact) {
            let grade = place.grade;
            let text = format!("In your copy: {} {}: {}.", grade.mark(), grade.word(), grade.meaning());
            ui.label(cx.styles.soft(text, 13.0));
        }
        if edition.is_later(note) {
            let text = match note.citations.iter().all(|citation| edition.is_citation_later(citation)) {
                true => "Later: said after the article was written. It is what happened next.",
                false => {
                    "A part of it was said after the article was written: what is marked Later. It is what happened next."
                }
            };
            ui.label(cx.styles.soft(text, 13.0));
        }
        ui.label(cx.styles.soft("The reply is a summary in the curator's words, not a quotation.", 13.0));
        ui.add_space(8.0);
        for citation in &note.citations {
            if let Some(source) = edition.source(&citation.source) {
                let by_report = citation.relayed_by.is_some() || source.seen == Some(Seen::Report);
                let heading = match (by_report, source.primary) {
                    (true, true) => "The statement, known through a report of it",
                    (true, false) => "A report, known through another",
                    (false, true) => "The source itself",
                    (false, false) => "A report",
                };
                let later = if edition.is_citation_later(citation) { " · Later" } else { "" };
                // The other headings say already that it is known from a report.
                let seen =
                    source.seen.filter(|_| !by_report).map_or(String::new(), |seen| format!(" · {}", seen.words()));
                let heading = format!("{heading}{seen}{later}");
                let relay = citation.relayed_by.as_ref().and_then(|id| edition.source(id));
                source_section(cx, ui, (source, relay), &heading, citation.locator.as_deref());
            }
            if let Some(relay) = citation.relayed_by.as_ref().and_then(|id| edition.source(id)) {
                let heading = match relay.seen {
                    Some(Seen::Report) => "The report of it",
                    Some(Seen::Text) | None => "The report that was read",
                };
                source_section(cx, ui, (relay, None), heading, None);
            }
        }
        for quotation in &note.quotations {
            ui.add_space(6.0);
            let place = quote::quoted(cx, ui, quotation);
            ui.label(
                cx.styles
                    .faint(format!("{place}; entered by {} on {}", quotation.entered_by, quotation.accessed), 12.5),
            );
        }
        own_quotations(cx, ui, note, self.entry);
    }

    fn height_below(&self, state: &AppState) -> f32 {
        if Neighbours::of(state, self.entry).is_some() { NEIGHBOURS } else { 0.0 }
    }

    fn show_below(&self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        if let Some(neighbours) = Neighbours::of(cx.state, self.entry) {
            neighbours.show(cx, ui);
        }
    }
}

/// Shows the quotations that the reader entered, and a link to add one.
fn own_quotations(cx: &mut ViewContext<'_>, ui: &mut Ui, note: &Note, entry: NoteRef) {
    let own: Vec<&OwnQuotation> = cx.state.annotations.quotations_on(&note.id).collect();
    for quotation in own {
        ui.add_space(6.0);
        quote::own_quotation(cx, ui, quotation);
    }
    ui.add_space(6.0);
    let add = cx.state.with_key("Add a quotation", Command::Quote);
    ui.link(cx.styles.accent(add, 13.5)).on_click(cx.out, Action::ShowDialog(Some(Dialog::Quote(entry))));
}

/// The height of the line of [`Neighbours`] with the space above it, in logical pixels.
const NEIGHBOURS: f32 = BUTTON + 8.0;

/// The replies before and after the one whose sources are shown in the active row, so that all can be reached from here.
struct Neighbours {
    before: Option<NoteRef>,
    after: Option<NoteRef>,
    place: usize,
    count: usize,
}

impl Neighbours {
    /// Returns the neighbours of a reply; `None` if it is not in the active row.
    fn of(state: &AppState, entry: NoteRef) -> Option<Self> {
        let items = state.items(state.reader.active);
        let entries: Vec<NoteRef> = items
            .iter()
            .filter_map(|item| match item {
                Item::Note { entry, .. } | Item::Pointer { entry, .. } => Some(*entry),
                Item::Silent { .. } | Item::NotApplicable { .. } | Item::NotLookedFor { .. } => None,
            })
            .collect();
        // A note can be pointed to from other rows; its row does not matter here.
        let same = |other: &NoteRef| (other.perspective, other.note) == (entry.perspective, entry.note);
        let place = entries.iter().position(same)?;
        let before = place.checked_sub(1).and_then(|place| entries.get(place)).copied();
        Some(Self { before, after: entries.get(place + 1).copied(), place, count: entries.len() })
    }

    /// Shows a button for each, at the foot of the panel. That is the edge that stays where it is when the panel's height
    /// changes with its contents: what was pressed once is under the pointer again. For the same reason the buttons are
    /// left of the words, and both always there.
    fn show(&self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        ui.add_space(NEIGHBOURS - BUTTON);
        ui.horizontal(|ui| {
            for (other, name) in [(self.before, "Previous"), (self.after, "Next")] {
                if button_if(ui, cx.styles, name, false, other.is_some()).clicked()
                    && let Some(other) = other
                {
                    cx.push(Action::ShowSources(other));
                }
            }
            let count = format!("Reply {} of {} on this paragraph", self.place + 1, self.count);
            ui.add(egui::Label::new(cx.styles.soft(count, 13.0)).truncate());
        });
    }
}

fn source_section(
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    (source, relay): (&Source, Option<&Source>),
    heading: &str,
    locator: Option<&str>,
) {
    ui.label(cx.styles.strong_accent(heading, 12.5));
    let mut full = cite::full(source);
    if let Some(locator) = locator {
        full = format!("{full}, {locator}");
    }
    cx.text_of_size(ui, &full, &source.language, 14.0);
    let mut facts = vec![format!("Language: {}", source.language)];
    if let Some(accessed) = source.accessed {
        facts.push(format!("accessed {accessed}"));
    }
    if source.title_supplied {
        facts.push("title in brackets is a description".to_owned());
    }
    ui.label(cx.styles.soft(facts.join(" · "), 12.5));
    ui.horizontal_wrapped(|ui| {
        if let Some(url) = &source.url {
            tooltip(ui.link(cx.styles.accent("Open link", 13.5)), url).on_click(cx.out, Action::OpenLink(url.clone()));
        }
        ui.label(cx.styles.soft("Copy as", 13.0));
        for (style, name) in STYLES {
            if tooltip(ui.link(cx.styles.accent(name, 13.5)), "Copy citation").clicked() {
                let reference = reference(source, relay, locator, style);
                cx.push(Action::CopyText(reference.text()));
                cx.push(Action::Notify(Notice::quiet(format!("Copied as {name}"))));
            }
        }
    });
    if let Some(url) = &source.url {
        ui.label(cx.styles.faint(url, 12.0));
    }
    ui.add_space(10.0);
}
