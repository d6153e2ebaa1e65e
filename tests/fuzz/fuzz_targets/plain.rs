//! Plain text in any encoding: decoded, rejected, or a choice; an imported text has words and survives a round trip.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::import::{ReadOptions, import};
use parallax::storage::{edition_text, load_texts};
use parallax::model::progress::Progress;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(imported) = import("text.txt", bytes, &ReadOptions::default(), &Progress::default()) {
        let head = imported.into_edition_head("text.txt", "2026-11-23".parse().expect("a date"));
        let text = edition_text(&head).expect("what was read is written");
        let loaded = load_texts("fuzz", &[("edition.ron", &text)]).expect("what was written is read");
        assert_eq!(*loaded.edition.head(), head);
    }
});
