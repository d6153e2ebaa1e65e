//! Rich text for the clipboard: HTML with inline styles, which word processors keep, and plain text.

use super::structure::{Piece, cite_parts, paragraphs};
use crate::export::handout::{escaped, is_rtl, tag};
use crate::model::{
    Analytic, Brief, Card, Entry, FULL_SIZE, HighlightColour, Language, Level, Run, TRANSLATION_BRACKETS, xml_safe,
};

/// Content for the clipboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RichText {
    /// An HTML fragment with inline styles.
    pub html: String,
    /// The same without formatting.
    pub plain: String,
}

/// Converts the entries of a brief to rich text. Headings and tags are HTML headings, which word processors add to
/// their outline.
pub fn rich_text(brief: &Brief) -> RichText {
    let brief = &*super::without_empty_replies(brief);
    let mut rich = RichText::default();
    for entry in &brief.entries {
        match entry {
            Entry::Heading(heading) => {
                let (name, style) = match heading.level {
                    Level::Pocket => ("h1", "text-align:center;font-size:26pt;border:3pt solid windowtext"),
                    Level::Hat => ("h2", "text-align:center;font-size:22pt;text-decoration:underline"),
                    Level::Block => ("h3", "text-align:center;font-size:16pt;text-decoration:underline"),
                };
                rich.push_paragraph(name, style, &heading.text);
            }
            Entry::Card(card) => rich.card(card),
            Entry::Analytic(analytic) => rich.analytic(brief, analytic),
        }
        rich.plain.push('\n');
    }
    rich
}

/// The typeface of debaters' files.
const FONT: &str = "font-family:Calibri,sans-serif;color:#000000";

impl RichText {
    /// Appends a paragraph with uniform formatting.
    fn push_paragraph(&mut self, name: &str, style: &str, text: &str) {
        let words = escaped(text).replace('\n', "<br>");
        self.html.push_str(&format!("<{name} style=\"{FONT};{style}\">{words}</{name}>\n"));
        self.push_plain(text);
    }

    fn push_plain(&mut self, text: &str) {
        self.plain.push_str(&xml_safe(text));
        self.plain.push('\n');
    }

    fn tag(&mut self, text: &str) {
        self.push_paragraph("h4", "font-size:13pt;font-weight:bold", text);
    }

    fn card(&mut self, card: &Card) {
        self.tag(&card.tag);
        let cite: String = cite_parts(&card.cite)
            .iter()
            .map(|(words, strong)| {
                let words = escaped(words).replace('\n', "<br>");
                if *strong { format!("<b style=\"font-size:13pt\">{words}</b>") } else { words }
            })
            .collect();
        self.html.push_str(&format!("<p style=\"{FONT};font-size:11pt\">{cite}</p>\n"));
        self.push_plain(&card.cite.text);
        for pieces in paragraphs(card, None) {
            let run = |piece: &Piece<'_>| match piece {
                Piece::Words(run) => self::run(run, card.colour),
                Piece::Mark(mark) => escaped(mark),
            };
            let words: String = pieces.iter().map(run).collect();
            self.html.push_str(&format!(
                "<p{} style=\"{FONT};font-size:11pt\">{words}</p>\n",
                language_attributes(&card.language)
            ));
        }
        self.push_plain(&card.shown());
        if let Some(translation) = &card.translation {
            let words = format!("{}{translation}{}", TRANSLATION_BRACKETS.0, TRANSLATION_BRACKETS.1);
            self.push_paragraph("p", "font-size:11pt;font-style:italic;margin-left:18pt", &words);
        }
    }

    fn analytic(&mut self, brief: &Brief, analytic: &Analytic) {
        self.tag(&analytic.tag);
        if let Some(words) = brief.summary_notice(analytic) {
            self.push_paragraph("p", "font-size:11pt;font-style:italic", &words);
        }
        if !analytic.text.is_empty() {
            for words in analytic.text.split('\n') {
                let (attributes, words) = (language_attributes(&analytic.language), escaped(words));
                self.html.push_str(&format!("<p{attributes} style=\"{FONT};font-size:11pt\">{words}</p>\n"));
            }
            self.push_plain(&analytic.text);
        }
    }
}

fn language_attributes(language: &Language) -> String {
    let direction = if is_rtl(language) { " dir=\"rtl\"" } else { "" };
    format!(" lang=\"{}\"{direction}", escaped(&tag(language)))
}

/// Writes a run of a card. Word turns a background into a highlight only with its own name for the colour
/// (`mso-highlight`).
fn run(run: &Run<'_>, colour: HighlightColour) -> String {
    let Run { text, underline, emphasis, highlight, omitted: _, size } = run;
    let mut style = format!("font-size:{size}pt");
    if *underline || *emphasis {
        style.push_str(";text-decoration:underline");
    }
    if *highlight {
        let [red, green, blue] = colour.rgb();
        let name = match colour {
            HighlightColour::Cyan => "aqua",
            HighlightColour::Green => "lime",
            HighlightColour::Yellow => "yellow",
        };
        style.push_str(&format!(";background-color:#{red:02x}{green:02x}{blue:02x};mso-highlight:{name}"));
    }
    let mut words = escaped(text);
    if *underline || *emphasis {
        words = format!("<u>{words}</u>");
    }
    if *emphasis {
        words = format!("<b>{words}</b>");
    }
    if *size == FULL_SIZE && !*highlight && !*underline && !*emphasis {
        return words;
    }
    format!("<span style=\"{style}\">{words}</span>")
}
