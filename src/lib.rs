//! Parallax: an article in one column, and beside each paragraph what others say about it.
pub mod model;
