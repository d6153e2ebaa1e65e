//! What is true: plain types with serde, and the rows made of them. No egui, no paths, no clock.

mod anchor;
mod article;
pub mod check;
pub mod cite;
mod code;
mod correspondence;
mod date;
mod decision;
mod edition;
mod ids;
mod language;
mod perspective;
mod plan;
pub mod problem;
pub mod progress;
pub mod rows;
mod source;
pub(crate) mod spread;
pub mod visible;

pub use anchor::{Anchor, Grade, Placement};
pub use article::{Article, Claim, Mark, MarkKind, Paragraph, ParagraphKind, Provenance};
pub use code::{Code, CodeError};
pub use correspondence::{Correction, Correspondence, Pair, PairGrade};
pub use date::{DAY_NAMES, Date, DateError, MONTH_NAMES};
pub use decision::{Decision, Owner};
pub use edition::{Edition, EditionHead, FORMAT};
pub use ids::{ClaimId, NoteId, ParagraphId, PerspectiveId, SourceId};
pub use language::{Language, Script};
pub use perspective::{NotApplicable, Note, Perspective, PerspectiveKind, Silence, Stance};
pub use plan::{Activity, LONGEST_STEP, MOST_STEPS, MOST_TERMS, PLAN_FORMAT, Plan, Step, Term};
pub use problem::{Problem, Severity};
pub use source::{Author, Citation, Quotation, Source, SourceKind};
