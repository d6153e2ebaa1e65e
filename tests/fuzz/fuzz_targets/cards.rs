//! The parts of a debater's Word file, with a zero byte between them, read into a brief and written again.
#![no_main]

mod packed;

use libfuzzer_sys::fuzz_target;
use parallax::export::brief::{BriefFormat, write};
use parallax::import::cards;

const NAMES: &[&str] = &["word/document.xml", "word/styles.xml", "customXml/item1.xml", "word/footnotes.xml"];

fuzz_target!(|data: &[u8]| {
    if let Ok((brief, _)) = cards("fuzzed.docx", &packed::packed(None, NAMES, data)) {
        assert!(!brief.entries.is_empty() || !brief.title.is_empty());
        for form in BriefFormat::ALL {
            assert!(!write(&brief, form).unwrap().is_empty());
        }
    }
});
