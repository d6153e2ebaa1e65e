//! The ids that hold an edition together: plain text, each kind its own type.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Box<str>);

        impl $name {
            /// The id as it is written in the file.
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

id! {
    /// A paragraph: `p` and a number, with a letter for one put in later (`p5`, `p5a`). Shown as ¶5.
    ParagraphId
}
id! {
    /// A claim inside a paragraph: the paragraph's id, `.c` and a number (`p5.c1`).
    ClaimId
}
id! {
    /// A perspective; also the name of its file (`us-government` stands in `us-government.ron`).
    PerspectiveId
}
id! {
    /// A note: its perspective's code, a dot, and a word or two (`us.trend`).
    NoteId
}
id! {
    /// A source in `sources.ron` (`finer-2024-12-19`).
    SourceId
}

impl ParagraphId {
    /// The reserved word in `on:` that stands for the whole article.
    pub const WHOLE: &'static str = "article";

    /// What is shown after ¶: the id without its leading `p`.
    pub fn label(&self) -> &str {
        self.0.strip_prefix('p').unwrap_or(&self.0)
    }

    /// Whether this is the reserved word for the whole article rather than a paragraph.
    pub fn is_whole(&self) -> bool {
        &*self.0 == Self::WHOLE
    }

    /// Whether the id has the form that codes rely on: `p`, digits, at most one small letter.
    pub fn is_well_formed(&self) -> bool {
        let Some(rest) = self.0.strip_prefix('p') else { return false };
        let digits = rest.trim_end_matches(|c: char| c.is_ascii_lowercase());
        !digits.is_empty() && rest.len() - digits.len() <= 1 && digits.bytes().all(|b| b.is_ascii_digit())
    }
}

#[cfg(test)]
mod tests {
    use super::ParagraphId;

    #[test]
    fn a_paragraph_is_shown_by_its_id_without_the_p() {
        assert_eq!(ParagraphId::from("p5a").label(), "5a");
        assert!(ParagraphId::from("p5a").is_well_formed());
        for bad in ["5", "p", "intro", "p5ab", "pa", "p5A"] {
            assert!(!ParagraphId::from(bad).is_well_formed(), "{bad}");
        }
    }
}
