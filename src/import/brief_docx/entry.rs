//! Builds the entry for a tag: a card or an analytic.

use std::collections::HashMap;
use std::sync::Arc;

use super::card_text::{CardText, MarkedText, main_colour, main_size, omitted_texts_of};
use super::cite;
use super::paragraph::BriefParagraph;
use super::reader::BriefReader;
use crate::import::language;
use crate::model::{
    ARGUMENT_NOTICE, Analytic, BookmarkKind, Card, CiteLine, Entry, FULL_SIZE, HighlightColour, Language, Origin,
    SUMMARY_NOTICE, Script, TRANSLATION_BRACKETS, TextRanges, xml_safe,
};

impl BriefReader<'_> {
    /// Adds the entry for a tag and the paragraphs below it.
    pub(super) fn push_tagged(&mut self, head: &BriefParagraph, mut body: Vec<BriefParagraph>) {
        let index = head.bookmark(BookmarkKind::Card).or(head.bookmark(BookmarkKind::Analytic));
        let embedded = index.and_then(|at| self.take_embedded(at));
        let is_exported_card = head.bookmark(BookmarkKind::Card).is_some();
        let says_summary = |paragraph: &BriefParagraph| {
            !is_exported_card
                && [SUMMARY_NOTICE, ARGUMENT_NOTICE].iter().any(|notice| paragraph.text().starts_with(notice))
        };
        let is_summary =
            |paragraph: &BriefParagraph| paragraph.bookmark(BookmarkKind::Summary).is_some() || says_summary(paragraph);
        let summary = body.iter().position(is_summary);
        let styled_only = head.bookmark(BookmarkKind::Analytic).is_some()
            || head.level == Some(crate::import::styled_document::OutlineLevel::Analytic);
        let at = match (summary, body.iter().position(|paragraph| paragraph.bookmark(BookmarkKind::Cite).is_some())) {
            // A summary is not evidence, whatever was written below it.
            (Some(_), _) => None,
            (None, Some(at)) => Some(at..at + 1),
            (None, None) => cite::find_cite(&body, styled_only),
        };
        match (at, embedded) {
            (Some(at), Some(Entry::Card(card))) => self.push_card(head, body, at, Some(Arc::unwrap_or_clone(card))),
            (Some(at), _) => self.push_card(head, body, at, None),
            (None, Some(Entry::Analytic(analytic))) => {
                self.push_analytic(head, &mut body, Some(Arc::unwrap_or_clone(analytic)))
            }
            (None, _) => self.push_analytic(head, &mut body, None),
        }
    }

    fn push_analytic(&mut self, head: &BriefParagraph, body: &mut Vec<BriefParagraph>, embedded: Option<Analytic>) {
        self.issues.dropped_marks += usize::from(body.iter().any(BriefParagraph::is_marked));
        // The notice that marks a summary is written again on export, so it is not part of the text.
        let notice = embedded
            .as_ref()
            .and_then(|embedded| self.summary_notice(embedded))
            .map(|notice| xml_safe(&notice).into_owned());
        body.retain(|paragraph| notice.as_ref().is_none_or(|notice| paragraph.text() != *notice));
        let shown = MarkedText::from_paragraphs(body).text();
        let entry = match embedded {
            Some(embedded) => {
                let exported: Vec<BriefParagraph> = BriefParagraph::from_plain_text(&xml_safe(&embedded.text));
                let is_same = MarkedText::from_paragraphs(&exported).text() == shown;
                let tag = shown_tag(head, &embedded.tag);
                // A text that was changed is no longer the curator's.
                if is_same { Analytic { tag, ..embedded } } else { Analytic { tag, text: shown, of: None, ..embedded } }
            }
            None => {
                let language = self.language_of(&shown, body);
                Analytic { id: self.new_id(), tag: shown_tag(head, ""), text: shown, language, of: None }
            }
        };
        self.push(Entry::Analytic(Arc::new(entry)));
    }

    fn push_card(
        &mut self,
        head: &BriefParagraph,
        mut body: Vec<BriefParagraph>,
        at: std::ops::Range<usize>,
        embedded: Option<Card>,
    ) {
        let mut text = body.split_off(at.end);
        let cites = body.split_off(at.start);
        let mut tag = shown_tag(head, embedded.as_ref().map_or("", |embedded| &embedded.tag));
        for paragraph in body.iter().filter(|paragraph| !paragraph.is_blank()) {
            self.issues.undertags += 1;
            tag = format!("{tag} {}", paragraph.one_line()).trim().to_owned();
        }
        self.issues.untagged_cards += usize::from(tag.is_empty() && embedded.is_none());
        let translation = take_translation(&mut text, embedded.as_ref());
        let shown = MarkedText::from_paragraphs(&text);
        let merged = embedded.as_ref().and_then(|embedded| shown.merged_into(embedded));
        let (unchanged, omitted_texts) =
            (merged.is_some(), embedded.as_ref().map(omitted_texts_of).unwrap_or_default());
        let CardText { text: words, underline, emphasis, highlight, omitted } =
            merged.unwrap_or_else(|| shown.card_text(&omitted_texts));
        let found = main_colour(&text);
        self.issues.mixed_colours += usize::from(found.is_some_and(|(_, others)| others));
        let colour_and_size = |card: &Card| (card.colour, card.size);
        let (default_colour, default_size) =
            embedded.as_ref().map_or((HighlightColour::default(), FULL_SIZE), colour_and_size);
        let language = match &embedded {
            Some(embedded) if unchanged => embedded.language.clone(),
            _ => self.language_of(&words, &text),
        };
        let origin = match &embedded {
            Some(embedded) if unchanged => embedded.origin.clone(),
            _ => Origin::File { name: self.file_name() },
        };
        let card = Card {
            id: embedded.as_ref().map(|embedded| embedded.id).unwrap_or_else(|| self.new_id()),
            tag,
            cite: shown_cite(&cites, embedded.as_ref()),
            citation: embedded.and_then(|embedded| embedded.citation),
            origin,
            text: words,
            language,
            translation,
            underline,
            emphasis,
            highlight,
            omitted,
            colour: found.map_or(default_colour, |(colour, _)| colour),
            size: main_size(&text).unwrap_or(default_size),
        };
        self.push(Entry::Card(Arc::new(card)));
    }

    /// Returns the language that most of a text is tagged with, unless the letters contradict it.
    pub(super) fn language_of(&self, text: &str, paragraphs: &[BriefParagraph]) -> Language {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for run in paragraphs.iter().flat_map(|paragraph| &paragraph.runs) {
            if let Some(tag) = run.card.language.as_deref() {
                *counts.entry(tag).or_default() += run.text.len();
            }
        }
        let most = counts.into_iter().max_by_key(|(tag, count)| (*count, std::cmp::Reverse(*tag)));
        let tagged = most.map(|(tag, _)| Language::from(tag)).filter(Language::is_well_formed);
        let foreign = text.chars().any(|c| c.is_alphabetic() && u32::from(c) > 0x58f);
        // New files of Word tag Chinese as English, and all right-to-left text as Arabic.
        let is_plausible = tagged
            .as_ref()
            .is_some_and(|tagged| !foreign || tagged.script() != Script::Latin && tagged.as_str() != "ar-SA");
        if is_plausible && let Some(tagged) = tagged {
            return tagged;
        }
        let guess = || {
            language::detect_in_text(text)
                .filter(|(_, is_reliable)| *is_reliable || foreign)
                .map(|(language, _)| language)
        };
        guess().or(tagged).or_else(|| self.language.clone()).unwrap_or_else(|| "und".into())
    }
}

impl BriefParagraph {
    /// Converts a plain text to paragraphs.
    fn from_plain_text(text: &str) -> Vec<Self> {
        let run = |words: &str| super::paragraph::TextRun { text: words.to_owned(), ..Default::default() };
        text.split('\n').map(|words| Self { runs: vec![run(words)], ..Self::default() }).collect()
    }
}

/// Returns the embedded tag if the file shows the same, else what the file shows.
fn shown_tag(head: &BriefParagraph, embedded: &str) -> String {
    if xml_safe(embedded) == head.text() { embedded.to_owned() } else { head.one_line() }
}

/// Returns the cite and which parts of it are bold. Two paragraphs are joined to one line.
fn shown_cite(paragraphs: &[BriefParagraph], embedded: Option<&Card>) -> CiteLine {
    let mut text = String::new();
    let mut strong = Vec::new();
    let mut at = 0;
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.is_blank() || paragraphs.len() == 1) {
        if !text.is_empty() {
            text.push(' ');
            at += 1;
        }
        for run in &paragraph.runs {
            let length = run.text.chars().count();
            if run.strong {
                strong.push(at..at + length);
            }
            text.push_str(&run.text);
            at += length;
        }
    }
    let strong: TextRanges = strong.into_iter().collect();
    match embedded {
        // The characters correspond one by one, so the ranges are valid.
        Some(embedded) if xml_safe(&embedded.cite.text) == text => {
            CiteLine { text: embedded.cite.text.clone(), strong }
        }
        _ => CiteLine { text: text.replace(['\n', '\t'], " "), strong },
    }
}

/// Takes the translation out of the paragraphs below a cite.
fn take_translation(paragraphs: &mut Vec<BriefParagraph>, embedded: Option<&Card>) -> Option<String> {
    let (before, after) = TRANSLATION_BRACKETS;
    let is_bookmarked = |paragraph: &BriefParagraph| paragraph.bookmark(BookmarkKind::Translation).is_some();
    let looks_like_translation = |paragraph: &BriefParagraph| {
        paragraph.text().trim().starts_with(before) && paragraph.text().trim().ends_with(after)
    };
    let at = paragraphs.iter().position(is_bookmarked).or_else(|| {
        // In an exported file, the bookmark marks the translation; text that only looks like one belongs to the card.
        embedded
            .is_none_or(|embedded| embedded.translation.is_some())
            .then(|| paragraphs.iter().rposition(looks_like_translation))
            .flatten()
    })?;
    let text = paragraphs.remove(at).text();
    let text = text.trim().strip_prefix(before).map_or(text.trim(), |rest| rest.strip_suffix(after).unwrap_or(rest));
    let is_same = |exported: &&String| xml_safe(exported).trim() == text.trim();
    embedded
        .and_then(|embedded| embedded.translation.as_ref())
        .filter(is_same)
        .cloned()
        .or_else(|| Some(text.to_owned()))
}
