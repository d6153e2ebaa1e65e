//! Kinds of works by the words of others.

use crate::model::SourceKind;

const ALL: [SourceKind; 15] = [
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

/// A kind by our own word for it, or by one that others use for the same.
pub(super) fn by_word(word: &str) -> Option<SourceKind> {
    let word = word.trim().to_lowercase();
    let own = ALL.into_iter().find(|kind| kind.word() == word);
    own.or(match &*word {
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

/// A kind by a type of CSL, and whether the type says that much.
pub(super) fn by_csl_type(name: &str) -> (SourceKind, bool) {
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

/// A kind by a type of BibLaTeX, and whether the type says that much.
pub(super) fn by_entry_type(name: &str) -> (SourceKind, bool) {
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

/// Whether works of a kind are usually what was said, rather than a report of it.
pub(super) fn usually_primary(kind: SourceKind) -> bool {
    !matches!(kind, SourceKind::News | SourceKind::Webpage | SourceKind::Magazine | SourceKind::Post)
}
