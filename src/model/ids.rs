//! The ids that connect the parts of an edition: plain text, with a type for each kind. Tags of languages are of this form
//! too.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Box<str>);

        impl $name {
            /// Returns the text as it is written in the file.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }
    };
}
pub(super) use id;

id! {
    /// The id of a paragraph: `p` and a number, and a letter for one inserted later (`p5`, `p5a`). Shown as ¶5.
    ParagraphId
}
id! {
    /// The id of a claim: the id of its paragraph, `.c` and a number (`p5.c1`).
    ClaimId
}
id! {
    /// The id of a perspective, which is also the name of its file (`us-government` for `us-government.ron`).
    PerspectiveId
}
id! {
    /// The id of a note: the code of its perspective, a dot, and one or two words (`us.trend`).
    NoteId
}
id! {
    /// The id of a source in `sources.ron` (`finer-2024-12-19`).
    SourceId
}
id! {
    /// The id of a contested term or number: `t1`, `n1`.
    TermId
}

impl ParagraphId {
    /// The reserved id in `on:` that means the whole article.
    pub const WHOLE: &'static str = "article";

    /// Returns the id without its leading `p`, as shown after ¶.
    pub fn label(&self) -> &str {
        self.0.strip_prefix('p').unwrap_or(&self.0)
    }

    /// Returns whether this is [`ParagraphId::WHOLE`] rather than the id of a paragraph.
    pub fn is_whole(&self) -> bool {
        &*self.0 == Self::WHOLE
    }

    /// Returns whether the id has the form that codes rely on: `p`, digits, and at most one lower-case letter.
    pub fn is_well_formed(&self) -> bool {
        let Some(rest) = self.0.strip_prefix('p') else { return false };
        let digits = rest.trim_end_matches(|c: char| c.is_ascii_lowercase());
        !digits.is_empty() && rest.len() - digits.len() <= 1 && digits.bytes().all(|b| b.is_ascii_digit())
    }
}

impl SourceId {
    /// Returns the id of a reader's own copy as a source, by the ids of the edition and of the copy.
    pub fn of_copy(edition: &str, copy: &str) -> Self {
        format!("article-{edition}-{copy}").as_str().into()
    }

    /// Returns the id of the article of an edition as a source.
    pub fn of_article(edition: &str) -> Self {
        format!("article-{edition}").as_str().into()
    }

    /// Returns whether it is the id of an article that is read, of an edition or of a reader's own copy.
    pub fn is_of_article(&self) -> bool {
        self.0.starts_with("article-")
    }

    /// Returns whether it is the id of a reader's own copy, which ends in a fingerprint of 16 hexadecimal digits.
    pub fn is_of_copy(&self) -> bool {
        let copy = self.0.strip_prefix("article-").and_then(|rest| rest.rsplit_once('-'));
        let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        copy.is_some_and(|(_, digits)| digits.len() == 16 && digits.bytes().all(is_digit))
    }
}

#[cfg(test)]
mod tests {
    use super::{ParagraphId, SourceId};

    #[test]
    fn a_copy_is_known_by_the_fingerprint_in_its_id() {
        assert!(SourceId::of_copy("lamps", "lamps-00ff00ff00ff00ff").is_of_copy());
        for other in ["article-lamps", "article-lamps-2025", "finer-2024-12-19", "lamps-00ff00ff00ff00ff", ""] {
            assert!(!SourceId::from(other).is_of_copy(), "{other}");
        }
    }

    #[test]
    fn a_paragraph_is_shown_by_its_id_without_the_p() {
        assert_eq!(ParagraphId::from("p5a").label(), "5a");
        assert!(ParagraphId::from("p5a").is_well_formed());
        for bad in ["5", "p", "intro", "p5ab", "pa", "p5A"] {
            assert!(!ParagraphId::from(bad).is_well_formed(), "{bad}");
        }
    }
}
