//! The parts of a book, with a zero byte between them: the archive is put around them, so that their XML is reached.
#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use parallax::import::{Wish, import};
use parallax::model::progress::Progress;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const NAMES: &[&str] = &["META-INF/container.xml", "p.opf", "a.xhtml", "nav.xhtml", "t.ncx", "META-INF/encryption.xml"];
const TYPE: &str = "application/epub+zip";

fuzz_target!(|data: &[u8]| {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let first = [("mimetype", TYPE.as_bytes())].into_iter().filter(|(_, text)| !text.is_empty());
    for (name, text) in first.chain(NAMES.iter().copied().zip(data.split(|b| *b == 0))) {
        zip.start_file(name, stored).unwrap();
        zip.write_all(text).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let wish = Wish { chapter: Some(0), encoding: None };
    if let Ok(imported) = import("fuzzed", &bytes, &wish, &Progress::default()) {
        assert!(!imported.article.paragraphs.is_empty());
    }
});
