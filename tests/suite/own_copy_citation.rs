//! The citation of a reader's own copy: what files say, asking once, changing it later, and the cards that follow.

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::export::brief::{BriefFormat, write};
use parallax::export::citation::{biblatex, csl_json, works_of_brief};
use parallax::import::{ReadOptions, import};
use parallax::model::progress::Progress;
use parallax::model::{Author, Brief, Card, CopyCitation, Entry, author_of_name};
use parallax::state::brief::BriefAction;
use parallax::state::copy::CitationForm;
use parallax::state::{
    Action, AppState, COPY_FORMAT, Command, CopyAction, Dialog, Effect, Opened, ReaderAction, SavedCopy, SavedState,
    Settings, update,
};
use parallax::storage::Document as _;

use crate::kit;
use crate::own_copies::{COPY, preview, settle};

/// Does an action, and what it asks of the platform about the copy.
fn act(state: &mut AppState, action: Action) -> Vec<Effect> {
    let effects = update(state, action);
    let saves = effects.iter().filter(|effect| matches!(effect, Effect::SaveBrief { .. } | Effect::SaveCopy { .. }));
    let saves: Vec<Effect> = saves.cloned().collect();
    settle(state, effects);
    saves
}

/// Returns a state with the small edition, which restates a work that it names.
fn credited() -> AppState {
    let credit = r#"Restated(of: "an op-ed", credit: (authors: [Person(family: "Moss", given: Some("Ada"))],
        title: "Lamps off", publisher: Some("The Courier"), published: Some("2025-01-06"),
        url: Some("https://example.org/lamps")))"#;
    let texts = crate::support::small().with("edition.ron", r#"Original(of: "written for the tests")"#, credit);
    let opened = Opened { edition: texts.load().unwrap().edition, path: None };
    AppState::new(opened, Settings::default(), SavedState::default())
}

/// Opens a text beside the edition of a state.
fn open(state: &mut AppState, text: &str) {
    let found = preview(state, text);
    act(state, Action::Loaded(Ok(Box::new(found))));
    act(state, Action::Copy(CopyAction::ReadBeside));
}

fn with_brief(state: &mut AppState) {
    state.request_brief();
    let key = state.brief.key.clone();
    act(state, Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(Brief::empty("Lamps")))))));
}

/// Cuts the third paragraph of the copy as a card.
fn cut(state: &mut AppState) {
    act(state, Action::ShowDialog(None));
    act(state, Action::Reader(ReaderAction::Activate(2)));
    act(state, Action::Command(Command::Cut));
    let at = state.brief.cut.candidates.iter().position(|one| one.label.contains("word for word")).unwrap();
    act(state, Action::Brief(BriefAction::ChooseCandidate(at)));
    act(state, Action::Brief(BriefAction::AddCut));
}

fn cards(state: &AppState) -> Vec<&Card> {
    fn card(entry: &Entry) -> Option<&Card> {
        if let Entry::Card(card) = entry { Some(card) } else { None }
    }
    state.brief.entries().iter().filter_map(card).collect()
}

fn cite(state: &AppState) -> &str {
    &cards(state).last().unwrap().cite.text
}

fn citation(state: &AppState) -> &CopyCitation {
    &state.copy.open.as_ref().unwrap().latest().citation
}

fn set(state: &mut AppState, citation: CopyCitation) -> Vec<Effect> {
    act(state, Action::Copy(CopyAction::SetCitation(Box::new(citation))))
}

fn whole() -> CopyCitation {
    CopyCitation {
        asked: true,
        authors: vec![author_of_name("Martin Luther King Jr."), Author::Organisation("Ministry of Lamps".into())],
        title: Some("Dark streets".into()),
        publisher: Some("Harrow Post".into()),
        published: "2024-12-20".parse().ok(),
        url: Some("https://example.org/dark".into()),
    }
}

fn read(name: &str, text: &str) -> CopyCitation {
    import(name, text.as_bytes(), &ReadOptions::default(), &Progress::default()).unwrap().citation()
}

const PAGE_TEXT: &str = "<p>The ministry said on Monday that the three dams on the Harrow would be emptied before the \
    rains, a step that farmers in both valleys have asked for since the floods of the year before.</p><p>Engineers who \
    have walked the walls say the cracks are shallow, and that the older of the two gates can be mended.</p>";

fn of_page(head: &str) -> CopyCitation {
    read("page.html", &format!("<!doctype html><html><head>{head}</head><body><main>{PAGE_TEXT}</main></body></html>"))
}

/// Returns a citation as one line: authors, title, publication, date, link.
fn line(citation: &CopyCitation) -> String {
    let none = || "-".to_owned();
    let authors: Vec<String> = citation.authors.iter().map(ToString::to_string).collect();
    [
        if authors.is_empty() { none() } else { authors.join("; ") },
        citation.title.clone().unwrap_or_else(none),
        citation.publisher.clone().unwrap_or_else(none),
        citation.published.map_or_else(none, |date| format!("{date:?}")),
        citation.url.clone().unwrap_or_else(none),
    ]
    .join(" | ")
}

#[test]
fn a_saved_page_says_who_wrote_it_and_where() {
    let meta = |name: &str, content: &str| format!("<meta name=\"{name}\" property=\"{name}\" content=\"{content}\">");
    let scholar = [
        meta("citation_title", "Dams &amp; rivers"),
        meta("citation_author", "Moss, Ada"),
        meta("citation_author", "Reed, Bilal"),
        meta("citation_journal_title", "Journal of Water"),
        meta("citation_publication_date", "2024/12/20"),
    ]
    .concat();
    let social = [
        "<title>Dams</title>".to_owned(),
        meta("og:site_name", "The Valley &quot;Courier&quot;"),
        meta("og:url", "https://example.org/dams?a=1&amp;b=2"),
        meta("article:published_time", "2024-12-20T10:22:00+05:30"),
        meta("author", "By Ada Moss and Bilal Reed"),
    ]
    .concat();
    let ld = r#"<title>Dams</title><link rel=canonical href="https://example.org/d"><script type="application/ld+json">
        {"@type":"NewsArticle","headline":"Dams","datePublished":"December 20, 2024","author":[{"name":"Ada Moss"}],
         "publisher":{"@type":"Organization","name":"Valley Courier"}}</script>"#;
    for (head, expected) in [
        (
            social.as_str(),
            "Ada Moss; Bilal Reed | Dams | The Valley \"Courier\" | 2024-12-20 | https://example.org/dams?a=1&b=2",
        ),
        (ld, "Ada Moss | Dams | Valley Courier | 2024-12-20 | https://example.org/d"),
        ("<title>Dams</title>", "- | Dams | - | - | -"),
        ("", "- | - | - | - | -"),
        (
            "<meta name=author content='Ministry of Water'><meta name=date content='last Tuesday'>",
            "Ministry of Water | - | - | - | -",
        ),
    ] {
        assert_eq!(line(&of_page(head)), expected, "{head}");
    }
    let of_paper = of_page(&scholar);
    assert_eq!(
        (of_paper.title.as_deref(), of_paper.publisher.as_deref()),
        (Some("Dams & rivers"), Some("Journal of Water"))
    );
    assert!(!of_paper.authors.is_empty());
}

#[test]
fn what_a_page_says_is_bounded_and_no_link_that_is_none() {
    let long = "Ada ".repeat(20_000);
    let head = format!(
        "<title>{long}</title><meta name=author content=\"{long}\"><meta property=og:site_name content=\"{long}\">\
         <link rel=canonical href=\"javascript:alert(1)\">"
    );
    let found = of_page(&head);
    assert!(found.url.is_none() && found.authors.len() <= parallax::model::MAX_AUTHORS);
    let longest = [found.title, found.publisher].into_iter().flatten().map(|text| text.chars().count()).max();
    assert!(longest.unwrap() <= parallax::model::MAX_CITATION_CHARS);
    let many: String = (0..100).map(|n| format!("<meta name=citation_author content=\"Ada Moss{n}a\">")).collect();
    assert!(of_page(&many).authors.len() <= parallax::model::MAX_AUTHORS);
}

#[test]
fn the_front_matter_of_markdown_and_the_head_of_a_plain_text_say_it() {
    let body = "\n\nThe lamps burn all night, and nobody walks by.\n\nThe owls will thank us.\n";
    for (matter, expected) in [
        (
            "title: Lamps\nauthor: Ada Moss\npublication: \"The Courier\"\ndate: 2025-01-06\nurl: https://example.org/l",
            "Ada Moss | Lamps | The Courier | 2025-01-06 | https://example.org/l",
        ),
        ("authors: [Ada Moss, \"Bilal Reed\"]\npublished: 6 Jan 2025", "Ada Moss; Bilal Reed | - | - | 2025-01-06 | -"),
        (
            "title: Lamps\nauthors:\n  - Ada Moss\n  - name: Bilal Reed\ntags:\n  - owls",
            "Ada Moss; Bilal Reed | Lamps | - | - | -",
        ),
        ("title: Lamps\ndate: some day\nlink: the Courier", "- | Lamps | - | - | -"),
    ] {
        assert_eq!(line(&read("a.md", &format!("---\n{matter}\n---{body}"))), expected, "{matter}");
    }
    let running =
        "The lamps burn all night, and nobody walks by them, since everybody is at home and asleep. ".repeat(6);
    let plain = format!("On lamps\n\nBy Ada Moss\n\n12 March 2024\n\n{running}{body}");
    assert_eq!(line(&read("a.txt", &plain)), "Ada Moss | On lamps | - | 2024-03-12 | -");
    assert_eq!(line(&read("a.txt", body)), "- | - | - | - | -");
}

#[test]
fn a_copy_asks_once_and_not_now_is_respected() {
    let mut state = credited();
    open(&mut state, COPY);
    assert_eq!(state.dialog, Some(Dialog::Citation));
    act(&mut state, Action::Command(Command::Close));
    assert!(state.dialog.is_none() && citation(&state).asked);
    act(&mut state, Action::Command(Command::LeaveCopy));
    let saved = {
        open(&mut state, COPY);
        SavedCopy::of(state.copy.open.as_ref().unwrap())
    };
    assert!(saved.citation.asked && saved.format == COPY_FORMAT);
    // Read from its file again.
    let request = saved.to_request(std::sync::Arc::clone(state.base()));
    let matched = request.run(&Progress::default()).unwrap();
    let (copy, edition) = parallax::state::OwnCopy::new(request, None, saved.source.clone(), matched);
    act(&mut state, Action::Command(Command::LeaveCopy));
    act(&mut state, Action::ShowDialog(None));
    act(&mut state, Action::Loaded(Ok(Box::new(parallax::state::Loaded::Copy(Box::new(copy), Box::new(edition))))));
    assert!(state.copy.open.is_some() && state.dialog.is_none());
    act(&mut state, Action::Command(Command::Citation));
    assert_eq!(state.dialog, Some(Dialog::Citation));
}

#[test]
fn what_the_edition_says_of_the_original_fills_what_the_file_does_not_say() {
    let mut state = credited();
    open(&mut state, COPY);
    let filled = "Ada Moss | Lamps off | The Courier | 2025-01-06 | https://example.org/lamps";
    let title = citation(&state).title.clone().unwrap();
    assert_eq!(line(citation(&state)), filled.replace("Lamps off", &title));
    // Another text than the edition's article is another work.
    let mut other = credited();
    open(
        &mut other,
        "A recipe for soup.\n\nBoil the leeks, then the potatoes.\n\nSalt at the end, and serve it hot.\n",
    );
    assert!(citation(&other).publisher.is_none() && citation(&other).authors.is_empty(), "{:?}", citation(&other));
}

#[test]
fn a_cite_says_what_is_missing_and_names_no_title_of_the_edition() {
    let mut state = crate::own_copies::small();
    open(&mut state, COPY);
    with_brief(&mut state);
    set(&mut state, CopyCitation { asked: true, ..CopyCitation::default() });
    cut(&mut state);
    assert_eq!(cite(&state), "[author missing], [date missing], [title missing; read in copy.txt]");
    let title = state.edition.title();
    let brief = state.brief.document.as_ref().unwrap();
    for form in [BriefFormat::Markdown, BriefFormat::Html] {
        let text = String::from_utf8(write(brief, form).unwrap()).unwrap();
        assert!(!text.contains("No author") && !text.contains(&format!("[{title}]")), "{text}");
    }
}

#[test]
fn cards_that_are_cut_already_follow_the_citation_and_its_undo_unless_their_cite_was_written() {
    let mut state = crate::own_copies::small();
    open(&mut state, COPY);
    with_brief(&mut state);
    set(&mut state, CopyCitation { asked: true, ..CopyCitation::default() });
    cut(&mut state);
    cut(&mut state);
    let own = cards(&state)[0].id;
    act(&mut state, Action::Brief(BriefAction::SetCite(own, "Mine, 2020".into())));
    let before = cite(&state).to_owned();
    let saves = set(&mut state, whole());
    assert!(saves.iter().any(|effect| matches!(effect, Effect::SaveBrief { .. })), "the brief is saved");
    assert!(saves.iter().any(|effect| matches!(effect, Effect::SaveCopy { .. })), "the copy is saved");
    assert_eq!(cards(&state)[0].cite.text, "Mine, 2020");
    let after = cite(&state).to_owned();
    assert!(after.starts_with("Martin Luther King Jr. and Ministry of Lamps"), "{after}");
    assert!(after.contains("“Dark streets,” Harrow Post") && after.contains("https://example.org/dark"), "{after}");
    // Steps of the brief lead to cards with the new cite.
    act(&mut state, Action::Brief(BriefAction::Choose(own)));
    assert_eq!(state.brief.document.as_ref().unwrap().sources.len(), 1);
    act(&mut state, Action::Command(Command::Undo));
    assert_eq!(cite(&state), before);
    act(&mut state, Action::Command(Command::Redo));
    assert_eq!(cite(&state), after);
    cut(&mut state);
    assert_eq!(cite(&state), after);
}

#[test]
fn a_copy_that_knows_less_changes_no_card_of_a_teammate() {
    let mut state = crate::own_copies::small();
    open(&mut state, COPY);
    with_brief(&mut state);
    set(&mut state, whole());
    cut(&mut state);
    let brief = Brief::clone(state.brief.document.as_ref().unwrap());
    let cited = cite(&state).to_owned();
    // The same text is opened by somebody who gives no citation, and gets the brief.
    let mut other = crate::own_copies::small();
    open(&mut other, COPY);
    other.request_brief();
    let key = other.brief.key.clone();
    act(&mut other, Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(brief.clone()))))));
    set(&mut other, CopyCitation { asked: true, ..CopyCitation::default() });
    act(&mut other, Action::Command(Command::Debate));
    assert_eq!((cite(&other), &other.brief.document.as_ref().unwrap().sources), (&*cited, &brief.sources));
    // A change by hand is followed, also if it says less.
    let title = Some("Dark streets".to_owned());
    set(&mut other, CopyCitation { asked: true, title, ..CopyCitation::default() });
    assert!(cite(&other).starts_with("[author missing], [date missing], “Dark streets"), "{}", cite(&other));
}

#[test]
fn a_card_of_an_earlier_version_gets_the_citation() {
    let mut state = crate::own_copies::small();
    open(&mut state, COPY);
    with_brief(&mut state);
    set(&mut state, CopyCitation { asked: true, ..CopyCitation::default() });
    cut(&mut state);
    let mut brief = Brief::clone(state.brief.document.as_ref().unwrap());
    let title = state.edition.title().to_owned();
    brief.sources[0].title = title.clone();
    let former = parallax::export::citation::former_cite_of_copy(&brief.sources[0]);
    assert_eq!(former.text, format!("No author, n.d., [{title}]"));
    let Entry::Card(card) = &mut brief.entries[0] else { panic!() };
    std::sync::Arc::make_mut(card).cite = former;
    let key = state.brief.key.clone();
    act(&mut state, Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(brief))))));
    assert_eq!(cite(&state), "[author missing], [date missing], [title missing; read in copy.txt]");
    set(&mut state, whole());
    assert!(cite(&state).contains("Dark streets"));
}

#[test]
fn every_export_of_the_brief_has_the_citation() {
    let mut state = crate::own_copies::small();
    open(&mut state, COPY);
    with_brief(&mut state);
    cut(&mut state);
    set(&mut state, whole());
    let brief = state.brief.document.as_ref().unwrap();
    let document = document_xml(&write(brief, BriefFormat::Docx).unwrap());
    let text = |form: BriefFormat| String::from_utf8(write(brief, form).unwrap()).unwrap();
    let (markdown, html) = (text(BriefFormat::Markdown), text(BriefFormat::Html));
    let works = biblatex(&works_of_brief(brief));
    let csl = csl_json(&works_of_brief(brief));
    for (what, text) in
        [("markdown", &markdown), ("html", &html), ("docx", &document), ("biblatex", &works), ("csl", &csl)]
    {
        for part in ["King", "Ministry of Lamps", "Dark streets", "Harrow Post", "2024", "example.org/dark"] {
            assert!(text.contains(part), "{what} has no {part}: {text}");
        }
    }
    insta::assert_snapshot!(works, @r"
    @online{article-small-small-b62c3a574a5066a8,
      entrysubtype = {web page},
      author = {King, Jr., Martin Luther and {Ministry of Lamps}},
      title = {Dark streets},
      organization = {{Harrow Post}},
      date = {2024-12-20},
      url = {https://example.org/dark},
      urldate = {0001-01-01},
      langid = {english},
      keywords = {primary}
    }
    ");
}

fn document_xml(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap()
}

#[test]
fn a_copy_without_a_citation_reads_as_before_and_one_with_it_comes_back() {
    let mut state = crate::own_copies::small();
    open(&mut state, COPY);
    set(&mut state, whole());
    let saved = SavedCopy::of(state.copy.open.as_ref().unwrap());
    assert_eq!((saved.format, SavedCopy::FORMAT), (COPY_FORMAT, COPY_FORMAT));
    let text = ron::ser::to_string(&saved).unwrap();
    let back: SavedCopy = ron::from_str(&text).unwrap();
    assert_eq!(back.citation, whole());
    let old = SavedCopy { format: 1, citation: CopyCitation::default(), ..saved };
    let text = ron::ser::to_string(&old).unwrap();
    assert!(!text.contains("citation"), "{text}");
    let back: SavedCopy = ron::from_str(&text).unwrap();
    assert!(back.citation.is_default() && back.article == old.article);
}

#[test]
fn two_windows_keep_the_citation_that_was_entered() {
    let mut ours = crate::own_copies::small();
    open(&mut ours, COPY);
    let written = SavedCopy::of(ours.copy.open.as_ref().unwrap());
    update(&mut ours, Action::Copy(CopyAction::Saved(written.written_left_out())));
    let theirs = SavedCopy { citation: whole(), ..written };
    // Nothing was entered here since: what the other entered stays.
    let mut here = SavedCopy::of(ours.copy.open.as_ref().unwrap());
    here.merge(theirs.clone());
    assert_eq!(here.citation, whole());
    // Something was entered here: it wins.
    let mine = CopyCitation { title: Some("Mine".into()), ..whole() };
    set(&mut ours, mine.clone());
    let mut here = SavedCopy::of(ours.copy.open.as_ref().unwrap());
    here.merge(theirs);
    assert_eq!(here.citation, mine);
}

#[test]
fn what_is_typed_is_checked_softly() {
    let form = |published: &str, url: &str| CitationForm {
        published: published.into(),
        url: url.into(),
        ..CitationForm::of(&CopyCitation::default())
    };
    for (date, ok) in [
        ("", true),
        ("2025-01-06", true),
        ("6 Jan 2025", true),
        ("January 6, 2025", true),
        ("Monday, 6 January 2025", true),
        ("Jan 2025", true),
        ("2025", true),
        ("6/1/2025", false),
        ("30 Feb 2025", false),
        ("last week", false),
        ("Jan", false),
    ] {
        let form = form(date, "");
        assert_eq!((form.date_problem().is_none(), form.citation().is_some()), (ok, ok), "{date}");
    }
    for (url, ok) in [("", true), ("https://a.org", true), ("a.org/x", true), ("ftp://a.org", false), ("page 4", false)]
    {
        assert_eq!(form("", url).link_problem().is_none(), ok, "{url}");
    }
    // What is filled in reads back as the same.
    assert_eq!(CitationForm::of(&whole()).citation().unwrap(), whole());
    let mut form = CitationForm::of(&whole());
    form.authors[0].set_organisation(true);
    assert_eq!(form.authors[0].family, "Martin Luther King Jr.");
    form.authors[0].set_organisation(false);
    assert_eq!(form.citation().unwrap(), whole());
}

#[test]
fn the_dialog_fills_saves_and_says_what_is_no_date() {
    let mut state = credited();
    open(&mut state, COPY);
    with_brief(&mut state);
    let mut harness = kit::begun(state);
    harness.run();
    let field = |name: &str| harness.get_by_role_and_label(Role::TextInput, name).value().unwrap_or_default();
    assert_eq!(field("Author · family name, or the only name"), "Moss");
    assert_eq!(field("Date, such as 6 Jan 2025, Jan 2025 or 2025"), "6 Jan 2025");
    assert_eq!(field("Link"), "https://example.org/lamps");
    let date = "Date, such as 6 Jan 2025, Jan 2025 or 2025";
    harness.get_by_role_and_label(Role::TextInput, date).focus();
    harness.run();
    harness.key_press(egui::Key::End);
    harness.event(egui::Event::Text(" or so".into()));
    harness.run();
    assert!(harness.query_by_label_contains("is no date").is_some());
    assert!(harness.get_by_role_and_label(Role::Button, "Save").accesskit_node().is_disabled());
    for _ in 0..6 {
        harness.key_press(egui::Key::Backspace);
    }
    harness.run();
    assert!(harness.query_by_label_contains("is no date").is_none());
    harness.get_by_label("Add an author").click();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Author 2 · family name, or the only name").focus();
    harness.run();
    harness.event(egui::Event::Text("Suharto".into()));
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Save").click();
    harness.run();
    let state = harness.state().state();
    assert!(state.dialog.is_none());
    let names: Vec<String> = citation(state).authors.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["Ada Moss", "Suharto"]);
}
