//! What a reader decided about a phrase in their own copy.

use serde::{Deserialize, Serialize};

use super::{Anchor, ClaimId, NoteId};

/// Whose phrase it is, by the edition's ids.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Owner {
    /// The words that make a claim.
    Claim(ClaimId),
    /// The words that a note answers.
    Note(NoteId),
}

/// What was decided. Of several about one phrase the last holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Decision {
    /// The phrase is these words of the copy, accepted or picked.
    Placed {
        /// Whose phrase it is.
        owner: Owner,
        /// The words in the copy's own text, by which the phrase is placed from now on: doubt never compounds.
        anchor: Anchor,
    },
    /// The phrase is nowhere in the copy.
    Detached {
        /// Whose phrase it is.
        owner: Owner,
    },
}

impl Decision {
    /// Whose phrase it is about.
    pub fn owner(&self) -> &Owner {
        match self {
            Self::Placed { owner, .. } | Self::Detached { owner } => owner,
        }
    }
}
