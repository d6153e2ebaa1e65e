//! The number of pages of what the open dialog exports, which the dialog says before the file is saved.

use crate::export::brief::BriefFormat;
use crate::export::handout::{HandoutFormat, HandoutOptions};

use super::{AppState, Dialog, DocumentChoice, Effect, Export};

/// The number of pages of what is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HandoutPages {
    /// The file has no pages, or the dialog was not opened yet.
    #[default]
    None,
    /// They are being counted.
    Counting,
    /// It has so many.
    Counted(usize),
    /// They could not be counted; the reason, as a sentence without a full stop.
    Failed(String),
}

/// The last count of pages, and what was counted.
#[derive(Clone, Debug, Default)]
pub(super) struct PageCount {
    /// The number of the request; an answer to an earlier one is dropped.
    number: u64,
    of: Option<Counted>,
    pages: HandoutPages,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq)]
enum Counted {
    /// The [`AppState::serial`] of the edition, and the options.
    Handout(u64, HandoutOptions),
    /// The names and revisions of the brief and the round, and the options.
    Document([(String, u64); 2], DocumentChoice),
}

impl AppState {
    /// Returns the number of pages of what is chosen in the open dialog.
    pub fn handout_pages(&self) -> &HandoutPages {
        &self.page_count.pages
    }

    /// Asks for the number of pages if the dialog is open and something else is chosen than what was counted last.
    pub(super) fn count_pages(&mut self) -> Option<Effect> {
        let of = match self.dialog {
            Some(Dialog::HandOut) if self.hand_out.form == HandoutFormat::Pdf => {
                Some(Counted::Handout(self.serial, self.handout_options()))
            }
            Some(Dialog::SaveDocument) if self.document.form == BriefFormat::Pdf => {
                let revisions = [(&self.brief.key, self.brief.revision), (&self.round.key, self.round.revision)];
                Some(Counted::Document(revisions.map(|(key, revision)| (key.clone(), revision)), self.document))
            }
            Some(Dialog::HandOut | Dialog::SaveDocument) => None,
            _ => return None,
        };
        if self.page_count.of == of && of.is_some() {
            return None;
        }
        let export = match of {
            Some(Counted::Handout(..)) => Some(Export::Handout(Box::new(self.handout_export()))),
            Some(Counted::Document(..)) => self.document_export(),
            None => None,
        };
        let Some(export) = export else {
            self.page_count = PageCount { number: self.page_count.number, of, pages: HandoutPages::None };
            return None;
        };
        let number = self.page_count.number + 1;
        self.page_count = PageCount { number, of, pages: HandoutPages::Counting };
        Some(Effect::CountPages { export: Box::new(export), number })
    }

    /// Takes the answer to a request.
    pub(super) fn on_pages_counted(&mut self, number: u64, pages: Result<usize, String>) {
        if self.page_count.number == number && self.page_count.pages == HandoutPages::Counting {
            self.page_count.pages = match pages {
                Ok(pages) => HandoutPages::Counted(pages),
                Err(reason) => HandoutPages::Failed(reason),
            };
        }
    }
}
