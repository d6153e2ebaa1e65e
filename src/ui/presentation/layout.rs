//! Pagination of a slide: text that does not fit goes to the next page, never to a smaller size.

use std::ops::Range;

use crate::ui::laid::Laid;

/// Most pages of one slide. The longest text shown fills some 300; with very many replies the last ones are cut off.
const MOST_PAGES: usize = 5_000;

/// A laid-out text of a block.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The index of its block in the slide.
    pub block: usize,
    /// The text laid out.
    pub laid: Laid,
    /// The distance from the left edge of the body.
    pub x: f32,
    /// The space before it, unless it starts a page.
    pub before: f32,
    /// Whether it must not be at the bottom of a page without the text after it.
    pub keeps: bool,
    /// Its decoration.
    pub dress: Dress,
    /// Its text, for a screen reader.
    pub words: String,
}

/// What is painted beside or under a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Dress {
    /// Nothing.
    Plain,
    /// A letter in a square of a hue, left of the first line.
    Mark(&'static str, String),
    /// An edge of a hue at the left of the whole block; dotted if nothing is said yet.
    Edge(String, bool),
    /// Underlined characters.
    Lit(Range<usize>),
}

/// Lines of a text on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The index of the text in the slide.
    pub piece: usize,
    /// The lines.
    pub lines: Range<usize>,
    /// The distance from the top of the body.
    pub y: f32,
    /// The height of the lines.
    pub height: f32,
}

/// The texts of a slide, paginated.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    /// All texts in order.
    pub pieces: Vec<Piece>,
    /// The pages; at least one.
    pub pages: Vec<Vec<Placed>>,
}

impl Flow {
    /// Paginates texts for pages of a height.
    pub fn new(pieces: Vec<Piece>, height: f32) -> Self {
        let mut fill = Fill { height, y: 0.0, page: Vec::new(), pages: Vec::new() };
        let mut at = 0;
        while at < pieces.len() {
            let block = pieces.get(at).map_or(0, |piece| piece.block);
            let end = at + pieces.iter().skip(at).take_while(|piece| piece.block == block).count();
            let whole: f32 = pieces.get(at..end).unwrap_or_default().iter().map(|p| p.before + p.laid.size().y).sum();
            // A block that fits on one page is not split.
            if fill.y > 0.0 && fill.y + whole > height && whole <= height {
                fill.turn();
            }
            for index in at..end {
                fill.put(&pieces, index);
            }
            at = end;
        }
        fill.turn();
        if fill.pages.is_empty() {
            fill.pages.push(Vec::new());
        }
        Self { pieces, pages: fill.pages }
    }

    /// Returns the page on which a block starts.
    pub fn page_of(&self, block: usize) -> usize {
        let holds = |page: &Vec<Placed>| {
            page.iter().any(|placed| self.pieces.get(placed.piece).is_some_and(|piece| piece.block == block))
        };
        self.pages.iter().position(holds).unwrap_or_default()
    }
}

struct Fill {
    height: f32,
    y: f32,
    page: Vec<Placed>,
    pages: Vec<Vec<Placed>>,
}

impl Fill {
    fn turn(&mut self) {
        self.y = 0.0;
        if !self.page.is_empty() {
            self.pages.push(std::mem::take(&mut self.page));
        }
    }

    fn put(&mut self, pieces: &[Piece], index: usize) {
        let Some(piece) = pieces.get(index) else { return };
        let lines = piece.laid.lines();
        let tall: Vec<f32> = lines.iter().map(|line| line.height).collect();
        let before = if self.y > 0.0 { piece.before } else { 0.0 };
        // A heading stays with two lines of what follows it, if that has as many.
        let after: f32 = if piece.keeps {
            let next = pieces.get(index + 1).filter(|next| next.block == piece.block);
            next.map_or(0.0, |next| next.before + next.laid.lines().iter().take(2).map(|l| l.height).sum::<f32>())
        } else {
            0.0
        };
        let least: f32 = if piece.keeps { tall.iter().sum() } else { tall.iter().take(2).sum() };
        if self.y > 0.0 && self.y + before + least + after > self.height {
            self.turn();
        }
        let mut first = 0;
        self.y += if self.y > 0.0 { piece.before } else { 0.0 };
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
            self.page.push(Placed { piece: index, lines: first..first + count, y: self.y, height: used });
            self.y += used;
            first += count;
            if first < tall.len() {
                self.turn();
            }
        }
    }
}
