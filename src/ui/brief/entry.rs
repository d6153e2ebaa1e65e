//! An entry of the brief: a heading, a card or an analytic; the chosen one is editable.

use egui::{Key, Rect, Role, Sense, TextEdit, Ui, WidgetInfo, vec2};

use crate::model::{Analytic, Card, Entry, Heading, Level, Summarised, cite};
use crate::state::ContextTarget;
use crate::state::brief::{BriefAction, FocusTarget};
use crate::ui::controls::{Control as _, caret_to_end, chosen_ground, tooltip};
use crate::ui::faces::{INTERFACE, request_faces};
use crate::ui::typeset::TextStyle;
use crate::ui::word_selection::WordSelection;

use super::ViewContext;
use super::card;
use super::counts::WordCounts;
use super::outline::{kind_label, placeholder_title};

/// Shows an entry; `selection` is the selection in the chosen card.
pub(super) fn show(
    selection: &mut WordSelection,
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    (at, entry, counts): (usize, &Entry, WordCounts),
    chosen: bool,
) {
    let ground = ui.painter().add(egui::Shape::Noop);
    let start = ui.cursor().min;
    ui.spacing_mut().item_spacing.y = 4.0;
    if chosen {
        // A text field does not request its own faces.
        request_faces(cx.state, entry.title(), cx.language().script(), cx.out);
    }
    match entry {
        Entry::Heading(heading) => show_heading(cx, ui, (at, heading, counts), chosen),
        Entry::Card(card) => {
            words_line(cx, ui, format!("Card · {}", counts.text(cx.state.settings.words_per_minute)));
            show_card(selection, cx, ui, card, chosen);
        }
        Entry::Analytic(analytic) => show_analytic(cx, ui, (analytic, counts), chosen),
    }
    let rect = Rect::from_min_max(start, ui.min_rect().max).expand2(vec2(14.0, 8.0));
    if crate::ui::context_menu::attach(ui, rect, chosen, cx.state, ContextTarget::Entry, cx.out) && !chosen {
        cx.push(BriefAction::Choose(entry.id()));
    }
    if chosen {
        chosen_ground(ui, cx.styles, ground, rect);
        return;
    }
    // An entry that is not chosen is one button that chooses it.
    let response = ui.interact(rect, ui.scope_id().with("choose"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, accessible_label(entry)));
    if response.clicked() || response.gained_focus() {
        cx.push(BriefAction::Choose(entry.id()));
    }
    if response.gained_focus() && !response.clicked() {
        // The button disappears when its entry is chosen; the focus moves to its first field.
        cx.push(BriefAction::Focus(FocusTarget::Title));
    }
}

/// Returns an entry's accessible label.
fn accessible_label(entry: &Entry) -> String {
    let title = if entry.title().trim().is_empty() { placeholder_title(entry) } else { entry.title() };
    match entry {
        Entry::Heading(_) => format!("{}: {title}", kind_label(entry)),
        Entry::Card(card) => format!("Card: {title}. {}. {}", card.cite.text, card.shown()),
        Entry::Analytic(analytic) => format!("{}: {title}. {}", analytic_label(analytic), analytic.text),
    }
}

/// What the words of an entry are, and how their time is known.
const WORDS: &str = "Read are the tag and the highlighted words of a card, or else the underlined ones, or else all. The time is at the \
                     words a minute that the dialog of the round has.";

/// Shows how many words an entry has.
fn words_line(cx: &ViewContext<'_>, ui: &mut Ui, text: String) {
    if !text.is_empty() {
        let label = egui::Label::new(cx.styles.faint(text, 12.5)).sense(Sense::hover());
        tooltip(ui.add(label), WORDS);
    }
}

fn show_heading(
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    (at, heading, counts): (usize, &Heading, WordCounts),
    chosen: bool,
) {
    let scale = match heading.level {
        Level::Pocket => 1.5,
        Level::Hat => 1.3,
        Level::Block => 1.12,
    };
    let brief = cx.state.brief.document.as_ref();
    let side = brief.and_then(|brief| brief.sides.get(brief.side_at(at)?).cloned());
    ui.horizontal_wrapped(|ui| {
        let word = egui::Label::new(cx.styles.faint(heading.level.word(), 12.5)).sense(Sense::hover());
        tooltip(ui.add(word), heading.level.meaning());
        if chosen && heading.level == Level::Pocket {
            sides(cx, ui, heading);
        } else if let Some(side) = side.filter(|_| heading.level == Level::Pocket) {
            ui.label(cx.styles.strong_soft(side, 12.5));
        }
        words_line(cx, ui, counts.section_text(cx.state.settings.words_per_minute));
    });
    let style = TextStyle { size: (cx.styles.article.size * scale).round(), ..cx.styles.heading.clone() };
    let style = TextStyle { line_height: (style.size * 1.3).round(), ..style };
    title(cx, ui, (heading.id, &heading.text), &style, (chosen, heading.level.word()));
    if heading.level != Level::Block {
        let y = ui.cursor().top();
        ui.painter().hline(ui.max_rect().x_range(), y, (1.0, cx.styles.theme.rule.0));
    }
}

/// Shows which side a pocket is on.
fn sides(cx: &mut ViewContext<'_>, ui: &mut Ui, heading: &Heading) {
    let names = cx.state.brief.document.as_ref().map(|brief| brief.sides.clone()).unwrap_or_default();
    for (side, name) in names.iter().enumerate() {
        let on = heading.side == Some(side);
        ui.selectable_label(on, cx.styles.ink(name, 12.5))
            .on_click(cx.out, BriefAction::SetSide(heading.id, (!on).then_some(side)));
    }
}

/// Shows a heading or tag; as a text field if its entry is chosen.
fn title(
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    (id, text): (u32, &str),
    style: &TextStyle,
    (chosen, name): (bool, &str),
) {
    if !chosen {
        let none = if name == "Tag" { "No tag yet" } else { "No words yet" };
        let shown = if text.trim().is_empty() { none } else { text };
        let style = if text.trim().is_empty() { style.clone().colour(cx.styles.theme.faint.0) } else { style.clone() };
        cx.text(ui, (shown, cx.language()), &style);
        return;
    }
    let mut typed = text.to_owned();
    let field = ui.scope_id().with("title");
    let response = text_field(ui, cx, &mut typed, style, (field, name));
    if cx.state.brief.focus == Some(FocusTarget::Title) {
        if !response.has_focus() {
            caret_to_end(ui, field, &typed);
        }
        response.request_focus();
    } else if response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        response.surrender_focus();
    }
    response.on_change(cx.out, BriefAction::SetEntryTitle(id, typed.replace(['\n', '\r'], " ")));
}

/// Shows a text field in the style of the text it replaces.
fn text_field(
    ui: &mut Ui,
    cx: &ViewContext<'_>,
    typed: &mut String,
    style: &TextStyle,
    (id, name): (egui::Id, &str),
) -> egui::Response {
    let home = cx.language().script();
    let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
        ui.painter().layout_job(crate::ui::typeset::layout_job(text.as_str(), style, home, width, usize::MAX))
    };
    let edit = TextEdit::multiline(typed)
        .id(id)
        .desired_rows(1)
        .desired_width(f32::INFINITY)
        .hint_text(cx.styles.faint(format!("{name}: in your own words"), style.size * 0.85))
        .return_key(None)
        .layouter(&mut layouter);
    let response = ui.add(edit);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
    response
}

fn show_card(selection: &mut WordSelection, cx: &mut ViewContext<'_>, ui: &mut Ui, card: &Card, chosen: bool) {
    let styles = cx.styles;
    let tag = styles.article.clone().weight(720.0);
    let tag = TextStyle { family: INTERFACE, line_height: (tag.size * 1.35).round(), ..tag };
    title(cx, ui, (card.id, &card.tag), &tag, (chosen, "Tag"));
    let cite = TextStyle { family: INTERFACE, size: (styles.article.size * 0.74).round(), ..styles.article.clone() };
    let cite = TextStyle { line_height: (cite.size * 1.4).round(), colour: styles.theme.soft.0, ..cite };
    card::cite(cx, ui, card, &cite, chosen);
    card::text(selection, cx, ui, card, chosen);
    if let Some(translation) = &card.translation {
        let style = styles.small.clone().colour(styles.theme.soft.0);
        let text = format!("In translation, not evidence: {translation}");
        cx.text(ui, (&text, cx.language()), &style);
    }
    card::origin(cx, ui, card);
}

fn show_analytic(cx: &mut ViewContext<'_>, ui: &mut Ui, (analytic, counts): (&Analytic, WordCounts), chosen: bool) {
    let styles = cx.styles;
    ui.horizontal_wrapped(|ui| {
        let label = egui::Label::new(styles.strong_accent(analytic_label(analytic), 12.5)).sense(Sense::hover());
        tooltip(ui.add(label), super::ANALYTIC);
        words_line(cx, ui, counts.text(cx.state.settings.words_per_minute));
    });
    let tag = styles.article.clone().weight(720.0);
    let tag = TextStyle { family: INTERFACE, line_height: (tag.size * 1.35).round(), ..tag };
    title(cx, ui, (analytic.id, &analytic.tag), &tag, (chosen, "Tag"));
    let body = TextStyle { colour: styles.theme.soft.0, ..styles.summary.clone() };
    if chosen && analytic.of.is_none() {
        let mut typed = analytic.text.clone();
        let field = ui.scope_id().with("text");
        text_field(ui, cx, &mut typed, &body, (field, "More text"))
            .on_change(cx.out, BriefAction::SetText(analytic.id, typed));
        return;
    }
    if !analytic.text.is_empty() {
        cx.text(ui, (&analytic.text, &analytic.language), &body);
    }
    let brief = cx.state.brief.document.as_ref();
    if let (Some(Summarised::Note { citations, .. }), Some(brief)) = (&analytic.of, brief) {
        let mut said: Vec<String> = Vec::new();
        for citation in citations {
            let Some(source) = brief.source(&citation.source) else { continue };
            let relay = citation.relayed_by.as_ref().and_then(|id| brief.source(id));
            let relayed = relay.map_or(String::new(), |relay| format!(", reported by {}", cite::outlet(relay)));
            let line = format!("{}{relayed}", cite::full(source));
            if !said.contains(&line) {
                said.push(line);
            }
        }
        cx.text(ui, (&said.join("; "), cx.language()), &styles.small);
    }
}

/// Returns a label that says what an analytic is made of, so that it is not taken for evidence.
fn analytic_label(analytic: &Analytic) -> String {
    match &analytic.of {
        None => "Analytic: your own argument, no evidence".to_owned(),
        Some(Summarised::Note { code, .. }) => format!("Analytic: a summary, not evidence ({code})"),
        Some(Summarised::Restated { on, .. }) => {
            format!("Analytic: the article restated, not evidence (¶{})", on.label())
        }
        Some(Summarised::Argued { on, .. }) => {
            format!("Analytic: one side's case, not evidence (¶{})", on.label())
        }
    }
}
