//! Importing Word documents: what each element becomes.

use insta::assert_snapshot;

use crate::books::{damaged, docx, docx_with, lines, read, warnings};

const STYLES: &str = "<w:styles>
    <w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"fr-FR\"/></w:rPr></w:rPrDefault></w:docDefaults>
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"a\"><w:name w:val=\"heading 1\"/></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"b\"><w:name w:val=\"My own\"/><w:basedOn w:val=\"a\"/></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"c\"><w:name w:val=\"Überschrift 3\"/></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"d\"><w:name w:val=\"Tag\"/><w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"e\"><w:name w:val=\"Lead\"/><w:basedOn w:val=\"a\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"q\"><w:name w:val=\"Intense Quote\"/></w:style>
    <w:style w:type=\"character\" w:styleId=\"s\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"x\"><w:name w:val=\"Loop\"/><w:basedOn w:val=\"x\"/></w:style>
</w:styles>";

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn bold(text: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

#[test]
fn styles_give_paragraphs_their_kind() {
    let paragraphs = [
        ("T", "On lamps"),
        ("a", "One"),
        ("b", "Based on it"),
        ("c", "German"),
        ("d", "By its level"),
        ("e", "Level of text"),
        ("q", "Quoted"),
        ("Heading4", "Known by its id"),
        ("x", "Based on itself"),
        ("missing", "Plain"),
        ("T", "A later title"),
    ];
    let body: String = paragraphs.iter().map(|(style, text)| styled(style, text)).collect();
    let file = docx_with(&body, &[("word/styles.xml", STYLES)]);
    assert_snapshot!(lines(&file), @"
    # One
    # Based on it
    # German
    # By its level
    Level of text
    > Quoted
    # Known by its id
    Based on itself
    Plain
    # A later title
    ");
    let imported = read(&file).unwrap();
    assert_eq!(imported.title.as_deref(), Some("On lamps"));
    assert_eq!(imported.language.unwrap().as_str(), "fr-FR");
    assert_eq!(imported.format, "Word document");
}

#[test]
fn formatting_becomes_marks_across_adjacent_runs() {
    let italic = "<w:r><w:rPr><w:i/><w:b w:val=\"0\"/></w:rPr><w:t>it</w:t></w:r>";
    let by_style = "<w:r><w:rPr><w:rStyle w:val=\"s\"/></w:rPr><w:t>styled</w:t></w:r>";
    let body = paragraph(&[&bold("very "), &bold("bold"), &run(" and "), italic, &run(" "), by_style].concat());
    assert_snapshot!(lines(&docx_with(&body, &[("word/styles.xml", STYLES)])), @"very bold and it styled *very bold* /it/ *styled*");
}

#[test]
fn links_come_from_relationships_and_fields() {
    let rels = "<Relationships><Relationship Id=\"r1\" Type=\"x/hyperlink\" Target=\"https://example.org/a\" \
        TargetMode=\"External\"/><Relationship Id=\"r2\" Type=\"x/hyperlink\" Target=\"javascript:alert(1)\" \
        TargetMode=\"External\"/></Relationships>";
    let field_char = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = |instruction: &str| format!("<w:r><w:instrText>{instruction}</w:instrText></w:r>");
    let nested = [
        field_char("begin"),
        code("QUOTE"),
        field_char("begin"),
        code("DATE"),
        field_char("separate"),
        run("secret"),
        field_char("end"),
    ];
    let body = paragraph(
        &[
            format!("<w:hyperlink r:id=\"r1\">{}</w:hyperlink>", run("one")),
            run(", "),
            format!("<w:hyperlink r:id=\"r2\">{}</w:hyperlink>", run("two")),
            run(", "),
            [
                field_char("begin"),
                code(" HYPERLINK &quot;https://example.org/b&quot; "),
                field_char("separate"),
                run("three"),
                field_char("end"),
            ]
            .concat(),
            run(", "),
            [nested.concat(), field_char("separate"), run("four"), field_char("end")].concat(),
            format!("<w:fldSimple w:instr=\"PAGE\">{}</w:fldSimple>", run(", five")),
        ]
        .concat(),
    );
    assert_snapshot!(lines(&docx_with(&body, &[("word/_rels/document.xml.rels", rels)])),
        @"one, two, three, four, five <one: https://example.org/a> <three: https://example.org/b>");
}

#[test]
fn an_unclosed_field_loses_no_text() {
    let begun = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>";
    assert_snapshot!(lines(&docx(&format!("{begun}{}", paragraph(&run("Here"))))), @"Here");
}

#[test]
fn lists_are_numbered_as_in_word() {
    let level = |at: u8, format: &str, text: &str, start: u8| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride></w:num>\
         </w:numbering>",
        level(0, "decimal", "%1.", 1),
        level(1, "lowerLetter", "%1.%2)", 1),
        level(0, "bullet", "\u{f0b7}", 1),
    );
    let item = |list: u8, at: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{at}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
            run(text)
        )
    };
    let body = [
        item(1, 0, "first"),
        item(1, 1, "inner"),
        item(1, 1, "inner"),
        paragraph(&run("between")),
        item(1, 0, "goes on"),
        item(1, 1, "anew"),
        item(2, 0, "bullet"),
        item(3, 0, "starts at seven"),
        item(3, 0, "then"),
        item(0, 0, "no list"),
        item(9, 0, "unknown list"),
    ]
    .concat();
    assert_snapshot!(lines(&docx_with(&body, &[("word/numbering.xml", &numbering)])), @"
    [1.] first
    [1.a)] inner
    [1.b)] inner
    between
    [2.] goes on
    [2.a)] anew
    [•] bullet
    [7.] starts at seven
    [8.] then
    no list
    unknown list
    ");
}

#[test]
fn tracked_changes_are_accepted_and_hidden_text_and_comments_left_out() {
    let deleted = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>";
    let inserted = format!("<w:ins>{}</w:ins>", run("new "));
    let moved = format!("<w:moveFrom>{}</w:moveFrom>", run("gone"));
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>";
    let comment = "<w:r><w:commentReference w:id=\"1\"/></w:r>";
    let joined = format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>", run("Its end was "));
    let body = format!(
        "{}{joined}{}",
        paragraph(&[&run("Text "), deleted, &inserted, &moved, hidden, comment].concat()),
        paragraph(&run("deleted."))
    );
    let file = docx(&body);
    assert_snapshot!(lines(&file), @"
    Text new
    Its end was deleted.
    ");
    assert_eq!(warnings(&file), ["Hidden text was left out.", "One comment was left out."]);
}

#[test]
fn symbols_hyphens_and_breaks_are_kept() {
    let body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/>\
        <w:t>e “f” -- g’</w:t><w:sym w:font=\"Symbol\" w:char=\"F061\"/></w:r></w:p>";
    assert_eq!(lines(&docx(body)), "a b c\u{2011}de “f” -- g’α");
}

#[test]
fn rows_become_paragraphs_and_text_boxes_and_controls_are_read() {
    let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
    let row = |cells: &[&str]| {
        format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(&paragraph(&run(text)))).collect::<String>())
    };
    let long = "word ".repeat(100);
    let table = format!("<w:tbl>{}{}{}</w:tbl>", row(&["One", "", "Two"]), row(&["alone"]), row(&["short", &long]));
    let boxed = format!(
        "<w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r>",
        paragraph(&run("In a box"))
    );
    let both = "<mc:AlternateContent><mc:Choice><w:r><w:t>once</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>twice</w:t></w:r>\
        </mc:Fallback></mc:AlternateContent>";
    let control = format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", paragraph(&run("Controlled")));
    let contents = format!(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr>\
        <w:sdtContent>{}</w:sdtContent></w:sdt>",
        paragraph(&run("Chapter 1 ... 7"))
    );
    let body = format!("{table}{}{control}{contents}", paragraph(&format!("{}{boxed}{both}", run("Around it "))));
    assert_eq!(
        lines(&docx(&body)),
        format!("One · Two\nalone\nshort\n{}\nAround it once\nIn a box\nControlled", long.trim())
    );
}

#[test]
fn notes_are_at_the_end_in_the_order_of_their_references() {
    let note = |id: u8, text: &str| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", paragraph(&run(text)));
    let notes = format!(
        "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote>{}{}{}</w:footnotes>",
        note(1, "Second."),
        note(2, "First."),
        note(3, "Never asked for.")
    );
    let reference = |id: u8| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let body = paragraph(&[run("One"), reference(2), run(" two"), reference(1)].concat());
    let file = docx_with(&body, &[("word/footnotes.xml", &notes)]);
    assert_snapshot!(lines(&file), @"
    One two
    [1] First.
    [2] Second.
    ");
    assert_eq!(warnings(&file), ["2 notes stand at the end.", "2 references to notes were left out."]);
}

#[test]
fn the_author_is_read_and_the_creation_date_is_not_the_publication_date() {
    let core = "<cp:coreProperties><dc:title>On lamps</dc:title><dc:creator>Ann Moss</dc:creator>\
        <dcterms:created>2024-02-03T04:05:06Z</dcterms:created></cp:coreProperties>";
    let imported = read(&docx_with(&paragraph(&run("Text")), &[("docProps/core.xml", core)])).unwrap();
    assert_eq!(imported.title.as_deref(), Some("On lamps"));
    assert_eq!(imported.article.byline.as_deref(), Some("Ann Moss"));
    assert_eq!((imported.date, imported.article.written_before), (None, None));
    let body = [styled("Title", "On lamps"), paragraph(&run("Monday, 5 May 2014")), paragraph(&run("Text"))].concat();
    let imported = read(&docx_with(&body, &[("docProps/core.xml", core)])).unwrap();
    assert_eq!(imported.date.unwrap().to_string(), "5 May 2014", "the text states it");
    assert_eq!(imported.article.paragraphs[0].text, "Monday, 5 May 2014");
}

#[test]
fn xml_prefixes_do_not_matter() {
    let document = "<x:document><x:body><x:p><x:r><x:t>Other names</x:t></x:r></x:p></x:body></x:document>";
    assert_eq!(lines(&crate::books::zipped(&[("word/document.xml", document)])), "Other names");
}

#[test]
fn damaged_parts_are_reported_and_the_rest_is_read() {
    let reference = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";
    let note = format!("<w:footnotes><w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>", paragraph(&run("Note.")));
    let core = "<cp:coreProperties><dc:title>On lamps</dc:title></cp:coreProperties>";
    let parts = [("word/styles.xml", STYLES), ("word/footnotes.xml", &note), ("docProps/core.xml", core)];
    let body = format!("{}{}", styled("a", "One"), paragraph(&[&run("Two"), reference].concat()));
    let whole = docx_with(&body, &[&parts[..], &[("word/media/image1.png", "picture")]].concat());
    assert_eq!(lines(&whole), "# One\nTwo\n[1] Note.");
    assert_eq!(lines(&damaged(whole.clone(), "word/media/image1.png", 0)), "# One\nTwo\n[1] Note.");
    let read_damaged = |parts: &[&str]| {
        let file = parts.iter().fold(whole.clone(), |file, part| damaged(file, part, 0));
        (lines(&file), warnings(&file))
    };
    let (text, warnings) = read_damaged(&["word/styles.xml"]);
    assert_eq!(text, "One\nTwo\n[1] Note.");
    let expected =
        "One part of the file is damaged or missing; what cannot be read of it was left out: `word/styles.xml`.";
    let note = ["One note stands at the end.", "One reference to a note was left out."];
    assert_eq!(warnings, [&[expected], &note[..]].concat());
    let (text, warnings) = read_damaged(&["word/footnotes.xml", "docProps/core.xml"]);
    assert_eq!(text, "# One\nTwo");
    assert!(warnings[0].starts_with("2 parts of the file are damaged or missing"), "{warnings:?}");
}

#[test]
fn a_document_whose_text_is_damaged_is_read_up_to_the_damage() {
    // Text that compresses badly, so that the damage is late in it.
    let text: String =
        (0..400_u32).map(|n| paragraph(&run(&format!("Line {n} has {}", n.wrapping_mul(2_654_435_761))))).collect();
    let file = damaged(docx(&text), "word/document.xml", 60);
    let read = lines(&file);
    assert!(read.starts_with("Line 0 has 0\nLine 1 has 2654435761\n") && !read.contains("Line 399"), "{read}");
    assert_eq!(warnings(&file)[0], "The file is damaged or nested too deep: some of its text is missing.");
    assert_snapshot!(lines(&damaged(docx(&text), "word/document.xml", 0)), @"error: this document is damaged: there is no text before the place where it breaks off; get it once more");
}

#[test]
fn a_part_that_wrongly_declares_utf_16_is_decoded_by_its_bytes() {
    let document = "<?xml version=\"1.0\" encoding=\"UTF-16\" standalone=\"yes\"?><w:document><w:body><w:p><w:r>\
        <w:t>Łódź burns</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(lines(&crate::books::zipped(&[("word/document.xml", document)])), "Łódź burns");
}
