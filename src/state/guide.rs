//! The guide inside the program, and the card that names the parts of the page.

use strum::EnumCount;

use super::{AppState, Effect, Scene, Setting};

/// A page of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount)]
pub enum GuidePage {
    /// Reading, one's own copy, highlights, handouts.
    Reading,
    /// A lesson before a class.
    Class,
    /// Cards, the brief and the round.
    Debate,
    /// Writing an edition.
    Curating,
}

impl GuidePage {
    /// All pages, in the order in which they are offered.
    pub const ALL: [Self; Self::COUNT] = [Self::Reading, Self::Class, Self::Debate, Self::Curating];

    /// Returns the displayed name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reading => "Reading",
            Self::Class => "Before a class",
            Self::Debate => "Debate",
            Self::Curating => "Curating",
        }
    }

    /// Returns the file name in `assets/guide`, with which other pages link to it.
    pub fn file(self) -> &'static str {
        match self {
            Self::Reading => "reading.md",
            Self::Class => "class.md",
            Self::Debate => "debate.md",
            Self::Curating => "curating.md",
        }
    }

    /// Returns the Markdown of the page.
    pub fn text(self) -> &'static str {
        match self {
            Self::Reading => include_str!("../../assets/guide/reading.md"),
            Self::Class => include_str!("../../assets/guide/class.md"),
            Self::Debate => include_str!("../../assets/guide/debate.md"),
            Self::Curating => include_str!("../../assets/guide/curating.md"),
        }
    }
}

impl AppState {
    /// Shows the card that names the parts of the page, unless it has been closed before.
    pub fn show_legend_once(&mut self) {
        self.legend = !self.settings.legend_seen;
    }

    /// Returns the page of the guide about what fills the window.
    pub(in crate::state) fn guide_page(&self) -> GuidePage {
        match self.scene() {
            Scene::Reading => GuidePage::Reading,
            Scene::Presenting => GuidePage::Class,
            Scene::Debating | Scene::Speech | Scene::Aloud | Scene::Flow | Scene::Clocks => GuidePage::Debate,
        }
    }

    /// Shows the card that names the parts of the page, or closes it.
    pub(in crate::state) fn toggle_legend(&mut self) -> Vec<Effect> {
        if self.legend {
            return self.close_legend();
        }
        self.legend = true;
        Vec::new()
    }

    /// Closes the card. It does not come back by itself.
    pub(in crate::state) fn close_legend(&mut self) -> Vec<Effect> {
        self.legend = false;
        if self.settings.legend_seen { Vec::new() } else { self.set(Setting::LegendSeen) }
    }
}
