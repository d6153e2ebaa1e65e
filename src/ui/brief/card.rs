//! A card's cite, its words with their layers, and where they were taken from.

use std::ops::Range;

use egui::{Color32, Rect, Role, Sense, Stroke, TextEdit, Ui, WidgetInfo, vec2};

use crate::model::{Card, FULL_SIZE, HighlightColour, Origin, TextRanges, byte_range, char_range};
use crate::state::brief::{BriefAction, FocusTarget};
use crate::ui::choose::{self, Ends, Field};
use crate::ui::controls::{focus_ring, words};
use crate::ui::laid::Laid;
use crate::ui::passage::request_faces;
use crate::ui::typeset::{Look as WordLook, TextStyle};

use super::Sheet;

/// The cite with its bold parts; a field while its card is chosen.
pub(super) fn cite(sheet: &mut Sheet<'_>, ui: &mut Ui, card: &Card, style: &TextStyle, chosen: bool) {
    let home = sheet.state.edition.head().language.script();
    request_faces(sheet.state, &card.cite.text, home, sheet.out);
    let strong = |text: &str| -> Vec<(Range<usize>, WordLook)> {
        let looks = card.cite.strong.iter().map(|range| byte_range(text, &range));
        looks.map(|range| (range, WordLook { weight: Some(720.0), ..WordLook::default() })).collect()
    };
    if !chosen {
        let looks = strong(&card.cite.text);
        let block = Laid::styled(ui.painter(), (&card.cite.text, &looks), style, home, ui.available_width());
        let (rect, response) = ui.allocate_exact_size(block.size(), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &card.cite.text));
        block.paint(ui.painter(), rect.min);
        return;
    }
    let mut typed = card.cite.text.clone();
    let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
        let mut job = crate::ui::typeset::job(text.as_str(), style, home, width, usize::MAX);
        for (range, look) in strong(text.as_str()) {
            look.set(&mut job, &range);
        }
        ui.painter().layout_job(job)
    };
    let edit = TextEdit::multiline(&mut typed)
        .id(ui.scope_id().with("cite"))
        .desired_rows(1)
        .desired_width(f32::INFINITY)
        .return_key(None)
        .layouter(&mut layouter);
    let response = ui.add(edit);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("Cite"));
    if response.changed() {
        sheet.push(BriefAction::SetCite(card.id, typed.replace(['\n', '\r'], " ")));
    }
}

/// The words of a card; in the chosen one they are chosen with the pointer or the arrow keys.
pub(super) fn text(ends: &mut Ends, sheet: &mut Sheet<'_>, ui: &mut Ui, card: &Card, chosen: bool) {
    let look = sheet.look;
    let script = card.language.script();
    request_faces(sheet.state, &card.text, script, sheet.out);
    let style = look.summary.clone();
    let looks = looks_of(card, &style, look.theme.soft.0);
    let block = Laid::styled(ui.painter(), (&card.text, &looks), &style, script, ui.available_width());
    let (rect, _) = ui.allocate_exact_size(block.size(), Sense::hover());
    let at = rect.min.to_vec2();
    let boxes =
        |range: Range<usize>| -> Vec<Rect> { block.boxes(range).into_iter().map(|b| b.translate(at)).collect() };
    let view = ui.clip_rect();
    let each = |stretches: &TextRanges, paint: &mut dyn FnMut(Rect)| {
        for b in stretches.iter().flat_map(boxes).filter(|b| b.intersects(view)) {
            paint(b);
        }
    };
    let theme = &look.theme;
    let ground = match card.colour {
        HighlightColour::Cyan => theme.marks.cyan.0,
        HighlightColour::Green => theme.marks.green.0,
        HighlightColour::Yellow => theme.marks.yellow.0,
    };
    if chosen {
        let response = ui.interact(rect, ui.scope_id().with("words"), Sense::click_and_drag());
        choose_words(ends, sheet, ui, card, (&block, &response));
        if let Some(range) = choose::bytes(*ends, &card.text) {
            for b in boxes(char_range(&card.text, &range)) {
                ui.painter().rect_filled(b, 2.0, theme.selection.0);
            }
        }
    }
    // Over the ground of the chosen words, which shows above and below.
    each(&card.highlight, &mut |b| {
        ui.painter().rect_filled(b.shrink2(vec2(0.0, if chosen { 4.0 } else { 1.5 })), 1.0, ground);
    });
    block.paint(ui.painter(), rect.min);
    let ink = theme.ink.0;
    each(&card.underline, &mut |b| {
        ui.painter().hline(b.x_range(), b.bottom() - 2.5, Stroke::new(1.2, ink));
    });
    // Emphasis is told by weight and by a box, as teams set it.
    each(&card.emphasis, &mut |b| {
        let b = b.expand2(vec2(1.0, -1.0));
        ui.painter().rect_stroke(b, 1.0, Stroke::new(1.0, ink), egui::StrokeKind::Inside);
    });
    each(&card.omitted, &mut |b| {
        ui.painter().hline(b.x_range(), b.center().y, Stroke::new(1.0, theme.faint.0));
    });
}

/// How each run of a card's words differs from the plain style.
fn looks_of(card: &Card, style: &TextStyle, quiet: Color32) -> Vec<(Range<usize>, WordLook)> {
    let mut looks = Vec::new();
    let bytes = |range: Range<usize>| byte_range(&card.text, &range);
    if card.size < FULL_SIZE {
        let mut small = TextRanges::default();
        small.add(0..card.text.chars().count());
        for layer in [&card.underline, &card.emphasis, &card.highlight] {
            layer.iter().for_each(|range| small.remove(range));
        }
        // On the screen the steps are less steep than on paper: what is small must still be read.
        let share = 0.55 + 0.45 * f32::from(card.size) / f32::from(FULL_SIZE);
        let look = WordLook { size: Some((style.size * share).max(9.0)), colour: Some(quiet), ..WordLook::default() };
        looks.extend(small.iter().map(|range| (bytes(range), look.clone())));
    }
    looks.extend(
        card.emphasis.iter().map(|range| (bytes(range), WordLook { weight: Some(740.0), ..WordLook::default() })),
    );
    looks.extend(
        card.omitted.iter().map(|range| (bytes(range), WordLook { colour: Some(quiet), ..WordLook::default() })),
    );
    looks
}

fn choose_words(
    ends: &mut Ends,
    sheet: &mut Sheet<'_>,
    ui: &Ui,
    card: &Card,
    (block, response): (&Laid, &egui::Response),
) {
    if sheet.state.brief.focus == Some(FocusTarget::Words) {
        response.request_focus();
    }
    let field = Field::new(&card.text, block);
    if let Some(end) = field.choose(ui, ends, response, 0) {
        ui.scroll_to_rect(end, None);
    }
    let chosen = choose::bytes(*ends, &card.text);
    let range = chosen.as_ref().map_or(0..0, |range| char_range(&card.text, range));
    if range != sheet.state.brief.words {
        sheet.push(BriefAction::SelectWords(range));
    }
    if response.hovered() {
        ui.set_cursor_icon(egui::CursorIcon::Text);
    }
    focus_ring(ui, sheet.look, response.rect.expand(4.0), response);
    let told = match chosen.and_then(|range| card.text.get(range)) {
        Some(words) => format!("Words of the card. Chosen: “{words}”"),
        None => "Words of the card: choose some with the pointer or the arrow keys, then mark them".to_owned(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Group, true, &told));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(card.text.as_str()));
}

/// Where the words were taken from, and whether they still stand there.
pub(super) fn origin(sheet: &Sheet<'_>, ui: &mut Ui, card: &Card) {
    let theme = &sheet.look.theme;
    let told = match &card.origin {
        Origin::Quotation { entered_by, accessed, .. } => format!("A quotation, entered by {entered_by} on {accessed}"),
        Origin::Article { copy: Some(copy), anchor, .. } => {
            format!("Word for word from your copy: {copy}, ¶{}", anchor.on.label())
        }
        Origin::Article { copy: None, anchor, .. } => format!("Word for word from the article, ¶{}", anchor.on.label()),
        Origin::File { name } => format!("From the file {name}"),
        Origin::ByHand => "Typed into the file by hand".to_owned(),
    };
    ui.label(words(told, 12.5, theme.faint.0));
    if let Some(doubt) = sheet.state.card_doubt(card) {
        ui.label(words(doubt, 12.5, theme.accent.0));
    }
}
