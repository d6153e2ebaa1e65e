//! A teacher's plans on the disk: one file for each edition, which a person may edit too.

use std::fs;
use std::path::{Path, PathBuf};

use crate::model::{PLAN_FORMAT, Plan};

use super::keep::{self, KeepError, Kept};

/// What the first line of a plan says.
const FIRST_LINE: &str = "// Parallax writes this file anew when the plan is changed in the window. \
                          A version that was written by hand is kept beside it as .by-hand-1, .by-hand-2 and so on.";

/// Versions by hand that are kept; then the last one is written over.
const MOST_BY_HAND: usize = 99;

/// The plan kept in a file; none when there is none yet.
///
/// # Errors
/// A sentence with the path, when there is one that cannot be read. A damaged one is set aside first.
pub fn read_plan(path: &Path) -> Result<Option<Plan>, String> {
    let shown = path.display();
    match keep::read::<Plan>(path, PLAN_FORMAT) {
        Kept::Nothing => Ok(None),
        Kept::Whole(plan) | Kept::FromCopy(plan) => Ok(Some(plan)),
        // An older plan in its place would be taught from without a word.
        Kept::Restored { value, aside, fault } => {
            let before = if value.is_some() { "; the version before it is beside it as .bak" } else { "" };
            Err(format!("The plan could not be read: {fault}. It was set aside{before}: {}", aside.display()))
        }
        Kept::Newer(found) => Err(format!(
            "The plan was written by a newer Parallax (format {found}, this one knows {PLAN_FORMAT}) and is left as it is: {shown}"
        )),
        Kept::Locked { fault, .. } => Err(format!("The plan could not be read ({fault}): {shown}")),
    }
}

/// Writes a plan. What a person wrote there by hand is kept beside it, comments and all.
///
/// # Errors
/// When the disk refuses, or a newer program wrote the file.
pub fn write_plan(path: &Path, plan: &Plan) -> Result<(), String> {
    match keep::read::<Plan>(path, PLAN_FORMAT) {
        Kept::Newer(_) => {
            return Err(format!(
                "A newer Parallax keeps this plan; this one changes nothing in it: {}",
                path.display()
            ));
        }
        Kept::Locked { fault, .. } => {
            return Err(format!("The plan could not be read ({fault}), so it is not written over: {}", path.display()));
        }
        _ => {}
    }
    let told = |error: KeepError| format!("The plan {error}");
    let text = text_of(plan).map_err(told)?;
    if let Ok(old) = fs::read_to_string(path)
        && old != text
        && by_hand(&old)
    {
        let aside = free_name(path);
        fs::copy(path, &aside).map_err(|error| format!("The plan could not be saved ({error}): {}", path.display()))?;
    }
    keep::write(path, &text).map_err(told)
}

/// A plan as this program writes it.
fn text_of(plan: &Plan) -> Result<String, KeepError> {
    Ok(format!("{FIRST_LINE}\n{}", keep::to_ron(plan)?))
}

/// Whether a text is not what this program would write of the same plan.
fn by_hand(text: &str) -> bool {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let again = options.from_str::<Plan>(text).ok().and_then(|plan| text_of(&plan).ok());
    again.as_deref() != Some(text)
}

fn free_name(path: &Path) -> PathBuf {
    let name = |number: usize| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".by-hand-{number}"));
        path.with_file_name(name)
    };
    (1..MOST_BY_HAND).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(MOST_BY_HAND))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{read_plan, write_plan};
    use crate::model::{Plan, Step};

    #[test]
    fn a_plan_comes_back_and_one_by_hand_is_kept_with_its_comments() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("plans").join("lamps.ron");
        assert_eq!(read_plan(&path), Ok(None));
        let mut plan = Plan { steps: vec![Step::on("p2".into())], ..Plan::empty("lamps") };
        write_plan(&path, &plan).unwrap();
        assert_eq!(read_plan(&path), Ok(Some(plan.clone())));
        assert!(fs::read_to_string(&path).unwrap().starts_with("// Parallax writes this file anew"));
        let hand = "(format: 1, edition: \"lamps\",\n  // The quick one first.\n  steps: [(on: \"p1\", minutes: 3)])";
        fs::write(&path, hand).unwrap();
        assert_eq!(read_plan(&path).unwrap().unwrap().steps[0].minutes, Some(3.0));
        write_plan(&path, &plan).unwrap();
        assert_eq!(fs::read_to_string(path.with_file_name("lamps.ron.by-hand-1")).unwrap(), hand);
        plan.steps.clear();
        write_plan(&path, &plan).unwrap();
        assert!(!path.with_file_name("lamps.ron.by-hand-2").exists(), "what the program wrote is not kept as by hand");
    }

    #[test]
    fn a_damaged_plan_is_set_aside_and_told_with_its_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("plan.ron");
        fs::write(&path, "(format: 1, edition: \"e\",\n  stepz: [])").unwrap();
        let told = read_plan(&path).unwrap_err();
        assert!(told.contains("2:") && told.contains("stepz") && told.contains("set aside"), "{told}");
        write_plan(&path, &Plan::empty("e")).unwrap();
        write_plan(&path, &Plan { steps: vec![Step::on("p1".into())], ..Plan::empty("e") }).unwrap();
        fs::write(&path, "(format: 1, edition: \"e\", steps: [(on: \"p1\", mode: Blind)])").unwrap();
        let told = read_plan(&path).unwrap_err();
        assert!(told.contains("mode") && told.contains(".bak"), "an older plan is not taken without a word: {told}");
        fs::write(&path, "(format: 9, shape: Round)").unwrap();
        assert!(write_plan(&path, &Plan::empty("e")).unwrap_err().contains("newer Parallax"));
    }
}
