//! Answer blocks: the replies that dispute or qualify one claim, and a place for our side's reply.

use crate::model::{Claim, Entry, Heading, Level, Note, OUR_REPLY, Stance};
use crate::state::brief::{BriefAction, Candidate};
use crate::state::{AppState, Dialog, Effect, Item, Notice};

impl AppState {
    /// Returns what of the active row some perspective disputes or qualifies: claims, and `None` for the paragraph as a
    /// whole, if notes on no single claim do.
    pub fn answered_claims(&self) -> Vec<Option<&Claim>> {
        let Some(paragraph) = self.paragraph_of(self.reader.active) else { return Vec::new() };
        let claims = self.edition.article().claims.iter().filter(|claim| claim.on == paragraph.id);
        let all = claims.map(Some).chain([None]);
        all.filter(|claim| !self.answers(*claim).is_empty()).collect()
    }

    /// Returns how many answers the block for a claim has, and how many of them the brief has already.
    pub fn answer_counts(&self, claim: Option<&Claim>) -> (usize, usize) {
        let answers = self.answers(claim);
        let twins = answers.iter().filter(|answer| self.is_in_brief(&answer.entry)).count();
        (answers.len(), twins)
    }

    /// Opens the dialog that makes an answer block for the active row.
    pub(in crate::state) fn offer_block(&mut self) -> Vec<Effect> {
        let effects = self.request_brief();
        if self.answered_claims().is_empty() {
            let text = "Nobody disputes or qualifies this paragraph, so there is nothing to answer with";
            self.notify(Notice::quiet(text));
        } else {
            self.dialog = Some(Dialog::Block);
        }
        effects
    }

    /// Adds the answer block for a claim, by its index in [`Self::answered_claims`], in the pocket of a side.
    pub(in crate::state) fn add_answer_block(&mut self, claim: usize, side: Option<usize>) -> Vec<Effect> {
        self.dialog.take_if(|dialog| *dialog == Dialog::Block);
        let claim = self.answered_claims().get(claim).and_then(|claim| claim.cloned());
        let (_, twins) = self.answer_counts(claim.as_ref());
        let answers = self.answers(claim.as_ref());
        if answers.is_empty() {
            return Vec::new();
        }
        let words = match (&claim, self.paragraph_of(self.reader.active)) {
            (Some(claim), _) => claim.text.clone(),
            (None, Some(paragraph)) => first_sentence(&paragraph.text),
            (None, None) => self.edition.title().to_owned(),
        };
        let heading = Heading { id: 0, level: Level::Block, text: format!("A2: “{words}”"), side: None };
        let mut entries = vec![Entry::Heading(heading)];
        let mut sources = Vec::new();
        let count = answers.len();
        for Candidate { entry, sources: cited, .. } in answers {
            entries.push(entry);
            sources.extend(cited);
        }
        let mut our_reply = Entry::analytic(String::new(), self.edition.head().language.clone(), None);
        our_reply.set_title(OUR_REPLY.to_owned());
        entries.push(our_reply);
        let answers = if count == 1 { "one answer".to_owned() } else { format!("{count} answers") };
        let twins = match twins {
            0 => String::new(),
            1 => "; one of them was there already and is there twice now".to_owned(),
            n => format!("; {n} of them were there already and are there twice now"),
        };
        let message = format!("A block with {answers} and a place for our reply is in the brief{twins}");
        self.update_brief(BriefAction::AddBlock { entries, sources, side, message })
    }

    /// Returns one card or analytic for each perspective that disputes or qualifies the claim, or the paragraph as a whole
    /// with a note on no single claim.
    fn answers(&self, claim: Option<&Claim>) -> Vec<Candidate> {
        let mut answers: Vec<Candidate> = Vec::new();
        let mut answered: Vec<usize> = Vec::new();
        let is_answer = |note: &Note| {
            let against = matches!(note.stance, Stance::Disputes | Stance::Qualifies);
            against && note.claim.as_ref() == claim.map(|claim| &claim.id)
        };
        for perspective in self.shown.all().map(|(index, _)| index) {
            for item in self.items_of(self.reader.active, perspective) {
                let (Item::Note { entry, note, .. } | Item::Pointer { entry, note, .. }) = item else { continue };
                if !is_answer(note) || answered.contains(&perspective) {
                    continue;
                }
                let best = self.quoted(note).into_iter().next().or_else(|| self.summarised(entry, note));
                if let Some(mut best) = best {
                    // Without a gist, the tag is a beginning that the student completes.
                    let (by, gist) = (item.perspective(), note.gist.as_deref().unwrap_or_default());
                    best.entry.set_title(format!("{} {}: {gist}", by.name, by.verb(note.stance)));
                    answers.push(best);
                    answered.push(perspective);
                }
            }
        }
        answers
    }
}

/// Returns the first sentence of a text, at most 160 characters of it.
fn first_sentence(text: &str) -> String {
    use unicode_segmentation::UnicodeSegmentation as _;
    let first = text.unicode_sentences().next().unwrap_or(text).trim();
    first.chars().take(160).collect()
}
