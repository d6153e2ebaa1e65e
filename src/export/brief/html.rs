//! A brief as one page for a browser: no scripts, nothing fetched, and it prints well.

use std::fmt::Write as _;

use super::outline::{depths, home};
use super::pieces::{paragraphs, parts};
use crate::export::handout::{escaped, followed, is_rtl, tag};
use crate::model::{
    Analytic, Brief, Card, CiteLine, Entry, HighlightColour, Language, Level, Run, SIDES_LINE, Script,
    TRANSLATION_BRACKETS,
};

/// How it looks on the screen and on paper.
const STYLE: &str = include_str!("../../../assets/brief/brief.css");

/// Depths of headings that HTML has under the title.
const DEEPEST: usize = 6;

// Writing to a String cannot fail.
macro_rules! put {
    ($out:expr, $($text:tt)*) => { { let _ = writeln!($out, $($text)*); } };
}

/// The whole page.
pub(super) fn page(brief: &Brief) -> String {
    let home = home(brief);
    let mut page = Page { brief, home: &home, out: String::new() };
    page.head();
    for (at, (entry, depth)) in brief.entries.iter().zip(depths(brief)).enumerate() {
        let level = (depth + 1).min(DEEPEST);
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

struct Page<'a> {
    brief: &'a Brief,
    home: &'a Language,
    out: String,
}

impl Page<'_> {
    /// All before the entries: what the page is, what its marks mean, and ways into it.
    fn head(&mut self) {
        let Brief { format: _, title, edition: _, sides, entries, sources: _ } = self.brief;
        let again = self.home_again();
        let out = &mut self.out;
        let name = if title.trim().is_empty() { "Brief" } else { title };
        put!(out, "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">", escaped(&tag(self.home)));
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
                put!(out, "<li class=\"in-{class}\"><a href=\"#e{at}\"{again}>{text}</a></li>");
            }
            put!(out, "</ul>\n</nav>");
        }
        put!(out, "<main id=\"main\">");
    }

    /// The attribute that leads from our English words back to the debater's.
    fn home_again(&self) -> String {
        if self.home.primary() == "en" { String::new() } else { format!(" lang=\"{}\"", escaped(&tag(self.home))) }
    }

    fn card(&mut self, at: usize, level: usize, card: &Card) {
        let Card {
            id: _,
            tag,
            cite,
            citation: _,
            origin: _,
            text: _,
            language,
            translation,
            underline: _,
            emphasis: _,
            highlight: _,
            omitted: _,
            colour,
            size: _,
        } = card;
        put!(self.out, "<article class=\"card\" aria-labelledby=\"e{at}\">");
        put!(self.out, "<h{level} class=\"tag\" id=\"e{at}\">{}</h{level}>", lines(tag));
        put!(self.out, "<p class=\"cite\" dir=\"auto\">{}</p>", self::cite(cite, language));
        put!(self.out, "<blockquote{}>", self.of(language));
        for runs in paragraphs(card) {
            put!(self.out, "<p>{}</p>", words(&runs, *colour));
        }
        put!(self.out, "</blockquote>");
        if let Some(translation) = translation {
            let (before, after) = (escaped(TRANSLATION_BRACKETS.0), escaped(TRANSLATION_BRACKETS.1));
            put!(self.out, "<p class=\"translation\">{before}{}{after}</p>", lines(translation));
        }
        put!(self.out, "</article>");
    }

    fn analytic(&mut self, at: usize, level: usize, analytic: &Analytic) {
        let Analytic { id: _, tag, text, language, of: _ } = analytic;
        put!(self.out, "<section class=\"analytic\" aria-labelledby=\"e{at}\">");
        let kind = "<span class=\"kind\" lang=\"en\">Analytic</span>";
        put!(self.out, "<h{level} class=\"tag\" id=\"e{at}\">{} {kind}</h{level}>", lines(tag));
        if let Some(words) = self.brief.summary_notice(analytic) {
            put!(self.out, "<p class=\"summary\">{}</p>", lines(&words));
        }
        for words in text.split('\n').filter(|words| !words.is_empty()) {
            put!(self.out, "<p{}>{}</p>", self.of(language), escaped(words));
        }
        put!(self.out, "</section>");
    }

    /// The attributes of a text in a language that is not the page's.
    fn of(&self, language: &Language) -> String {
        if language == self.home {
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

/// A text whose breaks stay breaks.
fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

/// A cite with its bold parts; addresses in what is not bold can be followed.
fn cite(cite: &CiteLine, language: &Language) -> String {
    let part =
        |(words, strong): (String, bool)| if strong { format!("<b>{}</b>", lines(&words)) } else { linked(&words) };
    let told = |(words, strong): (String, bool)| {
        let pieces = told_apart(&words, language).into_iter();
        let said = |(piece, foreign): (&str, bool)| {
            let words = part((piece.to_owned(), strong));
            if foreign { format!("<span lang=\"{}\">{words}</span>", escaped(&tag(language))) } else { words }
        };
        pieces.map(said).collect::<String>()
    };
    parts(cite).into_iter().map(told).collect()
}

/// A text cut where letters of a language with other letters than Latin ones begin and end.
fn told_apart<'a>(text: &'a str, language: &Language) -> Vec<(&'a str, bool)> {
    if language.script() == Script::Latin {
        return vec![(text, false)];
    }
    let is_foreign = |c: char| c.is_alphabetic() && u32::from(c) > 0x58f;
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut foreign = text.chars().next().is_some_and(is_foreign);
    for (at, c) in text.char_indices() {
        // Blanks and marks go with the letters before them.
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
        let bare = word.trim_end_matches([',', ';', '.', ')', ']', '>', '"', '”', '\n', ' ', '\t']);
        let rest = word.get(bare.len()..).unwrap_or_default();
        match followed(bare) {
            Some(address) => format!("<a href=\"{0}\">{0}</a>{1}", escaped(&address), lines(rest)),
            None => lines(word),
        }
    };
    text.split_inclusive([' ', '\n', '\t']).map(word).collect()
}

/// A paragraph of a card. A highlight has one frame around all of it, since a colour alone tells nothing on grey paper.
fn words(runs: &[Run<'_>], colour: HighlightColour) -> String {
    let colour = match colour {
        HighlightColour::Cyan => "cyan",
        HighlightColour::Green => "green",
        HighlightColour::Yellow => "yellow",
    };
    let mut out = String::new();
    for like in runs.chunk_by(|one, next| one.highlight == next.highlight) {
        let words: String = like.iter().map(run).collect();
        if like.first().is_some_and(|run| run.highlight) {
            out.push_str(&format!("<mark class=\"{colour}\">{words}</mark>"));
        } else {
            out.push_str(&words);
        }
    }
    out
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
