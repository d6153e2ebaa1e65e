//! Reading what earlier runs saved, and the notices about files that could not be read.

use std::path::{Path, PathBuf};

use crate::state::Notice;
use crate::storage::atomic_file::{self, Stored};

/// Reads a saved file and adds a notice when it was not read as it is. `what` names its content in the notice. Sets the
/// path to `None` when the file must not be overwritten, so that it is no longer saved.
pub(super) fn load_saved_file<T: serde::de::DeserializeOwned>(
    path: &mut Option<PathBuf>,
    format: u32,
    what: &str,
    notices: &mut Vec<Notice>,
) -> Option<T> {
    let stored = atomic_file::read(path.as_deref()?, format);
    let shown = path.as_deref().unwrap_or(Path::new("")).display().to_string();
    path.take_if(|_| matches!(stored, Stored::Newer(_) | Stored::Locked { .. }));
    let in_use = |value: &Option<T>| if value.is_some() { "The last good copy is" } else { "The usual ones are" };
    let (value, text) = match stored {
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
            let (in_use, aside) = (in_use(&value), aside.display());
            let message = format!("Your {what} could not be read: {fault}. {in_use} in use.");
            (value, format!("{message} The damaged file was set aside: {aside}"))
        }
        Stored::Locked { value, fault } => {
            let message = format!("Your {what} could not be read: {fault}. {} in use.", in_use(&value));
            let consequence = "The file is left as it is, and changes are not kept until it can be read:";
            (value, format!("{message} {consequence} {shown}"))
        }
    };
    notices.push(Notice::fault(text));
    value
}
