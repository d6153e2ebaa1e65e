//! Word styles: debaters' terms are aliases of Word's own styles, and their macros call them by these aliases.

use super::runs::{ScriptClass, word_tag};
use super::{WORD, escaped};
use crate::model::{DebateStyle, Language, StyleNames};

/// A style definition; each text is the content of its XML element.
struct WordStyle {
    kind: &'static str,
    names: StyleNames,
    based_on: &'static str,
    priority: &'static str,
    paragraph: &'static str,
    run: &'static str,
}

/// The outline styles of a debate file, each with its linked character style.
const HEADINGS: [(WordStyle, &str, &str); 4] = [
    (
        WordStyle {
            kind: "paragraph",
            names: DebateStyle::Pocket.names(),
            based_on: "Normal",
            priority: "",
            paragraph: "<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:pBdr>\
                <w:top w:val=\"single\" w:sz=\"24\" w:space=\"1\" w:color=\"auto\"/>\
                <w:left w:val=\"single\" w:sz=\"24\" w:space=\"4\" w:color=\"auto\"/>\
                <w:bottom w:val=\"single\" w:sz=\"24\" w:space=\"1\" w:color=\"auto\"/>\
                <w:right w:val=\"single\" w:sz=\"24\" w:space=\"4\" w:color=\"auto\"/></w:pBdr>\
                <w:spacing w:before=\"240\" w:after=\"0\"/><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/>",
            run: "<w:b/><w:bCs/><w:sz w:val=\"52\"/><w:szCs w:val=\"52\"/>",
        },
        "Heading1Char",
        "Heading 1 Char",
    ),
    (
        WordStyle {
            kind: "paragraph",
            names: DebateStyle::Hat.names(),
            based_on: "Normal",
            priority: "1",
            paragraph: "<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:spacing w:before=\"40\" w:after=\"0\"/>\
                <w:jc w:val=\"center\"/><w:outlineLvl w:val=\"1\"/>",
            run: "<w:b/><w:bCs/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/><w:u w:val=\"double\"/>",
        },
        "Heading2Char",
        "Heading 2 Char",
    ),
    (
        WordStyle {
            kind: "paragraph",
            names: DebateStyle::Block.names(),
            based_on: "Normal",
            priority: "2",
            paragraph: "<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:spacing w:before=\"40\" w:after=\"0\"/>\
                <w:jc w:val=\"center\"/><w:outlineLvl w:val=\"2\"/>",
            run: "<w:b/><w:bCs/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:u w:val=\"single\"/>",
        },
        "Heading3Char",
        "Heading 3 Char",
    ),
    (
        WordStyle {
            kind: "paragraph",
            names: DebateStyle::Tag.names(),
            based_on: "Normal",
            priority: "3",
            paragraph: "<w:keepNext/><w:keepLines/><w:spacing w:before=\"40\" w:after=\"0\"/><w:jc w:val=\"left\"/>\
                <w:outlineLvl w:val=\"3\"/>",
            run: "<w:b/><w:bCs/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>",
        },
        "Heading4Char",
        "Heading 4 Char",
    ),
];

/// The character styles of cites and cards.
const CHARACTERS: [WordStyle; 3] = [
    WordStyle {
        kind: "character",
        names: DebateStyle::Cite.names(),
        based_on: "DefaultParagraphFont",
        priority: "6",
        paragraph: "",
        run: "<w:b/><w:bCs/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/><w:u w:val=\"none\"/>",
    },
    WordStyle {
        kind: "character",
        names: DebateStyle::Underline.names(),
        based_on: "DefaultParagraphFont",
        priority: "7",
        paragraph: "",
        run: "<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:u w:val=\"single\"/>",
    },
    WordStyle {
        kind: "character",
        names: DebateStyle::Emphasis.names(),
        based_on: "DefaultParagraphFont",
        priority: "8",
        paragraph: "",
        run: "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\"/><w:b/><w:bCs/><w:i w:val=\"0\"/><w:iCs w:val=\"0\"/>\
            <w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:u w:val=\"single\"/>\
            <w:bdr w:val=\"none\" w:sz=\"0\" w:space=\"0\" w:color=\"auto\"/>",
    },
];

/// The styles outside the outline: title, sides, footer.
const OUTSIDE_OUTLINE: [WordStyle; 3] = [
    WordStyle {
        kind: "paragraph",
        names: StyleNames { id: "Title", name: "Title", alias: "" },
        based_on: "Normal",
        priority: "10",
        paragraph: "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"60\"/><w:jc w:val=\"center\"/>",
        run: "<w:b/><w:bCs/><w:sz w:val=\"36\"/><w:szCs w:val=\"36\"/>",
    },
    WordStyle {
        kind: "paragraph",
        names: StyleNames { id: "Subtitle", name: "Subtitle", alias: "" },
        based_on: "Normal",
        priority: "11",
        paragraph: "<w:spacing w:before=\"0\" w:after=\"240\"/><w:jc w:val=\"center\"/>",
        run: "<w:color w:val=\"404040\"/>",
    },
    WordStyle {
        kind: "paragraph",
        names: StyleNames { id: "Footer", name: "footer", alias: "" },
        based_on: "Normal",
        priority: "99",
        paragraph: "<w:tabs><w:tab w:val=\"right\" w:pos=\"9360\"/></w:tabs>\
            <w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
        run: "<w:color w:val=\"404040\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>",
    },
];

/// Returns `styles.xml`; `brief_language` is the default language of text.
pub(super) fn text(brief_language: &Language) -> String {
    let mut out = format!("<w:styles xmlns:w=\"{WORD}\">");
    out.push_str(&defaults(brief_language));
    out.push_str(
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         <w:aliases w:val=\"Normal/Card\"/><w:uiPriority w:val=\"5\"/><w:qFormat/><w:rPr>\
         <w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Arial\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>\
         </w:rPr></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">\
         <w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>",
    );
    for (style, character, name) in &HEADINGS {
        write_style(style, Some(character), &mut out);
        let alias = format!("{} Char", style.names.alias);
        out.push_str(&format!(
            "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"{character}\"><w:name w:val=\"{name}\"/>\
             <w:aliases w:val=\"{alias}\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:link w:val=\"{}\"/>\
             <w:rPr>{}</w:rPr></w:style>",
            style.names.id, style.run
        ));
    }
    CHARACTERS.iter().chain(&OUTSIDE_OUTLINE).for_each(|style| write_style(style, None, &mut out));
    out.push_str("</w:styles>");
    out
}

fn write_style(style: &WordStyle, link: Option<&str>, out: &mut String) {
    let WordStyle { kind, names: StyleNames { id, name, alias }, based_on, priority, paragraph, run } = style;
    let custom = if id.starts_with("Style") { " w:customStyle=\"1\"" } else { "" };
    out.push_str(&format!("<w:style w:type=\"{kind}\"{custom} w:styleId=\"{id}\">"));
    let mut value = |tag: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!("<w:{tag} w:val=\"{value}\"/>"));
        }
    };
    value("name", name);
    value("aliases", alias);
    value("basedOn", based_on);
    value("next", if link.is_some() { "Normal" } else { "" });
    value("link", link.unwrap_or_default());
    value("uiPriority", priority);
    if *id != "Footer" {
        out.push_str("<w:qFormat/>");
    }
    if !paragraph.is_empty() {
        out.push_str(&format!("<w:pPr>{paragraph}</w:pPr>"));
    }
    out.push_str(&format!("<w:rPr>{run}</w:rPr></w:style>"));
}

fn defaults(brief_language: &Language) -> String {
    let tag = word_tag(brief_language).map_or_else(|| "en-US".to_owned(), |tag| escaped(&tag));
    let languages = match ScriptClass::of_language(brief_language) {
        ScriptClass::Western => format!("w:val=\"{tag}\""),
        ScriptClass::Complex => format!("w:val=\"en-US\" w:bidi=\"{tag}\""),
        ScriptClass::Eastern => format!("w:val=\"en-US\" w:eastAsia=\"{tag}\""),
    };
    format!(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Arial\"/>\
         <w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang {languages}/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"160\" w:line=\"259\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>\
         </w:docDefaults>"
    )
}
