//! The arrangement of a slide: the paragraph alone, or on every page beside or above what is said of it.

use std::ops::Range;

use egui::{Painter, Vec2};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::Language;
use crate::state::presentation::slide::{Slide, SlideBlock};
use crate::ui::theme::Theme;

use super::layout::{SlideLayout, SlideText};
use super::metrics::SlideMetrics;
use super::typesetter::SlideTypesetter;

/// The part of a page that a paragraph has above its replies if they would fill the page.
const SHARE_ABOVE: f32 = 0.4;

/// The least lines of a page with a paragraph above its replies; with fewer, the pages of the paragraph come first.
const LEAST_LINES: f32 = 8.0;

/// A block and its number in the slide.
type Numbered<'a> = (usize, &'a SlideBlock);

/// Lays out a slide and paginates it for a screen of this size. Returns the metrics of the arrangement too.
///
/// Once there is something to compare with, the class sees the paragraph on every page: in a column of its own where two
/// have room, else above. Where it does not fit whole it is the claim, or as many of its sentences as fit.
pub fn arrange(
    painter: &Painter,
    theme: &Theme,
    (metrics, canvas): (SlideMetrics, Vec2),
    slide: &Slide,
) -> (SlideMetrics, SlideLayout) {
    let (subject, answers): (Vec<_>, Vec<_>) =
        slide.blocks.iter().enumerate().partition(|(_, block)| is_subject(block));
    let height = metrics.body.height();
    if !subject.is_empty()
        && !answers.is_empty()
        && let Some((metrics, columns)) = metrics.side_by_side(canvas)
    {
        let [left, right] = columns.map(|column| SlideTypesetter { painter, theme, metrics: &metrics, column });
        let (subject, left_out) = fitted(&left, &subject, &slide.claim, height);
        let mut layout = SlideLayout::new(right.blocks(&[left_out, answers].concat()), height);
        for page in 0..layout.pages.len() {
            layout.place_first(page, subject.clone(), 0.0);
        }
        return (metrics, layout);
    }
    let whole = SlideTypesetter { painter, theme, metrics: &metrics, column: metrics.whole() };
    let low = height < metrics.text.line_height * LEAST_LINES;
    let layout = if subject.is_empty() || answers.is_empty() || low {
        alone(&whole, slide)
    } else {
        below(&whole, (&subject, &answers), &slide.claim)
    };
    (metrics, layout)
}

/// Lays out a slide in one column. The last page of a paragraph that has several is filled with the sentences before it.
fn alone(typesetter: &SlideTypesetter<'_>, slide: &Slide) -> SlideLayout {
    let mut layout = typesetter.layout(slide);
    let pages = layout.pages.len();
    let Some([last]) = layout.pages.last().filter(|_| pages > 1).map(Vec::as_slice) else { return layout };
    let block = layout.texts.get(last.text).map_or(0, |text| text.block);
    let Some(SlideBlock::Passage { text, language, emphasis }) = slide.blocks.get(block) else { return layout };
    let room = typesetter.metrics.body.height();
    let starts: Vec<usize> = text.split_sentence_bound_indices().map(|(at, _)| at).collect();
    let from = |start: &usize| excerpt(typesetter, block, (text, language, emphasis.as_ref()), *start..text.len());
    let fits = |set: &SlideText| set.layout.size().y <= room;
    if let Some(set) = starts.iter().rev().map(from).take_while(fits).last()
        && set.layout.size().y > last.height
    {
        if let Some(page) = layout.pages.last_mut() {
            page.clear();
        }
        layout.place_first(pages - 1, vec![set], 0.0);
    }
    layout
}

/// Lays out answers below their subject, which has the room that they leave on each page.
fn below(
    typesetter: &SlideTypesetter<'_>,
    (subject, answers): (&[Numbered<'_>], &[Numbered<'_>]),
    claim: &str,
) -> SlideLayout {
    let (height, gap) = (typesetter.metrics.body.height(), typesetter.gap());
    let room = (height - gap - height_of(&typesetter.blocks(answers))).max(height * SHARE_ABOVE);
    let (least, left_out) = fitted(typesetter, subject, claim, room);
    let mut layout =
        SlideLayout::new(typesetter.blocks(&[&*left_out, answers].concat()), height - height_of(&least) - gap);
    let subject: Vec<_> =
        subject.iter().filter(|block| left_out.iter().all(|left| left.0 != block.0)).copied().collect();
    for page in 0..layout.pages.len() {
        let room = height - gap - layout.height_of(page);
        let more = room > height_of(&least) + typesetter.metrics.text.line_height;
        let subject = if more { fitted(typesetter, &subject, claim, room).0 } else { least.clone() };
        let top = height_of(&subject) + gap;
        layout.place_first(page, subject, top);
    }
    layout
}

/// Returns whether a block belongs to what is spoken of, and not to what is said of it.
fn is_subject(block: &SlideBlock) -> bool {
    match block {
        SlideBlock::Question(_) | SlideBlock::Passage { .. } | SlideBlock::Terms(_) => true,
        SlideBlock::Title { .. }
        | SlideBlock::Phrase { .. }
        | SlideBlock::Prompt(_)
        | SlideBlock::Reply(_)
        | SlideBlock::Phase { .. }
        | SlideBlock::List { .. }
        | SlideBlock::Scores(_) => false,
    }
}

/// Lays out a subject in a height. Returns the blocks that have no room in it, which come before the answers.
fn fitted<'a>(
    typesetter: &SlideTypesetter<'_>,
    subject: &[Numbered<'a>],
    claim: &str,
    room: f32,
) -> (Vec<SlideText>, Vec<Numbered<'a>>) {
    let texts = typesetter.blocks(subject);
    if height_of(&texts) <= room {
        return (texts, Vec::new());
    }
    let is_long = |block: Numbered<'_>| match block.1 {
        SlideBlock::Terms(_) => true,
        SlideBlock::Question(_) => height_of(&typesetter.blocks(&[block])) > room / 2.0,
        SlideBlock::Passage { .. }
        | SlideBlock::Title { .. }
        | SlideBlock::Phrase { .. }
        | SlideBlock::Prompt(_)
        | SlideBlock::Reply(_)
        | SlideBlock::Phase { .. }
        | SlideBlock::List { .. }
        | SlideBlock::Scores(_) => false,
    };
    let (left_out, subject): (Vec<_>, Vec<_>) = subject.iter().partition(|block| is_long(**block));
    let texts = typesetter.blocks(&subject);
    if height_of(&texts) <= room {
        return (texts, left_out);
    }
    let mut fitted: Vec<SlideText> = Vec::new();
    for block in subject {
        let SlideBlock::Passage { text, language, emphasis } = block.1 else {
            fitted.extend(typesetter.blocks(&[block]));
            continue;
        };
        let space_before = if fitted.is_empty() { 0.0 } else { typesetter.gap() };
        let room = room - height_of(&fitted) - space_before;
        let short = if claim.is_empty() {
            sentences(typesetter, block.0, (text, language, emphasis.as_ref()), room)
        } else {
            typesetter.claim(block.0, claim, language, room)
        };
        fitted.push(SlideText { space_before, ..short });
    }
    (fitted, left_out)
}

/// Lays out as many whole sentences of a paragraph as a height has room for, from the emphasised words or the beginning,
/// with dots where sentences are left out; of a sentence that is too long, its first lines.
fn sentences(
    typesetter: &SlideTypesetter<'_>,
    block: usize,
    (text, language, emphasis): (&str, &Language, Option<&Range<usize>>),
    room: f32,
) -> SlideText {
    let start = emphasis.map_or(0, |emphasis| emphasis.start);
    let bounds: Vec<Range<usize>> =
        text.split_sentence_bound_indices().map(|(at, sentence)| at..at + sentence.len()).collect();
    let at = bounds.iter().position(|bounds| bounds.contains(&start)).unwrap_or_default();
    let mut chosen = bounds.get(at).cloned().unwrap_or(0..text.len());
    let mut set = excerpt(typesetter, block, (text, language, emphasis), chosen.clone());
    if set.layout.size().y > room {
        let words = text.get(chosen).unwrap_or(text).trim();
        return typesetter.first_lines(block, words, language, room);
    }
    for end in bounds.iter().skip(at + 1).map(|bounds| bounds.end) {
        let longer = excerpt(typesetter, block, (text, language, emphasis), chosen.start..end);
        if longer.layout.size().y > room {
            break;
        }
        (chosen.end, set) = (end, longer);
    }
    for start in bounds.iter().take(at).rev().map(|bounds| bounds.start) {
        let longer = excerpt(typesetter, block, (text, language, emphasis), start..chosen.end);
        if longer.layout.size().y > room {
            break;
        }
        (chosen.start, set) = (start, longer);
    }
    set
}

/// Lays out a part of a paragraph, with dots where it does not begin or end.
fn excerpt(
    typesetter: &SlideTypesetter<'_>,
    block: usize,
    (text, language, emphasis): (&str, &Language, Option<&Range<usize>>),
    part: Range<usize>,
) -> SlideText {
    let words = text.get(part.clone()).unwrap_or(text).trim_end();
    let before = if part.start > 0 { "… " } else { "" };
    let after = if part.end < text.trim_end().len() { " …" } else { "" };
    let shift = |at: usize| (at.max(part.start) - part.start).min(words.len()) + before.len();
    let emphasis =
        emphasis.map(|emphasis| shift(emphasis.start)..shift(emphasis.end)).filter(|emphasis| !emphasis.is_empty());
    typesetter.passage(block, &format!("{before}{words}{after}"), language, emphasis.as_ref())
}

/// Returns the height of texts below each other.
fn height_of(texts: &[SlideText]) -> f32 {
    let space = |(number, text): (usize, &SlideText)| if number > 0 { text.space_before } else { 0.0 };
    texts.iter().enumerate().map(|text| space(text) + text.1.layout.size().y).sum()
}
