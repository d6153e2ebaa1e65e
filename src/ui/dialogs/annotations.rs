//! The reader's annotations as a list: searched, filtered, opened, copied.

use egui::Ui;

use crate::model::{Annotation, Grade, HighlightStyle};
use crate::state::annotations::AnnotationAction;
use crate::state::{Action, AppState, Dialog};
use crate::ui::controls::{aligned_row, button};

use super::annotation::target_text;
use super::{DialogView, Layout, Place, ViewContext, field};

/// Most annotations drawn; a search narrows the list.
const MOST_DRAWN: usize = 60;

/// The list, narrowed by words and by a filter.
#[derive(Debug, Default)]
pub(super) struct AnnotationsDialog {
    /// The words and #tags that are looked for.
    typed: String,
    /// Which annotations are listed.
    filter: Filter,
}

impl DialogView for AnnotationsDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Your highlights and annotations", Place::Centre, 720.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let state = cx.state;
        field::line(cx, ui, "Words or #tags to look for", &mut self.typed);
        ui.horizontal_wrapped(|ui| {
            for filter in Filter::all() {
                ui.selectable_value(&mut self.filter, filter, cx.styles.ink(filter.name(), 13.0));
            }
        });
        let (filter, typed) = (self.filter, self.typed.to_lowercase());
        let found: Vec<&Annotation> = sorted(cx)
            .into_iter()
            .filter(|(one, lost)| filter.lists(one, *lost))
            .map(|(one, _)| one)
            .filter(|one| typed.split_whitespace().all(|word| matches(one, word)))
            .collect();
        ui.add_space(6.0);
        aligned_row(ui, |ui| {
            ui.label(cx.styles.soft(count_words(found.len(), state.annotations.all().len()), 13.0));
            if !found.is_empty() && button(ui, cx.styles, "Copy these", false).clicked() {
                cx.push(Action::CopyText(as_text(&found)));
            }
        });
        how_to_begin(cx, ui);
        let drawn = found.len().min(MOST_DRAWN);
        for one in found.iter().take(drawn) {
            ui.separator();
            annotation_row(cx, ui, one);
        }
        if drawn < found.len() {
            ui.label(cx.styles.soft(format!("{} more: look for words to find them", found.len() - drawn), 13.0));
        }
        quotations(cx, ui);
    }
}

/// Which annotations are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Filter {
    #[default]
    All,
    Style(HighlightStyle),
    WithWords,
    WithoutPlace,
}

impl Filter {
    /// Returns all filters in the order in which they are offered.
    fn all() -> impl Iterator<Item = Self> {
        let styles = HighlightStyle::ALL.map(Self::Style);
        [Self::All].into_iter().chain(styles).chain([Self::WithWords, Self::WithoutPlace])
    }

    fn name(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Style(style) => style.word(),
            Self::WithWords => "With words",
            Self::WithoutPlace => "Without a place",
        }
    }

    /// Returns whether an annotation is listed, which may have `lost` its place.
    fn lists(self, one: &Annotation, lost: bool) -> bool {
        match self {
            Self::All => true,
            Self::Style(style) => one.style == Some(style),
            Self::WithWords => !one.text.is_empty(),
            Self::WithoutPlace => lost,
        }
    }
}

/// Says how to make an annotation while there are none.
fn how_to_begin(cx: &ViewContext<'_>, ui: &mut Ui) {
    if cx.state.annotations.all().is_empty() {
        let how = "Select words in the text: the bar beside them highlights them, or lets you write about them. A right \
                   click on a paragraph or a reply offers the same for all of it.";
        ui.label(cx.styles.ink(how, 13.5));
    }
}

/// Returns the annotations in reading order with whether they have lost their place; lost ones are last.
fn sorted<'a>(cx: &ViewContext<'a>) -> Vec<(&'a Annotation, bool)> {
    let layer = &cx.state.annotations;
    let mut all: Vec<(usize, usize, &Annotation)> = layer
        .places
        .iter()
        .filter_map(|place| {
            let start = place.marks.first().map_or(0, |(_, range)| range.start);
            Some((place.row.unwrap_or(usize::MAX), start, layer.all().get(place.index)?))
        })
        .collect();
    all.sort_by_key(|(row, start, one)| (*row, *start, one.id));
    all.into_iter().map(|(row, _, one)| (one, row == usize::MAX)).collect()
}

fn matches(one: &Annotation, word: &str) -> bool {
    if let Some(tag) = word.strip_prefix('#') {
        return one.tags.iter().any(|known| known.to_lowercase().contains(tag));
    }
    let texts = [
        one.text.as_str(),
        one.on
            .paragraph
            .as_ref()
            .map_or("", |anchor| if anchor.exact.is_empty() { &one.on.text } else { &anchor.exact }),
        one.on.note.as_ref().map_or("", |note| note.exact.as_str()),
    ];
    texts.into_iter().chain(one.tags.iter().map(String::as_str)).any(|text| text.to_lowercase().contains(word))
}

fn annotation_row(cx: &mut ViewContext<'_>, ui: &mut Ui, one: &Annotation) {
    target_text(cx, ui, one);
    if !one.text.is_empty() {
        ui.label(cx.styles.ink(&one.text, 14.0));
    }
    let mut facts: Vec<String> = one.style.iter().map(|style| style.word().to_owned()).collect();
    facts.extend(one.tags.iter().map(|tag| format!("#{tag}")));
    facts.extend(one.made.map(|made| made.to_string()));
    aligned_row(ui, |ui| {
        ui.label(cx.styles.soft(facts.join(" · "), 12.5));
        let place = cx
            .state
            .annotations
            .places
            .iter()
            .find(|place| cx.state.annotations.all().get(place.index).is_some_and(|other| other.id == one.id));
        let lost = place.is_none_or(|place| place.row.is_none() || place.grade == Grade::Lost);
        let mut link = |ui: &mut Ui, text: &str, actions: Vec<Action>| {
            if ui.link(cx.styles.accent(text, 13.0)).clicked() {
                cx.out.extend(actions);
            }
        };
        if !lost {
            link(ui, "Go there", vec![Action::GoToAnnotation(one.id)]);
        }
        link(ui, "Write", vec![Action::ShowDialog(Some(Dialog::Annotation(one.id)))]);
        link(ui, "Remove", vec![Action::Annotations(AnnotationAction::Remove(one.id))]);
    });
}

/// Shows the quotations that the reader entered, after the annotations.
fn quotations(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let Some(layer) = &cx.state.annotations.layer else { return };
    if layer.quotations.is_empty() {
        return;
    }
    ui.add_space(12.0);
    ui.label(cx.styles.strong_ink("Quotations you entered", 14.0));
    for own in &layer.quotations {
        ui.separator();
        super::quote::own_quotation(cx, ui, own);
    }
}

/// Returns the annotations as text for the clipboard.
fn as_text(found: &[&Annotation]) -> String {
    let mut out = Vec::new();
    for one in found {
        let mut lines = Vec::new();
        if let Some(anchor) = &one.on.paragraph {
            let text = if anchor.exact.is_empty() { &one.on.text } else { &anchor.exact };
            lines.push(format!("¶{} {text}", anchor.on.label()));
        }
        if let Some(note) = &one.on.note {
            lines.push(format!("{} (summary) {}", note.id, note.exact));
        }
        if !one.text.is_empty() {
            lines.push(one.text.clone());
        }
        if !one.tags.is_empty() {
            lines.push(one.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "));
        }
        out.push(lines.join("\n"));
    }
    out.join("\n\n")
}

/// Returns how many of all annotations are listed, in words.
fn count_words(listed: usize, all: usize) -> String {
    match (listed, all) {
        (1, 1) => "One highlight or annotation".to_owned(),
        (0, _) => format!("None of {all} highlights and annotations"),
        (1, _) => format!("One of {all} highlights and annotations"),
        (listed, all) if listed == all => format!("{all} highlights and annotations"),
        _ => format!("{listed} of {all} highlights and annotations"),
    }
}

#[cfg(test)]
mod tests {
    use super::count_words;

    #[test]
    fn one_of_one_is_said_as_one() {
        assert_eq!(count_words(1, 1), "One highlight or annotation");
        assert_eq!(count_words(0, 1), "None of 1 highlights and annotations");
        assert_eq!(count_words(1, 3), "One of 3 highlights and annotations");
        assert_eq!(count_words(3, 3), "3 highlights and annotations");
    }
}
