//! Terms and numbers on which the perspectives of an edition differ, set side by side.

use serde::{Deserialize, Serialize};

use super::{PerspectiveId, SourceId, TermId};

/// A term that the perspectives use differently, or for which they have different words.
///
/// ```
/// use parallax::model::ContestedTerm;
///
/// let term: ContestedTerm = ron::from_str(
///     r#"(id: "t1", term: "dark", said: [(by: "council", as: "dimmed", source: "moss-2025-02-11")])"#,
/// )?;
/// assert_eq!(term.said[0].wording, "dimmed");
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestedTerm {
    /// A lower-case letter or word with a number: `t1`. Unique among the terms and numbers of the edition.
    pub id: TermId,
    /// The term as the article has it.
    pub term: String,
    /// How the perspectives say it, in the order they are listed.
    pub said: Vec<TermUse>,
    /// What the difference comes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// How one perspective says a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermUse {
    /// The perspective.
    pub by: PerspectiveId,
    /// Its words.
    #[serde(rename = "as")]
    pub wording: String,
    /// Where it says so.
    pub source: SourceId,
}

/// A quantity for which the perspectives give different numbers.
///
/// ```
/// use parallax::model::ContestedNumber;
///
/// let number: ContestedNumber = ron::from_str(
///     r#"(id: "n1", of: "what dark lamps save", unit: Some("pounds a year"), said: [
///         (by: "council", value: "25,000", source: "moss-2025-02-11"),
///     ])"#,
/// )?;
/// assert_eq!(number.said[0].value, "25,000");
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestedNumber {
    /// A lower-case letter or word with a number: `n1`. Unique among the terms and numbers of the edition.
    pub id: TermId,
    /// What is counted or measured.
    pub of: String,
    /// The unit of all values; `None` for a plain count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The values that the perspectives give, in the order they are listed.
    pub said: Vec<NumberUse>,
    /// Why the values cannot be compared, or what the difference comes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// The value that one perspective gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberUse {
    /// The perspective.
    pub by: PerspectiveId,
    /// The value as it is written in the source: `2,750`, `about a third`.
    pub value: String,
    /// Where it is given.
    pub source: SourceId,
}
