//! The font faces inside the program. The window and the PDF name the same bytes, which the linker would keep twice
//! otherwise. Their licences are in `assets/fonts`.

macro_rules! faces {
    ($($name:ident = $file:literal),* $(,)?) => {
        $(#[allow(missing_docs, reason = "its file says what it is")]
        pub static $name: &[u8] = include_bytes!(concat!("../../assets/fonts/", $file));)*
    };
}

faces![
    LITERATA = "Literata-wght.ttf",
    LITERATA_EXTENDED = "Literata-ext-wght.ttf",
    LITERATA_GREEK = "Literata-greek-wght.ttf",
    LITERATA_CYRILLIC = "Literata-cyrillic-wght.ttf",
    LITERATA_ITALIC = "Literata-Italic-wght.ttf",
    LITERATA_ITALIC_EXTENDED = "Literata-Italic-ext-wght.ttf",
    ATKINSON = "AtkinsonHyperlegibleNext-wght.ttf",
    ATKINSON_EXTENDED = "AtkinsonHyperlegibleNext-ext-wght.ttf",
    ATKINSON_ITALIC = "AtkinsonHyperlegibleNext-Italic-wght.ttf",
    OPEN_DYSLEXIC = "OpenDyslexic-Regular.ttf",
    OPEN_DYSLEXIC_ITALIC = "OpenDyslexic-Italic.ttf",
    OPEN_DYSLEXIC_BOLD = "OpenDyslexic-Bold.ttf",
    ARABIC = "NotoNaskhArabic-Regular.ttf",
    DEVANAGARI = "NotoSerifDevanagari-Regular.ttf",
];
