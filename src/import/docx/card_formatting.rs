//! The formatting of cards: debate styles, highlights and shading.

use crate::import::style_names::heading_level;
use crate::import::xml::Element;
use crate::model::{DebateStyle, HighlightColour};

/// Returns the style of an outline level, from 0; all levels from 3 on are tags.
pub(super) fn style_of_level(level: u8) -> DebateStyle {
    match level {
        0 => DebateStyle::Pocket,
        1 => DebateStyle::Hat,
        2 => DebateStyle::Block,
        _ => DebateStyle::Tag,
    }
}

/// Recognises a style by its name, else by its id, else by any of its aliases: the lists of aliases that templates have
/// accumulated over the years contain other styles too.
pub(super) fn debate_style(name: &str, id: &str, aliases: &str) -> Option<DebateStyle> {
    let mut names = name.split(',');
    let first = names.next().unwrap_or_default();
    style_by_name(first)
        .or_else(|| style_by_name(id))
        .or_else(|| names.chain(aliases.split(',')).find_map(style_by_name))
}

fn style_by_name(name: &str) -> Option<DebateStyle> {
    // Headings are known in the languages of Word.
    heading_level(name).map(|level| style_of_level(level - 1)).or_else(|| DebateStyle::from_name(name))
}

/// The background of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shading {
    /// Highlighted, and whether the colour is exactly this one.
    Colour(HighlightColour, bool),
    /// Grey, which marks text that is not read out.
    Grey,
    /// No background.
    Clear,
}

/// Returns the background in `rPr`: a highlight, or a shading, by which web applications export one.
pub(super) fn shading(properties: &Element) -> Option<Shading> {
    if let Some(name) = properties.child_val("highlight") {
        if let Some(colour) = HighlightColour::ALL.into_iter().find(|colour| colour.docx_name() == name) {
            return Some(Shading::Colour(colour, true));
        }
        return Some(match name {
            "blue" | "darkBlue" | "darkCyan" => Shading::Colour(HighlightColour::Cyan, false),
            "darkGreen" => Shading::Colour(HighlightColour::Green, false),
            "lightGray" | "darkGray" | "black" => Shading::Grey,
            "none" | "white" => Shading::Clear,
            _ => Shading::Colour(HighlightColour::Yellow, false),
        });
    }
    let fill = properties.child("shd")?.attribute("fill")?;
    let channel = |from: usize| u8::from_str_radix(fill.get(from..from + 2)?, 16).ok();
    let (Some(red), Some(green), Some(blue)) = (channel(0), channel(2), channel(4)) else {
        return Some(Shading::Clear);
    };
    if let Some(colour) = HighlightColour::ALL.into_iter().find(|colour| colour.rgb() == [red, green, blue]) {
        return Some(Shading::Colour(colour, true));
    }
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    Some(if least > 245 {
        Shading::Clear
    } else if most - least < 16 {
        Shading::Grey
    } else if blue == most {
        Shading::Colour(HighlightColour::Cyan, false)
    } else if green == most && green > red {
        Shading::Colour(HighlightColour::Green, false)
    } else {
        Shading::Colour(HighlightColour::Yellow, false)
    })
}

/// Returns the font size in `rPr`, in half points.
pub(super) fn size(properties: &Element) -> Option<u16> {
    properties.child_val("sz")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::debate_style;
    use crate::model::DebateStyle;

    #[test]
    fn a_style_is_recognised_by_name_then_id_then_alias() {
        for (name, id, aliases, found) in [
            ("heading 4", "Heading4", "Tag,small text,heading 2,Cite", Some(DebateStyle::Tag)),
            ("Überschrift 1", "a", "", Some(DebateStyle::Pocket)),
            ("heading 7", "x", "", Some(DebateStyle::Tag)),
            ("Mine", "Style13ptBold", "", Some(DebateStyle::Cite)),
            ("Mine", "x", "other, Underline", Some(DebateStyle::Underline)),
            ("Mine,Block", "x", "", Some(DebateStyle::Block)),
            ("Analytics", "x", "Tag", Some(DebateStyle::Analytic)),
            ("Intense Emphasis", "IntenseEmphasis", "Underline", Some(DebateStyle::Underline)),
            ("Pocket Char", "Heading1Char", "", None),
            ("Normal", "Normal", "Normal/Card", None),
        ] {
            assert_eq!(debate_style(name, id, aliases), found, "{name} {id} {aliases}");
        }
    }
}
