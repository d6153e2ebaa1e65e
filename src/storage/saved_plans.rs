//! The lesson plans that the window has saved, for a program without one.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::model::{MAX_PLANS, Plan};

use super::{document_path, open_plan, plan_key};

/// Returns the folders in which the program stores the settings and everything else; `None` without a home folder.
pub fn user_folders() -> Option<[PathBuf; 2]> {
    let folders = ProjectDirs::from("", "", "parallax")?;
    Some([folders.config_dir().to_owned(), folders.data_dir().to_owned()])
}

/// Reads the plans of a text that are saved in the user's data folder, by number, without changing the files. Those that
/// cannot be read are left out.
pub fn saved_plans(data: &Path, text: &str) -> Vec<Plan> {
    let folder = data.join("plans");
    let path = |number| document_path(&folder, &plan_key(text, number));
    (1..=MAX_PLANS).map(path).filter(|path| path.exists()).filter_map(|path| open_plan(&path).ok()).collect()
}
