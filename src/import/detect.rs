//! Format detection by content; the file name only decides between kinds of text.

/// The extensions of files that can be imported, for file dialogs; the content decides.
pub const EXTENSIONS: [&str; 14] =
    ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "mhtml", "epub", "docx", "odt", "rtf", "pdf", "ron"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A book of XHTML files in a ZIP archive.
    Epub,
    /// A Word document since Word 2007.
    Docx,
    /// An OpenDocument text, as LibreOffice and others write it.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// Portable Document Format.
    Pdf,
    /// Any kind of text; [`text_format`] tells which, once it is decoded.
    Text,
    /// A format that is not supported, with a sentence that says so.
    Unsupported(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextFormat {
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
    /// Text without markup.
    Plain,
}

/// The signatures of files that are not text, with a sentence for each.
const SIGNATURES: [(&[u8], &str); 16] = [
    (b"\x89PNG", "this is a picture; words in it must be typed or recognised first"),
    (b"\xff\xd8\xff", "this is a picture; words in it must be typed or recognised first"),
    (b"GIF8", "this is a picture; words in it must be typed or recognised first"),
    (b"II*\0", "this is a picture; words in it must be typed or recognised first"),
    (b"MM\0*", "this is a picture; words in it must be typed or recognised first"),
    (b"\x1f\x8b", "this is a gzip archive; unpack it and import the text inside"),
    (b"BZh", "this is a bzip2 archive; unpack it and import the text inside"),
    (b"7z\xbc\xaf", "this is a 7z archive; unpack it and import the text inside"),
    (b"\xfd7zXZ", "this is an xz archive; unpack it and import the text inside"),
    (b"Rar!", "this is a RAR archive; unpack it and import the text inside"),
    (b"\x7fELF", "this is a program, not a text"),
    (b"MZ\x90\0", "this is a program, not a text"),
    (b"\0\0\0\x18ftyp", "this is a film, not a text"),
    (b"ID3", "this is a recording, not a text"),
    (b"OggS", "this is a recording, not a text"),
    (b"SQLite format 3\0", "this is a database, not a text"),
];

/// How many bytes at the end of an archive are searched for file names: its central directory.
const DIRECTORY_LEN: usize = 1 << 20;

pub(super) fn detect(bytes: &[u8]) -> Format {
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return detect_archive(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Format::Unsupported(legacy_office_message(bytes));
    }
    if start.trim_ascii_start().starts_with(b"{\\rtf") {
        return Format::Rtf;
    }
    if contains_bytes(start, b"%PDF-") {
        return Format::Pdf;
    }
    if let Some((_, message)) = SIGNATURES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Format::Unsupported(message);
    }
    if contains_bytes(start, b"MIME-Version:") && contains_bytes(start, b"multipart/related") {
        return Format::Unsupported("this is a web archive (MHTML); save the page as HTML only and import that");
    }
    Format::Text
}

fn detect_archive(bytes: &[u8]) -> Format {
    // EPUB and OpenDocument store their media type first, uncompressed.
    let start = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    if contains_bytes(start, b"application/epub+zip") {
        return Format::Epub;
    }
    if contains_bytes(start, b"mimetypeapplication/vnd.oasis.opendocument.text") {
        return Format::Odt;
    }
    let directory = bytes.get(bytes.len().saturating_sub(DIRECTORY_LEN)..).unwrap_or_default();
    for (name, format) in [
        (&b"META-INF/container.xml"[..], Format::Epub),
        (b"word/", Format::Docx),
        (b"META-INF/manifest.xml", Format::Odt),
        (b"xl/workbook", Format::Unsupported("this is a spreadsheet; save it as a text document and import that")),
        (b"ppt/", Format::Unsupported("these are slides; save their text as a document and import that")),
        // Some writers put the main document into another folder.
        (b"[Content_Types].xml", Format::Docx),
    ] {
        if contains_bytes(directory, name) {
            return format;
        }
    }
    if contains_bytes(start, b"word/") {
        return Format::Docx;
    }
    Format::Unsupported("this is an archive of files; unpack it and import the text inside")
}

fn legacy_office_message(bytes: &[u8]) -> &'static str {
    let utf_16: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if contains_bytes(bytes, &utf_16) {
        "this document is protected by a password; open it in the program that made it, save it without one, and \
         import that"
    } else {
        "this is a document of Word before 2007; save it as DOCX or ODT and import that"
    }
}

fn contains_bytes(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// Returns the kind of a text, by how it starts, by its file name, and by its markup.
pub(super) fn text_format(name: &str, text: &str) -> TextFormat {
    let name = name.to_ascii_lowercase();
    let has_extension = |extensions: &[&str]| extensions.iter().any(|extension| name.ends_with(extension));
    if is_html(text) || (has_extension(&[".html", ".htm", ".xhtml"]) && text.contains("</")) {
        TextFormat::Html
    } else if has_extension(&[".md", ".markdown", ".mdown", ".mkd"]) || (!has_extension(&[".xml"]) && is_markdown(text))
    {
        TextFormat::Markdown
    } else {
        TextFormat::Plain
    }
}

/// Returns whether a text starts like a web page. Other XML is plain text.
fn is_html(text: &str) -> bool {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    for _ in 0..16 {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else {
            break;
        };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
    let start: String = rest.chars().take(16).collect::<String>().to_ascii_lowercase();
    const STARTS: [&str; 19] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<script",
        "<style",
        "<link",
        "<div",
        "<p>",
        "<p ",
        "<h1",
        "<h2",
        "<table",
        "<article",
        "<section",
        "<main",
        "<base",
    ];
    STARTS.iter().any(|known| start.starts_with(known))
}

/// Returns whether a text has more Markdown syntax than chance would put there.
fn is_markdown(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}');
    let front_matter = start.starts_with("---\n") && start.get(4..).is_some_and(|rest| rest.contains("\n---\n"));
    let (mut headings, mut other_markup) = (0, 0);
    for line in text.lines().take(2_000) {
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        if (1..=6).contains(&hashes) && line.get(hashes..).is_some_and(|rest| rest.starts_with(' ')) {
            headings += 1;
        }
        other_markup += usize::from(line.starts_with("```"))
            + usize::from(line.starts_with("> "))
            + usize::from(line.contains("](http"))
            + usize::from(line.matches("**").count() >= 2);
    }
    (front_matter && headings + other_markup > 0) || (headings > 0 && headings + other_markup > 1) || other_markup > 3
}

#[cfg(test)]
mod tests {
    use super::{Format, TextFormat, detect, text_format};

    #[test]
    fn formats_are_detected_by_content() {
        for (bytes, format) in [
            (&b"%PDF-1.7"[..], Format::Pdf),
            (b"{\\rtf1 x}", Format::Rtf),
            (b"PK\x03\x04....mimetypeapplication/epub+zip", Format::Epub),
            (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", Format::Odt),
            (b"PK\x03\x04....[Content_Types].xml....word/document.xml", Format::Docx),
            (b"plain", Format::Text),
            (b"", Format::Text),
        ] {
            assert_eq!(detect(bytes), format);
        }
        assert!(matches!(detect(b"\x89PNG\r\n"), Format::Unsupported(s) if s.contains("picture")));
        assert!(matches!(detect(b"PK\x03\x04....a.txt"), Format::Unsupported(s) if s.contains("unpack")));
    }

    #[test]
    fn kinds_of_text_are_detected_by_how_they_start() {
        for (name, text, format) in [
            ("a.txt", "<!DOCTYPE HTML><p>x", TextFormat::Html),
            ("a", "\n<?xml version='1.0'?><!-- c -->\n<html>", TextFormat::Html),
            ("a.xml", "<?xml version='1.0'?><rss>", TextFormat::Plain),
            ("a.md", "x", TextFormat::Markdown),
            ("a.txt", "# On lamps\n\nThey **burn** all **night**.\n", TextFormat::Markdown),
            ("a.txt", "#1 in the charts\n", TextFormat::Plain),
            ("a.txt", "# of lamps: 40\n", TextFormat::Plain),
        ] {
            assert_eq!(text_format(name, text), format, "{text}");
        }
    }
}
