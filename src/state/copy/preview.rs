//! The preview of an imported text: its content, and how it matches the open edition.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::import::{Chapter, Imported, ReadOptions};
use crate::model::{Edition, leave_out};
use crate::state::feature::{Outcome, Request, Shared};
use crate::state::{Dialog, Effect, Notice, TextBase};

use super::review::OpenPhrases;
use super::{CopyState, Matched, OwnCopy, TextSource};

/// A request to read a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRequest {
    /// The source of the text.
    pub source: TextSource,
    /// The text itself, if it does not come from a file.
    pub pasted: Option<Arc<str>>,
    /// The choices of the reader, such as the chapter or the encoding.
    pub options: ReadOptions,
    /// The indexes of the paragraphs that the reader leaves out.
    pub left_out: BTreeSet<usize>,
    /// Whether to open the text beside the edition without a preview, because the reader has asked for exactly that.
    pub skip_preview: bool,
    /// Whether the text is already previewed and is read again, with other choices or beside a changed edition. The result is ignored
    /// if the preview has been closed.
    pub is_refresh: bool,
}

impl TextRequest {
    /// Creates a request for a file.
    pub fn file(path: PathBuf) -> Self {
        Self {
            source: TextSource::File(path),
            pasted: None,
            options: ReadOptions::default(),
            left_out: BTreeSet::new(),
            skip_preview: false,
            is_refresh: false,
        }
    }

    /// Creates a request for a text from the clipboard.
    pub fn pasted(text: &str) -> Self {
        Self { source: TextSource::Pasted, pasted: Some(text.into()), ..Self::file(PathBuf::new()) }
    }
}

/// The state of the preview dialog.
#[derive(Debug)]
pub struct Preview {
    /// The request, to be repeated with other options.
    pub request: TextRequest,
    /// The result of reading.
    pub stage: Stage,
}

/// The result of reading a text: the text, or a choice that the reader has to make first.
#[derive(Debug)]
pub enum Stage {
    /// The chapters to choose from.
    Chapters(Vec<Chapter>),
    /// The encodings to choose from.
    Encodings(Vec<&'static str>),
    /// The text.
    Text(Box<TextRead>),
}

/// An imported text.
#[derive(Debug)]
pub struct TextRead {
    /// The whole text.
    pub imported: Imported,
    /// The indexes of the paragraphs that were left out when it was matched. A later choice is in
    /// [`TextRequest::left_out`] until it has been matched too.
    pub left_out: BTreeSet<usize>,
    /// A summary such as `14 paragraphs, English, 1 039 words; two repeated passages`.
    pub summary: String,
    /// How the text matches the edition that was open when it was read.
    pub edition_match: EditionMatch,
}

impl TextRead {
    /// Returns the index that a paragraph of the whole text has in the text that was matched; `None` if it was left out.
    pub fn matched_index(&self, whole: usize) -> Option<usize> {
        (!self.left_out.contains(&whole)).then(|| whole - self.left_out.range(..whole).count())
    }
}

/// The match of a text with an edition.
#[derive(Debug)]
pub struct EditionMatch {
    /// The edition in its original form.
    pub edition: Arc<Edition>,
    /// The folder of the edition; `None` if it is a built-in one, which its id names.
    pub path: Option<PathBuf>,
    /// The result of carrying the notes onto the text.
    pub matched: Matched,
    counts: MatchCounts,
}

/// How well a text matches an edition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatchCounts {
    /// The number of paragraphs of the text.
    pub paragraphs: usize,
    /// The number of paragraphs that correspond to a paragraph of the edition.
    pub found: usize,
    /// The number of those correspondences that are doubtful.
    pub doubtful: usize,
    /// The number of answered phrases whose place in the text is doubtful.
    pub phrases: usize,
    /// The number of answered phrases that have other words in the text, but of which nothing is doubtful.
    pub certain: usize,
    /// The number of notes that have a place in the text, or are on the whole article.
    pub notes: usize,
    /// The number of notes without a place.
    pub lost: usize,
}

impl EditionMatch {
    /// Creates a match and counts its results, which the preview shows in every frame.
    pub fn new(edition: Arc<Edition>, path: Option<PathBuf>, matched: Matched) -> Self {
        let counts = MatchCounts::of(&edition, &matched);
        Self { edition, path, matched, counts }
    }

    /// Returns the counts.
    pub fn counts(&self) -> MatchCounts {
        self.counts
    }
}

impl MatchCounts {
    /// Counts the results of a match.
    fn of(edition: &Edition, matched: &Matched) -> Self {
        let pairs = &matched.pairs.pairs;
        let linked = pairs.iter().filter(|p| !p.copy.is_empty() && !p.edition.is_empty());
        let all: usize = edition.perspectives().iter().map(|p| p.notes.len()).sum();
        let lost = matched.lost.len();
        let open = OpenPhrases::of(&matched.pairs, &matched.phrases);
        Self {
            paragraphs: pairs.iter().map(|p| p.copy.len()).sum(),
            found: linked.clone().map(|p| p.copy.len()).sum(),
            doubtful: linked.filter(|p| super::is_doubtful(p)).map(|p| p.copy.len()).sum(),
            phrases: open.doubtful.len(),
            certain: open.certain.len(),
            notes: all.saturating_sub(lost),
            lost,
        }
    }

    /// Returns whether the text is likely to be the edition's article: at least a third of its paragraphs correspond.
    pub fn is_likely(self) -> bool {
        self.found * 3 >= self.paragraphs && self.found > 0
    }
}

impl Preview {
    /// Returns the previewed text without what the reader left out; `None` while it waits for a choice.
    pub fn into_text(self) -> Option<Imported> {
        match self.stage {
            Stage::Text(mut read) => {
                read.imported.article = leave_out(&read.imported.article, &self.request.left_out).0;
                Some(read.imported)
            }
            Stage::Chapters(_) | Stage::Encodings(_) => None,
        }
    }
}

impl CopyState {
    /// Returns whether a text that was read is shown: one that was read again only while its preview is open with the
    /// same choices. A result for an earlier choice is replaced by the one that is on its way.
    pub(in crate::state) fn expects(&self, read: &Preview) -> bool {
        let is_wanted = |shown: &Preview| shown.request.left_out == read.request.left_out;
        !read.request.is_refresh || self.preview.as_deref().is_some_and(is_wanted)
    }

    /// Shows the preview of a text that was read.
    pub(super) fn show_preview(&mut self, shared: &Shared<'_>, preview: Box<Preview>, out: &mut Outcome) {
        if self.expects(&preview) {
            self.preview = Some(preview);
            out.open_dialog(Dialog::Preview);
            self.refresh_preview(shared, out);
        }
    }

    /// Reads a text beside the open edition.
    fn read_text(&self, shared: &Shared<'_>, request: TextRequest, out: &mut Outcome) {
        let base =
            TextBase { edition: Arc::clone(self.newest_base(shared.edition)), path: shared.path.map(PathBuf::from) };
        out.perform(Effect::ReadText { request, base });
    }

    pub(super) fn refresh_preview(&self, shared: &Shared<'_>, out: &mut Outcome) {
        let Some(Preview { request, stage: Stage::Text(read) }) = self.preview.as_deref() else { return };
        let (matched, newest) = (&read.edition_match.edition, self.newest_base(shared.edition));
        if !Arc::ptr_eq(matched, newest) && !matched.has_same_content(newest) {
            self.read_text(shared, TextRequest { is_refresh: true, ..request.clone() }, out);
        }
    }

    pub(super) fn read_pasted(&self, shared: &Shared<'_>, text: &str, out: &mut Outcome) {
        if text.trim().is_empty() {
            out.notify(Notice::quiet("There is no text on the clipboard"));
        } else {
            self.read_text(shared, TextRequest::pasted(text), out);
        }
    }

    /// Reads the previewed text again with another chapter or encoding.
    pub(super) fn set_read_options(&self, shared: &Shared<'_>, options: ReadOptions, out: &mut Outcome) {
        let Some(preview) = &self.preview else { return };
        let left_out = BTreeSet::new();
        let request = TextRequest { options, left_out, is_refresh: false, ..preview.request.clone() };
        self.read_text(shared, request, out);
    }

    /// Opens the previewed text as a copy in place of the edition's text, with the notes carried onto it.
    pub(super) fn open_beside(&mut self, shared: &Shared<'_>, out: &mut Outcome) {
        let Some(preview) = self.preview.take() else { return };
        let Preview { request, stage: Stage::Text(read) } = *preview else { return };
        if request.left_out != read.left_out {
            // The last choice has not been matched yet.
            out.ask(Request::CloseAnyDialog);
            self.read_text(shared, TextRequest { skip_preview: true, is_refresh: false, ..request }, out);
            return;
        }
        let (copy, edition) = OwnCopy::from_text(*read, request.source);
        out.ask(Request::OpenCopy(Box::new(copy), Box::new(edition)));
    }

    /// Leaves a paragraph of the previewed text out, or takes it in again, and matches the text again. One always stays.
    pub(super) fn leave_out(&mut self, shared: &Shared<'_>, at: usize, is_out: bool, out: &mut Outcome) {
        let Some(Preview { request, stage: Stage::Text(read) }) = self.preview.as_deref_mut() else { return };
        let count = read.imported.article.paragraphs.len();
        let changed = if is_out {
            at < count && request.left_out.len() + 1 < count && request.left_out.insert(at)
        } else {
            request.left_out.remove(&at)
        };
        if changed {
            let request = TextRequest { is_refresh: true, ..request.clone() };
            self.read_text(shared, request, out);
        }
    }
}
