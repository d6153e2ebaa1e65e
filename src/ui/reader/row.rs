//! Layout of a row: the paragraph and the replies beside it.

use egui::vec2;

use crate::model::{ParagraphKind, Script};
use crate::state::{Item, Part};
use crate::ui::grid::Arrangement;
use crate::ui::text_layout::TextLayout;

use super::marks;
use super::page::{Page, PositionedText};
use super::reply;
use super::reply_column::{self, ReplyColumn};

/// A row laid out for this frame.
#[derive(Clone, Debug)]
pub struct RowLayout {
    /// The row number; 0 is the head of the article.
    pub number: usize,
    /// The height, with the padding above and below.
    pub height: f32,
    /// The padding from the row's top to its texts.
    pub pad: f32,
    /// The texts of the article.
    pub texts: Vec<PositionedText>,
    /// The replies by column.
    pub reply_columns: Vec<ReplyColumn>,
    /// The marker of a list item, and its position from the row's top left.
    pub bullet: Option<(TextLayout, egui::Vec2)>,
    /// How the paragraph of a copy corresponds to the edition, and the position from the row's top left.
    pub status: Option<(TextLayout, egui::Vec2)>,
    /// The top of the chips under the paragraph, where replies are not beside it.
    pub chips: Option<f32>,
}

impl RowLayout {
    /// Lays a row out.
    pub fn new(page: &Page<'_>, number: usize) -> Self {
        let pad = page.styles.row_pad;
        let mut row = Self {
            number,
            height: 0.0,
            pad,
            texts: Vec::new(),
            reply_columns: Vec::new(),
            bullet: None,
            status: None,
            chips: None,
        };
        let bottom = match number {
            0 => row.layout_head(page),
            _ => row.layout_paragraph(page),
        };
        let replies = match page.grid.arrangement {
            Arrangement::Rows => row.layout_replies(page, bottom - pad),
            Arrangement::Panel => 0.0,
            Arrangement::Interleaved => row.layout_replies_under(page, bottom),
        };
        row.height = (bottom.max(replies) + pad).round();
        row
    }

    fn layout_head(&mut self, page: &Page<'_>) -> f32 {
        let (styles, span) = (page.styles, page.grid.article);
        let script = page.state.edition.head().language.script();
        let title = page.state.text_of(0, Part::Title);
        let layout = page.layout_text(&title, &styles.title, script, span.width, usize::MAX);
        let mut y = self.pad;
        let tall = layout.size().y;
        self.texts.push(PositionedText { part: Part::Title, layout, at: vec2(span.left, y) });
        y += tall + (styles.row_pad * 0.35).round();
        let text = page.state.text_of(0, Part::Provenance);
        let layout = page.layout_text(&text, &styles.small, script, span.width.min(520.0), usize::MAX);
        let tall = layout.size().y;
        self.texts.push(PositionedText { part: Part::Provenance, layout, at: vec2(span.left, y) });
        y + tall
    }

    fn layout_paragraph(&mut self, page: &Page<'_>) -> f32 {
        let (state, styles, span) = (page.state, page.styles, page.grid.article);
        let Some(paragraph) = state.paragraph_of(self.number) else { return self.pad };
        let step = styles.article.size * 1.2;
        let (style, mut indent) = match &paragraph.kind {
            ParagraphKind::Text => (&styles.article, 0.0),
            ParagraphKind::Heading => (&styles.heading, 0.0),
            ParagraphKind::PullQuote { .. } => (&styles.quote, step),
            ParagraphKind::Quote | ParagraphKind::ListItem { .. } => (&styles.article, step),
        };
        let script = state.edition.language_of_paragraph(paragraph).script();
        if let ParagraphKind::ListItem { mark } = &paragraph.kind {
            let mark =
                page.layout_text(mark, &styles.article.clone().colour(styles.theme.soft.0), script, f32::INFINITY, 1);
            let room = mark.size().x + styles.article.size * 0.4;
            indent = step.max(room).min(span.width / 3.0);
            let at = vec2(span.left + indent - room, self.pad);
            self.bullet = Some((mark, at));
        }
        let text = state.text_of(self.number, Part::Article);
        let marks = if text == paragraph.text { marks::mark_ranges(paragraph) } else { Vec::new() };
        let layout =
            TextLayout::with_marks(page.painter, (&text, &marks), (style, &styles.marks), script, span.width - indent);
        let tall = layout.size().y;
        self.texts.push(PositionedText { part: Part::Article, layout, at: vec2(span.left + indent, self.pad) });
        self.pad + tall + self.layout_status(page, self.pad + tall)
    }

    /// Lays out the line under a paragraph of a copy that differs from the edition's. Returns the height it takes.
    fn layout_status(&mut self, page: &Page<'_>, top: f32) -> f32 {
        let Some(standing) = page.state.row_status(self.number) else { return 0.0 };
        let colour = if standing.doubtful { page.styles.theme.accent } else { page.styles.theme.faint };
        let style = page.styles.small.clone().colour(colour.0);
        let layout = page.layout_text(&standing.text, &style, Script::Latin, page.grid.article.width, 2);
        let space = (style.line_height * 0.3).round();
        let tall = layout.size().y + space;
        self.status = Some((layout, vec2(page.grid.article.left, top + space)));
        tall
    }

    /// Lays out the replies beside the paragraph. Returns how far down they reach.
    fn layout_replies(&mut self, page: &Page<'_>, article: f32) -> f32 {
        let line = page.styles.article.line_height;
        let cap = (article + 6.0 * line).max(10.0 * line);
        let columns = page.grid.replies.len();
        let mut by_column: Vec<Vec<Item<'_>>> = vec![Vec::new(); columns];
        for (place, perspective) in page.state.shown.visible().enumerate() {
            if let Some(column) = by_column.get_mut(page.column_of(place)) {
                column.extend(page.state.items_of(self.number, perspective));
            }
        }
        for (column, items) in by_column.iter().enumerate() {
            self.reply_columns.push(reply_column::layout(page, self.number, column, items, cap));
        }
        if self.number == 0 {
            for (place, perspective) in page.state.shown.visible().enumerate() {
                let column = page.column_of(place);
                let Some(by) = page.state.edition.perspectives().get(perspective) else { continue };
                if let Some(reply_column) = self.reply_columns.get_mut(column) {
                    reply_column.push(
                        reply::description(page, by, page.column(column).width, 2),
                        page.styles.label.line_height,
                    );
                }
            }
        }
        self.pad + self.reply_columns.iter().map(|s| s.height).fold(0.0, f32::max)
    }

    /// Lays out the chips under the paragraph and the replies that were opened. Returns how far down they reach.
    fn layout_replies_under(&mut self, page: &Page<'_>, bottom: f32) -> f32 {
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
        let mut reply_column = reply_column::layout(page, self.number, 0, &asked, f32::INFINITY);
        reply_column.offset_y = top + chips + 10.0 - self.pad;
        let height = reply_column.height + reply_column.offset_y;
        self.reply_columns.push(reply_column);
        self.pad + height
    }

    /// Returns the script of a row's text, for estimates.
    pub fn script(page: &Page<'_>, number: usize) -> Script {
        let edition = &page.state.edition;
        page.state.paragraph_of(number).map_or(Script::Latin, |p| edition.language_of_paragraph(p).script())
    }
}

/// Estimates the height of a row from the lengths of its texts.
pub fn estimated_height(page: &Page<'_>, number: usize) -> f32 {
    let (state, styles, grid) = (page.state, page.styles, page.grid);
    let Some(paragraph) = state.paragraph_of(number) else { return 260.0 };
    let lines = |bytes: usize, char_width: f32, width: f32| {
        #[allow(clippy::cast_precision_loss, reason = "an estimate")]
        (bytes as f32 * char_width / width).ceil().max(1.0)
    };
    // A Han character has three bytes and is twice as wide as a Latin one.
    let wide = if RowLayout::script(page, number) == Script::Latin { 1.0 } else { 0.67 };
    let article = lines(paragraph.text.len(), styles.chars.0 * wide, grid.article.width) * styles.article.line_height;
    let pad = 2.0 * styles.row_pad;
    if grid.arrangement == Arrangement::Panel {
        return article + pad;
    }
    if grid.arrangement == Arrangement::Interleaved {
        return article + pad + if paragraph.kind.takes_notes() { 8.0 + styles.label.line_height + 8.0 } else { 0.0 };
    }
    let mut columns = [0.0f32; 3];
    if paragraph.kind.takes_notes() {
        let header = styles.label.line_height + styles.small.line_height + 16.0;
        for (place, perspective) in state.shown.visible().enumerate() {
            let column = page.column_of(place);
            let width = page.column(column).width - reply::INSET;
            let mut tall = 0.0;
            for entry in state.rows.notes_of(Some(number - 1), perspective) {
                let text = state.rows.note(&state.edition, *entry).map_or(0, |n| n.summary.len());
                let whole = lines(text, styles.chars.1, width) * styles.summary.line_height + header;
                tall += if entry.home { whole } else { header / 2.0 };
            }
            if let Some(sum) = columns.get_mut(column) {
                *sum += tall.max(styles.label.line_height + 13.0);
            }
        }
    }
    let cap = (article + 6.0 * styles.article.line_height).max(10.0 * styles.article.line_height);
    article.max(columns.into_iter().fold(0.0, f32::max).min(cap)) + pad
}
