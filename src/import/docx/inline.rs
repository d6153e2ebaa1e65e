//! Inline content of a paragraph: runs, links, fields, tracked changes, pictures and text boxes.

use std::collections::HashMap;
use std::rc::Rc;

use super::card_formatting::Shading;
use super::fields::{self, Fields};
use super::numbering::Numbering;
use super::styles::{self, DocxStyles, RunLanguages, RunProperties};
use crate::import::baseline::{Baseline, is_note_mark};
use crate::import::styled_document::{ReadIssues, StyledParagraph};
use crate::import::styled_text::{CardFormat, RunFormat, StyledText};
use crate::import::symbol_fonts::{is_symbol_font, symbol_char};
use crate::import::xml::{Element, Node};
use crate::model::{BookmarkKind, DebateStyle};

const MAX_LANGUAGES: usize = 64;

/// A document while it is read.
#[derive(Debug, Default)]
pub(super) struct DocxReader {
    pub(super) styles: DocxStyles,
    pub(super) numbering: Numbering,
    /// The links of the current part, by relationship id.
    pub(super) links: HashMap<String, Rc<str>>,
    pub(super) fields: Fields,
    /// The notes that have been referred to: whether it is an endnote, and its id.
    pub(super) notes: Vec<(bool, String)>,
    pub(super) issues: ReadIssues,
    /// Whether a brief is read: formatting, breaks, tabs, hidden text and brief attributes are kept.
    pub(super) for_brief: bool,
    /// The number of letters by language tag.
    pub(super) letter_counts: Vec<(Box<str>, usize)>,
    /// The text of a paragraph whose end was deleted, to be joined with the next.
    pub(super) carried_over: StyledText,
}

#[derive(Debug, Default)]
pub(super) struct DocxParagraph {
    pub(super) text: StyledText,
    /// The paragraphs of text boxes that are anchored in it.
    pub(super) text_boxes: Vec<StyledParagraph>,
    /// The languages of runs that specify none.
    pub(super) languages: RunLanguages,
    /// The run properties of the paragraph style.
    pub(super) style_properties: RunProperties,
    /// The names of the bookmarks that Parallax wrote.
    pub(super) bookmarks: Vec<Box<str>>,
    /// What the text just before was, if it was left out: several runs in a row are one passage.
    pub(super) left_out: Option<LeftOut>,
    /// How many open links lead to a place in the document.
    pub(super) inner_links: usize,
}

/// A run that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeftOut {
    StruckText,
    NoteReference,
}

struct RunContext<'a> {
    format: RunFormat,
    font: &'a str,
    languages: RunLanguages,
    /// Whether the text is the sign of a note, if it can be one.
    refers_to_note: bool,
}

impl DocxReader {
    /// Reads the content of an element that contains runs.
    pub(super) fn read_inline(&mut self, element: &Element, link: Option<&Rc<str>>, paragraph: &mut DocxParagraph) {
        for child in element.elements() {
            match &*child.name {
                "r" => self.read_run(child, link, paragraph),
                "del" | "moveFrom" => self.issues.deletions += 1,
                "ins" | "moveTo" => {
                    self.issues.insertions += 1;
                    self.read_inline(child, link, paragraph);
                }
                "bookmarkStart" if self.for_brief => {
                    paragraph.bookmarks.extend(
                        child.attribute("name").filter(|name| name.starts_with(BookmarkKind::PREFIX)).map(Box::from),
                    );
                }
                "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "rt" | "smartTagPr" => {}
                "hyperlink" => {
                    let id = child.prefixed_attribute("r:id").or_else(|| child.attribute("id"));
                    let own = id.and_then(|id| self.links.get(id)).cloned();
                    let leads_inside = usize::from(own.is_none() && child.attribute("anchor").is_some());
                    paragraph.inner_links += leads_inside;
                    self.read_inline(child, own.as_ref().or(link), paragraph);
                    paragraph.inner_links -= leads_inside;
                }
                "sdt" if is_placeholder(child) => self.issues.placeholders += 1,
                "fldSimple" => {
                    let instruction = child.attribute("instr").unwrap_or_default();
                    if fields::is_table_of_contents(instruction) {
                        self.issues.table_of_contents = true;
                    } else {
                        let own = fields::hyperlink_target(instruction);
                        self.read_inline(child, own.as_ref().or(link), paragraph);
                    }
                }
                "AlternateContent" => {
                    if let Some(chosen) = choose_alternative(child) {
                        self.read_inline(chosen, link, paragraph);
                    }
                }
                "drawing" | "pict" | "object" => self.read_drawing(child, paragraph),
                // Content controls, smart tags, formulas: their content is text.
                _ => self.read_inline(child, link, paragraph),
            }
        }
    }

    fn read_run(&mut self, run: &Element, link: Option<&Rc<str>>, paragraph: &mut DocxParagraph) {
        let properties = run.child("rPr");
        let own = properties.map(styles::run_properties).unwrap_or_default();
        let languages = own.languages.or(&paragraph.languages);
        let style = properties.and_then(|properties| properties.child_val("rStyle"));
        let card = if self.for_brief {
            self.card_format(style, &own, &paragraph.style_properties)
        } else {
            CardFormat::default()
        };
        let RunProperties { bold, italic, hidden, struck, baseline, .. } = self.styles.run_properties(style, own);
        let of_paragraph = &paragraph.style_properties;
        let hidden = hidden.or(of_paragraph.hidden);
        let struck = struck.or(of_paragraph.struck) == Some(true);
        let baseline = baseline.or(of_paragraph.baseline).unwrap_or_default();
        self.issues.hidden_text |= hidden == Some(true) && run.elements().any(|e| *e.name == *"t");
        // Debate software hides what is not read out.
        if struck && (hidden != Some(true) || self.for_brief) && run.elements().any(|e| *e.name == *"t") {
            self.leave_out(LeftOut::StruckText, paragraph);
        }
        if (hidden == Some(true) || struck) && !self.for_brief {
            // Fields may begin and end in hidden runs.
            self.handle_hidden_fields(run);
            return;
        }
        let fonts = properties.and_then(|properties| properties.child("rFonts"));
        let font = fonts.and_then(|fonts| fonts.attribute("ascii").or(fonts.attribute("hAnsi"))).unwrap_or_default();
        let format = RunFormat {
            link: link.cloned().or_else(|| self.fields.link()),
            strong: bold.unwrap_or(false),
            emphasis: italic.unwrap_or(false),
            baseline,
            card,
        };
        let refers_to_note = self.styles.is_of_note_references(style)
            || baseline == Baseline::Raised && (paragraph.inner_links > 0 || self.fields.refers_inside());
        self.read_run_content(run, &mut RunContext { format, font, languages, refers_to_note }, paragraph);
    }

    /// Returns the card formatting of a run by its own properties, its style, and the style of its paragraph.
    fn card_format(&mut self, style: Option<&str>, own: &RunProperties, base: &RunProperties) -> CardFormat {
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
            reading_mark: debate_style == Some(DebateStyle::Mark),
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

    /// Counts a passage that is left out, unless it goes on from the run before.
    fn leave_out(&mut self, what: LeftOut, paragraph: &mut DocxParagraph) {
        if paragraph.left_out.replace(what) != Some(what) {
            *match what {
                LeftOut::StruckText => &mut self.issues.struck_texts,
                LeftOut::NoteReference => &mut self.issues.note_references,
            } += 1;
        }
    }

    fn read_run_content(&mut self, run: &Element, context: &mut RunContext<'_>, paragraph: &mut DocxParagraph) {
        for child in run.elements() {
            match &*child.name {
                "t" => self.push_text(&child.text(), context, paragraph),
                "tab" | "ptab" if self.for_brief => self.push_text("\t", context, paragraph),
                "br" | "cr" => self.push_text("\n", context, paragraph),
                "tab" | "ptab" => self.push_text(" ", context, paragraph),
                "noBreakHyphen" => self.push_text("\u{2011}", context, paragraph),
                "softHyphen" => self.push_text("\u{ad}", context, paragraph),
                "sym" => self.read_symbol(child, context, paragraph),
                "fldChar" => {
                    if let Some(shown) = self.fields.handle_char(child) {
                        self.push_text(&shown, context, paragraph);
                    }
                    context.format.link = context.format.link.take().or_else(|| self.fields.link());
                }
                "instrText" => self.fields.push_instruction(&child.text()),
                "footnoteReference" | "endnoteReference" if !self.fields.hides_text() => {
                    let id = child.attribute("id").unwrap_or_default().to_owned();
                    self.notes.push((*child.name == *"endnoteReference", id));
                    paragraph.left_out = None;
                    self.leave_out(LeftOut::NoteReference, paragraph);
                }
                "commentReference" => self.issues.comments += 1,
                "drawing" | "pict" | "object" => self.read_drawing(child, paragraph),
                "AlternateContent" => {
                    if let Some(chosen) = choose_alternative(child) {
                        self.read_run_content(chosen, context, paragraph);
                    }
                }
                "ruby" => {
                    if let Some(base) = child.child("rubyBase") {
                        self.read_inline(base, context.format.link.clone().as_ref(), paragraph);
                    }
                }
                _ => {}
            }
        }
    }

    fn push_text(&mut self, text: &str, context: &mut RunContext<'_>, paragraph: &mut DocxParagraph) {
        if self.fields.hides_text() {
            return;
        }
        self.fields.on_text();
        // At the start of a paragraph it is the number of the note itself.
        if context.refers_to_note && is_note_mark(text) && !paragraph.text.is_blank() {
            return self.leave_out(LeftOut::NoteReference, paragraph);
        }
        if !text.trim().is_empty() {
            paragraph.left_out = None;
        }
        if self.for_brief {
            context.format.card.language = language_of(text, &context.languages);
        }
        let mut add_count = |known: &Option<Box<str>>, letters: usize| {
            let Some(tag) = known.as_ref().filter(|_| letters > 0) else { return };
            let full = self.letter_counts.len() >= MAX_LANGUAGES;
            match self.letter_counts.iter_mut().find(|(known, _)| known == tag) {
                Some((_, before)) => *before += letters,
                None if !full => self.letter_counts.push((tag.clone(), letters)),
                None => {}
            }
        };
        let letters_of_class = |class: LetterClass| text.chars().filter(|c| letter_class(*c) == Some(class)).count();
        add_count(&context.languages.western, letters_of_class(LetterClass::Western));
        add_count(&context.languages.east_asian, letters_of_class(LetterClass::EastAsian));
        add_count(&context.languages.right_to_left, letters_of_class(LetterClass::RightToLeft));
        if !text.contains(|c| ('\u{f020}'..='\u{f0ff}').contains(&c)) {
            paragraph.text.push(text, &context.format);
            return;
        }
        let resolved = |c: char| match c {
            // A private-use character in an ordinary font stays as it is.
            '\u{f020}'..='\u{f0ff}' if self.for_brief && !is_symbol_font(context.font) => c,
            '\u{f020}'..='\u{f0ff}' => symbol_char(context.font, u32::from(c)).unwrap_or('\u{fffd}'),
            c => c,
        };
        let replacement_count = |text: &str| text.matches('\u{fffd}').count();
        let before = replacement_count(text);
        let text: String = text.chars().map(resolved).collect();
        self.issues.unknown_symbols |= replacement_count(&text) > before;
        paragraph.text.push(&text, &context.format);
    }

    fn read_symbol(&mut self, element: &Element, context: &mut RunContext<'_>, paragraph: &mut DocxParagraph) {
        let font = element.attribute("font").unwrap_or(context.font);
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let symbol = code.and_then(|code| symbol_char(font, code)).unwrap_or('\u{fffd}');
        self.issues.unknown_symbols |= symbol == '\u{fffd}';
        self.push_text(symbol.encode_utf8(&mut [0; 4]), context, paragraph);
    }

    fn handle_hidden_fields(&mut self, run: &Element) {
        for child in run.elements() {
            match &*child.name {
                "fldChar" => drop(self.fields.handle_char(child)),
                "instrText" => self.fields.push_instruction(&child.text()),
                _ => {}
            }
        }
    }

    /// Reads the text boxes in a drawing, or counts it as a picture.
    fn read_drawing(&mut self, element: &Element, paragraph: &mut DocxParagraph) {
        if self.fields.hides_text() {
            return;
        }
        let mut text_boxes = Vec::new();
        find_text_boxes(element, &mut text_boxes);
        if text_boxes.is_empty() {
            self.issues.pictures += 1;
        }
        for found in text_boxes {
            // A text box is a text of its own: fields around it do not continue in it.
            let outer_fields = std::mem::take(&mut self.fields);
            let carried_over = std::mem::take(&mut self.carried_over);
            self.read_blocks(found, &mut paragraph.text_boxes);
            self.flush_carried_over(&mut paragraph.text_boxes);
            self.carried_over = carried_over;
            self.issues.table_of_contents |= self.fields.table_of_contents;
            self.fields = outer_fields;
        }
    }
}

/// The classes of letters for which Word stores languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LetterClass {
    Western,
    EastAsian,
    RightToLeft,
}

fn letter_class(c: char) -> Option<LetterClass> {
    match c {
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => Some(LetterClass::RightToLeft),
        '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}' => {
            Some(LetterClass::EastAsian)
        }
        c => c.is_alphabetic().then_some(LetterClass::Western),
    }
}

/// Returns the language tag of a text, by the class of most of its letters.
fn language_of(text: &str, languages: &RunLanguages) -> Option<Rc<str>> {
    let mut counts = [(LetterClass::Western, 0), (LetterClass::EastAsian, 0), (LetterClass::RightToLeft, 0)];
    for kind in text.chars().filter_map(letter_class) {
        counts.iter_mut().filter(|(class, _)| *class == kind).for_each(|(_, count)| *count += 1);
    }
    let (kind, _) = counts.into_iter().filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count)?;
    let tag = match kind {
        LetterClass::Western => &languages.western,
        LetterClass::EastAsian => &languages.east_asian,
        LetterClass::RightToLeft => &languages.right_to_left,
    };
    tag.as_deref().map(Rc::from)
}

/// Returns whether a content control, or its properties, shows a prompt because nobody has filled it in.
pub(super) fn is_placeholder(element: &Element) -> bool {
    let properties = if *element.name == *"sdt" { element.child("sdtPr") } else { Some(element) };
    properties.and_then(|properties| styles::toggle(properties, "showingPlcHdr")).unwrap_or(false)
}

/// Returns one of the alternative representations of the same content: the first, unless only the last has text.
pub(super) fn choose_alternative(alternate: &Element) -> Option<&Element> {
    let has_text = |element: &Element| element.descendants().iter().any(|e| *e.name == *"t");
    let first = alternate.child("Choice");
    let last = alternate.child("Fallback");
    match (first, last) {
        (Some(first), Some(last)) if has_text(last) && !has_text(first) => Some(last),
        (first, last) => first.or(last),
    }
}

fn find_text_boxes<'a>(element: &'a Element, text_boxes: &mut Vec<&'a Element>) {
    for node in &element.nodes {
        let Node::Element(child) = node else { continue };
        match &*child.name {
            "txbxContent" => text_boxes.push(child),
            "AlternateContent" => {
                if let Some(chosen) = choose_alternative(child) {
                    find_text_boxes(chosen, text_boxes);
                }
            }
            _ => find_text_boxes(child, text_boxes),
        }
    }
}
