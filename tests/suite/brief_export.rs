//! Exported briefs: they have what debaters' macros and web browsers expect, and nothing else.

use std::io::{Cursor, Read as _};

use insta::assert_snapshot;
use parallax::export::brief::{BriefFormat, rich_text, write};
use parallax::model::{Brief, Card, Entry, Heading, Level};
use zip::ZipArchive;

use crate::briefs::lamps;
use crate::support::output_of;

/// Returns a part of the Word file of a brief.
fn part(brief: &Brief, name: &str) -> String {
    let bytes = write(brief, BriefFormat::Docx).unwrap();
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn file(brief: &Brief, format: BriefFormat) -> String {
    String::from_utf8(write(brief, format).unwrap()).unwrap()
}

fn card(brief: &mut Brief, at: usize) -> &mut Card {
    let cards =
        brief.entries.iter_mut().filter_map(|entry| if let Entry::Card(card) = entry { Some(card) } else { None });
    cards.map(std::sync::Arc::make_mut).nth(at).unwrap()
}

/// Returns the content of the first element that starts with `start`.
fn content_between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap_or_else(|| panic!("{start} is not in {text}")) + start.len();
    &text[from..from + text[from..].find(end).unwrap()]
}

/// Returns the text of Word runs with line breaks and without tags.
fn without_tags(xml: &str) -> String {
    let xml = xml.replace("</w:p>", "\n").replace("<w:br/>", "\n").replace("<w:tab/>", "\t");
    let mut text = String::new();
    for (at, piece) in xml.split('<').enumerate() {
        text.push_str(if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, after)| after) });
    }
    ["&lt;<", "&gt;>", "&quot;\"", "&apos;'", "&amp;&"].iter().fold(text, |text, pair| {
        let (name, sign) = pair.split_at(pair.len() - 1);
        text.replace(name, sign)
    })
}

/// Kind, id, name, alias, priority and required content of a style.
type StyleRow = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const TABLE: [StyleRow; 9] = [
    (
        "paragraph",
        "Heading1",
        "heading 1",
        "Pocket",
        "",
        "<w:b/>|<w:sz w:val=\"52\"/>|<w:jc w:val=\"center\"/>|<w:keepNext/>|<w:keepLines/>|\
         <w:pageBreakBefore/>|<w:top w:val=\"single\" w:sz=\"24\"|\
         <w:bottom w:val=\"single\" w:sz=\"24\"|<w:spacing w:before=\"240\" w:after=\"0\"/>|\
         <w:outlineLvl w:val=\"0\"/>",
    ),
    (
        "paragraph",
        "Heading2",
        "heading 2",
        "Hat",
        "1",
        "<w:b/>|<w:sz w:val=\"44\"/>|<w:u w:val=\"double\"/>|<w:jc w:val=\"center\"/>|\
         <w:pageBreakBefore/>|<w:spacing w:before=\"40\" w:after=\"0\"/>|\
         <w:outlineLvl w:val=\"1\"/>",
    ),
    (
        "paragraph",
        "Heading3",
        "heading 3",
        "Block",
        "2",
        "<w:b/>|<w:sz w:val=\"32\"/>|<w:u w:val=\"single\"/>|<w:jc w:val=\"center\"/>|\
         <w:pageBreakBefore/>|<w:outlineLvl w:val=\"2\"/>",
    ),
    (
        "paragraph",
        "Heading4",
        "heading 4",
        "Tag",
        "3",
        "<w:b/>|<w:sz w:val=\"26\"/>|<w:jc w:val=\"left\"/>|<w:keepNext/>|<w:keepLines/>|\
         <w:spacing w:before=\"40\" w:after=\"0\"/>|<w:outlineLvl w:val=\"3\"/>",
    ),
    (
        "paragraph\" w:customStyle=\"1",
        "Analytic",
        "Analytic",
        "Analytics",
        "4",
        "<w:basedOn w:val=\"Heading4\"/>|<w:next w:val=\"Normal\"/>|<w:link w:val=\"AnalyticChar\"/>|<w:b/>|\
         <w:sz w:val=\"26\"/>|<w:outlineLvl w:val=\"3\"/>|<w:qFormat/>",
    ),
    ("character\" w:customStyle=\"1", "ReadingMark", "Reading Mark", "", "9", "<w:b/>|<w:color w:val=\"C00000\"/>"),
    (
        "character\" w:customStyle=\"1",
        "Style13ptBold",
        "Style 13 pt Bold",
        "Cite",
        "6",
        "<w:b/>|<w:sz w:val=\"26\"/>|<w:u w:val=\"none\"/>",
    ),
    (
        "character\" w:customStyle=\"1",
        "StyleUnderline",
        "Style Underline",
        "Underline",
        "7",
        "<w:b w:val=\"0\"/>|<w:sz w:val=\"22\"/>|<w:u w:val=\"single\"/>",
    ),
    (
        "character",
        "Emphasis",
        "Emphasis",
        "",
        "8",
        "w:ascii=\"Calibri\"|<w:b/>|<w:i w:val=\"0\"/>|<w:sz w:val=\"22\"/>|<w:u w:val=\"single\"/>|\
         <w:bdr w:val=\"none\"",
    ),
];

/// Returns a brief with some of its entries.
fn part_of(brief: &Brief, entries: std::ops::Range<usize>) -> Brief {
    Brief { entries: brief.entries[entries].to_vec(), ..brief.clone() }
}

#[test]
fn the_styles_have_the_names_that_macros_use() {
    let styles = part(&lamps(), "word/styles.xml");
    for (kind, id, name, alias, priority, required) in TABLE {
        let style = content_between(&styles, &format!("<w:style w:type=\"{kind}\" w:styleId=\"{id}\">"), "</w:style>");
        assert!(style.starts_with(&format!("<w:name w:val=\"{name}\"/>")), "{id}: {style}");
        let list = |tag: &str, value: &str| (!value.is_empty(), format!("<w:{tag} w:val=\"{value}\"/>"));
        for (there, text) in [list("aliases", alias), list("uiPriority", priority)] {
            assert!(!there || style.contains(&text), "{id}: {text}");
        }
        required.split('|').for_each(|text| assert!(style.contains(text), "{id}: {text} is not in {style}"));
        if let Some(level) = id.strip_prefix("Heading") {
            let link = format!("<w:link w:val=\"Heading{level}Char\"/>");
            for text in ["<w:basedOn w:val=\"Normal\"/>", "<w:next w:val=\"Normal\"/>", "<w:qFormat/>", &link] {
                assert!(style.contains(text), "{id}: {text}");
            }
            let character = content_between(&styles, &format!("w:styleId=\"Heading{level}Char\">"), "</w:style>");
            assert!(character.contains(&format!("<w:aliases w:val=\"{alias} Char\"/>")), "{character}");
        }
    }
    let normal = content_between(&styles, "w:default=\"1\" w:styleId=\"Normal\">", "</w:style>");
    for text in ["<w:aliases w:val=\"Normal/Card\"/>", "<w:uiPriority w:val=\"5\"/>", "Calibri", "<w:sz w:val=\"22\"/>"]
    {
        assert!(normal.contains(text), "{text}");
    }
    assert!(styles.contains("<w:spacing w:after=\"160\" w:line=\"259\" w:lineRule=\"auto\"/>"));
    let document = part(&lamps(), "word/document.xml");
    assert!(document.contains("<w:pgSz w:w=\"12240\" w:h=\"15840\"/>") && document.contains("w:left=\"1440\""));
}

#[test]
fn a_card_is_a_tag_a_cite_and_its_words() {
    let document = part(&lamps(), "word/document.xml");
    let card = format!(
        "<w:p>{}",
        content_between(&document, "_parallax_3_card\"/>", "<w:p><w:pPr><w:pStyle w:val=\"Heading4\"/>")
    );
    assert_snapshot!(card.replace("<w:p>", "\n<w:p>").replace("<w:r>", "\n  <w:r>"), @r#"
    <w:p>
      <w:r><w:t xml:space="preserve">Dark hours cut the bill by a third</w:t></w:r><w:bookmarkEnd w:id="5"/></w:p>
    <w:p><w:bookmarkStart w:id="6" w:name="_parallax_3_cite"/>
      <w:r><w:t xml:space="preserve">Ada </w:t></w:r>
      <w:r><w:rPr><w:rStyle w:val="Style13ptBold"/></w:rPr><w:t xml:space="preserve">Marlow</w:t></w:r>
      <w:r><w:t xml:space="preserve">, town engineer, 3-14-</w:t></w:r>
      <w:r><w:rPr><w:rStyle w:val="Style13ptBold"/></w:rPr><w:t xml:space="preserve">2024</w:t></w:r>
      <w:r><w:t xml:space="preserve">, “Report on the lamps”, https://example.org/lamps?a=1&amp;b=2 (accessed 9-20-2026)</w:t></w:r><w:bookmarkEnd w:id="6"/></w:p>
    <w:p>
      <w:r><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr><w:t xml:space="preserve">We measured for a year. </w:t></w:r>
      <w:r><w:rPr><w:rStyle w:val="StyleUnderline"/><w:highlight w:val="yellow"/></w:rPr><w:t xml:space="preserve">The lamps</w:t></w:r>
      <w:r><w:rPr><w:rStyle w:val="StyleUnderline"/></w:rPr><w:t xml:space="preserve"> that went out at midnight </w:t></w:r>
      <w:r><w:rPr><w:rStyle w:val="Emphasis"/><w:highlight w:val="yellow"/><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">used a third less</w:t></w:r>
      <w:r><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr><w:t xml:space="preserve"> &amp; nothing broke.</w:t></w:r></w:p>
    <w:p>
      <w:r><w:t xml:space="preserve">[… Omitted]</w:t></w:r>
      <w:r><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr><w:t xml:space="preserve">: &quot;all streets&quot;, it wrote, &lt;by June&gt;.</w:t></w:r></w:p>
    "#);
}

#[test]
fn a_card_has_a_tag_and_an_analytic_the_style_of_analytics() {
    let document = part(&lamps(), "word/document.xml");
    let style = |bookmark: &str| {
        let before = document.split_once(&format!("w:name=\"{bookmark}\"")).unwrap().0;
        content_between(before.rsplit_once("<w:p>").unwrap().1, "<w:pStyle w:val=\"", "\"").to_owned()
    };
    for (at, entry) in lamps().entries.iter().enumerate() {
        match entry {
            Entry::Card(_) => assert_eq!(style(&format!("_parallax_{at}_card")), "Heading4"),
            Entry::Analytic(_) => assert_eq!(style(&format!("_parallax_{at}_analytic")), "Analytic"),
            Entry::Heading(_) => {}
        }
    }
}

#[test]
fn the_words_of_a_card_are_exported_unchanged() {
    let mut brief = lamps();
    let unusual = "A\u{a0}b  c\td & <e> ]]> \"f\" 'g'\n\n  路灯 \u{202e}h\u{ad} ";
    let card = card(&mut brief, 0);
    card.text = unusual.into();
    for layer in [&mut card.underline, &mut card.emphasis, &mut card.highlight, &mut card.omitted] {
        layer.remove(0..999);
    }
    card.underline.add(3..12);
    card.highlight.add(8..30);
    let document = part(&part_of(&brief, 3..4), "word/document.xml");
    let words = content_between(&document, "_parallax_0_cite\"/>", "<w:sectPr>");
    assert_eq!(without_tags(words.split_once("</w:p>").unwrap().1), format!("{unusual}\n"));
}

#[test]
fn characters_that_xml_forbids_are_replaced() {
    let mut brief = lamps();
    brief.title = "a\u{0}\u{b}\u{ffff}".into();
    card(&mut brief, 0).tag = "b\u{1}\r\u{fffe}".into();
    for name in ["word/document.xml", "docProps/core.xml", "word/footer1.xml", "customXml/item1.xml"] {
        let forbidden = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
        assert!(!part(&brief, name).contains(forbidden), "{name}");
    }
    assert!(part(&brief, "word/document.xml").contains("b\u{fffd}\u{fffd}\u{fffd}"));
}

#[test]
fn a_summary_is_never_formatted_as_evidence_and_is_labelled() {
    let brief = lamps();
    let required = "Analytic: a summary, not evidence. In a curator's words (2po): Police of Lamps, [Statement on falls], \
                statement, 2 Nov 2024.";
    let only = part_of(&brief, 7..8);
    let document = part(&only, "word/document.xml");
    assert!(document.contains(&required.replace('\'', "&apos;")), "{document}");
    for mark in ["Style13ptBold", "StyleUnderline", "Emphasis", "w:highlight", "_cite"] {
        assert!(!document.contains(mark), "{mark}");
    }
    assert!(file(&only, BriefFormat::Html).contains(&required.replace('\'', "&#39;")));
    assert!(file(&only, BriefFormat::Markdown).contains(&required.replace('[', "\\[").replace(']', "\\]")));
    let rich = rich_text(&only);
    assert!(rich.html.contains(&required.replace('\'', "&#39;")) && rich.plain.contains(required));
    assert!(!rich.html.contains("13pt\">") && !file(&only, BriefFormat::Html).contains("blockquote>"));
}

#[test]
fn words_of_other_directions_and_scripts_are_marked_for_word() {
    let mut brief = lamps();
    let urdu_card = card(&mut brief, 0);
    urdu_card.language = "ur".into();
    urdu_card.text = "روشنی BBC بند".into();
    let document = part(&brief, "word/document.xml");
    assert!(document.contains("<w:pPr><w:bidi/></w:pPr>"));
    assert!(document.contains("<w:rtl/><w:cs/><w:lang w:bidi=\"ur-PK\"/>"));
    assert!(document.contains("<w:lang w:eastAsia=\"zh-CN\"/>"), "the Chinese card");
}

#[test]
fn the_same_brief_gives_the_same_bytes_and_has_document_properties() {
    let brief = lamps();
    assert_eq!(write(&brief, BriefFormat::Docx).unwrap(), write(&brief, BriefFormat::Docx).unwrap());
    let core = part(&brief, "docProps/core.xml");
    assert!(core.contains("<dc:title>Street lamps: should the town turn them off at midnight?</dc:title>"));
    assert!(core.contains("<cp:keywords>Pro, Con</cp:keywords>"));
    let title = part(&brief, "word/styles.xml");
    assert!(!content_between(&title, "w:styleId=\"Title\">", "</w:style>").contains("outlineLvl"));
}

#[test]
fn a_page_has_its_headings_in_order_and_no_script() {
    let mut brief = lamps();
    let block = Heading { id: 9, level: Level::Block, text: "<script>x</script>".into(), side: None };
    brief.entries.insert(0, Entry::Heading(block));
    let page = file(&brief, BriefFormat::Html);
    let levels: Vec<u32> =
        page.match_indices("<h").filter_map(|(at, _)| page[at + 2..].chars().next()?.to_digit(10)).collect();
    assert_eq!(levels, [1, 2, 2, 3, 4, 5, 5, 5, 2, 3]);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1));
    assert!(!page.contains("<script") && !page.contains("http-equiv") && page.contains("&lt;script&gt;"));
    for text in [
        "<blockquote lang=\"zh-Hans\" dir=\"ltr\">",
        "<span lang=\"zh-Hans\"><b>李华</b></span>",
        "<span class=\"omitted\" lang=\"en\" dir=\"ltr\">[… Omitted]</span>",
        "<mark class=\"yellow\"><u><b class=\"emphasis\">used a third less</b></u></mark>",
        "<a href=\"https://example.org/lamps?a=1&amp;b=2\">",
        "[Translation, not evidence: The lamps go out at midnight, and nobody has complained.]",
    ] {
        assert!(page.contains(text), "{text} is not in {page}");
    }
}

#[test]
fn markdown_and_rich_text_keep_the_formatting() {
    let only = part_of(&lamps(), 2..4);
    assert_snapshot!(file(&only, BriefFormat::Markdown), @r#"
    # Street lamps: should the town turn them off at midnight?

    Sides: Pro · Con

    ## A2: “Dark streets cost more than they save”

    ### Dark hours cut the bill by a third

    Ada **Marlow**, town engineer, 3-14-**2024**, “Report on the lamps”, https://example.org/lamps?a=1&amp;b=2 (accessed 9-20-2026)

    > We measured for a year. <mark><u>The lamps</u></mark><u> that went out at midnight </u><mark><b><u>used a third less</u></b></mark> &amp; nothing broke.
    >
    > \[… Omitted\]: "all streets", it wrote, &lt;by June&gt;.
    "#);
    let rich = rich_text(&only);
    assert_snapshot!(rich.html, @r#"
    <h3 style="font-family:Calibri,sans-serif;color:#000000;text-align:center;font-size:16pt;text-decoration:underline">A2: “Dark streets cost more than they save”</h3>
    <h4 style="font-family:Calibri,sans-serif;color:#000000;font-size:13pt;font-weight:bold">Dark hours cut the bill by a third</h4>
    <p style="font-family:Calibri,sans-serif;color:#000000;font-size:11pt">Ada <b style="font-size:13pt">Marlow</b>, town engineer, 3-14-<b style="font-size:13pt">2024</b>, “Report on the lamps”, https://example.org/lamps?a=1&amp;b=2 (accessed 9-20-2026)</p>
    <p lang="en" style="font-family:Calibri,sans-serif;color:#000000;font-size:11pt"><span style="font-size:8pt">We measured for a year. </span><span style="font-size:11pt;text-decoration:underline;background-color:#ffff00;mso-highlight:yellow"><u>The lamps</u></span><span style="font-size:11pt;text-decoration:underline"><u> that went out at midnight </u></span><span style="font-size:11pt;text-decoration:underline;background-color:#ffff00;mso-highlight:yellow"><b><u>used a third less</u></b></span><span style="font-size:8pt"> &amp; nothing broke.</span></p>
    <p lang="en" style="font-family:Calibri,sans-serif;color:#000000;font-size:11pt">[… Omitted]<span style="font-size:8pt">: &quot;all streets&quot;, it wrote, &lt;by June&gt;.</span></p>
    "#);
    assert_snapshot!(rich.plain, @r#"
    A2: “Dark streets cost more than they save”

    Dark hours cut the bill by a third
    Ada Marlow, town engineer, 3-14-2024, “Report on the lamps”, https://example.org/lamps?a=1&b=2 (accessed 9-20-2026)
    We measured for a year. The lamps that went out at midnight used a third less & nothing broke.
    [… Omitted]: "all streets", it wrote, <by June>.
    "#);
}

#[test]
fn the_command_distinguishes_a_brief_from_an_edition() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    let brief = "tests/fixtures/lamps-brief.ron";
    let run = |arguments: &[&str]| output_of(arguments).replace(&dir.path().display().to_string(), "DIR");
    assert_eq!(run(&["export", brief, "-o", &path("a.docx")]), "DIR/a.docx\nexit 0");
    assert_eq!(run(&["export", brief, "--to", "md", "-o", &path("a.md")]), "DIR/a.md\nexit 0");
    assert!(run(&["export", brief, "-o", &path("a.docx")]).contains("expected a new file, but there is one already"));
    assert_snapshot!(run(&["export", brief, "--to", "csv"]), @"
    stderr: parallax: expected --to docx, pdf, md or html for a brief or a speech, but found a form of flows; a round has one
    exit 2
    ");
    assert_snapshot!(run(&["export", brief, "--handout", "sheet"]), @"
    stderr: parallax: expected an edition for --perspectives, --handout, --plan, --large, --everything and --our-words, but found a brief; leave them out
    exit 2
    ");
    assert_snapshot!(run(&["export", "tests/fixtures/small", "--to", "docx"]), @"
    stderr: parallax: expected --to pdf, html or csv for an edition, but found a form of other files; choose one of these
    exit 2
    ");
    assert_snapshot!(run(&["import", &path("a.docx"), "--cards", "-o", &path("b.ron")]), @"
    Street lamps: should the town turn them off at midnight?: 4 headings, 2 cards, 2 analytics
    DIR/b.ron
    exit 0
    ");
    assert_snapshot!(run(&["import", &path("a.docx"), "--cards", "-o", &path("b.ron")]), @"
    stderr: parallax: expected a new file, but there is one already, which is left as it is: DIR/b.ron
    exit 2
    ");
    assert_snapshot!(run(&["import", "tests/fixtures/small/edition.ron", "--cards", "-o", &path("c.ron")]), @"
    stderr: parallax: expected a Word file with cards, but this is another format; save it as .docx: tests/fixtures/small/edition.ron
    exit 2
    ");
    let (back, _) = parallax::storage::open_brief(&dir.path().join("b.ron")).unwrap();
    assert_eq!(back, lamps());
}
