//! `parallax export`: an edition as a handout to print, a brief or the flow of a round as a file.

use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use super::arguments::{ExportOptions, HandoutArg, HandoutPaper, To};
use super::show::chosen;
use super::{CLEAN, UNREADABLE, brief, round};
use crate::export::handout::{
    Handout, HandoutFormat, HandoutKind, HandoutOptions, Paper, PrintError, Printed, SystemFont, print,
};
use crate::model::Edition;
use crate::model::progress::Progress;
use crate::model::rows::Rows;
use crate::model::visible::with_marks;
use crate::storage::{self, faces, load_without_check, shipped_without_check, write_export};

/// What an edition cannot become.
const NOT_OF_EDITIONS: &str =
    "expected --to pdf or html for an edition, since docx and md are forms of briefs; choose one of these, or a brief";

/// Work that takes longer than this is told, where somebody sees it.
const UNNOTICED: Duration = Duration::from_secs(1);

/// How often it is told anew.
const TOLD_EVERY: Duration = Duration::from_millis(250);

/// Writes the file and says where it is.
pub(super) fn run(options: &ExportOptions, out: &mut impl Write) -> io::Result<u8> {
    let made = match options.path.as_deref() {
        Some(path) if round::is_one(path) => round::export(path, options),
        Some(path) if brief::is_one(path) => brief::export(path, options),
        _ => make(options),
    };
    match made {
        Ok((printed, path)) => {
            let pages = match printed.pages {
                Some(1) => ", 1 page".to_owned(),
                Some(pages) => format!(", {pages} pages"),
                None => String::new(),
            };
            writeln!(out, "{}{pages}", with_marks(&path.to_string_lossy()))?;
            printed.warnings.iter().try_for_each(|remark| writeln!(out, "note: {}", with_marks(remark)))?;
            Ok(CLEAN)
        }
        Err(lines) => {
            lines.iter().for_each(|line| eprintln!("parallax: {}", with_marks(line)));
            Ok(UNREADABLE)
        }
    }
}

fn make(options: &ExportOptions) -> Result<(Printed, PathBuf), Vec<String>> {
    let one = |message: String| vec![message];
    let loaded = options.path.as_deref().map_or_else(shipped_without_check, load_without_check);
    let loaded = loaded.map_err(|error| error.faults.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let edition = loaded.edition;
    let wish = wish(options, &edition).map_err(one)?;
    let form = match options.to {
        None | Some(To::Pdf) => HandoutFormat::Pdf,
        Some(To::Html) => HandoutFormat::Html,
        Some(To::Docx | To::Md | To::Xlsx | To::Csv) => return Err(one(NOT_OF_EDITIONS.to_owned())),
    };
    if !form.is_available() {
        return Err(one(PrintError::NoPdf.to_string()));
    }
    let path = options.output.clone().unwrap_or_else(|| named(&edition, &wish, form));
    // Before the work, not after it.
    not_over(&path, options.force).map_err(one)?;
    let handout = Handout::new(&edition, &Rows::new(&edition), &wish).map_err(|error| one(error.to_string()))?;
    let printed = told(|progress| print(&handout, form, face, progress)).map_err(|error| one(error.to_string()))?;
    write_export(&path, &printed.bytes, options.force).map_err(|error| one(error.to_string()))?;
    Ok((printed, path))
}

/// A file that is there is left, unless it may go.
///
/// # Errors
/// When there is one.
pub(super) fn not_over(path: &Path, force: bool) -> Result<(), String> {
    let there = "expected a new file, but there is one already; choose another name, or --force";
    if !force && storage::is_there(path) { Err(format!("{there}: {}", path.display())) } else { Ok(()) }
}

fn wish(options: &ExportOptions, edition: &Edition) -> Result<HandoutOptions, String> {
    let kind = match options.handout {
        None | Some(HandoutArg::Full) => HandoutKind::Full,
        Some(HandoutArg::Pupil) => HandoutKind::Pupil,
        Some(HandoutArg::Sheet) => HandoutKind::Sheet,
        Some(HandoutArg::Sources) => HandoutKind::Sources,
    };
    let paper = match options.paper {
        None | Some(HandoutPaper::A4) => Paper::A4,
        Some(HandoutPaper::Letter) => Paper::Letter,
    };
    let perspectives = Some(chosen(edition, &options.perspectives)?);
    Ok(HandoutOptions { kind, paper, large: options.large, perspectives, ..HandoutOptions::default() })
}

/// A file here, named after the edition and the handout.
fn named(edition: &Edition, wish: &HandoutOptions, form: HandoutFormat) -> PathBuf {
    Path::new(".").join(wish.file_name(edition.id(), form))
}

/// A face of the system for a script.
fn face(script: crate::model::Script) -> Option<SystemFont> {
    faces::find(script).map(|faces::FoundFace { script, bytes, index }| SystemFont { script, bytes, index })
}

/// Does the work, and tells how far it has come when it takes its time and somebody sees it.
fn told<T: Send>(work: impl FnOnce(&Progress) -> T + Send) -> T {
    let progress = Progress::default();
    if !io::stderr().is_terminal() {
        return work(&progress);
    }
    std::thread::scope(|scope| {
        let (done, wait) = channel::<()>();
        let shown = &progress;
        scope.spawn(move || {
            let mut pause = UNNOTICED;
            let mut told = false;
            while wait.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                pause = TOLD_EVERY;
                told = true;
                eprint!("\rSetting the handout: {:.0} % ", shown.share() * 100.0);
            }
            if told {
                eprint!("\r{:40}\r", "");
            }
        });
        let result = work(&progress);
        drop(done);
        result
    })
}
