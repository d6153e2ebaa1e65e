//! The words in the class and id of an element.
//!
//! Words are compared whole: `trustees` has nothing to do with the consent tool `truste`.

use dom_query::NodeRef;

/// Returns the words in the class and id of an element.
pub(super) fn class_words(node: &NodeRef<'_>) -> Vec<String> {
    let names = format!("{} {}", node.attr("class").unwrap_or_default(), node.attr("id").unwrap_or_default());
    names.split_ascii_whitespace().flat_map(words).collect()
}

/// Returns the words in one class, in lower case, and each two neighbours as one: `more-on__heading` has the words `more`,
/// `on`, `heading`, `moreon` and `onheading`.
pub(super) fn words(class: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut was_lower = false;
    for c in class.chars() {
        if !c.is_ascii_alphanumeric() || (c.is_ascii_uppercase() && was_lower) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| c.is_ascii_alphanumeric()) {
            part.push(c.to_ascii_lowercase());
        }
        was_lower = c.is_ascii_lowercase();
    }
    parts.retain(|part| !part.is_empty());
    let pairs: Vec<String> = parts.windows(2).map(<[String]>::concat).collect();
    parts.extend(pairs);
    parts
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_end_at_signs_and_capitals_and_neighbours_are_joined() {
        for (class, expected) in [
            ("more-on__heading", "more on heading moreon onheading"),
            ("srOnly", "sr only sronly"),
            ("SROnly", "sronly"),
            ("trustees", "trustees"),
            ("--", ""),
            ("é-x", "x"),
        ] {
            assert_eq!(words(class).join(" "), expected, "{class}");
        }
    }
}
