//! Which character a key press counts as, whatever the keyboard layout and Caps Lock.
//!
//! egui reports a key press as a key event, with the place of the key on a US keyboard, and then a text event with what
//! the layout makes of it. Where the layout has Latin letters, its characters count. Where it has none, as in Russian or
//! Persian, the place of the key counts, for letters and for the signs that the layout lacks.

use egui::{Event, InputState, Key, Modifiers};

/// Whether the keyboard layout has Latin letters, as far as the keys pressed so far tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Layout {
    /// It has, or no letter was pressed yet.
    #[default]
    Latin,
    /// It has none.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Press {
    /// The key at this place of a US keyboard; `None` where the system does not report it.
    pub(super) place: Option<Key>,
    /// The modifiers held with it.
    pub(super) modifiers: Modifiers,
    /// Whether the key is held and the press repeats.
    pub(super) repeat: bool,
}

impl Layout {
    /// Returns the characters that a typed text counts as, the first that is a shortcut wins. `press` is the key press
    /// that typed it; without one, as from an input method, the text counts as it is.
    pub(super) fn candidates(&mut self, text: &str, press: Option<Press>) -> Vec<char> {
        let mut chars = text.chars();
        let Some(typed) = chars.next() else { return Vec::new() };
        let Some(press) = press else {
            return if chars.next().is_none() { vec![typed] } else { Vec::new() };
        };
        let shift = press.modifiers.shift;
        let place = || press.place.and_then(|key| at_place(key, shift));
        if is_latin(typed) {
            *self = Self::Latin;
        } else if is_foreign(typed) {
            *self = Self::Other;
            // Some layouts type two characters with one key, such as the Arabic lam-alef.
            let alone = chars.next().is_none().then(|| with_case(typed, shift));
            return alone.into_iter().chain(place()).collect();
        }
        if chars.next().is_some() {
            return Vec::new();
        }
        // Where Shift and a letter make a sign, as in Persian, it is still that letter's place.
        let is_letter = press.place.is_some_and(|key| letter(key).is_some());
        match self {
            Self::Other if is_letter => place().into_iter().chain([typed]).collect(),
            Self::Latin | Self::Other => vec![with_case(typed, shift)],
        }
    }

    /// Returns the key that a key event with Ctrl or Alt counts as: where the layout has no Latin letters, the one at
    /// the place.
    pub(super) fn key(self, key: Key, place: Option<Key>) -> Key {
        match self {
            Self::Latin => key,
            Self::Other => place.filter(|place| letter(*place).is_some()).unwrap_or(key),
        }
    }
}

/// Returns whether the Super key is held before the first event of this frame. egui's modifiers do not contain it.
pub(super) fn super_held_before(input: &InputState) -> bool {
    let first = input.events.iter().find_map(super_change);
    first.map_or_else(|| input.key_down(Key::SuperLeft) || input.key_down(Key::SuperRight), |pressed| !pressed)
}

/// Returns whether an event presses or releases the Super key; `None` if it is another event.
pub(super) fn super_change(event: &Event) -> Option<bool> {
    match event {
        Event::Key { key: Key::SuperLeft | Key::SuperRight, pressed, .. } => Some(*pressed),
        _ => None,
    }
}

/// Returns a letter in the case that Shift alone gives it, whatever Caps Lock does; another character as it is.
fn with_case(letter: char, shift: bool) -> char {
    let single = |mut chars: Vec<char>| chars.pop().filter(|_| chars.is_empty());
    let changed = if shift { single(letter.to_uppercase().collect()) } else { single(letter.to_lowercase().collect()) };
    changed.unwrap_or(letter)
}

/// Returns whether a character is a letter of the Latin script.
fn is_latin(letter: char) -> bool {
    letter.is_alphabetic() && matches!(letter, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// Returns whether a character belongs to another script than Latin: its letters, vowel signs, digits and punctuation.
///
/// Signs of no script, such as `€`, are typed on Latin layouts too. So are the combining accents below U+0370.
fn is_foreign(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{1DFF}' | '\u{1F00}'..='\u{1FFF}' | '\u{2C00}'..='\u{2DFF}'
        | '\u{3040}'..='\u{D7FF}' | '\u{F900}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{FF66}'..='\u{FFDC}' | '\u{10000}'..)
}

/// Returns the character of a key on a US keyboard; `None` for keys that type none.
fn at_place(key: Key, shift: bool) -> Option<char> {
    if let Some(letter) = letter(key) {
        return Some(with_case(letter, shift));
    }
    let (plain, shifted) = match key {
        Key::Num0 => ('0', ')'),
        Key::Num1 => ('1', '!'),
        Key::Num2 => ('2', '@'),
        Key::Num3 => ('3', '#'),
        Key::Num4 => ('4', '$'),
        Key::Num5 => ('5', '%'),
        Key::Num6 => ('6', '^'),
        Key::Num7 => ('7', '&'),
        Key::Num8 => ('8', '*'),
        Key::Num9 => ('9', '('),
        Key::Minus => ('-', '_'),
        Key::Equals => ('=', '+'),
        Key::OpenBracket => ('[', '{'),
        Key::CloseBracket => (']', '}'),
        Key::Backslash => ('\\', '|'),
        Key::Semicolon => (';', ':'),
        Key::Quote => ('\'', '"'),
        Key::Backtick => ('`', '~'),
        Key::Comma => (',', '<'),
        Key::Period => ('.', '>'),
        Key::Slash => ('/', '?'),
        _ => return None,
    };
    Some(if shift { shifted } else { plain })
}

/// Returns whether a key types a character, on a US keyboard or another.
pub(super) fn is_character(key: Key) -> bool {
    let is_sign = matches!(
        key,
        Key::Plus
            | Key::Colon
            | Key::Pipe
            | Key::Questionmark
            | Key::Exclamationmark
            | Key::OpenCurlyBracket
            | Key::CloseCurlyBracket
    );
    is_sign || at_place(key, false).is_some()
}

/// Returns the small letter of a letter key.
pub(super) fn letter(key: Key) -> Option<char> {
    let mut name = key.name().chars();
    let (first, None) = (name.next()?, name.next()) else { return None };
    first.is_ascii_uppercase().then(|| first.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use egui::{Key, Modifiers};

    use super::{Layout, Press};

    fn press(place: Key, shift: bool) -> Option<Press> {
        let modifiers = if shift { Modifiers::SHIFT } else { Modifiers::NONE };
        Some(Press { place: Some(place), modifiers, repeat: false })
    }

    /// Presses keys one after another on one keyboard: what each types, its place, Shift, and what it must count as.
    #[track_caller]
    fn keyboard(name: &str, keys: &[(&str, Key, bool, &str)]) {
        let mut layout = Layout::default();
        for (text, place, shift, counts_as) in keys {
            let found: String = layout.candidates(text, press(*place, *shift)).into_iter().collect();
            // The layout's own character comes first where it is no sign of ours, for keys that the reader has set.
            assert!(found.ends_with(counts_as) && !found.is_empty(), "{name}: {text} counts as {found:?}");
        }
    }

    #[test]
    fn without_latin_letters_the_place_of_the_key_counts() {
        keyboard("ru", &[("о", Key::J, false, "j"), ("С", Key::C, true, "C"), ("/", Key::Backslash, true, "/")]);
        keyboard("ru", &[("ж", Key::Semicolon, false, ";"), ("?", Key::Num7, true, "?"), ("3", Key::Num3, false, "3")]);
        keyboard("in", &[("र", Key::J, false, "j"), ("्", Key::D, false, "d"), ("य", Key::Slash, false, "/")]);
        keyboard("in", &[("२", Key::Num2, false, "2"), ("ण", Key::C, true, "C"), ("य़", Key::Slash, true, "?")]);
        keyboard("pk", &[("ج", Key::J, false, "j"), ("ض", Key::J, true, "J"), ("؟", Key::Slash, true, "?")]);
        keyboard("ir", &[("ت", Key::J, false, "j"), ("۴", Key::Num4, false, "4"), ("؟", Key::Slash, true, "?")]);
        keyboard("ara", &[("لا", Key::B, false, "b"), ("ـ", Key::J, true, "J")]);
        keyboard("gr", &[("ξ", Key::J, false, "j"), ("Ξ", Key::J, true, "J")]);
        keyboard("th", &[("่", Key::J, false, "j"), ("๋", Key::J, true, "J")]);
    }

    #[test]
    fn shift_and_a_letter_is_its_capital_also_where_the_layout_has_a_sign_there() {
        keyboard("ir", &[("م", Key::L, false, "l")]);
        let mut layout = Layout::default();
        layout.candidates("م", press(Key::L, false));
        assert_eq!(layout.candidates("«", press(Key::L, true)).first(), Some(&'L'));
        assert_eq!(layout.candidates(",", press(Key::I, true)).first(), Some(&'I'));
        assert_eq!(layout.candidates("/", press(Key::Slash, false)), ['/']);
    }

    #[test]
    fn a_layout_with_latin_letters_counts_its_letters() {
        keyboard("fr", &[("a", Key::Q, false, "a"), ("A", Key::Q, true, "A"), ("?", Key::M, true, "?")]);
        keyboard("fr", &[("1", Key::Num1, true, "1"), ("/", Key::Period, true, "/"), ("é", Key::Num2, false, "é")]);
        keyboard("de", &[("z", Key::Y, false, "z"), ("?", Key::Minus, true, "?"), ("ö", Key::Semicolon, false, "ö")]);
        keyboard("dvorak", &[("j", Key::C, false, "j"), ("/", Key::OpenBracket, false, "/")]);
        let mut layout = Layout::default();
        for (text, place) in
            [("€", Key::E), ("é", Key::Num2), ("µ", Key::M), ("ñ", Key::Semicolon), ("²", Key::Backtick)]
        {
            let found = layout.candidates(text, press(place, false));
            assert_eq!(found, text.chars().collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn the_layout_is_given_again_with_every_letter() {
        keyboard("ru, then us", &[("о", Key::J, false, "j"), ("k", Key::K, false, "k"), ("<", Key::Comma, true, "<")]);
        let mut layout = Layout::Other;
        layout.candidates("a", press(Key::Q, false));
        assert_eq!(layout.candidates("?", press(Key::M, true)), ['?']);
    }

    #[test]
    fn caps_lock_changes_nothing() {
        let mut layout = Layout::default();
        assert_eq!(layout.candidates("J", press(Key::J, false)), ['j']);
        assert_eq!(layout.candidates("c", press(Key::C, true)), ['C']);
        assert_eq!(layout.candidates("C", press(Key::C, false)), ['c']);
        assert_eq!(layout.candidates("О", press(Key::J, false)), ['о', 'j']);
        assert_eq!(layout.candidates("о", press(Key::J, true)), ['О', 'J']);
    }

    #[test]
    fn text_without_a_key_counts_as_it_is() {
        assert_eq!(Layout::default().candidates("R", None), ['R']);
        assert_eq!(Layout::default().candidates("о", None), ['о']);
        assert!(Layout::default().candidates("two", None).is_empty());
        assert!(Layout::default().candidates("", press(Key::J, false)).is_empty());
    }

    #[test]
    fn with_ctrl_the_key_at_the_place_counts_only_without_latin_letters() {
        assert_eq!(Layout::Other.key(Key::CloseBracket, Some(Key::O)), Key::O);
        assert_eq!(Layout::Latin.key(Key::A, Some(Key::Q)), Key::A);
        assert_eq!(Layout::Other.key(Key::Enter, Some(Key::Enter)), Key::Enter);
        assert_eq!(Layout::Other.key(Key::Minus, Some(Key::Minus)), Key::Minus);
    }
}
