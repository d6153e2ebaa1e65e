//! The text of a brief as Word paragraphs, in the order and with the styles that debaters' tools expect.
//!
//! Every paragraph except card text has a bookmark hidden in Word, which identifies its entry when the file is read
//! back, wherever the entry was moved.

use super::runs::{RunFormat, TextLocale, write_run};
use super::{OFFICE, WORD, escaped};
use crate::export::brief::BriefDocument;
use crate::export::brief::structure::{Piece, cite_parts, paragraphs, text_paragraphs};
use crate::export::handout::Paper;
use crate::model::{
    Analytic, BookmarkKind, Brief, Card, CiteLine, DebateStyle, Entry, HighlightColour, Language, Level, Run,
    TRANSLATION_BRACKETS,
};

/// Returns `document.xml`.
pub(super) fn text(document: BriefDocument<'_>, paper: Paper, brief_language: &Language) -> String {
    let brief = document.brief;
    let mut writer = DocumentWriter { document, brief, brief_language, bookmarks: 0, out: String::new() };
    writer.out.push_str(&format!("<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE}\"><w:body>"));
    // A heading directly below another stays on its page, so that no page is printed for a single line.
    let mut under_heading = writer.write_head();
    for (at, entry) in brief.entries.iter().enumerate() {
        match entry {
            Entry::Heading(heading) => writer.heading(at, heading.level, &heading.text, under_heading),
            Entry::Card(card) => writer.card(at, card),
            Entry::Analytic(analytic) => writer.analytic(at, analytic),
        }
        under_heading = entry.level().is_some();
    }
    // In twentieths of a point.
    let (wide, tall) = match paper {
        Paper::A4 => (11906, 16838),
        Paper::Letter => (12240, 15840),
    };
    writer.out.push_str(&format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"{wide}\" w:h=\"{tall}\"/>\
         <w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"720\" w:footer=\"720\" \
         w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
    ));
    writer.out
}

/// Returns the footer: the title and the page number.
pub(super) fn footer(title: &str) -> String {
    format!(
        "<w:ftr xmlns:w=\"{WORD}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r>\
         <w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:tab/></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t>\
         </w:r></w:fldSimple></w:p></w:ftr>",
        escaped(title)
    )
}

/// Writes `document.xml`.
struct DocumentWriter<'a> {
    document: BriefDocument<'a>,
    brief: &'a Brief,
    brief_language: &'a Language,
    bookmarks: usize,
    out: String,
}

/// The properties of a paragraph.
#[derive(Clone, Copy, Default)]
struct ParagraphFormat<'a> {
    style: Option<&'static str>,
    /// Suppresses the page break of the style.
    on_this_page: bool,
    indented: bool,
    locale: TextLocale<'a>,
}

impl DocumentWriter<'_> {
    /// Writes the title and the sides, which are not in the outline. Returns `false` if there are none.
    fn write_head(&mut self) -> bool {
        let brief = self.brief;
        let mut write_line = |style, bookmark, text: &str| {
            let paragraph = ParagraphFormat {
                style: Some(style),
                locale: TextLocale::for_line(text, None),
                ..ParagraphFormat::default()
            };
            self.write_paragraph(paragraph, Some((bookmark, 0)), text, RunFormat::default());
        };
        if !brief.title.is_empty() {
            write_line("Title", BookmarkKind::Title, &brief.title);
        }
        let sides = brief.sides_line();
        if let Some(sides) = &sides {
            write_line("Subtitle", BookmarkKind::Sides, sides);
        }
        !brief.title.is_empty() || sides.is_some()
    }

    fn heading(&mut self, at: usize, level: Level, text: &str, on_this_page: bool) {
        let style = DebateStyle::from(level).names().id;
        let locale = TextLocale::for_line(text, None);
        let paragraph = ParagraphFormat { style: Some(style), on_this_page, locale, ..ParagraphFormat::default() };
        self.write_paragraph(paragraph, Some((BookmarkKind::Heading, at)), text, RunFormat::default());
    }

    fn tag(&mut self, style: DebateStyle, bookmark: (BookmarkKind, usize), text: &str) {
        let paragraph = ParagraphFormat {
            style: Some(style.names().id),
            locale: TextLocale::for_line(text, None),
            ..ParagraphFormat::default()
        };
        self.write_paragraph(paragraph, Some(bookmark), text, RunFormat::default());
    }

    fn card(&mut self, at: usize, card: &Card) {
        let Card {
            id,
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
        self.tag(DebateStyle::Tag, (BookmarkKind::Card, at), tag);
        self.cite(at, cite, language);
        let paragraph = ParagraphFormat {
            locale: TextLocale::for_language(language, self.brief_language),
            ..ParagraphFormat::default()
        };
        for pieces in paragraphs(card, self.document.mark_of(*id)) {
            self.write_pieces(paragraph, &pieces, *colour);
        }
        if let Some(translation) = translation {
            let (before, after) = TRANSLATION_BRACKETS;
            let words = format!("{before}{translation}{after}");
            let paragraph = ParagraphFormat {
                indented: true,
                locale: TextLocale::for_line(translation, None),
                ..ParagraphFormat::default()
            };
            let format = RunFormat { italic: true, ..RunFormat::default() };
            self.write_paragraph(paragraph, Some((BookmarkKind::Translation, at)), &words, format);
        }
    }

    fn cite(&mut self, at: usize, cite: &CiteLine, language: &Language) {
        let paragraph =
            ParagraphFormat { locale: TextLocale::for_line(&cite.text, Some(language)), ..ParagraphFormat::default() };
        self.begin_paragraph(paragraph, Some((BookmarkKind::Cite, at)));
        for (words, strong) in cite_parts(cite) {
            write_run(
                &words,
                RunFormat { style: strong.then_some(DebateStyle::Cite.names().id), ..RunFormat::default() },
                paragraph.locale,
                &mut self.out,
            );
        }
        self.end_paragraph(true);
    }

    /// Writes an analytic, without a cite and the formatting of a card, so that no tool takes it for evidence.
    fn analytic(&mut self, at: usize, analytic: &Analytic) {
        let Analytic { id, tag, text, language, of: _ } = analytic;
        self.tag(DebateStyle::Analytic, (BookmarkKind::Analytic, at), tag);
        if let Some(words) = self.brief.summary_notice(analytic) {
            let paragraph =
                ParagraphFormat { locale: TextLocale::for_line(&words, None), ..ParagraphFormat::default() };
            self.write_paragraph(
                paragraph,
                Some((BookmarkKind::Summary, at)),
                &words,
                RunFormat { italic: true, ..RunFormat::default() },
            );
        }
        let mark = self.document.mark_of(*id);
        if !text.is_empty() || mark.is_some() {
            let paragraph = ParagraphFormat {
                locale: TextLocale::for_language(language, self.brief_language),
                ..ParagraphFormat::default()
            };
            for pieces in text_paragraphs(text, mark) {
                self.write_pieces(paragraph, &pieces, HighlightColour::default());
            }
        }
    }

    /// Writes a paragraph of a text, with the mark where reading stopped.
    fn write_pieces(&mut self, paragraph: ParagraphFormat<'_>, pieces: &[Piece<'_>], colour: HighlightColour) {
        self.begin_paragraph(paragraph, None);
        for piece in pieces {
            match piece {
                Piece::Words(run) => {
                    // The omission sign is ours, and English.
                    let locale = if run.omitted { TextLocale::default() } else { paragraph.locale };
                    write_run(run.text, format(run, colour), locale, &mut self.out);
                }
                Piece::Mark(mark) => {
                    let format = RunFormat { style: Some(DebateStyle::Mark.names().id), ..RunFormat::default() };
                    write_run(mark, format, TextLocale::default(), &mut self.out);
                }
            }
        }
        self.end_paragraph(false);
    }

    /// Writes a paragraph with uniform formatting.
    fn write_paragraph(
        &mut self,
        paragraph: ParagraphFormat<'_>,
        bookmark: Option<(BookmarkKind, usize)>,
        text: &str,
        format: RunFormat,
    ) {
        self.begin_paragraph(paragraph, bookmark);
        write_run(text, format, paragraph.locale, &mut self.out);
        self.end_paragraph(bookmark.is_some());
    }

    fn begin_paragraph(&mut self, paragraph: ParagraphFormat<'_>, bookmark: Option<(BookmarkKind, usize)>) {
        let ParagraphFormat { style, on_this_page, indented, locale } = paragraph;
        self.out.push_str("<w:p>");
        let start = self.out.len();
        if let Some(style) = style {
            self.out.push_str(&format!("<w:pStyle w:val=\"{style}\"/>"));
        }
        let mut write_if = |condition: bool, xml: &str| self.out.push_str(if condition { xml } else { "" });
        write_if(on_this_page, "<w:pageBreakBefore w:val=\"0\"/>");
        write_if(locale.rtl, "<w:bidi/>");
        write_if(indented, "<w:ind w:left=\"360\"/>");
        if self.out.len() > start {
            self.out.insert_str(start, "<w:pPr>");
            self.out.push_str("</w:pPr>");
        }
        if let Some((kind, entry)) = bookmark {
            let (id, name) = (self.bookmarks, kind.name(entry));
            self.out.push_str(&format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>"));
        }
    }

    fn end_paragraph(&mut self, bookmark: bool) {
        if bookmark {
            self.out.push_str(&format!("<w:bookmarkEnd w:id=\"{}\"/>", self.bookmarks));
            self.bookmarks += 1;
        }
        self.out.push_str("</w:p>");
    }
}

/// Returns the format of a card's run: a style for underline and emphasis, direct formatting for the rest.
fn format(run: &Run<'_>, colour: HighlightColour) -> RunFormat {
    let Run { text: _, underline, emphasis, highlight, omitted: _, size } = *run;
    RunFormat {
        style: if emphasis {
            Some(DebateStyle::Emphasis.names().id)
        } else if underline {
            Some(DebateStyle::Underline.names().id)
        } else {
            None
        },
        italic: false,
        size: (size != crate::model::FULL_SIZE).then(|| u16::from(size) * 2),
        highlight: highlight.then(|| colour.docx_name()),
        // The Emphasis style underlines; a word that is underlined as well has that as direct formatting.
        underline: underline && emphasis,
    }
}
