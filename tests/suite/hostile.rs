//! Files that run, fetch or hide something: none of that is imported, and encryption is reported.

use parallax::import::{Imported, ReadOptions, import};
use parallax::model::MarkKind;
use parallax::model::progress::Progress;

use crate::books::{docx, docx_with, epub, lines, odt, zipped};

fn read(name: &str, bytes: &[u8]) -> Imported {
    import(name, bytes, &ReadOptions::default(), &Progress::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Scripts in all their forms, external pictures and URLs that do something, around two ordinary sentences.
const PAGE: &str = "<html><head><title>Lamps</title><script>evil()</script><style>@import url(http://evil.example)</style>
    <meta http-equiv=refresh content='0;url=http://evil.example'></head><body onload='evil()'>
    <p>The lamps of Millbrook burn from dusk until dawn, and <a href='javascript:evil()'>the council</a> pays for them.</p>
    <img src='http://evil.example/pixel.png' alt='evil'><iframe src='http://evil.example'>evil</iframe>
    <svg><script>evil()</script></svg><noscript><img src='http://evil.example/2.png'></noscript><object data='evil'></object>
    <p onclick='evil()'>A fox crosses <a href='data:text/html,evil'>the market</a> at
    <a href='https://example.org/two'>two</a> every night.<a href='file:///etc/passwd'> It goes unseen.</a></p></body></html>";

#[test]
fn scripts_and_external_pictures_are_never_imported() {
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
                MarkKind::Link(url) => Some(url.clone()),
                _ => None,
            }));
        }
        assert_eq!(links, ["https://example.org/two"], "{name}");
    }
}

#[test]
fn every_kind_of_password_protection_is_reported() {
    // Bit 0 of the flags of an entry: its bytes are encrypted.
    let mut encrypted = docx("<w:p><w:r><w:t>Some words</w:t></w:r></w:p>");
    for at in 0..encrypted.len() - 10 {
        match &encrypted[at..at + 4] {
            b"PK\x03\x04" => encrypted[at + 6] |= 1,
            b"PK\x01\x02" => encrypted[at + 8] |= 1,
            _ => {}
        }
    }
    let utf_16: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let office = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600], &utf_16, &[0; 600]].concat();
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\">\
        <manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let open_document = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "\u{1}\u{2}"),
        ("META-INF/manifest.xml", manifest),
    ]);
    for (format, bytes) in [("zip", encrypted), ("Office", office), ("LibreOffice", open_document)] {
        let message = lines(&bytes);
        assert!(
            message.starts_with("error: this") && message.contains("protected by a password"),
            "{format}: {message}"
        );
    }
    let pdf = lines(b"%PDF-1.7 1 0 obj << /Encrypt 2 0 R >>");
    assert!(pdf.contains("this one is protected as well"), "{pdf}");
}

#[test]
fn a_line_of_several_megabytes_is_split_into_paragraphs_in_every_format() {
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
    // When packed, so many equal sentences are rejected as a zip bomb; either way the import ends.
    for bytes in [
        docx(&format!("<w:p><w:r><w:t>{long}</w:t></w:r></w:p>")),
        odt("", &format!("<text:p>{long}</text:p>")),
        epub(package, &[("OPS/x.html", &format!("<p>{long}"))]),
    ] {
        let lines = lines(&bytes);
        assert!(!lines.is_empty() && lines.lines().all(|line| line.len() <= 100_000), "{} bytes", lines.len());
    }
}

#[test]
fn entities_expand_in_no_format() {
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
        let message = lines(&bytes);
        assert!(message.contains("Lamps") && message.contains("burn"), "{message}");
        assert!(!message.contains("evilevil") && !message.contains("root:") && message.len() < 400, "{message}");
    }
}
