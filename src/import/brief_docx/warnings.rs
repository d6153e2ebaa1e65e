//! Warnings about a Word file that was read as a brief.

use crate::import::styled_document::ReadIssues;

/// What was left out, moved or guessed while a brief was read.
#[derive(Debug, Default)]
pub(super) struct BriefIssues {
    /// No paragraph is a heading or tag of a brief.
    pub(super) no_outline: bool,
    /// Entries that no style begins: they were told by their look.
    pub(super) inferred_entries: usize,
    /// Texts without a tag.
    pub(super) untagged_texts: usize,
    pub(super) untagged_cards: usize,
    /// Lines between a tag and its cite.
    pub(super) undertags: usize,
    /// Analytics whose text had the formatting of a card.
    pub(super) dropped_marks: usize,
    /// Cards with highlights of several colours.
    pub(super) mixed_colours: usize,
    /// Footnotes and endnotes.
    pub(super) notes: usize,
}

impl BriefIssues {
    /// Returns the warnings, one sentence each.
    pub(super) fn warnings(&self, issues: &ReadIssues) -> Vec<String> {
        let Self {
            no_outline,
            inferred_entries,
            untagged_texts,
            untagged_cards,
            undertags,
            dropped_marks,
            mixed_colours,
            notes,
        } = self;
        let ReadIssues {
            pictures,
            comments,
            table_of_contents,
            hidden_text,
            embedded_files,
            unknown_symbols,
            struck_texts,
            note_references,
            placeholders,
            truncated: _,
            damaged_parts: _,
            insertions,
            deletions,
            other_colours,
            grey_shading,
        } = issues;
        let mut warnings = issues.damage_warnings();
        warnings.extend(outline_warning(*no_outline, *inferred_entries));
        let mut warn = |applies: bool, warning: String| warnings.extend(applies.then_some(warning));
        warn(
            *insertions + *deletions > 0,
            format!(
                "Tracked changes were taken as accepted: {} in the text, {} out of it.",
                count(*insertions, "insertion is", "insertions are").to_lowercase(),
                count(*deletions, "deletion is", "deletions are").to_lowercase()
            ),
        );
        let texts = count(*untagged_texts, "text without a tag is an analytic", "texts without a tag are analytics");
        warn(*untagged_texts > 0, format!("{texts}."));
        warn(*untagged_cards > 0, format!("{} no tag.", count(*untagged_cards, "card has", "cards have")));
        warn(
            *undertags > 0,
            format!("{} between a tag and its cite joined the tag.", count(*undertags, "line", "lines")),
        );
        warn(
            *dropped_marks > 0,
            format!(
                "{} underlined, emphasised or highlighted words, which only cards have; the words are there without the \
                 marks. If it is evidence, give it a cite in Word and import it again.",
                count(*dropped_marks, "text without a cite had", "texts without a cite had")
            ),
        );
        let mixed_cards = count(*mixed_colours, "card has highlights", "cards have highlights");
        warn(*mixed_colours > 0, format!("{mixed_cards} in several colours; the most used one is kept."));
        warn(*other_colours, "Highlights in other colours became cyan, green or yellow, whichever is nearest.".into());
        warn(*grey_shading, "Words on a grey ground are there without it.".into());
        warn(*hidden_text, "Hidden text is there as all other text.".into());
        warn(*struck_texts > 0, "Struck-out text is there as all other text.".into());
        let notes_text = count(*notes, "note stands", "notes stand");
        warn(*notes > 0, format!("{notes_text} at the end, under a heading that says so."));
        warn(*pictures > 0, format!("{} left out.", count(*pictures, "picture was", "pictures were")));
        warn(*comments > 0, format!("{} left out.", count(*comments, "comment was", "comments were")));
        let signs = count(*note_references, "sign that refers to a note was", "signs that refer to notes were");
        warn(*note_references > *notes, format!("{signs} left out."));
        let prompts = count(*placeholders, "prompt to enter text was", "prompts to enter text were");
        warn(*placeholders > 0, format!("{prompts} left out."));
        warn(*table_of_contents, "The table of contents was left out.".into());
        warn(*embedded_files > 0, "Text of another file inside this one was left out.".into());
        warn(*unknown_symbols, "Some signs could not be read; they are shown as \u{fffd}.".into());
        warnings
    }
}

/// Returns the number of things with a name for one or several: `One card has`, `3 cards have`.
fn count(n: usize, one: &str, more: &str) -> String {
    if n == 1 { format!("One {one}") } else { format!("{n} {more}") }
}

/// Returns the warning that a file has no headings and tags, or that some were told by their look.
fn outline_warning(no_outline: bool, inferred: usize) -> Option<String> {
    if no_outline {
        let text = "No paragraph is a Pocket, Hat, Block or Tag (Heading 1 to 4), so the whole text is one analytic. Give the tags \
                    the style Heading 4 in Word and import it again, or import it without --cards to read it as an article.";
        return Some(text.to_owned());
    }
    let told = count(inferred, "entry was told by its look alone", "entries were told by their look alone");
    let how = "a bold line, or a line with a name and a year. Look whether each begins and ends where it should.";
    (inferred > 0).then(|| format!("{told}: {how}"))
}
