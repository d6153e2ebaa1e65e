//! The language of a text, by its letters and the runs of three of them (whatlang).

use crate::model::{Language, Paragraph};

/// Bytes that are looked at; more tells nothing new.
const LOOKED_AT: usize = 20_000;

/// Letters that differ between the two ways of writing Chinese, each at its place.
const TRADITIONAL: &str = "們這個來說國會時學對過還沒與為產見關問題樣點實發經動現開後頭當";
const SIMPLIFIED: &str = "们这个来说国会时学对过还没与为产见关问题样点实发经动现开后头当";

/// The language of a text and whether that is sure; none when it has no words.
pub(super) fn language_of(paragraphs: &[Paragraph]) -> Option<(Language, bool)> {
    let mut sample = String::new();
    for paragraph in paragraphs {
        sample.push_str(paragraph.text.get(..LOOKED_AT).unwrap_or(&paragraph.text));
        sample.push('\n');
        if sample.len() > LOOKED_AT {
            break;
        }
    }
    of_text(&sample)
}

/// The same of a text in one piece, of which the beginning is looked at.
pub(super) fn of_text(text: &str) -> Option<(Language, bool)> {
    let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= LOOKED_AT).unwrap_or(text.len());
    let sample = text.get(..end).unwrap_or(text);
    let found = whatlang::detect(sample)?;
    let tag = match found.lang().code() {
        "cmn" if is_traditional(sample) => "zh-Hant",
        code => short(code),
    };
    Some((Language::from(tag), found.is_reliable()))
}

fn is_traditional(text: &str) -> bool {
    let count =
        |letters: &str, others: &str| text.chars().filter(|c| letters.contains(*c) && !others.contains(*c)).count();
    count(TRADITIONAL, SIMPLIFIED) > count(SIMPLIFIED, TRADITIONAL)
}

/// Codes of ISO 639-3 with the tags that are written for them.
const SHORT: [(&str, &str); 70] = [
    ("epo", "eo"),
    ("eng", "en"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("ben", "bn"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ukr", "uk"),
    ("kat", "ka"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("jpn", "ja"),
    ("heb", "he"),
    ("yid", "yi"),
    ("pol", "pl"),
    ("amh", "am"),
    ("jav", "jv"),
    ("kor", "ko"),
    ("nob", "nb"),
    ("dan", "da"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("nld", "nl"),
    ("hun", "hu"),
    ("ces", "cs"),
    ("ell", "el"),
    ("bul", "bg"),
    ("bel", "be"),
    ("mar", "mr"),
    ("kan", "kn"),
    ("ron", "ro"),
    ("slv", "sl"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("tam", "ta"),
    ("vie", "vi"),
    ("urd", "ur"),
    ("tha", "th"),
    ("guj", "gu"),
    ("uzb", "uz"),
    ("pan", "pa"),
    ("aze", "az"),
    ("ind", "id"),
    ("tel", "te"),
    ("pes", "fa"),
    ("mal", "ml"),
    ("ori", "or"),
    ("mya", "my"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("tuk", "tk"),
    ("aka", "ak"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("afr", "af"),
    ("lat", "la"),
    ("slk", "sk"),
    ("cat", "ca"),
    ("tgl", "tl"),
    ("hye", "hy"),
    ("cym", "cy"),
];

/// The tag of BCP 47 for a code of ISO 639-3: two letters where there are two.
fn short(code: &'static str) -> &'static str {
    SHORT.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::super::builder::Builder;
    use super::language_of;

    #[test]
    fn languages_are_told_by_letters_and_words() {
        for (text, tag) in [
            ("The street lamps of this town burn all night for nobody, and we pay for them.", "en"),
            ("Die Laternen dieser Stadt brennen die ganze Nacht für niemanden, und wir bezahlen sie.", "de"),
            ("Les lampadaires de cette ville brûlent toute la nuit pour personne.", "fr"),
            ("اس شہر کی بتیاں ساری رات جلتی ہیں اور کوئی نہیں دیکھتا، مگر قیمت ہم ادا کرتے ہیں۔", "ur"),
            ("इस शहर की बत्तियाँ सारी रात जलती हैं और कोई नहीं देखता।", "hi"),
            ("这座城市的路灯整夜亮着，却没有人看，我们还要为它付钱。", "zh"),
            ("這座城市的路燈整夜亮著，卻沒有人看，我們還要為它付錢。", "zh-Hant"),
            ("この町の街灯は誰もいないのに一晩中ともっています。", "ja"),
        ] {
            let mut builder = Builder::default();
            builder.text(text);
            let found = language_of(&builder.finish()).map(|(language, _)| language.to_string());
            assert_eq!(found.as_deref(), Some(tag), "{text}");
        }
        assert_eq!(language_of(&[]), None);
    }
}
