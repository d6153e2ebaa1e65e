//! Plain text: paragraphs end at blank lines or at line ends, and hard-wrapped lines are joined.

use unicode_width::UnicodeWidthStr as _;

use super::builder::ArticleBuilder;
use super::line_breaks::{is_unspaced_script, line_separator};
use super::{Cancelled, Imported, ParagraphKind, Progress, metadata};

/// The widest line of hard-wrapped text, in terminal columns.
const MAX_WIDTH: usize = 132;
/// How many lines are examined to tell whether a text is hard-wrapped.
const SAMPLE_LEN: usize = 5_000;
const TAB_STOP: usize = 8;
/// The widest indent that is told from others, in columns; lines further in are centred or set to the right.
const MAX_INDENT: usize = 20;
/// How often an indent must occur to be one that begins paragraphs.
const MIN_INDENTED: usize = 2;
const CANCEL_CHECK_LINES: usize = 4_096;
const MAX_TITLE_CHARS: usize = 120;

pub(super) fn read(text: &str, progress: &Progress) -> Result<Imported, Cancelled> {
    let lines: Vec<&str> = lines(text);
    let layout = Layout::of(&lines);
    let mut builder = ArticleBuilder::default();
    let mut previous: Option<&str> = None;
    // The number of lines of this paragraph.
    let mut height = 0;
    for (i, &line) in lines.iter().enumerate() {
        if i.is_multiple_of(CANCEL_CHECK_LINES) {
            progress.report(i, lines.len())?;
        }
        if line.trim().is_empty() {
            previous = None;
            continue;
        }
        match previous {
            Some(last) if layout.continues(last, line, height) => {
                builder.push_text(line_separator(last, line));
            }
            _ => {
                builder.start_paragraph(ParagraphKind::Text);
                height = 0;
            }
        }
        height += 1;
        builder.push_text(line.trim_start());
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

/// How a text is laid out in lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Layout {
    /// The width at which it is hard-wrapped, in columns; `None` if each line is a paragraph.
    wrap: Option<usize>,
    /// The indent of the first line of each paragraph and that of the others, in columns, if they differ.
    first_line: Option<FirstLine>,
}

/// The indents that tell the first line of a paragraph from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FirstLine {
    /// That of the first line; smaller than `others` in a list with hanging indents.
    first: usize,
    others: usize,
}

impl Layout {
    /// Finds the layout of a text.
    fn of(lines: &[&str]) -> Self {
        let sample = lines.get(..lines.len().min(SAMPLE_LEN)).unwrap_or_default();
        let first_line = FirstLine::of(sample);
        Self { wrap: wrap_width(sample, first_line), first_line }
    }

    /// Returns whether a line continues in the next: it is full, and the next starts no paragraph or list item. `height`
    /// is the number of lines that the paragraph has so far.
    fn continues(&self, line: &str, next: &str, height: usize) -> bool {
        let Some(wrap) = self.wrap else { return false };
        let (before, after) = (indent(line), indent(next));
        let starts_paragraph = match self.first_line {
            Some(FirstLine { first, .. }) if after == first => true,
            Some(FirstLine { first, others }) if before == first && after == others => false,
            // Further in, or back from a quotation that was set in.
            _ => after > before + 1 && !is_item(line) || before > after + 1 && height > 1,
        };
        !starts_paragraph && !is_item(next) && is_full(line, next, wrap)
    }
}

impl FirstLine {
    /// Finds the indent that begins paragraphs: one that occurs regularly, and nearly always after a line that ends a
    /// sentence or a paragraph. A stray blank comes in the middle of a sentence, and the lines of a quotation follow
    /// each other.
    fn of(sample: &[&str]) -> Option<Self> {
        let mut counts = [0_usize; MAX_INDENT + 1];
        let indents: Vec<Option<usize>> =
            sample.iter().map(|line| Some(indent(line)).filter(|_| !line.trim().is_empty())).collect();
        for columns in indents.iter().flatten() {
            if let Some(count) = counts.get_mut(*columns) {
                *count += 1;
            }
        }
        let by_count = |wanted: &dyn Fn(usize) -> bool| {
            let all = counts.iter().enumerate().filter(|(columns, count)| **count > 0 && wanted(*columns));
            // Of two that are as frequent, the smaller one.
            all.max_by_key(|(columns, count)| (**count, MAX_INDENT - *columns)).map(|(columns, _)| columns)
        };
        let most = by_count(&|_| true)?;
        let second = by_count(&|columns| columns != most)?;
        // In a conversation, most paragraphs have one line.
        let candidates = [Self { first: second, others: most }, Self { first: most, others: second }];
        candidates.into_iter().find(|candidate| candidate.is_regular(sample, &indents))
    }

    /// Returns whether lines of the first indent begin paragraphs.
    fn is_regular(self, sample: &[&str], indents: &[Option<usize>]) -> bool {
        let Self { first, others } = self;
        let (mut total, mut regular) = (0, 0);
        let mut previous: Option<&str> = None;
        for (line, columns) in sample.iter().zip(indents) {
            if *columns == Some(first) {
                total += 1;
                regular += usize::from(previous.is_none_or(ends_sentence));
            }
            previous = columns.map(|_| *line);
        }
        let pairs = sample.iter().zip(indents.iter().zip(indents.iter().skip(1)));
        let mut goes_on = pairs.filter(|(line, (one, next))| {
            **one == Some(first) && **next == Some(others) && !ends_sentence(line) && !is_item(line)
        });
        total >= MIN_INDENTED && regular * 5 >= total * 4 && goes_on.next().is_some()
    }
}

/// Returns whether the last character of a line can end a sentence.
fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['"', '\'', '”', '’', '»', '“', ')', ']', '）', '」', '』', '*', '_']);
    line.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '：', '।', '॥', '۔', '؟']) || line.is_empty()
}

/// Returns the indent of a line in columns: to the next stop for a tab, two for an ideographic space, one for others.
fn indent(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks.fold(0, |columns, c| match c {
        '\t' => (columns / TAB_STOP + 1) * TAB_STOP,
        '\u{3000}' => columns + 2,
        _ => columns + 1,
    })
}

/// Returns the width at which a text is wrapped, if it is: most of its lines that go on have no room for the first word
/// of the next.
fn wrap_width(sample: &[&str], first_line: Option<FirstLine>) -> Option<usize> {
    let mut widths: Vec<usize> = sample.iter().map(|line| width(line)).filter(|width| *width > 0).collect();
    widths.sort_unstable();
    // A few lines may be longer than the rest: a URL that could not be broken.
    let width = *widths.get((widths.len() * 49 / 50).min(widths.len().checked_sub(1)?))?;
    if !(30..=MAX_WIDTH).contains(&width) {
        return None;
    }
    let (mut full, mut pairs) = (0, 0);
    for (line, next) in sample.iter().zip(sample.iter().skip(1)) {
        let begins = first_line.is_some_and(|first_line| indent(next) == first_line.first);
        if !line.trim().is_empty() && !next.trim().is_empty() && !begins {
            pairs += 1;
            full += usize::from(is_full(line, next, width));
        }
    }
    (pairs > 0 && full * 5 >= pairs * 3).then_some(width)
}

/// Returns the width of a line in columns without trailing spaces; no line is measured further than it matters.
fn width(line: &str) -> usize {
    let line = line.trim_end();
    let line = line.char_indices().nth(MAX_WIDTH * 2).map_or(line, |(at, _)| line.get(..at).unwrap_or(line));
    let text = line.trim_start();
    if text.is_empty() { 0 } else { indent(line) + text.width() }
}

/// Returns whether the first word of the next line has no room on this line.
fn is_full(line: &str, next: &str, wrap: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    let word = if word.chars().any(is_unspaced_script) { 2 } else { width(word).min(24) };
    // A little less than the width, since the widest line sets it and the others are ragged.
    width(line) + 1 + word >= wrap * 17 / 20
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = after_number.len() < line.len()
        && line.len() - after_number.len() <= 3
        && (after_number.starts_with(". ") || after_number.starts_with(") "));
    is_numbered || ["- ", "* ", "• ", "– ", "— ", "+ "].iter().any(|mark| line.starts_with(mark))
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

    const LINES: [[&str; 3]; 4] = [
        [
            "The ministry said on Monday that the three dams would be emptied before",
            "the rains, a step that farmers in both valleys have asked for since the",
            "floods of two summers ago.",
        ],
        [
            "Engineers who have walked the walls say the cracks are shallow, and that",
            "the older of the two gates can be mended without closing the road, if it",
            "is done before the middle of the next month, when the water comes down.",
        ],
        [
            "Neither side has published the figures on which the new timetable rests,",
            "and the water board, asked twice for its own, answered that it had none",
            "to give at present.",
        ],
        [
            "In the lower valley the mood is less patient; a meeting in the hall went",
            "on until midnight, and those who spoke wanted to know who would pay for",
            "the wells that have gone brackish, and nobody had an answer to that one.",
        ],
    ];

    fn indented(first: &str, others: &str) -> String {
        let paragraph = |[one, two, three]: [&str; 3]| format!("{first}{one}\n{others}{two}\n{others}{three}\n");
        LINES.map(paragraph).concat()
    }

    #[test]
    fn an_indent_that_is_used_regularly_begins_a_paragraph_whatever_it_is_made_of() {
        let expected = LINES.map(|lines| lines.join(" "));
        for (first, others) in [
            ("\t", ""),
            (" ", ""),
            ("  ", ""),
            ("    ", ""),
            ("\u{3000}", ""),
            ("\u{a0}", ""),
            ("   ", "  "),
            ("\t", "    "),
        ] {
            assert_eq!(texts(&indented(first, others)), expected, "{first:?} {others:?}");
        }
        // A hanging indent, as in a list of works.
        for (first, others) in [("", "    "), ("", "\t"), (" ", "  ")] {
            assert_eq!(texts(&indented(first, others)), expected, "{first:?} {others:?}");
        }
    }

    #[test]
    fn a_conversation_of_short_indented_lines_keeps_them_apart() {
        let full = "\u{201c}We shall empty all three of them before the rains come down, as we said.\u{201d}";
        let text = format!("{}  {full}\n  {full}\n  \u{201c}When?\u{201d}\n  {full}\n", indented("  ", ""));
        assert_eq!(texts(&text).len(), 8, "{:#?}", texts(&text));
    }

    #[test]
    fn a_stray_blank_and_a_quotation_set_in_do_not_begin_paragraphs_at_every_line() {
        // A blank in the middle of a sentence.
        let stray = indented("", "").replacen("\nthe rains", "\n the rains", 1).replacen("\nand the", "\n and the", 1);
        let all = LINES.map(|lines| lines.join(" "));
        let [one, two, three, four] = &all;
        assert_eq!(texts(&stray), [one.clone(), format!("{two} {three}"), four.clone()], "as without the blanks");
        let quotation = format!(
            "{}\n{}\n{}",
            LINES[0].join("\n"),
            LINES[1].map(|line| format!("    {line}")).join("\n"),
            LINES[2].join("\n")
        );
        assert_eq!(texts(&quotation), all[..3]);
    }

    #[test]
    fn paragraphs_of_two_indented_lines_are_hard_wrapped_all_the_same() {
        let text: String = LINES.map(|[one, _, three]| format!("\t{one}\n{three}\n")).concat();
        assert_eq!(texts(&text).len(), 4);
    }

    #[test]
    fn japanese_paragraphs_begin_with_one_ideographic_blank() {
        let letters =
            |count: usize| "水力局は月曜日に川にある三つのダムを空にする".chars().take(count).collect::<String>();
        let text = format!("\u{3000}{}\n{}\n{}。\n", letters(19), letters(20), letters(20));
        let found = texts(&text.repeat(3));
        assert_eq!(found.len(), 3, "{found:#?}");
        assert!(found.iter().all(|text| !text.contains([' ', '\u{3000}'])), "{found:#?}");
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
