//! Plain text: paragraphs by blank lines or by lines, and lines that were broken for a narrow page put together again.

use unicode_width::UnicodeWidthStr as _;

use super::builder::Builder;
use super::{Cancelled, Imported, ParagraphKind, Progress, about};

/// Wider lines were not broken by hand, in columns of a terminal.
const WIDEST: usize = 132;
/// Lines that are looked at to tell whether the text was broken for a width.
const LOOKED_AT: usize = 5_000;
/// Lines between two looks at whether the work is still wanted.
const STRIDE: usize = 4_096;
/// A title has at most so many characters.
const LONGEST_TITLE: usize = 120;

/// Reads a plain text.
pub(super) fn read(text: &str, progress: &Progress) -> Result<Imported, Cancelled> {
    let lines: Vec<&str> = lines(text);
    let wrap = width_of_wrap(&lines);
    let mut builder = Builder::default();
    let mut before: Option<&str> = None;
    for (i, &line) in lines.iter().enumerate() {
        if i.is_multiple_of(STRIDE) {
            progress.report(i, lines.len())?;
        }
        if line.trim().is_empty() {
            before = None;
            continue;
        }
        match before {
            Some(last) if wrap.is_some_and(|width| goes_on(last, line, width)) => {
                builder.text(joint(last, line));
            }
            _ => builder.paragraph(ParagraphKind::Text),
        }
        builder.text(line);
        before = Some(line);
        if builder.is_full() {
            break;
        }
    }
    let mut imported = Imported::of(builder, "plain text");
    take_head(&lines, &mut imported);
    Ok(imported)
}

/// The lines of a text, whatever ends them.
fn lines(text: &str) -> Vec<&str> {
    if text.contains('\r') && !text.contains('\n') {
        return text.split('\r').collect();
    }
    text.split(['\n', '\u{85}', '\u{2028}', '\u{2029}', '\u{c}']).map(|line| line.trim_end_matches('\r')).collect()
}

/// The width a text was broken for, if it was: most of its lines could not have taken the next line's first word.
fn width_of_wrap(lines: &[&str]) -> Option<usize> {
    let looked_at = lines.get(..lines.len().min(LOOKED_AT)).unwrap_or_default();
    let mut widths: Vec<usize> = looked_at.iter().map(|line| width(line)).filter(|width| *width > 0).collect();
    widths.sort_unstable();
    // A few lines may be longer than the rest: an address that could not be broken.
    let width = *widths.get((widths.len() * 49 / 50).min(widths.len().checked_sub(1)?))?;
    if !(30..=WIDEST).contains(&width) {
        return None;
    }
    let (mut full, mut pairs) = (0, 0);
    for (line, next) in looked_at.iter().zip(looked_at.iter().skip(1)) {
        if !line.trim().is_empty() && !next.trim().is_empty() {
            pairs += 1;
            full += usize::from(is_full(line, next, width));
        }
    }
    (pairs > 0 && full * 5 >= pairs * 3).then_some(width)
}

/// The width of a line without the blanks at its end; no line is measured further than it matters.
fn width(line: &str) -> usize {
    let line = line.trim_end();
    line.char_indices().nth(WIDEST * 2).map_or(line, |(at, _)| line.get(..at).unwrap_or(line)).width()
}

/// Whether the next line's first word had no room on this line.
fn is_full(line: &str, next: &str, wrap: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    let word = if word.chars().any(written_without_blanks) { 2 } else { width(word).min(24) };
    // A little less than the width, since the widest line sets it and the others are ragged.
    width(line) + 1 + word >= wrap * 17 / 20
}

/// Whether a line goes on in the next: it was full, and the next does not begin anything.
fn goes_on(line: &str, next: &str, wrap: usize) -> bool {
    let indent = |line: &str| line.chars().take_while(|c| c.is_whitespace()).count();
    let begins = indent(next) > indent(line) + 1 && !is_item(line) || is_item(next);
    !begins && is_full(line, next, wrap)
}

/// Whether a line begins as an item of a list does.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = after_number.len() < line.len()
        && line.len() - after_number.len() <= 3
        && (after_number.starts_with(". ") || after_number.starts_with(") "));
    numbered || ["- ", "* ", "• ", "– ", "— ", "+ "].iter().any(|mark| line.starts_with(mark))
}

/// What stands between two lines that are put together: a blank; nothing in writing without blanks, nor after a hyphen
/// within a word. The hyphen stays: whether it belongs to the word cannot be known.
pub(super) fn joint(line: &str, next: &str) -> &'static str {
    let last = line.trim_end().chars().next_back().unwrap_or(' ');
    let first = next.trim_start().chars().next().unwrap_or(' ');
    if written_without_blanks(last) && written_without_blanks(first) {
        return "";
    }
    let inside_word = matches!(last, '-' | '‐')
        && line.trim_end().chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && first.is_lowercase();
    // `Haupt- und Nebensatz`, `pre- or post-war`: here the hyphen stands for the rest of a word.
    let word = next.split_whitespace().next().unwrap_or_default();
    let hanging =
        ["and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "of", "to", "och", "og"].contains(&word);
    if inside_word && !hanging { "" } else { " " }
}

/// Chinese and Japanese letters and marks.
fn written_without_blanks(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// Takes title, names and date off the beginning of a text: the first line, when it stands alone, is short and no
/// sentence; and beneath it a line `By NAME` and a line that is a date, or the date first of all. Only where running text
/// follows: whatever else such lines may be, they stay paragraphs.
fn take_head(lines: &[&str], imported: &mut Imported) {
    let paragraphs = &mut imported.article.paragraphs;
    let title = title(lines).filter(|_| !paragraphs.is_empty());
    let (mut byline, mut date) = (None, None);
    let begins = usize::from(title.is_some());
    let mut end = begins;
    while let Some(paragraph) = paragraphs.get(end) {
        // A first line `By ...` may be the title of the article as well.
        let (name, day) = (about::byline(&paragraph.text), about::dateline(&paragraph.text));
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
    paragraphs.drain(begins..end);
    for (paragraph, number) in paragraphs.iter_mut().zip(1..).skip(begins) {
        paragraph.id = format!("p{number}").as_str().into();
    }
    (imported.title, imported.article.byline, imported.date) = (title, byline, date);
}

/// The first line, when a blank one or one of names or a date follows, and it is short and no sentence.
fn title(lines: &[&str]) -> Option<String> {
    let mut lines = lines.iter().skip_while(|line| line.trim().is_empty());
    let first = lines.next()?.trim();
    let next = lines.next()?.trim();
    let alone = next.is_empty() || about::byline(next).is_some() || about::dateline(next).is_some();
    let sentence = first.ends_with(['.', ',', ';', ':', '。', '，', '；', '：', '।', '۔', '>', '}']);
    let itself = about::byline(first).is_some() || about::dateline(first).is_some();
    let short = first.chars().count() <= LONGEST_TITLE;
    (alone && short && !sentence && !itself).then(|| about::line(first)).flatten()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::progress::Progress;

    fn texts(text: &str) -> Vec<String> {
        read(text, &Progress::default()).unwrap().article.paragraphs.into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn a_line_is_a_paragraph_unless_the_text_was_broken_for_a_width() {
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
    fn verses_keep_their_lines_and_chinese_is_joined_without_blanks() {
        let verse = "The lamps are lit\nand nobody walks\nunder the longest of all the rows of lamps\nin town\n";
        assert_eq!(texts(verse).len(), 4);
        let line = "灯火通明的街道上没有一个人走过只有风吹过树叶的声音";
        let chinese = format!("{line}\n{line}\n{line}\n完。\n");
        assert_eq!(texts(&chinese), [format!("{line}{line}{line}完。")]);
    }

    #[test]
    fn a_title_is_taken_only_when_running_text_follows() {
        let long = "The lamps burn all night for nobody, and the town pays for it. ".repeat(5);
        let imported = read(&format!("Lights out\n\n{long}\n\n{long}"), &Progress::default()).unwrap();
        assert_eq!(imported.title.as_deref(), Some("Lights out"));
        assert_eq!(read("One\n\nTwo\n\nThree", &Progress::default()).unwrap().title, None);
    }

    #[test]
    fn lines_of_names_and_of_a_date_at_the_beginning_are_no_paragraphs() {
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
        // First of all it may be the title, as `By Any Means Necessary` is: a wrong name in a cite is worse than a line more.
        assert_eq!(of("By Any Means Necessary", &long), (None, None, None, 3));
        // What is not sure stays: two dates, a sentence, lines of verse, and names under the text.
        assert_eq!(of("Lights out\n\n12 March 2024\n\n13 March 2024", &long).3, 4);
        assert_eq!(of("By Eleven The Lamps Are Out.", &long), (None, None, None, 3));
        assert_eq!(of("Lights out\n\nBy Ada Moss", "And nobody walks"), (None, None, None, 4));
        assert_eq!(of(&format!("{long}\n\nBy Ada Moss"), &long), (None, None, None, 4));
    }
}
