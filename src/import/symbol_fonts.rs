//! Characters of the symbol fonts Symbol and Wingdings.

const GREEK_CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const GREEK_SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
/// The Symbol font from 0xa1 on.
const OPERATORS: &str = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑";

/// Returns whether the letters of a font are symbols.
pub(super) fn is_symbol_font(font: &str) -> bool {
    let font = font.to_ascii_lowercase();
    font == "symbol" || font.starts_with("wingdings") || font == "webdings"
}

/// Returns the character for a code in a font, or `None` if it is unknown. Word writes codes from U+F000 on, which are
/// accepted as well.
pub(super) fn symbol_char(font: &str, code: u32) -> Option<char> {
    let code = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let font = font.to_ascii_lowercase();
    if font.starts_with("wingdings") {
        return (font == "wingdings").then(|| wingdings_char(code)).flatten();
    }
    if font != "symbol" {
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    let nth = |list: &str, first: u32| list.chars().nth(usize::try_from(code.checked_sub(first)?).ok()?);
    match code {
        0x22 => Some('∀'),
        0x24 => Some('∃'),
        0x27 => Some('∋'),
        0x2a => Some('∗'),
        0x2d => Some('−'),
        0x40 => Some('≅'),
        0x41..=0x5a => nth(GREEK_CAPITALS, 0x41),
        0x5c => Some('∴'),
        0x5e => Some('⊥'),
        0x61..=0x7a => nth(GREEK_SMALL, 0x61),
        0x20..=0x7e => char::from_u32(code),
        0xa1..=0xe5 => nth(OPERATORS, 0xa1),
        0xf1 => Some('〉'),
        0xf2 => Some('∫'),
        _ => None,
    }
}

fn wingdings_char(code: u32) -> Option<char> {
    let symbols = [
        (0x20, ' '),
        (0x28, '☎'),
        (0x2a, '✉'),
        (0x4a, '☺'),
        (0x4c, '☹'),
        (0x6c, '●'),
        (0x6e, '■'),
        (0x6f, '□'),
        (0x71, '❑'),
        (0x75, '◆'),
        (0x76, '❖'),
        (0x9e, '·'),
        (0x9f, '•'),
        (0xa7, '▪'),
        (0xa8, '◻'),
        (0xd8, '➢'),
        (0xdf, '←'),
        (0xe0, '→'),
        (0xe1, '↑'),
        (0xe2, '↓'),
        (0xe8, '➔'),
        (0xf0, '⇨'),
        (0xfb, '✗'),
        (0xfc, '✓'),
        (0xfd, '☒'),
        (0xfe, '☑'),
    ];
    symbols.iter().find(|(known, _)| *known == code).map(|(_, c)| *c)
}

#[cfg(test)]
mod tests {
    use super::symbol_char;

    #[test]
    fn symbols_are_mapped_to_unicode() {
        assert_eq!(symbol_char("Symbol", 0xf061), Some('α'));
        assert_eq!(symbol_char("Symbol", 0xf0b3), Some('≥'));
        assert_eq!(symbol_char("Symbol", 0xb7), Some('•'));
        assert_eq!(symbol_char("Symbol", 0xe5), Some('∑'));
        assert_eq!(symbol_char("Symbol", 0xde), Some('⇒'));
        assert_eq!(symbol_char("Wingdings", 0xf0e0), Some('→'));
        assert_eq!(symbol_char("Wingdings", 0xf041), None);
        assert_eq!(symbol_char("Segoe UI Symbol", 0x2713), Some('✓'));
    }
}
