//! The formatting of cards: debate styles, highlights and shading.

use super::inline::{DocxParagraph, DocxReader};
use super::styles::{self, RunProperties};
use crate::import::style_names::heading_level;
use crate::import::styled_document::{BriefAttributes, OutlineLevel, StyledParagraph};
use crate::import::styled_text::{CardFormat, RunFormat, StyledText};
use crate::import::xml::Element;
use crate::model::HighlightColour;

/// A style of debate templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DebateStyle {
    Pocket,
    Hat,
    Block,
    Tag,
    Analytic,
    Cite,
    Underline,
    Emphasis,
}

impl DebateStyle {
    /// Returns the style of an outline level, from 0; all levels from 3 on are tags.
    pub(super) fn from_outline_level(level: u8) -> Self {
        match level {
            0 => Self::Pocket,
            1 => Self::Hat,
            2 => Self::Block,
            _ => Self::Tag,
        }
    }

    fn outline_level(self) -> Option<OutlineLevel> {
        Some(match self {
            Self::Pocket => OutlineLevel::Pocket,
            Self::Hat => OutlineLevel::Hat,
            Self::Block => OutlineLevel::Block,
            Self::Tag => OutlineLevel::Tag,
            Self::Analytic => OutlineLevel::Analytic,
            Self::Cite | Self::Underline | Self::Emphasis => return None,
        })
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
    let name = name.trim().to_lowercase();
    if let Some(level) = heading_level(&name) {
        return Some(DebateStyle::from_outline_level(level - 1));
    }
    Some(match &*name {
        "pocket" => DebateStyle::Pocket,
        "hat" => DebateStyle::Hat,
        "block" => DebateStyle::Block,
        "tag" | "tags" => DebateStyle::Tag,
        "cite" | "cites" | "style 13 pt bold" | "style13ptbold" | "style style bold + 12 pt" | "stylestylebold12pt" => {
            DebateStyle::Cite
        }
        "underline" | "style underline" | "styleunderline" | "style bold underline" | "styleboldunderline" => {
            DebateStyle::Underline
        }
        "emphasis" => DebateStyle::Emphasis,
        name if name.starts_with("analytic") => DebateStyle::Analytic,
        _ => return None,
    })
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
        return Some(match name {
            "cyan" => Shading::Colour(HighlightColour::Cyan, true),
            "green" => Shading::Colour(HighlightColour::Green, true),
            "yellow" => Shading::Colour(HighlightColour::Yellow, true),
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
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    Some(match (red, green, blue) {
        (0, 255, 255) => Shading::Colour(HighlightColour::Cyan, true),
        (0, 255, 0) => Shading::Colour(HighlightColour::Green, true),
        (255, 255, 0) => Shading::Colour(HighlightColour::Yellow, true),
        _ if least > 245 => Shading::Clear,
        _ if most - least < 16 => Shading::Grey,
        _ if blue == most => Shading::Colour(HighlightColour::Cyan, false),
        _ if green == most && green > red => Shading::Colour(HighlightColour::Green, false),
        _ => Shading::Colour(HighlightColour::Yellow, false),
    })
}

/// Returns the font size in `rPr`, in half points.
pub(super) fn size(properties: &Element) -> Option<u16> {
    properties.child_val("sz")?.parse().ok()
}

impl DocxReader {
    /// Returns the card formatting of a run by its own properties, its style, and the style of its paragraph.
    pub(super) fn card_format(&mut self, style: Option<&str>, own: &RunProperties, base: &RunProperties) -> CardFormat {
        let debate_style = self.styles.debate_style(style);
        let styled = self.styles.run_properties(style, RunProperties::default());
        let by_style = debate_style == Some(DebateStyle::Underline)
            || !matches!(debate_style, Some(DebateStyle::Emphasis | DebateStyle::Cite))
                && styled.underline.or(base.underline).unwrap_or(false);
        let shading = own.shading.or(styled.shading).or(base.shading);
        self.issues.grey_shading |= shading == Some(Shading::Grey);
        self.issues.other_colours |= matches!(shading, Some(Shading::Colour(_, false)));
        CardFormat {
            cite: debate_style == Some(DebateStyle::Cite),
            underline: own.underline.unwrap_or(by_style),
            emphasis: debate_style == Some(DebateStyle::Emphasis)
                || own.boxed.unwrap_or(false)
                || own.bold.unwrap_or(false) && debate_style != Some(DebateStyle::Cite),
            highlight: match shading {
                Some(Shading::Colour(colour, _)) => Some(colour),
                Some(Shading::Grey | Shading::Clear) | None => None,
            },
            size: own.size.or(styled.size).or(base.size),
            language: None,
        }
    }

    /// Returns the brief attributes of a paragraph. Its own outline level takes precedence over its style.
    pub(super) fn brief_attributes(
        &self,
        properties: &Element,
        paragraph: &mut DocxParagraph,
        mark: Option<String>,
    ) -> BriefAttributes {
        let debate_style = match styles::outline_level(properties) {
            Some(9..) => None,
            Some(level) => Some(DebateStyle::from_outline_level(level)),
            None => self.styles.debate_style(properties.child_val("pStyle")),
        };
        BriefAttributes {
            level: debate_style.and_then(DebateStyle::outline_level),
            bookmarks: std::mem::take(&mut paragraph.bookmarks),
            list_marker: mark,
        }
    }
}

/// Adds a table row of a brief: cells of one paragraph each become one line, separated by tabs; others are added one
/// after another.
pub(super) fn push_brief_table_row(mut cells: Vec<Vec<StyledParagraph>>, out: &mut Vec<StyledParagraph>) {
    cells.iter_mut().for_each(|paragraphs| paragraphs.retain(|styled| !styled.is_blank()));
    cells.retain(|paragraphs| !paragraphs.is_empty());
    let plain = |paragraphs: &Vec<StyledParagraph>| matches!(paragraphs.as_slice(), [one] if one.brief == BriefAttributes::default());
    if cells.len() < 2 || !cells.iter().all(plain) {
        out.extend(cells.into_iter().flatten());
        return;
    }
    let mut row = StyledText::default();
    for (at, styled) in cells.into_iter().flatten().enumerate() {
        if at > 0 {
            row.push("\t", &RunFormat::default());
        }
        row.append(styled.text);
    }
    out.push(StyledParagraph::from_text(row));
}

#[cfg(test)]
mod tests {
    use super::{DebateStyle, debate_style};

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
