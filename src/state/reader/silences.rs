//! Going from silence to silence: the paragraphs on which a shown perspective was looked for and not found.

use crate::model::Perspective;

use crate::state::feature::{Outcome, Request, Shared};
use crate::state::{CodeMark, Command, Item, Notice, Subject};

use super::{Reader, RowReplies, ScrollRequest};

impl Reader {
    /// Returns the row and the perspective of the next or previous silence.
    pub(in crate::state) fn silence_from_here(&self, shared: &Shared<'_>, forward: bool) -> Option<(usize, usize)> {
        let from = self.active;
        // The one visited last, while its row is active.
        let visited = self.visited_silence.filter(|(row, _)| *row == from);
        let place_of = |perspective: usize| shared.shown.visible().position(|shown| shown == perspective);
        let visited = visited.and_then(|(_, perspective)| place_of(perspective));
        if forward {
            let here = shared.silent_at(from).find(|(place, _)| visited.is_none_or(|visited| *place > visited));
            let here = here.map(|(_, perspective)| (from, perspective));
            here.or_else(|| (from + 1..shared.row_count()).find_map(|row| Some((row, shared.silent_at(row).next()?.1))))
        } else {
            let here = shared.silent_at(from).rfind(|(place, _)| visited.is_some_and(|visited| *place < visited));
            let here = here.map(|(_, perspective)| (from, perspective));
            here.or_else(|| (0..from).rev().find_map(|row| Some((row, shared.silent_at(row).next_back()?.1))))
        }
    }

    pub(super) fn go_to_silence(&mut self, shared: &Shared<'_>, forward: bool, out: &mut Outcome) {
        match self.silence_from_here(shared, forward) {
            Some((row, perspective)) => self.visit_silence(shared, (row, perspective), forward, out),
            None => {
                let end = if forward { "further down" } else { "further up" };
                let text = format!("No perspective that is shown is silent on a paragraph {end}");
                notify_of_silence(out, Notice::quiet(text));
            }
        }
    }

    /// Goes to a silence, shows where was looked, marks it, and says who is silent on what. The message leads on to the
    /// next one in the same direction.
    pub(in crate::state) fn visit_silence(
        &mut self,
        shared: &Shared<'_>,
        (row, perspective): (usize, usize),
        forward: bool,
        out: &mut Outcome,
    ) {
        self.opened_more.insert((row, perspective));
        self.visited_silence = Some((row, perspective));
        self.jump(shared, ScrollRequest::ShowReplies { row, replies: RowReplies::Silences(perspective) }, row);
        self.code_mark = Some(CodeMark { row, note: None, silences: Some(perspective), shown_at: None });
        let text = shared.silence_words(row, perspective);
        let is_last = self.silence_from_here(shared, forward).is_none();
        notify_of_silence(
            out,
            match (forward, is_last) {
                (true, false) => Notice::quiet(text).offering(Command::NextSilence, "Next silence"),
                (true, true) => Notice::quiet(format!("{text}. No silence follows.")),
                (false, false) => Notice::quiet(text).offering(Command::PreviousSilence, "Previous silence"),
                (false, true) => Notice::quiet(format!("{text}. No silence comes before.")),
            },
        );
    }

    /// Returns whether the silences of a perspective in a row are marked because a command led there.
    pub fn is_silence_marked(&self, row: usize, perspective: usize) -> bool {
        self.code_mark.is_some_and(|mark| mark.row == row && mark.silences == Some(perspective))
    }
}

impl Shared<'_> {
    /// Returns the perspectives shown that are silent on a row or on a claim of it, by their places in the reader's order.
    fn silent_at(&self, row: usize) -> impl DoubleEndedIterator<Item = (usize, usize)> {
        let is_silent = |(_, perspective): &(usize, usize)| self.is_silent(row, *perspective);
        let silent: Vec<_> = self.shown.visible().enumerate().filter(is_silent).collect();
        silent.into_iter()
    }

    /// Returns whether a perspective is silent on a row or on a claim of it.
    pub(in crate::state) fn is_silent(&self, row: usize, perspective: usize) -> bool {
        self.items_of(row, perspective).iter().any(|item| matches!(item, Item::Silent { .. }))
    }

    /// Returns who is silent on what in a row: `China: silent on ¶2`.
    fn silence_words(&self, row: usize, perspective: usize) -> String {
        let name = self.edition.perspectives().get(perspective).map_or("", |by| &by.name);
        let label = self.paragraph_of(row).map_or_else(String::new, |paragraph| paragraph.id.label().to_string());
        let mut claims = 0;
        for item in self.items_of(row, perspective) {
            match item {
                Item::Silent { silence, .. } if silence.claim.is_none() => {
                    return format!("{name}: silent on ¶{label}");
                }
                Item::Silent { .. } => claims += 1,
                Item::Note { .. } | Item::Pointer { .. } | Item::NotApplicable { .. } | Item::NotLookedFor { .. } => {}
            }
        }
        match claims {
            1 => format!("{name}: silent on a claim of ¶{label}"),
            n => format!("{name}: silent on {n} claims of ¶{label}"),
        }
    }

    /// Returns the rows of the paragraphs that a perspective is silent on as a whole, as written in its file.
    pub fn silent_rows(&self, perspective: usize) -> impl Iterator<Item = usize> + '_ {
        let ids = self.edition.perspectives().get(perspective).into_iter().flat_map(Perspective::silent_on);
        let rows = ids.filter_map(|id| self.edition.paragraph_index(id)).map(|index| index + 1);
        rows.filter(move |row| self.is_silent(*row, perspective))
    }
}

/// Shows a message about a silence in place of the one before.
fn notify_of_silence(out: &mut Outcome, notice: Notice) {
    out.ask(Request::DropNotices(Subject::Silence));
    out.notify(notice.about(Subject::Silence));
}
