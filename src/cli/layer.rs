//! A reader's layer on the command line: `parallax export LAYER.ron --edition DIR`.

use std::path::{Path, PathBuf};

use super::arguments::{ExportOptions, To};
use super::edition_at;
use super::error::CommandError;
use crate::export::annotations::{EXTENSION, markdown, spots_by_id};
use crate::export::file_stem;
use crate::export::handout::Printed;
use crate::model::{LAYER_FORMAT, Layer};
use crate::storage::atomic_file::EXTENSIONS;

/// The message for a form that layers do not have.
const ONLY_MARKDOWN: &str = "expected --to md for a reader's layer, which is exported as Markdown; leave --to out";

/// Exports the layer in `text`, which was read from `path`, and returns the export with the path of the file.
pub(super) fn export(path: &Path, text: &str, options: &ExportOptions) -> Result<(Printed, PathBuf), CommandError> {
    if !matches!(options.to, None | Some(To::Md)) {
        return Err(CommandError::new(ONLY_MARKDOWN));
    }
    options.refuse_handout_options("a reader's layer")?;
    let damaged = |message: String| {
        let message = format!("expected a reader's layer, but {message}; `parallax check` says where");
        CommandError::of_file(message, path)
    };
    let layer: Layer = ron::Options::default()
        .with_default_extension(EXTENSIONS)
        .from_str(text)
        .map_err(|error| damaged(error.code.to_string()))?;
    if layer.format > LAYER_FORMAT {
        return Err(damaged(format!("its format is {}, newer than this program", layer.format)));
    }
    let edition = edition_at(options.edition.as_deref())?;
    if edition.id() != layer.edition {
        return Err(CommandError::new(format!(
            "expected the edition `{}`, which the layer is on, but found `{}`; give its folder to --edition",
            layer.edition,
            edition.id()
        )));
    }
    let default = || Path::new(".").join(format!("{}-annotations.{EXTENSION}", file_stem(edition.id())));
    let output = options.output_file(default)?;
    let bytes = markdown(&edition, &layer, &spots_by_id(&edition, &layer)).into_bytes();
    let path = output.write(&bytes)?;
    Ok((Printed { bytes, pages: None, warnings: Vec::new() }, path))
}
