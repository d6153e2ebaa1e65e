//! Markdown: any text is read in bounded time, and every mark is inside its paragraph.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::import::{ReadOptions, import};
use parallax::model::progress::Progress;

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions { encoding: Some("utf-8".to_owned()), ..ReadOptions::default() };
    if let Ok(imported) = import("text.md", bytes, &options, &Progress::default()) {
        for paragraph in &imported.article.paragraphs {
            assert!(paragraph.marks.iter().all(|mark| mark.place(&paragraph.text).is_some()));
        }
    }
});
