//! File names and ids derived from titles.

/// The maximum length of an id, in bytes.
const MAX_ID_LEN: usize = 60;

/// Derives an id from a title: lower-case ASCII letters and digits with hyphens. Returns `None` if nothing of the title
/// remains.
pub fn slug(title: &str) -> Option<String> {
    use unicode_normalization::UnicodeNormalization as _;
    let mut slug = String::new();
    for c in title.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\'' | '’')).flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'ß' => slug.push_str("ss"),
            'æ' => slug.push_str("ae"),
            'ø' => slug.push('o'),
            'ł' => slug.push('l'),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
        if slug.len() > MAX_ID_LEN {
            let cut = slug.rfind('-').filter(|at| *at > MAX_ID_LEN / 2).unwrap_or(MAX_ID_LEN);
            slug.truncate(cut);
            break;
        }
    }
    let slug = slug.trim_matches('-');
    super::check::is_slug(slug).then(|| slug.to_owned())
}

/// Derives a file name from a title, or from `or` if nothing of the title remains. A number is added until `taken`
/// returns false.
pub fn unique_name(title: &str, or: &str, taken: impl Fn(&str) -> bool) -> String {
    let slug = slug(title).unwrap_or_else(|| or.to_owned());
    let numbered = |number: usize| if number == 1 { slug.clone() } else { format!("{slug}-{number}") };
    (1..).map(numbered).find(|name| !taken(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{slug, unique_name};

    #[test]
    fn a_name_is_derived_from_the_title_and_unique() {
        let taken = ["lamps-at-night".to_owned(), "round".to_owned()];
        let free = |title: &str| unique_name(title, "round", |name| taken.iter().any(|other| other == name));
        assert_eq!(free("Lamps, at night!"), "lamps-at-night-2");
        assert_eq!(free("Żółte latarnie"), "zolte-latarnie");
        assert_eq!(free("路灯"), "round-2");
        assert_eq!(slug("L’été à Łódź: 40 lamps!").as_deref(), Some("lete-a-lodz-40-lamps"));
        assert_eq!(slug("路灯"), None);
        assert!(slug(&"lamps ".repeat(100)).is_some_and(|slug| slug.len() <= 60 && !slug.ends_with('-')));
    }
}
