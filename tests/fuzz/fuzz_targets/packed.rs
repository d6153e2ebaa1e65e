//! Puts fuzzed parts into an archive, so that the parsers of their XML are reached.

use std::io::{Cursor, Write as _};

use parallax::import::{ReadOptions, import};
use parallax::model::progress::Progress;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Reads an archive with the named parts, which are separated by zero bytes in `data`. With `media_type`, the archive
/// begins with a `mimetype` entry, as some formats require.
#[allow(dead_code, reason = "not every target reads an article")]
pub fn read(media_type: Option<&str>, names: &[&str], data: &[u8]) {
    let options = ReadOptions { chapter: Some(0), ..ReadOptions::default() };
    if let Ok(imported) = import("fuzzed", &archive(media_type, names, data), &options, &Progress::default()) {
        assert!(!imported.article.paragraphs.is_empty());
    }
}

/// Builds the archive.
pub fn archive(media_type: Option<&str>, names: &[&str], data: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let first = media_type.map(|media_type| ("mimetype", media_type.as_bytes()));
    for (name, text) in first.into_iter().chain(names.iter().copied().zip(data.split(|b| *b == 0))) {
        zip.start_file(name, stored).unwrap();
        zip.write_all(text).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
