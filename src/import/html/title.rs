//! The title of a page without the name of the site.

/// Characters that separate a title from the name of a site or a section. [`LOOSE_SEPARATORS`] may also join words, so
/// they need a blank, except between Chinese characters.
const SEPARATORS: &str = "_|丨｜¦‖·•»«›‹:：";
const LOOSE_SEPARATORS: &str = "-–—−/\\>~";

/// Returns `title` without the name of the site: the first of `headings` that is one end of it, up to a separator; else
/// what is left without one of the `sites`.
///
/// A heading that is the name of the site itself, as over a logo, must not be among `headings`.
pub(super) fn without_site(title: &str, headings: &[String], sites: &[String]) -> String {
    let is_site = |text: &str| sites.iter().any(|site| folded(site) == folded(text));
    let by_heading = headings.iter().filter(|heading| !is_site(heading)).find(|heading| is_end(title, heading));
    if let Some(heading) = by_heading {
        return heading.clone();
    }
    let rests = sites.iter().filter_map(|site| rest_of(title, site));
    let whole = rests.map(str::trim).find(|rest| rest.chars().filter(|c| c.is_alphanumeric()).count() > 1);
    whole.unwrap_or(title).to_owned()
}

/// Returns whether one end of `title` is `part`, set apart by a separator.
fn is_end(title: &str, part: &str) -> bool {
    rest_of(title, part).is_some_and(|rest| !rest.trim().is_empty())
}

/// Returns what is left of `title` without `part` at one end and the separator beside it.
fn rest_of<'t>(title: &'t str, part: &str) -> Option<&'t str> {
    let (title, part) = (title.trim(), part.trim());
    if part.is_empty() {
        return None;
    }
    if let Some(rest) = title.strip_prefix(part) {
        let after = rest.trim_start().strip_prefix(is_separator)?;
        let is_apart = rest.starts_with(char::is_whitespace) || after.starts_with(char::is_whitespace);
        let is_sure = is_apart || rest.starts_with(|c| SEPARATORS.contains(c)) || after.starts_with(is_unspaced);
        return is_sure.then(|| after.trim_start_matches(is_separator));
    }
    let rest = title.strip_suffix(part)?;
    let before = rest.trim_end().strip_suffix(is_separator)?;
    let is_apart = rest.ends_with(char::is_whitespace) || before.ends_with(char::is_whitespace);
    let is_sure = is_apart || rest.ends_with(|c| SEPARATORS.contains(c)) || before.ends_with(is_unspaced);
    is_sure.then(|| before.trim_end_matches(is_separator))
}

fn is_separator(c: char) -> bool {
    SEPARATORS.contains(c) || LOOSE_SEPARATORS.contains(c)
}

/// Returns whether no hyphen can be part of a word of this character: it is Chinese or Japanese.
fn is_unspaced(c: char) -> bool {
    ('\u{2e80}'..='\u{9fff}').contains(&c)
}

/// Returns the letters and digits of a text in lower case.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::without_site;

    #[test]
    fn the_title_is_the_heading_that_is_one_end_of_it() {
        for (title, heading) in [
            ("雨季前将放空水坝_时政频道_哈罗新闻网", "雨季前将放空水坝"),
            ("雨季前将放空水坝-哈罗新闻网", "雨季前将放空水坝"),
            ("雨季前将放空水坝丨哈罗新闻网", "雨季前将放空水坝"),
            ("雨季前将放空水坝｜哈罗新闻网", "雨季前将放空水坝"),
            ("雨季前将放空水坝：哈罗新闻网", "雨季前将放空水坝"),
            ("بارش سے پہلے - روزنامہ وادی", "بارش سے پہلے"),
            ("On lamps — The Courier", "On lamps"),
            ("On lamps » The Courier", "On lamps"),
            ("The Courier: On lamps", "On lamps"),
            ("The Courier | On lamps", "On lamps"),
            ("On lamps • Opinion • The Courier", "On lamps"),
        ] {
            assert_eq!(without_site(title, &[heading.to_owned()], &[]), heading, "{title}");
        }
    }

    #[test]
    fn a_title_that_no_heading_repeats_loses_only_the_name_of_its_site() {
        let sites = ["The Courier".to_owned()];
        assert_eq!(without_site("On lamps - The Courier", &[], &sites), "On lamps");
        assert_eq!(without_site("The Courier | On lamps", &["Lamps".to_owned()], &sites), "On lamps");
        assert_eq!(without_site("On lamps-The Courier", &[], &sites), "On lamps-The Courier", "not sure");
        assert_eq!(without_site("The Courier", &[], &sites), "The Courier");
        assert_eq!(without_site("Well-lit streets", &["Well".to_owned()], &[]), "Well-lit streets");
        assert_eq!(without_site("On lamps: a survey", &["A survey of lamps".to_owned()], &[]), "On lamps: a survey");
        // The heading over the logo is the name of the site.
        let headings = ["The Courier".to_owned(), "On lamps".to_owned()];
        assert_eq!(without_site("On lamps - The Courier", &headings, &sites), "On lamps");
    }
}
