//! What is true: plain types with serde, and the rows made of them. No egui, no paths, no clock.

mod article;
pub mod check;
pub mod cite;
mod code;
mod date;
mod edition;
mod ids;
mod language;
mod perspective;
pub mod problem;
pub mod rows;
mod source;
pub(crate) mod spread;
pub mod visible;

pub use article::{Article, Claim, Paragraph, ParagraphKind, Provenance};
pub use code::{Code, CodeError};
pub use date::{Date, DateError};
pub use edition::{Edition, EditionHead, FORMAT};
pub use ids::{ClaimId, NoteId, ParagraphId, PerspectiveId, SourceId};
pub use language::{Language, Script};
pub use perspective::{NotApplicable, Note, Perspective, PerspectiveKind, Silence, Stance};
pub use problem::{Problem, Severity};
pub use source::{Author, Citation, Quotation, Source, SourceKind};
