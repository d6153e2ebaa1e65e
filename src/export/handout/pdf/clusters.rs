//! Keeps the glyphs of a cluster in one text item, so that copied text has each letter once.
//!
//! typst begins a new text item wherever the vertical offset of the glyphs changes, as it does at vowel signs and dots
//! (typst/typst#4225, #6352). A cluster whose glyphs come to stand in several items would be in the text of each of
//! them: `विद्युद्युत` for `विद्युत`. An item can hold glyphs with offsets of their own, so the items are put together.

use typst::layout::{Abs, Em, Frame, FrameItem, Point};
use typst::model::Document as _;
use typst::text::{Glyph, TextItem};
use typst_layout::PagedDocument;

/// How far two items may be apart and still be beside each other: less than a hundredth of a pixel on any screen.
const TOLERANCE: Abs = Abs::raw(0.001);

/// Returns the document with each cluster in one text item.
pub(super) fn with_whole_clusters(document: PagedDocument) -> PagedDocument {
    if !document.pages().iter().any(|page| is_any_divided(&page.frame)) {
        return document;
    }
    let pages = document.pages().iter().cloned().map(|mut page| {
        join_clusters(&mut page.frame);
        page
    });
    PagedDocument::new(pages.collect(), document.info().clone())
}

fn is_any_divided(frame: &Frame) -> bool {
    let next = frame.items().skip(1).map(Some).chain([None]);
    frame.items().zip(next).any(|((at, item), next)| match (item, next) {
        (FrameItem::Group(group), _) => is_any_divided(&group.frame),
        (FrameItem::Text(item), Some((position, FrameItem::Text(next)))) => is_divided(*at, item, *position, next),
        _ => false,
    })
}

fn join_clusters(frame: &mut Frame) {
    let items: Vec<(Point, FrameItem)> = frame.items().cloned().collect();
    let mut joined: Vec<(Point, FrameItem)> = Vec::with_capacity(items.len());
    for (position, mut item) in items {
        match (&mut item, joined.last_mut()) {
            (FrameItem::Group(group), _) => join_clusters(&mut group.frame),
            (FrameItem::Text(item), Some((at, FrameItem::Text(before)))) if is_divided(*at, before, position, item) => {
                if let Some(whole) = join(before, item, at.y - position.y) {
                    *before = whole;
                    at.y -= put_base_first(before);
                    continue;
                }
            }
            _ => {}
        }
        joined.push((position, item));
    }
    frame.clear();
    frame.push_multiple(joined);
}

fn is_divided(at: Point, before: &TextItem, position: Point, item: &TextItem) -> bool {
    is_one_cluster(before, item) && is_beside(at, before, position)
}

/// Returns whether the last glyph of an item and the first of the next belong to one cluster: they are of the same place
/// in the source.
fn is_one_cluster(before: &TextItem, item: &TextItem) -> bool {
    let (Some(last), Some(first)) = (before.glyphs.last(), item.glyphs.first()) else { return false };
    last.span == first.span
        && !first.span.0.is_detached()
        && before.text.get(last.range()) == item.text.get(first.range())
        && (&before.font, before.size, &before.fill, &before.stroke, before.lang, before.region)
            == (&item.font, item.size, &item.fill, &item.stroke, item.lang, item.region)
}

fn is_beside(at: Point, before: &TextItem, position: Point) -> bool {
    ((at.x + before.width()) - position.x).abs() < TOLERANCE
}

/// Joins two items that share a cluster; the second is `raised` above the first. Returns `None` if the text would be too
/// long for an item.
fn join(before: &TextItem, item: &TextItem, raised: Abs) -> Option<TextItem> {
    let shared = before.glyphs.last()?.range();
    let first = item.glyphs.first()?.range();
    // In a right-to-left item the glyphs are in the order of the page, and the text in the order of reading.
    let is_reversed = first.start > 0 || shared.end < before.text.len();
    let (text, before_at, item_at) = if is_reversed {
        let text = format!("{}{}", item.text, before.text.get(shared.len()..)?);
        (text, item.text.len().checked_sub(shared.len())?, 0)
    } else {
        let text = format!("{}{}", before.text, item.text.get(first.end..)?);
        (text, 0, shared.start)
    };
    if u16::try_from(text.len()).is_err() {
        return None;
    }
    let shifted = |glyph: &Glyph, at: usize, raised: Em| -> Option<Glyph> {
        let at = u16::try_from(at).ok()?;
        let range = glyph.range.start.checked_add(at)?..glyph.range.end.checked_add(at)?;
        Some(Glyph { range, y_offset: glyph.y_offset + raised, ..glyph.clone() })
    };
    let raised = Em::from_abs(raised, item.size);
    let mut glyphs: Vec<Glyph> =
        before.glyphs.iter().map(|glyph| shifted(glyph, before_at, Em::zero())).collect::<Option<_>>()?;
    glyphs.extend(item.glyphs.iter().map(|glyph| shifted(glyph, item_at, raised)).collect::<Option<Vec<_>>>()?);
    Some(TextItem { text: text.into(), glyphs, ..before.clone() })
}

/// Puts the base of each cluster before its dots, on the baseline of the item, and returns by how much the item is raised
/// for it. In a right-to-left text the dots come first, and a program that takes the place of a cluster from its first
/// glyph would find it above or below the line.
fn put_base_first(item: &mut TextItem) -> Abs {
    for cluster in item.glyphs.chunk_by_mut(|one, next| one.span == next.span && one.range == next.range) {
        let Some(base) = cluster.iter().position(|glyph| glyph.x_advance != Em::zero()) else { continue };
        let Some((marks, [base, ..])) = cluster.split_at_mut_checked(base) else { continue };
        let advance = base.x_advance;
        marks.iter_mut().for_each(|mark| mark.x_offset -= advance);
        let marks = marks.len();
        if let Some(moved) = cluster.get_mut(..=marks) {
            moved.rotate_right(1);
        }
    }
    let raised = item.glyphs.first().map_or(Em::zero(), |glyph| glyph.y_offset);
    item.glyphs.iter_mut().for_each(|glyph| glyph.y_offset -= raised);
    raised.at(item.size)
}

#[cfg(test)]
mod tests {
    use typst::layout::{Frame, FrameItem};
    use typst_layout::PagedDocument;

    use super::super::fonts::Fonts;
    use super::super::typst_world::{HANDOUT, TypstWorld, data};
    use super::with_whole_clusters;
    use crate::export::handout::page::{Handout, Row, RowKind};
    use crate::export::handout::{HandoutKind, Paper, StyledText};
    use crate::model::Language;
    use crate::model::progress::Progress;

    const HINDI: [&str; 3] = [
        "मंत्री ने कहा कि विद्युत और क्षेत्र की स्थिति रुकी हुई है, और शक्ति का प्रश्न ट्रैक्टर से बड़ा है।",
        "हुई हुई रुरु द्युद्यु कृष्ण ह्रदय श्रृंखला र्क्षिं",
        "अंतर्राष्ट्रीय सुरक्षा परिषद् की कार्यवाही में हूँ, उन्होंने पूछा: क्यों?",
    ];

    const URDU: [&str; 3] = [
        "وزیر نے کہا کہ کلومیٹر کا فاصلہ (یعنی دن) بہت ہے، اور جواب نہیں دیا۔",
        "پچپن تتلی ننھی ببب ججج ٹٹٹ",
        "اُردُو مَیں اِعراب بھی ہیں، اللہ",
    ];

    fn laid_out(text: &str, language: &str) -> PagedDocument {
        let words = StyledText::plain(text, &Language::from(language));
        let row = Row {
            label: "1".to_owned(),
            kind: RowKind::Text,
            text: Some(words),
            claims: Vec::new(),
            questions: Vec::new(),
            replies: Vec::new(),
            key: Vec::new(),
        };
        let handout = Handout {
            kind: HandoutKind::Full,
            paper: Paper::A4,
            large: false,
            everything: false,
            own_words: None,
            title: StyledText::plain("Lamps", &Language::from("en")),
            head: Vec::new(),
            revision: String::new(),
            legend: String::new(),
            speakers: Vec::new(),
            rows: vec![row],
            matrix: Vec::new(),
            works: Vec::new(),
            absences: Vec::new(),
        };
        let fonts = Fonts::new(Vec::new());
        let progress = Progress::default();
        let world = TypstWorld::new(HANDOUT, data(&handout), &fonts, &progress).unwrap();
        typst::compile::<PagedDocument>(&world).output.unwrap()
    }

    /// Collects the letters of the text items with a letter for which `is_of_script` holds.
    fn letters(frame: &Frame, is_of_script: &dyn Fn(char) -> bool, out: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => letters(&group.frame, is_of_script, out),
                FrameItem::Text(item) if item.text.chars().any(is_of_script) => out.push_str(&item.text),
                _ => {}
            }
        }
    }

    fn found(document: &PagedDocument, is_of_script: &dyn Fn(char) -> bool) -> String {
        let mut out = String::new();
        document.pages().iter().for_each(|page| letters(&page.frame, is_of_script, &mut out));
        out.retain(is_of_script);
        out
    }

    #[test]
    fn each_letter_of_hindi_is_in_the_text_once_and_in_order() {
        let devanagari = |c: char| ('\u{900}'..='\u{963}').contains(&c);
        let mut divided = 0;
        for text in HINDI {
            let document = laid_out(text, "hi");
            let put_in: String = text.chars().filter(|c| devanagari(*c)).collect();
            divided += usize::from(found(&document, &devanagari) != put_in);
            assert_eq!(found(&with_whole_clusters(document), &devanagari), put_in);
        }
        assert!(divided > 0, "typst divides none of these any more: this module can go");
    }

    #[test]
    fn each_letter_of_urdu_is_in_the_text_once() {
        let arabic = |c: char| ('\u{600}'..='\u{6ff}').contains(&c) && c.is_alphanumeric();
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().filter(|c| arabic(*c)).collect();
            letters.sort_unstable();
            letters
        };
        for text in URDU {
            let document = laid_out(text, "ur");
            assert_ne!(sorted(&found(&document, &arabic)), sorted(text), "{text}");
            assert_eq!(sorted(&found(&with_whole_clusters(document), &arabic)), sorted(text), "{text}");
        }
    }
}
