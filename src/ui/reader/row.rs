//! Layout of a row: the paragraph and the replies beside it.

use egui::vec2;

use crate::model::{ParagraphKind, Script};
use crate::state::{Item, Part};
use crate::ui::grid::Arrangement;
use crate::ui::laid::Laid;

use super::marks;
use super::page::{Page, Placed};
use super::reply;
use super::stack::{self, Stack};

/// A row laid out for this frame.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row number; 0 is the head of the article.
    pub number: usize,
    /// The height, with the padding above and below.
    pub height: f32,
    /// The padding from the row's top to its texts.
    pub pad: f32,
    /// The texts of the article.
    pub texts: Vec<Placed>,
    /// The replies by column.
    pub stacks: Vec<Stack>,
    /// The marker of a list item, and its position from the row's top left.
    pub bullet: Option<(Laid, egui::Vec2)>,
    /// How the paragraph of a copy corresponds to the edition, and the position from the row's top left.
    pub standing: Option<(Laid, egui::Vec2)>,
    /// The top of the chips under the paragraph, where replies are not beside it.
    pub chips: Option<f32>,
}

impl Row {
    /// Lays a row out.
    pub fn new(page: &Page<'_>, number: usize) -> Self {
        let pad = page.look.row_pad;
        let mut row = Self {
            number,
            height: 0.0,
            pad,
            texts: Vec::new(),
            stacks: Vec::new(),
            bullet: None,
            standing: None,
            chips: None,
        };
        let bottom = match number {
            0 => row.lay_head(page),
            _ => row.lay_paragraph(page),
        };
        let replies = match page.grid.arrangement {
            Arrangement::Rows => row.lay_replies(page, bottom - pad),
            Arrangement::Panel => 0.0,
            Arrangement::Interleaved => row.lay_under(page, bottom),
        };
        row.height = (bottom.max(replies) + pad).round();
        row
    }

    fn lay_head(&mut self, page: &Page<'_>) -> f32 {
        let (look, span) = (page.look, page.grid.article);
        let script = page.state.edition.head().language.script();
        let title = page.state.text_of(0, Part::Title);
        let block = page.set(&title, &look.title, script, span.width, usize::MAX);
        let mut y = self.pad;
        let tall = block.size().y;
        self.texts.push(Placed { part: Part::Title, block, at: vec2(span.left, y) });
        y += tall + (look.row_pad * 0.35).round();
        let text = page.state.text_of(0, Part::Provenance);
        let block = page.set(&text, &look.small, script, span.width.min(520.0), usize::MAX);
        let tall = block.size().y;
        self.texts.push(Placed { part: Part::Provenance, block, at: vec2(span.left, y) });
        y + tall
    }

    fn lay_paragraph(&mut self, page: &Page<'_>) -> f32 {
        let (state, look, span) = (page.state, page.look, page.grid.article);
        let Some(paragraph) = state.paragraph_of(self.number) else { return self.pad };
        let step = look.article.size * 1.2;
        let (style, mut indent) = match &paragraph.kind {
            ParagraphKind::Text => (&look.article, 0.0),
            ParagraphKind::Heading => (&look.heading, 0.0),
            ParagraphKind::PullQuote { .. } => (&look.quote, step),
            ParagraphKind::Quote | ParagraphKind::ListItem { .. } => (&look.article, step),
        };
        let script = state.edition.language_of_paragraph(paragraph).script();
        if let ParagraphKind::ListItem { mark } = &paragraph.kind {
            let mark = page.set(mark, &look.article.clone().colour(look.theme.soft.0), script, f32::INFINITY, 1);
            let room = mark.size().x + look.article.size * 0.4;
            indent = step.max(room).min(span.width / 3.0);
            let at = vec2(span.left + indent - room, self.pad);
            self.bullet = Some((mark, at));
        }
        let text = state.text_of(self.number, Part::Article);
        let marks = if text == paragraph.text { marks::places(paragraph) } else { Vec::new() };
        let styles = (style, &look.marks);
        let block = Laid::marked(page.painter, (&text, &marks), styles, script, span.width - indent);
        let tall = block.size().y;
        self.texts.push(Placed { part: Part::Article, block, at: vec2(span.left + indent, self.pad) });
        self.pad + tall + self.lay_standing(page, self.pad + tall)
    }

    /// Lays out the line under a paragraph of a copy that differs from the edition's. Returns the height it takes.
    fn lay_standing(&mut self, page: &Page<'_>, top: f32) -> f32 {
        let Some(standing) = page.state.standing_of(self.number) else { return 0.0 };
        let colour = if standing.doubtful { page.look.theme.accent } else { page.look.theme.faint };
        let style = page.look.small.clone().colour(colour.0);
        let block = page.set(&standing.text, &style, Script::Latin, page.grid.article.width, 2);
        let space = (style.line_height * 0.3).round();
        let tall = block.size().y + space;
        self.standing = Some((block, vec2(page.grid.article.left, top + space)));
        tall
    }

    /// Lays out the replies beside the paragraph. Returns how far down they reach.
    fn lay_replies(&mut self, page: &Page<'_>, article: f32) -> f32 {
        let line = page.look.article.line_height;
        let cap = (article + 6.0 * line).max(10.0 * line);
        let columns = page.grid.replies.len();
        let mut by_column: Vec<Vec<Item<'_>>> = vec![Vec::new(); columns];
        for (place, perspective) in page.state.shown.visible().enumerate() {
            if let Some(column) = by_column.get_mut(page.column_of(place)) {
                column.extend(page.state.items_of(self.number, perspective));
            }
        }
        for (column, items) in by_column.iter().enumerate() {
            self.stacks.push(stack::lay(page, self.number, column, items, cap));
        }
        if self.number == 0 {
            for (place, perspective) in page.state.shown.visible().enumerate() {
                let column = page.column_of(place);
                let Some(by) = page.state.edition.perspectives().get(perspective) else { continue };
                if let Some(stack) = self.stacks.get_mut(column) {
                    stack.add(reply::about(page, by, page.column(column).width, 2), page.look.label.line_height);
                }
            }
        }
        self.pad + self.stacks.iter().map(|s| s.height).fold(0.0, f32::max)
    }

    /// Lays out the chips under the paragraph and the replies that were opened. Returns how far down they reach.
    fn lay_under(&mut self, page: &Page<'_>, bottom: f32) -> f32 {
        let state = page.state;
        let items = state.items(self.number);
        if items.is_empty() {
            return bottom;
        }
        let chips = super::chips::height(page, self.number);
        let top = bottom + 8.0;
        self.chips = Some(top);
        let open = state.opened_rows.contains(&self.number);
        let asked: Vec<Item<'_>> = items
            .into_iter()
            .filter(|item| {
                let perspective = state.edition.perspective_index(&item.perspective().id);
                let chip = perspective.is_some_and(|p| state.opened_more.contains(&(self.number, p)));
                open || chip || matches!(item, Item::Note { entry, .. } if state.opened_notes.contains(entry))
            })
            .collect();
        if asked.is_empty() {
            return top + chips;
        }
        let mut stack = stack::lay(page, self.number, 0, &asked, f32::INFINITY);
        stack.drop_by = top + chips + 10.0 - self.pad;
        let height = stack.height + stack.drop_by;
        self.stacks.push(stack);
        self.pad + height
    }

    /// Returns the script of a row's text, for estimates.
    pub fn script(page: &Page<'_>, number: usize) -> Script {
        let edition = &page.state.edition;
        page.state.paragraph_of(number).map_or(Script::Latin, |p| edition.language_of_paragraph(p).script())
    }
}

/// Estimates the height of a row from the lengths of its texts.
pub fn estimate(page: &Page<'_>, number: usize) -> f32 {
    let (state, look, grid) = (page.state, page.look, page.grid);
    let Some(paragraph) = state.paragraph_of(number) else { return 260.0 };
    let lines = |bytes: usize, char_width: f32, width: f32| {
        #[allow(clippy::cast_precision_loss, reason = "an estimate")]
        (bytes as f32 * char_width / width).ceil().max(1.0)
    };
    // A Han character has three bytes and is twice as wide as a Latin one.
    let wide = if Row::script(page, number) == Script::Latin { 1.0 } else { 0.67 };
    let article = lines(paragraph.text.len(), look.chars.0 * wide, grid.article.width) * look.article.line_height;
    let pad = 2.0 * look.row_pad;
    if grid.arrangement == Arrangement::Panel {
        return article + pad;
    }
    if grid.arrangement == Arrangement::Interleaved {
        return article + pad + if paragraph.kind.takes_notes() { 8.0 + look.label.line_height + 8.0 } else { 0.0 };
    }
    let mut columns = [0.0f32; 3];
    if paragraph.kind.takes_notes() {
        let header = look.label.line_height + look.small.line_height + 16.0;
        for (place, perspective) in state.shown.visible().enumerate() {
            let column = page.column_of(place);
            let width = page.column(column).width - reply::INSET;
            let mut tall = 0.0;
            for entry in state.rows.entries_of(Some(number - 1), perspective) {
                let text = state.rows.note(&state.edition, *entry).map_or(0, |n| n.summary.len());
                let whole = lines(text, look.chars.1, width) * look.summary.line_height + header;
                tall += if entry.home { whole } else { header / 2.0 };
            }
            if let Some(sum) = columns.get_mut(column) {
                *sum += tall.max(look.label.line_height + 13.0);
            }
        }
    }
    let cap = (article + 6.0 * look.article.line_height).max(10.0 * look.article.line_height);
    article.max(columns.into_iter().fold(0.0, f32::max).min(cap)) + pad
}
