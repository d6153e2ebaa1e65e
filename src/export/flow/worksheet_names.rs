//! Valid worksheet names.

/// The longest name of a worksheet, in UTF-16 code units.
const MAX_LEN: usize = 31;

/// A name Excel reserves for change tracking.
const RESERVED: &str = "history";

/// Returns a valid worksheet name for each requested name: without characters that Excel forbids, short enough, and
/// unique regardless of case.
pub(super) fn worksheet_names<'a>(requested: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut used = std::collections::HashSet::from([RESERVED.to_owned()]);
    for request in requested {
        let clean = sanitized(request);
        let clean = if clean.is_empty() { "Sheet" } else { &clean };
        let numbered = (1..).map(|number| match number {
            1 => truncated(clean, MAX_LEN),
            _ => {
                let tail = format!(" {number}");
                format!("{}{tail}", truncated(clean, MAX_LEN - tail.len()))
            }
        });
        let name = numbered.into_iter().find(|name| used.insert(name.to_lowercase())).unwrap_or_default();
        names.push(name);
    }
    names
}

fn sanitized(name: &str) -> String {
    let plain = |c: char| if c.is_control() || "*?:[]\\/\u{fffe}\u{ffff}".contains(c) { ' ' } else { c };
    let words: String = name.chars().map(plain).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['\'', ' ']).to_owned()
}

/// Truncates a name to `most` UTF-16 code units, without a trailing apostrophe.
fn truncated(name: &str, most: usize) -> String {
    beginning(name, most).trim_end_matches(['\'', ' ']).to_owned()
}

/// Returns as much of a text as fits into `most` UTF-16 code units, which Excel counts.
pub(super) fn beginning(text: &str, most: usize) -> String {
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= most
    };
    text.chars().take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::worksheet_names;

    #[test]
    fn every_sheet_gets_a_valid_name() {
        let long = "🐢".repeat(20);
        let requested = ["Case", "case", "A2: [range]/cost", "", "'", "History", &long, &long, "It's Ada's"];
        let names = worksheet_names(requested.into_iter());
        assert_eq!(
            names,
            [
                "Case",
                "case 2",
                "A2 range cost",
                "Sheet",
                "Sheet 2",
                "History 2",
                &"🐢".repeat(15),
                &format!("{} 2", "🐢".repeat(14)),
                "It's Ada's"
            ]
        );
    }
}
