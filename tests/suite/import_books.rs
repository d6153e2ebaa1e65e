//! Importing books, OpenDocument and RTF texts, and damaged files.

use insta::assert_snapshot;
use parallax::import::{ImportError, ReadOptions, import};
use parallax::model::progress::Progress;

use crate::books::{damaged, docx, epub, lines, odt, read, warnings, zipped};
use crate::support::output_of;

const SPINE: &str =
    "<metadata><dc:title>The book</dc:title><dc:creator>A. Moss</dc:creator><dc:language>en</dc:language></metadata>
    <manifest><item id=\"n\" href=\"nav.xhtml\" properties=\"nav\" media-type=\"application/xhtml+xml\"/>
    <item id=\"a\" href=\"a%20b.xhtml\" media-type=\"application/xhtml+xml\"/>
    <item id=\"c\" href=\"../OPS/c.xhtml\" media-type=\"application/xhtml+xml\"/>
    <item id=\"p\" href=\"p.png\" fallback=\"d\" media-type=\"image/png\"/>
    <item id=\"d\" href=\"/OPS/d.xhtml\" media-type=\"application/xhtml+xml\"/>
    <item id=\"e\" href=\"e.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>
    <spine page-progression-direction=\"rtl\"><itemref idref=\"c\"/><itemref idref=\"a\"/><itemref idref=\"p\"/>
    <itemref idref=\"e\" linear=\"no\"/><itemref idref=\"nothing\"/></spine>";
const NAV: &str = "<html><body><nav epub:type=\"landmarks\"><ol><li><a href=\"c.xhtml\">Start</a></li></ol></nav>
    <nav epub:type=\"toc\"><ol><li><a href=\"c.xhtml\">First</a></li><li><span>Part</span><ol><li><a href=\"a%20b.xhtml\">Second</a></li></ol></li>
    </ol></nav></body></html>";

pub fn book() -> Vec<u8> {
    let page = |text: &str| format!("<html><head><title>no</title></head><body><p>{text}</p></body></html>");
    epub(
        SPINE,
        &[
            ("OPS/nav.xhtml", NAV),
            ("OPS/a b.xhtml", &page("Second text")),
            ("OPS/c.xhtml", &page("First text with five words")),
            ("OPS/d.xhtml", "<html><body><h1>Third</h1><p>End</p></body></html>"),
            ("OPS/e.xhtml", &page("Beside the text")),
        ],
    )
}

#[test]
fn a_book_lets_the_reader_choose_a_chapter() {
    let Err(ImportError::ChooseChapter(chapters)) = read(&book()) else { panic!("a choice") };
    let shown: Vec<String> = chapters.iter().map(|c| format!("{} {}", c.title, c.words)).collect();
    assert_eq!(shown, ["First 5", "Second 2", "Third 2"]);
    let import_chapter = |chapter| {
        import(
            "book.epub",
            &book(),
            &ReadOptions { chapter: Some(chapter), ..ReadOptions::default() },
            &Progress::default(),
        )
    };
    let second = import_chapter(1).unwrap();
    assert_eq!(second.article.paragraphs[0].text, "Second text");
    assert_eq!(second.title.as_deref(), Some("Second"));
    assert_eq!(second.article.byline.as_deref(), Some("A. Moss"));
    assert_eq!(second.language.unwrap().as_str(), "en");
    assert_eq!(second.warnings, ["This is one of 3 chapters of “The book”."]);
    assert_eq!(
        import_chapter(3).unwrap_err().to_string(),
        "this book has 3 chapters with text; choose one from 1 to 3"
    );
}

#[test]
fn a_chapter_of_a_book_can_be_aligned_and_without_a_choice_they_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.epub");
    std::fs::write(&path, book()).unwrap();
    let path = path.to_str().unwrap();
    let shown = |text: String| text.replace(path, "book.epub");
    let align = |chapter: &[&str]| {
        let arguments = [&["align", path, "--edition", "tests/fixtures/small", "--format", "json"], chapter].concat();
        shown(output_of(&arguments))
    };
    assert_snapshot!(align(&[]), @"
    stderr: parallax: this book has 3 chapters; choose one of them: book.epub
      --chapter 1  First, 5 words
      --chapter 2  Second, 2 words
      --chapter 3  Third, 2 words
    exit 2
    ");
    assert_eq!(shown(output_of(&["import", path])), align(&[]), "both commands print the same");
    assert_snapshot!(align(&["--chapter", "2"]), @r#"
    {"paragraph":0,"to":[],"grade":"inserted","score":0.0}
    exit 0
    "#);
    assert_snapshot!(align(&["--chapter", "0"]), @"
    stderr: parallax: expected a chapter from 1, but found 0
    exit 2
    ");
}

#[test]
fn a_book_of_one_chapter_needs_no_choice() {
    let ncx = "<ncx><navMap><navPoint><navLabel><text>Only</text></navLabel><content src=\"x.html#top\"/></navPoint></navMap></ncx>";
    let package = "<metadata><dc:title>Small</dc:title></metadata><manifest>
        <item id=\"x\" href=\"x.html\" media-type=\"application/xhtml+xml\"/><item id=\"cover\" href=\"c.html\" media-type=\"application/xhtml+xml\"/>
        <item id=\"t\" href=\"t.ncx\" media-type=\"application/x-dtbncx+xml\"/></manifest>
        <spine toc=\"t\"><itemref idref=\"cover\"/><itemref idref=\"x\"/></spine>";
    let page = "<html><body><h1 id=\"top\">A</h1><p>An <em>odd</em> text</p></body></html>";
    let file = epub(package, &[("OPS/x.html", page), ("OPS/c.html", "<img src=\"c.png\"/>"), ("OPS/t.ncx", ncx)]);
    assert_snapshot!(lines(&file), @"
    # A
    An odd text /odd/
    ");
    assert_eq!(read(&file).unwrap().title.as_deref(), Some("Small"));
}

#[test]
fn an_encrypted_book_is_reported_and_obfuscated_fonts_do_not_matter() {
    let encryption = |algorithm: &str, of: &str| {
        format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm=\"{algorithm}\"/>\
        <CipherData><CipherReference URI=\"{of}\"/></CipherData></EncryptedData></encryption>"
        )
    };
    let package = "<manifest><item id=\"x\" href=\"x.html\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"x\"/></spine>";
    let lines_with = |encryption: &str| {
        lines(&epub(package, &[("OPS/x.html", "<p>Text</p>"), ("META-INF/encryption.xml", encryption)]))
    };
    assert_snapshot!(lines_with(&encryption("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "OPS/x.html")),
        @"error: this book is protected against copying (DRM), so its text cannot be read; take a copy without it");
    assert_eq!(lines_with(&encryption("http://www.idpf.org/2008/embedding", "OPS/font.otf")), "Text");
}

#[test]
fn a_book_without_a_package_is_read_by_its_pages() {
    let file =
        zipped(&[("mimetype", "application/epub+zip"), ("b.xhtml", "<p>Two"), ("OPS/broken.opf", "<package><spine")]);
    assert_snapshot!(lines(&file), @"Two");
    assert_snapshot!(lines(&zipped(&[("mimetype", "application/epub+zip")])),
        @"error: there is no text in this book, only pictures or nothing; take another copy");
}

#[test]
fn an_open_document_is_read_with_its_lists_notes_and_marks() {
    let styles = "<style:style style:name=\"B\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>
        <style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Quotations\"/>
        <style:style style:name=\"Quotations\" style:family=\"paragraph\"/>
        <text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/>
        <text:list-level-style-bullet text:level=\"2\"/></text:list-style>";
    let text = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
        <text:h text:outline-level=\"1\">Head</text:h>
        <text:p>A<text:s text:c=\"3\"/><text:span text:style-name=\"B\">bold</text:span><text:tab/>and <text:a xlink:href=\"https://example.org\">link</text:a>\
        <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note</text:p></text:note-body></text:note>\
        <office:annotation><text:p>comment</text:p></office:annotation>.</text:p>
        <text:p text:style-name=\"P1\">Quoted</text:p>
        <text:list text:style-name=\"L\"><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>in</text:p></text:list-item></text:list></text:list-item>
        <text:list-item><text:p>two</text:p><text:p>more of two</text:p></text:list-item></text:list>
        <text:list text:style-name=\"L\" text:continue-numbering=\"true\"><text:list-item><text:p>three</text:p></text:list-item></text:list>
        <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>
        <text:p><draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame><draw:frame><draw:image/></draw:frame></text:p>";
    let file = odt(styles, text);
    assert_snapshot!(lines(&file), @"
    # Head
    A bold and link. *bold* <link: https://example.org>
    > Quoted
    [1.] one
    [•] in
    [2.] two
    more of two
    [3.] three
    a · b
    In a box
    [1] A note
    ");
    let expected = [
        "One note stands at the end.",
        "One reference to a note was left out.",
        "One picture was left out.",
        "One comment was left out.",
    ];
    assert_eq!(warnings(&file), expected);
}

#[test]
fn a_rich_text_is_read_in_its_code_pages() {
    let file = br"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 Arial;}{\f1\fcharset2 Symbol;}{\f2\fcharset128 Mincho;}}
{\stylesheet{\s0 Normal;}{\*\cs9 x;}{\s1 heading 1;}{\s2 Quote;}}{\info{\title On \'eb}{\author Ann Moss}}
\pard\s1 \'cf\'f0\'e8\'e2\'e5\'f2\par\pard A \b bold\b0  {\i it}\u8212?\~x\_y\-z \u-10179?\u-8704? {\f2\'93\'fa\'96\'7b}{\f1 a}\{\}\par
{\field{\*\fldinst{HYPERLINK \'22https://example.org\'22}}{\fldrslt link}}{\v unseen}{\deleted gone}{\*\unknown secret}{\pict 89504e}\par
{\pntext\f1\'b7\tab}Item\par{\listtext 2.\tab}Next\par\pard\s2 Quoted{\footnote\pard A note.} on\par
\trowd\pard\intbl One\cell Two\par more\cell\row\pard{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard Boxed\par}}}Last}";
    assert_snapshot!(lines(file), @"
    # Привет
    A bold it—\u{a0}x‑yz 😀 日本α{} *bold* /it/
    link <link: https://example.org>
    [•] Item
    [2.] Next
    > Quoted on
    One · Two more
    Boxed
    Last
    [1] A note.
    ");
    assert_eq!(read(file).unwrap().title.as_deref(), Some("On л"));
}

#[test]
fn a_pdf_is_rejected_with_a_message() {
    assert_snapshot!(lines(b"%PDF-1.7 ..."), @"error: PDF files cannot be read; copy the text from a PDF reader and paste it, or import a web page or Word file of it");
}

#[test]
fn truncated_files_give_an_error_or_the_text_before_the_cut() {
    let whole = docx(&"<w:p><w:r><w:t>Some words of it</w:t></w:r></w:p>".repeat(50));
    for file in [whole, book(), odt("", &"<text:p>Some words</text:p>".repeat(50))] {
        for at in (0..file.len()).step_by(7) {
            let read = read(&file[..at]);
            assert!(!read.is_ok_and(|imported| imported.article.paragraphs.is_empty()), "cut at {at}");
        }
    }
    let file = zipped(&[(
        "word/document.xml",
        "<w:document><w:body><w:p><w:r><w:t>There</w:t></w:r></w:p><w:p><w:r><w:t>and he",
    )]);
    assert_eq!(lines(&file), "There\nand he");
    assert_eq!(warnings(&file), ["The file is damaged or nested too deep: some of its text is missing."]);
}

#[test]
fn zip_bombs_and_deep_nesting_are_limited() {
    let bomb = zipped(&[("word/document.xml", &format!("<w:document>{}</w:document>", " ".repeat(64 << 20)))]);
    assert!(bomb.len() < 1 << 20);
    assert_snapshot!(lines(&bomb), @"error: this archive unpacks to far more than it holds, as a zip bomb does; it was left alone");
    let deep = format!(
        "{}<w:p><w:r><w:t>deep</w:t></w:r></w:p>{}",
        "<w:tbl><w:tr><w:tc>".repeat(5_000),
        "</w:tc></w:tr></w:tbl>".repeat(5_000)
    );
    let shown = lines(&docx(&format!("<w:p><w:r><w:t>Before</w:t></w:r></w:p>{deep}")));
    assert_eq!(shown, "Before");
    let deep = format!(
        "{}<text:p>deep</text:p>{}",
        "<text:list><text:list-item>".repeat(5_000),
        "</text:list-item></text:list>".repeat(5_000)
    );
    assert_snapshot!(lines(&odt("", &deep)), @"error: this document is damaged: there is no text before the place where it breaks off; get it once more");
    let deep = [
        b"{\\rtf1 Before ".to_vec(),
        b"{".repeat(100_000),
        b"deep".to_vec(),
        b"}".repeat(100_000),
        b" after}".to_vec(),
    ]
    .concat();
    assert_snapshot!(lines(&deep), @"Before after");
}

#[test]
fn entities_do_not_expand() {
    let document =
        "<!DOCTYPE d [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>
        <w:document><w:body><w:p><w:r><w:t>A &amp; B &b; &f; &#65;</w:t></w:r></w:p></w:body></w:document>";
    assert_snapshot!(lines(&zipped(&[("word/document.xml", document)])), @"A & B &b; &f; A");
}

#[test]
fn a_cancelled_import_stops() {
    let progress = Progress::default();
    progress.cancel();
    for file in [docx("<w:p/>"), book()] {
        assert!(matches!(import("x", &file, &ReadOptions::default(), &progress), Err(ImportError::Cancelled(_))));
    }
}

#[test]
fn a_damaged_chapter_is_reported_and_the_others_are_read() {
    let file = damaged(book(), "OPS/a b.xhtml", 0);
    let Err(ImportError::ChooseChapter(chapters)) = read(&file) else { panic!("a choice") };
    assert_eq!(chapters.iter().map(|chapter| &*chapter.title).collect::<Vec<_>>(), ["First", "Third"]);
    let options = ReadOptions { chapter: Some(1), ..ReadOptions::default() };
    let third = import("book.epub", &file, &options, &Progress::default()).unwrap();
    assert_eq!(
        third.warnings,
        [
            "This is one of 2 chapters of “The book”.",
            "One part of the file is damaged or missing; what cannot be read of it was left out: `OPS/a b.xhtml`.",
        ]
    );
    for part in ["META-INF/container.xml", "OPS/book.opf", "OPS/nav.xhtml"] {
        let Err(ImportError::ChooseChapter(chapters)) = read(&damaged(book(), part, 0)) else { panic!("{part}") };
        assert!(chapters.len() >= 3, "{part}");
    }
}

#[test]
fn a_book_with_every_chapter_damaged_is_reported() {
    let package = "<manifest><item id=\"x\" href=\"x.html\" media-type=\"application/xhtml+xml\"/>
        <item id=\"y\" href=\"y.html\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"x\"/><itemref idref=\"y\"/></spine>";
    let whole = epub(package, &[("OPS/x.html", "<p>Text of the one page that is there</p>")]);
    assert_eq!(lines(&whole), "Text of the one page that is there");
    assert_eq!(
        warnings(&whole),
        ["One part of the file is damaged or missing; what cannot be read of it was left out: `OPS/y.html`."]
    );
    assert_snapshot!(lines(&damaged(whole, "OPS/x.html", 0)), @"error: this book is damaged, and there is no text left in it; get it once more. 2 parts of the file are damaged or missing; what cannot be read of them was left out: `OPS/y.html`, `OPS/x.html`.");
}

#[test]
fn an_open_document_with_damaged_styles_is_read_without_them() {
    let content = "<office:document-content><office:body><office:text><text:p>Some words</text:p></office:text></office:body></office:document-content>";
    let mimetype = ("mimetype", "application/vnd.oasis.opendocument.text");
    let file = zipped(&[mimetype, ("content.xml", content), ("styles.xml", "<office:document-styles/>")]);
    let file = damaged(file, "styles.xml", 0);
    assert_eq!(lines(&file), "Some words");
    let expected = "One part of the file is damaged or missing; what cannot be read of it was left out: `styles.xml`.";
    assert_eq!(warnings(&file), [expected]);
}
