//! What is to be told of a file beside its brief.

use crate::import::pieces::Seen;

/// What was met in a file.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// There is no heading of a brief.
    pub(super) no_outline: bool,
    /// Texts without a tag.
    pub(super) strays: usize,
    /// Cards without a tag.
    pub(super) untagged: usize,
    /// Lines between a tag and its cite.
    pub(super) undertags: usize,
    /// Analytics whose text had the marks of a card.
    pub(super) unmarked: usize,
    /// Cards with highlights of several colours.
    pub(super) mixed: usize,
    /// Footnotes and endnotes.
    pub(super) notes: usize,
}

impl Told {
    /// One sentence for each thing.
    pub(super) fn remarks(&self, seen: &Seen) -> Vec<String> {
        let Self { no_outline, strays, untagged, undertags, unmarked, mixed, notes } = self;
        let Seen {
            pictures,
            comments,
            contents,
            hidden,
            other_files,
            unknown_signs,
            broken: _,
            faulty: _,
            insertions,
            deletions,
            other_colours,
            grey,
        } = seen;
        let mut remarks = seen.damage();
        let mut say = |said: bool, remark: String| remarks.extend(said.then_some(remark));
        let count = |n: usize, one: &str, more: &str| if n == 1 { format!("One {one}") } else { format!("{n} {more}") };
        say(
            *no_outline,
            "No paragraph is a Pocket, Hat, Block or Tag (Heading 1 to 4), so the whole text is one analytic. Give the \
             tags the style Heading 4 in Word and import it again, or import it without --cards to read it as an article."
                .into(),
        );
        say(
            *insertions + *deletions > 0,
            format!(
                "Tracked changes were taken as accepted: {} in the text, {} out of it.",
                count(*insertions, "insertion is", "insertions are").to_lowercase(),
                count(*deletions, "deletion is", "deletions are").to_lowercase()
            ),
        );
        let stand = count(*strays, "text without a tag is an analytic", "texts without a tag are analytics");
        say(*strays > 0, format!("{stand}."));
        say(*untagged > 0, format!("{} no tag.", count(*untagged, "card has", "cards have")));
        say(
            *undertags > 0,
            format!("{} between a tag and its cite joined the tag.", count(*undertags, "line", "lines")),
        );
        say(
            *unmarked > 0,
            format!(
                "{} underlined, emphasised or highlighted words, which only cards have; the words are there without the \
                 marks. If it is evidence, give it a cite in Word and import it again.",
                count(*unmarked, "text without a cite had", "texts without a cite had")
            ),
        );
        let several = count(*mixed, "card has highlights", "cards have highlights");
        say(*mixed > 0, format!("{several} in several colours; the most used one is kept."));
        say(*other_colours, "Highlights in other colours became cyan, green or yellow, whichever is nearest.".into());
        say(*grey, "Words on a grey ground are there without it.".into());
        say(*hidden, "Hidden text is there as all other text.".into());
        let notes_said = count(*notes, "note stands", "notes stand");
        say(*notes > 0, format!("{notes_said} at the end, under a heading that says so."));
        say(*pictures > 0, format!("{} left out.", count(*pictures, "picture was", "pictures were")));
        say(*comments > 0, format!("{} left out.", count(*comments, "comment was", "comments were")));
        say(*contents, "The table of contents was left out.".into());
        say(*other_files, "Text of another file inside this one was left out.".into());
        say(*unknown_signs, "Some signs could not be read; they are shown as \u{fffd}.".into());
        remarks
    }
}
