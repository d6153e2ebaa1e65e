//! Layout of a note: its header, summary and citation.

use egui::vec2;

use crate::model::rows::NoteRef;
use crate::model::{Grade, Note, Perspective, Script, cite};
use crate::state::Part;
use crate::ui::text_layout::TextLayout;

use super::page::Page;
use super::reply::{INSET, ReplyKind, ReplyLayout, TextRole, Truncation, lines_in_words, mark_side};

/// Lays out a note, whole or truncated.
pub fn layout(
    page: &Page<'_>,
    entry: NoteRef,
    note: &Note,
    by: &Perspective,
    width: f32,
    truncation: Truncation,
) -> ReplyLayout {
    let (state, styles) = (page.state, page.styles);
    let mut reply = ReplyLayout::new(ReplyKind::Note(entry), by);
    let inner = (width - INSET).max(40.0);
    let code = state.rows.code(&state.edition, entry);
    let text = state.text_of(0, Part::Note(entry));
    let script = state.edition.language_of_note(note).script();
    let whole = page.layout_text(&text, &styles.summary, script, inner, usize::MAX);
    let count = whole.line_count();
    let drawn = match truncation {
        Truncation::Lines(n) if n + 1 < count => n,
        _ => count,
    };
    let mut y = header(page, &mut reply, (note, &code), by, inner, (drawn == 0).then_some(count));
    y = doubt(page, &mut reply, note, inner, y);
    if drawn == count {
        let tall = whole.size().y;
        reply.push_text(TextRole::Summary, whole, INSET, y);
        y += tall;
        let last = if truncation == Truncation::Expanded { "Fewer lines" } else { "" };
        y = citation(page, &mut reply, note, inner, y, last);
    } else if drawn > 0 {
        let part = page.layout_text(&truncate_at_word(&text, &whole, drawn), &styles.summary, script, inner, drawn);
        let tall = part.size().y;
        reply.push_text(TextRole::Summary, part, INSET, y);
        y += tall;
        let style = styles.label.clone().colour(styles.theme.accent.into());
        let more = page.layout_label(&lines_in_words(count - drawn), &style);
        let tall = more.size().y;
        let x = reply.push_text(TextRole::More, more, INSET, y + 1.0) + 10.0;
        // The speaker is named even if the summary is truncated.
        if let Some(citation) = note.citations.first().filter(|_| inner + INSET - x > 60.0) {
            let who = cite::short(&state.edition, citation);
            let layout = page.layout_text(&who, &styles.small, Script::Latin, inner + INSET - x, 1);
            reply.push_text(TextRole::Cite, layout, x, y + 1.0);
        }
        y += tall + 2.0;
    }
    reply.height = y;
    reply.summary_lines = count;
    reply.phrase = state.edition.phrase_of(note).map(ToOwned::to_owned);
    let later = if state.edition.is_later(note) { ", later than the article" } else { "" };
    let date = state.edition.date_of_note(note).map_or(String::new(), |d| format!(", {d}"));
    let cited = note.citations.iter().map(|c| cite::short(&state.edition, c)).collect::<Vec<_>>().join("; ");
    let doubt = state.doubt_of(note).map_or(String::new(), |grade| format!(" {}.", spoken_doubt(grade)));
    reply.accessible_label =
        format!("{} {}, {code}{date}{later}: {text} Source: {cited}{doubt}", by.name, note.stance.verb());
    reply
}

/// Returns the words on the first `lines` lines of a text, ending at a whole word, where epaint would cut inside one.
pub fn truncate_at_word(text: &str, whole: &TextLayout, lines: usize) -> String {
    let Some(next) = whole.lines().get(lines).map(|line| line.first) else { return text.to_owned() };
    let shown: String = text.chars().take(next).collect();
    let shown = shown.trim_end();
    // The last word makes room for the ellipsis; a text without spaces loses two characters.
    let truncated = match shown.rsplit_once(' ') {
        Some((start, last)) if last.chars().count() < 30 => start,
        _ => shown.char_indices().rev().nth(1).map_or(shown, |(at, _)| shown.get(..at).unwrap_or(shown)),
    };
    format!("{} …", truncated.trim_end_matches([',', ';', ':', ' ']))
}

/// Lays out the line above a summary: the stance's mark and word, name, code and, at the right, the date.
fn header(
    page: &Page<'_>,
    reply: &mut ReplyLayout,
    (note, code): (&Note, &str),
    by: &Perspective,
    inner: f32,
    collapsed_lines: Option<usize>,
) -> f32 {
    let styles = page.styles;
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
    if let Some(lines) = collapsed_lines {
        let style = styles.label.clone().colour(styles.theme.accent.into());
        let layout = page.layout_label(&lines_in_words(lines), &style);
        if x - INSET + layout.size().x > inner {
            (x, y) = (INSET + side + 6.0, y + line);
        }
        x = reply.push_text(TextRole::More, layout, x, y) + 8.0;
    }
    let date = page.state.edition.date_of_note(note).map(|d| page.layout_label(&d.to_string(), &styles.small));
    let later =
        page.state.edition.is_later(note).then(|| page.layout_label("Later", &styles.small.clone().weight(650.0)));
    let clock = styles.small.size + 4.0;
    let mut right = date.as_ref().map_or(0.0, |d| d.size().x);
    if let Some(later) = &later {
        right += clock + later.size().x + 8.0;
    }
    let code = page.layout_label(code, &styles.small);
    if x - INSET + code.size().x + 10.0 + right <= inner {
        x = reply.push_text(TextRole::Words, code, x, y);
    }
    if x - INSET + 10.0 + right > inner {
        y += line;
    }
    let mut at = INSET + inner - right;
    if let Some(later) = later {
        let sign = page.layout_label(" ", &styles.small);
        reply.push_text(TextRole::Clock, sign, at, y);
        at = reply.push_text(TextRole::Words, later, at + clock, y) + 8.0;
    }
    if let Some(date) = date {
        reply.push_text(TextRole::Words, date, at, y);
    }
    y + line + 2.0
}

/// Lays out the line under the header of a note whose words were not found exactly in a copy. It belongs to the header,
/// so that it is shown however far the summary is truncated.
fn doubt(page: &Page<'_>, reply: &mut ReplyLayout, note: &Note, inner: f32, y: f32) -> f32 {
    let Some(grade) = page.state.doubt_of(note) else { return y };
    let text = format!("{} {}", grade.mark(), grade.sentence());
    let layout = page.layout_text(&text, &page.styles.small, Script::Latin, inner, 1);
    let tall = layout.size().y;
    reply.push_text(TextRole::Doubt, layout, INSET, y);
    y + tall
}

/// Returns the doubt in words, for where its sign is not visible.
pub fn spoken_doubt(grade: Grade) -> String {
    format!("{}: {}", grade.word(), grade.sentence().to_lowercase())
}

fn citation(page: &Page<'_>, reply: &mut ReplyLayout, note: &Note, inner: f32, y: f32, last: &str) -> f32 {
    let styles = page.styles;
    let mut y = y + 1.0;
    let mut lines: Vec<String> = Vec::new();
    for citation in &note.citations {
        let line = cite::short(&page.state.edition, citation);
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
    let layout = page.layout_text(&lines.join("\n"), &styles.small, Script::Latin, inner, 6);
    let tall = layout.size().y;
    reply.push_text(TextRole::Cite, layout, INSET, y);
    y += tall;
    if !last.is_empty() {
        let style = styles.label.clone().colour(styles.theme.accent.into());
        let layout = page.layout_label(last, &style);
        let tall = layout.size().y;
        reply.push_text(TextRole::More, layout, INSET, y);
        y += tall;
    }
    y
}
