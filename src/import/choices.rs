//! What a reader may choose from: files and encodings.

/// The endings of files that can be read, for dialogs; the content decides.
pub const EXTENSIONS: [&str; 14] =
    ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "mhtml", "epub", "docx", "odt", "rtf", "pdf", "ron"];

/// Encodings that texts are met in, of the WHATWG list, the likeliest first.
pub const ENCODINGS: [&str; 24] = [
    "UTF-8",
    "windows-1252",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "ISO-8859-2",
    "ISO-8859-5",
    "ISO-8859-7",
    "ISO-8859-15",
    "KOI8-R",
    "IBM866",
    "macintosh",
    "Shift_JIS",
    "EUC-JP",
    "GBK",
    "Big5",
    "EUC-KR",
];
