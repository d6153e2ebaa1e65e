//! One entry of the brief: a heading, a card or an analytic; the chosen one can be typed in.

use egui::{Key, Rect, Role, Sense, TextEdit, Ui, WidgetInfo, vec2};

use crate::model::{Analytic, Card, Entry, Heading, Level, Summarised, cite};
use crate::state::brief::{BriefAction, FocusTarget};
use crate::ui::choose::Ends;
use crate::ui::controls::{strong, words};
use crate::ui::faces::INTERFACE;
use crate::ui::passage::{passage, request_faces};
use crate::ui::typeset::TextStyle;

use super::Sheet;
use super::card;
use super::outline::{kind, unnamed};

/// Shows an entry; the words chosen in a card are kept in `ends`.
pub(super) fn show(ends: &mut Ends, sheet: &mut Sheet<'_>, ui: &mut Ui, (at, entry): (usize, &Entry), chosen: bool) {
    let ground = ui.painter().add(egui::Shape::Noop);
    let start = ui.cursor().min;
    ui.spacing_mut().item_spacing.y = 4.0;
    if chosen {
        // What is typed in is no text of ours, which asks for its faces itself.
        let home = sheet.state.edition.head().language.script();
        request_faces(sheet.state, entry.title(), home, sheet.out);
        if let Entry::Card(card) = entry {
            request_faces(sheet.state, &card.cite.text, home, sheet.out);
        }
    }
    match entry {
        Entry::Heading(heading) => show_heading(sheet, ui, (at, heading), chosen),
        Entry::Card(card) => show_card(ends, sheet, ui, card, chosen),
        Entry::Analytic(analytic) => show_analytic(sheet, ui, analytic, chosen),
    }
    let rect = Rect::from_min_max(start, ui.min_rect().max).expand2(vec2(14.0, 8.0));
    let theme = &sheet.look.theme;
    if chosen {
        let shape = egui::epaint::RectShape::new(rect, 6.0, theme.row.0, (1.0, theme.rule.0), egui::StrokeKind::Inside);
        ui.painter().set(ground, shape);
        let mark = Rect::from_min_size(rect.min + vec2(0.0, 8.0), vec2(3.0, rect.height() - 16.0));
        ui.painter().rect_filled(mark, 1.0, theme.accent.0);
        return;
    }
    // All of an entry that is not chosen is one button that chooses it.
    let response = ui.interact(rect, ui.scope_id().with("choose"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, aloud(entry)));
    if response.clicked() || response.gained_focus() {
        sheet.push(BriefAction::Choose(entry.id()));
    }
    if response.gained_focus() && !response.clicked() {
        // The button goes when its entry is chosen; the keyboard goes on in its first field.
        sheet.push(BriefAction::Focus(FocusTarget::Title));
    }
}

/// An entry as a screen reader says it.
fn aloud(entry: &Entry) -> String {
    let title = if entry.title().trim().is_empty() { unnamed(entry) } else { entry.title() };
    match entry {
        Entry::Heading(_) => format!("{}: {title}", kind(entry)),
        Entry::Card(card) => format!("Card: {title}. {}. {}", card.cite.text, card.shown()),
        Entry::Analytic(analytic) => format!("{}: {title}. {}", stands_for(analytic), analytic.text),
    }
}

fn show_heading(sheet: &mut Sheet<'_>, ui: &mut Ui, (at, heading): (usize, &Heading), chosen: bool) {
    let theme = sheet.look.theme.clone();
    let scale = match heading.level {
        Level::Pocket => 1.5,
        Level::Hat => 1.3,
        Level::Block => 1.12,
    };
    let brief = sheet.state.brief.document.as_ref();
    let side = brief.and_then(|brief| brief.sides.get(brief.side_at(at)?).cloned());
    ui.horizontal(|ui| {
        ui.label(words(heading.level.word(), 12.5, theme.faint.0));
        if chosen && heading.level == Level::Pocket {
            sides(sheet, ui, heading);
        } else if let Some(side) = side.filter(|_| heading.level == Level::Pocket) {
            ui.label(strong(side, 12.5, theme.soft.0));
        }
    });
    let style = TextStyle { size: (sheet.look.article.size * scale).round(), ..sheet.look.heading.clone() };
    let style = TextStyle { line_height: (style.size * 1.3).round(), ..style };
    title(sheet, ui, (heading.id, &heading.text), &style, (chosen, heading.level.word()));
    if heading.level != Level::Block {
        let y = ui.cursor().top();
        ui.painter().hline(ui.max_rect().x_range(), y, (1.0, theme.rule.0));
    }
}

/// Whose side a pocket is on.
fn sides(sheet: &mut Sheet<'_>, ui: &mut Ui, heading: &Heading) {
    let names = sheet.state.brief.document.as_ref().map(|brief| brief.sides.clone()).unwrap_or_default();
    let ink = sheet.look.theme.ink.0;
    for (side, name) in names.iter().enumerate() {
        let on = heading.side == Some(side);
        if ui.selectable_label(on, words(name, 12.5, ink)).clicked() {
            sheet.push(BriefAction::SetSide(heading.id, (!on).then_some(side)));
        }
    }
}

/// A heading or tag: laid out, or a field while its entry is chosen.
fn title(sheet: &mut Sheet<'_>, ui: &mut Ui, (id, text): (u32, &str), style: &TextStyle, (chosen, name): (bool, &str)) {
    if !chosen {
        let none = if name == "Tag" { "No tag yet" } else { "No words yet" };
        let shown = if text.trim().is_empty() { none } else { text };
        let language = sheet.state.edition.head().language.clone();
        let style = if text.trim().is_empty() { style.clone().colour(sheet.look.theme.faint.0) } else { style.clone() };
        passage(ui, sheet.state, (shown, &language), &style, usize::MAX, sheet.out);
        return;
    }
    let mut typed = text.to_owned();
    let field = ui.scope_id().with("title");
    let response = write(ui, sheet, &mut typed, style, (field, name));
    if sheet.state.brief.focus == Some(FocusTarget::Title) {
        response.request_focus();
    } else if response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        response.surrender_focus();
    }
    if response.changed() {
        sheet.push(BriefAction::SetEntryTitle(id, typed.replace(['\n', '\r'], " ")));
    }
}

/// A field in the style of what it stands for.
fn write(
    ui: &mut Ui,
    sheet: &Sheet<'_>,
    typed: &mut String,
    style: &TextStyle,
    (id, name): (egui::Id, &str),
) -> egui::Response {
    let home = sheet.state.edition.head().language.script();
    let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
        ui.painter().layout_job(crate::ui::typeset::job(text.as_str(), style, home, width, usize::MAX))
    };
    let edit = TextEdit::multiline(typed)
        .id(id)
        .desired_rows(1)
        .desired_width(f32::INFINITY)
        .hint_text(words(format!("{name}: in your own words"), style.size * 0.85, sheet.look.theme.faint.0))
        .return_key(None)
        .layouter(&mut layouter);
    let response = ui.add(edit);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
    response
}

fn show_card(ends: &mut Ends, sheet: &mut Sheet<'_>, ui: &mut Ui, card: &Card, chosen: bool) {
    let look = sheet.look;
    let tag = look.article.clone().weight(720.0);
    let tag = TextStyle { family: INTERFACE, line_height: (tag.size * 1.35).round(), ..tag };
    title(sheet, ui, (card.id, &card.tag), &tag, (chosen, "Tag"));
    let cite = TextStyle { family: INTERFACE, size: (look.article.size * 0.74).round(), ..look.article.clone() };
    let cite = TextStyle { line_height: (cite.size * 1.4).round(), colour: look.theme.soft.0, ..cite };
    card::cite(sheet, ui, card, &cite, chosen);
    card::text(ends, sheet, ui, card, chosen);
    if let Some(translation) = &card.translation {
        let style = look.small.clone().colour(look.theme.soft.0);
        let language = sheet.state.edition.head().language.clone();
        let told = format!("In translation, not evidence: {translation}");
        passage(ui, sheet.state, (&told, &language), &style, usize::MAX, sheet.out);
    }
    card::origin(sheet, ui, card);
}

fn show_analytic(sheet: &mut Sheet<'_>, ui: &mut Ui, analytic: &Analytic, chosen: bool) {
    let look = sheet.look;
    ui.label(strong(stands_for(analytic), 12.5, look.theme.accent.0));
    let tag = look.article.clone().weight(720.0);
    let tag = TextStyle { family: INTERFACE, line_height: (tag.size * 1.35).round(), ..tag };
    title(sheet, ui, (analytic.id, &analytic.tag), &tag, (chosen, "Tag"));
    let body = TextStyle { colour: look.theme.soft.0, ..look.summary.clone() };
    if chosen && analytic.of.is_none() {
        let mut typed = analytic.text.clone();
        let field = ui.scope_id().with("text");
        if write(ui, sheet, &mut typed, &body, (field, "More of it")).changed() {
            sheet.push(BriefAction::SetText(analytic.id, typed));
        }
        return;
    }
    if !analytic.text.is_empty() {
        passage(ui, sheet.state, (&analytic.text, &analytic.language), &body, usize::MAX, sheet.out);
    }
    let brief = sheet.state.brief.document.as_ref();
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
        let language = sheet.state.edition.head().language.clone();
        passage(ui, sheet.state, (&said.join("; "), &language), &look.small, usize::MAX, sheet.out);
    }
}

/// What an analytic is made of: never taken for evidence.
fn stands_for(analytic: &Analytic) -> String {
    match &analytic.of {
        None => "Analytic: your own argument, no evidence".to_owned(),
        Some(Summarised::Note { code, .. }) => format!("Analytic: a summary, not evidence ({code})"),
        Some(Summarised::Restated { on, .. }) => {
            format!("Analytic: the article restated, not evidence (¶{})", on.label())
        }
    }
}
