//! From the blocks of a slide to laid-out text.

use egui::{FontFamily, Painter};

use crate::model::{Language, Script};
use crate::state::presentation::slide::{Ask, Block, Reply, Slide};
use crate::state::presentation::{Guess, slide};
use crate::ui::laid::Laid;
use crate::ui::theme::Theme;
use crate::ui::typeset::{self, TextStyle};

use super::flow::{Dress, Flow, Piece};
use super::sizes::Sizes;

/// The weight of emphasised text.
const STRONG: f32 = 680.0;

/// The largest size of a phrase shown alone, as a multiple of the text's.
const LARGEST_PHRASE: f32 = 3.0;

/// Lays out slides.
pub struct Setter<'a> {
    /// The painter, which lays text out.
    pub painter: &'a Painter,
    /// The colours.
    pub theme: &'a Theme,
    /// The metrics of the slide.
    pub sizes: &'a Sizes,
}

impl Setter<'_> {
    /// Lays out a slide and paginates it.
    pub fn flow(&self, slide: &Slide) -> Flow {
        if let [Block::Phrase { text, language }] = slide.blocks.as_slice() {
            return self.phrase(text, language);
        }
        let mut pieces = Vec::new();
        for (number, block) in slide.blocks.iter().enumerate() {
            self.block(&mut pieces, number, block);
        }
        Flow::new(pieces, self.sizes.body.height())
    }

    /// Lays out a phrase in the largest size at which it fits on one page.
    fn phrase(&self, text: &str, language: &Language) -> Flow {
        let mut times = LARGEST_PHRASE;
        loop {
            let style = self.sizes.larger(times);
            let piece = self.piece(0, text, &style, language.script(), 0.0);
            let flow = Flow::new(vec![piece], self.sizes.body.height());
            if flow.pages.len() < 2 || times <= 1.0 {
                return flow;
            }
            times = (times - 0.25).max(1.0);
        }
    }

    fn strong(&self) -> TextStyle {
        self.sizes.label.clone().weight(STRONG)
    }

    fn soft(&self) -> TextStyle {
        self.sizes.label.clone().colour(self.theme.soft.0)
    }

    /// Returns the gap between blocks: half a line.
    fn gap(&self) -> f32 {
        (self.sizes.text.line_height * 0.5).round()
    }

    fn piece(&self, block: usize, text: &str, style: &TextStyle, script: Script, x: f32) -> Piece {
        let width = (self.sizes.body.width() - x).max(style.size * 4.0);
        let laid = Laid::new(self.painter, text, style, script, width, usize::MAX);
        Piece { block, laid, x, before: 0.0, keeps: false, dress: Dress::Plain, words: text.to_owned() }
    }

    fn block(&self, out: &mut Vec<Piece>, number: usize, block: &Block) {
        let before = if out.is_empty() { 0.0 } else { self.gap() };
        let start = out.len();
        let latin = Script::Latin;
        let (text, label) = (&self.sizes.text, &self.sizes.label);
        match block {
            Block::Title { title, byline } => {
                let style = self.sizes.larger(1.5).weight(650.0);
                out.push(self.piece(number, title, &style, latin, 0.0));
                out.push(Piece { before: self.gap(), ..self.piece(number, byline, &self.soft(), latin, 0.0) });
            }
            Block::Question(question) => {
                let style = self.strong().colour(self.theme.accent.0);
                out.push(Piece { keeps: true, ..self.piece(number, question, &style, latin, 0.0) });
            }
            Block::Passage { text: words, language, lit } => {
                out.push(self.passage(number, words, language, lit.as_ref()));
            }
            Block::Phrase { text: words, language } => {
                out.push(self.piece(number, words, text, language.script(), 0.0));
            }
            Block::Terms(terms) => {
                for (word, means) in terms {
                    let line = format!("{word}: {means}");
                    out.push(self.marked(number, &line, (&self.soft(), word.len()), 0.0));
                }
            }
            Block::Ask(ask) => self.ask(out, number, ask),
            Block::Reply(reply) => self.reply(out, number, reply),
            Block::Phase { name, task, sides } => {
                out.push(Piece { keeps: true, ..self.piece(number, name, &self.strong(), latin, 0.0) });
                out.push(self.piece(number, task, label, latin, 0.0));
                out.extend(sides.iter().map(|side| self.piece(number, side, &self.strong(), latin, 0.0)));
            }
            Block::List { name, lines } => {
                out.push(Piece { keeps: true, ..self.piece(number, name, &self.strong(), latin, 0.0) });
                let line = |line: &String| self.piece(number, &format!("• {line}"), text, latin, text.size * 0.5);
                out.extend(lines.iter().map(line));
            }
            Block::Scores(lines) => {
                out.extend(lines.iter().map(|line| self.piece(number, line, label, latin, 0.0)));
            }
        }
        if let Some(first) = out.get_mut(start) {
            first.before = before;
        }
    }

    /// Lays out the paragraph; if a claim stands out, it is strong and underlined, and the rest dimmed.
    fn passage(&self, block: usize, text: &str, language: &Language, lit: Option<&std::ops::Range<usize>>) -> Piece {
        let style = &self.sizes.text;
        let script = language.script();
        let mut piece = self.piece(block, text, style, script, 0.0);
        let Some(lit) = lit.filter(|lit| text.get((*lit).clone()).is_some()) else { return piece };
        let dimmed = style.clone().colour(self.theme.faint.0);
        if let Laid::Plain(_) = piece.laid {
            let mut job = typeset::job(text, &dimmed, script, self.sizes.body.width(), usize::MAX);
            typeset::restyle(&mut job, lit, |format| {
                format.color = self.theme.ink.0;
                format.coords = egui::epaint::text::VariationCoords::new([(b"wght", STRONG)]);
            });
            piece.laid = Laid::Plain(self.painter.layout_job(job));
        }
        let count = |text: Option<&str>| text.map_or(0, |text| text.chars().count());
        let first = count(text.get(..lit.start));
        piece.dress = Dress::Lit(first..first + count(text.get(lit.clone())));
        piece
    }

    /// Lays out a line whose first bytes are strong.
    fn marked(&self, block: usize, text: &str, (style, strong): (&TextStyle, usize), x: f32) -> Piece {
        let mut piece = self.piece(block, text, style, Script::Latin, x);
        if let Laid::Plain(_) = piece.laid {
            let mut job = typeset::job(text, style, Script::Latin, self.sizes.body.width() - x, usize::MAX);
            typeset::restyle(&mut job, &(0..strong), |format| {
                format.color = self.theme.ink.0;
                format.font_id.family = FontFamily::Name(style.family.into());
                format.coords = egui::epaint::text::VariationCoords::new([(b"wght", STRONG)]);
            });
            piece.laid = Laid::Plain(self.painter.layout_job(job));
        }
        piece
    }

    /// Lays out "what will they say?": each answer with its mark, the hands, and whether it was right.
    fn ask(&self, out: &mut Vec<Piece>, block: usize, ask: &Ask) {
        let inset = self.sizes.label.size * 0.8;
        let edge = Dress::Edge(ask.speaker.hue.clone(), true);
        let question = self.piece(block, &ask.question(), &self.strong(), Script::Latin, inset);
        out.push(Piece { keeps: true, dress: edge.clone(), ..question });
        for guess in Guess::ALL {
            let right = ask.answers.as_ref().is_some_and(|answers| answers.contains(&guess));
            let style = match (&ask.answers, right) {
                (Some(_), true) => self.strong(),
                (Some(_), false) => self.soft(),
                (None, _) => self.sizes.label.clone(),
            };
            let line = self.piece(block, &ask.answer(guess), &style, Script::Latin, inset);
            out.push(Piece { keeps: true, dress: edge.clone(), ..line });
        }
        if let Some(last) = out.last_mut() {
            last.keeps = false;
        }
    }

    fn reply(&self, out: &mut Vec<Piece>, block: usize, reply: &Reply) {
        let slide::Reply { stance, speaker, details: _, text, language, cite } = reply;
        let inset = self.sizes.label.size * 0.8;
        let hue = speaker.as_ref().map_or("grey", |speaker| &speaker.hue).to_owned();
        let edge = Dress::Edge(hue.clone(), stance.is_none());
        let head = reply.head();
        let square = stance.map_or(0.0, |_| self.mark_side() + self.sizes.label.size * 0.4);
        let strong = head.len() - reply.details.len();
        let style = self.soft();
        let mut piece = self.marked(block, &head, (&style, strong.min(head.len())), inset + square);
        piece.dress = match stance {
            Some(stance) => Dress::Mark(stance.mark(), hue.clone()),
            None => edge.clone(),
        };
        out.push(Piece { keeps: true, ..piece });
        if !text.is_empty() {
            let text = self.piece(block, text, &self.sizes.text, language.script(), inset);
            out.push(Piece { dress: edge.clone(), ..text });
        }
        if !cite.is_empty() {
            let cite = self.piece(block, cite, &self.soft(), Script::Latin, inset);
            out.push(Piece { dress: edge, before: self.gap() * 0.3, ..cite });
        }
    }

    /// Returns the side of the square around a stance's letter.
    pub fn mark_side(&self) -> f32 {
        (self.sizes.label.size * 1.15).round()
    }
}
