//! The parts of an OpenDocument text, separated by zero bytes.
#![no_main]

mod packed;

use libfuzzer_sys::fuzz_target;

const NAMES: &[&str] = &["content.xml", "styles.xml", "meta.xml"];

fuzz_target!(|data: &[u8]| packed::read(Some("application/vnd.oasis.opendocument.text"), NAMES, data));
