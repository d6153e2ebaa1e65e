//! Files that run, fetch or hide something: nothing of that comes in, and what is locked says so.

use parallax::import::{Imported, Wish, import};
use parallax::model::MarkKind;
use parallax::model::progress::Progress;

use crate::books::{docx, docx_with, epub, lines, odt, zipped};

fn read(name: &str, bytes: &[u8]) -> Imported {
    import(name, bytes, &Wish::default(), &Progress::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Scripts in all their forms, pictures from elsewhere and addresses that do something, around two honest sentences.
const PAGE: &str = "<html><head><title>Lamps</title><script>evil()</script><style>@import url(http://evil.example)</style>
    <meta http-equiv=refresh content='0;url=http://evil.example'></head><body onload='evil()'>
    <p>The lamps of Millbrook burn from dusk until dawn, and <a href='javascript:evil()'>the council</a> pays for them.</p>
    <img src='http://evil.example/pixel.png' alt='evil'><iframe src='http://evil.example'>evil</iframe>
    <svg><script>evil()</script></svg><noscript><img src='http://evil.example/2.png'></noscript><object data='evil'></object>
    <p onclick='evil()'>A fox crosses <a href='data:text/html,evil'>the market</a> at
    <a href='https://example.org/two'>two</a> every night.<a href='file:///etc/passwd'> It goes unseen.</a></p></body></html>";

#[test]
fn scripts_and_pictures_from_elsewhere_never_come_in() {
    let markdown = "# Lamps\n\nThe lamps of Millbrook burn from dusk, and [the council](javascript:evil()) pays.\n\n\
        <script>evil()</script>\n\n![evil](http://evil.example/pixel.png)\n\nA fox [crosses](https://example.org/two).\n";
    let package = "<manifest><item id=\"x\" href=\"x.html\" media-type=\"application/xhtml+xml\"/></manifest>\
        <spine><itemref idref=\"x\"/></spine>";
    let links = "<Relationships><Relationship Id=\"r1\" Type=\"x/hyperlink\" Target=\"javascript:evil()\" TargetMode=\"External\"/>\
        <Relationship Id=\"r2\" Type=\"x/hyperlink\" Target=\"https://example.org/two\" TargetMode=\"External\"/></Relationships>";
    let body = "<w:p><w:hyperlink r:id=\"r1\"><w:r><w:t>Lamps burn</w:t></w:r></w:hyperlink><w:r><w:t> at night, says </w:t></w:r>\
        <w:hyperlink r:id=\"r2\"><w:r><w:t>the baker</w:t></w:r></w:hyperlink></w:p>";
    let text = "<text:p><text:a xlink:href=\"javascript:evil()\">Lamps burn</text:a> at night, says \
        <text:a xlink:href=\"https://example.org/two\">the baker</text:a>\
        <draw:frame><draw:image xlink:href=\"http://evil.example/pixel.png\"/></draw:frame></text:p>\
        <office:scripts><office:script>evil()</office:script></office:scripts>";
    let files = [
        ("a.html", PAGE.as_bytes().to_vec()),
        ("a.md", markdown.as_bytes().to_vec()),
        ("a.epub", epub(package, &[("OPS/x.html", PAGE)])),
        ("a.docx", docx_with(body, &[("word/_rels/document.xml.rels", links)])),
        ("a.odt", odt("", text)),
    ];
    for (name, bytes) in files {
        let imported = read(name, &bytes);
        let mut links = Vec::new();
        for paragraph in &imported.article.paragraphs {
            assert!(!paragraph.text.contains("evil"), "{name}: {}", paragraph.text);
            links.extend(paragraph.marks.iter().filter_map(|mark| match &mark.kind {
                MarkKind::Link(to) => Some(to.clone()),
                _ => None,
            }));
        }
        assert_eq!(links, ["https://example.org/two"], "{name}");
    }
}

#[test]
fn a_file_behind_a_password_says_so_whatever_locks_it() {
    // Bit 0 of an entry's flags: its bytes are encrypted.
    let mut locked = docx("<w:p><w:r><w:t>Some words</w:t></w:r></w:p>");
    for at in 0..locked.len() - 10 {
        match &locked[at..at + 4] {
            b"PK\x03\x04" => locked[at + 6] |= 1,
            b"PK\x01\x02" => locked[at + 8] |= 1,
            _ => {}
        }
    }
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let office = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600], &wide, &[0; 600]].concat();
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\">\
        <manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let open = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "\u{1}\u{2}"),
        ("META-INF/manifest.xml", manifest),
    ]);
    for (what, bytes) in [("zip", locked), ("Office", office), ("LibreOffice", open)] {
        let said = lines(&bytes);
        assert!(said.starts_with("error: this") && said.contains("protected by a password"), "{what}: {said}");
    }
    let pdf = lines(b"%PDF-1.7 1 0 obj << /Encrypt 2 0 R >>");
    assert!(pdf.contains("this one is protected as well"), "{pdf}");
}

#[test]
fn one_line_of_several_megabytes_is_cut_into_paragraphs_in_every_format() {
    let long = "The lamps burn until dawn and nobody asks why. ".repeat(60_000);
    let package = "<manifest><item id=\"x\" href=\"x.html\" media-type=\"application/xhtml+xml\"/></manifest>\
        <spine><itemref idref=\"x\"/></spine>";
    let files = [
        ("a.txt", long.clone().into_bytes()),
        ("a.md", long.clone().into_bytes()),
        ("a.html", format!("<html><body><p>{long}").into_bytes()),
        ("a.rtf", format!("{{\\rtf1 {long}}}").into_bytes()),
    ];
    for (name, bytes) in files {
        let imported = read(name, &bytes);
        assert!(imported.article.paragraphs.iter().all(|p| p.text.len() <= 100_000), "{name}");
        let words: usize = imported.article.paragraphs.iter().map(|p| p.text.split(' ').count()).sum();
        assert!(words.abs_diff(60_000 * 9) < 200, "{name}: {words}");
    }
    // Packed, so many like sentences are taken for a bomb; either way it ends.
    for bytes in [
        docx(&format!("<w:p><w:r><w:t>{long}</w:t></w:r></w:p>")),
        odt("", &format!("<text:p>{long}</text:p>")),
        epub(package, &[("OPS/x.html", &format!("<p>{long}"))]),
    ] {
        assert!(lines(&bytes).lines().all(|line| line.len() <= 100_000));
    }
}

#[test]
fn entities_grow_in_no_format() {
    let bomb = "<!DOCTYPE d [<!ENTITY a \"evilevilevil\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">\
        <!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
    let package = "<manifest><item id=\"x\" href=\"x.html\" media-type=\"application/xhtml+xml\"/></manifest>\
        <spine><itemref idref=\"x\"/></spine>";
    let content = format!(
        "{bomb}<office:document-content><office:body><office:text><text:p>Lamps &c; &f; burn</text:p></office:text>\
         </office:body></office:document-content>"
    );
    let files = [
        zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)]),
        epub(package, &[("OPS/x.html", &format!("{bomb}<html><body><p>Lamps &c; &f; burn</p></body></html>"))]),
        format!("{}<html><body><p>Lamps &c; &f; burn</p></body></html>", bomb.replace("DOCTYPE d", "DOCTYPE html"))
            .into_bytes(),
    ];
    for bytes in files {
        let said = lines(&bytes);
        assert!(said.contains("Lamps") && said.contains("burn"), "{said}");
        assert!(!said.contains("evilevil") && !said.contains("root:") && said.len() < 400, "{said}");
    }
}
