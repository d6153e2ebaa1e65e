//! Writes a brief as a single xml_safe HTML page, without scripts and external resources.

use std::fmt::Write as _;

use super::BriefDocument;
use super::structure::{Piece, cite_parts, depths, language, paragraphs, text_paragraphs};
use crate::export::handout::{escaped, is_rtl, tag, web_address};
use crate::model::{
    Analytic, Brief, Card, CiteLine, Entry, HighlightColour, Language, Level, Run, SIDES_LINE, Script,
    TRANSLATION_BRACKETS,
};

/// The stylesheet for screen and print.
const STYLE: &str = include_str!("../../../assets/brief/brief.css");

/// The deepest HTML heading level.
const MAX_LEVEL: usize = 6;

// Writing to a String cannot fail.
macro_rules! put {
    ($out:expr, $($text:tt)*) => { { let _ = writeln!($out, $($text)*); } };
}

pub(super) fn page(document: BriefDocument<'_>) -> String {
    let brief = document.brief;
    let brief_language = language(brief);
    let mut page = HtmlWriter { document, brief, brief_language: &brief_language, out: String::new() };
    page.head();
    for (at, (entry, depth)) in brief.entries.iter().zip(depths(brief)).enumerate() {
        let level = (depth + 1).min(MAX_LEVEL);
        match entry {
            Entry::Heading(heading) => {
                let class = class_of(heading.level);
                put!(page.out, "<h{level} class=\"{class}\" id=\"e{at}\">{}</h{level}>", lines(&heading.text));
            }
            Entry::Card(card) => page.card(at, level, card),
            Entry::Analytic(analytic) => page.analytic(at, level, analytic),
        }
    }
    page.out.push_str("</main>\n</body>\n</html>\n");
    page.out
}

struct HtmlWriter<'a> {
    document: BriefDocument<'a>,
    brief: &'a Brief,
    brief_language: &'a Language,
    out: String,
}

impl HtmlWriter<'_> {
    /// Writes everything before the entries: document head, title, legend and outline.
    fn head(&mut self) {
        let Brief { format: _, title, edition: _, sides, entries, sources: _ } = self.brief;
        let brief_lang = self.brief_lang_attribute();
        let out = &mut self.out;
        let name = if title.trim().is_empty() { "Brief" } else { title };
        put!(
            out,
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">",
            escaped(&tag(self.brief_language))
        );
        put!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        put!(out, "<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>", escaped(name));
        put!(
            out,
            "<a class=\"skip\" href=\"#main\" lang=\"en\">To the brief</a>\n<header>\n<h1>{}</h1>",
            escaped(name)
        );
        if !sides.is_empty() {
            put!(out, "<p class=\"sides\">{}{}</p>", SIDES_LINE.0, escaped(&sides.join(SIDES_LINE.1)));
        }
        put!(
            out,
            "<p class=\"legend\" lang=\"en\">In a card, <mark class=\"cyan\">highlighted and framed</mark> words are read \
             aloud; <u>underlined</u> and <b class=\"emphasis\">emphasised</b> ones carry the argument.</p>\n</header>"
        );
        let headings = || entries.iter().enumerate().filter(|(_, entry)| entry.level().is_some());
        if headings().nth(1).is_some() {
            put!(out, "<nav aria-label=\"Outline\" lang=\"en\">\n<ul>");
            for (at, entry) in headings() {
                let class = entry.level().map_or("block", class_of);
                let text = escaped(&entry.title().replace('\n', " "));
                put!(out, "<li class=\"in-{class}\"><a href=\"#e{at}\"{brief_lang}>{text}</a></li>");
            }
            put!(out, "</ul>\n</nav>");
        }
        put!(out, "<main id=\"main\">");
    }

    /// Returns the `lang` attribute that switches from our English words back to the language of the brief.
    fn brief_lang_attribute(&self) -> String {
        if self.brief_language.primary() == "en" {
            String::new()
        } else {
            format!(" lang=\"{}\"", escaped(&tag(self.brief_language)))
        }
    }

    fn card(&mut self, at: usize, level: usize, card: &Card) {
        let Card { tag, cite, language, translation, colour, .. } = card;
        put!(self.out, "<article class=\"card\" aria-labelledby=\"e{at}\">");
        put!(self.out, "<h{level} class=\"tag\" id=\"e{at}\">{}</h{level}>", lines(tag));
        put!(self.out, "<p class=\"cite\" dir=\"auto\">{}</p>", self::cite(cite, language));
        put!(self.out, "<blockquote{}>", self.language_attributes(language));
        for pieces in paragraphs(card, self.document.mark_of(card.id)) {
            put!(self.out, "<p>{}</p>", words(&pieces, *colour));
        }
        put!(self.out, "</blockquote>");
        if let Some(translation) = translation {
            let (before, after) = (escaped(TRANSLATION_BRACKETS.0), escaped(TRANSLATION_BRACKETS.1));
            put!(self.out, "<p class=\"translation\">{before}{}{after}</p>", lines(translation));
        }
        put!(self.out, "</article>");
    }

    fn analytic(&mut self, at: usize, level: usize, analytic: &Analytic) {
        let Analytic { id, tag, text, language, of: _ } = analytic;
        put!(self.out, "<section class=\"analytic\" aria-labelledby=\"e{at}\">");
        let kind = "<span class=\"kind\" lang=\"en\">Analytic</span>";
        put!(self.out, "<h{level} class=\"tag\" id=\"e{at}\">{} {kind}</h{level}>", lines(tag));
        if let Some(words) = self.brief.summary_notice(analytic) {
            put!(self.out, "<p class=\"summary\">{}</p>", lines(&words));
        }
        for pieces in text_paragraphs(text, self.document.mark_of(*id)).iter().filter(|pieces| !pieces.is_empty()) {
            let words = words(pieces, HighlightColour::default());
            put!(self.out, "<p{}>{words}</p>", self.language_attributes(language));
        }
        put!(self.out, "</section>");
    }

    /// Returns the `lang` and `dir` attributes of a text in another language than the page's.
    fn language_attributes(&self, language: &Language) -> String {
        if language == self.brief_language {
            return String::new();
        }
        let direction = if is_rtl(language) { "rtl" } else { "ltr" };
        format!(" lang=\"{}\" dir=\"{direction}\"", escaped(&tag(language)))
    }
}

fn class_of(level: Level) -> &'static str {
    match level {
        Level::Pocket => "pocket",
        Level::Hat => "hat",
        Level::Block => "block",
    }
}

/// Escapes a text, keeping line breaks.
fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

/// Writes a cite with its bold parts. Addresses outside them are links.
fn cite(cite: &CiteLine, language: &Language) -> String {
    let part =
        |(words, strong): (String, bool)| if strong { format!("<b>{}</b>", lines(&words)) } else { linked(&words) };
    let by_script = |(words, strong): (String, bool)| {
        let pieces = split_by_script(&words, language).into_iter();
        let marked_up = |(piece, foreign): (&str, bool)| {
            let words = part((piece.to_owned(), strong));
            if foreign { format!("<span lang=\"{}\">{words}</span>", escaped(&tag(language))) } else { words }
        };
        pieces.map(marked_up).collect::<String>()
    };
    cite_parts(cite).into_iter().map(by_script).collect()
}

/// Splits a text where its script changes between Latin and that of `language`.
fn split_by_script<'a>(text: &'a str, language: &Language) -> Vec<(&'a str, bool)> {
    if language.script() == Script::Latin {
        return vec![(text, false)];
    }
    let is_foreign = |c: char| c.is_alphabetic() && u32::from(c) > 0x58f;
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut foreign = text.chars().next().is_some_and(is_foreign);
    for (at, c) in text.char_indices() {
        // Spaces and punctuation belong to the letters before them.
        if is_foreign(c) != foreign && (c.is_alphanumeric() || foreign && c.is_ascii_punctuation()) {
            pieces.push((text.get(from..at).unwrap_or_default(), foreign));
            (from, foreign) = (at, !foreign);
        }
    }
    pieces.push((text.get(from..).unwrap_or_default(), foreign));
    pieces.retain(|(words, _)| !words.is_empty());
    pieces
}

fn linked(text: &str) -> String {
    let word = |word: &str| {
        let trimmed = word.trim_end_matches([',', ';', '.', ')', ']', '>', '"', '”', '\n', ' ', '\t']);
        let rest = word.get(trimmed.len()..).unwrap_or_default();
        match web_address(trimmed) {
            Some(address) => format!("<a href=\"{0}\">{0}</a>{1}", escaped(&address), lines(rest)),
            None => lines(word),
        }
    };
    text.split_inclusive([' ', '\n', '\t']).map(word).collect()
}

/// Writes a paragraph of a card. Each highlight has a frame, because colour is invisible on greyscale prints.
fn words(pieces: &[Piece<'_>], colour: HighlightColour) -> String {
    let colour = colour.docx_name();
    let mut out = String::new();
    for same_highlight in pieces.chunk_by(|one, next| one.is_highlighted() == next.is_highlighted()) {
        let words: String = same_highlight.iter().map(piece).collect();
        if same_highlight.first().is_some_and(Piece::is_highlighted) {
            out.push_str(&format!("<mark class=\"{colour}\">{words}</mark>"));
        } else {
            out.push_str(&words);
        }
    }
    out
}

fn piece(piece: &Piece<'_>) -> String {
    match piece {
        Piece::Words(run) => self::run(run),
        Piece::Mark(mark) => format!("<strong class=\"read\" lang=\"en\" dir=\"ltr\">{}</strong>", escaped(mark)),
    }
}

fn run(run: &Run<'_>) -> String {
    let Run { text, underline, emphasis, highlight: _, omitted, size } = run;
    let mut out = escaped(text);
    if *omitted {
        return format!("<span class=\"omitted\" lang=\"en\" dir=\"ltr\">{out}</span>");
    }
    if *emphasis {
        out = format!("<b class=\"emphasis\">{out}</b>");
    }
    if *underline {
        out = format!("<u>{out}</u>");
    }
    if *size < crate::model::FULL_SIZE {
        out = format!("<span class=\"s{size}\">{out}</span>");
    }
    out
}
