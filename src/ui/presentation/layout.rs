//! Pagination of a slide: text that does not fit goes to the next page, never to a smaller size.

use std::ops::Range;

use crate::ui::text_layout::TextLayout;

/// Most pages of one slide. The longest text shown fills some 300; with very many replies the last ones are cut off.
const MOST_PAGES: usize = 5_000;

/// A laid-out text of a block.
#[derive(Clone, Debug)]
pub struct SlideText {
    /// The index of its block in the slide.
    pub block: usize,
    pub layout: TextLayout,
    /// The distance from the left edge of the body.
    pub x: f32,
    /// The space before it, unless it starts a page.
    pub space_before: f32,
    /// Whether it must not be at the bottom of a page without the text after it.
    pub keep_with_next: bool,
    pub decoration: Decoration,
    /// Its text, for a screen reader.
    pub words: String,
}

/// What is painted beside or under a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Decoration {
    /// Nothing.
    None,
    /// A letter in a square of a hue, left of the first line.
    Mark(&'static str, String),
    /// An edge of a hue at the left of the whole block; dotted if nothing is said yet.
    Edge(String, bool),
    /// Underlined characters.
    Underline(Range<usize>),
}

/// Lines of a text on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedLines {
    /// The index of the text in the slide.
    pub text: usize,
    pub lines: Range<usize>,
    /// The distance from the top of the body.
    pub y: f32,
    pub height: f32,
}

/// The texts of a slide, paginated.
#[derive(Clone, Debug, Default)]
pub struct SlideLayout {
    /// All texts in order.
    pub texts: Vec<SlideText>,
    /// The pages; at least one.
    pub pages: Vec<Vec<PlacedLines>>,
}

impl SlideLayout {
    /// Paginates texts for pages of a height.
    pub fn new(texts: Vec<SlideText>, height: f32) -> Self {
        let mut paginator = Paginator { height, y: 0.0, page: Vec::new(), pages: Vec::new() };
        let mut at = 0;
        while at < texts.len() {
            let block = texts.get(at).map_or(0, |text| text.block);
            let end = at + texts.iter().skip(at).take_while(|text| text.block == block).count();
            let whole: f32 =
                texts.get(at..end).unwrap_or_default().iter().map(|p| p.space_before + p.layout.size().y).sum();
            // A block that fits on one page is not split.
            if paginator.y > 0.0 && paginator.y + whole > height && whole <= height {
                paginator.finish_page();
            }
            for index in at..end {
                paginator.place(&texts, index);
            }
            at = end;
        }
        paginator.finish_page();
        if paginator.pages.is_empty() {
            paginator.pages.push(Vec::new());
        }
        Self { texts, pages: paginator.pages }
    }

    /// Returns the page on which a block starts.
    pub fn page_of(&self, block: usize) -> usize {
        let holds = |page: &Vec<PlacedLines>| {
            page.iter().any(|placed| self.texts.get(placed.text).is_some_and(|text| text.block == block))
        };
        self.pages.iter().position(holds).unwrap_or_default()
    }
}

struct Paginator {
    height: f32,
    y: f32,
    page: Vec<PlacedLines>,
    pages: Vec<Vec<PlacedLines>>,
}

impl Paginator {
    fn finish_page(&mut self) {
        self.y = 0.0;
        if !self.page.is_empty() {
            self.pages.push(std::mem::take(&mut self.page));
        }
    }

    fn place(&mut self, texts: &[SlideText], index: usize) {
        let Some(text) = texts.get(index) else { return };
        let lines = text.layout.lines();
        let tall: Vec<f32> = lines.iter().map(|line| line.height).collect();
        let before = if self.y > 0.0 { text.space_before } else { 0.0 };
        // A heading stays with two lines of what follows it, if that has as many.
        let after: f32 = if text.keep_with_next {
            let next = texts.get(index + 1).filter(|next| next.block == text.block);
            next.map_or(0.0, |next| {
                next.space_before + next.layout.lines().iter().take(2).map(|l| l.height).sum::<f32>()
            })
        } else {
            0.0
        };
        let least: f32 = if text.keep_with_next { tall.iter().sum() } else { tall.iter().take(2).sum() };
        if self.y > 0.0 && self.y + before + least + after > self.height {
            self.finish_page();
        }
        let mut first = 0;
        self.y += if self.y > 0.0 { text.space_before } else { 0.0 };
        while first < tall.len() && self.pages.len() < MOST_PAGES {
            let (mut count, mut used) = (0, 0.0);
            while let Some(line) = tall.get(first + count) {
                // At least one line, however low the page is.
                if count > 0 && self.y + used + line > self.height + 0.5 {
                    break;
                }
                used += line;
                count += 1;
            }
            let left = tall.len() - first - count;
            // No single last line at the top of a page.
            if left == 1 && count > 2 {
                count -= 1;
                used = tall.iter().skip(first).take(count).sum();
            }
            self.page.push(PlacedLines { text: index, lines: first..first + count, y: self.y, height: used });
            self.y += used;
            first += count;
            if first < tall.len() {
                self.finish_page();
            }
        }
    }
}
