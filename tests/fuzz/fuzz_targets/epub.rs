//! The parts of an EPUB book, separated by zero bytes.
#![no_main]

mod packed;

use libfuzzer_sys::fuzz_target;

const NAMES: &[&str] = &["META-INF/container.xml", "p.opf", "a.xhtml", "nav.xhtml", "t.ncx", "META-INF/encryption.xml"];

fuzz_target!(|data: &[u8]| packed::read(Some("application/epub+zip"), NAMES, data));
