//! Writing what the user exports to the file that they chose.

use std::error::Error;
use std::path::{Path, PathBuf};

use crate::export::annotations;
use crate::export::brief::{self, BriefDocument};
use crate::export::flow;
use crate::export::handout::{Handout, PrintError, Printed, count_pages, print};
use crate::model::progress::Progress;
use crate::model::{Brief, HandOver};
use crate::state::{
    Action, AnnotationExport, BriefExport, Export, FlowExport, HandOverExport, HandoutExport, Notice, SpeechExport,
};
use crate::storage::{faces, hand_over_text, today, write_export};

use super::Platform;
use super::jobs::Slot;
use super::loads::name_of;
use super::open::expand_home;

impl Platform {
    /// Counts the pages of a handout, a brief or a speech. A later request replaces an earlier one.
    pub fn count_pages(&mut self, export: Export, number: u64) {
        self.jobs.start(Slot::Pages, move |progress| {
            let pages = pages_of(&export, progress).map_err(|error| error.to_string());
            vec![Action::PagesCounted { number, pages }]
        });
    }

    /// Makes an export and writes it to a file.
    pub fn export(&mut self, export: Export, path: PathBuf, overwrite: bool) {
        let path = expand_home(path);
        let status = format!("Making {}", name_of(&path));
        let cancelled = Notice::quiet(format!("Cancelled: {} was not written", name_of(&path)));
        let slot = Slot::Export(path.clone());
        self.jobs.start_reported(
            &slot,
            (status, Some(Action::Notify(cancelled))),
            move |progress| match write_to_file(&export, &path, overwrite, progress) {
                Ok(printed) => {
                    vec![Action::Exported(export.file_name()), Action::Notify(saved_notice(&path, &printed))]
                }
                Err(error) => {
                    let fault = format!("The {} not saved: {error}", export.name_and_verb());
                    vec![Action::Notify(Notice::fault(fault))]
                }
            },
        );
    }
}

/// Returns the number of pages of an export as PDF.
fn pages_of(export: &Export, progress: &Progress) -> Result<usize, Box<dyn Error>> {
    match export {
        Export::Handout(export) => {
            let HandoutExport { edition, rows, options, form: _ } = &**export;
            Ok(count_pages(&Handout::new(edition, rows, options)?, faces::find, progress)?)
        }
        Export::Brief(export) => {
            let document = BriefDocument { brief: &export.brief, marks: &[] };
            Ok(brief::count_pages(document, export.paper, faces::find, progress)?)
        }
        Export::Speech(SpeechExport { key: _, round, sources, speech, form: _, paper }) => {
            let brief = round.speech_brief(*speech, sources).ok_or(NOTHING_READ)?;
            let document = BriefDocument { brief: &brief, marks: round.speech_marks(*speech) };
            Ok(brief::count_pages(document, *paper, faces::find, progress)?)
        }
        Export::HandOver(_) | Export::Flow(_) | Export::Annotations(_) => Err(PrintError::NoPdf.into()),
    }
}

/// The error for a speech without entries.
const NOTHING_READ: &str = "nothing is read in this speech";

/// Makes an export and writes it. A cancelled one leaves no file.
fn write_to_file(
    export: &Export,
    path: &Path,
    overwrite: bool,
    progress: &Progress,
) -> Result<Printed, Box<dyn Error>> {
    let printed = match export {
        Export::Handout(export) => {
            let HandoutExport { edition, rows, options, form } = &**export;
            print(&Handout::new(edition, rows, options)?, *form, faces::find, progress)?
        }
        Export::HandOver(HandOverExport { key: _, brief }) => {
            plain(hand_over_text(&HandOver::of(Brief::clone(brief)))?.into_bytes())
        }
        Export::Brief(BriefExport { key: _, brief, part: _, part_name: _, form, paper }) => {
            brief::print(BriefDocument { brief, marks: &[] }, *form, *paper, faces::find, progress)?
        }
        Export::Speech(SpeechExport { key: _, round, sources, speech, form, paper }) => {
            let brief = round.speech_brief(*speech, sources).ok_or(NOTHING_READ)?;
            let document = BriefDocument { brief: &brief, marks: round.speech_marks(*speech) };
            brief::print(document, *form, *paper, faces::find, progress)?
        }
        Export::Flow(FlowExport { key: _, round, form }) => plain(flow::write(round, *form, today())?),
        Export::Annotations(export) => {
            let AnnotationExport { edition, layer, spots } = &**export;
            plain(annotations::markdown(edition, layer, spots).into_bytes())
        }
    };
    // From here on the file is written, and reported, even if the user cancels.
    progress.commit()?;
    write_export(path, &printed.bytes, overwrite)?;
    Ok(printed)
}

fn plain(bytes: Vec<u8>) -> Printed {
    Printed { bytes, pages: None, warnings: Vec::new() }
}

/// Returns the notice about an export that was written: where, its number of pages if it has any, and its warnings.
fn saved_notice(path: &Path, printed: &Printed) -> Notice {
    let pages = match printed.pages {
        Some(1) => ", 1 page".to_owned(),
        Some(pages) => format!(", {pages} pages"),
        None => String::new(),
    };
    let saved = format!("Saved {}{pages}", path.display());
    match printed.warnings.as_slice() {
        [] => Notice::quiet(saved),
        warnings => Notice::fault(format!("{saved}\n{}", warnings.join("\n"))),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use super::{saved_notice, write_to_file};
    use crate::export::handout::{HandoutFormat, HandoutKind, HandoutOptions};
    use crate::model::progress::Progress;
    use crate::model::rows::Rows;
    use crate::state::{Export, HandoutExport, Notice};
    use crate::storage::WriteExportError;

    fn sheet() -> Export {
        let edition = crate::platform::open(None).unwrap().edition;
        let options = HandoutOptions { kind: HandoutKind::Sheet, ..HandoutOptions::default() };
        let rows = Arc::new(Rows::new(&edition));
        Export::Handout(Box::new(HandoutExport {
            edition: Arc::new(edition),
            rows,
            options,
            form: HandoutFormat::Html,
        }))
    }

    #[test]
    fn a_handout_is_saved_and_reported_but_does_not_replace_an_existing_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sheet.html");
        let printed = write_to_file(&sheet(), &path, false, &Progress::default()).unwrap();
        assert_eq!(saved_notice(&path, &printed), Notice::quiet(format!("Saved {}", path.display())));
        fs::write(&path, "mine").unwrap();
        let result = write_to_file(&sheet(), &path, false, &Progress::default());
        assert!(result.is_err_and(|error| error.is::<WriteExportError>()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    }

    #[test]
    fn a_cancelled_handout_leaves_no_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sheet.html");
        let progress = Progress::default();
        progress.cancel();
        assert!(write_to_file(&sheet(), &path, false, &progress).is_err());
        assert!(!path.exists());
    }
}
