//! A reply laid out: its kind, its texts with what each is for, and how much of it is shown.

use egui::{Vec2, vec2};
use strum::EnumCount;

use crate::model::rows::NoteRef;
use crate::model::{ClaimId, Perspective, Stance};
use crate::state::RowReplies;
use crate::ui::text_layout::TextLayout;
use crate::ui::typeset::TextStyle;

use super::page::Page;

/// From the coloured edge to the text.
pub const INSET: f32 = 17.0;

#[derive(Clone, Debug, PartialEq)]
pub enum ReplyKind {
    /// A note drawn in this row.
    Note(NoteRef),
    /// A note drawn in another row.
    Pointer {
        entry: NoteRef,
        /// The row it is drawn in.
        home: usize,
    },
    /// A cell without a note.
    Absent {
        /// Why it has none.
        absence: Absence,
        /// The index of the perspective in the edition.
        perspective: usize,
        /// The claim that it is silent on; `None` for the whole paragraph.
        claim: Option<ClaimId>,
    },
    /// The button that lists the further notes of a perspective, or leaves only the first.
    Further {
        /// The index of the perspective in the edition.
        perspective: usize,
    },
    /// A description of a perspective, in the head of the article.
    Description {
        /// The index of the perspective in the edition.
        perspective: usize,
    },
}

/// Why a cell has no note: three different things, in words and in shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Looked for and not found.
    Silent,
    /// Nothing to answer.
    NotApplicable,
    /// Nobody has looked yet.
    NotLookedFor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextRole {
    /// The letter in the stance's square.
    Mark(Stance),
    /// Text without a function.
    Words,
    /// The letter of a further note's stance.
    Letters,
    /// The sign of a statement made after the article.
    Clock,
    /// The gist of a note, or the beginning of its summary.
    Gist,
    /// The summary, which can be selected and searched.
    Summary,
    /// A button that shows all lines of the summary, or fewer.
    MoreLines,
    /// A button that lists the further notes of this perspective, or only the first.
    Further {
        /// The index of the perspective in the edition.
        perspective: usize,
    },
    /// The citations, which open the sources.
    Cite,
    /// A button that opens the sources.
    Sources,
    /// A button that copies the note.
    Copy,
    /// A button that cuts a card from the note.
    Cut,
    /// A button that closes the note.
    Close,
    /// A button that says the answered words are not placed with certainty, and opens the review.
    Doubt,
    /// A link to another row.
    Link,
}

/// A positioned text of a reply.
#[derive(Clone, Debug)]
pub struct ReplyText {
    pub role: TextRole,
    pub layout: TextLayout,
    /// The position, from the top left of the reply.
    pub at: Vec2,
}

/// A reply laid out.
#[derive(Clone, Debug)]
pub struct ReplyLayout {
    pub kind: ReplyKind,
    /// The name of its perspective's hue.
    pub hue: String,
    pub accessible_label: String,
    pub texts: Vec<ReplyText>,
    pub height: f32,
    /// Whether the whole of it is shown.
    pub open: bool,
    /// Whether a press does nothing, since there is no more to show.
    pub is_fixed: bool,
    /// The words of the article that it answers.
    pub phrase: Option<String>,
    /// The distance from the top of its column.
    pub top: f32,
}

/// How many lines a closed note has. All closed notes of a row have the same, so that no perspective gets more room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum Density {
    /// Header, gist and last line.
    Full,
    /// Without the last line, which says who spoke.
    NoByline,
    /// With only the first line of the gist.
    OneLine,
}

impl Density {
    /// All densities, from the most lines to the fewest.
    pub const ALL: [Self; Self::COUNT] = [Self::Full, Self::NoByline, Self::OneLine];

    /// Returns whether the last line is shown.
    pub fn has_byline(self) -> bool {
        match self {
            Self::Full => true,
            Self::NoByline | Self::OneLine => false,
        }
    }
}

/// The notes of a perspective after its first one in a row: their number and stances.
#[derive(Clone, Debug)]
pub struct Further {
    /// The index of the perspective in the edition.
    pub perspective: usize,
    /// The name of its hue.
    pub hue: String,
    /// The name of the button.
    pub spoken: String,
    /// The number of notes.
    pub count: usize,
    /// Whether the perspective is silent on a claim of the paragraph.
    pub is_silent_on_claim: bool,
    /// The stances of the notes, at most [`Further::MOST_MARKS`].
    pub stances: Vec<Stance>,
}

impl Further {
    /// The most stances that are shown by letters.
    pub const MOST_MARKS: usize = 10;

    const BETWEEN: f32 = 5.0;

    fn count_layout(&self, page: &Page<'_>) -> TextLayout {
        let styles = page.styles;
        let text = match self.count {
            0 => "silent on a claim".to_owned(),
            n => format!("{n} more"),
        };
        page.layout_label(&text, &styles.small.clone().colour(styles.theme.accent.into()))
    }

    fn mark_layouts<'a>(&'a self, page: &'a Page<'_>) -> impl Iterator<Item = TextLayout> + 'a {
        let styles = page.styles;
        let style = styles.small.clone().weight(680.0).colour(styles.theme.hue(&self.hue));
        let silence = (self.is_silent_on_claim && self.count > 0).then_some("–");
        let marks = self.stances.iter().map(|stance| stance.mark()).chain(silence);
        marks.map(move |mark| page.layout_label(mark, &style))
    }

    /// Returns the width of the button and the letters.
    pub fn width(&self, page: &Page<'_>) -> f32 {
        let marks: f32 = self.mark_layouts(page).map(|layout| layout.size().x + Self::BETWEEN).sum();
        self.count_layout(page).size().x + marks
    }

    /// Appends the button and the letters to a reply. Returns their right edge.
    pub fn push(&self, page: &Page<'_>, reply: &mut ReplyLayout, x: f32, y: f32) -> f32 {
        let role = TextRole::Further { perspective: self.perspective };
        let mut x = reply.push_text(role, self.count_layout(page), x, y) + Self::BETWEEN;
        for layout in self.mark_layouts(page) {
            x = reply.push_text(TextRole::Letters, layout, x, y) + Self::BETWEEN;
        }
        x
    }
}

impl ReplyKind {
    /// Returns the index of the perspective whose reply it is.
    pub fn perspective(&self) -> usize {
        match self {
            Self::Note(entry) | Self::Pointer { entry, .. } => usize::from(entry.perspective),
            Self::Absent { perspective, .. } | Self::Further { perspective } | Self::Description { perspective } => {
                *perspective
            }
        }
    }
}

impl ReplyLayout {
    pub(super) fn new(kind: ReplyKind, perspective: &Perspective) -> Self {
        Self {
            kind,
            hue: perspective.hue.clone(),
            accessible_label: String::new(),
            texts: Vec::new(),
            height: 0.0,
            open: false,
            is_fixed: false,
            phrase: None,
            top: 0.0,
        }
    }

    /// Returns whether it is a single line without a note of its own.
    pub fn is_line(&self) -> bool {
        !matches!(self.kind, ReplyKind::Note(_))
    }

    pub fn is_one_of(&self, replies: RowReplies) -> bool {
        match replies {
            RowReplies::Note(entry) => self.kind == ReplyKind::Note(entry),
            RowReplies::Perspective(perspective) => self.kind.perspective() == perspective,
            RowReplies::Silences(of) => {
                matches!(self.kind, ReplyKind::Absent { absence: Absence::Silent, perspective, .. } if perspective == of)
            }
            RowReplies::Last => true,
        }
    }

    /// Returns the distance from the top to the line of the summary that contains a character; 0 for the first character,
    /// over which the header stands.
    pub fn line_top(&self, character: usize) -> f32 {
        let summary = self.texts.iter().find(|text| text.role == TextRole::Summary).filter(|_| character > 0);
        let line = summary.and_then(|text| Some(text.at.y + text.layout.line_containing(character)?.top));
        line.unwrap_or(0.0)
    }

    /// Appends a text at the inset. Returns its bottom.
    pub(super) fn push_below(&mut self, role: TextRole, layout: TextLayout, y: f32) -> f32 {
        let bottom = y + layout.size().y;
        self.push_text(role, layout, INSET, y);
        bottom
    }

    /// Appends a text. Returns its right edge.
    pub(super) fn push_text(&mut self, role: TextRole, layout: TextLayout, x: f32, y: f32) -> f32 {
        let wide = layout.size().x;
        self.texts.push(ReplyText { role, layout, at: vec2(x, y) });
        x + wide
    }
}

/// Returns the side of the square around a stance's letter.
pub fn mark_side(label: &TextStyle) -> f32 {
    (label.size * 1.34).round()
}
