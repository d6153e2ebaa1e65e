//! Code pages and languages by the numbers of Windows.

use encoding_rs::Encoding;

/// Returns the encoding of a code page; windows-1252 for an unknown one.
pub(super) fn code_page(number: i32) -> &'static Encoding {
    let label = match number {
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 | 1361 => "euc-kr",
        950 => "big5",
        10000 => "macintosh",
        10007 => "x-mac-cyrillic",
        54936 => "gb18030",
        // Some writers have numbers of 16 bits: 65001 becomes -535.
        65001 | -535 => "utf-8",
        // 866 and 1250 to 1258.
        _ => &format!("cp{number}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

/// Returns the code page for the character set of a font, or `None` if it is that of the document.
pub(super) fn code_page_of_charset(number: i32) -> Option<i32> {
    Some(match number {
        0 => 1252,
        77 => 10000,
        78 | 128 => 932,
        129 | 130 => 949,
        80 | 134 => 936,
        81 | 136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

/// Returns the language of an LCID, by its lower ten bits.
pub(super) fn language_of_lcid(lcid: i32) -> Option<&'static str> {
    Some(match lcid & 0x3ff {
        0x01 => "ar",
        0x02 => "bg",
        0x03 => "ca",
        0x04 => {
            if matches!(lcid, 0x0404 | 0x0c04 | 0x1404) {
                "zh-Hant"
            } else {
                "zh-Hans"
            }
        }
        0x05 => "cs",
        0x06 => "da",
        0x07 => "de",
        0x08 => "el",
        0x09 => "en",
        0x0a => "es",
        0x0b => "fi",
        0x0c => "fr",
        0x0d => "he",
        0x0e => "hu",
        0x10 => "it",
        0x11 => "ja",
        0x12 => "ko",
        0x13 => "nl",
        0x14 => "nb",
        0x15 => "pl",
        0x16 => "pt",
        0x18 => "ro",
        0x19 => "ru",
        0x1d => "sv",
        0x1f => "tr",
        0x20 => "ur",
        0x21 => "id",
        0x22 => "uk",
        0x29 => "fa",
        0x2a => "vi",
        0x39 => "hi",
        0x45 => "bn",
        _ => return None,
    })
}
