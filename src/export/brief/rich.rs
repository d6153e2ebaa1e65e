//! A brief for the clipboard: HTML with its looks in it, which word processors keep, and plain text beside it.

use super::pieces::{paragraphs, parts};
use crate::export::handout::{escaped, is_rtl, tag};
use crate::model::{
    Analytic, Brief, Card, Entry, FULL_SIZE, HighlightColour, Language, Level, Run, TRANSLATION_BRACKETS, xml_safe,
};

/// What is copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RichText {
    /// A fragment of HTML, with every look in a `style`.
    pub html: String,
    /// The same without looks.
    pub plain: String,
}

/// The entries of a brief as rich text; a part is cut first. Headings and tags are headings, so that word processors take
/// them into their outline.
pub fn rich_text(brief: &Brief) -> RichText {
    let mut rich = RichText::default();
    for entry in &brief.entries {
        match entry {
            Entry::Heading(heading) => {
                let (name, look) = match heading.level {
                    Level::Pocket => ("h1", "text-align:center;font-size:26pt;border:3pt solid windowtext"),
                    Level::Hat => ("h2", "text-align:center;font-size:22pt;text-decoration:underline"),
                    Level::Block => ("h3", "text-align:center;font-size:16pt;text-decoration:underline"),
                };
                rich.line(name, look, &heading.text);
            }
            Entry::Card(card) => rich.card(card),
            Entry::Analytic(analytic) => rich.analytic(brief, analytic),
        }
        rich.plain.push('\n');
    }
    rich
}

/// The face of debaters' files.
const FACE: &str = "font-family:Calibri,sans-serif;color:#000000";

impl RichText {
    /// A paragraph of words that look the same.
    fn line(&mut self, name: &str, look: &str, text: &str) {
        let words = escaped(text).replace('\n', "<br>");
        self.html.push_str(&format!("<{name} style=\"{FACE};{look}\">{words}</{name}>\n"));
        self.say(text);
    }

    fn say(&mut self, text: &str) {
        self.plain.push_str(&xml_safe(text));
        self.plain.push('\n');
    }

    fn tag(&mut self, text: &str) {
        self.line("h4", "font-size:13pt;font-weight:bold", text);
    }

    fn card(&mut self, card: &Card) {
        self.tag(&card.tag);
        let cite: String = parts(&card.cite)
            .iter()
            .map(|(words, strong)| {
                let words = escaped(words).replace('\n', "<br>");
                if *strong { format!("<b style=\"font-size:13pt\">{words}</b>") } else { words }
            })
            .collect();
        self.html.push_str(&format!("<p style=\"{FACE};font-size:11pt\">{cite}</p>\n"));
        self.say(&card.cite.text);
        for runs in paragraphs(card) {
            let words: String = runs.iter().map(|run| self::run(run, card.colour)).collect();
            self.html.push_str(&format!("<p{} style=\"{FACE};font-size:11pt\">{words}</p>\n", of(&card.language)));
        }
        self.say(&card.shown());
        if let Some(translation) = &card.translation {
            let words = format!("{}{translation}{}", TRANSLATION_BRACKETS.0, TRANSLATION_BRACKETS.1);
            self.line("p", "font-size:11pt;font-style:italic;margin-left:18pt", &words);
        }
    }

    fn analytic(&mut self, brief: &Brief, analytic: &Analytic) {
        self.tag(&analytic.tag);
        if let Some(words) = brief.summary_notice(analytic) {
            self.line("p", "font-size:11pt;font-style:italic", &words);
        }
        if !analytic.text.is_empty() {
            for words in analytic.text.split('\n') {
                let (of, words) = (of(&analytic.language), escaped(words));
                self.html.push_str(&format!("<p{of} style=\"{FACE};font-size:11pt\">{words}</p>\n"));
            }
            self.say(&analytic.text);
        }
    }
}

fn of(language: &Language) -> String {
    let direction = if is_rtl(language) { " dir=\"rtl\"" } else { "" };
    format!(" lang=\"{}\"{direction}", escaped(&tag(language)))
}

/// Words of a card. Word takes a background for a highlight only when it is told so by its own name for the colour.
fn run(run: &Run<'_>, colour: HighlightColour) -> String {
    let Run { text, underline, emphasis, highlight, omitted: _, size } = run;
    let mut look = format!("font-size:{size}pt");
    if *underline || *emphasis {
        look.push_str(";text-decoration:underline");
    }
    if *highlight {
        look.push_str(match colour {
            HighlightColour::Cyan => ";background-color:#00ffff;mso-highlight:aqua",
            HighlightColour::Green => ";background-color:#00ff00;mso-highlight:lime",
            HighlightColour::Yellow => ";background-color:#ffff00;mso-highlight:yellow",
        });
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
    format!("<span style=\"{look}\">{words}</span>")
}
