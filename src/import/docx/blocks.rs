//! Block content of a document: paragraphs, tables, and the elements around them.

use super::card_formatting::style_of_level;
use super::inline::{DocxParagraph, DocxReader, choose_alternative, is_placeholder};
use super::styles::{self, RunProperties};
use crate::import::style_names::StyleRole;
use crate::import::styled_document::{BriefAttributes, OutlineLevel, StyledParagraph, push_table_row};
use crate::import::styled_text::{RunFormat, StyledText};
use crate::import::xml::Element;
use crate::model::{DebateStyle, ParagraphKind};

impl DocxReader {
    pub(super) fn read_blocks(&mut self, parent: &Element, out: &mut Vec<StyledParagraph>) {
        for child in parent.elements() {
            self.read_block(child, out);
        }
    }

    /// Reads the paragraphs of one element that is a paragraph or contains some.
    pub(super) fn read_block(&mut self, element: &Element, out: &mut Vec<StyledParagraph>) {
        match &*element.name {
            "p" => self.read_paragraph(element, out),
            "tbl" => {
                // A paragraph cannot be joined with a table: Word keeps its end, though it was deleted.
                self.flush_carried_over(out);
                self.read_table(element, out);
            }
            "sdt" if is_placeholder(element) => self.issues.placeholders += 1,
            "sdt" if is_table_of_contents(element) => self.issues.table_of_contents = true,
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag" => {
                self.issues.insertions += usize::from(matches!(&*element.name, "ins" | "moveTo"));
                self.read_blocks(element, out);
            }
            "del" | "moveFrom" => self.issues.deletions += 1,
            "AlternateContent" => {
                if let Some(chosen) = choose_alternative(element) {
                    self.read_blocks(chosen, out);
                }
            }
            "altChunk" => self.issues.embedded_files += 1,
            // A display formula.
            "oMathPara" | "oMath" => {
                self.flush_carried_over(out);
                let mut paragraph =
                    DocxParagraph { languages: self.styles.languages(None), ..DocxParagraph::default() };
                self.read_inline(element, None, &mut paragraph);
                out.push(StyledParagraph::from_text(paragraph.text));
            }
            _ => {}
        }
    }

    fn read_paragraph(&mut self, element: &Element, out: &mut Vec<StyledParagraph>) {
        let empty = Element::default();
        let properties = element.child("pPr").unwrap_or(&empty);
        let style = properties.child_val("pStyle");
        let mut paragraph = DocxParagraph { languages: self.styles.languages(style), ..DocxParagraph::default() };
        paragraph.text = std::mem::take(&mut self.carried_over);
        paragraph.style_properties =
            self.styles.run_properties(style.or(self.styles.default_style()), RunProperties::default());
        self.read_inline(element, None, &mut paragraph);
        self.fields.end_paragraph();
        // A drop cap is a paragraph of its own, and a paragraph mark that was deleted or moved away joins two paragraphs:
        // in all cases the text continues in the next one.
        let is_gone = |mark: &Element| mark.child("del").or(mark.child("moveFrom")).is_some();
        let deleted = properties.child("rPr").is_some_and(is_gone);
        let drop_cap = properties.child("framePr").and_then(|frame| frame.attribute("dropCap"));
        if deleted || drop_cap.is_some_and(|kind| kind != "none") {
            self.carried_over = paragraph.text;
            out.append(&mut paragraph.text_boxes);
            return;
        }
        let role = match (self.styles.role(style), styles::outline_level(properties)) {
            (Some(StyleRole::Heading) | None, Some(0..9)) => Some(StyleRole::Heading),
            (Some(StyleRole::Heading), Some(_)) => None,
            (role, _) => role,
        };
        let mark = self.list_marker(properties, style);
        if role == Some(StyleRole::TableOfContents) {
            self.issues.table_of_contents |= !paragraph.text.is_blank();
        } else {
            let kind = match (role, &mark) {
                (Some(StyleRole::Heading), _) => ParagraphKind::Heading,
                (Some(StyleRole::Quote), _) => ParagraphKind::Quote,
                (None, Some(mark)) => ParagraphKind::ListItem { mark: mark.clone() },
                _ => ParagraphKind::Text,
            };
            let brief = if self.for_brief {
                self.brief_attributes(properties, &mut paragraph, mark)
            } else {
                BriefAttributes::default()
            };
            out.push(StyledParagraph { role, kind, text: paragraph.text, brief });
        }
        out.append(&mut paragraph.text_boxes);
    }

    /// Returns the marker of a list item; counting continues even where the marker is not shown.
    fn list_marker(&mut self, properties: &Element, style: Option<&str>) -> Option<String> {
        let from_style = self.styles.list_position(style);
        let mut position = styles::list_position(properties);
        position.list = position.list.or(from_style.list);
        position.level = position.level.or(from_style.level);
        self.numbering.next_marker(position, style, &self.styles)
    }

    /// Returns the brief attributes of a paragraph. Its own outline level takes precedence over its style.
    fn brief_attributes(
        &self,
        properties: &Element,
        paragraph: &mut DocxParagraph,
        mark: Option<String>,
    ) -> BriefAttributes {
        let debate_style = match styles::outline_level(properties) {
            Some(9..) => None,
            Some(level) => Some(style_of_level(level)),
            None => self.styles.debate_style(properties.child_val("pStyle")),
        };
        BriefAttributes {
            level: debate_style.and_then(outline_level),
            bookmarks: std::mem::take(&mut paragraph.bookmarks),
            list_marker: mark,
        }
    }

    fn read_table(&mut self, table: &Element, out: &mut Vec<StyledParagraph>) {
        for row in self.elements_within(table, "tr") {
            if row.child("trPr").is_some_and(|properties| properties.child("del").is_some()) {
                self.issues.deletions += 1;
                continue;
            }
            let mut cells: Vec<Vec<StyledParagraph>> = Vec::new();
            for cell in self.elements_within(row, "tc") {
                let properties = cell.child("tcPr");
                if properties.is_some_and(|properties| properties.child("cellDel").is_some()) {
                    self.issues.deletions += 1;
                    continue;
                }
                let mut paragraphs = Vec::new();
                self.read_blocks(cell, &mut paragraphs);
                self.flush_carried_over(&mut paragraphs);
                cells.push(paragraphs);
            }
            if self.for_brief { push_brief_table_row(cells, out) } else { push_table_row(cells, out) }
        }
    }

    /// Returns the elements of a name, also those inside content controls and the like.
    fn elements_within<'a>(&mut self, element: &'a Element, name: &str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        for child in element.elements() {
            match &*child.name {
                own if own == name => found.push(child),
                "sdt" if is_placeholder(child) => self.issues.placeholders += 1,
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                    found.extend(self.elements_within(child, name));
                }
                _ => {}
            }
        }
        found
    }

    /// Adds the text that was to be joined with a next paragraph, if there is none.
    pub(super) fn flush_carried_over(&mut self, out: &mut Vec<StyledParagraph>) {
        let text = std::mem::take(&mut self.carried_over);
        if !text.is_blank() {
            out.push(StyledParagraph::from_text(text));
        }
    }
}

/// Returns whether a content control, or its properties, is the table of contents that Word inserts.
pub(super) fn is_table_of_contents(element: &Element) -> bool {
    let properties = if *element.name == *"sdt" { element.child("sdtPr") } else { Some(element) };
    let gallery = properties.and_then(|p| p.child("docPartObj")).and_then(|part| part.child_val("docPartGallery"));
    gallery == Some("Table of Contents")
}

fn outline_level(style: DebateStyle) -> Option<OutlineLevel> {
    Some(match style {
        DebateStyle::Pocket => OutlineLevel::Pocket,
        DebateStyle::Hat => OutlineLevel::Hat,
        DebateStyle::Block => OutlineLevel::Block,
        DebateStyle::Tag => OutlineLevel::Tag,
        DebateStyle::Analytic => OutlineLevel::Analytic,
        DebateStyle::Cite | DebateStyle::Underline | DebateStyle::Emphasis | DebateStyle::Mark => return None,
    })
}

/// Adds a table row of a brief: cells of one paragraph each become one line, separated by tabs; others are added one
/// after another.
fn push_brief_table_row(mut cells: Vec<Vec<StyledParagraph>>, out: &mut Vec<StyledParagraph>) {
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
