//! The content of an OpenDocument text: headings, paragraphs, lists, tables, notes and text boxes.

use std::collections::HashMap;

use super::styles::OdtStyles;
use crate::import::baseline::{Baseline, is_note_mark};
use crate::import::docx::check_box_sign;
use crate::import::style_names::StyleRole;
use crate::import::styled_document::{ReadIssues, StyledParagraph, push_table_row};
use crate::import::styled_text::{RunFormat, StyledText, web_address};
use crate::import::xml::{Element, Node};
use crate::model::ParagraphKind;

/// What `text:s` becomes, however many spaces it means; whitespace is collapsed.
const SPACE: &str = " ";

#[derive(Debug, Default)]
pub(super) struct OdtReader {
    pub(super) styles: OdtStyles,
    pub(super) notes: Vec<Vec<StyledParagraph>>,
    pub(super) issues: ReadIssues,
    /// The counts of the open lists, the outermost first.
    item_counts: Vec<u32>,
    /// The last counts of the lists that ended, by style and depth or by id.
    ended_counts: HashMap<Box<str>, u32>,
}

#[derive(Debug, Default)]
struct OdtParagraph {
    text: StyledText,
    text_boxes: Vec<StyledParagraph>,
    is_struck: bool,
    /// The text refers to a place in the document.
    refers_inside: bool,
    /// The text just before was left out: several spans in a row are one passage.
    left_out: bool,
}

impl OdtReader {
    pub(super) fn read_blocks(&mut self, parent: &Element, out: &mut Vec<StyledParagraph>) {
        parent.elements().for_each(|child| self.read_block(child, out));
    }

    /// Reads the paragraphs of one element that is a paragraph or contains some.
    pub(super) fn read_block(&mut self, element: &Element, out: &mut Vec<StyledParagraph>) {
        match &*element.name {
            "h" | "p" => self.read_paragraph(element, None, out),
            "list" => self.read_list(element, "", out),
            "table" => self.read_table(element, out),
            "table-of-content" | "illustration-index" | "table-index" | "object-index" => {
                self.issues.table_of_contents = true
            }
            "tracked-changes" | "forms" | "sequence-decls" | "variable-decls" | "user-field-decls" => {}
            "frame" | "custom-shape" | "g" => {
                let mut paragraph = OdtParagraph::default();
                self.read_shape(element, &mut paragraph);
                out.append(&mut paragraph.text_boxes);
            }
            _ => self.read_blocks(element, out),
        }
    }

    fn read_paragraph(&mut self, element: &Element, mark: Option<String>, out: &mut Vec<StyledParagraph>) {
        let style = element.attribute("style-name").unwrap_or_default();
        let is_struck = self.styles.struck(style).unwrap_or(false);
        let mut paragraph = OdtParagraph { is_struck, ..OdtParagraph::default() };
        let baseline = self.styles.baseline(style).unwrap_or_default();
        self.read_inline(element, &RunFormat { baseline, ..RunFormat::default() }, &mut paragraph);
        let role = if *element.name == *"h" { Some(StyleRole::Heading) } else { self.styles.role(style) };
        let kind = match (role, mark) {
            (Some(StyleRole::Heading), _) => ParagraphKind::Heading,
            (Some(StyleRole::Quote), _) => ParagraphKind::Quote,
            (None, Some(mark)) if !mark.is_empty() => ParagraphKind::ListItem { mark },
            _ => ParagraphKind::Text,
        };
        if self.styles.is_hidden(style) {
            self.issues.hidden_text |= !paragraph.text.is_blank();
        } else if role == Some(StyleRole::TableOfContents) {
            self.issues.table_of_contents |= !paragraph.text.is_blank();
        } else {
            out.push(StyledParagraph { role, kind, text: paragraph.text, ..StyledParagraph::default() });
        }
        out.append(&mut paragraph.text_boxes);
    }

    /// Reads a list. One inside another has the style of the outer list, unless it specifies its own.
    fn read_list(&mut self, element: &Element, outer_style: &str, out: &mut Vec<StyledParagraph>) {
        let style = element.attribute("style-name").unwrap_or(outer_style);
        let depth = self.item_counts.len();
        let key: Box<str> = format!("{style}/{depth}").into();
        let before = match element.attribute("continue-list") {
            Some(id) => self.ended_counts.get(id),
            None => self.ended_counts.get(&key).filter(|_| element.attribute("continue-numbering") == Some("true")),
        };
        let start = self.styles.first_number(style, depth);
        self.item_counts.push(before.copied().unwrap_or_else(|| start.saturating_sub(1)));
        for item in element.elements() {
            let is_header = *item.name == *"list-header";
            let own = item.attribute("start-value").and_then(|start| start.parse::<u32>().ok());
            if let Some(count) = self.item_counts.last_mut().filter(|_| !is_header) {
                *count = own.unwrap_or_else(|| count.saturating_add(1));
            }
            let mut mark = (!is_header).then(|| self.styles.list_marker(style, &self.item_counts));
            for child in item.elements() {
                match &*child.name {
                    "list" => self.read_list(child, style, out),
                    "p" | "h" => {
                        let of_paragraph = child.attribute("style-name").and_then(|name| self.styles.list(name));
                        let paragraph_marker = of_paragraph
                            .filter(|_| style.is_empty())
                            .map(|l| self.styles.list_marker(l, &self.item_counts));
                        let mark = mark.take().map(|mark| paragraph_marker.unwrap_or(mark));
                        self.read_paragraph(child, mark, out);
                    }
                    _ => self.read_block(child, out),
                }
            }
        }
        let count = self.item_counts.pop().unwrap_or_default();
        if let Some(id) = element.prefixed_attribute("xml:id") {
            self.ended_counts.insert(id.into(), count);
        }
        self.ended_counts.insert(key, count);
    }

    fn read_table(&mut self, table: &Element, out: &mut Vec<StyledParagraph>) {
        for part in table.elements() {
            match &*part.name {
                "table-row" => {
                    let mut cells = Vec::new();
                    for cell in part.elements().filter(|e| *e.name == *"table-cell") {
                        let item_counts = std::mem::take(&mut self.item_counts);
                        let mut paragraphs = Vec::new();
                        self.read_blocks(cell, &mut paragraphs);
                        cells.push(paragraphs);
                        self.item_counts = item_counts;
                    }
                    push_table_row(cells, out);
                }
                "table-header-rows" | "table-rows" | "table-row-group" => self.read_table(part, out),
                _ => {}
            }
        }
    }

    fn read_inline(&mut self, element: &Element, format: &RunFormat, paragraph: &mut OdtParagraph) {
        for node in &element.nodes {
            let child = match node {
                Node::Text(text) => {
                    self.push_text(text, format, paragraph);
                    continue;
                }
                Node::Element(child) => child,
            };
            match &*child.name {
                "span" => {
                    let name = child.attribute("style-name").unwrap_or_default();
                    if self.styles.is_hidden(name) {
                        self.issues.hidden_text = true;
                        continue;
                    }
                    let (bold, italic) = self.styles.bold_and_italic(name);
                    let strong = bold.unwrap_or(format.strong);
                    let own = RunFormat {
                        strong,
                        emphasis: italic.unwrap_or(format.emphasis),
                        link: format.link.clone(),
                        baseline: self.styles.baseline(name).unwrap_or(format.baseline),
                        ..RunFormat::default()
                    };
                    let is_struck = self.styles.struck(name).unwrap_or(paragraph.is_struck);
                    let outer = std::mem::replace(&mut paragraph.is_struck, is_struck);
                    self.read_inline(child, &own, paragraph);
                    paragraph.is_struck = outer;
                }
                "a" => {
                    let href = child.attribute("href").unwrap_or_default();
                    let link = web_address(href).or_else(|| format.link.clone());
                    let refers_inside = paragraph.refers_inside || href.starts_with('#');
                    let outer = std::mem::replace(&mut paragraph.refers_inside, refers_inside);
                    self.read_inline(child, &RunFormat { link, ..format.clone() }, paragraph);
                    paragraph.refers_inside = outer;
                }
                "note-ref" => {
                    let outer = std::mem::replace(&mut paragraph.refers_inside, true);
                    self.read_inline(child, format, paragraph);
                    paragraph.refers_inside = outer;
                }
                "line-break" => self.push_text("\n", format, paragraph),
                "s" | "tab" => self.push_text(SPACE, format, paragraph),
                "note" if paragraph.is_struck => {}
                "note" => {
                    self.issues.note_references += 1;
                    self.read_note(child);
                }
                "placeholder" => self.issues.placeholders += 1,
                "content-control" if child.attribute("showing-place-holder") == Some("true") => {
                    self.issues.placeholders += 1;
                }
                "fieldmark" => {
                    if let Some(text) = form_field_text(child) {
                        self.push_text(text, format, paragraph);
                    }
                }
                "annotation" => self.issues.comments += 1,
                "ruby-text" | "annotation-end" | "note-citation" | "hidden-text" | "hidden-paragraph" => {}
                "tracked-changes" | "script" => {}
                "frame" | "custom-shape" | "g" | "rect" | "line" | "control" | "object" => {
                    self.read_shape(child, paragraph)
                }
                _ => self.read_inline(child, format, paragraph),
            }
        }
    }

    /// Adds text, unless it is struck out or the sign of a note.
    fn push_text(&mut self, text: &str, format: &RunFormat, paragraph: &mut OdtParagraph) {
        // At the start of a paragraph it is the number of the note itself.
        let is_note_reference = format.baseline == Baseline::Raised
            && paragraph.refers_inside
            && is_note_mark(text)
            && !paragraph.text.is_blank();
        if (paragraph.is_struck || is_note_reference) && !text.trim().is_empty() {
            let count =
                if paragraph.is_struck { &mut self.issues.struck_texts } else { &mut self.issues.note_references };
            *count += usize::from(!std::mem::replace(&mut paragraph.left_out, true));
        } else {
            paragraph.left_out &= text.trim().is_empty();
            paragraph.text.push(text, format);
        }
    }

    fn read_note(&mut self, note: &Element) {
        let Some(body) = note.child("note-body") else { return };
        // Reserves a place, so that a note inside a note comes after it.
        let at = self.notes.len();
        self.notes.push(Vec::new());
        let item_counts = std::mem::take(&mut self.item_counts);
        let mut paragraphs = Vec::new();
        self.read_blocks(body, &mut paragraphs);
        self.item_counts = item_counts;
        if let Some(slot) = self.notes.get_mut(at) {
            *slot = paragraphs;
        }
    }

    /// Reads the text of a text box or shape, or counts it as a picture.
    fn read_shape(&mut self, element: &Element, paragraph: &mut OdtParagraph) {
        let mut paragraphs = Vec::new();
        let item_counts = std::mem::take(&mut self.item_counts);
        self.read_shape_text(element, &mut paragraphs);
        self.item_counts = item_counts;
        let has_no_text = paragraphs.iter().all(|part| part.text.is_blank());
        let is_picture = |e: &&Element| matches!(&*e.name, "image" | "object" | "object-ole");
        if has_no_text && (is_picture(&element) || element.descendants().iter().any(is_picture)) {
            self.issues.pictures += 1;
        }
        paragraph.text_boxes.append(&mut paragraphs);
    }

    fn read_shape_text(&mut self, element: &Element, out: &mut Vec<StyledParagraph>) {
        for child in element.elements() {
            match &*child.name {
                "p" | "h" | "list" | "table" => self.read_block(child, out),
                // Alternative text.
                "title" | "desc" | "image" | "object" | "object-ole" => {}
                _ => self.read_shape_text(child, out),
            }
        }
    }
}

/// Returns what a form field shows: the chosen entry of a list, or a box with or without a cross.
fn form_field_text(mark: &Element) -> Option<&str> {
    let parameters = |name: &'static str| {
        let named = mark.elements().filter(move |parameter| parameter.attribute("name") == Some(name));
        named.filter_map(|parameter| parameter.attribute("value"))
    };
    match mark.attribute("type")?.rsplit('.').next()? {
        "FORMCHECKBOX" => Some(check_box_sign(parameters("Checkbox_Checked").next() == Some("true"))),
        "FORMDROPDOWN" => {
            let chosen = parameters("Dropdown_Selected").next().and_then(|number| number.parse().ok()).unwrap_or(0);
            parameters("Dropdown_ListEntry").nth(chosen)
        }
        _ => None,
    }
}
