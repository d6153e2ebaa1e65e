//! The theme's colours in egui's own widgets.

use egui::{Context, CornerRadius, FontFamily, FontId, Stroke, TextStyle, Visuals};

use super::theme::Theme;

/// Gives egui's widgets the theme's colours and the interface face.
pub fn apply(ctx: &Context, theme: &Theme) {
    let base = if theme.dark { Visuals::dark() } else { Visuals::light() };
    let mut visuals = Visuals {
        panel_fill: theme.ground.0,
        window_fill: theme.panel.0,
        extreme_bg_color: theme.ground.0,
        faint_bg_color: theme.tint.0,
        hyperlink_color: theme.accent.0,
        override_text_color: Some(theme.ink.0),
        ..base
    };
    visuals.selection.bg_fill = theme.selection.0;
    visuals.selection.stroke = Stroke::new(1.0, theme.ink.0);
    visuals.window_stroke = Stroke::new(1.0, theme.rule.0);
    let widgets = &mut visuals.widgets;
    for (state, fill, edge) in [
        (&mut widgets.noninteractive, theme.panel, theme.rule),
        (&mut widgets.inactive, theme.tint, theme.faint),
        (&mut widgets.hovered, theme.tint, theme.soft),
        (&mut widgets.active, theme.tint, theme.accent),
        (&mut widgets.open, theme.tint, theme.soft),
    ] {
        state.bg_fill = fill.0;
        state.weak_bg_fill = fill.0;
        state.bg_stroke = Stroke::new(1.0, edge.0);
        state.fg_stroke = Stroke::new(1.3, theme.ink.0);
        state.corner_radius = CornerRadius::same(6);
        state.expansion = 0.0;
    }
    widgets.active.bg_stroke = Stroke::new(1.5, theme.accent.0);
    ctx.all_styles_mut(|style| {
        style.visuals = visuals.clone();
        style.interaction.selectable_labels = false;
        style.animation_time = 0.0;
        style.url_in_tooltip = false;
        for (name, size) in [
            (TextStyle::Body, 14.0),
            (TextStyle::Button, 14.0),
            (TextStyle::Small, 12.5),
            (TextStyle::Heading, 18.0),
            (TextStyle::Monospace, 14.0),
        ] {
            style.text_styles.insert(name, FontId::new(size, FontFamily::Proportional));
        }
    });
}
