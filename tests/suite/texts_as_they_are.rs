//! What a text shows and what it does not: raised digits, struck text, signs of notes, prompts, tracked changes, forms.

use parallax::import::{ImportError, Omission, ReadOptions, import};
use parallax::model::progress::Progress;

use crate::books::{docx, docx_with, epub, lines, odt, read, warnings};

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(properties: &str, runs: &[String]) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", runs.concat())
}

fn words(runs: &[String]) -> String {
    lines(&docx(&paragraph("", runs)))
}

const RAISED: &str = "<w:vertAlign w:val=\"superscript\"/>";
const LOWERED: &str = "<w:vertAlign w:val=\"subscript\"/>";

#[test]
fn raised_and_lowered_digits_of_a_word_document_are_told_from_those_before_them() {
    let of = |before: &str, properties: &str, text: &str| words(&[run("", before), run(properties, text)]);
    assert_eq!(of("10", RAISED, "6"), "10⁶");
    assert_eq!(of("2,750", RAISED, "3"), "2,750³");
    assert_eq!(of("1", RAISED, "st"), "1st");
    assert_eq!(of("CO", LOWERED, "2"), "CO₂");
    assert_eq!(of("km", "<w:position w:val=\"8\"/>", "2"), "km²");
    assert_eq!(of("CO", "<w:position w:val=\"-6\"/>", "2"), "CO₂");
    assert_eq!(of("10", "<w:position w:val=\"2\"/>", "6"), "106", "an adjustment by eye");
    assert_eq!(of("10", "<w:vertAlign w:val=\"baseline\"/>", "6"), "106");
    // Several runs, and marks around them.
    let bold = format!("<w:b/>{RAISED}");
    let split = [run("<w:b/>", "10"), run(&bold, "1"), run(&bold, "2"), run("", " litres")];
    assert_eq!(words(&split), "10¹² litres *10¹²*");
    let styles = "<w:styles><w:style w:type=\"character\" w:styleId=\"s\"><w:name w:val=\"Up\"/><w:rPr>\
        <w:vertAlign w:val=\"superscript\"/></w:rPr></w:style><w:style w:type=\"character\" w:styleId=\"t\">\
        <w:name w:val=\"Mine\"/><w:basedOn w:val=\"s\"/></w:style></w:styles>";
    let body = paragraph("", &[run("", "10"), run("<w:rStyle w:val=\"t\"/>", "6")]);
    assert_eq!(lines(&docx_with(&body, &[("word/styles.xml", styles)])), "10⁶");
    let title =
        "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style></w:styles>";
    let body = paragraph("<w:pStyle w:val=\"T\"/>", &[run("", "14 km"), run(RAISED, "2")])
        + &paragraph("", &[run("", "Text")]);
    assert_eq!(read(&docx_with(&body, &[("word/styles.xml", title)])).unwrap().title.as_deref(), Some("14 km²"));
}

#[test]
fn raised_digits_of_open_documents_and_rich_texts_are_told_from_those_before_them() {
    for position in ["super 58%", "super", "33% 58%", "33%"] {
        let style = format!(
            "<style:style style:name=\"S\" style:family=\"text\"><style:text-properties style:text-position=\"{position}\"/></style:style>"
        );
        let text = "<text:p>10<text:span text:style-name=\"S\">6</text:span> litres</text:p>";
        assert_eq!(lines(&odt(&style, text)), "10⁶ litres", "{position}");
    }
    let style = "<style:style style:name=\"S\" style:family=\"text\"><style:text-properties style:text-position=\"-8% 58%\"/></style:style>\
        <style:style style:name=\"L\" style:family=\"text\"><style:text-properties style:text-position=\"sub 58%\"/></style:style>";
    let text = "<text:p>CO<text:span text:style-name=\"L\">2</text:span>, 10<text:span text:style-name=\"S\">6</text:span></text:p>";
    assert_eq!(lines(&odt(style, text)), "CO₂, 106");
    for (rtf, line) in [
        (r"10{\super 6} litres", "10⁶ litres"),
        (r"10\super 6\nosupersub  litres", "10⁶ litres"),
        (r"10\up6 6\up0  litres", "10⁶ litres"),
        (r"10\up 6\plain  litres", "10⁶ litres"),
        (r"CO{\sub 2} and CO{\dn4 2}", "CO₂ and CO₂"),
        (r"1{\up6 st} of May", "1st of May"),
        (r"10{\up2 6}", "106"),
    ] {
        assert_eq!(lines(format!("{{\\rtf1 {rtf}\\par}}").as_bytes()), line, "{rtf}");
    }
}

/// Parts of a sentence: what is on the line, raised or lowered.
const PARTS: [(&str, &str); 25] = [
    ("", "The basin holds 10"),
    ("sup", "6"),
    ("", " l of H"),
    ("sub", "2"),
    ("", "O over 14 km"),
    ("sup", "2"),
    ("", ", or 10"),
    ("sup", "-3"),
    ("", " of it, and Ca"),
    ("sup", "2+"),
    ("", " since the 1"),
    ("sup", "st"),
    ("", " of May, say Moss"),
    ("sup", "1,3"),
    ("", " of Silt"),
    ("sup", "TM"),
    ("", " and others"),
    ("sup", "2, 3"),
    ("", " with x"),
    ("sub", "n+1"),
    ("", ", T"),
    ("sub", "max"),
    ("", " and a"),
    ("sub", "1,2"),
    ("", "."),
];
const ON_LINE: &str = "The basin holds 10⁶ l of H₂O over 14 km², or 10⁻³ of it, and Ca²⁺ since the 1st of May, say \
    Moss^1,3 of Silt™ and others^(2, 3) with xₙ₊₁, Tmax and a_1,2.";

fn sentence(part: impl Fn(&str, &str) -> String) -> String {
    PARTS.iter().map(|(place, text)| part(place, text)).collect()
}

#[test]
fn a_sentence_with_raised_and_lowered_text_is_the_same_from_every_format() {
    let html = sentence(|place, text| match place {
        "" => text.to_owned(),
        _ => format!("<{place}>{text}</{place}>"),
    });
    let styled = sentence(|place, text| match place {
        "" => text.to_owned(),
        "sup" => format!("<span style='vertical-align:super'><b>{text}</b></span>"),
        _ => format!("<span class=subscript>{text}</span>"),
    });
    let word = sentence(|place, text| {
        run(["", RAISED, LOWERED][["", "sup", "sub"].iter().position(|p| *p == place).unwrap()], text)
    });
    let spans = sentence(|place, text| format!("<text:span text:style-name=\"{place}\">{text}</text:span>"));
    let styles = ["sup", "sub"].map(|place| {
        format!(
            "<style:style style:name=\"{place}\" style:family=\"text\">\
             <style:text-properties style:text-position=\"{} 58%\"/></style:style>",
            place.replace("sup", "super")
        )
    });
    let rich = sentence(|place, text| match place {
        "" => text.to_owned(),
        _ => format!("{{\\{} {text}}}", place.replace("sup", "super")),
    });
    let page = format!("<html><body><p>{html}</p></body></html>");
    let package = "<manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>
        <spine><itemref idref=\"a\"/></spine>";
    for (name, bytes) in [
        ("a.html", page.clone().into_bytes()),
        ("b.html", format!("<html><body><p>{styled}</p></body></html>").into_bytes()),
        ("a.epub", epub(package, &[("OPS/a.xhtml", &page)])),
        ("a.md", html.clone().into_bytes()),
        ("a.docx", docx(&format!("<w:p>{word}</w:p>"))),
        ("a.odt", odt(&styles.concat(), &format!("<text:p>{spans}</text:p>"))),
        ("a.rtf", format!("{{\\rtf1\\ansi {rich}\\par}}").into_bytes()),
    ] {
        let imported = import(name, &bytes, &ReadOptions::default(), &Progress::default()).unwrap();
        let texts: Vec<String> = imported.article.paragraphs.into_iter().map(|p| p.text).collect();
        assert_eq!(texts, [ON_LINE], "{name}");
    }
}

#[test]
fn struck_text_is_left_out_and_counted_by_passages() {
    let file = docx(&paragraph(
        "",
        &[
            run("", "gives "),
            run("<w:strike/>", "three "),
            run("<w:strike/><w:b/>", "or four"),
            run("", " two fifths and "),
            run("<w:dstrike/>", "twenty"),
            run("<w:strike w:val=\"0\"/>", " thirty days"),
        ],
    ));
    assert_eq!(lines(&file), "gives two fifths and thirty days");
    assert_eq!(warnings(&file), ["2 passages of struck-out text were left out."]);
    let styles = "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"d\"><w:name w:val=\"Dropped\"/><w:rPr><w:strike/></w:rPr></w:style></w:styles>";
    let body = paragraph("<w:pStyle w:val=\"d\"/>", &[run("", "Out")]) + &paragraph("", &[run("", "In")]);
    assert_eq!(lines(&docx_with(&body, &[("word/styles.xml", styles)])), "In");
    for property in
        ["text-line-through-style=\"solid\"", "text-line-through-type=\"double\"", "text-line-through-style=\"wave\""]
    {
        let style = format!(
            "<style:style style:name=\"S\" style:family=\"text\"><style:text-properties style:{property}/></style:style>\
             <style:style style:name=\"N\" style:family=\"text\"><style:text-properties style:text-line-through-style=\"none\"/></style:style>"
        );
        let text = "<text:p>gives <text:span text:style-name=\"S\">three<text:s/><text:span>or</text:span>\
            <text:note><text:note-body><text:p>gone</text:p></text:note-body></text:note></text:span> two \
            <text:span text:style-name=\"S\"><text:span text:style-name=\"N\">fifths</text:span></text:span></text:p>";
        let file = odt(&style, text);
        assert_eq!(lines(&file), "gives two fifths", "{property}");
        assert_eq!(warnings(&file), ["One passage of struck-out text was left out."]);
    }
    for rtf in [
        r"gives {\strike three} two",
        r"gives \strike three\strike0  two",
        r"gives {\striked1 three} two",
        r"gives \strike three\plain  two",
    ] {
        let file = format!("{{\\rtf1 {rtf}\\par}}");
        assert_eq!(lines(file.as_bytes()), "gives two", "{rtf}");
        assert_eq!(warnings(file.as_bytes()), ["One passage of struck-out text was left out."]);
    }
}

#[test]
fn signs_of_notes_are_left_out_and_the_numbers_of_the_notes_themselves_stay() {
    let link = |runs: &[String]| format!("<w:hyperlink w:anchor=\"_ftn3\">{}</w:hyperlink>", runs.concat());
    let file = docx(
        &[
            paragraph(
                "",
                &[run("", "at 2,750"), link(&[run(RAISED, "3")]), run("", " stands; see "), link(&[run("", "note 3")])],
            ),
            paragraph("", &[link(&[run(RAISED, "3")]), run("", " The note.")]),
            paragraph("", &[run("", "May "), link(&[run("", "1"), run(RAISED, "st")])]),
        ]
        .concat(),
    );
    assert_eq!(lines(&file), "at 2,750 stands; see note 3\n³ The note.\nMay 1st");
    assert_eq!(warnings(&file), ["One reference to a note was left out."]);
    let char = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let field = |instruction: &str, result: String| {
        [
            char("begin"),
            format!("<w:r><w:instrText>{instruction}</w:instrText></w:r>"),
            char("separate"),
            result,
            char("end"),
        ]
        .concat()
    };
    for instruction in [" NOTEREF _Ref1 \\f \\h ", " HYPERLINK \\l &quot;n3&quot; "] {
        let file =
            docx(&paragraph("", &[run("", "at 2,750"), field(instruction, run(RAISED, "3")), run("", " stands")]));
        assert_eq!(lines(&file), "at 2,750 stands", "{instruction}");
    }
    let typed = [run("", "at 2,750"), run("<w:rStyle w:val=\"FootnoteReference\"/>", "3"), run("", " stands")];
    assert_eq!(words(&typed), "at 2,750 stands");
    let web = "<text:p>2,750<text:a xlink:href=\"#n3\"><text:span text:style-name=\"S\">3</text:span></text:a> and \
        <text:note-ref text:ref-name=\"x\"><text:span text:style-name=\"S\">4</text:span></text:note-ref>\
        <text:note><text:note-citation>5</text:note-citation><text:note-body><text:p>Note</text:p></text:note-body></text:note>.</text:p>";
    let style = "<style:style style:name=\"S\" style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/></style:style>";
    let file = odt(style, web);
    assert_eq!(lines(&file), "2,750 and .\n[1] Note");
    assert_eq!(warnings(&file), ["One note stands at the end.", "3 references to notes were left out."]);
    let rtf = br"{\rtf1 2,750{\field{\*\fldinst HYPERLINK \\l n3}{\fldrslt{\super 3}}} stands{\super\chftn{\footnote {\super\chftn} A {\super 2}nd note.}}.\par}";
    assert_eq!(lines(rtf), "2,750 stands.\n[1] A ²nd note.");
    assert_eq!(read(rtf).unwrap().omissions.count(Omission::NoteReference), 2);
}

const DELETED: &str = "<w:rPr><w:del w:id=\"1\"/></w:rPr>";
const MOVED: &str = "<w:rPr><w:moveFrom w:id=\"1\"/></w:rPr>";

#[test]
fn an_end_of_a_paragraph_that_is_gone_joins_two_paragraphs_but_never_a_table_or_a_formula() {
    let cell = |text: &str, properties: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph("", &[run("", text)]))
    };
    let table = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("one", ""), cell("two", ""));
    for gone in [DELETED, MOVED, "<w:rPr><w:ins w:id=\"1\"/><w:del w:id=\"2\"/></w:rPr>"] {
        let first = paragraph(gone, &[run("", "Its tail went, ")]);
        let second = paragraph("", &[run("", "and came back.")]);
        assert_eq!(lines(&docx(&format!("{first}{second}"))), "Its tail went, and came back.");
        let formula = "<m:oMathPara><m:oMath><m:r><m:t>E</m:t></m:r></m:oMath></m:oMathPara>";
        assert_eq!(lines(&docx(&format!("{first}{table}{second}"))), "Its tail went,\none · two\nand came back.");
        assert_eq!(lines(&docx(&format!("{first}{formula}"))).lines().next(), Some("Its tail went,"));
        assert_eq!(lines(&docx(&format!("{second}{first}"))), "and came back.\nIts tail went,");
        let boxed =
            format!("<w:r><w:pict><v:textbox><w:txbxContent>{first}</w:txbxContent></v:textbox></w:pict></w:r>");
        assert_eq!(lines(&docx(&format!("<w:p>{boxed}</w:p>{second}"))), "Its tail went,\nand came back.");
    }
}

#[test]
fn cells_and_rows_that_were_deleted_are_left_out_as_in_word() {
    let cell = |text: &str, properties: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph("", &[run("", text)]))
    };
    let gone = "<w:cellDel w:id=\"1\"/>";
    let row =
        |cells: &[String], properties: &str| format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat());
    let rows = [
        row(&[cell("Year", ""), cell("GONE", gone), cell("Level", "<w:cellIns w:id=\"2\"/>")], ""),
        row(&[cell("GONE", gone), cell("GONE", gone)], ""),
        row(&[cell("GONE", ""), cell("GONE", "")], "<w:del w:id=\"3\"/>"),
    ];
    assert_eq!(lines(&docx(&format!("<w:tbl>{}</w:tbl>", rows.concat()))), "Year · Level");
}

#[test]
fn a_prompt_that_nobody_has_filled_in_is_left_out_wherever_it_stands() {
    let control = |properties: &str, inside: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
    };
    let prompt = "<w:showingPlcHdr/><w:text/>";
    let block = paragraph("", &[run("", "Click here.")]);
    let cell = format!("<w:tc>{}</w:tc>", paragraph("", &[run("", "kept")]));
    let body = [
        control(prompt, &block),
        control("<w:group/>", &control(prompt, &block)),
        format!("<w:p>{}{}</w:p>", run("", "Date: "), control(prompt, &run("", "Choose."))),
        control("<w:showingPlcHdr w:val=\"0\"/>", &paragraph("", &[run("", "Filled in")])),
        format!("<w:tbl><w:tr>{cell}{}</w:tr></w:tbl>", control(prompt, &cell.replace("kept", "prompt"))),
    ];
    let file = docx(&body.concat());
    assert_eq!(lines(&file), "Date:\nFilled in\nkept");
    assert_eq!(warnings(&file), ["4 prompts to enter text were left out."]);
    let text = "<text:p>Date: <text:placeholder text:placeholder-type=\"text\">&lt;date&gt;</text:placeholder>\
        <loext:content-control loext:showing-place-holder=\"true\">Click</loext:content-control>\
        <loext:content-control>kept</loext:content-control></text:p>";
    assert_eq!(lines(&odt("", text)), "Date: kept");
    assert_eq!(warnings(&odt("", text)), ["2 prompts to enter text were left out."]);
}

#[test]
fn a_form_shows_what_was_chosen() {
    let field = |data: &str, result: &str| {
        let char =
            |kind: &str, inside: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\">{inside}</w:fldChar></w:r>");
        let result = if result.is_empty() { String::new() } else { run("", result) };
        let data = format!("<w:ffData>{data}</w:ffData>");
        let body = [
            run("", "It: "),
            char("begin", &data),
            "<w:r><w:instrText> FORM </w:instrText></w:r>".to_owned(),
            char("separate", ""),
            result,
            char("end", ""),
            run("", "."),
        ];
        words(&body)
    };
    let list =
        |chosen: &str| format!("<w:ddList>{chosen}<w:listEntry w:val=\"Yes\"/><w:listEntry w:val=\"No\"/></w:ddList>");
    assert_eq!(field(&list("<w:result w:val=\"1\"/>"), ""), "It: No.");
    assert_eq!(field(&list("<w:default w:val=\"1\"/>"), ""), "It: No.");
    assert_eq!(field(&list(""), ""), "It: Yes.");
    assert_eq!(field(&list("<w:result w:val=\"9\"/>"), ""), "It: .");
    assert_eq!(field(&list("<w:result w:val=\"1\"/>"), "No"), "It: No.", "a result is not shown twice");
    for (data, sign) in [
        ("<w:checked/>", "☒"),
        ("<w:checked w:val=\"0\"/><w:default w:val=\"1\"/>", "☐"),
        ("<w:default w:val=\"1\"/>", "☒"),
        ("", "☐"),
    ] {
        assert_eq!(field(&format!("<w:checkBox>{data}</w:checkBox>"), ""), format!("It: {sign}."));
    }
    assert_eq!(field("<w:textInput/>", "Ada Moss"), "It: Ada Moss.");
    let text = "<text:p><field:fieldmark field:type=\"vnd.oasis.opendocument.field.FORMCHECKBOX\">\
        <field:param field:name=\"Checkbox_Checked\" field:value=\"true\"/></field:fieldmark> \
        <field:fieldmark field:type=\"vnd.oasis.opendocument.field.FORMDROPDOWN\"><field:param field:name=\"Dropdown_ListEntry\" \
        field:value=\"Yes\"/><field:param field:name=\"Dropdown_ListEntry\" field:value=\"No\"/><field:param \
        field:name=\"Dropdown_Selected\" field:value=\"1\"/></field:fieldmark></text:p>";
    assert_eq!(lines(&odt("", text)), "☒ No");
    let rtf = |data: &str| {
        format!(r"{{\rtf1 It: {{\field{{\*\fldinst FORM {{\*\formfield{{{data}}}}}}}{{\fldrslt }}}}.\par}}")
    };
    assert_eq!(lines(rtf(r"\fftype1\ffres1").as_bytes()), "It: ☒.");
    assert_eq!(lines(rtf(r"\fftype1\ffres25\ffdefres0").as_bytes()), "It: ☐.");
    assert_eq!(lines(rtf(r"\fftype2\ffres1{\*\ffl Yes}{\*\ffl No}").as_bytes()), "It: No.");
    assert_eq!(lines(rtf(r"\fftype2\ffres25\ffdefres0{\*\ffl Yes}{\*\ffl No}").as_bytes()), "It: Yes.");
}

#[test]
fn of_a_text_in_two_forms_the_unicode_one_is_read_alone() {
    for (rtf, line) in [
        (r"a {\upr{fallback}{\*\ud{\uc0 real \u945 words}}} b", "a real αwords b"),
        (r"{\upr{one\par two}{\*\ud{\b one} two}}", "one two *one*"),
        (r"{\upr{{\*\bkmkstart x}{\*\shptxt y}z}{\*\ud z}}", "z"),
        (r"{\*\ud alone}", "alone"),
        (r"{\*\unknown{\upr{a}{\*\ud b}}}c", "c"),
    ] {
        assert_eq!(lines(format!("{{\\rtf1 {rtf}\\par}}").as_bytes()), line, "{rtf}");
    }
    let file = br"{\rtf1{\info{\upr{\title Stra\'dfe?}{\*\ud{\title {\uc0\u931 igma}}}}}Text\par}";
    assert_eq!(read(file).unwrap().title.as_deref(), Some("Σigma"));
    let cut = br"{\rtf1 Text {\upr{lost}} on\par}";
    assert_eq!(warnings(cut), ["The file is damaged or nested too deep: some of its text is missing."]);
}

#[test]
fn a_line_break_between_chinese_letters_is_no_blank_in_any_format() {
    assert_eq!(
        lines(&docx("<w:p><w:r><w:t>水坝将，</w:t><w:br/><w:t>放空</w:t><w:cr/><w:t>ab</w:t></w:r></w:p>")),
        "水坝将，放空 ab"
    );
    assert_eq!(lines(&odt("", "<text:p>水坝将<text:line-break/>放空\n  了<text:tab/>吗</text:p>")), "水坝将放空了 吗");
    assert_eq!(lines(br"{\rtf1 \u27700?\line \u22365?\par}"), "水坝");
    assert_eq!(lines("# 水坝\n\n水坝将，\n**放空**\\\n了\n".as_bytes()), "水坝将，放空了 *放空*");
    let package = "<manifest><item id=\"x\" href=\"x.html\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"x\"/></spine>";
    assert_eq!(lines(&epub(package, &[("OPS/x.html", "<p>水坝将，\n  <i>放\n空</i></p>")])), "水坝将，放空 /放空/");
}

#[test]
fn a_chapter_inside_a_part_can_be_chosen_and_elements_without_content_hide_nothing() {
    let package = "<manifest><item id=\"n\" href=\"nav.xhtml\" properties=\"nav\" media-type=\"application/xhtml+xml\"/>
        <item id=\"x\" href=\"x.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"x\"/></spine>";
    let nav = "<html><body><nav epub:type=\"toc\"><ol><li><a href=\"x.xhtml\">Part One</a><ol><li><span>Group</span><ol>\
        <li><a href=\"x.xhtml#c1\">I</a></li></ol></li><li><a href=\"x.xhtml#c2\">II</a></li></ol></li></ol></nav></body></html>";
    let page = "<html><head><title/><script src=\"x.js\"/></head><body><h1>Part</h1><h2\n\tid = 'c1'>I</h2><p>one <i/>text</p>\
        <p><span><a id=\"c2\"/></span><b>II</b></p><p>two</p></body></html>";
    let file = epub(package, &[("OPS/nav.xhtml", nav), ("OPS/x.xhtml", page)]);
    let Err(ImportError::ChooseChapter(chapters)) = read(&file) else { panic!("a choice") };
    let shown: Vec<_> = chapters.iter().map(|chapter| (&*chapter.title, chapter.words, chapter.depth)).collect();
    assert_eq!(shown, [("Part One", 6, 0), ("I", 3, 1), ("II", 2, 1)]);
    let chosen = |chapter| {
        let options = parallax::import::ReadOptions { chapter: Some(chapter), ..Default::default() };
        let read = parallax::import::import("x.epub", &file, &options, &Default::default()).unwrap();
        read.article.paragraphs.into_iter().map(|paragraph| paragraph.text).collect::<Vec<_>>()
    };
    assert_eq!(chosen(0), ["Part", "I", "one text", "II", "two"]);
    assert_eq!(chosen(1), ["one text"]);
    assert_eq!(chosen(2), ["II", "two"]);
}
