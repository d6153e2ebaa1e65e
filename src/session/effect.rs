//! What the outside world must do; performed by `desktop.rs`.

use std::path::PathBuf;

use crate::model::Script;

/// A wish to the outside world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask for an edition's folder with the desktop's dialog.
    PickEdition,
    /// Read an edition from disk.
    Load(PathBuf),
    /// Read the open edition again, since its folder has changed.
    ReadAgain(PathBuf),
    /// Read the edition inside the program.
    LoadShipped,
    /// Check the open edition for problems, off the frame.
    Check,
    /// Put a text on the clipboard.
    Copy(String),
    /// Open a link in the browser.
    OpenLink(String),
    /// Find a face of the system for a script.
    LoadFace(Script),
    /// The settings have changed.
    SaveSettings,
    /// Place, perspectives or recent editions have changed.
    SaveMemory,
    /// Close the window.
    Quit,
}
