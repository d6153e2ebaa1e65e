//! A card's cite, its text with the layers of marks, and its origin.

use std::ops::Range;

use egui::{Color32, Rect, Role, Sense, Stroke, TextEdit, Ui, WidgetInfo, vec2};

use crate::model::{Card, FULL_SIZE, HighlightColour, Origin, TextRanges, byte_range, char_range};
use crate::state::brief::{BriefAction, FocusTarget};
use crate::ui::controls::{Control as _, focus_ring};
use crate::ui::faces::request_faces;
use crate::ui::text_layout::TextLayout;
use crate::ui::typeset::{SpanStyle, TextStyle};
use crate::ui::word_selection::{self, SelectableText, WordSelection};

use super::ViewContext;

/// Shows the cite with its bold parts; as a text field if its card is chosen.
pub(super) fn cite(cx: &mut ViewContext<'_>, ui: &mut Ui, card: &Card, style: &TextStyle, chosen: bool) {
    let home = cx.language().script();
    request_faces(cx.state, &card.cite.text, home, cx.out);
    let strong = |text: &str| -> Vec<(Range<usize>, SpanStyle)> {
        let spans = card.cite.strong.iter().map(|range| byte_range(text, &range));
        spans.map(|range| (range, SpanStyle { weight: Some(720.0), ..SpanStyle::default() })).collect()
    };
    if !chosen {
        let spans = strong(&card.cite.text);
        let layout = TextLayout::with_spans(ui.painter(), (&card.cite.text, &spans), style, home, ui.available_width());
        let (rect, response) = ui.allocate_exact_size(layout.size(), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &card.cite.text));
        layout.paint(ui.painter(), rect.min);
        return;
    }
    let mut typed = card.cite.text.clone();
    let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
        let mut job = crate::ui::typeset::layout_job(text.as_str(), style, home, width, usize::MAX);
        for (range, span) in strong(text.as_str()) {
            span.apply(&mut job, &range);
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
    response.on_change(cx.out, BriefAction::SetCite(card.id, typed.replace(['\n', '\r'], " ")));
}

/// Shows the text of a card; in the chosen one, words are selected with the pointer or the arrow keys.
pub(super) fn text(selection: &mut WordSelection, cx: &mut ViewContext<'_>, ui: &mut Ui, card: &Card, chosen: bool) {
    let styles = cx.styles;
    let script = card.language.script();
    request_faces(cx.state, &card.text, script, cx.out);
    let style = styles.summary.clone();
    let spans = span_styles(card, &style, styles.theme.soft.0);
    let layout = TextLayout::with_spans(ui.painter(), (&card.text, &spans), &style, script, ui.available_width());
    let (rect, _) = ui.allocate_exact_size(layout.size(), Sense::hover());
    let at = rect.min.to_vec2();
    let rects =
        |range: Range<usize>| -> Vec<Rect> { layout.rects(range).into_iter().map(|b| b.translate(at)).collect() };
    let view = ui.clip_rect();
    let each = |stretches: &TextRanges, paint: &mut dyn FnMut(Rect)| {
        for b in stretches.iter().flat_map(rects).filter(|b| b.intersects(view)) {
            paint(b);
        }
    };
    let theme = &styles.theme;
    let ground = match card.colour {
        HighlightColour::Cyan => theme.marks.cyan.0,
        HighlightColour::Green => theme.marks.green.0,
        HighlightColour::Yellow => theme.marks.yellow.0,
    };
    if chosen {
        let response = ui.interact(rect, ui.scope_id().with("words"), Sense::click_and_drag());
        select_words(selection, cx, ui, card, (&layout, &response));
        if let Some(range) = word_selection::selected_bytes(*selection, &card.text) {
            for b in rects(char_range(&card.text, &range)) {
                ui.painter().rect_filled(b, 2.0, theme.selection.0);
            }
        }
    }
    // Over the selection's background, which shows above and below.
    each(&card.highlight, &mut |b| {
        ui.painter().rect_filled(b.shrink2(vec2(0.0, if chosen { 4.0 } else { 1.5 })), 1.0, ground);
    });
    layout.paint(ui.painter(), rect.min);
    let ink = theme.ink.0;
    each(&card.underline, &mut |b| {
        ui.painter().hline(b.x_range(), b.bottom() - 2.5, Stroke::new(1.2, ink));
    });
    // Emphasis has a weight and a box, as debate teams set it.
    each(&card.emphasis, &mut |b| {
        let b = b.expand2(vec2(1.0, -1.0));
        ui.painter().rect_stroke(b, 1.0, Stroke::new(1.0, ink), egui::StrokeKind::Inside);
    });
    each(&card.omitted, &mut |b| {
        ui.painter().hline(b.x_range(), b.center().y, Stroke::new(1.0, theme.faint.0));
    });
}

/// Returns the style overrides of a card's marks.
fn span_styles(card: &Card, style: &TextStyle, quiet: Color32) -> Vec<(Range<usize>, SpanStyle)> {
    let mut spans = Vec::new();
    let bytes = |range: Range<usize>| byte_range(&card.text, &range);
    if card.size < FULL_SIZE {
        let mut small = TextRanges::default();
        small.add(0..card.text.chars().count());
        for layer in [&card.underline, &card.emphasis, &card.highlight] {
            layer.iter().for_each(|range| small.remove(range));
        }
        // On screen the size steps are less steep than on paper: small text must still be legible.
        let share = 0.55 + 0.45 * f32::from(card.size) / f32::from(FULL_SIZE);
        let span = SpanStyle { size: Some((style.size * share).max(9.0)), colour: Some(quiet), ..SpanStyle::default() };
        spans.extend(small.iter().map(|range| (bytes(range), span.clone())));
    }
    spans.extend(
        card.emphasis.iter().map(|range| (bytes(range), SpanStyle { weight: Some(740.0), ..SpanStyle::default() })),
    );
    spans.extend(
        card.omitted.iter().map(|range| (bytes(range), SpanStyle { colour: Some(quiet), ..SpanStyle::default() })),
    );
    spans
}

fn select_words(
    selection: &mut WordSelection,
    cx: &mut ViewContext<'_>,
    ui: &Ui,
    card: &Card,
    (layout, response): (&TextLayout, &egui::Response),
) {
    if cx.state.brief.focus == Some(FocusTarget::Words) {
        response.request_focus();
    }
    let selectable = SelectableText::new(&card.text, layout);
    selectable.interact(ui, selection, response, 0);
    let chosen = word_selection::selected_bytes(*selection, &card.text);
    let range = chosen.as_ref().map_or(0..0, |range| char_range(&card.text, range));
    if range != cx.state.brief.words {
        cx.push(BriefAction::SelectWords(range));
    }
    focus_ring(ui, cx.styles, response.rect.expand(4.0), response);
    let label = match chosen.and_then(|range| card.text.get(range)) {
        Some(words) => format!("Words of the card. Chosen: “{words}”"),
        None => "Words of the card: choose some with the pointer or the arrow keys, then mark them".to_owned(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Group, true, &label));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(card.text.as_str()));
}

/// Shows where the card's text was taken from, and whether it is still there.
pub(super) fn origin(cx: &ViewContext<'_>, ui: &mut Ui, card: &Card) {
    let text = match &card.origin {
        Origin::Quotation { entered_by, accessed, .. } => format!("A quotation, entered by {entered_by} on {accessed}"),
        Origin::Article { copy: Some(copy), anchor, .. } => {
            format!("Word for word from your copy: {copy}, ¶{}", anchor.on.label())
        }
        Origin::Article { copy: None, anchor, .. } => format!("Word for word from the article, ¶{}", anchor.on.label()),
        Origin::File { name } => format!("From the file {name}"),
        Origin::ByHand => "Typed into the file by hand".to_owned(),
    };
    ui.label(cx.styles.faint(text, 12.5));
    if let Some(doubt) = cx.state.card_doubt(card) {
        ui.label(cx.styles.accent(doubt, 12.5));
    }
}
