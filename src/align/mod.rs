//! Text alignment: anchors in changed text, two versions of an article, and the paragraph a statement answers.

pub mod anchor;
pub mod carry;
pub mod correspond;
pub mod suggest;
pub mod words;
