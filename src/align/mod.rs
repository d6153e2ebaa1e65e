//! Where does this belong? Anchors in changed text, two versions of an article, the paragraph a statement answers.

pub mod anchor;
pub mod carry;
pub mod correspond;
pub mod suggest;
pub mod words;
