//! The number of pages of the handout with the chosen options, which the dialog says before the file is saved.

use crate::export::handout::{HandoutFormat, HandoutOptions};

use super::{AppState, Dialog, Effect};

/// The number of pages of the chosen handout.
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
    /// The [`AppState::serial`] of the edition, and the options.
    of: Option<(u64, HandoutOptions)>,
    pages: HandoutPages,
}

impl AppState {
    /// Returns the number of pages of the handout with the chosen options.
    pub fn handout_pages(&self) -> &HandoutPages {
        &self.page_count.pages
    }

    /// Asks for the number of pages if the dialog is open and something else is chosen than what was counted last.
    pub(super) fn count_pages(&mut self) -> Option<Effect> {
        if self.dialog != Some(Dialog::HandOut) {
            return None;
        }
        if self.hand_out.form != HandoutFormat::Pdf {
            self.page_count = PageCount { number: self.page_count.number, ..PageCount::default() };
            return None;
        }
        let export = self.handout_export();
        let of = Some((self.serial, export.options.clone()));
        if self.page_count.of == of {
            return None;
        }
        let number = self.page_count.number + 1;
        self.page_count = PageCount { number, of, pages: HandoutPages::Counting };
        Some(Effect::CountPages { handout: Box::new(export), number })
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
