//! How a brief is dressed: what debaters call a style, and the grounds of words.

use super::inline::{Line, Walk};
use super::styles::{self, Looks};
use crate::import::names::heading_level;
use crate::import::pieces::{Piece, Place, Rank};
use crate::import::spans::{Dress, Look, Spans};
use crate::import::xml::Element;
use crate::model::HighlightColour;

/// What debaters call a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Pocket,
    Hat,
    Block,
    Tag,
    Analytic,
    Cite,
    Underline,
    Emphasis,
}

impl Word {
    /// By an outline level from 0; all below the third are tags.
    pub(super) fn of_level(level: u8) -> Self {
        match level {
            0 => Self::Pocket,
            1 => Self::Hat,
            2 => Self::Block,
            _ => Self::Tag,
        }
    }

    fn rank(self) -> Option<Rank> {
        Some(match self {
            Self::Pocket => Rank::Pocket,
            Self::Hat => Rank::Hat,
            Self::Block => Rank::Block,
            Self::Tag => Rank::Tag,
            Self::Analytic => Rank::Analytic,
            Self::Cite | Self::Underline | Self::Emphasis => return None,
        })
    }
}

/// What a style is by its name, else by its id, else by any of its aliases: the lists of aliases that templates have
/// gathered over the years name other styles too.
pub(super) fn word(name: &str, id: &str, aliases: &str) -> Option<Word> {
    let mut names = name.split(',');
    let first = names.next().unwrap_or_default();
    of_name(first).or_else(|| of_name(id)).or_else(|| names.chain(aliases.split(',')).find_map(of_name))
}

fn of_name(name: &str) -> Option<Word> {
    let name = name.trim().to_lowercase();
    if let Some(level) = heading_level(&name) {
        return Some(Word::of_level(level - 1));
    }
    Some(match &*name {
        "pocket" => Word::Pocket,
        "hat" => Word::Hat,
        "block" => Word::Block,
        "tag" | "tags" => Word::Tag,
        "cite" | "cites" | "style 13 pt bold" | "style13ptbold" | "style style bold + 12 pt" | "stylestylebold12pt" => {
            Word::Cite
        }
        "underline" | "style underline" | "styleunderline" | "style bold underline" | "styleboldunderline" => {
            Word::Underline
        }
        "emphasis" => Word::Emphasis,
        name if name.starts_with("analytic") => Word::Analytic,
        _ => return None,
    })
}

/// The ground behind words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shade {
    /// Highlighted, and whether the colour is exactly this one.
    Colour(HighlightColour, bool),
    /// Grey: not to be read out.
    Grey,
    /// No ground.
    Clear,
}

/// What `rPr` says of the ground: as a highlight, or as a shading, which is how programs on the web write one.
pub(super) fn shade(properties: &Element) -> Option<Shade> {
    if let Some(name) = properties.value_of("highlight") {
        return Some(match name {
            "cyan" => Shade::Colour(HighlightColour::Cyan, true),
            "green" => Shade::Colour(HighlightColour::Green, true),
            "yellow" => Shade::Colour(HighlightColour::Yellow, true),
            "blue" | "darkBlue" | "darkCyan" => Shade::Colour(HighlightColour::Cyan, false),
            "darkGreen" => Shade::Colour(HighlightColour::Green, false),
            "lightGray" | "darkGray" | "black" => Shade::Grey,
            "none" | "white" => Shade::Clear,
            _ => Shade::Colour(HighlightColour::Yellow, false),
        });
    }
    let fill = properties.child("shd")?.attribute("fill")?;
    let part = |from: usize| u8::from_str_radix(fill.get(from..from + 2)?, 16).ok();
    let (Some(red), Some(green), Some(blue)) = (part(0), part(2), part(4)) else { return Some(Shade::Clear) };
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    Some(match (red, green, blue) {
        (0, 255, 255) => Shade::Colour(HighlightColour::Cyan, true),
        (0, 255, 0) => Shade::Colour(HighlightColour::Green, true),
        (255, 255, 0) => Shade::Colour(HighlightColour::Yellow, true),
        _ if least > 245 => Shade::Clear,
        _ if most - least < 16 => Shade::Grey,
        _ if blue == most => Shade::Colour(HighlightColour::Cyan, false),
        _ if green == most && green > red => Shade::Colour(HighlightColour::Green, false),
        _ => Shade::Colour(HighlightColour::Yellow, false),
    })
}

/// The size that `rPr` gives, in half points.
pub(super) fn size(properties: &Element) -> Option<u16> {
    properties.value_of("sz")?.parse().ok()
}

impl Walk {
    /// How the words of a run are dressed, by themselves, by their style, and by that of their paragraph.
    pub(super) fn dress(&mut self, style: Option<&str>, own: &Looks, base: &Looks) -> Dress {
        let word = self.styles.word(style);
        let styled = self.styles.looks(style, Looks::default());
        let by_style = word == Some(Word::Underline)
            || !matches!(word, Some(Word::Emphasis | Word::Cite))
                && styled.underline.or(base.underline).unwrap_or(false);
        let shade = own.shade.or(styled.shade).or(base.shade);
        self.seen.grey |= shade == Some(Shade::Grey);
        self.seen.other_colours |= matches!(shade, Some(Shade::Colour(_, false)));
        Dress {
            cite: word == Some(Word::Cite),
            underline: own.underline.unwrap_or(by_style),
            emphasis: word == Some(Word::Emphasis)
                || own.boxed.unwrap_or(false)
                || own.bold.unwrap_or(false) && word != Some(Word::Cite),
            highlight: match shade {
                Some(Shade::Colour(colour, _)) => Some(colour),
                Some(Shade::Grey | Shade::Clear) | None => None,
            },
            size: own.size.or(styled.size).or(base.size),
            tongue: None,
        }
    }

    /// Where a paragraph stands: its own outline level goes before its style.
    pub(super) fn place(&self, properties: &Element, line: &mut Line, mark: Option<String>) -> Place {
        let word = match styles::outline(properties) {
            Some(9..) => None,
            Some(level) => Some(Word::of_level(level)),
            None => self.styles.word(properties.value_of("pStyle")),
        };
        Place { rank: word.and_then(Word::rank), bookmarks: std::mem::take(&mut line.bookmarks), mark }
    }
}

/// Adds a row of a table of a brief: cells of one paragraph each on one line, tabs between them, others one after the
/// other.
pub(super) fn put_dressed_row(mut cells: Vec<Vec<Piece>>, out: &mut Vec<Piece>) {
    cells.iter_mut().for_each(|pieces| pieces.retain(|piece| !piece.is_blank()));
    cells.retain(|pieces| !pieces.is_empty());
    let plain = |pieces: &Vec<Piece>| matches!(pieces.as_slice(), [one] if one.place == Place::default());
    if cells.len() < 2 || !cells.iter().all(plain) {
        out.extend(cells.into_iter().flatten());
        return;
    }
    let mut row = Spans::default();
    for (at, piece) in cells.into_iter().flatten().enumerate() {
        if at > 0 {
            row.push("\t", &Look::default());
        }
        row.append(piece.block.spans);
    }
    out.push(Piece::text(row));
}

#[cfg(test)]
mod tests {
    use super::{Word, word};

    #[test]
    fn a_style_is_known_by_name_then_id_then_alias() {
        for (name, id, aliases, found) in [
            ("heading 4", "Heading4", "Tag,small text,heading 2,Cite", Some(Word::Tag)),
            ("Überschrift 1", "a", "", Some(Word::Pocket)),
            ("heading 7", "x", "", Some(Word::Tag)),
            ("Mine", "Style13ptBold", "", Some(Word::Cite)),
            ("Mine", "x", "other, Underline", Some(Word::Underline)),
            ("Mine,Block", "x", "", Some(Word::Block)),
            ("Analytics", "x", "Tag", Some(Word::Analytic)),
            ("Intense Emphasis", "IntenseEmphasis", "Underline", Some(Word::Underline)),
            ("Pocket Char", "Heading1Char", "", None),
            ("Normal", "Normal", "Normal/Card", None),
        ] {
            assert_eq!(word(name, id, aliases), found, "{name} {id} {aliases}");
        }
    }
}
