//! What the name of a paragraph style says of its paragraphs, in the languages that offices are sold in.

/// What part the paragraphs of a style play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The title of the whole.
    Title,
    /// Who wrote it.
    Author,
    Heading,
    Quote,
    /// A line of the table of contents.
    Contents,
}

/// Words that are a heading when a number from 1 to 9 follows. Word itself writes `heading 1` in every language;
/// other programs write the name that people see, and old files have it in the style's id without its accents.
const HEADINGS: [&str; 34] = [
    "heading",
    "überschrift",
    "berschrift",
    "uberschrift",
    "titre",
    "título",
    "titulo",
    "ttulo",
    "titolo",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "nagwek",
    "nadpis",
    "заголовок",
    "başlık",
    "balk",
    "címsor",
    "cmsor",
    "titlu",
    "标题",
    "標題",
    "見出し",
    "제목",
    "عنوان",
    "επικεφαλίδα",
    "כותרת",
    "naslov",
    "antraštė",
    "virsraksts",
    "शीर्षक",
    "encabezado",
];

/// Names of the style of a title.
const TITLES: [&str; 18] = [
    "title",
    "titel",
    "titre",
    "título",
    "titulo",
    "titolo",
    "tytuł",
    "název",
    "название",
    "заголовок",
    "otsikko",
    "konu başlığı",
    "cím",
    "titlu",
    "标题",
    "標題",
    "表題",
    "제목",
];

/// Names, or beginnings of names, of the styles of quotations set as a block.
const QUOTES: [&str; 32] = [
    "quote",
    "quotation",
    "quotations",
    "intense quote",
    "block text",
    "block quote",
    "blockquote",
    "block quotation",
    "zitat",
    "intensives zitat",
    "citation",
    "citation intense",
    "cita",
    "cita destacada",
    "citação",
    "citazione",
    "citazione intensa",
    "citat",
    "citaat",
    "duidelijk citaat",
    "sitat",
    "lainaus",
    "cytat",
    "citát",
    "цитата",
    "alıntı",
    "idézet",
    "引用",
    "引用文",
    "明显引用",
    "인용",
    "اقتباس",
];

/// The level of a heading, from 1 to 9, by the name or id of its style.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    let name = name.trim().to_lowercase();
    let digit = name.bytes().last().filter(|byte| matches!(byte, b'1'..=b'9'))?;
    (role_of_one(&name) == Some(Role::Heading)).then(|| digit - b'0')
}

/// The role of a style by its name or id; a name may have aliases after commas (`heading 4,Tag`).
pub(super) fn role(name: &str) -> Option<Role> {
    name.split(',').find_map(|alias| role_of_one(&alias.trim().to_lowercase()))
}

fn role_of_one(name: &str) -> Option<Role> {
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let level = name.get(word.len()..).unwrap_or_default();
    // LibreOffice writes `Heading_20_1` in ids.
    let word = word.trim_end_matches("_20_").trim();
    let numbered = matches!(level.as_bytes(), [b'1'..=b'9']);
    if numbered && HEADINGS.contains(&word) || name == "heading" || name == "überschrift" {
        return Some(Role::Heading);
    }
    if numbered && ["toc", "contents", "verzeichnis", "tm", "contents_20_"].contains(&word) {
        return Some(Role::Contents);
    }
    let bare = name.replace("_20_", " ");
    let found = |list: &[&str]| list.contains(&bare.as_str());
    if found(&TITLES) {
        Some(Role::Title)
    } else if found(&QUOTES) || bare == "intensequote" || bare == "blocktext" {
        Some(Role::Quote)
    } else if bare == "author" || bare == "byline" {
        Some(Role::Author)
    } else if ["toc heading", "tocheading", "contents heading"].contains(&bare.as_str()) {
        Some(Role::Contents)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, role};

    #[test]
    fn styles_are_known_by_their_names_in_many_languages() {
        for name in
            ["heading 1", "Heading2", "Überschrift 1", "berschrift3", "Titre 1", "Título 2", "见出し", "見出し 1"]
        {
            assert_eq!(role(name), (name != "见出し").then_some(Role::Heading), "{name}");
        }
        assert_eq!(role("heading 4,Tag,Debate Tag"), Some(Role::Heading));
        assert_eq!(role("Titre"), Some(Role::Title), "without a number it is the title");
        assert_eq!(role("Zitat"), Some(Role::Quote));
        assert_eq!(role("toc 2"), Some(Role::Contents));
        for name in ["Normal", "heading 10", "Body Text 2", "kop", "Quoted by", ""] {
            assert_eq!(role(name), None, "{name}");
        }
    }
}
