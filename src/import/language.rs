//! Language detection by script and trigrams, with whatlang.

use crate::model::{Language, Paragraph, Script};

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

/// BCP 47 tags, ISO 639-3 codes and English names; the languages without a name are shown by their tag.
const LANGUAGES: [(&str, &str, &str); 83] = [
    ("af", "afr", "Afrikaans"),
    ("ak", "aka", ""),
    ("am", "amh", "Amharic"),
    ("ar", "ara", "Arabic"),
    ("az", "aze", "Azerbaijani"),
    ("be", "bel", "Belarusian"),
    ("bg", "bul", "Bulgarian"),
    ("bn", "ben", "Bengali"),
    ("ca", "cat", "Catalan"),
    ("ckb", "ckb", "Sorani Kurdish"),
    ("cs", "ces", "Czech"),
    ("cy", "cym", "Welsh"),
    ("da", "dan", "Danish"),
    ("de", "deu", "German"),
    ("el", "ell", "Greek"),
    ("en", "eng", "English"),
    ("eo", "epo", "Esperanto"),
    ("es", "spa", "Spanish"),
    ("et", "est", "Estonian"),
    ("eu", "eus", "Basque"),
    ("fa", "pes", "Persian"),
    ("fi", "fin", "Finnish"),
    ("fr", "fra", "French"),
    ("ga", "gle", "Irish"),
    ("gl", "glg", "Galician"),
    ("gu", "guj", "Gujarati"),
    ("he", "heb", "Hebrew"),
    ("hi", "hin", "Hindi"),
    ("hr", "hrv", "Croatian"),
    ("hu", "hun", "Hungarian"),
    ("hy", "hye", "Armenian"),
    ("id", "ind", "Indonesian"),
    ("is", "isl", "Icelandic"),
    ("it", "ita", "Italian"),
    ("ja", "jpn", "Japanese"),
    ("jv", "jav", ""),
    ("ka", "kat", "Georgian"),
    ("kk", "kaz", "Kazakh"),
    ("km", "khm", "Khmer"),
    ("kn", "kan", "Kannada"),
    ("ko", "kor", "Korean"),
    ("ks", "kas", "Kashmiri"),
    ("la", "lat", "Latin"),
    ("lt", "lit", "Lithuanian"),
    ("lv", "lav", "Latvian"),
    ("mk", "mkd", "Macedonian"),
    ("ml", "mal", "Malayalam"),
    ("mr", "mar", "Marathi"),
    ("ms", "msa", "Malay"),
    ("my", "mya", "Burmese"),
    ("nb", "nob", "Norwegian"),
    ("ne", "nep", "Nepali"),
    ("nl", "nld", "Dutch"),
    ("no", "nor", "Norwegian"),
    ("or", "ori", "Odia"),
    ("pa", "pan", "Punjabi"),
    ("pl", "pol", "Polish"),
    ("ps", "pus", "Pashto"),
    ("pt", "por", "Portuguese"),
    ("ro", "ron", "Romanian"),
    ("ru", "rus", "Russian"),
    ("sd", "snd", "Sindhi"),
    ("si", "sin", "Sinhala"),
    ("sk", "slk", "Slovak"),
    ("sl", "slv", "Slovene"),
    ("sn", "sna", ""),
    ("sq", "sqi", "Albanian"),
    ("sr", "srp", "Serbian"),
    ("sv", "swe", "Swedish"),
    ("sw", "swa", "Swahili"),
    ("ta", "tam", "Tamil"),
    ("te", "tel", "Telugu"),
    ("th", "tha", "Thai"),
    ("tk", "tuk", ""),
    ("tl", "tgl", ""),
    ("tr", "tur", "Turkish"),
    ("uk", "ukr", "Ukrainian"),
    ("ur", "urd", "Urdu"),
    ("uz", "uzb", "Uzbek"),
    ("vi", "vie", "Vietnamese"),
    ("yi", "yid", ""),
    ("zh", "cmn", "Chinese"),
    ("zu", "zul", ""),
];

/// Returns the BCP 47 tag for an ISO 639-3 code: two letters where there are two.
fn bcp47_tag(code: &'static str) -> &'static str {
    LANGUAGES.iter().find(|(_, long, _)| *long == code).map_or(code, |(tag, ..)| tag)
}

/// Returns the English name of a language, and whether its script is traditional Chinese; its tag if it has no name.
pub(super) fn language_name(language: &Language) -> String {
    let primary = language.primary();
    let named = LANGUAGES.iter().find(|(tag, _, name)| *tag == primary && !name.is_empty());
    let name = named.map_or(language.as_str(), |(.., name)| name);
    if language.script() == Script::HanTraditional { format!("{name} (traditional)") } else { name.to_owned() }
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
