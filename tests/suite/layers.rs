//! The reader's layer in the application state: editing, undo, and finding places in a changed text.

use std::sync::Arc;

use parallax::model::{Grade, HighlightStyle, Layer, Quotation};
use parallax::state::annotations::AnnotationAction;
use parallax::state::{
    Action, AppState, Command, ContextTarget, CopyAction, Dialog, Effect, Item, Loaded, Opened, Part, ReadError,
    ReaderAction, Selection, TextPoint, update,
};

use crate::own_copies::{COPY, preview, settle, small};
use crate::support;

/// Returns the small edition with an empty layer.
fn with_layer() -> AppState {
    let mut state = small();
    assert!(matches!(&state.request_layer()[..], [Effect::LoadLayer(edition)] if edition == "small"));
    assert!(state.request_layer().is_empty(), "it is requested once");
    update(&mut state, Action::Annotations(AnnotationAction::Loaded("small".into(), Ok(None))));
    state
}

fn select(state: &mut AppState, row: usize, part: Part, words: &str) {
    let text = state.text_of(row, part);
    let at = text[..text.find(words).unwrap()].chars().count();
    let point = |character| TextPoint { row, part, character };
    let selection = Selection { from: point(at), to: point(at + words.chars().count()) };
    update(state, Action::Reader(ReaderAction::Select(Some(selection))));
}

fn marked(state: &AppState, row: usize) -> Vec<String> {
    let words = |part: &Part, range: &std::ops::Range<usize>| -> String {
        state.text_of(row, *part).chars().skip(range.start).take(range.len()).collect()
    };
    let places = state.annotations.places_in(row);
    places
        .flat_map(|(_, place)| place.marks.iter().map(|(part, range)| words(part, range)).collect::<Vec<_>>())
        .collect()
}

#[test]
fn words_are_highlighted_saved_undone_and_redone() {
    let mut state = with_layer();
    select(&mut state, 2, Part::Article, "for nobody");
    let effects = update(&mut state, Action::Command(Command::Highlight));
    let [Effect::SaveLayer { layer, base, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((layer.annotations.len(), base.annotations.len()), (1, 0));
    assert_eq!(layer.annotations[0].on.paragraph.as_ref().unwrap().exact, "for nobody");
    assert_eq!(marked(&state, 2), ["for nobody"]);
    update(&mut state, Action::Command(Command::Undo));
    assert_eq!(marked(&state, 2), Vec::<String>::new());
    update(&mut state, Action::Command(Command::Redo));
    assert_eq!(marked(&state, 2), ["for nobody"]);
    // Highlighting again removes the highlight.
    select(&mut state, 2, Part::Article, "for nobody");
    update(&mut state, Action::Command(Command::Highlight));
    assert_eq!(state.annotations.all(), []);
}

#[test]
fn each_style_is_separate_and_a_selection_takes_the_next_one() {
    let mut state = with_layer();
    update(&mut state, Action::Command(Command::NextStyle));
    assert_eq!(state.annotations.style, HighlightStyle::Double);
    select(&mut state, 5, Part::Article, "owls");
    update(&mut state, Action::Command(Command::NextStyle));
    assert_eq!(state.annotations.all()[0].style, Some(HighlightStyle::Dotted));
}

#[test]
fn an_annotation_can_be_on_a_paragraph_and_a_reply_together() {
    let mut state = with_layer();
    let Some(part @ Part::Note(_)) = state.shared().parts(2).get(1).copied() else { panic!() };
    let point = |part, character| TextPoint { row: 2, part, character };
    update(
        &mut state,
        Action::Reader(ReaderAction::Select(Some(Selection { from: point(Part::Article, 7), to: point(part, 9) }))),
    );
    update(&mut state, Action::Command(Command::Annotate));
    let Some(Dialog::Annotation(id)) = state.dialog else { panic!() };
    let mut annotation = state.annotations.all()[0].clone();
    assert!(annotation.on.paragraph.is_some() && annotation.on.note.is_some(), "{annotation:?}");
    annotation.text = "They speak of different sums".into();
    annotation.tags = vec!["money".into()];
    update(&mut state, Action::Annotations(AnnotationAction::Write(Box::new(annotation))));
    update(&mut state, Action::Command(Command::Close));
    assert_eq!(state.annotations.all()[0].id, id);
    assert_eq!(state.annotations.places[0].marks.len(), 2);
}

#[test]
fn an_annotation_left_empty_is_removed() {
    let mut state = with_layer();
    update(&mut state, Action::Command(Command::Annotate));
    assert_eq!(state.annotations.all().len(), 0, "the head of the article has no paragraph");
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    update(&mut state, Action::Command(Command::Annotate));
    assert_eq!(state.annotations.all().len(), 1);
    update(&mut state, Action::Command(Command::Close));
    assert_eq!((state.annotations.all().len(), state.dialog.clone()), (0, None));
}

#[test]
fn a_highlight_is_found_in_a_revised_edition_or_reported_as_lost() {
    let mut state = with_layer();
    select(&mut state, 4, Part::Article, "which went dark in 2019");
    update(&mut state, Action::Command(Command::Highlight));
    select(&mut state, 5, Part::Article, "owls");
    update(&mut state, Action::Command(Command::Highlight));
    let texts = support::small()
        .with(
            "edition.ron",
            "and Millbrook, which went dark in 2019, sleeps well",
            "and Millbrook, which went wholly dark in 2019, sleeps",
        )
        .with("edition.ron", "The owls will thank us.", "Nobody else has asked.");
    let edition = texts.load().unwrap().edition;
    update(&mut state, Action::Loaded(Ok(Box::new(Loaded::Edition(Box::new(Opened { edition, path: None }))))));
    let grades: Vec<Grade> = state.annotations.places.iter().map(|place| place.grade).collect();
    assert_eq!(grades[0], Grade::Fuzzy);
    assert_eq!(marked(&state, 4), ["which went wholly dark in 2019"]);
    assert!(matches!(grades[1], Grade::Near | Grade::Lost), "{grades:?}");
    let elsewhere = (0..state.row_count()).filter(|row| *row != 4).flat_map(|row| marked(&state, row));
    assert_eq!(elsewhere.collect::<Vec<_>>(), Vec::<String>::new(), "no other word is marked for it");
    assert_eq!(state.annotations.places[1].marks, []);
}

#[test]
fn a_highlight_is_shown_in_the_readers_copy() {
    let mut state = with_layer();
    select(&mut state, 5, Part::Article, "owls will thank");
    update(&mut state, Action::Command(Command::Highlight));
    select(&mut state, 4, Part::Article, "Millbrook");
    update(&mut state, Action::Command(Command::Highlight));
    let found = preview(&state, COPY);
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    let effects = update(&mut state, Action::Copy(CopyAction::ReadBeside));
    settle(&mut state, effects);
    assert!(state.copy.open.is_some());
    assert!(state.request_layer().is_empty(), "the layer is the edition's, whichever text is open");
    let owls = state.edition.paragraphs().iter().position(|p| p.text.contains("owls")).unwrap() + 1;
    assert_eq!(marked(&state, owls), ["owls will thank"]);
    assert_eq!(
        state.annotations.lost(),
        1,
        "what stood in a paragraph that the copy does not have is lost, not guessed"
    );
}

#[test]
fn a_quotation_of_the_reader_is_saved_with_its_note_and_can_be_removed() {
    let mut state = with_layer();
    let note = state.edition.perspectives()[0].notes[0].id.clone();
    let quotation = Quotation {
        text: "Every lamp costs us".into(),
        language: "en".into(),
        translation: None,
        source: "moss-2025-02-11".into(),
        locator: Some("minute 3".into()),
        entered_by: "Mina".into(),
        accessed: "2026-11-25".parse().unwrap(),
    };
    let quote = AnnotationAction::Quote { on: note.clone(), quotation: Box::new(quotation), source: None };
    let effects = update(&mut state, Action::Annotations(quote));
    assert!(matches!(&effects[..], [Effect::SaveLayer { layer, .. }] if layer.quotations.len() == 1));
    assert_eq!(state.annotations.quotations_on(&note).count(), 1);
    let id = state.annotations.quotations_on(&note).next().unwrap().id;
    update(&mut state, Action::Annotations(AnnotationAction::RemoveQuotation(id)));
    assert_eq!(state.annotations.quotations_on(&note).count(), 0);
    update(&mut state, Action::Command(Command::Undo));
    assert_eq!(state.annotations.quotations_on(&note).count(), 1);
}

#[test]
fn nothing_is_changed_in_a_layer_that_could_not_be_read() {
    let mut state = small();
    state.request_layer();
    update(
        &mut state,
        Action::Annotations(AnnotationAction::Loaded("small".into(), Err(ReadError::new("The disk is broken")))),
    );
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    assert!(update(&mut state, Action::Command(Command::Highlight)).is_empty());
    assert!(state.notices.iter().any(|notice| notice.text.contains("nothing was changed")));
}

#[test]
fn annotations_of_another_window_are_merged() {
    let mut state = with_layer();
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    update(&mut state, Action::Command(Command::Highlight));
    let written = state.annotations.layer.clone().unwrap();
    let mut both = parallax::model::Layer::clone(&written);
    both.annotations.push(parallax::model::Annotation { id: 9, ..written.annotations[0].clone() });
    update(&mut state, Action::Reader(ReaderAction::Activate(5)));
    update(&mut state, Action::Command(Command::Highlight));
    let merged = AnnotationAction::Merged(written, Arc::new(both));
    let effects = update(&mut state, Action::Annotations(merged));
    let ids: Vec<u32> = state.annotations.all().iter().map(|one| one.id).collect();
    assert_eq!(ids, [1, 9, 2]);
    assert!(matches!(&effects[..], [Effect::SaveLayer { .. }]), "changes made meanwhile are saved too");
    let ids = |state: &AppState| -> Vec<u32> { state.annotations.all().iter().map(|one| one.id).collect() };
    update(&mut state, Action::Command(Command::Undo));
    update(&mut state, Action::Command(Command::Undo));
    assert_eq!(ids(&state), [9], "local changes are undone, including those made before the merge");
    update(&mut state, Action::Command(Command::Redo));
    update(&mut state, Action::Command(Command::Redo));
    assert_eq!(ids(&state), [1, 9, 2]);
}

#[test]
fn a_summary_cannot_be_entered_as_a_quotation() {
    let mut state = with_layer();
    let note = state.edition.perspectives()[0].notes[0].clone();
    let quotation = Quotation {
        text: format!("  {}\n", note.summary.replace(", ", ",\n").to_uppercase()),
        language: "en".into(),
        translation: None,
        source: "moss-2025-02-11".into(),
        locator: Some("minute 3".into()),
        entered_by: "Mina".into(),
        accessed: "2026-11-25".parse().unwrap(),
    };
    let quote = AnnotationAction::Quote { on: note.id.clone(), quotation: Box::new(quotation), source: None };
    assert!(update(&mut state, Action::Annotations(quote)).is_empty());
    assert_eq!(state.annotations.quotations_on(&note.id).count(), 0);
    assert!(state.notices.iter().any(|notice| notice.text.contains("no quotation")));
}

#[test]
fn a_selection_is_extended_to_whole_words() {
    let mut state = with_layer();
    select(&mut state, 2, Part::Article, "lamps burn all nig");
    update(&mut state, Action::Command(Command::Highlight));
    assert_eq!(marked(&state, 2), ["lamps burn all night"]);
}

#[test]
fn a_selection_elsewhere_is_not_highlighted_after_moving_on() {
    let mut state = with_layer();
    select(&mut state, 2, Part::Article, "lamps");
    update(&mut state, Action::Reader(ReaderAction::Activate(4)));
    update(&mut state, Action::Command(Command::NextParagraph));
    update(&mut state, Action::Command(Command::Highlight));
    assert_eq!(state.annotations.all()[0].on.paragraph.as_ref().unwrap().on.as_str(), "p5");
}

#[test]
fn highlights_and_cuts_after_a_hidden_character_match_the_selection() {
    let hidden = support::small().with("edition.ron", "burn all night", "bu\u{ad}rn all night");
    let opened = Opened { edition: hidden.load().unwrap().edition, path: None };
    let mut state = AppState::new(opened, parallax::state::Settings::default(), Default::default());
    state.request_layer();
    update(&mut state, Action::Annotations(AnnotationAction::Loaded("small".into(), Ok(None))));
    assert!(state.text_of(2, Part::Article).contains("bu[U+00AD]rn all"));
    select(&mut state, 2, Part::Article, "all night");
    update(&mut state, Action::Command(Command::Highlight));
    assert_eq!(state.annotations.all()[0].on.paragraph.as_ref().unwrap().exact, "all night");
    assert_eq!(marked(&state, 2), ["all night"]);
    select(&mut state, 2, Part::Article, "bu[U+00AD]rn");
    update(&mut state, Action::Command(Command::Highlight));
    assert_eq!(state.annotations.all()[1].on.paragraph.as_ref().unwrap().exact, "bu\u{ad}rn");
    state.request_brief();
    update(&mut state, Action::Brief(parallax::state::brief::BriefAction::Loaded("small".into(), Ok(None))));
    select(&mut state, 2, Part::Article, "all night");
    update(&mut state, Action::Command(Command::Cut));
    let parallax::model::Entry::Card(card) = &state.brief.cut.candidates[0].entry else { panic!() };
    let underlined: String = card
        .underline
        .iter()
        .flat_map(|range| card.text.chars().skip(range.start).take(range.len()).collect::<Vec<char>>())
        .collect();
    assert_eq!(underlined, "all night");
}

/// Removes the highlights of a target by its context menu.
fn remove_highlights(state: &mut AppState, target: ContextTarget) {
    let label = |state: &AppState| {
        let items = state.context_items(target);
        items.into_iter().find(|item| item.label.starts_with("Remove ") && item.label.contains("highlight"))
    };
    let item = label(state).unwrap_or_else(|| panic!("{target:?} offers no removal"));
    update(state, item.action);
    assert!(label(state).is_none() || matches!(target, ContextTarget::Highlight { .. }), "{target:?} has some left");
}

#[test]
fn a_highlight_is_removed_where_it_is_and_what_is_written_about_it_stays() {
    let mut state = with_layer();
    let offers = |state: &AppState, target| {
        state.context_items(target).iter().any(|item| item.label.contains("emove") && item.label.contains("highlight"))
    };
    assert!(!offers(&state, ContextTarget::Paragraph(2)), "nothing is highlighted");
    let highlight = |state: &mut AppState, words: &str| {
        select(state, 2, Part::Article, words);
        update(state, Action::Command(Command::Highlight));
    };
    highlight(&mut state, "for nobody");
    highlight(&mut state, "lamps");
    assert_eq!(state.annotations.all().len(), 2);
    // One of two, by a press on it.
    let id = state.annotations.all()[1].id;
    remove_highlights(&mut state, ContextTarget::Highlight { row: 2, entry: None, id });
    assert_eq!(marked(&state, 2), ["for nobody"]);
    // By words that are selected beside it, and by words that share some with it.
    select(&mut state, 2, Part::Article, "lamps");
    assert!(!offers(&state, ContextTarget::Selection));
    let bar = Command::of_selection_bar(&state);
    assert!(!bar.is_empty() && bar.iter().all(|(command, _)| *command != Command::RemoveHighlight), "{bar:?}");
    select(&mut state, 2, Part::Article, "nobody");
    assert!(Command::of_selection_bar(&state).contains(&(Command::RemoveHighlight, "Remove highlight")));
    remove_highlights(&mut state, ContextTarget::Selection);
    assert_eq!(state.annotations.all(), []);
    update(&mut state, Action::Command(Command::Undo));
    assert_eq!(marked(&state, 2), ["for nobody"], "it can be undone");
    // All of a paragraph; what was written stays.
    let written = parallax::model::Annotation { text: "Is it so?".to_owned(), ..state.annotations.all()[0].clone() };
    update(&mut state, Action::Annotations(AnnotationAction::Write(Box::new(written))));
    highlight(&mut state, "lamps");
    remove_highlights(&mut state, ContextTarget::Paragraph(2));
    let left: Vec<_> = state.annotations.all().iter().map(|one| (one.style, one.text.as_str())).collect();
    assert_eq!(left, [(None, "Is it so?")]);
}

#[test]
fn a_highlight_in_a_reply_is_removed_there_and_the_paragraph_keeps_its_own() {
    let mut state = with_layer();
    let row = (1..state.row_count()).find(|row| matches!(state.items(*row).first(), Some(Item::Note { .. }))).unwrap();
    let Some(Item::Note { entry, .. }) = state.items(row).into_iter().next() else { panic!("a note is first") };
    update(&mut state, Action::CommandOn(ContextTarget::Paragraph(row), Command::Highlight));
    update(&mut state, Action::CommandOn(ContextTarget::Reply { row, entry }, Command::Highlight));
    assert_eq!(state.annotations.all().len(), 2);
    remove_highlights(&mut state, ContextTarget::Reply { row, entry });
    assert_eq!(state.annotations.all().len(), 1);
    assert!(state.annotations.all()[0].on.paragraph.is_some());
    remove_highlights(&mut state, ContextTarget::Paragraph(row));
    assert_eq!(state.annotations.all(), []);
}

#[test]
fn a_highlight_that_is_not_shown_is_not_removed_with_those_that_are() {
    let mut state = with_layer();
    let row = (1..state.row_count()).find(|row| matches!(state.items(*row).first(), Some(Item::Note { .. }))).unwrap();
    let Some(Item::Note { entry, note, .. }) = state.items(row).into_iter().next() else { panic!("a note is first") };
    let word = note.summary.split_whitespace().next().unwrap().to_owned();
    select(&mut state, row, Part::Note(entry), &word);
    update(&mut state, Action::Command(Command::Highlight));
    let mut layer = Layer::clone(state.annotations.layer.as_ref().unwrap());
    // The summary reads otherwise now, and the word occurs in it no longer.
    layer.annotations[0].on.note.as_mut().unwrap().exact = "zzyzx".to_owned();
    let lost = layer.annotations[0].id;
    state = with_layer_of(layer);
    assert_eq!(state.annotations.places[0].grade, Grade::Near);
    let target = ContextTarget::Reply { row, entry };
    let offers = |state: &AppState, target| {
        state.context_items(target).iter().any(|item| item.label.contains("emove") && item.label.contains("highlight"))
    };
    assert!(!offers(&state, target), "nothing is highlighted to see");
    select(&mut state, row, Part::Note(entry), &word);
    assert!(!offers(&state, ContextTarget::Selection));
    update(&mut state, Action::Command(Command::Highlight));
    assert_eq!(state.annotations.all().len(), 2);
    remove_highlights(&mut state, target);
    assert_eq!(state.annotations.all().iter().map(|one| one.id).collect::<Vec<_>>(), [lost]);
    // The whole reply, which has no words of its own, is shown and removed.
    update(&mut state, Action::CommandOn(target, Command::Highlight));
    assert!(offers(&state, target));
    remove_highlights(&mut state, target);
    assert_eq!(state.annotations.all().iter().map(|one| one.id).collect::<Vec<_>>(), [lost]);
}

/// Returns the small edition with a layer.
fn with_layer_of(layer: Layer) -> AppState {
    let mut state = small();
    state.request_layer();
    update(&mut state, Action::Annotations(AnnotationAction::Loaded("small".into(), Ok(Some(Box::new(layer))))));
    state
}

#[test]
fn the_highlights_of_a_paragraph_are_removed_and_brought_back_in_one_step() {
    let mut state = with_layer();
    for words in ["for nobody", "lamps", "night"] {
        select(&mut state, 2, Part::Article, words);
        update(&mut state, Action::Command(Command::Highlight));
    }
    let written = parallax::model::Annotation { tags: vec!["dark".to_owned()], ..state.annotations.all()[1].clone() };
    update(&mut state, Action::Annotations(AnnotationAction::Write(Box::new(written))));
    let before = state.annotations.all().to_vec();
    let effects = update(&mut state, Action::CommandOn(ContextTarget::Paragraph(2), Command::RemoveHighlight));
    assert_eq!(support::names(&effects), ["SaveLayer"], "it is saved once");
    let left: Vec<_> = state.annotations.all().iter().map(|one| (one.style, one.tags.len())).collect();
    assert_eq!(left, [(None, 1)], "what is written stays");
    let notice = state.notices.last().unwrap();
    assert_eq!(notice.text, "3 highlights were removed");
    assert_eq!(notice.offers, [(Command::Undo, "Bring them back")]);
    update(&mut state, Action::Command(Command::Undo));
    assert_eq!(state.annotations.all(), before);
    // One alone, with the key that highlights.
    select(&mut state, 2, Part::Article, "for nobody");
    let effects = update(&mut state, Action::Command(Command::Highlight));
    assert_eq!(support::names(&effects), ["SaveLayer"]);
    assert_eq!(state.notices.last().unwrap().offers, [(Command::Undo, "Bring it back")]);
    update(&mut state, Action::Command(Command::Undo));
    assert_eq!(state.annotations.all(), before);
}

#[test]
fn highlights_of_several_texts_change_their_style_in_one_step() {
    let mut state = with_layer();
    let Some(part @ Part::Note(_)) = state.shared().parts(2).get(1).copied() else { panic!() };
    let point = |part, character| TextPoint { row: 2, part, character };
    let both =
        || Action::Reader(ReaderAction::Select(Some(Selection { from: point(Part::Article, 7), to: point(part, 9) })));
    update(&mut state, both());
    update(&mut state, Action::Command(Command::Highlight));
    let before = state.annotations.all().to_vec();
    assert!(before.len() > 1);
    update(&mut state, Action::Command(Command::NextStyle));
    update(&mut state, both());
    assert_eq!(support::names(&update(&mut state, Action::Command(Command::Highlight))), ["SaveLayer"]);
    assert!(state.annotations.all().iter().all(|one| one.style == Some(HighlightStyle::Double)));
    update(&mut state, Action::Command(Command::Undo));
    assert_eq!(state.annotations.all(), before);
}

#[test]
fn what_is_removed_in_the_list_can_be_brought_back_by_the_message() {
    let mut state = with_layer();
    select(&mut state, 2, Part::Article, "for nobody");
    update(&mut state, Action::Command(Command::Highlight));
    let id = state.annotations.all()[0].id;
    state.notices.clear();
    update(&mut state, Action::Annotations(AnnotationAction::Remove(id)));
    let offers: Vec<Command> = state.notices.iter().flat_map(|notice| &notice.offers).map(|(c, _)| *c).collect();
    assert_eq!((state.annotations.all().len(), offers), (0, vec![Command::Undo]));
    update(&mut state, Action::Command(Command::Undo));
    assert_eq!(state.annotations.all().len(), 1);
}
