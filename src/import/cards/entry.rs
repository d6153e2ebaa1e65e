//! What stands under one tag: a card, or an analytic.

use std::collections::HashMap;

use super::cite;
use super::line::{Line, Part};
use super::reading::Reading;
use super::words::{Marked, Words, colour, omitted_words, size};
use crate::import::language;
use crate::model::{
    Analytic, Card, CiteLine, Entry, FULL_SIZE, HighlightColour, Language, Origin, SUMMARY_NOTICE, Script,
    TRANSLATION_BRACKETS, TextRanges, xml_safe,
};

impl Reading<'_> {
    /// A tag with what stands under it.
    pub(super) fn tagged(&mut self, head: &Line, mut body: Vec<Line>) {
        let place = head.entry(Part::Card).or(head.entry(Part::Analytic));
        let kept = place.and_then(|at| self.take(at));
        let of_ours = head.entry(Part::Card).is_some();
        let says_so = |line: &Line| !of_ours && line.text().starts_with(SUMMARY_NOTICE);
        let is_summary = |line: &Line| line.entry(Part::Summary).is_some() || says_so(line);
        let summary = body.iter().position(is_summary);
        let wary = head.entry(Part::Analytic).is_some() || head.rank == Some(crate::import::pieces::Rank::Analytic);
        let at = match (summary, body.iter().position(|line| line.entry(Part::Cite).is_some())) {
            // A summary is no evidence, whatever was written under it.
            (Some(_), _) => None,
            (None, Some(at)) => Some(at..at + 1),
            (None, None) => cite::find(&body, wary),
        };
        match (at, kept) {
            (Some(at), Some(Entry::Card(card))) => self.card(head, body, at, Some(*card)),
            (Some(at), _) => self.card(head, body, at, None),
            (None, Some(Entry::Analytic(analytic))) => self.analytic(head, &mut body, Some(analytic)),
            (None, _) => self.analytic(head, &mut body, None),
        }
    }

    fn analytic(&mut self, head: &Line, body: &mut Vec<Line>, kept: Option<Analytic>) {
        self.told.unmarked += usize::from(body.iter().any(Line::is_marked));
        // The line that says it is a summary is made anew from what the summary was made of.
        let notice = kept.as_ref().and_then(|kept| self.summary_notice(kept)).map(|line| xml_safe(&line).into_owned());
        body.retain(|line| notice.as_ref().is_none_or(|notice| line.text() != *notice));
        let seen = Words::of_lines(body).text();
        let entry = match kept {
            Some(kept) => {
                let own: Vec<Line> = Line::plain(&xml_safe(&kept.text));
                let same = Words::of_lines(&own).text() == seen;
                let tag = tag_of(head, &kept.tag);
                // Other words are no curator's any more.
                if same { Analytic { tag, ..kept } } else { Analytic { tag, text: seen, of: None, ..kept } }
            }
            None => {
                let language = self.language_of(&seen, body);
                Analytic { id: self.new_id(), tag: tag_of(head, ""), text: seen, language, of: None }
            }
        };
        self.push(Entry::Analytic(entry));
    }

    fn card(&mut self, head: &Line, mut body: Vec<Line>, at: std::ops::Range<usize>, kept: Option<Card>) {
        let mut text = body.split_off(at.end);
        let cites = body.split_off(at.start);
        let mut tag = tag_of(head, kept.as_ref().map_or("", |kept| &kept.tag));
        for line in body.iter().filter(|line| !line.is_blank()) {
            self.told.undertags += 1;
            tag = format!("{tag} {}", line.flat()).trim().to_owned();
        }
        self.told.untagged += usize::from(tag.is_empty() && kept.is_none());
        let translation = take_translation(&mut text, kept.as_ref());
        let seen = Words::of_lines(&text);
        let same = kept.as_ref().and_then(|kept| seen.onto(kept));
        let (unchanged, behind) = (same.is_some(), kept.as_ref().map(omitted_words).unwrap_or_default());
        let Marked { text: words, underline, emphasis, highlight, omitted } =
            same.unwrap_or_else(|| seen.marked(&behind));
        let found = colour(&text);
        self.told.mixed += usize::from(found.is_some_and(|(_, others)| others));
        let of_kept = |card: &Card| (card.colour, card.size);
        let (own_colour, own_size) = kept.as_ref().map_or((HighlightColour::default(), FULL_SIZE), of_kept);
        let language = match &kept {
            Some(kept) if unchanged => kept.language.clone(),
            _ => self.language_of(&words, &text),
        };
        let origin = match &kept {
            Some(kept) if unchanged => kept.origin.clone(),
            _ => Origin::File { name: self.file_name() },
        };
        let card = Card {
            id: kept.as_ref().map(|kept| kept.id).unwrap_or_else(|| self.new_id()),
            tag,
            cite: cite_of(&cites, kept.as_ref()),
            citation: kept.and_then(|kept| kept.citation),
            origin,
            text: words,
            language,
            translation,
            underline,
            emphasis,
            highlight,
            omitted,
            colour: found.map_or(own_colour, |(colour, _)| colour),
            size: size(&text).unwrap_or(own_size),
        };
        self.push(Entry::Card(Box::new(card)));
    }

    /// The language that most of a text is said to be in; what the letters say goes before what cannot be true of them.
    pub(super) fn language_of(&self, text: &str, lines: &[Line]) -> Language {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for run in lines.iter().flat_map(|line| &line.runs) {
            if let Some(tag) = run.dress.tongue.as_deref() {
                *counts.entry(tag).or_default() += run.text.len();
            }
        }
        let most = counts.into_iter().max_by_key(|(tag, count)| (*count, std::cmp::Reverse(*tag)));
        let said = most.map(|(tag, _)| Language::from(tag)).filter(Language::is_well_formed);
        let foreign = text.chars().any(|c| c.is_alphabetic() && u32::from(c) > 0x58f);
        // New files of Word name English for Chinese, and Arabic for all that runs from right to left.
        let sure =
            said.as_ref().is_some_and(|said| !foreign || said.script() != Script::Latin && said.as_str() != "ar-SA");
        if sure && let Some(said) = said {
            return said;
        }
        let guess = || language::of_text(text).filter(|(_, sure)| *sure || foreign).map(|(language, _)| language);
        guess().or(said).or_else(|| self.language.clone()).unwrap_or_else(|| "und".into())
    }
}

impl Line {
    /// Paragraphs of a plain text.
    fn plain(text: &str) -> Vec<Self> {
        let run = |words: &str| super::line::Run { text: words.to_owned(), ..Default::default() };
        text.split('\n').map(|words| Self { runs: vec![run(words)], ..Self::default() }).collect()
    }
}

/// The tag: as it was when the file shows the same, else what the file shows.
fn tag_of(head: &Line, kept: &str) -> String {
    if xml_safe(kept) == head.text() { kept.to_owned() } else { head.flat() }
}

/// The cite with what of it is bold. Two paragraphs of it are one line.
fn cite_of(lines: &[Line], kept: Option<&Card>) -> CiteLine {
    let mut text = String::new();
    let mut strong = Vec::new();
    let mut at = 0;
    for line in lines.iter().filter(|line| !line.is_blank() || lines.len() == 1) {
        if !text.is_empty() {
            text.push(' ');
            at += 1;
        }
        for run in &line.runs {
            let length = run.text.chars().count();
            if run.strong {
                strong.push(at..at + length);
            }
            text.push_str(&run.text);
            at += length;
        }
    }
    let strong: TextRanges = strong.into_iter().collect();
    match kept {
        // Letter for letter the same, so the places are too.
        Some(kept) if xml_safe(&kept.cite.text) == text => CiteLine { text: kept.cite.text.clone(), strong },
        _ => CiteLine { text: text.replace(['\n', '\t'], " "), strong },
    }
}

/// Takes the translation out of the paragraphs under a cite.
fn take_translation(lines: &mut Vec<Line>, kept: Option<&Card>) -> Option<String> {
    let (before, after) = TRANSLATION_BRACKETS;
    let named = |line: &Line| line.entry(Part::Translation).is_some();
    let looks_so = |line: &Line| line.text().trim().starts_with(before) && line.text().trim().ends_with(after);
    let at = lines.iter().position(named).or_else(|| {
        // In a file of ours the bookmark says it; words that look like one are the card's.
        kept.is_none_or(|kept| kept.translation.is_some()).then(|| lines.iter().rposition(looks_so)).flatten()
    })?;
    let text = lines.remove(at).text();
    let text = text.trim().strip_prefix(before).map_or(text.trim(), |rest| rest.strip_suffix(after).unwrap_or(rest));
    let same = |own: &&String| xml_safe(own).trim() == text.trim();
    kept.and_then(|kept| kept.translation.as_ref()).filter(same).cloned().or_else(|| Some(text.to_owned()))
}
