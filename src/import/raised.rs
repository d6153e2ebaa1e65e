//! Raised text, as in 10⁶ and 1st, written so that it cannot be read as part of the word or number before it.

/// The digits and signs that exist as raised characters, and these.
const RAISED: [(char, char); 21] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('-', '⁻'),
    ('−', '⁻'),
    ('–', '⁻'),
    ('=', '⁼'),
    ('(', '⁽'),
    (')', '⁾'),
    ('n', 'ⁿ'),
    ('i', 'ⁱ'),
    (',', ','),
    ('.', '.'),
];
/// Letters that are raised at the end of numbers and abbreviations, as in `2e`, `nº` and `Mr`; others are exponents.
const ABBREVIATING: &str = "aªàceèhmoºqrst";

/// Returns raised text for a place where characters cannot be raised: digits become `⁶`, exponents that have no such
/// characters `^x` or `^(2k)`, and the ends of ordinals and abbreviations stay as they are: `1st`, `Mme`.
///
/// References to notes look the same and must be recognised before, by what they link to.
pub(super) fn raised_text(text: &str) -> String {
    let text = text.trim();
    let raise = |c: char| RAISED.iter().find(|(plain, _)| *plain == c).map(|(_, raised)| *raised);
    let is_exponent = |c: char| c.is_ascii_digit() || matches!(c, 'n' | 'i' | '+' | '-' | '−');
    if text.contains(is_exponent)
        && let Some(raised) = text.chars().map(raise).collect::<Option<String>>()
    {
        return raised;
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) if only.is_lowercase() && !ABBREVIATING.contains(only) => format!("^{only}"),
        (Some(_), Some(_)) if is_expression(text) => format!("^({text})"),
        _ => text.to_owned(),
    }
}

/// Returns whether a text is a short expression such as `2k` or `x+1`, not words and not the end of an ordinal.
fn is_expression(text: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || "+-−*/=()".contains(c);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.len() <= 12 && letters <= 2 && text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::raised_text;

    #[test]
    fn raised_digits_and_exponents_are_set_apart_and_ordinals_stay() {
        for (text, expected) in [
            ("6", "⁶"),
            ("-12", "⁻¹²"),
            ("−1", "⁻¹"),
            ("n+1", "ⁿ⁺¹"),
            ("1,3", "¹,³"),
            (" 2 ", "²"),
            ("x", "^x"),
            ("2k", "^(2k)"),
            ("st", "st"),
            ("th", "th"),
            ("e", "e"),
            ("ème", "ème"),
            ("º", "º"),
            ("TM", "TM"),
            ("in 2024", "in 2024"),
            ("*", "*"),
            ("²", "²"),
            ("", ""),
        ] {
            assert_eq!(raised_text(text), expected, "{text}");
        }
    }
}
