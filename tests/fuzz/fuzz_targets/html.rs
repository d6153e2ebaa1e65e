//! Saved web pages: any bytes are read or rejected with a message, without a panic and in bounded time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::import::{ReadOptions, import};
use parallax::model::progress::Progress;

fuzz_target!(|bytes: &[u8]| {
    // The name makes any text with an end tag a web page.
    let options = ReadOptions { encoding: Some("utf-8".to_owned()), ..ReadOptions::default() };
    let _ = import("page.html", &[b"<!doctype html>", bytes].concat(), &options, &Progress::default());
});
