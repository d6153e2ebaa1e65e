//! Saved pages: any bytes are read or refused in a sentence, without a panic and in bounded time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::import::{Wish, import};
use parallax::model::progress::Progress;

fuzz_target!(|bytes: &[u8]| {
    // The name makes a page of anything with an end tag in it.
    let wish = Wish { encoding: Some("utf-8".to_owned()), ..Wish::default() };
    let _ = import("page.html", &[b"<!doctype html>", bytes].concat(), &wish, &Progress::default());
});
