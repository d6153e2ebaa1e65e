//! Roles of paragraph styles by their names, in the languages that office suites are sold in.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StyleRole {
    /// The title of the document.
    Title,
    /// The author line.
    Author,
    Heading,
    Quote,
    /// A line of the table of contents.
    TableOfContents,
}

/// Words that name a heading style when a number from 1 to 9 follows. Word itself writes `heading 1` in every
/// language; other programs write the localised name, and older files have it in the style id without its accents.
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

/// Names of block quotation styles.
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

/// Returns the heading level, from 1 to 9, of a style name or id.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    let name = name.trim().to_lowercase();
    let digit = name.bytes().last().filter(|byte| matches!(byte, b'1'..=b'9'))?;
    (role_of_name(&name) == Some(StyleRole::Heading)).then(|| digit - b'0')
}

/// Returns the role of a style name or id; a name may have aliases after commas (`heading 4,Tag`).
pub(super) fn style_role(name: &str) -> Option<StyleRole> {
    name.split(',').find_map(|alias| role_of_name(&alias.trim().to_lowercase()))
}

fn role_of_name(name: &str) -> Option<StyleRole> {
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let level = name.get(word.len()..).unwrap_or_default();
    // LibreOffice writes `Heading_20_1` in ids.
    let word = word.trim_end_matches("_20_").trim();
    let numbered = matches!(level.as_bytes(), [b'1'..=b'9']);
    if numbered && HEADINGS.contains(&word) || name == "heading" || name == "überschrift" {
        return Some(StyleRole::Heading);
    }
    if numbered && ["toc", "contents", "verzeichnis", "tm", "contents_20_"].contains(&word) {
        return Some(StyleRole::TableOfContents);
    }
    let bare = name.replace("_20_", " ");
    let is_in = |list: &[&str]| list.contains(&bare.as_str());
    if is_in(&TITLES) {
        Some(StyleRole::Title)
    } else if is_in(&QUOTES) || bare == "intensequote" || bare == "blocktext" {
        Some(StyleRole::Quote)
    } else if bare == "author" || bare == "byline" {
        Some(StyleRole::Author)
    } else if ["toc heading", "tocheading", "contents heading"].contains(&bare.as_str()) {
        Some(StyleRole::TableOfContents)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{StyleRole, style_role};

    #[test]
    fn styles_are_recognised_by_their_names_in_many_languages() {
        for name in
            ["heading 1", "Heading2", "Überschrift 1", "berschrift3", "Titre 1", "Título 2", "见出し", "見出し 1"]
        {
            assert_eq!(style_role(name), (name != "见出し").then_some(StyleRole::Heading), "{name}");
        }
        assert_eq!(style_role("heading 4,Tag,Debate Tag"), Some(StyleRole::Heading));
        assert_eq!(style_role("Titre"), Some(StyleRole::Title), "without a number it is the title");
        assert_eq!(style_role("Zitat"), Some(StyleRole::Quote));
        assert_eq!(style_role("toc 2"), Some(StyleRole::TableOfContents));
        for name in ["Normal", "heading 10", "Body Text 2", "kop", "Quoted by", ""] {
            assert_eq!(style_role(name), None, "{name}");
        }
    }
}
