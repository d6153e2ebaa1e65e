//! System font faces for scripts that the bundled fonts do not cover: Chinese, Japanese, Korean.
//!
//! Looks for known files in the usual folders instead of listing all installed fonts: listing 320 faces took seconds on
//! a cold disk.

use std::path::PathBuf;

use crate::model::{Script, SystemFace};

/// Returns the names of font files for a script, with the index of the face in each. Serif faces come first, since the
/// bundled face for reading is a serif.
fn candidates(script: Script) -> &'static [(&'static str, u32)] {
    match script {
        Script::HanSimplified => &[
            ("NotoSerifCJK-Regular.ttc", 2),
            ("NotoSansCJK-Regular.ttc", 2),
            ("NotoSerifSC-Regular.otf", 0),
            ("NotoSansSC-Regular.otf", 0),
            ("Songti.ttc", 3),
            ("PingFang.ttc", 0),
            ("simsun.ttc", 0),
            ("msyh.ttc", 0),
            ("wqy-microhei.ttc", 0),
            ("wqy-zenhei.ttc", 0),
            ("uming.ttc", 0),
        ],
        Script::HanTraditional => &[
            ("NotoSerifCJK-Regular.ttc", 3),
            ("NotoSansCJK-Regular.ttc", 3),
            ("Songti.ttc", 2),
            ("PingFang.ttc", 1),
            ("mingliu.ttc", 0),
            ("msjh.ttc", 0),
            ("uming.ttc", 1),
        ],
        Script::Japanese => &[
            ("NotoSerifCJK-Regular.ttc", 0),
            ("NotoSansCJK-Regular.ttc", 0),
            ("ヒラギノ明朝 ProN.ttc", 0),
            ("YuMincho.ttc", 0),
            ("msmincho.ttc", 0),
            ("ipam.ttf", 0),
        ],
        Script::Korean => &[
            ("NotoSerifCJK-Regular.ttc", 1),
            ("NotoSansCJK-Regular.ttc", 1),
            ("AppleMyungjo.ttf", 0),
            ("AppleSDGothicNeo.ttc", 0),
            ("batang.ttc", 0),
            ("malgun.ttf", 0),
        ],
        Script::Latin | Script::Devanagari | Script::Arabic => &[],
    }
}

/// Returns the folders where Linux, macOS and Windows install fonts, and the user's own.
fn font_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = [
        "/usr/share/fonts/opentype/noto",
        "/usr/share/fonts/truetype/noto",
        "/usr/share/fonts/noto-cjk",
        "/usr/share/fonts/google-noto-cjk",
        "/usr/share/fonts/google-noto-serif-cjk-vf-fonts",
        "/usr/share/fonts/truetype/wqy",
        "/usr/share/fonts/truetype/arphic",
        "/usr/share/fonts/opentype/ipafont-mincho",
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/System/Library/Fonts",
        "/System/Library/Fonts/Supplemental",
        "/Library/Fonts",
        "C:\\Windows\\Fonts",
    ]
    .into_iter()
    .map(PathBuf::from)
    .collect();
    if let Some(dirs) = directories::UserDirs::new() {
        folders.extend(dirs.font_dir().map(ToOwned::to_owned));
        folders.push(dirs.home_dir().join(".fonts"));
    }
    folders
}

/// Returns the first installed face for a script, or `None` when none of the known files is installed or the bundled
/// fonts cover the script.
pub fn find(script: Script) -> Option<SystemFace> {
    let folders = font_folders();
    let files = candidates(script)
        .iter()
        .flat_map(|(name, index)| folders.iter().map(move |folder| (folder.join(name), *index)));
    for (path, index) in files {
        if let Ok(bytes) = std::fs::read(path) {
            return Some(SystemFace { script, bytes, index });
        }
    }
    None
}

/// Returns the message that no face for a script is installed.
pub fn missing(script: Script) -> String {
    let name = match script {
        Script::HanSimplified | Script::HanTraditional => "Chinese",
        Script::Japanese => "Japanese",
        Script::Korean => "Korean",
        Script::Latin | Script::Devanagari | Script::Arabic => "this script",
    };
    format!(
        "No face for {name} was found on this system, so its letters show as boxes. On Debian: apt-get install fonts-noto-cjk"
    )
}
