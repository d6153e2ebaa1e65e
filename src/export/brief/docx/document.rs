//! The text of a brief as Word paragraphs, in the order and with the styles that debaters' tools look for.
//!
//! Every paragraph that is more than card text carries a bookmark that Word does not list, so that the entry is known
//! again wherever it was moved.

use super::runs::{Look, Voice, put};
use super::{OFFICE, WORD, escaped};
use crate::export::brief::pieces::{paragraphs, parts};
use crate::model::{
    Analytic, Brief, Card, CiteLine, Entry, HighlightColour, Language, Level, Run, TRANSLATION_BRACKETS,
};

/// How the names of our bookmarks begin; those with a line before them are not listed.
const BOOKMARK: &str = "_parallax_";

/// `document.xml`.
pub(super) fn text(brief: &Brief, home: &Language) -> String {
    let mut page = Page { brief, home, bookmarks: 0, out: String::new() };
    page.out.push_str(&format!("<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE}\"><w:body>"));
    // A heading directly under another one stays on its page: no sheet is printed for a line alone.
    let mut under_heading = page.head();
    for (at, entry) in brief.entries.iter().enumerate() {
        match entry {
            Entry::Heading(heading) => page.heading(at, heading.level, &heading.text, under_heading),
            Entry::Card(card) => page.card(at, card),
            Entry::Analytic(analytic) => page.analytic(at, analytic),
        }
        under_heading = entry.level().is_some();
    }
    page.out.push_str(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"12240\" w:h=\"15840\"/>\
         <w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"720\" w:footer=\"720\" \
         w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
    );
    page.out
}

/// The foot of every page: the title and the number of the page.
pub(super) fn footer(title: &str) -> String {
    format!(
        "<w:ftr xmlns:w=\"{WORD}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r>\
         <w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:tab/></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t>\
         </w:r></w:fldSimple></w:p></w:ftr>",
        escaped(title)
    )
}

/// A document while it is written.
struct Page<'a> {
    brief: &'a Brief,
    home: &'a Language,
    bookmarks: usize,
    out: String,
}

/// A paragraph while it is written.
#[derive(Clone, Copy, Default)]
struct Paragraph<'a> {
    style: Option<&'static str>,
    /// No new page, though the style asks for one.
    on_this_page: bool,
    indented: bool,
    voice: Voice<'a>,
}

impl Page<'_> {
    /// The title and the sides, outside the outline; whether there is any.
    fn head(&mut self) -> bool {
        let brief = self.brief;
        let mut put_line = |style, what: &str, text: &str| {
            let form = Paragraph { style: Some(style), voice: Voice::line(text, None), ..Paragraph::default() };
            self.line(form, Some(what), text, Look::default());
        };
        if !brief.title.is_empty() {
            put_line("Title", "title", &brief.title);
        }
        let sides = brief.sides_line();
        if let Some(sides) = &sides {
            put_line("Subtitle", "sides", sides);
        }
        !brief.title.is_empty() || sides.is_some()
    }

    fn heading(&mut self, at: usize, level: Level, text: &str, on_this_page: bool) {
        let style = match level {
            Level::Pocket => "Heading1",
            Level::Hat => "Heading2",
            Level::Block => "Heading3",
        };
        let voice = Voice::line(text, None);
        let form = Paragraph { style: Some(style), on_this_page, voice, ..Paragraph::default() };
        self.line(form, Some(&format!("{at}_heading")), text, Look::default());
    }

    fn tag(&mut self, what: &str, text: &str) {
        let form = Paragraph { style: Some("Heading4"), voice: Voice::line(text, None), ..Paragraph::default() };
        self.line(form, Some(what), text, Look::default());
    }

    fn card(&mut self, at: usize, card: &Card) {
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
        self.tag(&format!("{at}_card"), tag);
        self.cite(at, cite, language);
        let form = Paragraph { voice: Voice::of(language, self.home), ..Paragraph::default() };
        self.begin(form, None);
        for (number, runs) in paragraphs(card).into_iter().enumerate() {
            if number > 0 {
                self.end(false);
                self.begin(form, None);
            }
            for run in runs {
                // The sign for words left out is ours, and English.
                let voice = if run.omitted { Voice::default() } else { form.voice };
                put(run.text, look(&run, *colour), voice, &mut self.out);
            }
        }
        self.end(false);
        if let Some(translation) = translation {
            let (before, after) = TRANSLATION_BRACKETS;
            let words = format!("{before}{translation}{after}");
            let form = Paragraph { indented: true, voice: Voice::line(translation, None), ..Paragraph::default() };
            let look = Look { italic: true, ..Look::default() };
            self.line(form, Some(&format!("{at}_translation")), &words, look);
        }
    }

    fn cite(&mut self, at: usize, cite: &CiteLine, language: &Language) {
        let form = Paragraph { voice: Voice::line(&cite.text, Some(language)), ..Paragraph::default() };
        self.begin(form, Some(&format!("{at}_cite")));
        for (words, strong) in parts(cite) {
            put(
                &words,
                Look { style: strong.then_some("Style13ptBold"), ..Look::default() },
                form.voice,
                &mut self.out,
            );
        }
        self.end(true);
    }

    /// An argument without a cite and without the marks of a card, so that no tool takes it for evidence.
    fn analytic(&mut self, at: usize, analytic: &Analytic) {
        let Analytic { id: _, tag, text, language, of: _ } = analytic;
        self.tag(&format!("{at}_analytic"), tag);
        if let Some(words) = self.brief.summary_notice(analytic) {
            let form = Paragraph { voice: Voice::line(&words, None), ..Paragraph::default() };
            self.line(form, Some(&format!("{at}_summary")), &words, Look { italic: true, ..Look::default() });
        }
        if !text.is_empty() {
            let form = Paragraph { voice: Voice::of(language, self.home), ..Paragraph::default() };
            text.split('\n').for_each(|words| self.line(form, None, words, Look::default()));
        }
    }

    /// A whole paragraph of words that look the same.
    fn line(&mut self, form: Paragraph<'_>, bookmark: Option<&str>, text: &str, look: Look) {
        self.begin(form, bookmark);
        put(text, look, form.voice, &mut self.out);
        self.end(bookmark.is_some());
    }

    fn begin(&mut self, form: Paragraph<'_>, bookmark: Option<&str>) {
        let Paragraph { style, on_this_page, indented, voice } = form;
        self.out.push_str("<w:p>");
        let start = self.out.len();
        if let Some(style) = style {
            self.out.push_str(&format!("<w:pStyle w:val=\"{style}\"/>"));
        }
        let mut say = |said: bool, what: &str| self.out.push_str(if said { what } else { "" });
        say(on_this_page, "<w:pageBreakBefore w:val=\"0\"/>");
        say(voice.rtl, "<w:bidi/>");
        say(indented, "<w:ind w:left=\"360\"/>");
        if self.out.len() > start {
            self.out.insert_str(start, "<w:pPr>");
            self.out.push_str("</w:pPr>");
        }
        if let Some(name) = bookmark {
            let id = self.bookmarks;
            self.out.push_str(&format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{BOOKMARK}{name}\"/>"));
        }
    }

    fn end(&mut self, bookmark: bool) {
        if bookmark {
            self.out.push_str(&format!("<w:bookmarkEnd w:id=\"{}\"/>", self.bookmarks));
            self.bookmarks += 1;
        }
        self.out.push_str("</w:p>");
    }
}

/// How the words of a card look: styles for what is underlined and emphasised, the rest by themselves.
fn look(run: &Run<'_>, colour: HighlightColour) -> Look {
    let Run { text: _, underline, emphasis, highlight, omitted: _, size } = *run;
    let colour = match colour {
        HighlightColour::Cyan => "cyan",
        HighlightColour::Green => "green",
        HighlightColour::Yellow => "yellow",
    };
    Look {
        style: if emphasis {
            Some("Emphasis")
        } else if underline {
            Some("StyleUnderline")
        } else {
            None
        },
        italic: false,
        size: (size != crate::model::FULL_SIZE).then(|| u16::from(size) * 2),
        highlight: highlight.then_some(colour),
        // Emphasised words are underlined by their style; those that are underlined as well say so themselves.
        underline: underline && emphasis,
    }
}
