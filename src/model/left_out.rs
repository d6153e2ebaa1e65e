//! Paragraphs of a reader's copy that are no part of the article, such as an advertisement, and are left out of it.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::{Article, Paragraph, ParagraphId, ParagraphKind};

/// A paragraph that was left out of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// Its index in the whole text.
    pub at: usize,
    /// Its text.
    pub text: String,
}

/// Takes the paragraphs at these indexes out of an imported article, which has no claims yet. The others are numbered
/// again, so that the reader sees no gap. At least one paragraph stays: if all were named, none is left out.
///
/// ```
/// use parallax::model::{Article, leave_out, whole_texts};
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
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
pub fn leave_out(article: &Article, indexes: &BTreeSet<usize>) -> (Article, Vec<LeftOut>) {
    let all = article.paragraphs.iter().enumerate();
    let (gone, stays): (Vec<_>, Vec<_>) = all.partition(|(at, _)| indexes.contains(at));
    if gone.is_empty() || stays.is_empty() {
        return (article.clone(), Vec::new());
    }
    let numbered = (1..).map(|number| ParagraphId::from(format!("p{number}").as_str()));
    let ids: HashMap<&ParagraphId, ParagraphId> = stays.iter().map(|(_, p)| &p.id).zip(numbered).collect();
    let renumbered = |paragraph: &Paragraph| Paragraph {
        id: ids.get(&paragraph.id).unwrap_or(&paragraph.id).clone(),
        kind: match &paragraph.kind {
            // What it quotes is left out.
            ParagraphKind::PullQuote { of } => {
                ids.get(of).map_or(ParagraphKind::Text, |of| ParagraphKind::PullQuote { of: of.clone() })
            }
            kind => kind.clone(),
        },
        repeats: paragraph.repeats.iter().filter_map(|id| ids.get(id)).cloned().collect(),
        ..paragraph.clone()
    };
    let paragraphs = stays.iter().map(|(_, paragraph)| renumbered(paragraph)).collect();
    let left_out = gone.into_iter().map(|(at, paragraph)| LeftOut { at, text: paragraph.text.clone() }).collect();
    (Article { paragraphs, ..article.clone() }, left_out)
}

/// Returns the texts of the paragraphs of the whole text, with those that were left out at their places.
pub fn whole_texts<'a>(article: &'a Article, left_out: &'a [LeftOut]) -> Vec<&'a str> {
    let mut texts: Vec<&str> = article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    for LeftOut { at, text } in left_out {
        texts.insert((*at).min(texts.len()), text);
    }
    texts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{leave_out, whole_texts};
    use crate::model::{Article, ParagraphKind, Provenance};

    fn article(texts: &[String]) -> Article {
        let paragraph = |(at, text): (usize, &String)| -> crate::model::Paragraph {
            ron::from_str(&format!("(id: \"p{}\", text: {text:?})", at + 1)).unwrap()
        };
        Article {
            byline: None,
            provenance: Provenance::OwnCopy { of: "a page".into() },
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
