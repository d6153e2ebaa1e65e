//! From the blocks of a slide to laid-out text.

use egui::{FontFamily, Painter};

use crate::model::{Language, Script};
use crate::state::presentation::slide::{GuessPrompt, Reply, Slide, SlideBlock};
use crate::state::presentation::{Guess, slide};
use crate::ui::text_layout::TextLayout;
use crate::ui::theme::Theme;
use crate::ui::typeset::{self, TextStyle};

use super::layout::{Decoration, SlideLayout, SlideText};
use super::metrics::{Column, SlideMetrics};

/// The weight of emphasised text.
const STRONG: f32 = 680.0;

/// The largest size of a phrase shown alone, as a multiple of the text's.
const LARGEST_PHRASE: f32 = 3.0;

/// The size of a gist, as a multiple of the text's: read first from the last row.
const GIST_TIMES: f32 = 1.15;

/// Typesets blocks in a column of the body.
#[derive(Clone, Copy)]
pub struct SlideTypesetter<'a> {
    pub painter: &'a Painter,
    pub theme: &'a Theme,
    pub metrics: &'a SlideMetrics,
    pub column: Column,
}

impl SlideTypesetter<'_> {
    /// Lays out a slide in one column, in the order of its blocks, and paginates it.
    pub fn layout(&self, slide: &Slide) -> SlideLayout {
        if let [SlideBlock::Phrase { text, language }] = slide.blocks.as_slice() {
            return self.phrase(text, language);
        }
        let blocks: Vec<_> = slide.blocks.iter().enumerate().collect();
        SlideLayout::new(self.blocks(&blocks), self.metrics.body.height())
    }

    /// Lays out blocks, each with its number in the slide.
    pub fn blocks(&self, blocks: &[(usize, &SlideBlock)]) -> Vec<SlideText> {
        let mut texts = Vec::new();
        for (number, block) in blocks {
            self.layout_block(&mut texts, *number, block);
        }
        texts
    }

    /// Lays out a phrase in the largest size at which it fits on one page.
    fn phrase(&self, text: &str, language: &Language) -> SlideLayout {
        let mut times = LARGEST_PHRASE;
        loop {
            let style = self.metrics.larger(times);
            let phrase = self.text(0, text, &style, language.script(), 0.0);
            let layout = SlideLayout::new(vec![phrase], self.metrics.body.height());
            if layout.pages.len() < 2 || times <= 1.0 {
                return layout;
            }
            times = (times - 0.25).max(1.0);
        }
    }

    fn strong(&self) -> TextStyle {
        self.metrics.label.clone().weight(STRONG)
    }

    fn soft(&self) -> TextStyle {
        self.metrics.label.clone().colour(self.theme.soft.0)
    }

    /// Returns the gap between blocks: half a line.
    pub fn gap(&self) -> f32 {
        (self.metrics.text.line_height * 0.5).round()
    }

    /// Returns the width of a line that begins at `x` in the column.
    fn width(&self, style: &TextStyle, x: f32) -> f32 {
        (self.column.width - x).max(style.size * 4.0)
    }

    fn text(&self, block: usize, text: &str, style: &TextStyle, script: Script, x: f32) -> SlideText {
        let layout = TextLayout::new(self.painter, text, style, script, self.width(style, x), usize::MAX);
        SlideText {
            block,
            layout,
            x: self.column.left + x,
            column: self.column.left,
            space_before: 0.0,
            keep_with_next: false,
            decoration: Decoration::None,
            words: text.to_owned(),
        }
    }

    fn layout_block(&self, out: &mut Vec<SlideText>, number: usize, block: &SlideBlock) {
        let before = if out.is_empty() { 0.0 } else { self.gap() };
        let start = out.len();
        let latin = Script::Latin;
        let (text, label) = (&self.metrics.text, &self.metrics.label);
        match block {
            SlideBlock::Title { title, byline } => {
                let style = self.metrics.larger(1.5).weight(650.0);
                out.push(self.text(number, title, &style, latin, 0.0));
                out.push(SlideText { space_before: self.gap(), ..self.text(number, byline, &self.soft(), latin, 0.0) });
            }
            SlideBlock::Question(question) => {
                let style = self.strong().colour(self.theme.accent.0);
                out.push(SlideText { keep_with_next: true, ..self.text(number, question, &style, latin, 0.0) });
            }
            SlideBlock::Passage { text: words, language, emphasis: lit } => {
                out.push(self.passage(number, words, language, lit.as_ref()));
            }
            SlideBlock::Phrase { text: words, language } => {
                out.push(self.text(number, words, text, language.script(), 0.0));
            }
            SlideBlock::Terms(terms) => {
                for (word, means) in terms {
                    let line = format!("{word}: {means}");
                    out.push(self.strong_start(number, &line, (&self.soft(), word.len()), 0.0));
                }
            }
            SlideBlock::Prompt(ask) => self.ask(out, number, ask),
            SlideBlock::Reply(reply) => self.reply(out, number, reply),
            SlideBlock::Phase { name, task, sides } => {
                out.push(SlideText { keep_with_next: true, ..self.text(number, name, &self.strong(), latin, 0.0) });
                out.push(self.text(number, task, label, latin, 0.0));
                out.extend(sides.iter().map(|side| self.text(number, side, &self.strong(), latin, 0.0)));
            }
            SlideBlock::List { name, lines } => {
                out.push(SlideText { keep_with_next: true, ..self.text(number, name, &self.strong(), latin, 0.0) });
                let line = |line: &String| self.text(number, &format!("• {line}"), text, latin, text.size * 0.5);
                out.extend(lines.iter().map(line));
            }
            SlideBlock::Scores(lines) => {
                out.extend(lines.iter().map(|line| self.text(number, line, label, latin, 0.0)));
            }
        }
        if let Some(first) = out.get_mut(start) {
            first.space_before = before;
        }
    }

    /// Lays out the paragraph; if a claim stands out, it is strong and underlined, and the rest dimmed.
    pub fn passage(
        &self,
        block: usize,
        text: &str,
        language: &Language,
        lit: Option<&std::ops::Range<usize>>,
    ) -> SlideText {
        let style = &self.metrics.text;
        let script = language.script();
        let mut passage = self.text(block, text, style, script, 0.0);
        let Some(lit) = lit.filter(|lit| text.get((*lit).clone()).is_some()) else { return passage };
        let dimmed = style.clone().colour(self.theme.faint.0);
        if let TextLayout::Plain(_) = passage.layout {
            let mut job = typeset::layout_job(text, &dimmed, script, self.width(style, 0.0), usize::MAX);
            typeset::format_range(&mut job, lit, |format| {
                format.color = self.theme.ink.0;
                format.coords = egui::epaint::text::VariationCoords::new([(b"wght", STRONG)]);
            });
            passage.layout = TextLayout::Plain(self.painter.layout_job(job));
        }
        let count = |text: Option<&str>| text.map_or(0, |text| text.chars().count());
        let first = count(text.get(..lit.start));
        passage.decoration = Decoration::Underline(first..first + count(text.get(lit.clone())));
        passage
    }

    /// Lays out a claim, strong; if it is too tall for the height, its first lines.
    pub fn claim(&self, block: usize, claim: &str, language: &Language, room: f32) -> SlideText {
        let style = self.metrics.text.clone().weight(STRONG);
        self.lines(block, (claim, language), &style, room)
    }

    /// Lays out the first lines of a text that a height has room for, with dots at the end.
    pub fn first_lines(&self, block: usize, text: &str, language: &Language, room: f32) -> SlideText {
        self.lines(block, (text, language), &self.metrics.text, room)
    }

    fn lines(&self, block: usize, (text, language): (&str, &Language), style: &TextStyle, room: f32) -> SlideText {
        let rows = ((room / style.line_height) as usize).max(1);
        let (script, width) = (language.script(), self.width(style, 0.0));
        let layout = TextLayout::new(self.painter, text, style, script, width, rows);
        SlideText { layout, ..self.text(block, text, style, script, 0.0) }
    }

    /// Lays out a line whose first bytes are strong.
    fn strong_start(&self, block: usize, text: &str, (style, strong): (&TextStyle, usize), x: f32) -> SlideText {
        let mut line = self.text(block, text, style, Script::Latin, x);
        if let TextLayout::Plain(_) = line.layout {
            let mut job = typeset::layout_job(text, style, Script::Latin, self.width(style, x), usize::MAX);
            typeset::format_range(&mut job, &(0..strong), |format| {
                format.color = self.theme.ink.0;
                format.font_id.family = FontFamily::Name(style.family.into());
                format.coords = egui::epaint::text::VariationCoords::new([(b"wght", STRONG)]);
            });
            line.layout = TextLayout::Plain(self.painter.layout_job(job));
        }
        line
    }

    /// Lays out "what will they say?": each answer with its mark, the hands, and whether it was right.
    fn ask(&self, out: &mut Vec<SlideText>, block: usize, ask: &GuessPrompt) {
        let inset = self.metrics.label.size * 0.8;
        let edge = Decoration::Edge(ask.speaker.hue.clone(), true);
        let question = self.text(block, &ask.question(), &self.strong(), Script::Latin, inset);
        out.push(SlideText { keep_with_next: true, decoration: edge.clone(), ..question });
        for guess in Guess::ALL {
            let right = ask.answers.as_ref().is_some_and(|answers| answers.contains(&guess));
            let style = match (&ask.answers, right) {
                (Some(_), true) => self.strong(),
                (Some(_), false) => self.soft(),
                (None, _) => self.metrics.label.clone(),
            };
            let line = self.text(block, &ask.answer(guess), &style, Script::Latin, inset);
            out.push(SlideText { keep_with_next: true, decoration: edge.clone(), ..line });
        }
        if let Some(last) = out.last_mut() {
            last.keep_with_next = false;
        }
    }

    fn reply(&self, out: &mut Vec<SlideText>, block: usize, reply: &Reply) {
        let slide::Reply { stance, speaker, details: _, gist, text, language, cite } = reply;
        let inset = self.metrics.label.size * 0.8;
        let hue = speaker.as_ref().map_or("grey", |speaker| &speaker.hue).to_owned();
        let edge = Decoration::Edge(hue.clone(), stance.is_none());
        let head = reply.head();
        let square = stance.map_or(0.0, |_| self.metrics.mark_side() + self.metrics.label.size * 0.4);
        let strong = head.len() - reply.details.len();
        let style = self.soft();
        let strong = strong.min(head.len());
        let mut header = self.strong_start(block, &head, (&style, strong), inset + square);
        if header.layout.line_count() > 1
            && let Some(named) = head.get(..strong).and_then(|named| named.strip_suffix(" · "))
        {
            // A line of its own: else a dot would stand at the end of one line or at the beginning of the next.
            let head = format!("{named}\n{}", reply.details);
            header = self.strong_start(block, &head, (&style, named.len()), inset + square);
        }
        header.decoration = match stance {
            Some(stance) => Decoration::Mark(stance.mark(), hue.clone()),
            None => edge.clone(),
        };
        out.push(SlideText { keep_with_next: true, ..header });
        if !gist.is_empty() {
            let style = self.metrics.larger(GIST_TIMES).weight(STRONG);
            let gist = self.text(block, gist, &style, language.script(), inset);
            out.push(SlideText { decoration: edge.clone(), keep_with_next: true, ..gist });
        }
        if !text.is_empty() {
            let text = self.text(block, text, &self.metrics.text, language.script(), inset);
            out.push(SlideText { decoration: edge.clone(), ..text });
        }
        if !cite.is_empty() {
            let cite = self.text(block, cite, &self.soft(), Script::Latin, inset);
            out.push(SlideText { decoration: edge, space_before: self.gap() * 0.3, ..cite });
        }
    }
}
