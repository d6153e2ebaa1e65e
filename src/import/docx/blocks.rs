//! What a document is made of: paragraphs, tables, and what wraps them.

use super::dress::put_dressed_row;
use super::inline::{Line, Walk, chosen};
use super::styles::{self, Looks};
use crate::import::names::Role;
use crate::import::pieces::{Piece, Place, put_row};
use crate::import::spans::Block;
use crate::import::xml::Element;
use crate::model::ParagraphKind;

impl Walk {
    /// All paragraphs in an element.
    pub(super) fn blocks(&mut self, parent: &Element, out: &mut Vec<Piece>) {
        for child in parent.elements() {
            self.block(child, out);
        }
    }

    /// The paragraphs of one element that is a paragraph or holds some.
    pub(super) fn block(&mut self, element: &Element, out: &mut Vec<Piece>) {
        match &*element.name {
            "p" => self.paragraph(element, out),
            "tbl" => self.table(element, out),
            "sdt" if is_contents(element) => self.seen.contents = true,
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag" => {
                self.seen.insertions += usize::from(matches!(&*element.name, "ins" | "moveTo"));
                self.blocks(element, out);
            }
            "del" | "moveFrom" => self.seen.deletions += 1,
            "AlternateContent" => {
                if let Some(chosen) = chosen(element) {
                    self.blocks(chosen, out);
                }
            }
            "altChunk" => self.seen.other_files = true,
            // A formula on a line of its own.
            "oMathPara" | "oMath" => {
                let mut line = Line { tongues: self.styles.tongues(None), ..Line::default() };
                self.inline(element, None, &mut line);
                out.push(Piece::text(line.spans));
            }
            _ => {}
        }
    }

    fn paragraph(&mut self, element: &Element, out: &mut Vec<Piece>) {
        let nothing = Element::default();
        let properties = element.child("pPr").unwrap_or(&nothing);
        let style = properties.value_of("pStyle");
        let mut line = Line { tongues: self.styles.tongues(style), ..Line::default() };
        line.spans = std::mem::take(&mut self.joined);
        if self.dressed {
            line.base = self.styles.looks(style.or(self.styles.usual()), Looks::default());
        }
        self.inline(element, None, &mut line);
        self.fields.end_paragraph();
        // A drop cap stands in a frame of its own, a deleted end leads on: the next paragraph goes on with it.
        let deleted = properties.child("rPr").is_some_and(|mark| mark.child("del").is_some());
        let drop_cap = properties.child("framePr").and_then(|frame| frame.attribute("dropCap"));
        if deleted || drop_cap.is_some_and(|kind| kind != "none") {
            self.joined = line.spans;
            out.append(&mut line.after);
            return;
        }
        let role = match (self.styles.role(style), styles::outline(properties)) {
            (Some(Role::Heading) | None, Some(0..9)) => Some(Role::Heading),
            (Some(Role::Heading), Some(_)) => None,
            (role, _) => role,
        };
        let mark = self.mark(properties, style);
        if role == Some(Role::Contents) {
            self.seen.contents |= !line.spans.is_blank();
        } else {
            let kind = match (role, &mark) {
                (Some(Role::Heading), _) => ParagraphKind::Heading,
                (Some(Role::Quote), _) => ParagraphKind::Quote,
                (None, Some(mark)) => ParagraphKind::ListItem { mark: mark.clone() },
                _ => ParagraphKind::Text,
            };
            let place = if self.dressed { self.place(properties, &mut line, mark) } else { Place::default() };
            out.push(Piece { role, block: Block { kind, spans: line.spans }, place });
        }
        out.append(&mut line.after);
    }

    /// The mark of a list item; counting goes on even where the mark is not shown.
    fn mark(&mut self, properties: &Element, style: Option<&str>) -> Option<String> {
        let of_style = self.styles.in_list(style);
        let mut place = styles::in_list(properties);
        place.list = place.list.or(of_style.list);
        place.level = place.level.or(of_style.level);
        self.numbering.next(place, style, &self.styles)
    }

    fn table(&mut self, table: &Element, out: &mut Vec<Piece>) {
        for row in inside(table, "tr") {
            if row.child("trPr").is_some_and(|properties| properties.child("del").is_some()) {
                self.seen.deletions += 1;
                continue;
            }
            let mut cells: Vec<Vec<Piece>> = Vec::new();
            for cell in inside(row, "tc") {
                let mut pieces = Vec::new();
                self.blocks(cell, &mut pieces);
                self.end_joined(&mut pieces);
                cells.push(pieces);
            }
            if self.dressed { put_dressed_row(cells, out) } else { put_row(cells, out) }
        }
    }

    /// A paragraph that waited for a next one and has none.
    pub(super) fn end_joined(&mut self, out: &mut Vec<Piece>) {
        let spans = std::mem::take(&mut self.joined);
        if !spans.is_blank() {
            out.push(Piece::text(spans));
        }
    }
}

/// The elements of a name, also inside content controls and the like.
fn inside<'a>(element: &'a Element, name: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    for child in element.elements() {
        match &*child.name {
            own if own == name => found.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => found.extend(inside(child, name)),
            _ => {}
        }
    }
    found
}

/// Whether a content control, or its properties, is the table of contents that Word puts in.
pub(super) fn is_contents(element: &Element) -> bool {
    let properties = if *element.name == *"sdt" { element.child("sdtPr") } else { Some(element) };
    let gallery = properties.and_then(|p| p.child("docPartObj")).and_then(|part| part.value_of("docPartGallery"));
    gallery == Some("Table of Contents")
}
