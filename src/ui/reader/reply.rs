//! Layout of a reply: a note with its stance, summary and citation, a pointer, or a kind of silence.

use egui::{Vec2, vec2};
use strum::EnumCount;

use crate::model::rows::NoteRef;
use crate::model::{ClaimId, Perspective, Script, Stance};
use crate::state::Item;
use crate::ui::bidi::reads_right_to_left;
use crate::ui::text_layout::TextLayout;
use crate::ui::typeset::TextStyle;

use super::note::{self, NoteInput};
use super::page::Page;

/// From the coloured edge to the text.
pub const INSET: f32 = 17.0;

/// The kind of a reply.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplyKind {
    /// A note drawn in this row.
    Note(NoteRef),
    /// A note drawn in another row.
    Pointer {
        /// The note.
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

/// What a text of a reply is for.
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
    /// What it is for.
    pub role: TextRole,
    /// The text laid out.
    pub layout: TextLayout,
    /// The position, from the top left of the reply.
    pub at: Vec2,
}

/// A reply laid out.
#[derive(Clone, Debug)]
pub struct ReplyLayout {
    /// The kind of the reply.
    pub kind: ReplyKind,
    /// The name of its perspective's hue.
    pub hue: String,
    /// The accessible label.
    pub accessible_label: String,
    /// The texts of the reply.
    pub texts: Vec<ReplyText>,
    /// Its height.
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
    /// The name of the button, from [`spoken_further`].
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

/// Returns the name of the button that lists further replies, with the stances in words: `7 more replies of India:
/// disputes, affirms`.
pub fn spoken_further(name: &str, items: &[Item<'_>]) -> String {
    let mut verbs: Vec<&str> = Vec::new();
    let mut count = 0;
    for item in items {
        let verb = match item {
            Item::Note { note, .. } | Item::Pointer { note, .. } => {
                count += 1;
                note.stance.verb()
            }
            Item::Silent { .. } | Item::NotApplicable { .. } | Item::NotLookedFor { .. } => "silent on a claim",
        };
        if !verbs.contains(&verb) {
            verbs.push(verb);
        }
    }
    let verbs = verbs.join(", ");
    match count {
        0 => format!("{name}: {verbs}"),
        1 => format!("1 more reply of {name}: {verbs}"),
        n => format!("{n} more replies of {name}: {verbs}"),
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
        match self.kind {
            ReplyKind::Note(_) => false,
            ReplyKind::Pointer { .. }
            | ReplyKind::Absent { .. }
            | ReplyKind::Further { .. }
            | ReplyKind::Description { .. } => true,
        }
    }

    /// Returns the distance from the top to the line of the summary that contains a character; 0 for the first character,
    /// over which the header stands.
    pub fn line_top(&self, character: usize) -> f32 {
        let summary = self.texts.iter().find(|text| text.role == TextRole::Summary).filter(|_| character > 0);
        let line = summary.and_then(|text| Some(text.at.y + text.layout.line_containing(character)?.top));
        line.unwrap_or(0.0)
    }

    /// Appends a text. Returns its right edge.
    pub(super) fn push_text(&mut self, role: TextRole, layout: TextLayout, x: f32, y: f32) -> f32 {
        let wide = layout.size().x;
        self.texts.push(ReplyText { role, layout, at: vec2(x, y) });
        x + wide
    }
}

/// Lays out a reply. `most` is the greatest height of an opened summary; `listed` says whether all replies of the
/// perspective are shown, and `further` names those that are not.
pub fn layout(
    page: &Page<'_>,
    item: &Item<'_>,
    width: f32,
    most: f32,
    density: Density,
    (listed, further): (bool, Option<&Further>),
) -> ReplyLayout {
    match *item {
        Item::Note { entry, note, perspective } => {
            let input = NoteInput { entry, note, by: perspective, width };
            if page.state.reader.opened_notes.contains(&entry) {
                note::opened(page, input, most)
            } else {
                note::closed(page, input, density, further)
            }
        }
        Item::Pointer { entry, note, perspective, home } => {
            pointer(page, NoteInput { entry, note, by: perspective, width }, home, further)
        }
        Item::Silent { perspective, silence } => {
            let name = page.state.edition.silence_name(silence);
            let line = format!("{name} · {} · checked {}", perspective.name, silence.checked);
            let mut more = format!("Looked in: {}.", silence.looked_in.join("; "));
            if let Some(remark) = &silence.remark {
                more = format!("{remark}\n{more}");
            }
            absent(
                page,
                perspective,
                (&line, listed.then_some(&*more)),
                width,
                (Absence::Silent, silence.claim.as_ref()),
            )
        }
        Item::NotApplicable { perspective, why } => {
            let line = format!("Not applicable · {}", perspective.name);
            absent(page, perspective, (&line, listed.then_some(why)), width, (Absence::NotApplicable, None))
        }
        Item::NotLookedFor { perspective } => {
            let line = format!("Not looked for yet · {}", perspective.name);
            absent(page, perspective, (&line, None), width, (Absence::NotLookedFor, None))
        }
    }
}

/// Lays out a reply as it is when nothing is open.
pub fn closed(
    page: &Page<'_>,
    item: &Item<'_>,
    width: f32,
    density: Density,
    further: Option<&Further>,
) -> ReplyLayout {
    match *item {
        Item::Note { entry, note, perspective } => {
            note::closed(page, NoteInput { entry, note, by: perspective, width }, density, further)
        }
        Item::Pointer { .. } | Item::Silent { .. } | Item::NotApplicable { .. } | Item::NotLookedFor { .. } => {
            layout(page, item, width, f32::INFINITY, density, (false, further))
        }
    }
}

/// Lays out the number of a perspective's further notes on a line of their own, under its opened first note.
pub fn further_line(page: &Page<'_>, by: &Perspective, further: &Further) -> ReplyLayout {
    let mut reply = ReplyLayout::new(ReplyKind::Further { perspective: further.perspective }, by);
    reply.height = page.styles.small.line_height;
    further.push(page, &mut reply, INSET, 0.0);
    reply.accessible_label = further.spoken.clone();
    reply
}

/// Lays out the line for a note that is shown at an earlier paragraph, with its gist as far as there is room.
fn pointer(page: &Page<'_>, input: NoteInput<'_>, home: usize, further: Option<&Further>) -> ReplyLayout {
    let (styles, inner) = (page.styles, (input.width - INSET).max(40.0));
    let mut reply = ReplyLayout::new(ReplyKind::Pointer { entry: input.entry, home }, input.by);
    let label = page.state.paragraph_of(home).map_or("0", |p| p.id.label());
    let link = format!("{} {}, see ¶{label}", input.by.name, input.note.stance.verb());
    let style = styles.label.clone().colour(styles.theme.accent.into());
    let layout = page.layout_text(&link, &style, Script::Latin, inner, 1);
    reply.height = layout.size().y;
    let taken = further.map_or(0.0, |f| f.width(page) + 10.0);
    let mut x = reply.push_text(TextRole::Link, layout, INSET, 0.0);
    let gist = input.note.short();
    let room = INSET + inner - x - taken;
    if room > 60.0 {
        let style = styles.label.clone().colour(styles.theme.faint.into());
        let script = page.state.edition.language_of_note(input.note).script();
        // The colon is not part of a gist from right to left, which begins at the other end.
        let gist = if reads_right_to_left(&gist) { gist.clone() } else { format!(": {gist}").into() };
        let layout = note::truncated(page, &gist, &style, script, room, 1);
        x = reply.push_text(TextRole::Words, layout, x, 0.0);
    }
    if let Some(further) = further {
        let (x, y) = if x + taken > INSET + inner { (INSET, reply.height) } else { (x + 10.0, 0.0) };
        further.push(page, &mut reply, x, y);
        reply.height += y;
    }
    reply.accessible_label = format!("{link}: {gist}");
    reply.phrase = page.state.edition.phrase_of(input.note).map(ToOwned::to_owned);
    reply
}

fn absent(
    page: &Page<'_>,
    by: &Perspective,
    (line, more): (&str, Option<&str>),
    width: f32,
    (absence, claim): (Absence, Option<&ClaimId>),
) -> ReplyLayout {
    let styles = page.styles;
    let perspective = page.state.edition.perspective_index(&by.id).unwrap_or_default();
    let mut reply = ReplyLayout::new(ReplyKind::Absent { absence, perspective, claim: claim.cloned() }, by);
    let shown = match absence {
        Absence::Silent => format!("– {line}"),
        Absence::NotApplicable => line.to_owned(),
        Absence::NotLookedFor => format!("? {line}"),
    };
    let inner = (width - INSET).max(40.0);
    let script = Script::Latin;
    let layout = page.layout_text(&shown, &styles.label, script, inner, 3);
    reply.height = layout.size().y;
    reply.push_text(TextRole::Words, layout, INSET, 0.0);
    reply.accessible_label = line.to_owned();
    if let Some(more) = more {
        reply.open = true;
        let layout = page.layout_text(more, &styles.small, script, inner, 40);
        let tall = layout.size().y;
        reply.push_text(TextRole::Words, layout, INSET, reply.height);
        reply.height += tall;
        reply.accessible_label = format!("{line}. {more}");
    }
    reply
}

/// Lays out the button under the listed notes of a perspective that leaves only the first.
pub fn fewer(page: &Page<'_>, perspective: usize, by: &Perspective) -> ReplyLayout {
    let styles = page.styles;
    let mut reply = ReplyLayout::new(ReplyKind::Further { perspective }, by);
    let layout = page.layout_label("Fewer replies", &styles.label.clone().colour(styles.theme.accent.into()));
    reply.height = layout.size().y;
    reply.push_text(TextRole::Further { perspective }, layout, INSET, 0.0);
    reply.accessible_label = format!("Fewer replies of {}", by.name);
    reply
}

/// Lays out the description of a perspective for the head of the article: one line, or all of it if `open`. `notes` is
/// the number of its notes on the whole article.
pub fn description(page: &Page<'_>, by: &Perspective, width: f32, notes: usize, open: bool) -> ReplyLayout {
    let styles = page.styles;
    let perspective = page.state.edition.perspective_index(&by.id).unwrap_or_default();
    let mut reply = ReplyLayout::new(ReplyKind::Description { perspective }, by);
    reply.open = open;
    let inner = (width - INSET).max(40.0);
    let style = styles.label.clone().weight(680.0).colour(styles.theme.hue(&by.hue));
    let name = page.layout_text(&by.name, &style, Script::Latin, inner, 1);
    reply.height = name.size().y;
    let mut x = reply.push_text(TextRole::Words, name, INSET, 0.0) + 8.0;
    let script = page.state.edition.head().language.script();
    let count = match notes {
        0 => String::new(),
        1 => "1 note on the whole text".to_owned(),
        n => format!("{n} notes on the whole text"),
    };
    if open {
        let layout = page.layout_text(&by.about, &styles.small, script, inner, 12);
        let tall = layout.size().y;
        reply.push_text(TextRole::Words, layout, INSET, reply.height);
        reply.height += tall;
    } else {
        let badge = (notes > 0).then(|| page.layout_label(&count, &styles.small));
        let taken = badge.as_ref().map_or(0.0, |badge| badge.size().x + 10.0);
        let room = INSET + inner - x - taken;
        if room > 60.0 {
            x = reply.push_text(
                TextRole::Words,
                note::truncated(page, &by.about, &styles.small, script, room, 1),
                x,
                0.0,
            );
        }
        if let Some(badge) = badge.filter(|badge| x + 10.0 + badge.size().x <= INSET + inner + 1.0) {
            reply.push_text(TextRole::Words, badge, x + 10.0, 0.0);
        }
    }
    let count = if count.is_empty() { count } else { format!(" {count}.") };
    reply.accessible_label = format!("{}: {}{count}", by.name, by.about);
    reply
}

/// Returns the side of the square around a stance's letter.
pub fn mark_side(label: &TextStyle) -> f32 {
    (label.size * 1.34).round()
}
