//! Language detection by script and trigrams, with whatlang.

use crate::model::{Language, Paragraph};

/// How many bytes are examined; more do not improve the result.
const SAMPLE_LEN: usize = 20_000;

/// Characters that differ between traditional and simplified Chinese, in pairs.
const TRADITIONAL: &str = "們這個來說國會時學對過還沒與為產見關問題樣點實發經動現開後頭當";
const SIMPLIFIED: &str = "们这个来说国会时学对过还没与为产见关问题样点实发经动现开后头当";

/// Detects the language of paragraphs and whether it is reliable; `None` if there are no words.
pub(super) fn detect_language(paragraphs: &[Paragraph]) -> Option<(Language, bool)> {
    let mut sample = String::new();
    for paragraph in paragraphs {
        sample.push_str(paragraph.text.get(..SAMPLE_LEN).unwrap_or(&paragraph.text));
        sample.push('\n');
        if sample.len() > SAMPLE_LEN {
            break;
        }
    }
    detect_in_text(&sample)
}

/// Detects the language of a text by its beginning, and whether it is reliable.
pub(super) fn detect_in_text(text: &str) -> Option<(Language, bool)> {
    let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= SAMPLE_LEN).unwrap_or(text.len());
    let sample = text.get(..end).unwrap_or(text);
    let found = whatlang::detect(sample)?;
    let tag = match found.lang().code() {
        "cmn" if is_traditional(sample) => "zh-Hant",
        code => bcp47_tag(code),
    };
    Some((Language::from(tag), found.is_reliable()))
}

fn is_traditional(text: &str) -> bool {
    let count =
        |letters: &str, others: &str| text.chars().filter(|c| letters.contains(*c) && !others.contains(*c)).count();
    count(TRADITIONAL, SIMPLIFIED) > count(SIMPLIFIED, TRADITIONAL)
}

/// ISO 639-3 codes and their BCP 47 tags.
const BCP47_TAGS: [(&str, &str); 70] = [
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

/// Returns the BCP 47 tag for an ISO 639-3 code: two letters where there are two.
fn bcp47_tag(code: &'static str) -> &'static str {
    BCP47_TAGS.iter().find(|(long, _)| *long == code).map_or(code, |(_, tag)| tag)
}

#[cfg(test)]
mod tests {
    use super::super::builder::ArticleBuilder;
    use super::detect_language;

    #[test]
    fn languages_are_detected_by_script_and_words() {
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
            let mut builder = ArticleBuilder::default();
            builder.push_text(text);
            let found = detect_language(&builder.finish().paragraphs).map(|(language, _)| language.to_string());
            assert_eq!(found.as_deref(), Some(tag), "{text}");
        }
        assert_eq!(detect_language(&[]), None);
    }
}
