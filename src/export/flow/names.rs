//! Names that worksheets may have.

/// The most a worksheet's name may have, in units of UTF-16.
const LONGEST: usize = 31;

/// What no worksheet may be called: Excel keeps its changes under it.
const KEPT: &str = "history";

/// Names for worksheets, one for each of some wished for: without the signs that Excel does not allow, short enough, and
/// all unlike each other whatever their case.
pub(super) fn worksheet_names<'a>(wished: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut taken = std::collections::HashSet::from([KEPT.to_owned()]);
    for wish in wished {
        let clean = allowed(wish);
        let clean = if clean.is_empty() { "Sheet" } else { &clean };
        let numbered = (1..).map(|number| match number {
            1 => cut(clean, LONGEST),
            _ => {
                let tail = format!(" {number}");
                format!("{}{tail}", cut(clean, LONGEST - tail.len()))
            }
        });
        let name = numbered.into_iter().find(|name| taken.insert(name.to_lowercase())).unwrap_or_default();
        names.push(name);
    }
    names
}

fn allowed(name: &str) -> String {
    let plain = |c: char| if c.is_control() || "*?:[]\\/\u{fffe}\u{ffff}".contains(c) { ' ' } else { c };
    let words: String = name.chars().map(plain).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['\'', ' ']).to_owned()
}

/// The beginning of a name, up to so many units of UTF-16, without an apostrophe at its end.
fn cut(name: &str, most: usize) -> String {
    let mut left = most;
    let fits = |c: &char| {
        let room = left.checked_sub(c.len_utf16());
        left = room.unwrap_or(0);
        room.is_some()
    };
    let short: String = name.chars().take_while(fits).collect();
    short.trim_end_matches(['\'', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::worksheet_names;

    #[test]
    fn every_sheet_gets_a_name_that_excel_allows() {
        let long = "🐢".repeat(20);
        let wished = ["Case", "case", "A2: [range]/cost", "", "'", "History", &long, &long, "It's Ada's"];
        let names = worksheet_names(wished.into_iter());
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
