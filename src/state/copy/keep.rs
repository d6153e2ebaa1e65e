//! What becomes an edition of its own: the previewed text, or the open copy with its notes or without.

use std::collections::{HashMap, HashSet};

use crate::import::Imported;
use crate::model::{Article, ClaimId, Edition, Grade, Owner, Provenance};

use super::{CopyState, OwnCopy, TextSource};

impl OwnCopy {
    /// Gives an article that is kept the citation of the copy.
    fn credit(&self, article: &mut Article) {
        if let Provenance::OwnCopy { of: _, credit } = &mut article.provenance {
            *credit = self.latest().citation.credit().or(credit.take());
        }
    }
}

impl CopyState {
    /// Returns the title that an edition of the open copy gets unless the reader names another: that of its file.
    pub fn title(&self) -> Option<String> {
        let copy = self.open.as_ref()?;
        let title = match &copy.source {
            TextSource::File(path) => path.file_stem().map(|stem| stem.to_string_lossy().into_owned()),
            TextSource::Pasted => None,
        };
        Some(title.unwrap_or_else(|| copy.request.base.title().to_owned()))
    }

    /// Returns the text of the open copy, without notes.
    pub(in crate::state) fn text_to_keep(&self) -> Option<Imported> {
        let copy = self.open.as_ref()?;
        let (base, mut article) = (&copy.request.base, Article::clone(&copy.request.article));
        copy.credit(&mut article);
        // A paragraph has a language only if it differs from that of the notes.
        let language = article.paragraphs.iter().find_map(|paragraph| paragraph.language.clone());
        let language = language.unwrap_or_else(|| base.head().language.clone());
        Some(Imported::from_saved(article, language))
    }

    /// Returns the edition that is shown with the open copy, without the words of phrases that were found by a match
    /// which is not certain: an edition states what its notes answer, and does not say that it was guessed. Their notes
    /// stay at the paragraph.
    pub(in crate::state) fn edition_to_keep(&self, shown: &Edition) -> Option<Edition> {
        let copy = self.open.as_ref()?;
        let certain = |n: usize| self.review.certain.iter().any(|place| place.phrase == n && place.words.is_some());
        let guessed = copy
            .phrases
            .iter()
            .enumerate()
            .filter(|(n, phrase)| phrase.grade != Grade::Exact && !phrase.decided && !certain(*n));
        let owners: HashSet<&Owner> = guessed.map(|(_, phrase)| &phrase.owner).collect();
        let ids: HashMap<&ClaimId, &ClaimId> = copy.claims.iter().map(|(id, here)| (here, id)).collect();
        let mut head = shown.head().clone();
        copy.credit(&mut head.article);
        for claim in &mut head.article.claims {
            let owner = ids.get(&claim.id).map(|id| Owner::Claim((*id).clone()));
            claim.phrase.take_if(|_| owner.is_some_and(|owner| owners.contains(&owner)));
        }
        let mut perspectives = shown.perspectives().to_vec();
        for note in perspectives.iter_mut().flat_map(|perspective| &mut perspective.notes) {
            let owner = Owner::Note(note.id.clone());
            note.phrase.take_if(|_| owners.contains(&owner));
        }
        Some(Edition::new(head, perspectives, shown.sources().to_vec()))
    }
}
