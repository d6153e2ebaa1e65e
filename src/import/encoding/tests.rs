use encoding_rs::Encoding;

use super::{ENCODINGS, decode};
use crate::import::ImportError;

/// A text in each script, with the encodings that it is written in.
const SAMPLES: [(&str, &[&str]); 17] = [
    ("The lamps burn all night, and nobody walks in the street.", &["UTF-8"]),
    ("Les réverbères brûlent toute la nuit, et personne ne marche dans la rue.", &["windows-1252"]),
    ("Die Straßenlaternen brennen die ganze Nacht, und niemand läuft über die Brücke – „schön“.", &["windows-1252"]),
    (
        "Latarnie palą się przez całą noc, a na ulicy nie ma żadnego człowieka, choć świt jest bliski.",
        &["windows-1250"],
    ),
    ("Lampy svítí celou noc a na ulici není žádný člověk, přestože už se blíží ráno.", &["windows-1250"]),
    ("Sokak lambaları bütün gece yanıyor ve sokakta hiç kimse yürümüyor, çünkü hava çok soğuk.", &["windows-1254"]),
    (
        "Улицы были пусты, и фонари горели всю ночь, потому что никто не хотел их погасить.",
        &["windows-1251", "KOI8-R", "IBM866", "ISO-8859-5"],
    ),
    ("Фонари горели всю ночь, потому что никто не хотел их погасить.", &["windows-1251", "x-mac-cyrillic"]),
    ("Οι λάμπες καίνε όλη τη νύχτα και κανείς δεν περπατά στον δρόμο.", &["windows-1253"]),
    ("הפנסים דולקים כל הלילה ואף אחד לא הולך ברחוב.", &["windows-1255"]),
    ("المصابيح مضاءة طوال الليل ولا أحد يمشي في الشارع.", &["windows-1256"]),
    ("โคมไฟสว่างตลอดคืนและไม่มีใครเดินบนถนน", &["windows-874"]),
    ("街灯整夜亮着，街上没有一个人走过，只有风吹过树叶的声音。", &["GBK"]),
    ("街燈整夜亮著，街上卻沒有一個人走過，只有風吹過樹葉的聲音。", &["Big5"]),
    ("街灯は一晩中ともっていて、通りを歩く人は一人もいない。", &["EUC-JP", "ISO-2022-JP"]),
    ("これは日本語の文章です。街灯は一晩中ともっています。", &["Shift_JIS"]),
    ("가로등은 밤새도록 켜져 있었고 거리에는 아무도 없었다.", &["EUC-KR"]),
];

/// The same in encodings that no browser decodes.
const NOT_DECODED: [(&str, &[u8]); 5] = [
    (
        "IBM855",
        b"\xe8\xd0\xb7\xa4\xf1 \xa2\xf1\xd0\xb7 \xd8\xe7\xe3\xe5\xf1, \xb7 \xaa\xd6\xd4\xa0\xe1\
          \xb7 \xac\xd6\xe1\xa8\xd0\xb7 \xeb\xe3\x9c \xd4\xd6\xfb\xed.",
    ),
    (
        "Johab",
        b"\x88a\x9d\xa1\x97w\xb7e \xa4q\xac\x81\x95\xa1\x9d\xa2 \xc5a\xb9a \xb7\xb6\xb4\xf6\x89\
          \xa1 \x88\xe1\x9f\xa1\xb5A\x93e \xb4a\xa2\x81\x95\xa1 \xb4\xf4\xb4\xf6\x94a.",
    ),
    (
        "EUC-TW",
        b"\xe1\xf9\xf1\xb9\xf0\xec\xcc\xdf\xcf\xe9\xe1\xe1\xa1\xa2\xe1\xf9\xc4\xb8\xd0\xb3\xca\xf4\
          \xc8\xb4\xc4\xa1\xd4\xb6\xc4\xa9\xcb\xcc\xe7\xb4\xa1\xa2\xc6\xb7\xc8\xb4\xd3\xf8\xc9\xcc\
          \xe7\xb4\xf0\xf9\xe6\xb4\xce\xfb\xf4\xf8\xd3\xf6\xa1\xa4",
    ),
    (
        "ISO-2022-KR",
        b"\x1b$)C\x0e0!7N5n@:\x0f \x0e9c;u557O\x0f \x0eDQA.\x0f \x0e@V>z0m\x0f \x0e0E8.?!4B\x0f \
          \x0e>F9+55\x0f \x0e>x>z4Y\x0f.",
    ),
    ("ISO-2022-CN", b"\x1b$)A\x0e=V5FU{R9AAWE#,=VIOC;SPHK!#\x0f"),
];

#[test]
fn the_encoding_of_a_short_text_is_found_in_every_script() {
    for (text, encodings) in SAMPLES {
        for name in encodings {
            let (bytes, _, lossy) = Encoding::for_label(name.as_bytes()).unwrap().encode(text);
            assert!(!lossy, "{name} has every letter of {text}");
            let decoded = decode(&bytes, None).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!((&*decoded.text, decoded.is_damaged), (text, false), "{name}, read as {}", decoded.name);
        }
    }
}

#[test]
fn a_text_in_an_encoding_that_no_browser_decodes_brings_the_list_to_choose_from() {
    let list: Vec<&str> = ENCODINGS.into_iter().filter(|name| !name.starts_with("UTF")).collect();
    let markup = b"<item><title>The lamps of Millbrook</title><link>https://lamps.example/1</link></item>\n";
    for (name, bytes) in NOT_DECODED {
        for before in [&b""[..], markup, &markup.repeat(20)] {
            let Err(ImportError::ChooseEncoding(mut names)) = decode(&[before, bytes].concat(), None).map(|d| d.name)
            else {
                panic!("{name} was read as {:?}", decode(bytes, None))
            };
            names.sort_by_key(|name| list.iter().position(|other| other == name));
            assert_eq!(names, list, "{name}");
        }
        assert_eq!(decode(bytes, Some(name)).unwrap_err(), ImportError::UnknownEncoding(name.into()));
    }
}

#[test]
fn a_declared_encoding_that_no_browser_decodes_brings_the_list_even_for_a_word() {
    for name in ["IBM855", "cp855", "Johab", "x-euc-tw", "ISO-2022-KR", "iso-2022-cn-ext"] {
        for text in [
            format!("<?xml version=\"1.0\" encoding=\"{name}\"?><a>\u{1}</a>"),
            format!("<html><head><meta charset={name}></head><body>\u{1}</body></html>"),
            format!("# -*- coding: {name} -*-\n\u{1}\n"),
        ] {
            let mut bytes = text.into_bytes();
            bytes.iter_mut().filter(|b| **b == 1).for_each(|b| *b = 0xe9);
            assert!(matches!(decode(&bytes, None), Err(ImportError::ChooseEncoding(_))), "{name}");
        }
    }
    // A name that is no encoding says nothing.
    let latin = b"<meta charset=ANSI>\n<p>Les r\xe9verb\xe8res br\xfblent toute la nuit.</p>";
    assert_eq!(decode(latin, None).map(|d| d.name), Ok("windows-1252"));
}

#[test]
fn a_score_of_cyrillic_letters_tells_languages_from_nonsense() {
    for text in [
        "УЛИЦЫ БЫЛИ ПУСТЫ, И ФОНАРИ ГОРЕЛИ ВСЮ НОЧЬ.",
        "Вулиці були порожні, і ліхтарі горіли всю ніч, бо ніхто їх не гасив.",
        "Улице су биле празне, а фењери су горели целе ноћи, јер их нико није угасио.",
        "Улиците бяха празни и фенерите горяха цяла нощ, защото никой не ги угаси.",
        "Көшелер бос болды, шамдар түні бойы жанды, өйткені оларды ешкім сөндірмеді.",
    ] {
        let score = super::cyrillic::score(text).unwrap();
        assert!(score > -0.3, "{text}: {score}");
    }
    for bytes in
        [&b"\x8aX\x93\x94\x82\xcd\x88\xea\x94\xd3\x92\x86\x82\xc6\x82\xe0\x82\xc1\x82\xc4"[..], NOT_DECODED[0].1]
    {
        let (text, _) = encoding_rs::WINDOWS_1251.decode_without_bom_handling(bytes);
        let score = super::cyrillic::score(&text);
        assert!(score.is_none_or(|score| score < -0.7), "{text}: {score:?}");
    }
}

#[test]
fn the_right_encoding_is_among_the_first_to_choose_from() {
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode("街灯は一晩中ともっていて、通りを歩く人は一人もいない。");
    let Err(ImportError::ChooseEncoding(names)) = decode(&bytes, None) else { panic!("{:?}", decode(&bytes, None)) };
    assert!(names.iter().take(4).any(|name| *name == "Shift_JIS"), "{names:?}");
}

#[test]
fn accented_letters_side_by_side_are_no_other_script() {
    for text in ["Elle a été créée.", "Çığ düştü.", "naïve Noëlle", "Où ça?", "Größenänderung", "½", "ﬁ¤"]
    {
        let (bytes, encoding, _) = encoding_rs::WINDOWS_1254.encode(text);
        let (expected, _) = encoding.decode_without_bom_handling(&bytes);
        assert!(super::guess::is_plausible(super::TextEncoding::Whatwg(encoding), &expected), "{text}");
    }
}
