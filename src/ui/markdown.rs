//! Markdown as text of the interface: headings, paragraphs, lists, tables, code and links.

use egui::{Label, RichText, Ui, Vec2};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::controls::interface_font;
use super::styles::Styles;

/// A text with its formatting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Piece {
    text: String,
    bold: bool,
    italic: bool,
    code: bool,
    /// The destination, if it is a link.
    link: Option<String>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    /// A heading of a level from 1.
    Heading(u8, Vec<Piece>),
    Paragraph(Vec<Piece>),
    /// An item of a list, with its depth from 0 and its marker.
    Item(usize, String, Vec<Piece>),
    /// Lines of code.
    Code(String),
    /// A table: rows of cells, the first row is its head.
    Table(Vec<Vec<Vec<Piece>>>),
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// Another file beside this one, by its name.
    File(String),
    /// A page of the web.
    Url(String),
}

impl LinkTarget {
    /// Returns the target of a destination; `None` for a file that the program does not have.
    fn of(destination: &str) -> Option<Self> {
        if destination.starts_with("https://") || destination.starts_with("http://") {
            return Some(Self::Url(destination.to_owned()));
        }
        (destination.ends_with(".md") && !destination.contains('/')).then(|| Self::File(destination.to_owned()))
    }
}

/// The largest width of a line of text, in logical pixels.
const WIDEST: f32 = 700.0;

/// The height of a line, in logical pixels.
const LINE: f32 = 20.0;

/// Shows a page. Returns the link that was pressed.
pub fn show(ui: &mut Ui, styles: &Styles, text: &str) -> Option<LinkTarget> {
    let mut pressed = None;
    ui.set_max_width(ui.available_width().min(WIDEST));
    for (index, block) in parse(text).iter().enumerate() {
        let link = match block {
            Block::Heading(level, pieces) => {
                if index > 0 {
                    ui.add_space(if *level < 3 { 12.0 } else { 6.0 });
                }
                let size = if *level < 2 { 19.0 } else { 15.5 };
                let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
                let response = ui.add(Label::new(styles.strong_ink(text, size)).wrap());
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_role(egui::accesskit::Role::Heading));
                None
            }
            Block::Paragraph(pieces) => paragraph(ui, styles, pieces),
            Block::Item(depth, marker, pieces) => item(ui, styles, (*depth, marker), pieces),
            Block::Code(code) => {
                let text = RichText::new(code.trim_end()).font(interface_font(13.0)).color(styles.theme.ink.0);
                egui::Frame::NONE.fill(styles.theme.tint.0).corner_radius(5.0).inner_margin(8.0).show(ui, |ui| {
                    ui.add(Label::new(text).wrap());
                });
                None
            }
            Block::Table(rows) => table(ui, styles, index, rows),
        };
        pressed = pressed.or(link);
        ui.add_space(5.0);
    }
    pressed
}

/// Shows the pieces of a paragraph on wrapped lines. Returns the link that was pressed.
fn paragraph(ui: &mut Ui, styles: &Styles, pieces: &[Piece]) -> Option<LinkTarget> {
    let mut pressed = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        for piece in pieces {
            let target = piece.link.as_deref().and_then(LinkTarget::of);
            if let Some(target) = target {
                if ui.link(rich(piece, styles, styles.theme.accent.0)).clicked() {
                    pressed = Some(target);
                }
            } else {
                ui.label(rich(piece, styles, styles.theme.ink.0));
            }
        }
    });
    pressed
}

fn item(ui: &mut Ui, styles: &Styles, (depth, marker): (usize, &str), pieces: &[Piece]) -> Option<LinkTarget> {
    ui.horizontal_top(|ui| {
        ui.add_space(8.0 + depth as f32 * 16.0);
        ui.label(RichText::new(marker).font(interface_font(14.0)).line_height(Some(LINE)).color(styles.theme.soft.0));
        ui.vertical(|ui| paragraph(ui, styles, pieces)).inner
    })
    .inner
}

fn table(ui: &mut Ui, styles: &Styles, index: usize, rows: &[Vec<Vec<Piece>>]) -> Option<LinkTarget> {
    let mut pressed = None;
    let room = ui.available_width();
    // The first column is narrow: keys, names of fields.
    let first = (room * 0.3).clamp(90.0, 220.0);
    egui::Grid::new(("table", index)).num_columns(2).min_col_width(0.0).spacing([16.0, 7.0]).show(ui, |ui| {
        for (at, row) in rows.iter().enumerate() {
            let rest = ((room - first) / (row.len().max(2) - 1) as f32 - 16.0).max(60.0);
            for (column, cell) in row.iter().enumerate() {
                ui.vertical(|ui| {
                    ui.set_width(if column == 0 { first } else { rest });
                    if at == 0 {
                        let text: String = cell.iter().map(|piece| piece.text.as_str()).collect();
                        ui.add(Label::new(styles.strong_soft(text, 13.0)).wrap());
                    } else {
                        pressed = paragraph(ui, styles, cell).or(pressed.take());
                    }
                });
            }
            ui.end_row();
        }
    });
    pressed
}

/// Returns a piece in its formatting. Code is bold rather than in a face of its own: in the guide it is keys and words to
/// type.
fn rich(piece: &Piece, styles: &Styles, colour: egui::Color32) -> RichText {
    let text = RichText::new(&piece.text).font(interface_font(14.0)).line_height(Some(LINE)).color(colour);
    let text = if piece.bold || piece.code { text.variations([("wght", 680.0)]) } else { text };
    let text = if piece.italic { text.italics() } else { text };
    if piece.code { text.background_color(styles.theme.tint.0) } else { text }
}

/// Parses a page into blocks.
fn parse(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        reader.event(event);
    }
    reader.blocks
}

/// What is read so far.
#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    pieces: Vec<Piece>,
    style: Piece,
    /// The next number of each list around, innermost last; `None` for a list of bullets.
    lists: Vec<Option<u64>>,
    code: Option<String>,
    rows: Vec<Vec<Vec<Piece>>>,
    cells: Vec<Vec<Piece>>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.push(&text, false),
            },
            Event::Code(text) => self.push(&text, true),
            Event::SoftBreak => self.push(" ", false),
            Event::HardBreak => self.push("\n", false),
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.style.bold = true,
            Tag::Emphasis => self.style.italic = true,
            Tag::Link { dest_url, .. } => self.style.link = Some(dest_url.into_string()),
            Tag::List(first) => {
                // The text of an item ends where a list inside it begins.
                self.end_item();
                self.lists.push(first);
            }
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.style.bold = false,
            TagEnd::Emphasis => self.style.italic = false,
            TagEnd::Link => self.style.link = None,
            TagEnd::Heading(level) => {
                let pieces = std::mem::take(&mut self.pieces);
                self.blocks.push(Block::Heading(level_of(level), pieces));
            }
            // In a list, the item ends the text.
            TagEnd::Paragraph if self.lists.is_empty() => {
                let pieces = std::mem::take(&mut self.pieces);
                self.blocks.push(Block::Paragraph(pieces));
            }
            TagEnd::Item => self.end_item(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::CodeBlock => self.blocks.extend(self.code.take().map(Block::Code)),
            TagEnd::TableCell => self.cells.push(std::mem::take(&mut self.pieces)),
            TagEnd::TableHead | TagEnd::TableRow => self.rows.push(std::mem::take(&mut self.cells)),
            TagEnd::Table => self.blocks.push(Block::Table(std::mem::take(&mut self.rows))),
            _ => {}
        }
    }

    fn end_item(&mut self) {
        if self.pieces.is_empty() {
            return;
        }
        let depth = self.lists.len().saturating_sub(1);
        let Some(list) = self.lists.last_mut() else { return };
        let marker = match list {
            Some(number) => {
                *number += 1;
                format!("{}.", *number - 1)
            }
            None => "•".to_owned(),
        };
        self.blocks.push(Block::Item(depth, marker, std::mem::take(&mut self.pieces)));
    }

    /// Appends text to the last piece, if it has the same formatting.
    fn push(&mut self, text: &str, code: bool) {
        let piece = Piece { text: text.to_owned(), code, ..self.style.clone() };
        match self.pieces.last_mut() {
            Some(last)
                if (last.bold, last.italic, last.code) == (piece.bold, piece.italic, piece.code)
                    && last.link == piece.link =>
            {
                last.text.push_str(text)
            }
            _ => self.pieces.push(piece),
        }
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, LinkTarget, Piece, parse};
    use crate::state::GuidePage;

    fn plain(text: &str) -> Piece {
        Piece { text: text.to_owned(), ..Piece::default() }
    }

    #[test]
    fn headings_lists_tables_and_code_are_blocks_of_their_own() {
        let text = "# Title\n\nOne *two* `k`\nthree.\n\n- a\n- b\n  1. c\n\n| key | does |\n|---|---|\n| `j` | next |\n\n```\nx\n```\n";
        let blocks = parse(text);
        let italic = Piece { italic: true, ..plain("two") };
        let key = |key| Piece { code: true, ..plain(key) };
        assert_eq!(
            blocks,
            [
                Block::Heading(1, vec![plain("Title")]),
                Block::Paragraph(vec![plain("One "), italic, plain(" "), key("k"), plain(" three.")]),
                Block::Item(0, "•".to_owned(), vec![plain("a")]),
                Block::Item(0, "•".to_owned(), vec![plain("b")]),
                Block::Item(1, "1.".to_owned(), vec![plain("c")]),
                Block::Table(vec![
                    vec![vec![plain("key")], vec![plain("does")]],
                    vec![vec![key("j")], vec![plain("next")]],
                ]),
                Block::Code("x\n".to_owned()),
            ]
        );
    }

    #[test]
    fn every_link_of_the_guide_leads_somewhere() {
        let mut links = 0;
        for page in GuidePage::ALL {
            let blocks = parse(page.text());
            assert!(matches!(blocks.first(), Some(Block::Heading(1, _))), "{page:?} begins with its title");
            let mut pieces: Vec<&Piece> = Vec::new();
            for block in &blocks {
                match block {
                    Block::Heading(_, own) | Block::Paragraph(own) | Block::Item(_, _, own) => pieces.extend(own),
                    Block::Table(rows) => pieces.extend(rows.iter().flatten().flatten()),
                    Block::Code(_) => {}
                }
            }
            for link in pieces.iter().filter_map(|piece| piece.link.as_deref()) {
                let target = LinkTarget::of(link).unwrap_or_else(|| panic!("{page:?}: {link}"));
                if let LinkTarget::File(file) = &target {
                    assert!(GuidePage::ALL.iter().any(|page| page.file() == file), "{page:?}: {link}");
                }
                links += 1;
            }
        }
        assert!(links > 0);
    }
}
