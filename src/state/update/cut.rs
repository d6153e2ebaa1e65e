//! Cutting entries of a brief from a row: the exact words of a source become a card, a summary only ever an analytic.

use std::ops::Range;
use std::sync::Arc;

use crate::export::citation::card_cite;
use crate::model::rows::NoteRef;
use crate::model::{
    Anchor, Author, Card, Citation, CopyCitation, Entry, Note, Origin, Paragraph, Provenance, Quotation, Source,
    SourceId, Summarised, TextRanges, byte_range, cite,
};
use crate::state::brief::{BriefAction, Candidate, CutChoices, CutTarget};
use crate::state::{AppState, ContextTarget, Effect, Item, Notice, Part};

/// The most characters of selected words that the dialog repeats.
const MOST_QUOTED: usize = 160;

impl AppState {
    /// Opens the dialog with the candidates of the selection or the active row.
    pub(in crate::state) fn offer_cut(&mut self) -> Vec<Effect> {
        let candidates = self.candidates();
        if candidates.is_empty() {
            self.notify(Notice::quiet("There is nothing to cut here: choose a paragraph"));
            return self.request_brief();
        }
        let reply = self.target_reply();
        let words = if reply.is_some() { Vec::new() } else { self.words_to_cut() };
        let row = reply.map_or_else(|| self.cut_row(), |(row, _)| row);
        let from = self.cut_from(row, reply.map(|(_, entry)| entry), &words);
        let of = CutTarget { serial: self.serial, row, reply: reply.map(|(_, entry)| entry), words };
        let cut = Box::new(CutChoices::new(candidates, of, from));
        let mut effects = self.update_brief(BriefAction::OfferCut(cut));
        effects.extend(self.request_brief());
        effects
    }

    /// Returns the candidates of the selection or the active row, evidence first. Those of a reply that was chosen in a
    /// context menu come before all others.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let Some((_, entry)) = self.target_reply() else { return self.row_candidates(None) };
        let Some(note) = self.rows.note(&self.edition, entry) else { return self.row_candidates(None) };
        let own = self.quoted(note).into_iter().chain(self.summarised(entry, note));
        own.chain(self.row_candidates(Some(entry))).collect()
    }

    /// Returns the selected words that cutting takes. Those elsewhere than in the active row, or out of view, were selected
    /// for something before.
    fn words_to_cut(&self) -> Vec<(usize, Part, Range<usize>)> {
        let words = self.reader.selected_words(&self.shared());
        let (active, in_view) = (self.reader.active, &self.reader.rows_in_view);
        let is_pressed = self.command_target() == Some(ContextTarget::Selection);
        let first_line = self.reader.place.spot;
        let is_above = |row: usize, part: Part, range: &Range<usize>| {
            let is_line_of_article = part == Part::Article && first_line.part == Part::Article;
            is_line_of_article && (row, range.end) <= (first_line.row, first_line.character)
        };
        // Nothing is known of the view before the first frame.
        let is_in_view = |(row, part, range): &(usize, Part, Range<usize>)| {
            in_view.is_empty() || (in_view.contains(row) && !is_above(*row, *part, range))
        };
        let stands_here = words.iter().any(|word| (is_pressed || word.0 == active) && is_in_view(word));
        if stands_here { words } else { Vec::new() }
    }

    /// Returns the row that entries are cut from: the first of the selection, or the active one.
    fn cut_row(&self) -> usize {
        self.words_to_cut().first().map_or(self.reader.active, |(row, ..)| *row)
    }

    /// Says which words are cut, and of which paragraph.
    fn cut_from(&self, row: usize, reply: Option<NoteRef>, words: &[(usize, Part, Range<usize>)]) -> String {
        let place = |row: usize, part: Part| match (part, self.paragraph_of(row)) {
            (Part::Note(entry), _) => format!("the reply {}", self.rows.code(&self.edition, entry)),
            (_, Some(paragraph)) => format!("¶{}", paragraph.id.label()),
            (_, None) => "the title".to_owned(),
        };
        let quoted = |(row, part, range): &(usize, Part, Range<usize>)| {
            let text = self.text_of(*row, *part);
            let words = text.get(byte_range(&text, range)).unwrap_or_default().trim();
            let short: String = words.chars().take(MOST_QUOTED).collect();
            let more = if short.len() < words.len() { "…" } else { "" };
            format!("“{short}{more}” in {}", place(*row, *part))
        };
        if !words.is_empty() {
            return format!("The selected words: {}", words.iter().map(quoted).collect::<Vec<_>>().join("; "));
        }
        let here = match reply {
            Some(entry) => place(row, Part::Note(entry)),
            None => format!("{} and its replies", place(row, Part::Article)),
        };
        let elsewhere = self.reader.selected_words(&self.shared());
        match elsewhere.first().filter(|_| reply.is_none()) {
            Some((other, part, _)) => format!(
                "From {here}. The words selected in {} are not taken: they are in another paragraph, or out of view.",
                place(*other, *part)
            ),
            None => format!("From {here}; no words are selected"),
        }
    }

    /// Returns the candidates of the selection or the active row except those of one reply, evidence first.
    fn row_candidates(&self, except: Option<NoteRef>) -> Vec<Candidate> {
        let row = self.cut_row();
        let mut cards = Vec::new();
        let mut analytics = Vec::new();
        let selected = self.words_to_cut();
        let chosen = |part: Part| selected.iter().find(|(_, other, _)| *other == part);
        let mut ours = false;
        if let Some(article) = self.article_candidate(row, &selected) {
            ours = !article.is_card();
            if article.is_card() { cards.push(article) } else { analytics.push(article) }
        }
        // The paragraph that was clicked comes first, whatever it is.
        let clicked = matches!(self.command_target(), Some(ContextTarget::Paragraph(_)));
        let mut first = None;
        for item in self.items(row) {
            let (Item::Note { entry, note, .. } | Item::Pointer { entry, note, .. }) = item else { continue };
            if except == Some(entry) {
                continue;
            }
            cards.extend(self.quoted(note));
            if chosen(Part::Note(entry)).is_some() {
                first = Some(analytics.len());
            }
            analytics.extend(self.summarised(entry, note));
        }
        if let Some(first) = first {
            // A selected reply comes first.
            let selected_reply = analytics.remove(first);
            analytics.insert(0, selected_reply);
            if selected.iter().all(|(_, part, _)| *part != Part::Article) {
                analytics.extend(std::mem::take(&mut cards));
                return analytics;
            }
        }
        if clicked && ours {
            let paragraph = analytics.remove(0);
            return [paragraph].into_iter().chain(cards).chain(analytics).collect();
        }
        // A paragraph in our words comes last, since replies are cut more often.
        if first.is_none() && selected.is_empty() && cards.is_empty() && analytics.len() > 1 {
            analytics.rotate_left(1);
        }
        cards.into_iter().chain(analytics).collect()
    }

    /// Returns the candidate of the article: whole paragraphs with the selected words underlined, so that their context
    /// is kept. It is a card if the text is the original, and an analytic if it is in our words.
    pub(super) fn article_candidate(&self, row: usize, selected: &[(usize, Part, Range<usize>)]) -> Option<Candidate> {
        let here: Vec<&(usize, Part, Range<usize>)> =
            selected.iter().filter(|(_, part, _)| *part == Part::Article).collect();
        let rows: Vec<usize> = if here.is_empty() { vec![row] } else { here.iter().map(|(row, ..)| *row).collect() };
        let paragraphs: Vec<&Paragraph> = rows.iter().filter_map(|row| self.paragraph_of(*row)).collect();
        let first = *paragraphs.first()?;
        if self.edition.article().provenance.is_our_words() {
            return Some(self.candidate_in_our_words(first, &here));
        }
        // A paragraph in our words that comes back in a copy, pasted or printed, is still not the words of a source.
        let base = self.base();
        if base.article().provenance.is_our_words()
            && paragraphs.iter().any(|one| base.paragraphs().iter().any(|ours| ours.text == one.text))
        {
            return Some(self.candidate_in_our_words(first, &here));
        }
        let mut text = String::new();
        let mut underline = TextRanges::default();
        let mut length = 0;
        for (at, paragraph) in paragraphs.iter().enumerate() {
            if at > 0 {
                text.push('\n');
                length += 1;
            }
            if let Some((_, _, range)) = here.get(at) {
                let most = paragraph.text.chars().count();
                underline.add(length + range.start.min(most)..length + range.end.min(most));
            }
            text.push_str(&paragraph.text);
            length += paragraph.text.chars().count();
        }
        let source = self.article_source();
        let range = here.first().map_or(0..0, |(_, _, range)| byte_range(&first.text, range));
        let origin = Origin::Article {
            edition: self.base().id().to_owned(),
            copy: self.copy.open.as_ref().map(|copy| copy.source.name()),
            anchor: Anchor::new(first, range),
        };
        let citation =
            Citation { source: source.id.clone(), relayed_by: None, locator: Some(format!("¶{}", first.id.label())) };
        let language = self.edition.language_of_paragraph(first).clone();
        let card = Card {
            citation: Some(citation),
            underline,
            ..Card::new(card_cite(&source, None, None), origin, text, language)
        };
        let label = format!("Card · ¶{} of the article, word for word", first.id.label());
        let entry = Entry::Card(Arc::new(card));
        Some(Candidate { label, entry, sources: vec![source], gist: None, summary_of: None })
    }

    /// Returns the candidate of a paragraph in the edition's own words: the selected words, or the whole paragraph if none
    /// are.
    fn candidate_in_our_words(&self, paragraph: &Paragraph, selected: &[&(usize, Part, Range<usize>)]) -> Candidate {
        let words = |(row, _, range): &&(usize, Part, Range<usize>)| {
            let text = &self.paragraph_of(*row)?.text;
            text.get(byte_range(text, range)).map(str::trim)
        };
        let words: Vec<&str> = selected.iter().filter_map(words).filter(|words| !words.is_empty()).collect();
        let whole = words.is_empty() || words == [paragraph.text.trim()];
        let text = if whole { paragraph.text.clone() } else { words.join("\n") };
        let (edition, on) = (self.base().id().to_owned(), paragraph.id.clone());
        let provenance = &self.base().article().provenance;
        let of = provenance.origin().into_owned();
        let (what, of) = match provenance {
            Provenance::Advocacy { .. } => ("one side's case", Summarised::Argued { edition, on, of }),
            Provenance::Restated { .. } | Provenance::Original { .. } | Provenance::OwnCopy { .. } => {
                ("restated", Summarised::Restated { edition, on, of })
            }
        };
        let entry = Entry::analytic(text, self.edition.language_of_paragraph(paragraph).clone(), Some(of));
        let part = if whole { "" } else { "the selected words in " };
        let label = format!("Analytic · {part}¶{} of the article, {what}", paragraph.id.label());
        Candidate { label, entry, sources: Vec::new(), gist: None, summary_of: None }
    }

    /// Returns a card for each quotation on a note, the curators' first and then the reader's.
    pub(super) fn quoted(&self, note: &Note) -> Vec<Candidate> {
        let curated = note.quotations.iter().map(|quotation| (quotation, false));
        let own = self.annotations.quotations_on(&note.id).map(|own| (&own.quotation, true));
        curated.chain(own).filter_map(|(quotation, own)| self.quotation_card(note, quotation, own)).collect()
    }

    fn quotation_card(&self, note: &Note, quotation: &Quotation, own: bool) -> Option<Candidate> {
        let source = self.source_of(&quotation.source)?;
        let known = note.citations.iter().find(|citation| citation.source == source.id);
        let relay = known.and_then(|citation| self.source_of(citation.relayed_by.as_ref()?));
        let mut cite = card_cite(&source, relay.as_ref(), quotation.locator.as_deref());
        if own {
            // As debaters sign what they cut. The signature is part of every exported file.
            cite.text.push_str(&format!(" [entered by {}]", quotation.entered_by));
        }
        let citation = Citation {
            source: source.id.clone(),
            relayed_by: relay.as_ref().map(|relay| relay.id.clone()),
            locator: quotation.locator.clone(),
        };
        let whose = if own { format!(", entered by {}", quotation.entered_by) } else { String::new() };
        let label = format!("Card · quotation of {}{whose}", cite::speaker(&source));
        let origin = Origin::Quotation {
            edition: self.base().id().to_owned(),
            note: note.id.clone(),
            entered_by: quotation.entered_by.clone(),
            accessed: quotation.accessed,
        };
        let card = Card {
            citation: Some(citation),
            translation: quotation.translation.clone(),
            ..Card::new(cite, origin, quotation.text.clone(), quotation.language.clone())
        };
        let sources = [source].into_iter().chain(relay).collect();
        let gist = note.gist.clone();
        Some(Candidate { label, entry: Entry::Card(Arc::new(card)), sources, gist, summary_of: None })
    }

    /// Returns the summary of a note as an analytic.
    pub(super) fn summarised(&self, entry: NoteRef, note: &Note) -> Option<Candidate> {
        let by = self.edition.perspectives().get(usize::from(entry.perspective))?;
        let code = self.rows.code(&self.edition, entry);
        let ids = note.citations.iter().flat_map(|citation| [Some(&citation.source), citation.relayed_by.as_ref()]);
        let sources: Vec<Source> = ids.flatten().filter_map(|id| self.source_of(id)).collect();
        let of = Summarised::Note {
            edition: self.base().id().to_owned(),
            note: note.id.clone(),
            perspective: by.id.clone(),
            code: code.clone(),
            citations: note.citations.clone(),
        };
        let analytic = Entry::analytic(note.summary.clone(), self.edition.language_of_note(note).clone(), Some(of));
        let label = format!("Analytic · {} {} ({code})", by.name, by.verb(note.stance));
        let gist = note.gist.clone();
        Some(Candidate { label, entry: analytic, sources, gist, summary_of: Some(entry) })
    }

    /// Returns whether the brief has the very same words already: with the same words underlined, or any if none are.
    pub fn is_in_brief(&self, entry: &Entry) -> bool {
        self.brief.entries().iter().any(|other| match (entry, other) {
            (Entry::Card(new), Entry::Card(old)) => {
                (&new.text, &new.citation) == (&old.text, &old.citation)
                    && (new.underline.is_empty() || new.underline == old.underline)
            }
            (Entry::Analytic(new), Entry::Analytic(old)) => (&new.text, &new.of) == (&old.text, &old.of),
            (Entry::Card(_) | Entry::Analytic(_) | Entry::Heading(_), _) => false,
        })
    }

    /// Returns the anchor of a card that was cut from the open article.
    fn anchor_of(&self, card: &Card) -> Option<Anchor> {
        let Origin::Article { edition, copy, anchor } = &card.origin else { return None };
        let open = self.copy.open.as_ref().map(|copy| copy.source.name());
        (edition == self.base().id() && *copy == open).then(|| anchor.clone())
    }

    /// Returns the index of the paragraph of the open article that the text of a card stands in.
    pub(in crate::state) fn paragraph_of_card(&self, card: &Card) -> Option<usize> {
        let anchor = self.anchor_of(card)?;
        let all = self.edition.paragraphs();
        let stands_at = |at: usize| {
            // The text of a card is whole paragraphs, separated by line feeds.
            let mut rest = card.text.as_str();
            for paragraph in all.iter().skip(at) {
                let Some(after) = rest.strip_prefix(paragraph.text.as_str()) else { return false };
                match after.strip_prefix('\n') {
                    Some(more) => rest = more,
                    None => return after.is_empty(),
                }
            }
            false
        };
        let here = self.edition.paragraph_index(&anchor.on).filter(|at| stands_at(*at));
        here.or_else(|| (0..all.len()).find(|at| stands_at(*at)))
    }

    /// Returns a warning if the open article is that of a card and no longer contains the text of the card.
    pub fn card_doubt(&self, card: &Card) -> Option<String> {
        let anchor = self.anchor_of(card)?;
        if self.paragraph_of_card(card).is_some() {
            return None;
        }
        let label = anchor.on.label();
        Some(format!(
            "The article that is open reads otherwise in ¶{label} now. The card keeps the words as they were cut."
        ))
    }

    /// Returns a source of the edition or of the reader's layer.
    pub fn source_of(&self, id: &crate::model::SourceId) -> Option<Source> {
        let own = || self.annotations.layer.as_ref()?.sources.iter().find(|source| source.id == *id);
        self.edition.source(id).or_else(own).cloned()
    }

    /// Returns the open text as a source: a copy by its citation, and an edition with the metadata of its head; the
    /// student completes the cite.
    fn article_source(&self) -> Source {
        if let Some(copy) = &self.copy.open {
            return self.known_source(copy.cited_source(self.today));
        }
        let article = self.edition.article();
        let mut citation = CopyCitation::default();
        if let Some(credit) = article.provenance.credit() {
            citation.fill_from(credit);
        } else {
            // A byline is not split into names, since which of them is the family name is not known.
            let byline = article.byline.as_deref().map(str::trim).filter(|byline| !byline.is_empty());
            citation.authors = byline.map(|byline| Author::Organisation(byline.to_owned())).into_iter().collect();
            match &article.provenance {
                // The title is that of the file or of the reader, not of the work.
                Provenance::OwnCopy { .. } => {}
                Provenance::Original { .. } | Provenance::Restated { .. } | Provenance::Advocacy { .. } => {
                    citation.title = Some(self.edition.title().to_owned());
                }
            }
        }
        let id = SourceId::of_article(self.base().id());
        let language = self.edition.head().language.clone();
        self.known_source(citation.source(id, &article.provenance.origin(), language, self.today))
    }

    /// Returns a source with the day of access that the brief has for it already, so that all its cards say the same.
    fn known_source(&self, source: Source) -> Source {
        let known = self.brief.document.as_ref().and_then(|brief| brief.source(&source.id));
        Source { accessed: known.and_then(|known| known.accessed).or(source.accessed), ..source }
    }

    /// Returns the name of the open copy and its citation, as if it had been asked for: an answer that gives none changes
    /// nothing that cards could follow.
    pub(in crate::state) fn cited_copy(&self) -> Option<(String, CopyCitation)> {
        let copy = self.copy.open.as_ref()?;
        Some((copy.key.clone(), CopyCitation { asked: true, ..copy.latest().citation.clone() }))
    }

    /// Gives the cards of the brief that were cut from the open copy its citation, unless the reader wrote their own.
    ///
    /// `before` is the citation before an action. If the action did not change it, cards follow only where the brief knows
    /// less: cards of a teammate or of another window may have a better citation than this copy, which nobody could undo.
    pub(in crate::state) fn follow_citation(&mut self, before: Option<(String, CopyCitation)>) -> Vec<Effect> {
        let Some(copy) = &self.copy.open else { return Vec::new() };
        let Some(known) = self.brief.document.as_ref().and_then(|brief| brief.source(&copy.source_id())) else {
            return Vec::new();
        };
        let source = self.known_source(copy.cited_source(self.today));
        let now = self.cited_copy();
        let is_same_copy = before.as_ref().map(|(key, _)| key) == now.as_ref().map(|(key, _)| key);
        let is_changed = is_same_copy && before != now;
        if !is_changed && !tells_more(&source, known) {
            return Vec::new();
        }
        self.run(|state, out| state.brief.follow_source(source, out))
    }
}

/// Returns whether a source says all that another one says of its work, and more; or neither says anything.
fn tells_more(source: &Source, than: &Source) -> bool {
    let said = |source: &Source| {
        let title = !source.title_supplied;
        let dated = source.published.is_some() || source.said.is_some();
        [!source.authors.is_empty(), title, source.publisher.is_some(), dated, source.url.is_some()]
    };
    let (here, there) = (said(source), said(than));
    let loses = here.iter().zip(there).any(|(here, there)| there && !here);
    !loses && (here != there || !there.contains(&true))
}
