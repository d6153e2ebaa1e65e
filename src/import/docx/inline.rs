//! What stands inside a paragraph: runs of words, links, fields, tracked changes, pictures and text boxes.

use std::collections::HashMap;
use std::rc::Rc;

use super::fields::{self, Fields};
use super::numbering::Numbering;
use super::styles::{self, Looks, Styles, Tongues};
use crate::import::pieces::{BOOKMARK, Piece, Seen};
use crate::import::signs::{is_of_signs, sign};
use crate::import::spans::{Dress, Look, Spans};
use crate::import::xml::{Element, Node};

/// Languages of one document at most; further ones are not counted.
const MOST_LANGUAGES: usize = 64;

/// A document while it is walked through.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// Where the links of this part lead, by their ids.
    pub(super) links: HashMap<String, Rc<str>>,
    pub(super) fields: Fields,
    /// The notes that have been referred to: whether it is an endnote, and its id.
    pub(super) notes: Vec<(bool, String)>,
    pub(super) seen: Seen,
    /// A brief is read: looks, breaks, tabs and hidden words are kept, and where each paragraph stands.
    pub(super) dressed: bool,
    /// Letters by the language they are said to be in.
    pub(super) letters: Vec<(Box<str>, usize)>,
    /// The paragraph whose end was deleted, waiting for the next.
    pub(super) joined: Spans,
}

/// A paragraph under way.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) spans: Spans,
    /// The paragraphs of text boxes that hang on it.
    pub(super) after: Vec<Piece>,
    /// The languages of words that name none.
    pub(super) tongues: Tongues,
    /// What the style of the paragraph says of words.
    pub(super) base: Looks,
    /// The names of our own bookmarks.
    pub(super) bookmarks: Vec<Box<str>>,
}

/// How the words of a run look.
struct Manner<'a> {
    look: Look,
    font: &'a str,
    tongues: Tongues,
}

impl Walk {
    /// Everything in an element that holds runs.
    pub(super) fn inline(&mut self, element: &Element, link: Option<&Rc<str>>, line: &mut Line) {
        for child in element.elements() {
            match &*child.name {
                "r" => self.run(child, link, line),
                "del" | "moveFrom" => self.seen.deletions += 1,
                "ins" | "moveTo" => {
                    self.seen.insertions += 1;
                    self.inline(child, link, line);
                }
                "bookmarkStart" if self.dressed => {
                    line.bookmarks
                        .extend(child.attribute("name").filter(|name| name.starts_with(BOOKMARK)).map(Box::from));
                }
                "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "rt" | "smartTagPr" => {}
                "hyperlink" => {
                    let to = child.attribute_with_prefix("r:id").or_else(|| child.attribute("id"));
                    let own = to.and_then(|id| self.links.get(id)).cloned();
                    self.inline(child, own.as_ref().or(link), line);
                }
                "fldSimple" => {
                    let code = child.attribute("instr").unwrap_or_default();
                    if fields::is_contents(code) {
                        self.seen.contents = true;
                    } else {
                        let own = fields::link(code);
                        self.inline(child, own.as_ref().or(link), line);
                    }
                }
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.inline(chosen, link, line);
                    }
                }
                "drawing" | "pict" | "object" => self.picture(child, line),
                // Content controls, smart tags, formulas: what is in them counts.
                _ => self.inline(child, link, line),
            }
        }
    }

    fn run(&mut self, run: &Element, link: Option<&Rc<str>>, line: &mut Line) {
        let properties = run.child("rPr");
        let own = properties.map(styles::looks).unwrap_or_default();
        let tongues = over(&own.tongues, &line.tongues);
        let style = properties.and_then(|properties| properties.value_of("rStyle"));
        let dress = if self.dressed { self.dress(style, &own, &line.base) } else { Dress::default() };
        let Looks { bold, italic, hidden, .. } = self.styles.looks(style, own);
        self.seen.hidden |= hidden == Some(true) && run.elements().any(|e| *e.name == *"t");
        // Debaters' tools hide what is not read out.
        if hidden == Some(true) && !self.dressed {
            // Fields may begin and end in hidden runs.
            self.hidden_marks(run);
            return;
        }
        let fonts = properties.and_then(|properties| properties.child("rFonts"));
        let font = fonts.and_then(|fonts| fonts.attribute("ascii").or(fonts.attribute("hAnsi"))).unwrap_or_default();
        let look = Look {
            link: link.cloned().or_else(|| self.fields.link()),
            strong: bold.unwrap_or(false),
            emphasis: italic.unwrap_or(false),
            dress,
        };
        self.run_content(run, &mut Manner { look, font, tongues }, line);
    }

    fn run_content(&mut self, run: &Element, manner: &mut Manner<'_>, line: &mut Line) {
        for child in run.elements() {
            match &*child.name {
                "t" => self.words(&child.text(), manner, line),
                "tab" | "ptab" if self.dressed => self.words("\t", manner, line),
                "br" | "cr" if self.dressed => self.words("\n", manner, line),
                "tab" | "ptab" | "br" | "cr" => self.words(" ", manner, line),
                "noBreakHyphen" => self.words("\u{2011}", manner, line),
                "softHyphen" => self.words("\u{ad}", manner, line),
                "sym" => self.sign(child, manner, line),
                "fldChar" => {
                    self.fields.mark(child.attribute("fldCharType").unwrap_or_default());
                    manner.look.link = manner.look.link.take().or_else(|| self.fields.link());
                }
                "instrText" => self.fields.code(&child.text()),
                "footnoteReference" | "endnoteReference" if !self.fields.silent() => {
                    let id = child.attribute("id").unwrap_or_default().to_owned();
                    self.notes.push((*child.name == *"endnoteReference", id));
                }
                "commentReference" => self.seen.comments += 1,
                "drawing" | "pict" | "object" => self.picture(child, line),
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.run_content(chosen, manner, line);
                    }
                }
                "ruby" => {
                    if let Some(base) = child.child("rubyBase") {
                        self.inline(base, manner.look.link.clone().as_ref(), line);
                    }
                }
                _ => {}
            }
        }
    }

    fn words(&mut self, text: &str, manner: &mut Manner<'_>, line: &mut Line) {
        if self.fields.silent() {
            return;
        }
        if self.dressed {
            manner.look.dress.tongue = tongue(text, &manner.tongues);
        }
        let mut count = |tongue: &Option<Box<str>>, letters: usize| {
            let Some(tag) = tongue.as_ref().filter(|_| letters > 0) else { return };
            let full = self.letters.len() >= MOST_LANGUAGES;
            match self.letters.iter_mut().find(|(known, _)| known == tag) {
                Some((_, before)) => *before += letters,
                None if !full => self.letters.push((tag.clone(), letters)),
                None => {}
            }
        };
        let of = |wanted: Letters| text.chars().filter(|c| letters(*c) == Some(wanted)).count();
        count(&manner.tongues.western, of(Letters::Western));
        count(&manner.tongues.eastern, of(Letters::Eastern));
        count(&manner.tongues.right_to_left, of(Letters::RightToLeft));
        if !text.contains(|c| ('\u{f020}'..='\u{f0ff}').contains(&c)) {
            line.spans.push(text, &manner.look);
            return;
        }
        let known = |c: char| match c {
            // A letter of one's own in an honest font stays as it is.
            '\u{f020}'..='\u{f0ff}' if self.dressed && !is_of_signs(manner.font) => c,
            '\u{f020}'..='\u{f0ff}' => sign(manner.font, u32::from(c)).unwrap_or('\u{fffd}'),
            c => c,
        };
        let lost = |text: &str| text.matches('\u{fffd}').count();
        let before = lost(text);
        let text: String = text.chars().map(known).collect();
        self.seen.unknown_signs |= lost(&text) > before;
        line.spans.push(&text, &manner.look);
    }

    fn sign(&mut self, element: &Element, manner: &mut Manner<'_>, line: &mut Line) {
        let font = element.attribute("font").unwrap_or(manner.font);
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let sign = code.and_then(|code| sign(font, code)).unwrap_or('\u{fffd}');
        self.seen.unknown_signs |= sign == '\u{fffd}';
        self.words(sign.encode_utf8(&mut [0; 4]), manner, line);
    }

    fn hidden_marks(&mut self, run: &Element) {
        for child in run.elements() {
            match &*child.name {
                "fldChar" => self.fields.mark(child.attribute("fldCharType").unwrap_or_default()),
                "instrText" => self.fields.code(&child.text()),
                _ => {}
            }
        }
    }

    /// A picture, or the text boxes in a drawing.
    fn picture(&mut self, element: &Element, line: &mut Line) {
        if self.fields.silent() {
            return;
        }
        let mut boxes = Vec::new();
        find_boxes(element, &mut boxes);
        if boxes.is_empty() {
            self.seen.pictures += 1;
        }
        for found in boxes {
            // The box is a text of its own: fields of the line around it do not go on into it.
            let around = std::mem::take(&mut self.fields);
            let joined = std::mem::take(&mut self.joined);
            self.blocks(found, &mut line.after);
            self.joined = joined;
            self.seen.contents |= self.fields.contents;
            self.fields = around;
        }
    }
}

/// The kinds of letters that Word keeps languages for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letters {
    Western,
    Eastern,
    RightToLeft,
}

fn letters(c: char) -> Option<Letters> {
    match c {
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => Some(Letters::RightToLeft),
        '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}' => {
            Some(Letters::Eastern)
        }
        c => c.is_alphabetic().then_some(Letters::Western),
    }
}

/// The language that words are said to be in, by the kind of most of their letters.
fn tongue(text: &str, tongues: &Tongues) -> Option<Rc<str>> {
    let mut counts = [(Letters::Western, 0), (Letters::Eastern, 0), (Letters::RightToLeft, 0)];
    for kind in text.chars().filter_map(letters) {
        counts.iter_mut().filter(|(known, _)| *known == kind).for_each(|(_, count)| *count += 1);
    }
    let (kind, _) = counts.into_iter().filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count)?;
    let tag = match kind {
        Letters::Western => &tongues.western,
        Letters::Eastern => &tongues.eastern,
        Letters::RightToLeft => &tongues.right_to_left,
    };
    tag.as_deref().map(Rc::from)
}

/// The languages of one, and those of the other where the first names none.
pub(super) fn over(first: &Tongues, other: &Tongues) -> Tongues {
    Tongues {
        western: first.western.clone().or_else(|| other.western.clone()),
        eastern: first.eastern.clone().or_else(|| other.eastern.clone()),
        right_to_left: first.right_to_left.clone().or_else(|| other.right_to_left.clone()),
    }
}

/// One of the ways in which the same thing is written: the first, unless only the last has text.
pub(super) fn chosen(alternate: &Element) -> Option<&Element> {
    let has_text = |element: &Element| element.descendants().iter().any(|e| *e.name == *"t");
    let first = alternate.child("Choice");
    let last = alternate.child("Fallback");
    match (first, last) {
        (Some(first), Some(last)) if has_text(last) && !has_text(first) => Some(last),
        (first, last) => first.or(last),
    }
}

fn find_boxes<'a>(element: &'a Element, boxes: &mut Vec<&'a Element>) {
    for node in &element.nodes {
        let Node::Element(child) = node else { continue };
        match &*child.name {
            "txbxContent" => boxes.push(child),
            "AlternateContent" => {
                if let Some(chosen) = chosen(child) {
                    find_boxes(chosen, boxes);
                }
            }
            _ => find_boxes(child, boxes),
        }
    }
}
