//! Formats sources as one-line citations for readers.

use super::{Citation, Edition, Seen, Source};

/// Formats a citation briefly, with who speaks and who reported it:
/// `Jon Finer, Principal Deputy National Security Advisor · reported by CNA`.
pub fn short(edition: &Edition, citation: &Citation) -> String {
    let line = with_outlet(edition, citation, speaker);
    citation.locator.iter().fold(line, |line, locator| format!("{line}, {locator}"))
}

/// Formats a citation of an opened note: as [`short`], with whether the source was read itself where the relay does not
/// say that already: `Jaspreet Gill, Breaking Defense · read itself`.
pub fn with_seen(edition: &Edition, citation: &Citation) -> String {
    let line = short(edition, citation);
    let seen = edition.source(&citation.source).and_then(|source| source.seen);
    match seen.filter(|seen| citation.relayed_by.is_none() || *seen == Seen::Text) {
        Some(seen) => format!("{line} · {}", seen.words()),
        None => line,
    }
}

/// Formats a citation without the speaker's role, for a line that has no room for it: `Jon Finer · reported by CNA`.
pub fn brief(edition: &Edition, citation: &Citation) -> String {
    with_outlet(edition, citation, names_or_outlet)
}

/// Formats who speaks, by `speaker`, and who reported or published it.
fn with_outlet(edition: &Edition, citation: &Citation, speaker: fn(&Source) -> String) -> String {
    let Some(source) = edition.source(&citation.source) else {
        return format!("unknown source {}", citation.source);
    };
    let mut line = speaker(source);
    if let Some(relay) = citation.relayed_by.as_ref().and_then(|id| edition.source(id)) {
        line.push_str(" · reported by ");
        line.push_str(&outlet(relay));
    } else if !source.authors.is_empty()
        && let Some(publisher) = &source.publisher
    {
        line.push_str(" · ");
        line.push_str(publisher);
    }
    line
}

/// Formats who speaks in a citation, and that it is a report: `Jon Finer · reported`.
pub fn briefest(edition: &Edition, citation: &Citation) -> String {
    let Some(source) = edition.source(&citation.source) else {
        return format!("unknown source {}", citation.source);
    };
    let names = names_or_outlet(source);
    if citation.relayed_by.is_some() { format!("{names} · reported") } else { names }
}

/// Formats a source in full: authors, role, title, kind, publisher and dates. The address is left out because it is
/// shown as a link.
pub fn full(source: &Source) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !source.authors.is_empty() {
        parts.push(speaker(source));
    }
    let title = if source.title_supplied { format!("[{}]", source.title) } else { format!("“{}”", source.title) };
    parts.push(title);
    parts.push(source.kind.word().to_owned());
    parts.extend(source.publisher.clone());
    match (source.said, source.published) {
        (Some(said), Some(published)) if said != published => {
            parts.push(format!("said {said}"));
            parts.push(format!("published {published}"));
        }
        (Some(date), _) | (None, Some(date)) => parts.push(date.to_string()),
        (None, None) => parts.push("no date".to_owned()),
    }
    parts.join(", ")
}

/// Returns the authors with their role, or else the publisher, or else the title.
pub fn speaker(source: &Source) -> String {
    let Some(names) = names(source) else { return outlet(source) };
    match &source.role {
        Some(role) => format!("{names}, {role}"),
        None => names,
    }
}

/// Returns the authors: one, two, or the first and others; `None` if there are none.
fn names(source: &Source) -> Option<String> {
    let names: Vec<String> = source.authors.iter().map(ToString::to_string).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [one, two] => Some(format!("{one} and {two}")),
        [first, ..] => Some(format!("{first} and others")),
    }
}

fn names_or_outlet(source: &Source) -> String {
    names(source).unwrap_or_else(|| outlet(source))
}

/// Returns the publisher, or else the title.
pub fn outlet(source: &Source) -> String {
    source.publisher.clone().unwrap_or_else(|| source.title.clone())
}
