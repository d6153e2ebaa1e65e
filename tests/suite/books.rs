//! Builders of small documents: parts in an archive, and the imported paragraphs as lines.

use std::io::{Cursor, Write as _};

use parallax::import::{ImportError, Imported, ReadOptions, import};
use parallax::model::progress::Progress;
use parallax::model::{MarkKind, Paragraph, ParagraphKind};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// Builds an archive of these parts, in order.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        // The media type comes first, uncompressed.
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Builds a Word document with this body, and other parts.
pub fn docx_with(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    let mut all = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", document.as_str())];
    all.extend(parts);
    zipped(&all)
}

pub fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

/// Builds an OpenDocument text with this content of `office:text`, and these automatic styles.
pub fn odt(styles: &str, text: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{text}</office:text></office:body></office:document-content>"
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}

/// Builds a book with this content of its package document, and these files beside it.
pub fn epub(package: &str, files: &[(&str, &str)]) -> Vec<u8> {
    let container = "<container><rootfiles><rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>";
    let package = format!("<package>{package}</package>");
    let mut all = vec![("mimetype", "application/epub+zip"), ("META-INF/container.xml", container)];
    all.push(("OPS/book.opf", &package));
    all.extend(files);
    zipped(&all)
}

pub fn read(bytes: &[u8]) -> Result<Imported, ImportError> {
    import("file", bytes, &ReadOptions::default(), &Progress::default())
}

/// Imports a file and returns each paragraph as a line: its kind, its text, and its marks.
pub fn lines(bytes: &[u8]) -> String {
    match read(bytes) {
        Ok(imported) => imported.article.paragraphs.iter().map(line).collect::<Vec<_>>().join("\n"),
        Err(error) => format!("error: {error}"),
    }
}

fn line(paragraph: &Paragraph) -> String {
    let kind = match &paragraph.kind {
        ParagraphKind::Heading => "# ".to_owned(),
        ParagraphKind::Quote => "> ".to_owned(),
        ParagraphKind::ListItem { mark } => format!("[{mark}] "),
        _ => String::new(),
    };
    let mut line = format!("{kind}{}", paragraph.text);
    for mark in &paragraph.marks {
        let words = &mark.words;
        line += &match &mark.kind {
            MarkKind::Strong => format!(" *{words}*"),
            MarkKind::Emphasis => format!(" /{words}/"),
            MarkKind::Link(url) => format!(" <{words}: {url}>"),
        };
    }
    line
}

/// Imports a file and returns the remarks, except that the language of so few words is a guess.
pub fn warnings(bytes: &[u8]) -> Vec<String> {
    read(bytes).unwrap().remarks().filter(|warning| !warning.starts_with("The language")).collect()
}

/// Overwrites the packed bytes of one part of an archive, from this percentage of them on.
pub fn damaged(mut file: Vec<u8>, part: &str, from: usize) -> Vec<u8> {
    let name = file.windows(part.len()).position(|bytes| bytes == part.as_bytes()).unwrap();
    let header = name - 30;
    let read_number = |at: usize, width: usize| -> usize {
        file[header + at..][..width].iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
    };
    let (size, extra) = (read_number(18, 4), read_number(28, 2));
    assert!(size > 0, "the local header has the size");
    let start = name + part.len() + extra;
    file[start + size * from / 100..start + size].fill(0xff);
    file
}
