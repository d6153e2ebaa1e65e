//! The encodings of plain texts: a sample of each, and texts that name none.

use encoding_rs::Encoding;
use parallax::import::{ENCODINGS, ImportError, decode_text};

/// The name of each encoding, bytes, and what they say. The bytes are by the codecs of Python, which share nothing with
/// the decoders of this program; each sample has characters that the encodings most like it lack or put elsewhere.
const SAMPLES: [(&str, &[u8], &str); 41] = [
    ("UTF-8", b"\xc5\x81\xc3\xb3d\xc5\xba \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x98\x80", "Łódź 日本 😀"),
    ("UTF-16LE", b"A\x01\xf3\0d\0z\x01 \0\xe5e,g \0=\xd8\0\xde", "Łódź 日本 😀"),
    ("UTF-16BE", b"\x01A\0\xf3\0d\x01z\0 e\xe5g,\0 \xd8=\xde\0", "Łódź 日本 😀"),
    ("UTF-32LE", b"A\x01\0\0\xf3\0\0\0 \0\0\0\0\xf6\x01\0", "Łó 😀"),
    ("UTF-32BE", b"\0\0\x01A\0\0\0\xf3\0\0\0 \0\x01\xf6\0", "Łó 😀"),
    ("windows-1250", b"k\xf9\xf2 \x96 \x84g\xea\x9c\x94, t\xf8i \x9ai\x9aky", "kůň – „gęś”, tři šišky"),
    ("windows-1251", b"\xd4\xee\xed\xe0\xf0\xe8 \x96 \xab\xa1\xbb, \xb4", "Фонари – «Ў», ґ"),
    ("windows-1252", b"l\x92\x9cuf co\xfbte 3 \x80 \x96 \xe7a", "l’œuf coûte 3 € – ça"),
    ("windows-1253", b"\xeb\xdc\xec\xf0\xe5\xf2 \x96 3 \x80, \xa2", "λάμπες – 3 €, Ά"),
    ("windows-1254", b"\xfd\xfe\xfdk \x96 a\xf0a\xe7, \xfeu, \xdd", "ışık – ağaç, şu, İ"),
    ("windows-1255", b"\xf4\xf0\xf1\xe9\xed \x96 3 \xa4", "פנסים – 3 ₪"),
    ("windows-1256", b"\xe3\xd5\xc8\xc7\xcd \x96 \x81\x8d\x90", "مصباح – پچگ"),
    ("windows-1257", b"\xf0vie\xe8ia \x96 \xec\xe7rbt, \xf5un", "šviečia – ģērbt, õun"),
    ("windows-1258", b"\xf0\xe8n \xf5n \xfd cha\xf2y \x96 \xfe", "đèn ơn ư cha\u{323}y – ₫"),
    ("windows-874", b"\xe2\xa4\xc1\xe4\xbf \x96 3 \x80", "โคมไฟ – 3 €"),
    ("ISO-8859-2", b"k\xf9\xf2, g\xea\xb6, t\xf8i \xb9i\xb9ky", "kůň, gęś, tři šišky"),
    ("ISO-8859-3", b"\xe6iu \xf8uas \xfd, \xb1ob\xbf", "ĉiu ĝuas ŭ, ħobż"),
    ("ISO-8859-4", b"s\xe1mi \xbf, \xbb\xbarbt, \xa2", "sámi ŋ, ģērbt, ĸ"),
    ("ISO-8859-5", b"\xc4\xde\xdd\xd0\xe0\xd8 \xae \xf0 3", "Фонари Ў № 3"),
    ("ISO-8859-6", b"\xe5\xd5\xc8\xc7\xcd\xac \xe6\xe8\xd1", "مصباح، نور"),
    ("ISO-8859-7", b"\xeb\xdc\xec\xf0\xe5\xf2 3 \xa4, \xb6", "λάμπες 3 €, Ά"),
    ("ISO-8859-8", b"\xf4\xf0\xf1\xe9\xed \xaa 3", "פנסים × 3"),
    ("ISO-8859-8-I", b"\xf4\xf0\xf1\xe9\xed \xaa 3", "פנסים × 3"),
    ("ISO-8859-10", b"s\xe1mi \xbf, \xde\xf3r, \xf0, \xf9", "sámi ŋ, Þór, ð, ų"),
    ("ISO-8859-13", b"\xf0vie\xe8ia \xa5\xec\xe7rbt\xa1", "šviečia „ģērbt”"),
    ("ISO-8859-14", b"\xf0yr t\xfe \xa1\xf3\xf7ar \xb8", "ŵyr tŷ Ḃóṫar ẁ"),
    ("ISO-8859-15", b"\xbduf 3 \xa4, \xb4i\xb8ka, \xbe", "œuf 3 €, Žižka, Ÿ"),
    ("ISO-8859-16", b"\xfear\xe3, \xbaapte, 3 \xa4, \xa5", "țară, șapte, 3 €, „"),
    ("KOI8-R", b"\xe6\xcf\xce\xc1\xd2\xc9, \xa3\xd6 \xbf", "Фонари, ёж ©"),
    ("KOI8-U", b"\xa7\xd6\xc1\xcb \xa4, \xad\xc1\xce\xcf\xcb", "їжак є, ґанок"),
    ("IBM866", b"\x94\xae\xad\xa0\xe0\xa8 \xf1\xa6 \xf6 \xfc 3", "Фонари ёж Ў № 3"),
    ("x-mac-cyrillic", b"\xc7\xde\xe6\xc8 \xdf \xd0 3 \xff, \xb6", "«ёж» я – 3 €, ґ"),
    ("macintosh", b"l\xd5\xcfuf co\x9ete 3 \xdb \xd0 \x8da", "l’œuf coûte 3 € – ça"),
    ("GBK", b"\xc2\xb7\xb5\xc6\xd5\xfb\xd2\xb9\xa3\xac\xe6g\xe8T", "路灯整夜，鎔鑄"),
    ("gb18030", b"\xc2\xb7\xb5\xc6 \xa8\xbb \x819\xee9 \x949\xfc6", "路灯 ɑ 㐀 😀"),
    ("Big5", b"\xb8\xf4\xbfO\xbe\xe3\xa9]\xa1A\xc0s", "路燈整夜，龍"),
    ("Shift_JIS", b"\x8aX\x93\x94\x82\xcd\x88\xea\x94\xd3\x92\x86\x81B\xb1\xb2", "街灯は一晩中。ｱｲ"),
    ("EUC-JP", b"\xb3\xb9\xc5\xf4\xa4\xcf\xb0\xec\xc8\xd5\xc3\xe6\xa1\xa3\x8e\xb1\x8e\xb2", "街灯は一晩中。ｱｲ"),
    ("ISO-2022-JP", b"\x1b$B39Et\x1b(B on \x1b$B$D$$$F$$$k!#\x1b(B", "街灯 on ついている。"),
    (
        "EUC-KR",
        b"\xb0\xa1\xb7\xce\xb5\xee\xc0\xba \xb9\xe3\xbb\xf5 \x8cc\xb9\xe6\xb0\xa2\xc7\xcf",
        "가로등은 밤새 똠방각하",
    ),
    ("x-user-defined", b"a\x80\xff", "a\u{f780}\u{f7ff}"),
];

/// Other names of some of them, as files and programs write them.
const ALIASES: [(&str, &str); 18] = [
    ("utf8", "UTF-8"),
    ("UTF-16", "UTF-16LE"),
    ("utf-32", "UTF-32LE"),
    ("UCS-4", "UTF-32LE"),
    ("ascii", "windows-1252"),
    ("ISO-8859-1", "windows-1252"),
    ("latin1", "windows-1252"),
    ("iso-8859-9", "windows-1254"),
    ("TIS-620", "windows-874"),
    ("Mac-Cyrillic", "x-mac-cyrillic"),
    ("gb2312", "GBK"),
    ("cp936", "GBK"),
    ("cp932", "Shift_JIS"),
    ("sjis", "Shift_JIS"),
    ("cp949", "EUC-KR"),
    ("UHC", "EUC-KR"),
    ("ks_c_5601-1987", "EUC-KR"),
    ("cp950", "Big5"),
];

/// Sentences whose encoding is found without its name. Encodings that cannot be told from a more common one, such as
/// windows-1254 from ISO-8859-9, stand under the common one.
const SENTENCES: [(&str, &str); 17] = [
    (
        "windows-1250",
        "Lampy v Lodži hoří celou noc – „nikdo je nepotřebuje“, říká starosta, a město za to všechno platí.",
    ),
    ("windows-1251", "Фонари на улицах города горят всю ночь, и никому это не нужно – «даже совам», говорит мэр."),
    (
        "windows-1252",
        "Les réverbères brûlent toute la nuit – « pour personne », dit le maire, et la ville paie l’été entier.",
    ),
    (
        "windows-1253",
        "Οι λάμπες της πόλης καίνε όλη τη νύχτα για κανέναν, και ο Δήμος πληρώνει κάθε χρόνο πολλά χρήματα.",
    ),
    (
        "windows-1254",
        "Sokak lambaları bütün gece boşuna yanıyor ve şehir bunun için her yıl çok para ödüyor, diyor başkan.",
    ),
    ("windows-1255", "פנסי הרחוב דולקים כל הלילה לשווא, והעירייה משלמת על כך הרבה כסף בכל שנה, כך אומר ראש העיר."),
    ("windows-1256", "مصابيح الشوارع مضاءة طوال الليل دون فائدة، والمدينة تدفع كل سنة مالا كثيرا من أجل ذلك."),
    (
        "windows-1257",
        "Gatvių žibintai dega visą naktį be reikalo, ir miestas už tai kasmet moka daug pinigų, sako meras.",
    ),
    ("windows-874", "โคมไฟถนนสว่างทั้งคืนโดยไม่มีใครต้องการ และเมืองต้องจ่ายเงินจำนวนมากทุกปี"),
    ("KOI8-R", "Фонари на улицах города горят всю ночь, и никому это не нужно, говорит мэр, а город платит."),
    ("IBM866", "Фонари на улицах города горят всю ночь, и никому это не нужно, говорит мэр, а город платит."),
    ("x-mac-cyrillic", "Фонари на улицах города горят всю ночь, и никому это не нужно, говорит мэр, а город платит."),
    ("GBK", "城市的路灯整夜亮着，没有人需要，市长说，为此全城每年都要花很多钱。"),
    ("Big5", "城市的路燈整夜亮著，沒有人需要，市長說，為此全城每年都要花很多錢。"),
    ("Shift_JIS", "街灯は一晩中ついているが、だれも必要としていないと市長は言う。町は毎年たくさんのお金を払っている。"),
    ("EUC-JP", "街灯は一晩中ついているが、だれも必要としていないと市長は言う。町は毎年たくさんのお金を払っている。"),
    ("EUC-KR", "가로등은 밤새 켜져 있지만 아무도 필요로 하지 않는다고 시장은 말한다. 시는 해마다 많은 돈을 낸다."),
];

#[test]
fn every_encoding_is_decoded_by_its_name() {
    for (name, bytes, text) in SAMPLES {
        let decoded = decode_text(bytes, Some(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(decoded, (text.to_owned(), name, true));
    }
}

#[test]
fn every_encoding_that_is_offered_has_a_sample() {
    let names: Vec<&str> = SAMPLES.iter().map(|(name, _, _)| *name).collect();
    let noise: Vec<u8> = (0..400_u32).map(|i| u8::try_from(128 + (i * 37 + i * i * 11) % 128).unwrap()).collect();
    let Err(ImportError::ChooseEncoding(offered)) = decode_text(&noise, None) else { panic!("noise has an encoding") };
    let by_browsers = |name: &&str| Encoding::for_label(name.as_bytes()).is_some();
    assert!(offered.iter().filter(|name| by_browsers(name)).count() > 10, "{offered:?}");
    for name in offered.into_iter().filter(by_browsers).chain(ENCODINGS) {
        assert!(names.contains(&name), "{name}");
    }
}

#[test]
fn encodings_have_their_usual_names_in_any_case() {
    for (alias, name) in ALIASES {
        let (_, bytes, text) = SAMPLES.into_iter().find(|(known, _, _)| *known == name).unwrap();
        for alias in [alias.to_owned(), alias.to_uppercase(), alias.to_lowercase()] {
            assert_eq!(decode_text(bytes, Some(&alias)), Ok((text.to_owned(), name, true)), "{alias}");
        }
    }
    for unknown in ["", "klingon", "windows-1259", "utf-7", "replacement"] {
        assert_eq!(decode_text(b"a", Some(unknown)), Err(ImportError::UnknownEncoding(unknown.to_owned())));
    }
}

#[test]
fn a_byte_order_mark_decides_and_is_no_part_of_the_text() {
    let marks: [(&str, &[u8]); 5] = [
        ("UTF-8", b"\xef\xbb\xbf"),
        ("UTF-16LE", b"\xff\xfe"),
        ("UTF-16BE", b"\xfe\xff"),
        ("UTF-32LE", b"\xff\xfe\0\0"),
        ("UTF-32BE", b"\0\0\xfe\xff"),
    ];
    for (name, mark) in marks {
        let (_, bytes, text) = SAMPLES.into_iter().find(|(known, _, _)| *known == name).unwrap();
        let marked = [mark, bytes].concat();
        assert_eq!(decode_text(&marked, None), Ok((text.to_owned(), name, true)));
        assert_eq!(decode_text(&marked, Some(name)), Ok((text.to_owned(), name, true)), "named and marked");
    }
}

#[test]
fn wide_encodings_without_a_mark_are_found_by_their_zeros_or_their_blocks() {
    for text in [
        "The lamps of Łódź burn all night.",
        "城市的路灯亮着，没有人要，市长说。",
        // 需 and 一 have a zero in their low half, 가 as well.
        "城市的路灯整夜亮着，没有一个人需要，市长说。",
        "가로등은 밤새 켜져 있지만, 시장이 말하기를 가난한 시가 2025년에도 돈을 낸다.",
        "街灯は一晩中ついている。\nだれも必要としていない。",
    ] {
        let units: Vec<u16> = text.encode_utf16().collect();
        let codes: Vec<u32> = text.chars().map(u32::from).collect();
        let wide: [(&str, Vec<u8>); 4] = [
            ("UTF-16LE", units.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
            ("UTF-16BE", units.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
            ("UTF-32LE", codes.iter().flat_map(|code| code.to_le_bytes()).collect()),
            ("UTF-32BE", codes.iter().flat_map(|code| code.to_be_bytes()).collect()),
        ];
        for (name, bytes) in wide {
            assert_eq!(decode_text(&bytes, None), Ok((text.to_owned(), name, false)));
        }
    }
}

#[test]
fn the_encoding_that_a_text_declares_is_used() {
    // A text in UTF-16 or UTF-32 cannot declare it in ASCII.
    for (name, bytes, text) in SAMPLES.into_iter().filter(|(name, _, _)| !name.starts_with("UTF-")) {
        for head in [
            format!("<?xml version=\"1.0\" encoding=\"{name}\"?>\n<p>"),
            format!("<html><head><meta charset={name}></head><p>"),
            format!("<html><META http-equiv=\"Content-Type\" content=\"text/html; charset={name}\"><p>"),
            format!("# -*- coding: {name} -*-\n"),
        ] {
            let declared = [head.as_bytes(), bytes].concat();
            assert_eq!(decode_text(&declared, None), Ok((format!("{head}{text}"), name, true)));
        }
    }
}

#[test]
fn the_encoding_of_a_sentence_is_found() {
    for (name, sentence) in SENTENCES {
        let (bytes, _, has_gaps) = Encoding::for_label(name.as_bytes()).unwrap().encode(sentence);
        assert!(!has_gaps, "{name} has every character of its sentence");
        assert_eq!(decode_text(&bytes, None), Ok((sentence.to_owned(), name, false)));
    }
}

#[test]
fn half_a_character_at_the_end_of_a_long_text_is_damage_and_no_other_encoding() {
    let whole = "Les réverbères brûlent. ".repeat(30);
    let cut = [whole.as_bytes(), b"\xc3"].concat();
    assert_eq!(decode_text(&cut, None), Ok((format!("{whole}\u{fffd}"), "UTF-8", true)));
}
