//! The citation of the reader's own copy: what it is filled with, asking for it once, and changing it.

use std::sync::Arc;

use crate::import::written_date;
use crate::model::{
    Author, CopyCitation, Edition, MAX_AUTHORS, MAX_CITATION_CHARS, Source, SourceId, author_of_name, web_address,
};
use crate::state::feature::{Outcome, Shared};
use crate::state::{Command, Dialog, Notice, Subject};

use super::{CopyState, MatchRequest, OwnCopy};

/// One author as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthorForm {
    /// The family name, or the only name, or the name of the organisation.
    pub family: String,
    /// The first names.
    pub given: String,
    /// What follows the name: `Jr.`.
    pub suffix: String,
    /// Whether the family name comes first, as in Hua Chunying.
    pub family_first: bool,
    /// Whether it is an organisation.
    pub organisation: bool,
}

impl AuthorForm {
    /// Returns an author as it is typed.
    pub fn of(author: &Author) -> Self {
        match author {
            Author::Organisation(name) => Self { family: name.clone(), organisation: true, ..Self::default() },
            Author::Person { family, given, family_first, suffix } => Self {
                family: family.clone(),
                given: given.clone().unwrap_or_default(),
                suffix: suffix.clone().unwrap_or_default(),
                family_first: *family_first,
                organisation: false,
            },
        }
    }

    /// Returns whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        [&self.family, &self.given, &self.suffix].into_iter().all(|text| text.trim().is_empty())
    }

    /// Moves all names into the one name of an organisation, or parts them again.
    pub fn set_organisation(&mut self, organisation: bool) {
        let author = if organisation {
            // In the order in which the name is said.
            Author::Organisation(self.author().to_string().trim().to_owned())
        } else {
            match author_of_name(&self.family) {
                // Its words say that it is none, but the reader knows better.
                Author::Organisation(family) => {
                    Author::Person { family, given: None, family_first: false, suffix: None }
                }
                person @ Author::Person { .. } => person,
            }
        };
        *self = Self::of(&author);
    }

    fn author(&self) -> Author {
        let some = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        if self.organisation {
            return Author::Organisation(self.family.clone());
        }
        Author::Person {
            family: self.family.clone(),
            given: some(&self.given),
            family_first: self.family_first,
            suffix: some(&self.suffix),
        }
    }
}

/// The citation of a copy as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CitationForm {
    /// The authors in order; the last ones may be empty.
    pub authors: Vec<AuthorForm>,
    /// The title.
    pub title: String,
    /// The publication.
    pub publisher: String,
    /// The date: ISO 8601, or with the name of the month.
    pub published: String,
    /// The link.
    pub url: String,
}

impl CitationForm {
    /// Returns a citation as it is typed, with a place for an author.
    pub fn of(citation: &CopyCitation) -> Self {
        let CopyCitation { asked: _, authors, title, publisher, published, url } = citation;
        let mut form = Self {
            authors: authors.iter().map(AuthorForm::of).collect(),
            title: title.clone().unwrap_or_default(),
            publisher: publisher.clone().unwrap_or_default(),
            published: published.map(|date| date.to_string()).unwrap_or_default(),
            url: url.clone().unwrap_or_default(),
        };
        if form.authors.is_empty() {
            form.authors.push(AuthorForm::default());
        }
        form
    }

    /// Returns whether another author has room.
    pub fn has_room(&self) -> bool {
        self.authors.len() < MAX_AUTHORS && self.authors.iter().all(|author| !author.is_empty())
    }

    /// Says what is wrong with the date; `None` if it is one, or if nothing is typed.
    pub fn date_problem(&self) -> Option<String> {
        let typed = self.published.trim();
        (!typed.is_empty() && written_date(typed).is_none()).then(|| {
            let short: String = typed.chars().take(40).collect();
            format!("“{short}” is no date: write it like 6 Jan 2025, 2025-01-06, Jan 2025 or 2025")
        })
    }

    /// Says what is wrong with the link; `None` if it is one, or if nothing is typed.
    pub fn link_problem(&self) -> Option<&'static str> {
        let typed = self.url.trim();
        (!typed.is_empty() && web_address(typed).is_none())
            .then_some("This is no link: it begins with https:// or http:// and has no blanks")
    }

    /// Returns the citation; `None` while the date or the link is none.
    pub fn citation(&self) -> Option<CopyCitation> {
        if self.date_problem().is_some() || self.link_problem().is_some() {
            return None;
        }
        let citation = CopyCitation {
            asked: true,
            authors: self.authors.iter().filter(|author| !author.is_empty()).map(AuthorForm::author).collect(),
            title: Some(self.title.clone()),
            publisher: Some(self.publisher.clone()),
            published: written_date(&self.published),
            url: Some(self.url.clone()),
        };
        Some(citation.sanitized())
    }

    /// Keeps what is typed within the limits.
    pub fn limit(&mut self) {
        let Self { authors, title, publisher, published, url } = self;
        let names = authors.iter_mut().flat_map(|author| [&mut author.family, &mut author.given, &mut author.suffix]);
        for text in names.chain([title, publisher, published, url]) {
            if let Some((end, _)) = text.char_indices().nth(MAX_CITATION_CHARS) {
                text.truncate(end);
            }
        }
    }
}

impl CopyState {
    /// Opens the dialog for the citation of the open copy.
    pub(super) fn ask_for_citation(&self, out: &mut Outcome) {
        self.ask(Dialog::Citation, out);
    }

    /// Changes the citation of the open copy, which can be undone.
    pub(super) fn set_citation(&mut self, citation: CopyCitation, shared: &Shared<'_>, out: &mut Outcome) {
        let citation = CopyCitation { asked: true, ..citation.sanitized() };
        if shared.dialog == Some(&Dialog::Citation) {
            out.ask(crate::state::feature::Request::CloseDialog(Dialog::Citation));
        }
        let Some(copy) = &self.open else { return };
        if copy.latest().citation.says_the_same(&citation) {
            return;
        }
        let missing = citation.missing();
        let changed = self.answer(out, |copy| Some(copy.cited(citation)));
        let text = match (changed, missing.is_empty()) {
            (false, _) => "The citation cannot be changed while the edition is read again: try again then".to_owned(),
            (true, true) => "The citation of your copy is saved; its cards in the open brief follow it".to_owned(),
            (true, false) => {
                format!(
                    "The citation of your copy is saved; its cards in the open brief follow it. Not known: {}",
                    missing.join(", ")
                )
            }
        };
        let notice = Notice::quiet(text).about(Subject::Text);
        out.notify(if changed { notice.offering(Command::Undo, "Undo") } else { notice });
    }
}

impl OwnCopy {
    /// Returns the request with another citation. The pairs and answers stay.
    fn cited(&self, citation: CopyCitation) -> MatchRequest {
        let mut request = MatchRequest { citation, ..self.latest().clone() };
        if self.pending.is_none() {
            request.known = Some(Arc::clone(&self.pairs));
        }
        request
    }

    /// Notes that the reader is asked about the citation, with what the edition says of the work if the copy is likely
    /// that. Returns whether it was not asked before.
    pub(in crate::state) fn begin_asking(&mut self) -> bool {
        if self.request.citation.asked {
            return false;
        }
        let is_likely = self.is_likely();
        for request in std::iter::once(&mut self.request).chain(&mut self.pending) {
            request.citation.asked = true;
            if is_likely {
                fill_from_edition(&mut request.citation, &request.base);
            }
        }
        true
    }

    /// Returns whether the text is likely the edition's article: a third of its paragraphs have a place in it.
    fn is_likely(&self) -> bool {
        let linked = self.pairs.pairs.iter().filter(|pair| !pair.copy.is_empty() && !pair.edition.is_empty());
        let found: usize = linked.map(|pair| pair.copy.len()).sum();
        found > 0 && found * 3 >= self.request.article.paragraphs.len()
    }

    /// Returns the id of the copy as a source.
    pub fn source_id(&self) -> SourceId {
        SourceId::of_copy(self.request.base.id(), &self.key)
    }

    /// Returns the copy as a source, whose id is that of no other copy.
    pub fn cited_source(&self, today: crate::model::Date) -> Source {
        let request = self.latest();
        let (base, citation) = (&request.base, &request.citation);
        let own = request.article.paragraphs.iter().find_map(|paragraph| paragraph.language.clone());
        let language = own.unwrap_or_else(|| base.head().language.clone());
        citation.source(self.source_id(), &self.source.name(), language, today)
    }
}

/// Fills what is not known with the work that an edition restates.
fn fill_from_edition(citation: &mut CopyCitation, base: &Edition) {
    if let Some(credit) = base.article().provenance.credit() {
        citation.fill_from(credit);
    }
    *citation = std::mem::take(citation).sanitized();
}
