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
    /// The distance of its column from the left edge of the body: where an edge is painted.
    pub column: f32,
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

    /// Returns the height of what stands on a page.
    pub fn height_of(&self, page: usize) -> f32 {
        self.pages.get(page).and_then(|page| page.last()).map_or(0.0, |last| last.y + last.height)
    }

    /// Places texts at the top of a page, before all others, which move down by `top`.
    pub fn place_first(&mut self, page: usize, subject: Vec<SlideText>, top: f32) {
        let first = self.texts.len();
        let mut y = 0.0;
        let mut above = Vec::new();
        for (number, text) in subject.iter().enumerate() {
            let height = text.layout.size().y;
            y += if number > 0 { text.space_before } else { 0.0 };
            above.push(PlacedLines { text: first + number, lines: 0..text.layout.lines().len(), y, height });
            y += height;
        }
        let Some(page) = self.pages.get_mut(page) else { return };
        for placed in &mut *page {
            placed.y += top;
        }
        page.splice(0..0, above);
        self.texts.extend(subject);
    }

    /// Returns the page on which a block starts.
    pub fn page_of(&self, block: usize) -> usize {
        let holds = |page: &Vec<PlacedLines>| {
            page.iter().any(|placed| self.texts.get(placed.text).is_some_and(|text| text.block == block))
        };
        self.pages.iter().position(holds).unwrap_or_default()
    }
}

/// Returns the height of what must stand on one page from a text on: two lines of it, or a heading with what follows it.
fn kept_together(texts: &[SlideText], index: usize) -> f32 {
    let Some(text) = texts.get(index) else { return 0.0 };
    let next = texts.get(index + 1).filter(|next| text.keep_with_next && next.block == text.block);
    match next {
        Some(next) => text.layout.size().y + next.space_before + kept_together(texts, index + 1),
        None => two_lines(text),
    }
}

fn two_lines(text: &SlideText) -> f32 {
    text.layout.lines().iter().take(2).map(|line| line.height).sum()
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

    /// Returns whether what ends a block does not fit below a text that does.
    fn leaves_the_end_alone(&self, texts: &[SlideText], index: usize, used: f32) -> bool {
        let Some(text) = texts.get(index) else { return false };
        let rest = texts.get(index + 1..).unwrap_or_default().iter().take_while(|next| next.block == text.block);
        let mut rest = rest.map(|next| next.space_before + next.layout.size().y);
        let (Some(end), None) = (rest.next(), rest.next()) else { return false };
        !text.keep_with_next && self.y + used + end > self.height
    }

    fn place(&mut self, texts: &[SlideText], index: usize) {
        let Some(text) = texts.get(index) else { return };
        let lines = text.layout.lines();
        let tall: Vec<f32> = lines.iter().map(|line| line.height).collect();
        let before = if self.y > 0.0 { text.space_before } else { 0.0 };
        // What follows its heading was made room for, or has too little of it on any page.
        let follows = index.checked_sub(1).and_then(|above| texts.get(above));
        let follows = follows.is_some_and(|above| above.keep_with_next && above.block == text.block);
        let least = if follows { two_lines(text) } else { kept_together(texts, index) };
        if self.y > 0.0 && self.y + before + least > self.height {
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
            // The attribution has two lines of the text above it.
            if left == 0 && count > 3 && self.leaves_the_end_alone(texts, index, used) {
                count -= 2;
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
