//! A reader's decisions about where a phrase of the edition is in their own copy.

use serde::{Deserialize, Serialize};

use super::{Anchor, ClaimId, NoteId};

/// The owner of a phrase, by the edition's ids.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Owner {
    /// The phrase of a claim.
    Claim(ClaimId),
    /// The phrase that a note answers.
    Note(NoteId),
}

/// What the reader decided. Of several decisions about one phrase, the last applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Decision {
    /// The phrase is this text of the copy.
    Placed {
        /// The owner of the phrase.
        owner: Owner,
        /// The text of the copy. Later placements start from this anchor, so that uncertainty does not accumulate.
        anchor: Anchor,
    },
    /// The phrase is not in the copy.
    Detached {
        /// The owner of the phrase.
        owner: Owner,
    },
}

impl Decision {
    /// Returns the owner of the phrase.
    pub fn owner(&self) -> &Owner {
        match self {
            Self::Placed { owner, .. } | Self::Detached { owner } => owner,
        }
    }
}
