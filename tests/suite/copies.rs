//! Readers' copies: the correspondence of their paragraphs with the edition's, and the notes carried onto them.

use std::fs;
use std::path::{Path, PathBuf};

use parallax::align::carry::carry;
use parallax::align::correspond::{DOUBTFUL, correspond};
use parallax::model::check::check;
use parallax::model::progress::Progress;
use parallax::model::{
    Anchor, Article, Correction, Correspondence, Decision, Edition, Grade, Owner, PairGrade, Paragraph, ParagraphKind,
    Provenance, Severity,
};
use parallax::storage::shipped_without_check;
use proptest::prelude::*;

use crate::support::{output_of, small};

fn paragraphs(texts: &[&str]) -> Vec<Paragraph> {
    let paragraph = |(text, n): (&&str, usize)| Paragraph {
        id: format!("p{n}").as_str().into(),
        kind: ParagraphKind::Text,
        language: None,
        short: None,
        topics: Vec::new(),
        text: (*text).to_owned(),
        marks: Vec::new(),
        repeats: Vec::new(),
    };
    texts.iter().zip(1..).map(paragraph).collect()
}

fn article(paragraphs: Vec<Paragraph>) -> Article {
    let provenance = Provenance::OwnCopy { of: "a file".into(), credit: None };
    Article { byline: None, provenance, written_before: None, paragraphs, claims: Vec::new() }
}

pub fn align(edition: &[&str], copy: &[&str], corrections: &[Correction]) -> Correspondence {
    correspond(&paragraphs(edition), &paragraphs(copy), corrections, &Progress::default()).unwrap()
}

/// Formats each pair as `edition grade copy`, with numbers from 1.
pub fn shown(correspondence: &Correspondence) -> Vec<String> {
    let list = |side: &[usize]| side.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join("+");
    let pair = |p: &parallax::model::Pair| format!("{} {} {}", list(&p.edition), p.grade.word(), list(&p.copy));
    correspondence.pairs.iter().map(|p| pair(p).trim().to_owned()).collect()
}

/// Reads a fixture: the edition with one paragraph a line, `---`, and the copy with one paragraph a line after the
/// numbers of the paragraphs that it restates.
fn fixture(path: &Path) -> (Vec<String>, Vec<(Vec<usize>, String)>) {
    let text = fs::read_to_string(path).unwrap();
    let (edition, copy) = text.split_once("\n---\n").unwrap();
    let line = |line: &str| {
        let (to, text) = line.split_once(": ").unwrap();
        (to.split(' ').filter_map(|n| n.parse::<usize>().ok()).map(|n| n - 1).collect(), text.to_owned())
    };
    (edition.lines().map(str::to_owned).collect(), copy.lines().map(line).collect())
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/copies");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 6, "{paths:?}");
    paths
}

#[test]
fn restatements_match_their_paragraphs_and_no_others() {
    let (mut all, mut found) = (0, 0);
    for path in fixtures() {
        let (edition, copy) = fixture(&path);
        let edition: Vec<&str> = edition.iter().map(String::as_str).collect();
        let texts: Vec<&str> = copy.iter().map(|(_, text)| text.as_str()).collect();
        let aligned = align(&edition, &texts, &[]);
        for (at, (gold, _)) in copy.iter().enumerate() {
            let pair = aligned.of_copy(at).unwrap();
            let wrong = pair.edition.iter().any(|e| !gold.contains(e));
            assert!(!wrong || pair.score < DOUBTFUL, "{}: {at} should be {gold:?}, is {pair:?}", path.display());
            all += 1;
            found += usize::from(pair.edition == *gold);
        }
    }
    assert!(found * 100 >= all * 85, "{found} of {all} exactly right");
}

/// The path of the article that the shipped edition restates, which cannot be copied here.
pub fn original() -> Option<PathBuf> {
    let content = std::env::var_os("PARALLAX_CONTENT").map(PathBuf::from);
    let beside = || Some(PathBuf::from(std::env::var_os("PARALLAX_DATA")?).parent()?.join("content"));
    let path = content.or_else(beside).map(|content| content.join("article.txt")).filter(|path| path.exists());
    if path.is_none() {
        let needs = "the original article; set PARALLAX_CONTENT to the folder of article.txt";
        crate::support::skipped("what is tested with the original as well as with our sample", needs);
    }
    path
}

#[test]
fn all_fourteen_paragraphs_of_a_copy_in_other_words_match_one_to_one() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sample/article.txt");
    for path in [sample].into_iter().chain(original()) {
        let text = fs::read_to_string(&path).unwrap();
        matches_one_to_one(&text.lines().collect::<Vec<_>>());
    }
}

fn matches_one_to_one(texts: &[&str]) {
    let edition = shipped_without_check().unwrap().edition;
    assert_eq!((texts.len(), edition.paragraphs().len()), (14, 14));
    let copy = paragraphs(texts);
    let aligned = correspond(edition.paragraphs(), &copy, &[], &Progress::default()).unwrap();
    for at in 0..14 {
        let pair = aligned.of_copy(at).unwrap();
        assert_eq!((pair.edition.as_slice(), pair.copy.as_slice()), (&[at][..], &[at][..]));
        assert!(pair.score >= DOUBTFUL, "{pair:?}");
    }
    let carried = carry(&edition, &article(copy), &aligned, &[], &Progress::default()).unwrap();
    assert!(carried.lost.is_empty());
    assert_eq!(errors(&carried.edition), Vec::<String>::new());
}

#[test]
fn a_copy_without_the_pull_quote_omits_it_and_keeps_its_paragraph() {
    let edition = shipped();
    let (quote, quoted) = (6, 11);
    let mut copy = edition.paragraphs().to_vec();
    copy.remove(quote);
    let aligned = correspond(edition.paragraphs(), &copy, &[], &Progress::default()).unwrap();
    assert_eq!(aligned.of_edition(quote).unwrap().grade, PairGrade::Removed);
    let pair = aligned.of_edition(quoted).unwrap();
    assert_eq!((pair.grade, &*pair.edition, &*pair.copy), (PairGrade::Equal, &[quoted][..], &[quoted - 1][..]));
}

#[test]
fn an_unrelated_text_is_inserted() {
    let paths = fixtures();
    for (one, other) in paths.iter().zip(paths.iter().cycle().skip(1)) {
        let (edition, copy) = (fixture(one).0, fixture(other).1);
        let edition: Vec<&str> = edition.iter().map(String::as_str).collect();
        let copy: Vec<&str> = copy.iter().map(|(_, text)| text.as_str()).collect();
        let sure = align(&edition, &copy, &[]).pairs.iter().filter(|p| p.score >= DOUBTFUL).count();
        assert_eq!(sure, 0, "{} and {}", one.display(), other.display());
    }
}

const LAMPS: [&str; 5] = [
    "Street lamps burn all night for nobody, says Ada Moss.",
    "Turned off at eleven, they would save Millbrook 40,000 pounds a year. That would mend every bridge in the valley.",
    "Harrow went dark in 2019 and sleeps well.",
    "The owls will thank us, and so will the bats of Cradle Bank.",
    "A vote is due in March.",
];

#[test]
fn every_grade_is_assigned_where_it_should_be() {
    let copy = [
        "Street lamps burn all night for nobody, says Ada Moss.",
        "Turned off at eleven, they would save Millbrook 40,000 pounds a year.",
        "That would mend every bridge in the valley.",
        "The owls will be grateful to us, and so will the bats of Cradle Bank.",
        "Buses are quite another thing and nobody has asked about them.",
        "A vote is due in March.",
    ];
    let expected =
        ["1 equal 1", "2 split 2+3", "3 removed", "4 reworded 4", "inserted 5", "5 equal 6"].map(str::to_owned);
    assert_eq!(shown(&align(&LAMPS, &copy, &[])), expected);
    let back = shown(&align(&copy, &LAMPS, &[]));
    assert!(back.contains(&"2+3 merged 2".to_owned()), "{back:?}");
    let moved = [LAMPS[3], LAMPS[0], LAMPS[1], LAMPS[2], LAMPS[4]];
    assert_eq!(shown(&align(&LAMPS, &moved, &[])), ["4 moved 1", "1 equal 2", "2 equal 3", "3 equal 4", "5 equal 5"]);
}

#[test]
fn corrections_of_the_reader_always_win() {
    let link = Correction::Linked { copy: 4, edition: 0 };
    let unlink = Correction::Unlinked { copy: 1, edition: 1 };
    let aligned = align(&LAMPS, &LAMPS, &[link, unlink]);
    let pair = aligned.of_copy(4).unwrap();
    assert!(pair.edition == [0] && pair.copy == [4] && pair.by_reader && pair.score == 1.0);
    assert!(!aligned.of_copy(1).unwrap().edition.contains(&1));
}

fn edited() -> impl Strategy<Value = (Vec<Paragraph>, Vec<(usize, usize, u8)>)> {
    let edits = prop::collection::vec((0usize..20, 0usize..200, 0u8..5), 0..8);
    edits.prop_map(|edits| {
        let mut texts: Vec<String> = shipped().paragraphs().iter().map(|p| p.text.clone()).collect();
        for &(at, place, kind) in &edits {
            let at = at % texts.len();
            match kind {
                0 if texts.len() > 1 => drop(texts.remove(at)),
                1 => {
                    let text = texts[at].clone();
                    let words: Vec<&str> = text.split(' ').collect();
                    let cut = 1 + place % words.len();
                    if cut < words.len() {
                        texts[at] = words[..cut].join(" ");
                        texts.insert(at + 1, words[cut..].join(" "));
                    }
                }
                2 if at + 1 < texts.len() => {
                    let next = texts.remove(at + 1);
                    texts[at] = format!("{} {next}", texts[at]);
                }
                3 => {
                    let text = texts.remove(at);
                    texts.insert(place % (texts.len() + 1), text);
                }
                _ => texts.insert(at, format!("Something else was said about the weather on day {place}.")),
            }
        }
        (paragraphs(&texts.iter().map(String::as_str).collect::<Vec<_>>()), edits)
    })
}

fn shipped() -> Edition {
    shipped_without_check().unwrap().edition
}

fn errors(edition: &Edition) -> Vec<String> {
    let errors = check(edition).into_iter().filter(|p| p.severity == Severity::Error);
    errors.map(|p| format!("{}: {}", p.rule, p.message)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_text_with_itself_is_the_identity(texts in prop::collection::vec("[ab]{0,2}( [ab]{1,3}){0,3}", 0..30)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let aligned = align(&texts, &texts, &[]);
        prop_assert_eq!(aligned.pairs.len(), texts.len());
        for (at, pair) in aligned.pairs.iter().enumerate() {
            prop_assert!(pair.edition == [at] && pair.copy == [at]);
            prop_assert!(pair.grade == PairGrade::Equal && pair.score == 1.0);
        }
    }

    #[test]
    fn a_split_is_detected_and_merging_back_is_the_identity(at in 0usize..14, place in 0usize..200) {
        let edition = shipped();
        let mut texts: Vec<&str> = edition.paragraphs().iter().map(|p| p.text.as_str()).collect();
        let spaces: Vec<usize> = texts[at].match_indices(' ').map(|(at, _)| at).collect();
        let cut = spaces[place % spaces.len()];
        let (first, second) = (&texts[at][..cut], &texts[at][cut + 1..]);
        texts.splice(at..=at, [first, second]);
        let copy = paragraphs(&texts);
        let aligned = correspond(edition.paragraphs(), &copy, &[], &Progress::default()).unwrap();
        let pair = aligned.of_edition(at).unwrap();
        prop_assert_eq!((pair.copy.as_slice(), pair.grade), (&[at, at + 1][..], PairGrade::Split));
        let back = correspond(&copy, edition.paragraphs(), &[], &Progress::default()).unwrap();
        let pair = back.of_copy(at).unwrap();
        prop_assert_eq!((pair.edition.as_slice(), pair.grade), (&[at, at + 1][..], PairGrade::Merged));
        // After splitting and merging, every paragraph matches itself and nothing else has changed.
        for at in 0..14 {
            let parts = &aligned.of_edition(at).unwrap().copy;
            let whole: Vec<_> = parts.iter().flat_map(|part| back.of_edition(*part).unwrap().copy.clone()).collect();
            prop_assert!(!whole.is_empty() && whole.iter().all(|back| *back == at), "{} {:?}", at, whole);
            let joined: Vec<&str> = parts.iter().map(|part| copy[*part].text.as_str()).collect();
            prop_assert_eq!(&joined.join(" "), &edition.paragraph(at).unwrap().text);
        }
    }

    #[test]
    fn every_paragraph_is_in_one_pair_and_corrections_hold(
        (copy, _) in edited(),
        links in prop::collection::vec((any::<bool>(), 0usize..14, 0usize..10), 0..5),
    ) {
        let edition = shipped();
        // Each paragraph of the copy is corrected at most once, so that no two corrections contradict each other.
        let mut spoken = Vec::new();
        let mut corrections = Vec::new();
        for (linked, edition, at) in links {
            let at = at % copy.len();
            if spoken.contains(&at) || spoken.contains(&(edition + 1000)) {
                continue;
            }
            spoken.extend([at, edition + 1000]);
            corrections.push(if linked {
                Correction::Linked { copy: at, edition }
            } else {
                Correction::Unlinked { copy: at, edition }
            });
        }
        let aligned = correspond(edition.paragraphs(), &copy, &corrections, &Progress::default()).unwrap();
        let mut editions: Vec<usize> = aligned.pairs.iter().flat_map(|p| p.edition.clone()).collect();
        editions.sort_unstable();
        prop_assert_eq!(editions, (0..14).collect::<Vec<_>>());
        let mut copies: Vec<usize> = aligned.pairs.iter().flat_map(|p| p.copy.clone()).collect();
        copies.sort_unstable();
        prop_assert_eq!(copies, (0..copy.len()).collect::<Vec<_>>());
        for correction in corrections {
            let (Correction::Linked { copy, edition } | Correction::Unlinked { copy, edition }) = correction;
            let together = aligned.of_copy(copy).unwrap().edition.contains(&edition);
            prop_assert_eq!(together, matches!(correction, Correction::Linked { .. }));
        }
    }

    #[test]
    fn a_carried_edition_has_no_errors((copy, _) in edited()) {
        let edition = shipped();
        let aligned = correspond(edition.paragraphs(), &copy, &[], &Progress::default()).unwrap();
        let carried = carry(&edition, &article(copy.clone()), &aligned, &[], &Progress::default()).unwrap();
        prop_assert_eq!(errors(&carried.edition), Vec::<String>::new());
        let notes = |edition: &Edition| edition.perspectives().iter().map(|p| p.notes.len()).sum::<usize>();
        prop_assert_eq!(notes(&carried.edition) + carried.lost.len(), notes(&edition));
        prop_assert_eq!(carried.edition.paragraphs().len(), copy.len());
        for phrase in &carried.phrases {
            let words = phrase.range.clone().and_then(|range| copy[phrase.paragraph?].text.get(range));
            if matches!(phrase.grade, Grade::Exact | Grade::Moved) {
                prop_assert_eq!(words, Some(phrase.old.exact.as_str()));
            }
        }
    }
}

#[test]
fn a_decision_holds_and_a_lost_note_is_reported() {
    let edition = small().load().unwrap().edition;
    let text = |at: usize| edition.paragraph(at).unwrap().text.clone();
    let copy = [text(1), "Millbrook, dark since 2019, has a good night's sleep and sleeps well.".to_owned()];
    let copy = paragraphs(&copy.iter().map(String::as_str).collect::<Vec<_>>());
    let link = Correction::Linked { copy: 1, edition: 3 };
    let aligned = correspond(edition.paragraphs(), &copy, &[link], &Progress::default()).unwrap();
    let owner = Owner::Note("re.stumble".into());
    let anchor =
        Anchor { on: "p2".into(), exact: "good night's sleep".into(), prefix: String::new(), suffix: String::new() };
    let placed = Decision::Placed { owner: owner.clone(), anchor };
    let detached = Decision::Detached { owner: owner.clone() };
    for (decisions, phrase) in [(vec![placed.clone()], Some("good night's sleep")), (vec![placed, detached], None)] {
        let carried = carry(&edition, &article(copy.clone()), &aligned, &decisions, &Progress::default()).unwrap();
        let note = &carried.edition.perspectives()[1].notes[1];
        assert_eq!((note.phrase.as_deref(), note.on[0].as_str()), (phrase, "p2"));
        let place = carried.phrases.iter().find(|place| place.owner == owner).unwrap();
        assert!(place.decided && (place.grade == Grade::Exact) == phrase.is_some());
        assert_eq!(errors(&carried.edition), Vec::<String>::new());
    }
    let gone = carry(
        &edition,
        &article(paragraphs(&["Nothing of the kind."])),
        &align(&[], &[], &[]),
        &[],
        &Progress::default(),
    )
    .unwrap();
    let lost: Vec<&str> = gone.lost.iter().map(|lost| lost.note.as_str()).collect();
    assert_eq!(lost, ["tc.saving", "re.stumble"], "the note on the whole article stays");
}

#[test]
fn the_command_line_prints_one_line_for_each_paragraph() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.txt");
    fs::write(
        &path,
        "On street lamps\n\nStreet lamps burn all night for nobody. Turned off at eleven, they would save the town \
         40,000 pounds a year.\n\nBuses are late.\n\nThe owls will thank us.\n",
    )
    .unwrap();
    let path = path.to_str().unwrap();
    insta::assert_snapshot!(output_of(&["align", path, "--edition", "tests/fixtures/small", "--format", "json"]), @r#"
    {"paragraph":0,"to":[0],"grade":"equal","score":1.0}
    {"paragraph":1,"to":[1],"grade":"equal","score":1.0}
    {"paragraph":2,"to":[],"grade":"inserted","score":0.0}
    {"paragraph":3,"to":[4],"grade":"equal","score":1.0}
    exit 0
    "#);
    insta::assert_snapshot!(output_of(&["align", path, "--edition", "tests/fixtures/small"]), @"
    ¶1 is ¶1 of the edition: equal, 1.00
    ¶2 is ¶2 of the edition: equal, 1.00
    ¶3 is in no paragraph of the edition: inserted
    ¶4 is ¶5 of the edition: equal, 1.00
    Only in the edition: ¶3 and ¶4
    exit 0
    ");
    assert!(output_of(&["align", "/nowhere/at/all.txt"]).contains("exit 2"));
}
