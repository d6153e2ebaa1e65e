//! Texts from files and from the clipboard, beside the open edition; and copies that were kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::import::{ImportError, Imported, LARGEST_FILE, Wish, import};
use crate::model::progress::{Cancelled, Progress};
use crate::state::copy::{Change, key};
use crate::state::{
    Beside, COPY_FORMAT, Found, MatchRequest, Opened, OwnCopy, Preview, SavedCopy, Stage, TextBase, TextRead,
    TextRequest, TextSource,
};
use crate::storage;
use crate::storage::atomic_file::{self, Stored};
use crate::storage::{CreateError, read_file};

use super::loads::Outcome;
use super::previous_versions::earlier;

/// Whether a path is an edition and not a text: a folder, or a file of RON; where nothing is, what has no ending.
pub fn is_edition(path: &Path) -> bool {
    path.is_dir()
        || (path.extension().is_none() && !path.exists())
        || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}

/// The file of a copy in the folder of copies.
pub fn file_of(copies: &Path, key: &str) -> PathBuf {
    copies.join(format!("{key}.ron"))
}

/// Reads a text and carries the open edition's notes onto it. A copy that was kept comes as it was left.
pub fn read(wish: TextRequest, base: TextBase, copies: Option<&Path>, progress: &Progress) -> Outcome {
    let failed = |why: String| format!("{}\n{why}", wish.source.failed());
    let bytes = match (&wish.source, &wish.pasted) {
        (TextSource::File(path), _) => read_file(path, LARGEST_FILE).map_err(failed)?,
        (TextSource::Pasted, text) => text.as_deref().unwrap_or_default().as_bytes().to_vec(),
    };
    let stage = match import(&name_of(&wish.source), &bytes, &wish.wish, progress) {
        Ok(imported) => {
            drop(bytes);
            match text_read(imported, base, &wish, copies, progress).map_err(failed)? {
                Ok(read) => Stage::Text(Box::new(read)),
                Err(found) => return Ok(Box::new(found)),
            }
        }
        Err(ImportError::ChooseChapter(chapters)) => Stage::Chapters(chapters),
        Err(ImportError::ChooseEncoding(names)) => Stage::Encodings(names),
        Err(error) => return Err(failed(error.to_string())),
    };
    Ok(Box::new(Found::Text(Preview { asked: wish, stage })))
}

/// A text to be previewed, or a copy that is known or was asked for.
fn text_read(
    mut imported: Imported,
    base: TextBase,
    wish: &TextRequest,
    copies: Option<&Path>,
    progress: &Progress,
) -> Result<Result<TextRead, Found>, String> {
    let key = key(base.edition.id(), &imported.article);
    let (known, damage) = copies.map_or(Ok((None, None)), |copies| kept(&file_of(copies, &key)))?;
    if let (Some(kept), Some(copies)) = (known, copies) {
        return FoundCopy { kept, key, damage }.opened(copies, wish.source.path(), base, progress).map(Err);
    }
    imported.remarks.extend(damage);
    let summary = imported.summary();
    // A paragraph is in the language of its text, which need not be the notes'.
    if let Some(language) = imported.language.as_ref().filter(|l| l.primary() != base.edition.head().language.primary())
    {
        for paragraph in &mut imported.article.paragraphs {
            paragraph.language.get_or_insert_with(|| language.clone());
        }
    }
    let article = Arc::new(imported.article.clone());
    let cancelled = |error: Cancelled| error.to_string();
    let mut found = None;
    let mut onto = |kept: SavedCopy| {
        let (to_match, mut earlier) = kept.onto(Arc::clone(&base.edition), Arc::clone(&article), progress)?;
        let moved = kept.source.path().filter(|_| kept.source != wish.source);
        // Under another name, a text is another unless hardly a word of it is.
        let same = !earlier.another && (moved.is_none() || kept.source.name() == wish.source.name() || earlier.close);
        if let Some(from) = moved {
            earlier.change = Change::Moved(from.to_owned());
        }
        // Of a book, another chapter may have been kept last.
        if same || (found.is_none() && moved.is_none()) {
            found = Some((to_match, earlier));
        }
        Ok(same)
    };
    if let Some(copies) = copies {
        earlier(copies, &key, (&base.edition, &wish.source), progress, &mut onto).map_err(cancelled)?;
    }
    let TextBase { edition, path } = base;
    let (to_match, earlier) = match found {
        Some((wish, earlier)) => (wish, Some(earlier)),
        None => (MatchRequest::new(Arc::clone(&edition), article), None),
    };
    let matched = to_match.matched(progress).map_err(cancelled)?;
    // The reader has said what this file is; and another text of the same file may be another chapter of a book.
    let carried = earlier.filter(|earlier| !earlier.another || wish.wish.chapter.is_none());
    if wish.at_once || carried.as_ref().is_some_and(|earlier| !earlier.another) {
        let (mut copy, edition) = OwnCopy::with(to_match, path, wish.source.clone(), matched);
        copy.after = carried.as_ref().filter(|e| !e.another).map_or(Vec::new(), |earlier| earlier.chain.clone());
        copy.earlier = carried;
        return Ok(Err(Found::Copy(Box::new(copy), Box::new(edition))));
    }
    if let Some(earlier) = carried {
        imported.remarks.push(earlier.told(&wish.source.name()));
    }
    Ok(Ok(TextRead { imported, summary, beside: Beside::new(edition, path, matched) }))
}

/// Reads a copy that was kept, with its edition.
pub fn read_kept(edition: Option<&Path>, key: &str, copies: Option<&Path>, progress: &Progress) -> Outcome {
    let opened = super::open(edition)?;
    let path = copies.map(|copies| file_of(copies, key));
    let failed = |why: &str| format!("{}\n{why}", Opened::failed(path.as_deref()));
    let (kept, damage) = path.as_deref().map_or(Ok((None, None)), kept).map_err(|why| failed(&why))?;
    let (Some(kept), Some(copies)) = (kept, copies) else {
        return Err(failed(damage.as_deref().unwrap_or("it is not there any more")));
    };
    if kept.edition != opened.edition.id() {
        return Err(failed("it is a copy of another edition's article than the one that is there now"));
    }
    let base = TextBase { edition: Arc::new(opened.edition), path: opened.path };
    FoundCopy { kept, key: key.to_owned(), damage }.opened(copies, None, base, progress).map(Box::new)
}

/// A copy that was kept.
struct FoundCopy {
    kept: SavedCopy,
    /// The name of its file.
    key: String,
    /// What is to be told of a file that was damaged.
    damage: Option<String>,
}

impl FoundCopy {
    /// Opens it as it was left; one that was changed by hand is set beside the notes anew. `path` is where its text is
    /// now, when it has just been read from there.
    fn opened(
        mut self,
        copies: &Path,
        path: Option<&Path>,
        base: TextBase,
        progress: &Progress,
    ) -> Result<Found, String> {
        if self.by_hand().is_some_and(|name| file_of(copies, &name).exists()) {
            self = self.since(copies)?;
        }
        if let Some(path) = path {
            self.kept.source = TextSource::File(path.to_owned());
        }
        let cancelled = |error: Cancelled| error.to_string();
        let Self { kept, key: name, damage } = &self;
        let (wish, earlier) = match self.by_hand() {
            None => (kept.wish(base.edition), None),
            Some(_) => {
                let before = atomic_file::backup_of(&file_of(copies, name));
                let before = atomic_file::peek::<SavedCopy>(&before, COPY_FORMAT, atomic_file::LARGEST_COPY);
                let before = before.filter(|before| key(&before.edition, &before.article) == *name);
                let before = before.map(|before| before.article);
                let (wish, earlier) = kept.by_hand(name, base.edition, before, progress).map_err(cancelled)?;
                (wish, Some(earlier))
            }
        };
        let matched = wish.matched(progress).map_err(cancelled)?;
        let (mut copy, edition) = OwnCopy::with(wish, base.path, kept.source.clone(), matched);
        copy.after = earlier.as_ref().map_or_else(|| kept.after.clone(), |earlier| earlier.chain.clone());
        copy.earlier = earlier;
        copy.damage.clone_from(damage);
        Ok(Found::Copy(Box::new(copy), Box::new(edition)))
    }

    /// The name of the text, when it is another than that of the file: a copy is kept under the name of its text, so
    /// the text was changed by hand.
    fn by_hand(&self) -> Option<String> {
        let name = key(&self.kept.edition, &self.kept.article);
        (name != self.key).then_some(name)
    }

    /// What was kept of a text that was changed by hand, since it was first opened so.
    fn since(self, copies: &Path) -> Result<Self, String> {
        let Some(name) = self.by_hand() else { return Ok(self) };
        Ok(match kept(&file_of(copies, &name))? {
            (Some(kept), damage) => Self { kept, key: name, damage },
            (None, damage) => Self { damage: damage.or(self.damage), ..self },
        })
    }
}

/// The copy kept in a file, if there is one; and what is to be told of a file that was damaged.
///
/// # Errors
/// When there is one that this program must not overwrite.
fn kept(path: &Path) -> Result<(Option<SavedCopy>, Option<String>), String> {
    match atomic_file::read_within(path, COPY_FORMAT, atomic_file::LARGEST_COPY) {
        Stored::Intact(kept) => Ok((Some(kept), None)),
        Stored::FromBackup(kept) => {
            let told = format!("What you kept of this text has gone; the last good copy is in use: {}", path.display());
            Ok((Some(kept), Some(told)))
        }
        Stored::Damaged { value, aside, fault } => {
            let left =
                if value.is_some() { "The last good copy is in use" } else { "Your answers about it are not here" };
            let aside = aside.display();
            let told =
                format!("What you kept of this text is damaged ({fault}). {left}; the file was set aside: {aside}");
            Ok((value, Some(told)))
        }
        Stored::Missing => Ok((None, None)),
        Stored::Newer(_) => {
            Err(format!("a newer Parallax keeps your copy of it, which is left as it is: {}", path.display()))
        }
        Stored::Locked { fault, .. } => Err(format!("your copy of it cannot be read ({fault}): {}", path.display())),
    }
}

/// Makes an edition of a text in a new folder under `shelf`, and opens it.
pub fn make_edition(shelf: &Path, title: String, mut text: Imported) -> Outcome {
    let name = title.clone();
    text.title = Some(title);
    let mut head = text.head(&name, storage::today());
    let id = head.id.clone();
    let mut folder = shelf.join(&id);
    // The folder of an edition of the same title is left alone, and two editions never share an id.
    for number in 2..1000 {
        match storage::create(&folder, &head) {
            Ok(_) => break,
            Err(CreateError::Exists { .. } | CreateError::Taken { .. }) => {
                head.id = format!("{id}-{number}");
                folder = shelf.join(&head.id);
            }
            Err(error) => return Err(format!("{}\n{error}", Opened::failed(Some(&folder)))),
        }
    }
    super::open(Some(&folder)).map(|opened| Box::new(Found::Edition(Box::new(opened))))
}

/// A statement from a file, its paragraphs one after the other.
///
/// # Errors
/// [`Opened::failed`] on a line, then why.
pub fn statement(path: &Path, progress: &Progress) -> Result<String, String> {
    let failed = |why: String| format!("{}\n{why}", Opened::failed(Some(path)));
    let bytes = read_file(path, LARGEST_FILE).map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let read = import(&name, &bytes, &Wish::default(), progress);
    let read = read.map_err(|error| match error {
        ImportError::ChooseChapter(chapters) => failed(format!(
            "this is a book of {} chapters and no statement; open it as an article to read one of them, and paste the \
             passage you mean here",
            chapters.len()
        )),
        error => failed(error.to_string()),
    })?;
    let texts: Vec<&str> = read.article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    Ok(texts.join("\n"))
}

fn name_of(source: &TextSource) -> String {
    match source {
        TextSource::File(_) => source.name(),
        TextSource::Pasted => "clipboard".to_owned(),
    }
}
