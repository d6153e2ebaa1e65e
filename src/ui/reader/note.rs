//! Layout of a note: closed in three lines, or open with its summary and citations.

use egui::vec2;

use crate::model::rows::NoteRef;
use crate::model::{Grade, Later, Note, Perspective, Script, cite, counted};
use crate::state::Part;

use super::page::Page;
use super::reply::{Density, Further, INSET, ReplyKind, ReplyLayout, TextRole, mark_side};

/// A column of at least this many characters shows a gist, which has at most 120, in two lines.
const GIST_IN_TWO_LINES_FROM: f32 = 60.0;

/// The least number of lines of an opened summary that are shown at first.
const FEWEST_LINES: usize = 6;

/// The space between two buttons of one line.
const BETWEEN_BUTTONS: f32 = 14.0;

/// A note to lay out.
#[derive(Clone, Copy)]
pub struct NoteInput<'a> {
    pub entry: NoteRef,
    pub note: &'a Note,
    pub by: &'a Perspective,
    /// The width of the column.
    pub width: f32,
}

impl NoteInput<'_> {
    fn inner(&self) -> f32 {
        (self.width - INSET).max(40.0)
    }

    /// Returns the script of the summary and the gist.
    fn script(&self, page: &Page<'_>) -> Script {
        page.state.edition.language_of_note(self.note).script()
    }
}

/// Lays out a closed note: its header, its gist, and who said it, with the perspective's further notes.
pub fn closed(page: &Page<'_>, input: NoteInput<'_>, density: Density, further: Option<&Further>) -> ReplyLayout {
    let (styles, inner) = (page.styles, input.inner());
    let mut reply = ReplyLayout::new(ReplyKind::Note(input.entry), input.by);
    let in_header = if density.has_byline() { None } else { further };
    let mut y = header(page, &mut reply, input, in_header);
    y = doubt(page, &mut reply, input.note, inner, y);
    let gist = input.note.short();
    let lines = match density {
        Density::OneLine => 1,
        Density::Full | Density::NoByline if inner >= GIST_IN_TWO_LINES_FROM * styles.chars.1 => 2,
        Density::Full | Density::NoByline => usize::MAX,
    };
    let layout = page.truncated(&gist, &styles.summary, input.script(page), inner, lines);
    y = reply.push_below(TextRole::Gist, layout, y);
    if density.has_byline() {
        y = byline(page, &mut reply, input, further, y);
    }
    reply.height = y;
    finish(page, &mut reply, input, None);
    reply
}

/// Lays out an opened note: its header, gist, summary and citations. A summary of more lines than fit in `most` is cut
/// at a line unless the reader asked for all of it.
pub fn opened(page: &Page<'_>, input: NoteInput<'_>, most: f32) -> ReplyLayout {
    let (state, styles, inner) = (page.state, page.styles, input.inner());
    let mut reply = ReplyLayout::new(ReplyKind::Note(input.entry), input.by);
    reply.open = true;
    let script = input.script(page);
    let mut y = header(page, &mut reply, input, None);
    y = doubt(page, &mut reply, input.note, inner, y);
    if let Some(gist) = &input.note.gist {
        let layout = page.layout_text(gist, &styles.summary.clone().weight(650.0), script, inner, usize::MAX);
        y = reply.push_below(TextRole::Gist, layout, y) + 2.0;
    }
    let text = state.text_of(0, Part::Note(input.entry));
    let whole = page.layout_text(&text, &styles.summary, script, inner, usize::MAX);
    let count = whole.line_count();
    let fit = ((most / styles.summary.line_height).max(0.0) as usize).max(FEWEST_LINES);
    let expanded = state.reader.whole_notes.contains(&input.entry);
    // One line more is not worth a button.
    let fits = fit.saturating_add(1) >= count;
    let shown = if expanded || fits { count } else { fit };
    let layout = if shown == count { whole } else { page.truncated(&text, &styles.summary, script, inner, shown) };
    y = reply.push_below(TextRole::Summary, layout, y) + 1.0;
    if !fits {
        let more = if shown < count { counted(count - shown, "more line") } else { "Fewer lines".to_owned() };
        let layout = page.layout_label(&more, &styles.label.clone().colour(styles.theme.accent.into()));
        y = reply.push_below(TextRole::MoreLines, layout, y);
    }
    y = citations(page, &mut reply, input.note, inner, y);
    reply.height = buttons(page, &mut reply, inner, y);
    finish(page, &mut reply, input, Some(&text));
    reply
}

/// Fills in the words the note answers, and its accessible label.
fn finish(page: &Page<'_>, reply: &mut ReplyLayout, input: NoteInput<'_>, summary: Option<&str>) {
    let (state, note) = (page.state, input.note);
    let code = state.rows.code(&state.edition, input.entry);
    reply.phrase = state.edition.phrase_of(note).map(ToOwned::to_owned);
    let later = state.edition.later(note).map(|later| format!(", {}", later.in_words("later than the article")));
    let later = later.unwrap_or_default();
    let date = state.edition.date_of_note(note).map_or(String::new(), |d| format!(", {d}"));
    let cited = note.citations.iter().map(|c| cite::short(&state.edition, c)).collect::<Vec<_>>().join("; ");
    let doubt = state.copy.doubt_of(note).map_or(String::new(), |grade| format!(" {}.", spoken_doubt(grade)));
    let gist = if summary.is_none() || note.gist.is_some() { note.short() } else { "".into() };
    let text =
        [Some(&*gist).filter(|gist| !gist.is_empty()), summary].into_iter().flatten().collect::<Vec<_>>().join(" ");
    reply.accessible_label =
        format!("{} {}, {code}{date}{later}: {text} Source: {cited}{doubt}", input.by.name, input.by.verb(note.stance));
}

/// Lays out the line above a gist: the stance's mark and word, name, code and, at the right, the date. `further` is
/// named here where the last line is left out.
fn header(page: &Page<'_>, reply: &mut ReplyLayout, input: NoteInput<'_>, further: Option<&Further>) -> f32 {
    let (styles, inner) = (page.styles, input.inner());
    let (note, by) = (input.note, input.by);
    let hue = styles.theme.hue(&by.hue);
    let strong = |colour| styles.label.clone().weight(680.0).colour(colour);
    let mark = page.layout_label(note.stance.mark(), &strong(styles.theme.on_hue.into()));
    let side = mark_side(&styles.label);
    let inside = vec2((side - mark.size().x) / 2.0, 0.0);
    reply.push_text(TextRole::Mark(note.stance), mark, INSET + inside.x, 0.0);
    let mut x = INSET + side + 6.0;
    x = reply.push_text(TextRole::Words, page.layout_label(note.stance.word(), &strong(hue)), x, 0.0) + 8.0;
    let name = page.layout_text(&by.name, &strong(styles.theme.ink.into()), Script::Latin, inner - side - 6.0, 1);
    let line = name.size().y;
    let mut y = 0.0;
    if x - INSET + name.size().x > inner {
        (x, y) = (INSET + side + 6.0, line);
    }
    x = reply.push_text(TextRole::Words, name, x, y) + 8.0;
    let date = page.state.edition.date_of_note(note).map(|d| page.layout_label(&d.to_string(), &styles.small));
    let later = page.state.edition.later(note);
    // The date of the note comes first where another one follows the word.
    let has_own_date = matches!(later, Some(Later::Also(_)));
    let small = styles.small.clone().weight(650.0);
    let later = later.map(|later| page.layout_label(&later.in_words("Later"), &small));
    let clock = styles.small.size + 4.0;
    let mut right = date.as_ref().map_or(0.0, |d| d.size().x);
    if let Some(later) = &later {
        right += clock + later.size().x + 8.0;
    }
    let code = page.layout_label(&page.state.rows.code(&page.state.edition, input.entry), &styles.small);
    if x - INSET + code.size().x + 10.0 + right <= inner {
        x = reply.push_text(TextRole::Words, code, x, y) + 8.0;
    }
    if let Some(further) = further {
        let wide = further.width(page);
        if x - INSET + wide + 10.0 + right > inner {
            (x, y) = (INSET + side + 6.0, y + line);
        }
        x = further.push(page, reply, x, y);
    }
    if x - INSET + 2.0 + right > inner {
        y += line;
    }
    let mut at = INSET + inner - right;
    let (first, last) = if has_own_date { (date, None) } else { (None, date) };
    if let Some(date) = first {
        at = reply.push_text(TextRole::Words, date, at, y) + 8.0;
    }
    if let Some(later) = later {
        let sign = page.layout_label(" ", &styles.small);
        reply.push_text(TextRole::Clock, sign, at, y);
        at = reply.push_text(TextRole::Words, later, at + clock, y) + 8.0;
    }
    if let Some(date) = last {
        reply.push_text(TextRole::Words, date, at, y);
    }
    y + line + 2.0
}

/// Lays out the line under the header of a note whose words were not found exactly in a copy. It belongs to the header,
/// so that it is shown however short the reply is.
fn doubt(page: &Page<'_>, reply: &mut ReplyLayout, note: &Note, inner: f32, y: f32) -> f32 {
    let Some(grade) = page.state.copy.doubt_of(note) else { return y };
    let text = format!("{} {}", grade.mark(), grade.sentence());
    let layout = page.layout_text(&text, &page.styles.small, Script::Latin, inner, 1);
    reply.push_below(TextRole::Doubt, layout, y)
}

/// Returns the doubt in words, for where its sign is not visible.
pub fn spoken_doubt(grade: Grade) -> String {
    format!("{}: {}", grade.word(), grade.sentence().to_lowercase())
}

/// Lays out the last line of a closed note: who said it and where, and the perspective's further notes. Where the line
/// is too short, the role goes first, and then the publication.
fn byline(page: &Page<'_>, reply: &mut ReplyLayout, input: NoteInput<'_>, further: Option<&Further>, y: f32) -> f32 {
    let styles = page.styles;
    let dot = further.map(|_| page.layout_label(" · ", &styles.small));
    let taken = further.map_or(0.0, |f| f.width(page)) + dot.as_ref().map_or(0.0, |d| d.size().x);
    let room = (input.inner() - taken).max(input.inner() * 0.35);
    let edition = &page.state.edition;
    let layout = input.note.citations.first().map(|citation| {
        let lines = [cite::short(edition, citation), cite::brief(edition, citation)];
        let mut layouts = lines.iter().map(|line| page.layout_label(line, &styles.small));
        layouts.find(|layout| layout.size().x <= room).unwrap_or_else(|| {
            page.truncated(&cite::briefest(edition, citation), &styles.small, Script::Latin, room, 1)
        })
    });
    let mut x = INSET;
    let mut y = y + 1.0;
    let line = styles.small.line_height;
    if let Some(layout) = layout {
        x = reply.push_text(TextRole::Words, layout, x, y);
    }
    if let (Some(further), Some(dot)) = (further, dot) {
        if x > INSET && x + taken > INSET + input.inner() + 1.0 {
            // A narrow column: the further notes have a line of their own.
            (x, y) = (INSET, y + line);
        } else if x > INSET {
            x = reply.push_text(TextRole::Words, dot, x, y);
        }
        further.push(page, reply, x, y);
    }
    y + line
}

/// Lays out the citations of an opened note, one per line; a press shows the sources.
fn citations(page: &Page<'_>, reply: &mut ReplyLayout, note: &Note, inner: f32, y: f32) -> f32 {
    let mut lines: Vec<String> = Vec::new();
    for citation in &note.citations {
        let line = cite::with_seen(&page.state.edition, citation);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let own = page.state.annotations.quotations_on(&note.id).count();
    if own > 0 {
        lines.push(if own == 1 {
            "With a quotation you entered".to_owned()
        } else {
            format!("With {own} quotations you entered")
        });
    }
    let layout = page.layout_text(&lines.join("\n"), &page.styles.small, Script::Latin, inner, 6);
    reply.push_below(TextRole::Cite, layout, y)
}

/// Lays out the buttons under an opened note.
fn buttons(page: &Page<'_>, reply: &mut ReplyLayout, inner: f32, top: f32) -> f32 {
    let style = page.styles.label.clone().colour(page.styles.theme.accent.into());
    let line = page.styles.label.line_height;
    let (mut x, mut y) = (INSET, top + 2.0);
    for (role, name) in [
        (TextRole::Sources, "Sources"),
        (TextRole::Copy, "Copy"),
        (TextRole::Cut, "Cut a card"),
        (TextRole::Close, "Close"),
    ] {
        let layout = page.layout_label(name, &style);
        if x > INSET && x + layout.size().x > INSET + inner {
            (x, y) = (INSET, y + line);
        }
        x = reply.push_text(role, layout, x, y) + BETWEEN_BUTTONS;
    }
    y + line
}
