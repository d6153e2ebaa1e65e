//! What earlier runs have kept, and what the reader must know about it.

use std::path::{Path, PathBuf};

use crate::state::Notice;
use crate::storage::atomic_file::{self, Stored};

/// What is kept in a file, which is not written any more when it must not be.
pub(super) fn load_saved_file<T: serde::de::DeserializeOwned>(
    path: &mut Option<PathBuf>,
    format: u32,
    what: &str,
    notices: &mut Vec<Notice>,
) -> Option<T> {
    let kept = atomic_file::read(path.as_deref()?, format);
    let shown = path.as_deref().unwrap_or(Path::new("")).display().to_string();
    path.take_if(|_| matches!(kept, Stored::Newer(_) | Stored::Locked { .. }));
    let usual = |value: &Option<T>| if value.is_some() { "The last good copy is" } else { "The usual ones are" };
    let (value, text) = match kept {
        Stored::Missing => return None,
        Stored::Intact(value) => return Some(value),
        Stored::FromBackup(value) => {
            (Some(value), format!("Your {what} have gone. The last good copy is in use: {shown}"))
        }
        Stored::Newer(found) => {
            let text = format!(
                "Your {what} were written by a newer Parallax (format {found}, this one knows {format}). \
                 They are left as they are, and changes are not kept."
            );
            (None, text)
        }
        Stored::Damaged { value, aside, fault } => {
            let (usual, aside) = (usual(&value), aside.display());
            let begun = format!("Your {what} could not be read: {fault}. {usual} in use.");
            (value, format!("{begun} The damaged file was set aside: {aside}"))
        }
        Stored::Locked { value, fault } => {
            let begun = format!("Your {what} could not be read: {fault}. {} in use.", usual(&value));
            let then = "The file is left as it is, and changes are not kept until it can be read:";
            (value, format!("{begun} {then} {shown}"))
        }
    };
    notices.push(Notice::fault(text));
    value
}
