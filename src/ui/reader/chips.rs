//! The chips under a paragraph where replies are not beside it: `US D Q`, `IN +`, `CN –`.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::model::Perspective;
use crate::state::{Action, Item, ReaderAction};

use crate::ui::controls::tooltip;

use super::page::Page;

/// Between two chips.
const GAP: f32 = 6.0;

/// One perspective in one row.
struct Chip {
    text: String,
    accessible_label: String,
    /// What its letters mean.
    words: String,
    hue: String,
    perspective: usize,
}

fn row_chips(page: &Page<'_>, row: usize) -> Vec<Chip> {
    let state = page.state;
    let chip = |perspective: usize| {
        let items = state.items_of(row, perspective);
        let by = items.first()?.perspective();
        let mut marks = String::new();
        let mut notes = 0;
        for item in &items {
            let mark = match item {
                Item::Note { note, .. } | Item::Pointer { note, .. } => {
                    notes += 1;
                    note.stance.mark()
                }
                Item::Silent { .. } => "silent",
                Item::NotApplicable { .. } => "n/a",
                Item::NotLookedFor { .. } => "?",
            };
            if !marks.contains(mark) {
                marks.push(' ');
                marks.push_str(mark);
            }
        }
        let count = match notes {
            0 => "no note".to_owned(),
            1 => "one note".to_owned(),
            n => format!("{n} notes"),
        };
        let accessible_label = format!("{}{marks}, {count}", by.name);
        let words = words_of(by, &items);
        Some(Chip {
            text: format!("{}{marks}", by.code.to_uppercase()),
            accessible_label,
            words,
            hue: by.hue.clone(),
            perspective,
        })
    };
    state.shown.visible().filter_map(chip).collect()
}

/// Returns what the letters of a chip mean: `US government: disputes, qualifies`.
fn words_of(by: &Perspective, items: &[Item<'_>]) -> String {
    let mut words: Vec<String> = Vec::new();
    for item in items {
        let one = match item {
            Item::Note { note, .. } | Item::Pointer { note, .. } => by.verb(note.stance).to_owned(),
            Item::Silent { silence, .. } => format!("silent, checked {}", silence.checked),
            Item::NotApplicable { .. } => "not applicable".to_owned(),
            Item::NotLookedFor { .. } => "not looked for yet".to_owned(),
        };
        if !words.contains(&one) {
            words.push(one);
        }
    }
    format!("{}: {}", by.name, words.join(", "))
}

/// Returns the chips' rectangles, relative to the left of the column and the top of the first line, and the total
/// height.
fn chip_rects(page: &Page<'_>, chips: &[Chip]) -> (Vec<Rect>, f32) {
    let style = page.styles.small.clone().weight(600.0);
    let width = page.grid.article.width;
    let tall = style.line_height + 6.0;
    let (mut x, mut y) = (0.0, 0.0);
    let mut out = Vec::with_capacity(chips.len());
    for chip in chips {
        let wide = page.layout_label(&chip.text, &style).size().x + 18.0;
        if x > 0.0 && x + wide > width {
            (x, y) = (0.0, y + tall + GAP);
        }
        out.push(Rect::from_min_size(pos2(x, y), vec2(wide, tall)));
        x += wide + GAP;
    }
    (out, y + tall)
}

/// Returns the height of a row's chips.
pub fn height(page: &Page<'_>, row: usize) -> f32 {
    chip_rects(page, &row_chips(page, row)).1
}

/// Paints the chips with their top left corner at a point; a click opens or closes the notes of that perspective.
pub fn paint(ui: &Ui, page: &Page<'_>, row: usize, at: egui::Pos2, out: &mut Vec<Action>) {
    let chips = row_chips(page, row);
    let theme = &page.styles.theme;
    let row_open = page.state.reader.opened_rows.contains(&row);
    for (chip, place) in chips.iter().zip(chip_rects(page, &chips).0) {
        let rect = place.translate(at.to_vec2());
        let open = row_open || page.state.reader.opened_more.contains(&(row, chip.perspective));
        let response = ui.interact(rect, ui.scope_id().with(("row chip", row, &chip.text)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &chip.accessible_label));
        let response = tooltip(response, &chip.words);
        let fill = theme.choice(open, response.hovered()).unwrap_or_default();
        let edge = if response.has_focus() { theme.accent } else { theme.rule };
        let painter = ui.painter();
        painter.rect_filled(rect, 6.0, theme.row.0);
        painter.rect(rect, 6.0, fill, (1.0, edge.0), egui::StrokeKind::Inside);
        let style = page.styles.small.clone().weight(600.0).colour(theme.hue(&chip.hue));
        page.layout_label(&chip.text, &style).paint(painter, rect.min + vec2(9.0, 3.0));
        if response.clicked() {
            out.push(Action::Reader(ReaderAction::Activate(row)));
            out.push(Action::Reader(ReaderAction::ToggleMore { row, perspective: chip.perspective }));
        }
    }
}
