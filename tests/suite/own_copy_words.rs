//! Words of a copy chosen in the review, in any script.
