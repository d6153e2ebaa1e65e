//! Tags, headings and cites of a text without debaters' styles, as word processors on the web write it: told by their look.
//!
//! A line in bold above a cite is a tag, whatever its size; a cite is a line that begins with a name and a year, or with a
//! bold name. Where it is not certain that a line begins a card, it begins an entry of its own all the same: two cards that
//! ran together would be evidence with the words of another source.

use super::cite::is_styled;
use super::paragraph::{BriefParagraph, TextRun};
use crate::import::styled_document::OutlineLevel;

/// The longest line, in characters, that is a tag because it is bold, and that is one only by its place.
const MAX_BOLD_TAG_CHARS: usize = 400;
const MAX_PLAIN_TAG_CHARS: usize = 200;
/// The longest cite, in characters.
const MAX_CITE_CHARS: usize = 700;
/// How many lines may stand between a tag and its cite.
const MAX_UNDERTAGS: usize = 2;
/// The most words of names at the beginning of a cite.
const MAX_NAME_WORDS: usize = 9;
/// The least sizes, in half points, of headings: between those of debaters' templates (52, 44, 32, and 26 for a tag).
const POCKET_SIZE: u16 = 48;
const HAT_SIZE: u16 = 38;
const BLOCK_SIZE: u16 = 30;
/// Small words with which names begin, and those between names.
const PARTICLES: [&str; 12] = ["de", "der", "van", "von", "la", "le", "bin", "bint", "el", "al", "da", "the"];
const CONNECTIVES: [&str; 6] = ["and", "et", "of", "for", "und", "y"];
/// Words with which sentences begin that names do not.
const STOP_WORDS: [&str; 26] = [
    "in", "on", "by", "at", "since", "from", "after", "before", "as", "this", "that", "it", "they", "we", "if", "when",
    "but", "there", "these", "because", "until", "during", "while", "between", "around", "over",
];

/// Gives tags, headings and cites that have no style their level. Returns how many entries begin that no style begins.
pub(super) fn infer_levels(paragraphs: &mut Vec<BriefParagraph>) -> usize {
    let is_tag =
        |paragraph: &BriefParagraph| matches!(paragraph.level, Some(OutlineLevel::Tag | OutlineLevel::Analytic));
    if paragraphs.iter().any(is_tag) {
        return infer_certain(paragraphs);
    }
    split_lines(paragraphs);
    let cites = places_of_cites(paragraphs);
    let mut tags: Vec<Option<usize>> = cites.iter().map(|at| tag_above(paragraphs, *at)).collect();
    // The first cite of an untagged text may be that of the text before it.
    tags.dedup();
    let tag_sizes: Vec<Option<u16>> = tags
        .iter()
        .flatten()
        .filter_map(|at| paragraphs.get(*at))
        .filter(|paragraph| is_bold_line(paragraph))
        .map(size_of)
        .collect();
    let mut inferred = 0;
    for at in 0..paragraphs.len() {
        let Some(paragraph) = paragraphs.get_mut(at).filter(|paragraph| paragraph.level.is_none()) else { continue };
        let level = if tags.contains(&Some(at)) {
            OutlineLevel::Tag
        } else if is_bold_line(paragraph) && !cites.contains(&at) {
            match size_of(paragraph) {
                Some(POCKET_SIZE..) => OutlineLevel::Pocket,
                Some(HAT_SIZE..) => OutlineLevel::Hat,
                Some(BLOCK_SIZE..) => OutlineLevel::Block,
                // A bold line in another size than the tags is one of the text's own headings.
                size if tag_sizes.is_empty() || tag_sizes.contains(&size) => OutlineLevel::Tag,
                _ => continue,
            }
        } else {
            continue;
        };
        set_level(paragraph, level);
        inferred += 1;
    }
    inferred + mark_cites(paragraphs, &cites, &tags)
}

/// Marks the cites, and begins a card without a tag at those that have none. Returns how many such cards there are.
fn mark_cites(paragraphs: &mut Vec<BriefParagraph>, cites: &[usize], tags: &[Option<usize>]) -> usize {
    let mut begun = 0;
    for (at, tag) in cites.iter().zip(tags).rev() {
        let Some(paragraph) = paragraphs.get_mut(*at) else { continue };
        paragraph.is_cite = true;
        if tag.is_none() {
            let break_here = BriefParagraph { level: Some(OutlineLevel::Tag), ..BriefParagraph::default() };
            paragraphs.insert(*at, break_here);
            begun += 1;
        }
    }
    begun
}

/// Gives a level to bold lines directly above a cite, in a file whose other tags have their style.
fn infer_certain(paragraphs: &mut [BriefParagraph]) -> usize {
    let mut inferred = 0;
    for at in 1..paragraphs.len() {
        let is_cite = |paragraph: &BriefParagraph| {
            paragraph.level.is_none() && (is_styled(paragraph) || begins_with_bold_name(paragraph))
        };
        let next = paragraphs.iter().skip(at + 1).find(|paragraph| !paragraph.is_blank());
        if !next.is_some_and(is_cite) {
            continue;
        }
        let below_cite = |paragraph: &BriefParagraph| paragraph.level.is_none();
        let is_first_below = paragraphs.get(at - 1).is_some_and(|above| !below_cite(above));
        // Directly below a tag it is a second line of it.
        let Some(paragraph) = paragraphs.get_mut(at).filter(|_| !is_first_below) else { continue };
        if paragraph.level.is_none() && is_bold_line(paragraph) && !is_cite_line(paragraph) {
            set_level(paragraph, OutlineLevel::Tag);
            inferred += 1;
        }
    }
    inferred
}

fn set_level(paragraph: &mut BriefParagraph, level: OutlineLevel) {
    paragraph.level = Some(level);
    // A bullet before a tag says nothing; a number is read out.
    let is_bullet = |run: &TextRun| !run.text.contains(char::is_alphanumeric);
    if paragraph.has_list_marker && paragraph.runs.first().is_some_and(is_bullet) {
        paragraph.runs.remove(0);
    }
}

/// Returns the places of the cites. Of two cites in a row, a short one and a long one, only the first counts.
fn places_of_cites(paragraphs: &[BriefParagraph]) -> Vec<usize> {
    let mut cites: Vec<usize> = Vec::new();
    let mut after_cite = false;
    for (at, paragraph) in paragraphs.iter().enumerate().filter(|(_, paragraph)| !paragraph.is_blank()) {
        let is_cite = paragraph.level.is_none() && is_cite_line(paragraph);
        if is_cite && !after_cite {
            cites.push(at);
        }
        after_cite = is_cite && !after_cite;
    }
    cites
}

/// Returns the place of the tag above a cite, if there is one.
fn tag_above(paragraphs: &[BriefParagraph], cite: usize) -> Option<usize> {
    let above: Vec<(usize, &BriefParagraph)> = paragraphs.iter().enumerate().take(cite).collect();
    let mut lines = above.iter().rev().filter(|(_, paragraph)| !paragraph.is_blank());
    let mut candidates = lines.by_ref().take(MAX_UNDERTAGS + 1).take_while(|(_, paragraph)| {
        paragraph.level.is_none() && length(paragraph) <= MAX_BOLD_TAG_CHARS && !is_cite_line(paragraph)
    });
    let (at, nearest) = *candidates.next()?;
    if is_bold_line(nearest) {
        return Some(at);
    }
    if length(nearest) > MAX_PLAIN_TAG_CHARS || nearest.is_marked() {
        return None;
    }
    if let Some((at, _)) = candidates.find(|(_, paragraph)| is_bold_line(paragraph)) {
        return Some(*at);
    }
    // A plain line is a tag if it stands apart, or is no sentence of the text above.
    let before = at.checked_sub(1).and_then(|at| paragraphs.get(at));
    let stands_apart = before.is_none_or(|before| before.is_blank() || before.level.is_some());
    let ends_sentence = nearest.text().trim_end().ends_with(['.', '!', '?', '”', '"', '…', '。', '।', '۔']);
    (stands_apart || nearest.has_list_marker || !ends_sentence).then_some(at)
}

/// Splits paragraphs at the line breaks inside them, which some write between tag, cite and text.
fn split_lines(paragraphs: &mut Vec<BriefParagraph>) {
    let mut split = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs.drain(..) {
        let breaks = paragraph.level.is_none() && paragraph.runs.iter().any(|run| run.text.contains('\n'));
        if !breaks {
            split.push(paragraph);
            continue;
        }
        let mut lines: Vec<Vec<TextRun>> = vec![Vec::new()];
        for run in &paragraph.runs {
            for (at, text) in run.text.split('\n').enumerate() {
                if at > 0 {
                    lines.push(Vec::new());
                }
                if let Some(line) = lines.last_mut().filter(|_| !text.is_empty()) {
                    line.push(TextRun { text: text.to_owned(), ..run.clone() });
                }
            }
        }
        for (at, runs) in lines.into_iter().enumerate() {
            let has_list_marker = paragraph.has_list_marker && at == 0;
            let bookmarks = if at == 0 { paragraph.bookmarks.clone() } else { Vec::new() };
            split.push(BriefParagraph { runs, has_list_marker, bookmarks, ..paragraph.clone() });
        }
    }
    *paragraphs = split;
}

fn length(paragraph: &BriefParagraph) -> usize {
    paragraph.runs.iter().map(|run| run.text.chars().count()).sum()
}

/// Returns the runs with letters, without the marker of a list.
fn words(paragraph: &BriefParagraph) -> impl Iterator<Item = &TextRun> {
    let runs = paragraph.runs.iter().skip(usize::from(paragraph.has_list_marker));
    runs.filter(|run| run.text.contains(char::is_alphanumeric))
}

/// Returns whether all of a line is bold, and nothing of it is marked as the words of evidence are.
fn is_bold_line(paragraph: &BriefParagraph) -> bool {
    let is_plain_bold = |run: &TextRun| run.strong && !run.card.underline && run.card.highlight.is_none();
    words(paragraph).next().is_some() && words(paragraph).all(is_plain_bold) && length(paragraph) <= MAX_BOLD_TAG_CHARS
}

/// Returns the size of the first word, in half points.
fn size_of(paragraph: &BriefParagraph) -> Option<u16> {
    words(paragraph).next().and_then(|run| run.card.size)
}

/// Returns whether a line looks like a cite: in the style, with a bold name, or with a name and a year at its beginning.
fn is_cite_line(paragraph: &BriefParagraph) -> bool {
    if is_styled(paragraph) || begins_with_bold_name(paragraph) {
        return true;
    }
    let text: String = words(paragraph).map(|run| run.text.as_str()).collect();
    let text = text.trim();
    let is_read = paragraph.runs.iter().any(|run| run.card.highlight.is_some() || run.card.underline);
    if is_read || text.chars().count() > MAX_CITE_CHARS {
        return false;
    }
    let inner = text.trim_start_matches(['[', '(', '<']);
    let Some(rest) = after_names(inner) else { return false };
    let Some(after) = after_year(rest.trim_start_matches([' ', ',', '.', '(', '’', '\'', '‘', ':'])) else {
        return false;
    };
    let after = after.trim_start_matches([' ', ')', ']', '>']);
    let goes_on = after.starts_with([',', '.', ';', ':', '(', '[', '-', '–', '—', '/', '“', '"', '|']);
    let has_parts = text.contains("://")
        || text.contains("www.")
        || text.contains('(')
        || text.contains('[')
        || text.matches(',').count() >= 2;
    after.is_empty() || goes_on && has_parts
}

/// Returns whether a line begins with a bold name, after given names at most, and has a year or an address: `Ada` **Marlow**`,
/// engineer, 3-14-2024`.
fn begins_with_bold_name(paragraph: &BriefParagraph) -> bool {
    let runs: Vec<&TextRun> = paragraph.runs.iter().skip(usize::from(paragraph.has_list_marker)).collect();
    let Some(at) = runs.iter().position(|run| run.strong && run.text.contains(char::is_alphanumeric)) else {
        return false;
    };
    let is_read = runs.iter().any(|run| run.card.highlight.is_some() || run.card.underline);
    let is_all_bold = words(paragraph).all(|run| run.strong);
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    if is_read || is_all_bold || text.chars().count() > MAX_CITE_CHARS {
        return false;
    }
    let before: String = runs.iter().take(at).map(|run| run.text.as_str()).collect();
    let bold: String = runs.iter().skip(at).take_while(|run| run.strong).map(|run| run.text.as_str()).collect();
    let rest: String = runs.iter().skip(at).skip_while(|run| run.strong).map(|run| run.text.as_str()).collect();
    let before = before.trim_start_matches(['[', '(', '<', ' ']);
    let begins = before.trim().is_empty()
        || after_names(before).is_some_and(|rest| rest.trim_matches([' ', ',', '.']).is_empty());
    let named = after_names(bold.trim()).is_some_and(|rest| {
        let rest = rest.trim_matches([' ', ',', '.', '’', '\'', '‘', '(', ')', ':']);
        rest.is_empty() || after_year(rest).is_some()
    });
    let goes_on = rest.trim_start().chars().next().is_none_or(|next| !next.is_alphabetic())
        || bold.trim_end().ends_with([',', ':', '.', ')'])
        || after_year(bold.split_whitespace().last().unwrap_or_default()).is_some()
        || ["and ", "et ", "in ", "of "].iter().any(|word| rest.trim_start().starts_with(word));
    let has_year = text.split(|c: char| !c.is_alphanumeric()).any(is_year) || text.contains("://");
    begins && named && goes_on && has_year
}

/// Returns what follows the names at the beginning of a text: capitalised words, initials, and small words between them.
/// `None` if there is none.
fn after_names(text: &str) -> Option<&str> {
    let mut rest = text;
    let mut names = 0;
    for count in 0..MAX_NAME_WORDS {
        let trimmed = rest.trim_start_matches([' ', ',', '&', '\u{a0}']);
        let end = trimmed.find([' ', '\u{a0}', ',', '(', ':', ';']).unwrap_or(trimmed.len());
        let (word, after) = trimmed.split_at(end);
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        let is_small = PARTICLES.contains(&lower.as_str()) || names > 0 && CONNECTIVES.contains(&lower.as_str());
        let first = bare.chars().next();
        // Scripts without capitals have names too.
        let is_capital = first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
        if count == 0 && STOP_WORDS.contains(&lower.as_str()) {
            return None;
        }
        if is_capital && !bare.contains(|c: char| c.is_ascii_digit()) {
            names += 1;
        } else if !is_small {
            break;
        }
        rest = after;
    }
    (names > 0).then_some(rest)
}

/// Returns what follows a year or a date at the beginning of a text.
fn after_year(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/' | '–'))).unwrap_or(text.len());
    let (date, after) = text.split_at(end);
    let trimmed = date.trim_end_matches(['-', '/', '–']);
    let mut parts = trimmed.split(['-', '/', '–']);
    let goes_on = after.starts_with(char::is_alphabetic) && !after.starts_with(['a', 'b', 'c']);
    (!trimmed.is_empty() && parts.any(is_year) && !goes_on).then(|| text.get(trimmed.len()..).unwrap_or_default())
}

/// Returns whether a number is a year in four digits or in two.
fn is_year(number: &str) -> bool {
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        && (number.len() == 2 || number.len() == 4 && ["18", "19", "20"].iter().any(|start| number.starts_with(start)))
}

#[cfg(test)]
mod tests {
    use super::{begins_with_bold_name, is_bold_line, is_cite_line};
    use crate::import::brief_docx::paragraph::{BriefParagraph, TextRun};

    /// Makes a paragraph; what is between asterisks is bold.
    fn paragraph(text: &str) -> BriefParagraph {
        let runs = text.split('*').enumerate().filter(|(_, text)| !text.is_empty());
        let run = |(at, text): (usize, &str)| TextRun { text: text.into(), strong: at % 2 == 1, ..TextRun::default() };
        BriefParagraph { runs: runs.map(run).collect(), ..BriefParagraph::default() }
    }

    #[test]
    fn a_cite_begins_with_a_name_and_a_year() {
        for cite in [
            "Ada *Marlow*, town engineer, 3-14-*2024*, “Report on the lamps”, https://example.org",
            "*Finer 24*, deputy advisor at the White House",
            "*Finer*, Principal Deputy National Security Advisor, 12-19-2024, “Remarks”",
            "*Finer ’24* (Jon, deputy advisor, “Remarks,” https://example.org)",
            "*Finer & Smith 2024* [professors of law]",
            "Finer 24, deputy advisor, “Remarks”, December 19",
            "Finer et al. 2024, professors, journal of lamps",
            "Finer, Jon. 2024. “Remarks.” The White House, https://example.org",
            "[Finer 24, deputy advisor, remarks]",
            "The Economist 2024, “Lamps”, https://example.org",
            "*Finer 24*",
            "李华 2023, 市长, “路灯”",
            "Jean-Luc *de la Cruz* 2019, lecturer",
        ] {
            assert!(is_cite_line(&paragraph(cite)), "{cite}");
        }
        for text in [
            "*Only 3 arguments matter*",
            "*Dark hours cut the bill by 20*",
            "In *2024*, the council said that lamps, all of them, go out.",
            "*The Council* said in 2024 that lamps, all of them, would (soon) go out.",
            "The lamps went out in 2024, and nobody, not one, complained (much).",
            "Pakistan has 170 warheads, and more, and more.",
            "Lamps cost money.",
            "*Safety matters* in 2024, in 2025, and always",
            "By 2030, most towns, and some villages, (will) switch.",
            "",
        ] {
            assert!(!is_cite_line(&paragraph(text)), "{text}");
        }
        assert!(begins_with_bold_name(&paragraph("Ada *Marlow*, engineer, 2024")));
        assert!(!begins_with_bold_name(&paragraph("*Marlow, engineer, 2024*")), "all of it is bold");
    }

    #[test]
    fn a_line_is_bold_if_all_its_words_are() {
        assert!(is_bold_line(&paragraph("*The lamps *- *go out*")));
        assert!(!is_bold_line(&paragraph("*The lamps* go out")));
        assert!(!is_bold_line(&paragraph("")));
        let mut read = paragraph("*The lamps go out*");
        read.runs[0].card.underline = true;
        assert!(!is_bold_line(&read), "the words of a card");
        let mut item = paragraph("1. *The lamps go out*");
        item.has_list_marker = true;
        assert!(is_bold_line(&item));
    }
}
