//! `parallax show`.
use super::arguments::ShowOptions;
use std::io::{self, Write};
pub(super) fn run(_options: &ShowOptions, _out: &mut impl Write) -> io::Result<u8> {
    Ok(0)
}
