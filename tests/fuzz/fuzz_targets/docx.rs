//! The parts of a Word document, separated by zero bytes.
#![no_main]

mod packed;

use libfuzzer_sys::fuzz_target;

const NAMES: &[&str] = &[
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/_rels/document.xml.rels",
];

fuzz_target!(|data: &[u8]| packed::read(None, NAMES, data));
