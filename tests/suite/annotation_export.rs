//! The reader's annotations as Markdown: from the window, and by `parallax export`.

use std::fs;
use std::path::PathBuf;

use insta::assert_snapshot;
use parallax::export::annotations::{markdown, spots_by_id};
use parallax::model::{Edition, Layer};
use parallax::state::annotations::AnnotationAction;
use parallax::state::{Action, AppState, Command, CopyAction, Dialog, Effect, Export, FilePurpose, update};
use parallax::storage::atomic_file::EXTENSIONS;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::own_copies::{COPY, preview, settle, small};
use crate::support::{self, output_of};

const LAYER: &str = r##"(format: 1, edition: "small", annotations: [
    (id: 1, on: (paragraph: (on: "p5", exact: "The owls")), text: "Which *owls*?\n\n1. ask #them", tags: ["birds"], made: "2026-01-02"),
    (id: 2, on: (paragraph: (on: "p1", exact: "")), style: Solid),
    (id: 3, on: (paragraph: (on: "p9", exact: "gone words")), style: Wavy, text: "Lost."),
])"##;

fn edition() -> Edition {
    support::small().load().unwrap().edition
}

/// Reads a layer as its file is read.
fn layer(text: &str) -> Layer {
    ron::Options::default().with_default_extension(EXTENSIONS).from_str(text).unwrap()
}

fn exported(layer: &Layer) -> String {
    let edition = edition();
    markdown(&edition, layer, &spots_by_id(&edition, layer))
}

fn with_layer(text: &str) -> AppState {
    let mut state = small();
    state.request_layer();
    let layer = Box::new(layer(text));
    update(&mut state, Action::Annotations(AnnotationAction::Loaded("small".into(), Ok(Some(layer)))));
    state
}

fn purpose(state: &mut AppState) -> FilePurpose {
    match update(state, Action::Command(Command::ExportAnnotations)).pop() {
        Some(Effect::PickFile(purpose)) => purpose,
        other => panic!("{other:?}"),
    }
}

#[test]
fn annotations_are_written_by_paragraph_in_the_order_of_the_article_and_lost_ones_last() {
    let edition = edition();
    let first = &edition.paragraphs()[0];
    let last = edition.paragraphs().last().unwrap();
    let note = &edition.perspectives()[0].notes[0];
    let text = format!(
        r##"(format: 1, edition: "small", annotations: [
        (id: 1, on: (paragraph: (on: "{last}", exact: "{words}")), text: "Which *owls*?\n\n1. ask #them", tags: ["birds"], made: "2026-01-02"),
        (id: 2, on: (paragraph: (on: "p99", exact: "gone words")), style: Wavy, text: "Lost."),
        (id: 3, on: (paragraph: (on: "{first}"), text: {whole:?}), style: Solid),
        (id: 4, on: (note: (id: "{note}")), text: "Is that so?"),
        ])"##,
        last = last.id,
        words = last.text.split_whitespace().take(2).collect::<Vec<_>>().join(" "),
        first = first.id,
        whole = first.text,
        note = note.id,
    );
    assert_snapshot!(exported(&layer(&text)), @r"
    # Lights out at eleven

    A letter to the town council

    written for the tests

    Highlights and annotations

    ## ¶1

    > On street lamps

    Solid highlight

    ## ¶2

    On what is said by Town council:

    > The treasurer, Ada Moss, expected a saving too, but of 25,000 pounds, since the lamps at crossings have to stay lit.

    Is that so?

    ## ¶5

    > The owls

    Which \*owls\*?

    1\. ask \#them

    \#birds · 2 Jan 2026

    ## Without a place in the text

    > gone words

    Lost.

    Wavy highlight
    ");
}

#[test]
fn the_window_asks_for_a_file_and_writes_what_is_there_then() {
    let mut state = with_layer(LAYER);
    let purpose = purpose(&mut state);
    let FilePurpose::Save(export) = &purpose else { panic!("{purpose:?}") };
    assert_eq!(export.file_name(), "small-annotations.md");
    let effects = update(&mut state, Action::FilePicked(purpose, PathBuf::from("/notes/mine")));
    let [Effect::Export { export, path, overwrite }] = &effects[..] else { panic!("{effects:?}") };
    let Export::Annotations(export) = &**export else { panic!("{export:?}") };
    assert_eq!((path.to_str(), *overwrite), (Some("/notes/mine.md"), false), "nobody was asked about this name");
    let text = markdown(&export.edition, &export.layer, &export.spots);
    let order: Vec<usize> =
        ["¶1", "¶5", "Without a place"].into_iter().map(|heading| text.find(heading).unwrap()).collect();
    assert!(order.is_sorted(), "{text}");
}

#[test]
fn without_a_file_dialog_the_path_is_typed_and_no_file_is_replaced() {
    let mut state = with_layer(LAYER);
    let purpose = purpose(&mut state);
    update(&mut state, Action::NothingPicked { purpose, at_once: true });
    assert_eq!(
        (state.dialog.clone(), state.proposed_export().map(Export::file_name).as_deref()),
        (Some(Dialog::OpenPath), Some("small-annotations.md"))
    );
    let effects = update(&mut state, Action::PathTyped("/notes/mine.md".into()));
    assert!(matches!(&effects[..], [Effect::Export { overwrite: false, .. }]), "{effects:?}");
    assert_eq!(state.dialog, Some(Dialog::OpenPath), "until it is written, since the path may have to be typed again");
    update(&mut state, Action::Exported("small-annotations.md".into()));
    assert_eq!(state.dialog, None);
}

#[test]
fn without_annotations_there_is_nothing_to_export() {
    let mut state = with_layer(r#"(format: 1, edition: "small")"#);
    assert!(update(&mut state, Action::Command(Command::ExportAnnotations)).is_empty());
    assert!(state.notices.iter().any(|notice| notice.text.contains("no highlights or annotations")));
    let mut state = small();
    assert!(update(&mut state, Action::Command(Command::ExportAnnotations)).is_empty(), "while they are loading");
}

#[test]
fn in_an_own_copy_the_places_are_those_of_the_copy() {
    let mut state = with_layer(LAYER);
    let loaded = preview(&state, COPY);
    update(&mut state, Action::Loaded(Ok(Box::new(loaded))));
    let effects = update(&mut state, Action::Copy(CopyAction::ReadBeside));
    settle(&mut state, effects);
    let export = state.annotation_export().unwrap();
    let text = markdown(&export.edition, &export.layer, &export.spots);
    assert_eq!(export.edition.paragraphs(), state.edition.paragraphs(), "the edition is the copy");
    let rows: Vec<Option<usize>> = export.spots.iter().map(|spot| spot.row).collect();
    assert_eq!(rows, [None, Some(1), None], "the copy lacks the owls");
    assert!(text.contains("gone words"), "{text}");
}

#[test]
fn the_cli_exports_the_file_of_a_layer() {
    let dir = tempfile::tempdir().unwrap();
    let (file, out) = (dir.path().join("small.ron"), dir.path().join("out.md"));
    fs::write(&file, LAYER).unwrap();
    let (file, out) = (file.to_str().unwrap(), out.to_str().unwrap());
    let shown = |text: String| text.replace(dir.path().to_str().unwrap(), "[dir]");
    let small = "tests/fixtures/small";
    let run = |more: &[&str]| shown(output_of(&[&["export", file, "-o", out], more].concat()));
    assert_snapshot!(run(&["--edition", small]), @"
    [dir]/out.md
    exit 0
    ");
    assert!(fs::read_to_string(out).unwrap().contains("> gone words\n\nLost.\n\nWavy highlight\n"));
    assert_snapshot!(run(&["--edition", small]), @r"
    stderr: parallax: expected a new file, but there is one already; choose another name, or --force: [dir]/out.md
    exit 2
    ");
    assert_snapshot!(run(&["--edition", small, "--force", "--to", "pdf"]), @r"
    stderr: parallax: expected --to md for a reader's layer, which is exported as Markdown; leave --to out
    exit 2
    ");
    assert_snapshot!(run(&["--force"]), @r"
    stderr: parallax: expected the edition `small`, which the layer is on, but found `pakistan-missile-sanctions`; give its folder to --edition
    exit 2
    ");
    assert_snapshot!(shown(output_of(&["export", small, "--edition", small])), @r"
    stderr: parallax: expected a reader's layer for --edition, but found something else; to export an edition, give its folder alone
    exit 2
    ");
    fs::write(file, LAYER.replace("Solid", "Striped")).unwrap();
    assert_snapshot!(run(&["--edition", small, "--force"]), @r"
    stderr: parallax: expected a reader's layer, but Unexpected variant named `Striped` in enum `HighlightStyle`, expected one of `Solid`, `Double`, `Dotted`, or `Wavy` instead; `parallax check` says where: [dir]/small.ron
    exit 2
    ");
}

/// Returns the words of the quotations and of the other paragraphs of a Markdown text.
fn read_back(text: &str) -> (String, String) {
    let (mut quoted, mut plain, mut depth) = (String::new(), String::new(), 0);
    for event in Parser::new_ext(text, Options::all().difference(Options::ENABLE_SMART_PUNCTUATION)) {
        let out = if depth > 0 { &mut quoted } else { &mut plain };
        match event {
            Event::Start(Tag::BlockQuote(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_)) => depth -= 1,
            Event::Text(text) => out.push_str(&text),
            Event::Start(Tag::Heading { .. } | Tag::Paragraph) | Event::End(_) | Event::SoftBreak => out.push(' '),
            other => panic!("{other:?} in {text}"),
        }
    }
    (words(&quoted), words(&plain))
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn what_was_marked_and_written_reads_back_to_the_same_words(
        marked in "[ -~\n]{0,60}|\\PC{0,30}",
        written in "[ -~\n]{0,80}|\\PC{0,40}",
        tag in "[ -~]{1,12}",
    ) {
        // Without words, the whole paragraph is meant.
        prop_assume!(!words(&marked).is_empty());
        let mut layer = layer(LAYER);
        layer.annotations.truncate(1);
        let one = &mut layer.annotations[0];
        one.on.paragraph.as_mut().unwrap().exact = marked.clone();
        one.on.text = String::new();
        (one.text, one.tags) = (written.clone(), vec![tag.clone()]);
        let (quoted, plain) = read_back(&exported(&layer));
        prop_assert_eq!(quoted, words(&marked));
        let end = words(&format!("{written} #{tag} · 2 Jan 2026"));
        prop_assert!(plain.ends_with(&end), "{plain:?} should end in {end:?}");
    }
}
