//! From what was found to one of the grades.

use super::place::{Home, Landing};
use crate::model::Grade;

/// The share of the quote's weight that has to be found, or less when so many of its words are linked.
const SAME: f32 = 0.3;
const SAME_IN_PLACE: f32 = 0.2;
const COVERED: f32 = 0.45;

/// Score and context together when the neighbours came along.
const HELD: f32 = 0.7;

/// Score and matched bits of a quote that came without them.
const ALONE: f32 = 0.5;
const ALONE_BITS: f32 = 40.0;

/// The share and the weight of a paragraph that lives on.
const LIVES: f32 = 0.15;
const LIVES_BITS: f32 = 40.0;

/// Contexts of the same neighbours at least, and of other ones at most.
const SAME_NEIGHBOURS: f32 = 0.5;

/// Grades a place. `Exact` and `Moved` are for quotes that stand there letter for letter.
pub(super) fn grade(landing: Option<&Landing>, home: Option<Home>) -> Grade {
    let Some(home) = home else { return Grade::Lost };
    if let Some(landing) = landing
        && is_text(landing, home)
    {
        return match landing.identical {
            true if landing.context >= SAME_NEIGHBOURS => Grade::Exact,
            true => Grade::Moved,
            false => Grade::Fuzzy,
        };
    }
    if home.share >= LIVES && home.weight >= LIVES_BITS { Grade::Near } else { Grade::Lost }
}

/// Whether the quote itself was found and not something like it.
fn is_text(landing: &Landing, home: Home) -> bool {
    let Landing { score, cover, context, matched, .. } = *landing;
    let same = score >= SAME || (score >= SAME_IN_PLACE && cover >= COVERED);
    let held = score + context >= HELD;
    let alone = score >= ALONE && matched >= ALONE_BITS;
    same && (held || alone) && home.share >= LIVES
}
