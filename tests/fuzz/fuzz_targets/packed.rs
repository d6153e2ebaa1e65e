//! Fuzzed parts in an archive: it is put around them, so that their XML is reached.

use std::io::{Cursor, Write as _};

use parallax::import::{Wish, import};
use parallax::model::progress::Progress;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Reads an archive with the named parts, which stand in `data` with a zero byte between them. A text about its type
/// stands before them where the format wants one.
#[allow(dead_code, reason = "not every target reads an article")]
pub fn read(kind: Option<&str>, names: &[&str], data: &[u8]) {
    let wish = Wish { chapter: Some(0), ..Wish::default() };
    if let Ok(imported) = import("fuzzed", &packed(kind, names, data), &wish, &Progress::default()) {
        assert!(!imported.article.paragraphs.is_empty());
    }
}

/// The archive itself.
pub fn packed(kind: Option<&str>, names: &[&str], data: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let first = kind.map(|kind| ("mimetype", kind.as_bytes()));
    for (name, text) in first.into_iter().chain(names.iter().copied().zip(data.split(|b| *b == 0))) {
        zip.start_file(name, stored).unwrap();
        zip.write_all(text).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
