//! Source kinds by common words, and which are usually primary.

use crate::model::SourceKind;

/// Returns the kind by its own name, or by another common name.
pub(super) fn kind_from_word(word: &str) -> Option<SourceKind> {
    let word = word.trim().to_lowercase();
    let by_name = SourceKind::ALL.into_iter().find(|kind| kind.word() == word);
    by_name.or(match &*word {
        "press release" | "press statement" => Some(SourceKind::Statement),
        "press conference" | "briefing" => Some(SourceKind::Briefing),
        "remarks" | "address" | "lecture" | "keynote" => Some(SourceKind::Speech),
        "testimony" => Some(SourceKind::Hearing),
        "newspaper" => Some(SourceKind::News),
        "magazine" => Some(SourceKind::Magazine),
        "op-ed" | "oped" | "opinion" | "editorial" | "commentary" => Some(SourceKind::OpEd),
        "blog post" | "blog" | "tweet" => Some(SourceKind::Post),
        _ => None,
    })
}

/// Returns whether works of a kind are usually the statement itself, rather than a report of it.
pub(super) fn is_usually_primary(kind: SourceKind) -> bool {
    !matches!(kind, SourceKind::News | SourceKind::Webpage | SourceKind::Magazine | SourceKind::Post)
}
