//! The text of an OpenDocument file: headings, paragraphs, lists, tables, notes and boxes.

use std::collections::HashMap;

use super::styles::Styles;
use crate::import::names::Role;
use crate::import::pieces::{Piece, Seen, put_row};
use crate::import::spans::{Block, Look, Spans, address};
use crate::import::xml::{Element, Node};
use crate::model::ParagraphKind;

/// Blanks that one `text:s` stands for at most; they become one.
const BLANK: &str = " ";

/// A document while it is walked through.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) styles: Styles,
    /// The notes met so far.
    pub(super) notes: Vec<Vec<Piece>>,
    pub(super) seen: Seen,
    /// The counts of the lists that are open, the widest first.
    counts: Vec<u32>,
    /// The counts with which lists of a style, or with an id, ended.
    ended: HashMap<Box<str>, u32>,
}

/// A paragraph under way.
#[derive(Debug, Default)]
struct Line {
    spans: Spans,
    after: Vec<Piece>,
}

impl Walk {
    /// All paragraphs in an element.
    pub(super) fn blocks(&mut self, parent: &Element, out: &mut Vec<Piece>) {
        parent.elements().for_each(|child| self.block(child, out));
    }

    /// The paragraphs of one element that is a paragraph or holds some.
    pub(super) fn block(&mut self, element: &Element, out: &mut Vec<Piece>) {
        match &*element.name {
            "h" | "p" => self.paragraph(element, None, out),
            "list" => self.list(element, "", out),
            "table" => self.table(element, out),
            "table-of-content" | "illustration-index" | "table-index" | "object-index" => self.seen.contents = true,
            "tracked-changes" | "forms" | "sequence-decls" | "variable-decls" | "user-field-decls" => {}
            "frame" | "custom-shape" | "g" => {
                let mut line = Line::default();
                self.shape(element, &mut line);
                out.append(&mut line.after);
            }
            _ => self.blocks(element, out),
        }
    }

    fn paragraph(&mut self, element: &Element, mark: Option<String>, out: &mut Vec<Piece>) {
        let style = element.attribute("style-name").unwrap_or_default();
        let mut line = Line::default();
        self.inline(element, &Look::default(), &mut line);
        let role = if *element.name == *"h" { Some(Role::Heading) } else { self.styles.role(style) };
        let kind = match (role, mark) {
            (Some(Role::Heading), _) => ParagraphKind::Heading,
            (Some(Role::Quote), _) => ParagraphKind::Quote,
            (None, Some(mark)) if !mark.is_empty() => ParagraphKind::ListItem { mark },
            _ => ParagraphKind::Text,
        };
        if self.styles.is_hidden(style) {
            self.seen.hidden |= !line.spans.is_blank();
        } else if role == Some(Role::Contents) {
            self.seen.contents |= !line.spans.is_blank();
        } else {
            out.push(Piece { role, block: Block { kind, spans: line.spans }, ..Piece::default() });
        }
        out.append(&mut line.after);
    }

    /// A list; one inside another has the style of that, unless it names its own.
    fn list(&mut self, element: &Element, around: &str, out: &mut Vec<Piece>) {
        let style = element.attribute("style-name").unwrap_or(around);
        let depth = self.counts.len();
        let key: Box<str> = format!("{style}/{depth}").into();
        let before = match element.attribute("continue-list") {
            Some(id) => self.ended.get(id),
            None => self.ended.get(&key).filter(|_| element.attribute("continue-numbering") == Some("true")),
        };
        let start = self.styles.start(style, depth);
        self.counts.push(before.copied().unwrap_or_else(|| start.saturating_sub(1)));
        for item in element.elements() {
            let header = *item.name == *"list-header";
            let own = item.attribute("start-value").and_then(|start| start.parse::<u32>().ok());
            if let Some(count) = self.counts.last_mut().filter(|_| !header) {
                *count = own.unwrap_or_else(|| count.saturating_add(1));
            }
            let mut mark = (!header).then(|| self.styles.mark(style, &self.counts));
            for child in item.elements() {
                match &*child.name {
                    "list" => self.list(child, style, out),
                    "p" | "h" => {
                        let of_paragraph = child.attribute("style-name").and_then(|name| self.styles.list(name));
                        let counted =
                            of_paragraph.filter(|_| style.is_empty()).map(|l| self.styles.mark(l, &self.counts));
                        let mark = mark.take().map(|mark| counted.unwrap_or(mark));
                        self.paragraph(child, mark, out);
                    }
                    _ => self.block(child, out),
                }
            }
        }
        let count = self.counts.pop().unwrap_or_default();
        if let Some(id) = element.attribute_with_prefix("xml:id") {
            self.ended.insert(id.into(), count);
        }
        self.ended.insert(key, count);
    }

    fn table(&mut self, table: &Element, out: &mut Vec<Piece>) {
        for part in table.elements() {
            match &*part.name {
                "table-row" => {
                    let mut cells = Vec::new();
                    for cell in part.elements().filter(|e| *e.name == *"table-cell") {
                        let counts = std::mem::take(&mut self.counts);
                        let mut pieces = Vec::new();
                        self.blocks(cell, &mut pieces);
                        cells.push(pieces);
                        self.counts = counts;
                    }
                    put_row(cells, out);
                }
                "table-header-rows" | "table-rows" | "table-row-group" => self.table(part, out),
                _ => {}
            }
        }
    }

    fn inline(&mut self, element: &Element, look: &Look, line: &mut Line) {
        for node in &element.nodes {
            let child = match node {
                Node::Text(text) => {
                    line.spans.push(text, look);
                    continue;
                }
                Node::Element(child) => child,
            };
            match &*child.name {
                "span" => {
                    let name = child.attribute("style-name").unwrap_or_default();
                    if self.styles.is_hidden(name) {
                        self.seen.hidden = true;
                        continue;
                    }
                    let (bold, italic) = self.styles.look(name);
                    let strong = bold.unwrap_or(look.strong);
                    let own = Look {
                        strong,
                        emphasis: italic.unwrap_or(look.emphasis),
                        link: look.link.clone(),
                        ..Look::default()
                    };
                    self.inline(child, &own, line);
                }
                "a" => {
                    let link = child.attribute("href").and_then(address).or_else(|| look.link.clone());
                    self.inline(child, &Look { link, ..look.clone() }, line);
                }
                "s" | "tab" | "line-break" => line.spans.push(BLANK, look),
                "note" => self.note(child),
                "annotation" => self.seen.comments += 1,
                "ruby-text" | "annotation-end" | "note-citation" | "hidden-text" | "hidden-paragraph" => {}
                "tracked-changes" | "script" => {}
                "frame" | "custom-shape" | "g" | "rect" | "line" | "control" | "object" => self.shape(child, line),
                _ => self.inline(child, look, line),
            }
        }
    }

    fn note(&mut self, note: &Element) {
        let Some(body) = note.child("note-body") else { return };
        // A place is kept first, so that a note inside a note comes after it.
        let at = self.notes.len();
        self.notes.push(Vec::new());
        let counts = std::mem::take(&mut self.counts);
        let mut pieces = Vec::new();
        self.blocks(body, &mut pieces);
        self.counts = counts;
        if let Some(place) = self.notes.get_mut(at) {
            *place = pieces;
        }
    }

    /// A picture, or the text of a box or shape.
    fn shape(&mut self, element: &Element, line: &mut Line) {
        let mut pieces = Vec::new();
        let counts = std::mem::take(&mut self.counts);
        self.shape_text(element, &mut pieces);
        self.counts = counts;
        let blank = pieces.iter().all(|piece| piece.block.spans.is_blank());
        let picture = |e: &&Element| matches!(&*e.name, "image" | "object" | "object-ole");
        if blank && (picture(&element) || element.descendants().iter().any(picture)) {
            self.seen.pictures += 1;
        }
        line.after.append(&mut pieces);
    }

    fn shape_text(&mut self, element: &Element, out: &mut Vec<Piece>) {
        for child in element.elements() {
            match &*child.name {
                "p" | "h" | "list" | "table" => self.block(child, out),
                // What it shows to those who cannot see it.
                "title" | "desc" | "image" | "object" | "object-ole" => {}
                _ => self.shape_text(child, out),
            }
        }
    }
}
