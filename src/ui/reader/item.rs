//! Layout of an item of a row as a reply: a note, a pointer to one, or a kind of silence; and the lines about the further
//! items of a perspective.

use crate::model::{ClaimId, Perspective, Script, counted};
use crate::state::Item;
use crate::ui::bidi::reads_right_to_left;

use super::note::{self, NoteInput};
use super::page::Page;
use super::reply::{Absence, Density, Further, INSET, ReplyKind, ReplyLayout, TextRole};

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
    let link = format!("{} {}, see ¶{label}", input.by.name, input.by.verb(input.note.stance));
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
        let layout = page.truncated(&gist, &style, script, room, 1);
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
    reply.height = reply.push_below(TextRole::Words, layout, 0.0);
    reply.accessible_label = line.to_owned();
    if let Some(more) = more {
        reply.open = true;
        let layout = page.layout_text(more, &styles.small, script, inner, 40);
        reply.height = reply.push_below(TextRole::Words, layout, reply.height);
        reply.accessible_label = format!("{line}. {more}");
    }
    reply
}

/// Lays out the button under the listed notes of a perspective that leaves only the first.
pub fn fewer(page: &Page<'_>, perspective: usize, by: &Perspective) -> ReplyLayout {
    let styles = page.styles;
    let mut reply = ReplyLayout::new(ReplyKind::Further { perspective }, by);
    let layout = page.layout_label("Fewer replies", &styles.label.clone().colour(styles.theme.accent.into()));
    reply.height = reply.push_below(TextRole::Further { perspective }, layout, 0.0);
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
        n => format!("{} on the whole text", counted(n, "note")),
    };
    if open {
        let layout = page.layout_text(&by.about, &styles.small, script, inner, 12);
        reply.height = reply.push_below(TextRole::Words, layout, reply.height);
    } else {
        let badge = (notes > 0).then(|| page.layout_label(&count, &styles.small));
        let taken = badge.as_ref().map_or(0.0, |badge| badge.size().x + 10.0);
        let room = INSET + inner - x - taken;
        if room > 60.0 {
            x = reply.push_text(TextRole::Words, page.truncated(&by.about, &styles.small, script, room, 1), x, 0.0);
        }
        if let Some(badge) = badge.filter(|badge| x + 10.0 + badge.size().x <= INSET + inner + 1.0) {
            reply.push_text(TextRole::Words, badge, x + 10.0, 0.0);
        }
    }
    let count = if count.is_empty() { count } else { format!(" {count}.") };
    reply.accessible_label = format!("{}: {}{count}", by.name, by.about);
    reply
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
                item.perspective().verb(note.stance)
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
