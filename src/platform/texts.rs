//! Reading texts from files and from the clipboard to set them beside the open edition, and reading stored copies.

use std::path::Path;
use std::sync::Arc;

use crate::import::{ImportError, Imported, MAX_FILE_BYTES, ReadOptions, import};
use crate::model::progress::{Cancelled, Progress};
use crate::model::{Article, CopyCitation, Edition, leave_out};
use crate::state::copy::{LeftOutBase, PreviousText, TextChange, former_key, key};
use crate::state::{
    COPY_FORMAT, EditionMatch, Loaded, MatchRequest, OwnCopy, Preview, SavedCopy, Stage, TextBase, TextRead,
    TextRequest, TextSource,
};
use crate::storage::{
    Document as _, EditionLocation, OpenedDocument, atomic_file, document_path, open_document, read_file,
};

use super::load_failure::{FileError, LoadFailure, LoadResult};
use super::previous_versions::{is_gone, offer_previous_versions};

/// Whether a path is to be opened as an edition rather than as a text: a folder, a RON file, or a path that does not
/// exist and has no extension.
pub fn is_edition(path: &Path) -> bool {
    path.is_dir()
        || (path.extension().is_none() && !path.exists())
        || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}

/// Reads a text and carries the notes of an edition onto it: the result is a preview or a choice to make. A text of
/// which a copy is stored is opened as that copy.
pub fn read(request: TextRequest, base: TextBase, copies: Option<&Path>, progress: &Progress) -> LoadResult {
    let failure = |source: FileError| LoadFailure::Text { text: request.source.clone(), source };
    let bytes = match (&request.source, &request.pasted) {
        (TextSource::File(path), _) => read_file(path, MAX_FILE_BYTES).map_err(|error| failure(error.into()))?,
        (TextSource::Pasted, text) => text.as_deref().unwrap_or_default().as_bytes().to_vec(),
    };
    let stage = match import(&name_of(&request.source), &bytes, &request.options, progress) {
        Ok(imported) => {
            drop(bytes);
            match preview_or_open(imported, base, &request, copies, progress).map_err(failure)? {
                ImportedText::Preview(read) => Stage::Text(read),
                ImportedText::Opened(found) => return Ok(Box::new(found)),
            }
        }
        Err(ImportError::ChooseChapter(chapters)) => Stage::Chapters(chapters),
        Err(ImportError::ChooseEncoding(names)) => Stage::Encodings(names),
        Err(error) => return Err(failure(error.into())),
    };
    Ok(Box::new(Loaded::Text(Preview { request, stage })))
}

/// What becomes of a text that was imported.
enum ImportedText {
    /// The user sees it before it is opened.
    Preview(Box<TextRead>),
    /// It is opened at once.
    Opened(Loaded),
}

/// Returns an imported text as a preview, or as a copy if one is stored or the user asked to open it at once.
fn preview_or_open(
    mut imported: Imported,
    base: TextBase,
    request: &TextRequest,
    copies: Option<&Path>,
    progress: &Progress,
) -> Result<ImportedText, FileError> {
    let key = key(base.edition.id(), &imported.article, &[]);
    // A user who chooses what to leave out looks at the text: no copy of it was stored. Another window may have stored one
    // since, which is opened with this choice.
    let stored = copies.filter(|_| request.left_out.is_empty() || request.skip_preview);
    let former = former_key(base.edition.id(), &imported.article, &[]);
    let (stored, damage) = stored.map_or(Ok((None, None)), |copies| read_stored_text(copies, &key, &former))?;
    // The paragraphs are in the language of the text, which may differ from that of the notes.
    let (language, home) = (imported.language.clone(), base.edition.head().language.primary().to_owned());
    if let Some(language) = language.filter(|language| language.primary() != home) {
        for paragraph in &mut imported.article.paragraphs {
            paragraph.language.get_or_insert_with(|| language.clone());
        }
    }
    if let (Some(stored), Some(copies)) = (stored, copies) {
        return stored.open(copies, Some((request, &imported.article)), base, progress).map(ImportedText::Opened);
    }
    imported.warnings.extend(damage);
    let summary = imported.summary();
    let found = match copies {
        Some(copies) => previous_text(copies, &key, (&base.edition, request, &imported.article), progress)?,
        None => None,
    };
    let TextBase { edition, path } = base;
    let (to_match, earlier) = match found {
        Some((mut to_match, earlier)) if !earlier.is_unrelated => {
            // A version from before citations, or one whose file did not say anything.
            if to_match.citation == CopyCitation::default() {
                to_match.citation = imported.citation();
            }
            (to_match, Some(earlier))
        }
        // What was left out of an unrelated text says nothing about this one.
        found => {
            let (article, left_out) = leave_out(&imported.article, &request.left_out);
            let citation = imported.citation();
            let to_match =
                MatchRequest { left_out, citation, ..MatchRequest::new(Arc::clone(&edition), Arc::new(article)) };
            (to_match, found.map(|(_, earlier)| earlier))
        }
    };
    let matched = to_match.run(progress)?;
    // A user who has chosen a chapter has said what this text is; another text of the same file is then another
    // chapter.
    let carried = earlier.filter(|earlier| !earlier.is_unrelated || request.options.chapter.is_none());
    if request.skip_preview || carried.as_ref().is_some_and(|earlier| !earlier.is_unrelated) {
        let (mut copy, edition) = OwnCopy::new(to_match, path, request.source.clone(), matched);
        let goes_on =
            |earlier: &&PreviousText| !earlier.is_unrelated && !matches!(earlier.change, TextChange::OtherSource(_));
        copy.predecessors = carried.as_ref().filter(goes_on).map_or(Vec::new(), |earlier| earlier.chain.clone());
        copy.previous = carried;
        if !request.left_out.is_empty() {
            copy.left_out_base = LeftOutBase::default();
        }
        return Ok(ImportedText::Opened(Loaded::Copy(Box::new(copy), Box::new(edition))));
    }
    if let Some(earlier) = carried {
        imported.warnings.push(earlier.message(&request.source.name()));
    }
    Ok(ImportedText::Preview(Box::new(TextRead {
        imported,
        left_out: request.left_out.clone(),
        summary,
        edition_match: EditionMatch::new(edition, path, matched),
    })))
}

/// Looks for an earlier text that the user corrected and of which this one is a version, and carries the answers over.
fn previous_text(
    copies: &Path,
    key: &str,
    (edition, request, whole): (&Arc<Edition>, &TextRequest, &Article),
    progress: &Progress,
) -> Result<Option<(MatchRequest, PreviousText)>, Cancelled> {
    let mut found = None;
    let mut accept = |saved: SavedCopy| {
        let out = if request.left_out.is_empty() { saved.left_out_in(whole) } else { request.left_out.clone() };
        let (to_match, mut earlier) = saved.carry_onto(Arc::clone(edition), whole, &out, progress)?;
        if !request.left_out.is_empty() {
            // The user has just chosen it.
            earlier.left_out.clear();
        }
        let is_other = !saved.is_previous_version_of(edition, &request.source);
        let is_renamed = is_gone(&saved) && saved.source.name() == request.source.name();
        // A text from elsewhere is the same text only if the words are nearly the same.
        let is_same = !earlier.is_unrelated && (!is_other || is_renamed || earlier.is_close);
        if is_other {
            earlier.change = match saved.source.path().filter(|_| is_gone(&saved)) {
                Some(from) => TextChange::Moved(from.to_owned()),
                None => TextChange::OtherSource(saved.source.name()),
            };
        }
        // Of a book, the copy stored last may be of another chapter.
        if is_same || (found.is_none() && !is_other) {
            found = Some((to_match, earlier));
        }
        Ok(is_same)
    };
    offer_previous_versions(copies, key, (edition, &request.source, whole), progress, &mut accept)?;
    Ok(found)
}

/// Reads the copy that is stored of a text, under its present key or the one that earlier programs gave it. Returns the
/// message about a damaged file beside it.
fn read_stored_text(copies: &Path, key: &str, former: &str) -> Result<(Option<StoredCopy>, Option<String>), FileError> {
    let mut messages = None;
    for key in [key, former] {
        let OpenedDocument { value, warning: damage } = open_document(&document_path(copies, key))?;
        if let Some(saved) = value {
            return Ok((Some(StoredCopy { saved, key: key.to_owned(), damage }), None));
        }
        messages = messages.or(damage);
    }
    Ok((None, messages))
}

/// Reads a stored copy and its edition.
pub fn read_copy(edition: &EditionLocation, key: &str, copies: Option<&Path>, progress: &Progress) -> LoadResult {
    let opened = super::open_at(edition)?;
    let path = copies.map(|copies| document_path(copies, key));
    let failure = |source: FileError| LoadFailure::File { path: path.clone(), source };
    let stored = path.as_deref().map(open_document::<SavedCopy>).transpose().map_err(|error| failure(error.into()))?;
    let (value, damage) = stored.map_or((None, None), |stored| (stored.value, stored.warning));
    let (Some(saved), Some(copies)) = (value, copies) else {
        return Err(failure(damage.map_or("it is not there any more".into(), Into::into)));
    };
    if saved.edition != opened.edition.id() {
        return Err(failure("it is a copy of another edition's article than the one that is there now".into()));
    }
    let base = TextBase { edition: Arc::new(opened.edition), path: opened.path };
    StoredCopy { saved, key: key.to_owned(), damage }.open(copies, None, base, progress).map(Box::new).map_err(failure)
}

/// A copy that was read from its file.
struct StoredCopy {
    saved: SavedCopy,
    /// The name of the file without its extension.
    key: String,
    /// The message about the file, if it was damaged.
    damage: Option<String>,
}

impl StoredCopy {
    /// Opens the copy as it was left; one whose text was edited by hand is aligned again. `text` is the text as it was
    /// just read, if it was: the answers are carried onto it, should it differ in what the key ignores.
    fn open(
        mut self,
        copies: &Path,
        text: Option<(&TextRequest, &Article)>,
        base: TextBase,
        progress: &Progress,
    ) -> Result<Loaded, FileError> {
        if self.edited_key().is_some_and(|key| document_path(copies, &key).exists()) {
            self = self.with_later_version(copies)?;
        }
        let former = self.saved.source.clone();
        if let Some((request, _)) = text {
            self.saved.source = request.source.clone();
        }
        let chosen = text.map(|(request, _)| &request.left_out);
        let chosen = chosen.filter(|out| !out.is_empty() && self.edited_key().is_none());
        let stored_out = self.saved.left_out_indexes();
        if let Some(out) = chosen {
            self.saved.leave_out(out);
        }
        let Self { saved, key: stored_key, damage } = &self;
        let (to_match, earlier) = match (self.edited_key(), text) {
            // The text that was asked for, but not letter for letter.
            (None, Some((_, whole))) if key(&saved.edition, whole, &[]) == saved.key() && !saved.is_of(whole) => {
                let out = saved.left_out_in(whole);
                let (to_match, mut earlier) = saved.carry_onto(base.edition, whole, &out, progress)?;
                earlier.change = TextChange::OtherSource(former.name());
                (to_match, Some(earlier))
            }
            (None, _) => (saved.to_request(base.edition), None),
            (Some(_), _) => {
                let backup = atomic_file::backup_of(&document_path(copies, stored_key));
                let before = atomic_file::peek::<SavedCopy>(&backup, COPY_FORMAT, SavedCopy::MAX_BYTES)
                    .filter(|before| before.is_saved_under(stored_key))
                    .map(|before| before.article);
                let (to_match, earlier) = saved.carry_after_user_edit(stored_key, base.edition, before, progress)?;
                (to_match, Some(earlier))
            }
        };
        let matched = to_match.run(progress)?;
        let (mut copy, edition) = OwnCopy::new(to_match, base.path, saved.source.clone(), matched);
        if self.edited_key().is_none() {
            // An earlier program gave it another name, under which it stays.
            copy.key.clone_from(stored_key);
        }
        copy.predecessors = match &earlier {
            Some(earlier) if self.edited_key().is_some() => earlier.chain.clone(),
            _ => saved.predecessors.clone(),
        };
        copy.previous = earlier.filter(|_| self.edited_key().is_some() || saved.has_answers());
        if chosen.is_some() {
            copy.left_out_base.indexes = Some(stored_out);
        }
        copy.damage.clone_from(damage);
        Ok(Loaded::Copy(Box::new(copy), Box::new(edition)))
    }

    /// Returns the key of the text if it is not the key of the file. A copy is stored under the key of its text, so
    /// then the text in the file was edited by hand.
    fn edited_key(&self) -> Option<String> {
        (!self.saved.is_saved_under(&self.key)).then(|| self.saved.key())
    }

    /// Replaces a copy that was edited by hand with the one that was stored after it was first opened in that state.
    fn with_later_version(self, copies: &Path) -> Result<Self, FileError> {
        let Some(key) = self.edited_key() else { return Ok(self) };
        let OpenedDocument { value, warning } = open_document(&document_path(copies, &key))?;
        Ok(match value {
            Some(saved) => Self { saved, key, damage: warning },
            None => Self { damage: warning.or(self.damage), ..self },
        })
    }
}

/// Reads a statement from a file: its paragraphs, joined by newlines.
///
/// # Errors
/// Returns an error when the file cannot be read or imported, or is a book of several chapters.
pub fn read_statement(path: &Path, progress: &Progress) -> Result<String, LoadFailure> {
    let failure = |source: FileError| LoadFailure::File { path: Some(path.to_owned()), source };
    let bytes = read_file(path, MAX_FILE_BYTES).map_err(|error| failure(error.into()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let imported = import(&name, &bytes, &ReadOptions::default(), progress).map_err(|error| match error {
        ImportError::ChooseChapter(chapters) => failure(
            format!(
                "this is a book of {} chapters and no statement; open it as an article to read one of them, and paste \
                 the passage you mean here",
                chapters.len()
            )
            .into(),
        ),
        error => failure(error.into()),
    })?;
    let texts: Vec<&str> = imported.article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    Ok(texts.join("\n"))
}

/// Returns the file name that the importer sees.
fn name_of(source: &TextSource) -> String {
    match source {
        TextSource::File(_) => source.name(),
        TextSource::Pasted => "clipboard".to_owned(),
    }
}
