//! The files of the themes.

use std::collections::BTreeMap;
use std::path::Path;

use parallax::state::{Projector, ThemeChoice};
use parallax::ui::theme::Theme;

#[test]
fn every_file_of_a_theme_is_offered_under_its_name() {
    let file = |name: &str| format!("{}.ron", name.to_lowercase().replace(", ", "-"));
    let offered = ThemeChoice::ALL.map(|choice| (file(choice.name()), Theme::text(choice).to_owned()));
    let projected = Projector::ALL.map(|one| (file(one.name()), Theme::projected_text(one).to_owned()));
    let inside: BTreeMap<String, String> = offered.into_iter().chain(projected).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/themes");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let files: BTreeMap<String, String> =
        paths.map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect();
    assert_eq!(inside.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    for (name, text) in files {
        assert!(inside[&name] == text, "another file is embedded for {name}");
    }
}
