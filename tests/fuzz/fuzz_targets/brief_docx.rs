//! The parts of a debater's Word file, separated by zero bytes, read into a brief that is written again.
#![no_main]

mod packed;

use libfuzzer_sys::fuzz_target;
use parallax::export::brief::{BriefFormat, write};
use parallax::import::read_brief_docx;

const NAMES: &[&str] = &["word/document.xml", "word/styles.xml", "customXml/item1.xml", "word/footnotes.xml"];

fuzz_target!(|data: &[u8]| {
    if let Ok((brief, _)) = read_brief_docx("fuzzed.docx", &packed::archive(None, NAMES, data)) {
        assert!(!brief.entries.is_empty() || !brief.title.is_empty());
        for form in BriefFormat::ALL {
            assert!(!write(&brief, form).unwrap().is_empty());
        }
    }
});
