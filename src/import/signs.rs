//! Letters of the fonts whose letters are signs: Symbol and Wingdings.

const GREEK_CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const GREEK_SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
/// Symbol from 0xa1 on.
const OPERATORS: &str = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑";

/// Whether the letters of a font are signs.
pub(super) fn is_of_signs(font: &str) -> bool {
    let font = font.to_ascii_lowercase();
    font == "symbol" || font.starts_with("wingdings") || font == "webdings"
}

/// The sign of a code in a font; none if it is not known. Codes may lie at U+F000 and above, as Word writes them.
pub(super) fn sign(font: &str, code: u32) -> Option<char> {
    let code = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let font = font.to_ascii_lowercase();
    if font.starts_with("wingdings") {
        return (font == "wingdings").then(|| wingding(code)).flatten();
    }
    if font != "symbol" {
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    let from = |list: &str, first: u32| list.chars().nth(usize::try_from(code.checked_sub(first)?).ok()?);
    match code {
        0x22 => Some('∀'),
        0x24 => Some('∃'),
        0x27 => Some('∋'),
        0x2a => Some('∗'),
        0x2d => Some('−'),
        0x40 => Some('≅'),
        0x41..=0x5a => from(GREEK_CAPITALS, 0x41),
        0x5c => Some('∴'),
        0x5e => Some('⊥'),
        0x61..=0x7a => from(GREEK_SMALL, 0x61),
        0x20..=0x7e => char::from_u32(code),
        0xa1..=0xe5 => from(OPERATORS, 0xa1),
        0xf1 => Some('〉'),
        0xf2 => Some('∫'),
        _ => None,
    }
}

fn wingding(code: u32) -> Option<char> {
    let signs = [
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
    signs.iter().find(|(known, _)| *known == code).map(|(_, sign)| *sign)
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn signs_have_their_own_letters() {
        assert_eq!(sign("Symbol", 0xf061), Some('α'));
        assert_eq!(sign("Symbol", 0xf0b3), Some('≥'));
        assert_eq!(sign("Symbol", 0xb7), Some('•'));
        assert_eq!(sign("Symbol", 0xe5), Some('∑'));
        assert_eq!(sign("Symbol", 0xde), Some('⇒'));
        assert_eq!(sign("Wingdings", 0xf0e0), Some('→'));
        assert_eq!(sign("Wingdings", 0xf041), None);
        assert_eq!(sign("Segoe UI Symbol", 0x2713), Some('✓'));
    }
}
