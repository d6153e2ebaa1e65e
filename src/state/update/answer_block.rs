//! Answer blocks: the replies that dispute or qualify one claim, and a place for our side's reply.

use crate::model::{Claim, Entry, Heading, Level, Note, Stance};
use crate::state::brief::{BriefAction, Candidate};
use crate::state::{AppState, Dialog, Effect, Item, Notice};

impl AppState {
    /// Returns the claims of the active row that some perspective disputes or qualifies.
    pub fn answered_claims(&self) -> Vec<&Claim> {
        let Some(paragraph) = self.paragraph_of(self.reader.active) else { return Vec::new() };
        let claims = self.edition.article().claims.iter().filter(|claim| claim.on == paragraph.id);
        claims.filter(|claim| !self.answers(Some(claim)).is_empty()).collect()
    }

    /// Adds an answer block for the active row, or opens a dialog to choose the claim if there are several.
    pub(in crate::state) fn offer_block(&mut self) -> Vec<Effect> {
        let effects = self.request_brief();
        let claims = self.answered_claims().len();
        if claims > 1 {
            self.dialog = Some(Dialog::Block);
            return effects;
        }
        effects.into_iter().chain(self.add_answer_block(0)).collect()
    }

    /// Adds the answer block for a claim, by its index in [`Self::answered_claims`].
    pub(in crate::state) fn add_answer_block(&mut self, claim: usize) -> Vec<Effect> {
        self.dialog.take_if(|dialog| *dialog == Dialog::Block);
        let claim = self.answered_claims().get(claim).map(|claim| Claim::clone(claim));
        let answers = self.answers(claim.as_ref());
        if answers.is_empty() {
            self.notify(Notice::quiet(
                "Nobody disputes or qualifies this paragraph, so there is nothing to answer with",
            ));
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
        our_reply.set_title("Our reply: ".to_owned());
        entries.push(our_reply);
        let answers = if count == 1 { "one answer".to_owned() } else { format!("{count} answers") };
        let message = format!("A block with {answers} and a place for our reply is in the brief");
        self.update_brief(BriefAction::AddBlock { entries, sources, message })
    }

    /// Returns one card or analytic for each perspective that disputes or qualifies the claim, or the row if it has no
    /// claim.
    fn answers(&self, claim: Option<&Claim>) -> Vec<Candidate> {
        let mut answers: Vec<Candidate> = Vec::new();
        let mut answered: Vec<usize> = Vec::new();
        let is_answer = |note: &Note| {
            let against = matches!(note.stance, Stance::Disputes | Stance::Qualifies);
            against && claim.is_none_or(|claim| note.claim.as_ref().is_none_or(|id| *id == claim.id))
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
                    let (name, gist) = (&item.perspective().name, note.gist.as_deref().unwrap_or_default());
                    best.entry.set_title(format!("{name} {}: {gist}", note.stance.verb()));
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
