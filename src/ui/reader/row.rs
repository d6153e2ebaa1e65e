//! Layout of a row: the paragraph and the replies beside it.

use std::ops::Range;

use egui::vec2;

use crate::model::{MarkKind, Paragraph, ParagraphKind, Script};
use crate::state::{Part, provenance_lines};
use crate::ui::bidi::reads_right_to_left;
use crate::ui::grid::{Arrangement, Column};
use crate::ui::text_layout::TextLayout;

use super::item;
use super::page::{Page, PositionedText};
use super::related::RelatedLine;
use super::reply::INSET;
use super::reply_column::{self, ReplyColumn};

/// The distance from the top of the view at which the shorter side of a row stops while the taller one scrolls past.
/// It does not depend on any setting, so that a paragraph that has stopped stays where it is when one changes.
const STOP: f32 = 8.0;

/// How far a paragraph from right to left is moved to the left, for the number at its right.
const MIRRORED_SHIFT: f32 = 32.0;

/// The padding above and below the head of the article, at most.
const HEAD_PAD: f32 = 14.0;

/// The part of the window's height that the head of the article takes at most while it is closed.
const HEAD_SHARE: f32 = 0.2;

/// The height of the bars above and below the text, for the share of the head.
const BARS: f32 = 130.0;

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
    pub reply_columns: Vec<ReplyColumn>,
    /// The height of the texts of the article with the line below them.
    pub article_height: f32,
    /// The column of the paragraph. It is moved for the number at the right of a paragraph from right to left.
    pub column: Column,
    /// Whether the paragraph runs from right to left: its number is at the right, and its brackets at the left.
    pub mirrored: bool,
    /// The lines under the title while the head is closed, with their positions from the row's top left.
    pub credit: Vec<(TextLayout, egui::Vec2)>,
    /// The button that opens the rest of the head or closes it.
    pub more: Option<(TextLayout, egui::Vec2)>,
    /// The line under the head that names the related editions, and its position from the row's top left.
    pub related: Option<(RelatedLine, egui::Vec2)>,
    /// The marker of a list item, and its position from the row's top left.
    pub bullet: Option<(TextLayout, egui::Vec2)>,
    /// How the paragraph of a copy corresponds to the edition, and the position from the row's top left.
    pub status: Option<(TextLayout, egui::Vec2)>,
    /// The top of the chips under the paragraph, where replies are not beside it.
    pub chips: Option<f32>,
}

impl RowLayout {
    pub fn new(page: &Page<'_>, number: usize) -> Self {
        let pad = if number == 0 { page.styles.row_pad.min(HEAD_PAD) } else { page.styles.row_pad };
        let mirrored = Self::is_mirrored(page, number);
        let mut column = page.grid.article;
        if mirrored {
            column.left -= MIRRORED_SHIFT;
        }
        let mut row = Self {
            number,
            height: 0.0,
            pad,
            texts: Vec::new(),
            reply_columns: Vec::new(),
            article_height: 0.0,
            column,
            mirrored,
            credit: Vec::new(),
            more: None,
            related: None,
            bullet: None,
            status: None,
            chips: None,
        };
        let bottom = match number {
            0 => row.layout_head(page),
            _ => row.layout_paragraph(page),
        };
        row.article_height = bottom - pad;
        let replies = match page.grid.arrangement {
            Arrangement::Rows => row.layout_replies(page),
            Arrangement::Panel => 0.0,
            Arrangement::Interleaved => row.layout_replies_under(page, bottom),
        };
        row.height = (bottom.max(replies) + pad).round();
        row
    }

    /// Returns whether the texts of a row read from right to left.
    fn is_mirrored(page: &Page<'_>, number: usize) -> bool {
        let text = page.state.paragraph_of(number).map_or(page.state.edition.title(), |paragraph| &paragraph.text);
        reads_right_to_left(text)
    }

    /// Returns how far the article's texts are below their place in the row, for a row whose top is at `y` from the
    /// top of a view of this height: the paragraph stays in view while taller replies scroll past.
    pub fn article_shift(&self, y: f32, view_height: f32) -> f32 {
        if self.chips.is_some() || self.reply_columns.is_empty() {
            return 0.0;
        }
        self.shift(self.article_height, y, view_height)
    }

    /// Returns the height of the first line of the article's texts.
    pub fn first_line_height(&self) -> f32 {
        self.texts.first().and_then(|text| text.layout.lines().first().map(|line| line.height)).unwrap_or(0.0)
    }

    /// Returns how far a side of the row of this height is below its place. One taller than the view stops with its
    /// last line at the bottom of the view.
    pub fn shift(&self, height: f32, y: f32, view_height: f32) -> f32 {
        let travel = (self.height - 2.0 * self.pad - height).max(0.0);
        let top = y + self.pad;
        let shift = if height + 2.0 * STOP <= view_height { STOP - top } else { view_height - STOP - top - height };
        shift.clamp(0.0, travel)
    }

    /// Returns the distance from the row's top to the top of the view at which the distance of an article line from
    /// the top of the view is `below_top`. `at` is the distance of the line from the row's top where nothing is
    /// shifted. Where the line stands still over a range, `preferred` decides within it.
    pub fn offset_for_line(&self, at: f32, below_top: f32, view_height: f32, preferred: f32) -> f32 {
        if self.chips.is_some() || self.reply_columns.is_empty() {
            return at - below_top;
        }
        self.offset_for(self.article_height, at, below_top, view_height, preferred)
    }

    /// As [`RowLayout::offset_for_line`], for a point in a side of the row of this height.
    fn offset_for(&self, height: f32, at: f32, below_top: f32, view_height: f32, preferred: f32) -> f32 {
        let travel = self.height - 2.0 * self.pad - height;
        if travel <= 0.0 {
            return at - below_top;
        }
        let stop = if height + 2.0 * STOP <= view_height { STOP } else { view_height - STOP - height };
        // The line is at this distance from the top of the view while the paragraph stands still.
        let still = stop + at - self.pad;
        if (below_top - still).abs() < 1.0 {
            let first = self.pad - stop;
            return preferred.clamp(first, first + travel);
        }
        if below_top > still { at - below_top } else { at - below_top + travel }
    }

    /// Returns the distance from the row's top to the top of the view at which a point `at` below the top of a column of
    /// replies is at `below_top` from the top of the view.
    pub fn offset_for_reply(
        &self,
        column: &ReplyColumn,
        at: f32,
        below_top: f32,
        view_height: f32,
        preferred: f32,
    ) -> f32 {
        let at = self.pad + column.offset_y + at;
        if column.offset_y > 0.0 {
            return at - below_top;
        }
        self.offset_for(column.height, at, below_top, view_height, preferred)
    }

    /// Returns the top of a column of replies, for a row whose top is at `y` from the top of the view: one shorter than
    /// its row stays in view while the paragraph scrolls past.
    pub fn column_top(&self, column: &ReplyColumn, y: f32, view_height: f32) -> f32 {
        let first = y + self.pad + column.offset_y;
        if column.offset_y > 0.0 { first } else { first + self.shift(column.height, y, view_height) }
    }

    fn layout_head(&mut self, page: &Page<'_>) -> f32 {
        let (state, styles, span) = (page.state, page.styles, self.column);
        let script = state.edition.head().language.script();
        let title = state.text_of(0, Part::Title);
        let layout = page.layout_text(&title, &styles.title, script, span.width, usize::MAX);
        let mut y = self.pad;
        let tall = layout.size().y;
        self.texts.push(PositionedText { part: Part::Title, layout, at: vec2(span.left, y) });
        y += tall + (styles.row_pad * 0.35).round();
        let open = state.reader.opened_rows.contains(&0);
        let accent = styles.small.clone().colour(styles.theme.accent.0);
        if open {
            let text = state.text_of(0, Part::Provenance);
            let layout = page.layout_text(&text, &styles.small, script, span.width.min(520.0), usize::MAX);
            let tall = layout.size().y;
            self.texts.push(PositionedText { part: Part::Provenance, layout, at: vec2(span.left, y) });
            y += tall;
        } else {
            for line in provenance_lines(&state.edition) {
                let layout = page.truncated(&line, &styles.small, script, span.width, 1);
                let (wide, tall) = (layout.size().x, layout.size().y);
                self.credit.push((layout, vec2(if self.mirrored { span.right() - wide } else { span.left }, y)));
                y += tall;
            }
        }
        let more = page.layout_label(if open { "Less about this text" } else { "More about this text" }, &accent);
        let last = self.credit.last().map(|(layout, at)| (at.x + layout.size().x + 12.0, at.y));
        let beside = last.filter(|(x, _)| x + more.size().x <= span.right() && !self.mirrored);
        let tall = more.size().y;
        let x = if self.mirrored { span.right() - more.size().x } else { span.left };
        self.more = Some((more, beside.map_or(vec2(x, y), |(x, y)| vec2(x, y))));
        self.layout_related(page, if beside.is_some() { y } else { y + tall })
    }

    /// Lays out the line that names the related editions, below `top`. Returns its bottom, or `top` if there are none.
    fn layout_related(&mut self, page: &Page<'_>, top: f32) -> f32 {
        let Some(line) = RelatedLine::new(page, self.column.width) else { return top };
        let size = line.layout.size();
        let x = if self.mirrored { self.column.right() - size.x } else { self.column.left };
        self.related = Some((line, vec2(x, top)));
        top + size.y
    }

    fn layout_paragraph(&mut self, page: &Page<'_>) -> f32 {
        let (state, styles, span) = (page.state, page.styles, self.column);
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
            let x =
                if self.mirrored { span.right() - indent + room - mark.size().x } else { span.left + indent - room };
            self.bullet = Some((mark, vec2(x, self.pad)));
        }
        let text = state.text_of(self.number, Part::Article);
        let marks = if text == paragraph.text { mark_ranges(paragraph) } else { Vec::new() };
        let layout =
            TextLayout::with_marks(page.painter, (&text, &marks), (style, &styles.marks), script, span.width - indent);
        let tall = layout.size().y;
        let x = if self.mirrored { span.left } else { span.left + indent };
        self.texts.push(PositionedText { part: Part::Article, layout, at: vec2(x, self.pad) });
        self.pad + tall + self.layout_status(page, self.pad + tall)
    }

    /// Lays out the line under a paragraph of a copy that differs from the edition's. Returns the height it takes.
    fn layout_status(&mut self, page: &Page<'_>, top: f32) -> f32 {
        let Some(standing) = page.state.copy.row_status(self.number) else { return 0.0 };
        let colour = if standing.doubtful { page.styles.theme.accent } else { page.styles.theme.faint };
        let style = page.styles.small.clone().colour(colour.0);
        let layout = page.layout_text(&standing.text, &style, Script::Latin, self.column.width, 2);
        let space = (style.line_height * 0.3).round();
        let tall = layout.size().y + space;
        let x = if self.mirrored { self.column.right() - layout.size().x } else { self.column.left };
        self.status = Some((layout, vec2(x, top + space)));
        tall
    }

    /// Lays out the replies beside the paragraph. Returns how far down they reach.
    fn layout_replies(&mut self, page: &Page<'_>) -> f32 {
        self.reply_columns = if self.number == 0 {
            head_columns(page)
        } else {
            reply_column::layout_columns(page, self.number, self.greatest_height(page))
        };
        self.pad + self.reply_columns.iter().map(|s| s.height).fold(0.0, f32::max)
    }

    /// Returns the height that closed replies should not exceed: the paragraph and six lines, and at least ten lines.
    fn greatest_height(&self, page: &Page<'_>) -> f32 {
        let line = page.styles.article.line_height;
        (self.article_height + 6.0 * line).max(10.0 * line)
    }

    /// Lays out the chips and the replies under the paragraph. Returns how far down they reach.
    fn layout_replies_under(&mut self, page: &Page<'_>, bottom: f32) -> f32 {
        if page.state.items(self.number).is_empty() {
            return bottom;
        }
        let chips = super::chips::height(page, self.number);
        let top = bottom + 8.0;
        self.chips = Some(top);
        let most = self.greatest_height(page);
        let Some(mut column) = reply_column::layout_columns(page, self.number, most).into_iter().next() else {
            return top + chips;
        };
        column.offset_y = top + chips + 10.0 - self.pad;
        let height = column.height + column.offset_y;
        self.reply_columns.push(column);
        self.pad + height
    }

    /// Returns the script of a row's text, for estimates.
    pub fn script(page: &Page<'_>, number: usize) -> Script {
        let edition = &page.state.edition;
        page.state.paragraph_of(number).map_or(Script::Latin, |p| edition.language_of_paragraph(p).script())
    }
}

/// Returns the byte ranges of a paragraph's inline marks. Marks whose words are not in the text are skipped; `check`
/// reports them.
pub fn mark_ranges(paragraph: &Paragraph) -> Vec<(Range<usize>, &MarkKind)> {
    paragraph.marks.iter().filter_map(|mark| Some((mark.place(&paragraph.text)?, &mark.kind))).collect()
}

/// Lays out the head's replies: a line for each perspective, and what is said of the whole article where it is open.
fn head_columns(page: &Page<'_>) -> Vec<ReplyColumn> {
    let state = page.state;
    let label = page.styles.label.line_height;
    let mut columns: Vec<ReplyColumn> =
        (0..page.grid.replies.len()).map(|column| ReplyColumn { column, ..ReplyColumn::default() }).collect();
    let all = state.reader.opened_rows.contains(&0);
    for (place, perspective) in state.shown.visible().enumerate() {
        let column = page.column_of(place);
        let (Some(by), Some(reply_column)) = (state.edition.perspectives().get(perspective), columns.get_mut(column))
        else {
            continue;
        };
        let width = page.column(column).width;
        let notes = state.rows.notes_of(None, perspective).len();
        let open = all || state.reader.opened_more.contains(&(0, perspective));
        reply_column.push(item::description(page, by, width, notes, open), label);
        if open {
            reply_column.push_all(page, &state.items_of(0, perspective), label);
        }
    }
    // What the reader opens is never left out.
    if let Some(most) = page.head_height.filter(|_| !state.reader.is_row_open(&state.shared(), 0)) {
        for column in &mut columns {
            column.limit_lines(most, label);
        }
    }
    columns
}

/// Returns the height of the head's texts at most, while it is closed, in a view of this height.
pub fn head_height(view_height: f32) -> f32 {
    (view_height + BARS) * HEAD_SHARE - 2.0 * HEAD_PAD
}

/// Estimates the height of a row from the lengths of its texts.
pub fn estimated_height(page: &Page<'_>, number: usize) -> f32 {
    let (state, styles, grid) = (page.state, page.styles, page.grid);
    let Some(paragraph) = state.paragraph_of(number) else { return 150.0 };
    let lines = |bytes: usize, char_width: f32, width: f32| (bytes as f32 * char_width / width).ceil().max(1.0);
    // A Han character has three bytes and is twice as wide as a Latin one.
    let wide = if RowLayout::script(page, number) == Script::Latin { 1.0 } else { 0.67 };
    let article = lines(paragraph.text.len(), styles.chars.0 * wide, grid.article.width) * styles.article.line_height;
    let pad = 2.0 * styles.row_pad;
    if grid.arrangement == Arrangement::Panel || !paragraph.kind.takes_notes() {
        return article + pad;
    }
    let mut columns = [0.0f32; 3];
    let header = styles.label.line_height + styles.small.line_height + 3.0;
    for (place, perspective) in state.shown.visible().enumerate() {
        let column = page.column_of(place);
        let width = page.column(column).width - INSET;
        let notes = state.rows.notes_of(Some(number - 1), perspective);
        let first = notes.iter().find(|entry| entry.home).and_then(|entry| state.rows.note(&state.edition, *entry));
        let tall = first.map_or(styles.label.line_height, |note| {
            let gist = note.gist.as_ref().unwrap_or(&note.summary).len().min(120);
            lines(gist, styles.chars.1, width) * styles.summary.line_height + header
        });
        if let Some(sum) = columns.get_mut(column) {
            *sum += tall + 13.0;
        }
    }
    let replies = columns.into_iter().fold(0.0, f32::max) - 13.0;
    if grid.arrangement == Arrangement::Interleaved {
        return article + pad + 8.0 + styles.label.line_height + 8.0 + 10.0 + replies.max(0.0);
    }
    article.max(replies) + pad
}
