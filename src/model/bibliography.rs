//! The names of kinds of sources, publishers and languages in CSL-JSON and BibLaTeX, by which sources are written and
//! read back.

use super::SourceKind;

/// The names of a kind of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindNames {
    /// The CSL type.
    pub csl_type: &'static str,
    /// The CSL variable for the outlet, ministry or venue.
    pub csl_publisher: &'static str,
    /// The BibLaTeX entry type; [`ON_THE_WEB`] and [`NOT_ON_THE_WEB`] depend on whether there is a URL.
    pub biblatex_type: &'static str,
    /// The BibLaTeX field for the outlet, ministry or venue.
    pub biblatex_publisher: &'static str,
}

/// The BibLaTeX type of what is neither an article nor a report nor a book, with a URL.
pub const ON_THE_WEB: &str = "online";
/// The same without a URL.
pub const NOT_ON_THE_WEB: &str = "misc";

/// BibLaTeX keywords, and properties of `custom` in CSL-JSON, that other programs ignore.
pub mod own {
    /// The work is the statement itself.
    pub const PRIMARY: &str = "primary";
    /// The work reports a statement.
    pub const SECONDARY: &str = "secondary";
    /// In CSL-JSON, how far the work was seen: `text` or `report`.
    pub const SEEN: &str = "seen";
    /// The text of the work was read: the value in CSL-JSON, and after `seen-` the keyword in BibLaTeX.
    pub const TEXT: &str = "text";
    /// The work is known from a report.
    pub const REPORT: &str = "report";
    /// The title is a description.
    pub const TITLE_SUPPLIED: &str = "title-supplied";
    /// Precedes the number, from 1, of an author whose family name comes first.
    pub const FAMILY_FIRST: &str = "family-first-";
    /// In what role the author speaks.
    pub const ROLE: &str = "role";
    /// Names and numbers that are in the source.
    pub const CARRIES: &str = "carries";
}

impl SourceKind {
    /// All kinds. Where several are written as one type, the first is the one it is read as.
    pub const ALL: [Self; 15] = [
        Self::Webpage,
        Self::Statement,
        Self::JointStatement,
        Self::Speech,
        Self::Briefing,
        Self::Interview,
        Self::Hearing,
        Self::Rule,
        Self::Report,
        Self::Book,
        Self::Paper,
        Self::News,
        Self::OpEd,
        Self::Magazine,
        Self::Post,
    ];

    /// Returns the names of the kind in bibliographies.
    pub fn names(self) -> KindNames {
        let (csl_type, csl_publisher, biblatex_type, biblatex_publisher) = match self {
            Self::Statement | Self::JointStatement | Self::Webpage => {
                ("webpage", "container-title", ON_THE_WEB, "organization")
            }
            Self::Briefing => ("speech", "event-title", ON_THE_WEB, "organization"),
            Self::Speech => ("speech", "event-title", ON_THE_WEB, "eventtitle"),
            Self::Interview => ("interview", "container-title", ON_THE_WEB, "organization"),
            Self::Hearing => ("hearing", "publisher", ON_THE_WEB, "organization"),
            Self::Rule => ("legislation", "publisher", ON_THE_WEB, "organization"),
            Self::Report => ("report", "publisher", "report", "institution"),
            Self::Book => ("book", "publisher", "book", "publisher"),
            Self::Paper => ("article-journal", "container-title", "article", "journaltitle"),
            Self::News | Self::OpEd => ("article-newspaper", "container-title", "article", "journaltitle"),
            Self::Magazine => ("article-magazine", "container-title", "article", "journaltitle"),
            Self::Post => ("post-weblog", "container-title", ON_THE_WEB, "organization"),
        };
        KindNames { csl_type, csl_publisher, biblatex_type, biblatex_publisher }
    }

    /// Returns the kind of a CSL type, or `None` for an unknown type.
    pub fn from_csl_type(name: &str) -> Option<Self> {
        let written = Self::ALL.into_iter().find(|kind| kind.names().csl_type == name);
        written.or(match name {
            "broadcast" => Some(Self::News),
            "article" | "paper-conference" | "review" => Some(Self::Paper),
            "chapter" | "entry-encyclopedia" | "entry-dictionary" | "classic" | "collection" => Some(Self::Book),
            "thesis" | "standard" => Some(Self::Report),
            "bill" | "regulation" | "treaty" | "legal_case" => Some(Self::Rule),
            "post" => Some(Self::Post),
            "document" => Some(Self::Webpage),
            _ => None,
        })
    }

    /// Returns the kind of a BibLaTeX or BibTeX entry type, or `None` for an unknown type.
    pub fn from_biblatex_type(name: &str) -> Option<Self> {
        let written = Self::ALL.into_iter().find(|kind| kind.names().biblatex_type == name);
        written.or(match name {
            "inproceedings" | "conference" | "periodical" => Some(Self::Paper),
            "inbook" | "incollection" | "mvbook" | "collection" | "booklet" | "proceedings" | "inreference"
            | "reference" | "bookinbook" | "suppbook" | "mvcollection" => Some(Self::Book),
            "techreport" | "thesis" | "phdthesis" | "mastersthesis" | "manual" => Some(Self::Report),
            "legislation" | "legal" | "jurisdiction" => Some(Self::Rule),
            NOT_ON_THE_WEB | "electronic" | "www" | "unpublished" => Some(Self::Webpage),
            _ => None,
        })
    }
}

/// Languages by tag and name, babel's or in English. The first name of a tag is the one that is written, as `langid`.
const LANGUAGES: [(&str, &str); 42] = [
    ("ar", "arabic"),
    ("bn", "bengali"),
    ("bn", "bangla"),
    ("cs", "czech"),
    ("da", "danish"),
    ("de", "ngerman"),
    ("de", "german"),
    ("el", "greek"),
    ("en", "english"),
    ("en-GB", "british"),
    ("en-GB", "ukenglish"),
    ("en-US", "american"),
    ("en-US", "usenglish"),
    ("es", "spanish"),
    ("fa", "persian"),
    ("fa", "farsi"),
    ("fi", "finnish"),
    ("fr", "french"),
    ("he", "hebrew"),
    ("hi", "hindi"),
    ("hu", "magyar"),
    ("hu", "hungarian"),
    ("it", "italian"),
    ("ja", "japanese"),
    ("ko", "korean"),
    ("nb", "norsk"),
    ("nl", "dutch"),
    ("no", "norwegian"),
    ("pl", "polish"),
    ("pt", "portuguese"),
    ("pt", "portuges"),
    ("pt-BR", "brazilian"),
    ("ro", "romanian"),
    ("ru", "russian"),
    ("sv", "swedish"),
    ("tr", "turkish"),
    ("uk", "ukrainian"),
    ("ur", "urdu"),
    ("vi", "vietnamese"),
    ("zh", "chinese"),
    ("zh-Hans", "simplified chinese"),
    ("zh-Hant", "traditional chinese"),
];

/// Returns babel's name of a language by its primary subtag.
pub fn babel_name(primary: &str) -> Option<&'static str> {
    LANGUAGES.iter().find(|(tag, _)| *tag == primary).map(|(_, name)| *name)
}

/// Returns the tag of a language by its name, in any case.
pub fn language_tag(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    LANGUAGES.iter().find(|(_, known)| *known == name).map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, SourceKind, babel_name, language_tag};

    #[test]
    fn every_type_that_is_written_is_read_as_a_kind_with_the_same_names() {
        for (at, kind) in SourceKind::ALL.into_iter().enumerate() {
            assert!(!SourceKind::ALL[..at].contains(&kind), "{kind:?}");
            let names = kind.names();
            let by_csl = SourceKind::from_csl_type(names.csl_type).unwrap().names();
            assert_eq!((by_csl.csl_type, by_csl.csl_publisher), (names.csl_type, names.csl_publisher));
            let by_biblatex = SourceKind::from_biblatex_type(names.biblatex_type).unwrap().names();
            assert_eq!(by_biblatex.biblatex_type, names.biblatex_type);
        }
        assert_eq!(SourceKind::from_csl_type("webpage"), Some(SourceKind::Webpage));
        assert_eq!(SourceKind::from_csl_type("speech"), Some(SourceKind::Speech));
        assert_eq!(SourceKind::from_csl_type("article-newspaper"), Some(SourceKind::News));
        assert_eq!(SourceKind::from_biblatex_type("article"), Some(SourceKind::Paper));
        assert_eq!(SourceKind::from_biblatex_type(super::NOT_ON_THE_WEB), Some(SourceKind::Webpage));
        assert_eq!(SourceKind::from_csl_type("song"), None);
    }

    #[test]
    fn every_language_that_is_written_is_read_back() {
        for (tag, name) in LANGUAGES {
            assert_eq!(language_tag(&name.to_uppercase()), Some(tag));
            assert_eq!(babel_name(tag).and_then(language_tag), Some(tag));
        }
    }
}
