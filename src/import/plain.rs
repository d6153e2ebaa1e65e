//! Plain text: paragraphs end at blank lines or at line ends, and hard-wrapped lines are joined.

use unicode_width::UnicodeWidthStr as _;

use super::builder::ArticleBuilder;
use super::{Cancelled, Imported, ParagraphKind, Progress, metadata};

/// The widest line of hard-wrapped text, in terminal columns.
const MAX_WIDTH: usize = 132;
/// How many lines are examined to tell whether a text is hard-wrapped.
const SAMPLE_LEN: usize = 5_000;
/// How many lines are read between two checks for cancellation.
const CANCEL_CHECK_LINES: usize = 4_096;
/// The longest title, in characters.
const MAX_TITLE_CHARS: usize = 120;

/// Reads a plain text.
pub(super) fn read(text: &str, progress: &Progress) -> Result<Imported, Cancelled> {
    let lines: Vec<&str> = lines(text);
    let wrap = wrap_width(&lines);
    let mut builder = ArticleBuilder::default();
    let mut previous: Option<&str> = None;
    for (i, &line) in lines.iter().enumerate() {
        if i.is_multiple_of(CANCEL_CHECK_LINES) {
            progress.report(i, lines.len())?;
        }
        if line.trim().is_empty() {
            previous = None;
            continue;
        }
        match previous {
            Some(last) if wrap.is_some_and(|width| continues(last, line, width)) => {
                builder.push_text(line_separator(last, line));
            }
            _ => builder.start_paragraph(ParagraphKind::Text),
        }
        builder.push_text(line);
        previous = Some(line);
        if builder.is_full() {
            break;
        }
    }
    let mut imported = Imported::from_builder(builder, "plain text");
    take_front_matter(&lines, &mut imported);
    Ok(imported)
}

/// Splits a text into lines, at any kind of line end.
fn lines(text: &str) -> Vec<&str> {
    if text.contains('\r') && !text.contains('\n') {
        return text.split('\r').collect();
    }
    text.split(['\n', '\u{85}', '\u{2028}', '\u{2029}', '\u{c}']).map(|line| line.trim_end_matches('\r')).collect()
}

/// Returns the width at which a text is wrapped, if it is: most of its lines have no room for the first word of the
/// next.
fn wrap_width(lines: &[&str]) -> Option<usize> {
    let sample = lines.get(..lines.len().min(SAMPLE_LEN)).unwrap_or_default();
    let mut widths: Vec<usize> = sample.iter().map(|line| width(line)).filter(|width| *width > 0).collect();
    widths.sort_unstable();
    // A few lines may be longer than the rest: a URL that could not be broken.
    let width = *widths.get((widths.len() * 49 / 50).min(widths.len().checked_sub(1)?))?;
    if !(30..=MAX_WIDTH).contains(&width) {
        return None;
    }
    let (mut full, mut pairs) = (0, 0);
    for (line, next) in sample.iter().zip(sample.iter().skip(1)) {
        if !line.trim().is_empty() && !next.trim().is_empty() {
            pairs += 1;
            full += usize::from(is_full(line, next, width));
        }
    }
    (pairs > 0 && full * 5 >= pairs * 3).then_some(width)
}

/// Returns the width of a line without trailing spaces; no line is measured further than it matters.
fn width(line: &str) -> usize {
    let line = line.trim_end();
    line.char_indices().nth(MAX_WIDTH * 2).map_or(line, |(at, _)| line.get(..at).unwrap_or(line)).width()
}

/// Returns whether the first word of the next line has no room on this line.
fn is_full(line: &str, next: &str, wrap: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    let word = if word.chars().any(is_unspaced_script) { 2 } else { width(word).min(24) };
    // A little less than the width, since the widest line sets it and the others are ragged.
    width(line) + 1 + word >= wrap * 17 / 20
}

/// Returns whether a line continues in the next: it is full, and the next starts no paragraph or list item.
fn continues(line: &str, next: &str, wrap: usize) -> bool {
    let indent = |line: &str| line.chars().take_while(|c| c.is_whitespace()).count();
    let starts_block = indent(next) > indent(line) + 1 && !is_item(line) || is_item(next);
    !starts_block && is_full(line, next, wrap)
}

/// Returns whether a line starts like a list item.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = after_number.len() < line.len()
        && line.len() - after_number.len() <= 3
        && (after_number.starts_with(". ") || after_number.starts_with(") "));
    is_numbered || ["- ", "* ", "• ", "– ", "— ", "+ "].iter().any(|mark| line.starts_with(mark))
}

/// Returns the separator between two lines that are joined: a space, or nothing in scripts without spaces and after a
/// hyphen within a word. The hyphen stays: whether it belongs to the word cannot be known.
pub(super) fn line_separator(line: &str, next: &str) -> &'static str {
    let last = line.trim_end().chars().next_back().unwrap_or(' ');
    let first = next.trim_start().chars().next().unwrap_or(' ');
    if is_unspaced_script(last) && is_unspaced_script(first) {
        return "";
    }
    let is_inside_word = matches!(last, '-' | '‐')
        && line.trim_end().chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && first.is_lowercase();
    // `Haupt- und Nebensatz`, `pre- or post-war`: the hyphen replaces the rest of a word.
    let word = next.split_whitespace().next().unwrap_or_default();
    let is_suspended =
        ["and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "of", "to", "och", "og"].contains(&word);
    if is_inside_word && !is_suspended { "" } else { " " }
}

/// Returns whether `c` is a Chinese or Japanese letter or punctuation mark.
fn is_unspaced_script(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// Takes title, byline and date from the start of a text: the first line, if it stands alone, is short and is not a
/// sentence; and below it a line `By NAME` and a date line, or the date line first. This needs running text to follow;
/// otherwise such lines may be anything, and stay paragraphs.
fn take_front_matter(lines: &[&str], imported: &mut Imported) {
    let paragraphs = &mut imported.article.paragraphs;
    let title = title(lines).filter(|_| !paragraphs.is_empty());
    let (mut byline, mut date) = (None, None);
    let title_count = usize::from(title.is_some());
    let mut end = title_count;
    while let Some(paragraph) = paragraphs.get(end) {
        // A first line `By ...` may also be the title of the article.
        let (name, day) = (metadata::parse_byline(&paragraph.text), metadata::parse_dateline(&paragraph.text));
        match (name, day) {
            (Some(name), _) if byline.is_none() && end > 0 => byline = Some(name),
            (None, Some(day)) if date.is_none() => date = Some(day),
            _ => break,
        }
        end += 1;
    }
    let rest = paragraphs.get(end..).unwrap_or_default();
    let letters: usize = rest.iter().map(|p| p.text.len()).sum();
    let longest = paragraphs.get(..end).unwrap_or_default().iter().map(|p| p.text.len()).max().unwrap_or(0);
    if rest.len() < 2 || letters / rest.len() <= longest.max(60) * 2 {
        return;
    }
    if let (Some(first), true) = (paragraphs.first_mut(), title.is_some()) {
        first.kind = ParagraphKind::Heading;
    }
    paragraphs.drain(title_count..end);
    for (paragraph, number) in paragraphs.iter_mut().zip(1..).skip(title_count) {
        paragraph.id = format!("p{number}").as_str().into();
    }
    (imported.title, imported.article.byline, imported.date) = (title, byline, date);
}

/// Returns the first line if it is short, is not a sentence, and is followed by a blank line, a byline or a date line.
fn title(lines: &[&str]) -> Option<String> {
    let mut lines = lines.iter().skip_while(|line| line.trim().is_empty());
    let first = lines.next()?.trim();
    let next = lines.next()?.trim();
    let stands_alone =
        next.is_empty() || metadata::parse_byline(next).is_some() || metadata::parse_dateline(next).is_some();
    let is_sentence = first.ends_with(['.', ',', ';', ':', '。', '，', '；', '：', '।', '۔', '>', '}']);
    let is_metadata = metadata::parse_byline(first).is_some() || metadata::parse_dateline(first).is_some();
    let is_short = first.chars().count() <= MAX_TITLE_CHARS;
    (stands_alone && is_short && !is_sentence && !is_metadata).then(|| metadata::single_line(first)).flatten()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::progress::Progress;

    fn texts(text: &str) -> Vec<String> {
        read(text, &Progress::default()).unwrap().article.paragraphs.into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn a_line_is_a_paragraph_unless_the_text_is_hard_wrapped() {
        assert_eq!(texts("One.\nTwo.\r\n\r\nThree.\n"), ["One.", "Two.", "Three."]);
        assert_eq!(texts("One.\rTwo."), ["One.", "Two."]);
        let wrapped = "The lamps of Millbrook burn all night, though nobody is there to\n\
            see them, and the town pays for every hour of it out of a well-\n\
            known fund, as the council and its treasurer never tire of say-\n\
            ing.\n\n  The second paragraph is indented, as some books have it, and it\n\
            goes on for a while.\n  The third one follows without a blank line, and it has two lines\n\
            as well.\n- an item of a list\n- and another one\n";
        let found = texts(wrapped);
        assert_eq!(found.len(), 5, "{found:#?}");
        assert!(
            found[0].ends_with("out of a well-known fund, as the council and its treasurer never tire of say-ing.")
        );
        assert_eq!(found[3..], ["- an item of a list", "- and another one"]);
    }

    #[test]
    fn verses_keep_their_lines_and_chinese_is_joined_without_spaces() {
        let verse = "The lamps are lit\nand nobody walks\nunder the longest of all the rows of lamps\nin town\n";
        assert_eq!(texts(verse).len(), 4);
        let line = "灯火通明的街道上没有一个人走过只有风吹过树叶的声音";
        let chinese = format!("{line}\n{line}\n{line}\n完。\n");
        assert_eq!(texts(&chinese), [format!("{line}{line}{line}完。")]);
    }

    #[test]
    fn a_title_is_taken_only_if_running_text_follows() {
        let long = "The lamps burn all night for nobody, and the town pays for it. ".repeat(5);
        let imported = read(&format!("Lights out\n\n{long}\n\n{long}"), &Progress::default()).unwrap();
        assert_eq!(imported.title.as_deref(), Some("Lights out"));
        assert_eq!(read("One\n\nTwo\n\nThree", &Progress::default()).unwrap().title, None);
    }

    #[test]
    fn a_byline_and_a_date_at_the_start_are_not_paragraphs() {
        let long = "The lamps burn all night for nobody, and the town pays for it. ".repeat(5);
        let of = |head: &str, rest: &str| {
            let read = read(&format!("{head}\n\n{rest}\n\n{rest}"), &Progress::default()).unwrap();
            let ids: Vec<String> = read.article.paragraphs.iter().map(|p| p.id.to_string()).collect();
            assert_eq!(ids, (1..=ids.len()).map(|n| format!("p{n}")).collect::<Vec<_>>());
            (read.title, read.article.byline, read.date.map(|date| date.to_string()), ids.len())
        };
        let some = |text: &str| Some(text.to_owned());
        let all = (some("Lights out"), some("Ada Moss"), some("12 Mar 2024"), 3);
        assert_eq!(of("Lights out\n\nBy Ada Moss\n\nTuesday, 12 March 2024", &long), all);
        assert_eq!(of("Lights out\n12 March 2024\nBy Ada Moss", &long), all);
        // At the very start it may be the title, as in `By Any Means Necessary`: a wrong name in a cite is worse than an
        // extra line.
        assert_eq!(of("By Any Means Necessary", &long), (None, None, None, 3));
        // What is not certain stays: two dates, a sentence, lines of verse, and names below the text.
        assert_eq!(of("Lights out\n\n12 March 2024\n\n13 March 2024", &long).3, 4);
        assert_eq!(of("By Eleven The Lamps Are Out.", &long), (None, None, None, 3));
        assert_eq!(of("Lights out\n\nBy Ada Moss", "And nobody walks"), (None, None, None, 4));
        assert_eq!(of(&format!("{long}\n\nBy Ada Moss"), &long), (None, None, None, 4));
    }
}
