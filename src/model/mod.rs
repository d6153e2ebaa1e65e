//! The domain types, with serde, and the rows and checks built from them. No egui, no file paths, no clock.

mod anchor;
mod article;
pub mod bibliography;
mod brief;
mod brief_part;
mod brief_text;
pub mod bundled_faces;
mod card;
pub mod check;
pub mod cite;
mod code;
mod copy_citation;
mod correspondence;
mod date;
mod decision;
mod docx_names;
mod edition;
mod fingerprint;
mod gist;
mod hand_over;
mod ids;
mod language;
mod layer;
mod left_out;
pub mod merge;
pub(crate) mod parallel;
mod perspective;
mod plan;
pub mod problem;
pub mod progress;
pub mod round;
pub mod rows;
pub mod sheet;
pub mod slug;
mod source;
pub mod splice;
mod text_ranges;
mod timer;
pub mod visible;
mod wording;
mod words;

pub use anchor::{Anchor, Grade, Placement};
pub use article::{Article, Claim, Credit, MAX_SHORT_CHARS, Mark, MarkKind, Paragraph, ParagraphKind, Provenance};
pub use brief::{BRIEF_FORMAT, Brief, DEFAULT_SIDES, Entry, Heading, Level, MAX_ENTRIES};
pub use brief_part::BriefPart;
pub use brief_text::{ARGUMENT_NOTICE, SIDES_LINE, SUMMARY_NOTICE, TRANSLATION_BRACKETS, xml_safe};
pub use card::{
    Analytic, Card, CiteLine, FULL_SIZE, HighlightColour, OMITTED, OUR_REPLY, Origin, Run, SIZES, Summarised,
};
pub use code::{Code, CodeError};
pub use copy_citation::{CopyCitation, MAX_AUTHORS, MAX_CITATION_CHARS, author_of_name, web_address};
pub use correspondence::{Correction, Correspondence, Pair, PairGrade};
pub use date::{DAY_NAMES, Date, DateError, MONTH_NAMES};
pub use decision::{Decision, Owner};
pub use docx_names::{BRIEF_NAMESPACE, BookmarkKind, DebateStyle, StyleNames};
pub use edition::{Edition, EditionHead, FORMAT, Later};
pub use fingerprint::fingerprint;
pub use gist::{ELLIPSIS, MAX_GIST_CHARS, beginning};
pub use hand_over::{EntryCounts, HAND_OVER_EXTENSION, HAND_OVER_FORMAT, HandOver, Received};
pub use ids::{ClaimId, NoteId, ParagraphId, PerspectiveId, SourceId, TermId};
pub use language::{Language, Script, SystemFace};
pub use layer::{Annotation, HighlightStyle, LAYER_FORMAT, Layer, NoteTarget, OwnQuotation, Target};
pub use left_out::{LeftOut, leave_out, set_left_out, take_in, whole_article, whole_texts, with_ids};
pub use perspective::{HUES, NotApplicable, Note, Perspective, PerspectiveKind, SignOff, Silence, Stance};
pub use plan::{
    Activity, MAX_PLAN_NAME_CHARS, MAX_PLANS, MAX_STEP_MINUTES, MAX_STEPS, MAX_TERMS, PLAN_FORMAT, Plan, Step, Term,
};
pub use problem::{Problem, Severity};
pub use source::{Author, Citation, Quotation, Seen, Source, SourceKind};
pub use text_ranges::{TextRanges, byte_range, char_range};
pub use timer::{Timer, minutes_and_seconds};
pub use wording::{ContestedNumber, ContestedTerm, NumberUse, TermUse};
pub use words::{capitalized, counted, spoken_word_count, word_count};
