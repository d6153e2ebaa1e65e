//! PDF files: any bytes after the signature.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::import::{ReadOptions, import};
use parallax::model::progress::Progress;

fuzz_target!(|data: &[u8]| {
    let bytes = [b"%PDF-", data].concat();
    if let Ok(imported) = import("fuzzed", &bytes, &ReadOptions::default(), &Progress::default()) {
        assert!(!imported.article.paragraphs.is_empty());
    }
});
