//! Paragraphs of a reader's copy that are no part of the article, such as an advertisement, and are left out of it.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{Article, Paragraph, ParagraphId, ParagraphKind};

/// A paragraph that was left out of a text, and what brings it back as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "LeftOutFile")]
pub struct LeftOut {
    /// Its index in the whole text.
    pub at: usize,
    /// The paragraph, with the id that it gets when it is taken in: that of the paragraph before it and a letter, as any
    /// paragraph that is inserted later. So the others keep the ids by which annotations and answers know them. An empty
    /// id is one that is not given yet.
    pub paragraph: Paragraph,
    /// The pull quotes of it that stand. They are plain text while it is left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pull_quotes: Vec<ParagraphId>,
    /// The paragraphs that stand and repeat a passage of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repeated_by: Vec<ParagraphId>,
}

/// A [`LeftOut`] as files have it. Files of earlier programs have the text alone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "LeftOut")]
struct LeftOutFile {
    at: usize,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    paragraph: Option<Paragraph>,
    #[serde(default)]
    pull_quotes: Vec<ParagraphId>,
    #[serde(default)]
    repeated_by: Vec<ParagraphId>,
}

impl TryFrom<LeftOutFile> for LeftOut {
    type Error = &'static str;

    fn try_from(file: LeftOutFile) -> Result<Self, Self::Error> {
        let LeftOutFile { at, text, paragraph, pull_quotes, repeated_by } = file;
        let paragraph = match (paragraph, text) {
            (Some(paragraph), None) => paragraph,
            (None, Some(text)) => Paragraph::without_id(text),
            (Some(_), Some(_)) => return Err("expected either `paragraph` or `text` of what was left out, found both"),
            (None, None) => return Err("expected the `paragraph` that was left out, found none"),
        };
        Ok(Self { at, paragraph, pull_quotes, repeated_by })
    }
}

/// Takes the paragraphs at these indexes out of an imported article, which has no claims yet. The others are numbered
/// again, so that the reader sees no gap. At least one paragraph stays: if all were named, none is left out.
///
/// ```
/// use parallax::model::{Article, leave_out, take_in, whole_texts};
///
/// let article: Article = ron::from_str(
///     r#"(provenance: OwnCopy(of: "a page"), paragraphs: [
///         (id: "p1", text: "The lamps burn."), (id: "p2", text: "ADVERTISEMENT"), (id: "p3", text: "Owls."),
///     ])"#,
/// )?;
/// let (short, left_out) = leave_out(&article, &[1].into());
/// assert_eq!(short.paragraphs[1].text, "Owls.");
/// assert_eq!(short.paragraphs[1].id.as_str(), "p2");
/// assert_eq!(whole_texts(&short, &left_out), ["The lamps burn.", "ADVERTISEMENT", "Owls."]);
///
/// let (whole, left_out) = take_in(&short, &left_out, &"p1a".into()).unwrap();
/// assert_eq!(whole.paragraphs[1].text, "ADVERTISEMENT");
/// assert_eq!(whole.paragraphs[2].id.as_str(), "p2");
/// assert!(left_out.is_empty());
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
pub fn leave_out(article: &Article, indexes: &BTreeSet<usize>) -> (Article, Vec<LeftOut>) {
    let stays = |at: &usize| !indexes.contains(at);
    let count = (0..article.paragraphs.len()).filter(stays).count();
    if count == article.paragraphs.len() || count == 0 {
        return (article.clone(), Vec::new());
    }
    let mut numbers = (1..).map(|number| ParagraphId::from(format!("p{number}").as_str()));
    let standing: Vec<Option<ParagraphId>> =
        (0..article.paragraphs.len()).map(|at| if stays(&at) { numbers.next() } else { None }).collect();
    split(&with_ids(article, &complete_ids(standing)), indexes)
}

/// Takes a paragraph that was left out, by its id, into the article again, at its place among those that stand. Returns
/// `None` if no such paragraph was left out. The other paragraphs keep their ids.
pub fn take_in(article: &Article, left_out: &[LeftOut], id: &ParagraphId) -> Option<(Article, Vec<LeftOut>)> {
    let (whole, mut out) = whole_article(article, left_out);
    let at = whole.paragraphs.iter().position(|paragraph| paragraph.id == *id)?;
    out.remove(&at).then(|| split(&whole, &out))
}

/// Leaves those paragraphs out of an article that have these indexes in its whole text, and takes all others in. The
/// paragraphs keep their ids. At least one stays: if all were named, nothing changes.
pub fn set_left_out(article: &Article, left_out: &[LeftOut], indexes: &BTreeSet<usize>) -> (Article, Vec<LeftOut>) {
    let (whole, out) = whole_article(article, left_out);
    let stays = (0..whole.paragraphs.len()).any(|at| !indexes.contains(&at));
    split(&whole, if stays { indexes } else { &out })
}

/// Returns the whole text, in which every paragraph has an id of its own, and the indexes of those that were left out.
pub fn whole_article(article: &Article, left_out: &[LeftOut]) -> (Article, BTreeSet<usize>) {
    let merged = merged(article.paragraphs.iter().map(Ok), left_out.iter().map(|out| (out.at, Err(out))));
    let out: BTreeSet<usize> = merged.iter().enumerate().filter(|(_, one)| one.is_err()).map(|(at, _)| at).collect();
    let standing: HashSet<&ParagraphId> = article.paragraphs.iter().map(|paragraph| &paragraph.id).collect();
    let mut used = HashSet::new();
    let ids = merged.iter().map(|one| match one {
        Ok(paragraph) => Some(paragraph.id.clone()),
        // A file that was edited by hand may name two alike.
        Err(LeftOut { paragraph: Paragraph { id, .. }, .. }) => {
            (!id.as_str().is_empty() && !standing.contains(id) && used.insert(id)).then(|| id.clone())
        }
    });
    let ids = complete_ids(ids.collect());
    let paragraphs = merged.iter().zip(&ids).map(|(one, id)| match one {
        Ok(paragraph) => Paragraph::clone(paragraph),
        Err(left) => Paragraph { id: id.clone(), ..left.paragraph.clone() },
    });
    let mut whole = Article { paragraphs: paragraphs.collect(), ..article.clone() };
    let at_id: HashMap<&ParagraphId, usize> = ids.iter().enumerate().map(|(at, id)| (id, at)).collect();
    let mut repeated: HashMap<usize, Vec<&ParagraphId>> = HashMap::new();
    for (left, id) in merged.iter().zip(&ids).filter_map(|(one, id)| Some((one.as_ref().err()?, id))) {
        for quote in left.pull_quotes.iter().filter_map(|quote| at_id.get(quote)) {
            if let Some(paragraph) = whole.paragraphs.get_mut(*quote).filter(|quote| quote.kind.is_text()) {
                paragraph.kind = ParagraphKind::PullQuote { of: id.clone() };
            }
        }
        for other in left.repeated_by.iter().filter_map(|other| at_id.get(other)) {
            repeated.entry(*other).or_default().push(id);
        }
    }
    for (other, ids) in repeated {
        let Some(Paragraph { repeats, .. }) = whole.paragraphs.get_mut(other) else { continue };
        // Sorted once: a file may name thousands.
        let mut known: HashSet<ParagraphId> = repeats.iter().cloned().collect();
        repeats.extend(ids.into_iter().filter(|id| known.insert(ParagraphId::clone(id))).cloned());
        repeats.sort_by_key(|id| at_id.get(id));
    }
    (whole, out)
}

/// Returns the texts of the paragraphs of the whole text, with those that were left out at their places.
pub fn whole_texts<'a>(article: &'a Article, left_out: &'a [LeftOut]) -> Vec<&'a str> {
    let standing = article.paragraphs.iter().map(|paragraph| paragraph.text.as_str());
    merged(standing, left_out.iter().map(|out| (out.at, out.paragraph.text.as_str())))
}

/// Merges what stands with what was left out, each of which has its index in the result. Where the indexes are none, as
/// in a file that was edited by hand, nothing is lost.
fn merged<T>(mut standing: impl Iterator<Item = T>, left_out: impl Iterator<Item = (usize, T)>) -> Vec<T> {
    let mut all = Vec::new();
    for (at, out) in left_out {
        let missing = at.saturating_sub(all.len());
        all.extend(standing.by_ref().take(missing));
        all.push(out);
    }
    all.extend(standing);
    all
}

/// Takes the paragraphs at these indexes out of a whole text. What others say of them is noted with them.
fn split(whole: &Article, indexes: &BTreeSet<usize>) -> (Article, Vec<LeftOut>) {
    let (mut stays, mut left_out) = (Vec::new(), Vec::new());
    for (at, paragraph) in whole.paragraphs.iter().cloned().enumerate() {
        if indexes.contains(&at) {
            left_out.push(LeftOut { at, paragraph, pull_quotes: Vec::new(), repeated_by: Vec::new() });
        } else {
            stays.push(paragraph);
        }
    }
    let out: HashMap<ParagraphId, usize> =
        left_out.iter().enumerate().map(|(n, left)| (left.paragraph.id.clone(), n)).collect();
    for paragraph in &mut stays {
        if let ParagraphKind::PullQuote { of } = &paragraph.kind
            && let Some(left) = out.get(of).and_then(|n| left_out.get_mut(*n))
        {
            left.pull_quotes.push(paragraph.id.clone());
            paragraph.kind = ParagraphKind::Text;
        }
        let id = &paragraph.id;
        paragraph.repeats.retain(|other| {
            let left = out.get(other).and_then(|n| left_out.get_mut(*n));
            left.map(|left| left.repeated_by.push(id.clone())).is_none()
        });
    }
    (Article { paragraphs: stays, ..whole.clone() }, left_out)
}

/// Gives an id to each paragraph that has none: the number of the one before it and the first letter that is free, or a
/// number beyond all others where there is none.
fn complete_ids(ids: Vec<Option<ParagraphId>>) -> Vec<ParagraphId> {
    let mut used: HashSet<ParagraphId> = ids.iter().flatten().cloned().collect();
    let mut beyond = ids.len();
    let mut before = "p0".to_owned();
    let mut letters = 'a'..='z';
    let complete = |id: Option<ParagraphId>| {
        if let Some(id) = id {
            let number = id.as_str().trim_end_matches(|c: char| c.is_ascii_lowercase());
            if number != before && !number.is_empty() {
                (before, letters) = (number.to_owned(), 'a'..='z');
            }
            return id;
        }
        let lettered = letters.find_map(|letter| {
            let id = ParagraphId::from(format!("{before}{letter}").as_str());
            used.insert(id.clone()).then_some(id)
        });
        lettered.unwrap_or_else(|| {
            loop {
                beyond += 1;
                let id = ParagraphId::from(format!("p{beyond}").as_str());
                if used.insert(id.clone()) {
                    return id;
                }
            }
        })
    };
    ids.into_iter().map(complete).collect()
}

/// Gives the paragraphs of an article other ids, by index, and names them so in references.
pub fn with_ids(article: &Article, ids: &[ParagraphId]) -> Article {
    let new: HashMap<&ParagraphId, &ParagraphId> =
        article.paragraphs.iter().map(|paragraph| &paragraph.id).zip(ids).collect();
    let renamed = |id: &ParagraphId| new.get(id).map_or_else(|| id.clone(), |new| ParagraphId::clone(new));
    let paragraph = |old: &Paragraph| Paragraph {
        id: renamed(&old.id),
        kind: match &old.kind {
            ParagraphKind::PullQuote { of } => ParagraphKind::PullQuote { of: renamed(of) },
            kind @ (ParagraphKind::Text
            | ParagraphKind::Heading
            | ParagraphKind::Quote
            | ParagraphKind::ListItem { .. }) => kind.clone(),
        },
        repeats: old.repeats.iter().map(renamed).collect(),
        ..old.clone()
    };
    Article { paragraphs: article.paragraphs.iter().map(paragraph).collect(), ..article.clone() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{LeftOut, leave_out, set_left_out, take_in, whole_article, whole_texts, with_ids};
    use crate::model::{Article, Mark, MarkKind, Paragraph, ParagraphId, ParagraphKind, Provenance};

    fn article(texts: &[String]) -> Article {
        let paragraph = |(at, text): (usize, &String)| -> crate::model::Paragraph {
            ron::from_str(&format!("(id: \"p{}\", text: {text:?})", at + 1)).unwrap()
        };
        Article {
            byline: None,
            provenance: Provenance::OwnCopy { of: "a page".into(), credit: None },
            written_before: None,
            paragraphs: texts.iter().enumerate().map(paragraph).collect(),
            claims: Vec::new(),
        }
    }

    proptest! {
        #[test]
        fn whatever_is_left_out_the_whole_text_is_known(
            texts in prop::collection::vec("[a-c]{0,3}", 1..12),
            indexes in prop::collection::btree_set(0_usize..14, 0..14),
        ) {
            let whole = article(&texts);
            let (short, left_out) = leave_out(&whole, &indexes);
            prop_assert_eq!(whole_texts(&short, &left_out), texts.iter().map(String::as_str).collect::<Vec<_>>());
            prop_assert!(!short.paragraphs.is_empty());
            for (paragraph, number) in short.paragraphs.iter().zip(1..) {
                prop_assert_eq!(paragraph.id.as_str(), format!("p{number}"));
            }
        }
    }

    /// An imported article in which any paragraph may quote or repeat others and has marks, a kind and a language.
    fn articles() -> impl Strategy<Value = Article> {
        let paragraph = ("[a-c]{1,3}", 0_usize..6, any::<prop::sample::Index>(), any::<u16>(), any::<bool>());
        prop::collection::vec(paragraph, 1..12).prop_map(|paragraphs| {
            let texts: Vec<String> = paragraphs.iter().map(|(text, ..)| text.clone()).collect();
            let mut article = article(&texts);
            let ids = ids(&article);
            for (n, (text, kind, other, repeats, has_mark)) in paragraphs.into_iter().enumerate() {
                let paragraph = &mut article.paragraphs[n];
                let other = other.index(ids.len());
                paragraph.kind = match kind {
                    0 => ParagraphKind::Heading,
                    1 => ParagraphKind::Quote,
                    2 => ParagraphKind::ListItem { mark: "•".into() },
                    3 if other != n => ParagraphKind::PullQuote { of: ids[other].clone() },
                    _ => ParagraphKind::Text,
                };
                paragraph.repeats = ids[..n]
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| repeats >> at & 1 == 1)
                    .map(|(_, id)| id.clone())
                    .collect();
                paragraph.language = (kind == 4).then(|| ron::from_str("\"fr\"").unwrap());
                paragraph.marks =
                    has_mark.then_some(Mark { words: text, nth: 1, kind: MarkKind::Strong }).into_iter().collect();
            }
            article
        })
    }

    fn ids(article: &Article) -> Vec<ParagraphId> {
        article.paragraphs.iter().map(|paragraph| paragraph.id.clone()).collect()
    }

    /// Files of the reader need no `Some(...)`.
    fn files() -> ron::Options {
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
    }

    /// Writes what was left out to a file and reads it again.
    fn stored(left_out: &[LeftOut]) -> Vec<LeftOut> {
        files().from_str(&files().to_string(left_out).unwrap()).unwrap()
    }

    proptest! {
        #[test]
        fn what_is_taken_in_again_in_any_order_gives_the_same_article(
            whole in articles(),
            indexes in prop::collection::btree_set(0_usize..12, 0..12),
            order in prop::collection::vec(any::<prop::sample::Index>(), 12),
        ) {
            let (mut short, mut left_out) = leave_out(&whole, &indexes);
            let standing = ids(&short);
            let numbered = whole_article(&short, &left_out).0;
            prop_assert_eq!(&numbered, &with_ids(&whole, &ids(&numbered)), "only the ids differ");
            let unique: BTreeSet<ParagraphId> = ids(&numbered).into_iter().collect();
            prop_assert!(unique.len() == whole.paragraphs.len() && unique.iter().all(ParagraphId::is_well_formed));
            for index in order {
                if left_out.is_empty() { break }
                left_out = stored(&left_out);
                let id = left_out[index.index(left_out.len())].paragraph.id.clone();
                prop_assert_eq!(take_in(&short, &left_out, &standing[0]), None, "it stands");
                (short, left_out) = take_in(&short, &left_out, &id).unwrap();
                prop_assert_eq!(&whole_article(&short, &left_out).0, &numbered);
                let still: Vec<ParagraphId> = ids(&short).into_iter().filter(|id| standing.contains(id)).collect();
                prop_assert_eq!(&still, &standing, "the others keep their ids and their order");
                let known: BTreeSet<ParagraphId> = ids(&short).into_iter().collect();
                let quoted = short.paragraphs.iter().filter_map(|paragraph| match &paragraph.kind {
                    ParagraphKind::PullQuote { of } => Some(of),
                    _ => None,
                });
                let named = short.paragraphs.iter().flat_map(|paragraph| &paragraph.repeats).chain(quoted);
                prop_assert!(named.into_iter().all(|id| known.contains(id)), "nothing refers to what is not there");
            }
            prop_assert!(left_out.is_empty());
            prop_assert_eq!(short, numbered);
        }

        #[test]
        fn any_sequence_of_leaving_out_and_taking_in_ends_where_its_last_step_does(
            whole in articles(),
            steps in prop::collection::vec(prop::collection::btree_set(0_usize..12, 0..12), 1..6),
        ) {
            let (mut short, mut left_out) = (whole.clone(), Vec::new());
            let mut last = BTreeSet::new();
            for indexes in &steps {
                (short, left_out) = set_left_out(&short, &stored(&left_out), indexes);
                if (0..whole.paragraphs.len()).any(|at| !indexes.contains(&at)) {
                    last.clone_from(indexes);
                }
            }
            prop_assert_eq!((&short, &left_out), (&set_left_out(&whole, &[], &last).0, &set_left_out(&whole, &[], &last).1));
            prop_assert_eq!(set_left_out(&short, &left_out, &BTreeSet::new()), (whole, Vec::new()));
        }

        #[test]
        fn of_a_file_edited_by_hand_nothing_is_lost(
            texts in prop::collection::vec("[a-c]{1,3}", 1..5),
            out in prop::collection::vec((0_usize..9, "[d-f]{1,3}", prop::sample::select(vec!["", "p1", "p1a", "p2a", "x"])), 0..6),
        ) {
            let whole = article(&texts);
            let left_out: Vec<LeftOut> = out
                .iter()
                .map(|(at, text, id)| {
                    let paragraph = Paragraph { id: (*id).into(), text: text.clone(), ..article(&texts[..1]).paragraphs.remove(0) };
                    LeftOut { at: *at, paragraph, pull_quotes: vec!["p9".into()], repeated_by: vec!["p8".into()] }
                })
                .collect();
            let (merged, indexes) = whole_article(&whole, &left_out);
            prop_assert_eq!(indexes.len(), left_out.len());
            let unique: BTreeSet<ParagraphId> = ids(&merged).into_iter().collect();
            prop_assert_eq!(unique.len(), texts.len() + out.len());
            let (again, _) = set_left_out(&whole, &left_out, &BTreeSet::new());
            prop_assert_eq!(whole_texts(&whole, &left_out), whole_texts(&again, &[]));
        }
    }

    #[test]
    fn a_paragraph_that_is_taken_in_gets_the_number_of_the_one_before_it_and_a_letter() {
        let texts: Vec<String> = (0..40).map(|n| format!("Text {n}.")).collect();
        let (short, left_out) = leave_out(&article(&texts), &[0, 1, 3, 4].into_iter().chain(6..36).collect());
        let named: Vec<&str> = left_out.iter().map(|left| left.paragraph.id.as_str()).collect();
        assert_eq!(named[..4], ["p0a", "p0b", "p1a", "p1b"]);
        assert_eq!((named[4], named[29], named[30], named[33]), ("p2a", "p2z", "p41", "p44"), "letters are 26");
        let (taken, _) = take_in(&short, &left_out, &"p1b".into()).unwrap();
        let (taken, _) = take_in(&taken, &left_out_of(&taken, &left_out), &"p1a".into()).unwrap();
        assert_eq!(ids(&taken)[..4], ["p1", "p1a", "p1b", "p2"].map(ParagraphId::from));
    }

    /// What of a list is still left out.
    fn left_out_of(article: &Article, left_out: &[LeftOut]) -> Vec<LeftOut> {
        let known = ids(article);
        left_out.iter().filter(|left| !known.contains(&left.paragraph.id)).cloned().collect()
    }

    #[test]
    fn a_file_in_which_one_paragraph_repeats_thousands_that_are_left_out_is_read_at_once() {
        let texts: Vec<String> = (0..20_001).map(|n| format!("Text {n}.")).collect();
        let mut whole = article(&texts);
        whole.paragraphs[20_000].repeats = ids(&whole)[..20_000].iter().rev().cloned().collect();
        let (short, mut left_out) = leave_out(&whole, &(0..20_000).collect());
        for left in &mut left_out {
            // Named twice, as only an edit by hand does.
            left.repeated_by.push(left.repeated_by[0].clone());
        }
        let start = std::time::Instant::now();
        let (again, _) = whole_article(&short, &left_out);
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
        assert_eq!(again.paragraphs[20_000].repeats, ids(&again)[..20_000]);
    }

    #[test]
    fn files_of_earlier_programs_have_the_text_alone() {
        let read = |text: &str| files().from_str::<LeftOut>(text);
        let old = read(r#"(at: 1, text: "ADVERTISEMENT")"#).unwrap();
        assert_eq!((old.at, old.paragraph.text.as_str(), old.paragraph.id.as_str()), (1, "ADVERTISEMENT", ""));
        let short = article(&["One.".into(), "Two.".into()]);
        let (whole, _) = whole_article(&short, &[old]);
        assert_eq!(ids(&whole), ["p1", "p1a", "p2"].map(ParagraphId::from));
        let paragraph = r#"paragraph: (id: "p1a", text: "x")"#;
        for bad in [
            "(at: 1)".to_owned(),
            format!(r#"(at: 1, text: "x", {paragraph})"#),
            format!("(at: 1, {paragraph}, txt: 3)"),
        ] {
            assert!(read(&bad).is_err(), "{bad}");
        }
        assert!(read(&format!("(at: 1, {paragraph})")).is_ok());
    }

    #[test]
    fn references_follow_the_new_numbers_and_those_to_what_is_left_out_go() {
        let mut whole = article(&["One.".into(), "Two.".into(), "Three.".into(), "Two.".into()]);
        whole.paragraphs[3].kind = ParagraphKind::PullQuote { of: "p2".into() };
        whole.paragraphs[3].repeats = vec!["p1".into(), "p2".into()];
        let (short, _) = leave_out(&whole, &[0].into());
        assert_eq!(short.paragraphs[2].kind, ParagraphKind::PullQuote { of: "p1".into() });
        assert_eq!(short.paragraphs[2].repeats, ["p1".into()]);
        let (short, _) = leave_out(&whole, &[1].into());
        assert_eq!(short.paragraphs[2].kind, ParagraphKind::Text);
        assert_eq!(leave_out(&whole, &(0..4).collect()).0, whole, "a text of nothing is no text");
    }
}
