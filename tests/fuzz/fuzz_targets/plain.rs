//! Plain text in any encoding: decoded, refused or asked about; what is imported has words and can be written and read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::import::{Wish, import};
use parallax::storage::{edition_text, load_texts};
use parallax::model::progress::Progress;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(imported) = import("text.txt", bytes, &Wish::default(), &Progress::default()) {
        let head = imported.head("text.txt", "2026-11-23".parse().expect("a date"));
        let text = edition_text(&head);
        let loaded = load_texts("fuzz", &[("edition.ron", &text)]).expect("what was written is read");
        assert_eq!(*loaded.edition.head(), head);
    }
});
