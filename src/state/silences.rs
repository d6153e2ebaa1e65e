//! Going from silence to silence: the paragraphs on which a shown perspective was looked for and not found.

use super::{AppState, CodeMark, Item, Notice, RowReplies, ScrollRequest, Subject};

impl AppState {
    /// Returns the perspectives shown that are silent on a row or on a claim of it, by their places in the reader's order.
    fn silent_at(&self, row: usize) -> impl DoubleEndedIterator<Item = (usize, usize)> {
        let is_silent =
            |perspective: usize| self.items_of(row, perspective).iter().any(|item| matches!(item, Item::Silent { .. }));
        let silent: Vec<_> =
            self.shown.visible().enumerate().filter(|(_, perspective)| is_silent(*perspective)).collect();
        silent.into_iter()
    }

    /// Returns the row and the perspective of the next or previous silence.
    pub(super) fn silence_from_here(&self, forward: bool) -> Option<(usize, usize)> {
        let from = self.active;
        // The one visited last, while its row is active.
        let visited = self.visited_silence.filter(|(row, _)| *row == from);
        let place_of = |perspective: usize| self.shown.visible().position(|shown| shown == perspective);
        let visited = visited.and_then(|(_, perspective)| place_of(perspective));
        if forward {
            let here = self.silent_at(from).find(|(place, _)| visited.is_none_or(|visited| *place > visited));
            let here = here.map(|(_, perspective)| (from, perspective));
            here.or_else(|| (from + 1..self.row_count()).find_map(|row| Some((row, self.silent_at(row).next()?.1))))
        } else {
            let here = self.silent_at(from).rfind(|(place, _)| visited.is_some_and(|visited| *place < visited));
            let here = here.map(|(_, perspective)| (from, perspective));
            here.or_else(|| (0..from).rev().find_map(|row| Some((row, self.silent_at(row).next_back()?.1))))
        }
    }

    /// Goes to the next or previous silence of a perspective that is shown, shows where was looked, and marks it.
    pub(super) fn go_to_silence(&mut self, forward: bool) {
        let Some((row, perspective)) = self.silence_from_here(forward) else {
            let end = if forward { "further down" } else { "further up" };
            let text = format!("No perspective that is shown is silent on a paragraph {end}");
            self.notify(Notice::quiet(text).about(Subject::Text));
            return;
        };
        self.opened_more.insert((row, perspective));
        self.visited_silence = Some((row, perspective));
        self.jump(ScrollRequest::ShowReplies { row, replies: RowReplies::Silences(perspective) }, row);
        self.code_mark = Some(CodeMark { row, note: None, silences: Some(perspective), shown_at: None });
    }

    /// Returns whether the silences of a perspective in a row are marked because a command led there.
    pub fn is_silence_marked(&self, row: usize, perspective: usize) -> bool {
        self.code_mark.is_some_and(|mark| mark.row == row && mark.silences == Some(perspective))
    }
}
