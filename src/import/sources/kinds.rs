//! Source kinds by the names that other programs use.

use crate::model::SourceKind;

const KINDS: [SourceKind; 15] = [
    SourceKind::Statement,
    SourceKind::JointStatement,
    SourceKind::Briefing,
    SourceKind::Speech,
    SourceKind::Interview,
    SourceKind::Hearing,
    SourceKind::Rule,
    SourceKind::Report,
    SourceKind::Paper,
    SourceKind::Book,
    SourceKind::News,
    SourceKind::Magazine,
    SourceKind::OpEd,
    SourceKind::Post,
    SourceKind::Webpage,
];

/// Returns the kind by its own name, or by another common name.
pub(super) fn kind_from_word(word: &str) -> Option<SourceKind> {
    let word = word.trim().to_lowercase();
    let by_name = KINDS.into_iter().find(|kind| kind.word() == word);
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

/// Returns the kind for a CSL type, and whether the type is known.
pub(super) fn kind_from_csl_type(name: &str) -> (SourceKind, bool) {
    let kind = match name {
        "article-newspaper" | "broadcast" => SourceKind::News,
        "article-magazine" => SourceKind::Magazine,
        "article-journal" | "article" | "paper-conference" | "review" => SourceKind::Paper,
        "book" | "chapter" | "entry-encyclopedia" | "entry-dictionary" | "classic" | "collection" => SourceKind::Book,
        "report" | "thesis" | "standard" => SourceKind::Report,
        "speech" => SourceKind::Speech,
        "interview" => SourceKind::Interview,
        "hearing" => SourceKind::Hearing,
        "legislation" | "bill" | "regulation" | "treaty" | "legal_case" => SourceKind::Rule,
        "post-weblog" | "post" => SourceKind::Post,
        "webpage" | "document" => SourceKind::Webpage,
        _ => return (SourceKind::Webpage, false),
    };
    (kind, true)
}

/// Returns the kind for a BibLaTeX entry type, and whether the type is known.
pub(super) fn kind_from_entry_type(name: &str) -> (SourceKind, bool) {
    let kind = match name {
        "article" | "inproceedings" | "conference" | "periodical" => SourceKind::Paper,
        "book" | "inbook" | "incollection" | "mvbook" | "collection" | "booklet" | "proceedings" | "inreference"
        | "reference" | "bookinbook" | "suppbook" | "mvcollection" => SourceKind::Book,
        "report" | "techreport" | "thesis" | "phdthesis" | "mastersthesis" | "manual" => SourceKind::Report,
        "legislation" | "legal" | "jurisdiction" => SourceKind::Rule,
        "online" | "electronic" | "www" | "misc" | "unpublished" => SourceKind::Webpage,
        _ => return (SourceKind::Webpage, false),
    };
    (kind, true)
}

/// Returns whether works of a kind are usually the statement itself, rather than a report of it.
pub(super) fn is_usually_primary(kind: SourceKind) -> bool {
    !matches!(kind, SourceKind::News | SourceKind::Webpage | SourceKind::Magazine | SourceKind::Post)
}
