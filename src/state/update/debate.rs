//! Commands of the reader's layer and of the brief.

use crate::model::Level;
use crate::state::brief::{EditOf, MarkAs};
use crate::state::undo_order::UndoTarget;
use crate::state::{AppState, Command, Dialog, Effect, Notice};

impl AppState {
    pub(super) fn debate_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Highlight => self.highlight(),
            Command::NextStyle => self.next_style(),
            Command::Annotate => self.annotate(),
            Command::Quote => self.offer_quote(),
            Command::Cut => self.offer_cut(),
            Command::Block => self.offer_block(),
            Command::Debate | Command::LeaveDebate => {
                self.leave_round();
                self.debate(command == Command::Debate)
            }
            Command::AddPocket => self.add_to_brief(Some(Level::Pocket)),
            Command::AddHat => self.add_to_brief(Some(Level::Hat)),
            Command::AddBlock => self.add_to_brief(Some(Level::Block)),
            Command::AddAnalytic => self.add_to_brief(None),
            Command::MarkUnderline => self.mark(MarkAs::Underline),
            Command::MarkEmphasis => self.mark(MarkAs::Emphasis),
            Command::MarkHighlight => self.mark(MarkAs::Highlight),
            Command::MarkOmit => self.mark(MarkAs::Omitted),
            Command::MarkClear => self.mark(MarkAs::Clear),
            Command::Shrink => self.shrink(),
            Command::HighlightColour => self.next_colour(),
            Command::EntryUp | Command::EntryDown => self.shift_part(command == Command::EntryUp),
            Command::RemoveEntry => self.remove_part(),
            Command::CopyEntry => self.copy_part(),
            Command::TakeCards => vec![Effect::PickCards],
            Command::FindInBrief => {
                self.brief.edit = Some(EditOf::Search);
                Vec::new()
            }
            Command::ChooseWords if self.brief.card().is_none() => {
                self.say(Notice::quiet("Only a card has words to choose: choose a card first"));
                Vec::new()
            }
            Command::EditEntry | Command::ChooseWords => {
                let of = if command == Command::EditEntry { EditOf::Title } else { EditOf::Words };
                (self.brief.edit, self.brief.reveal) = (Some(of), true);
                Vec::new()
            }
            Command::NextEntry | Command::PreviousEntry => {
                self.walk_brief(command == Command::NextEntry);
                Vec::new()
            }
            Command::Annotations => {
                self.dialog = Some(Dialog::Annotations);
                Vec::new()
            }
            Command::Brief => {
                self.dialog = Some(Dialog::Brief);
                self.request_brief()
            }
            Command::Round(command) => self.round_command(command),
            lesson => self.lesson_command(lesson),
        }
    }

    /// Undoes or redoes the latest thing that can be where we are: in the round, in the brief, or in the reader's layer and
    /// copy and what was cut from them.
    pub(super) fn turn_back(&mut self, back: bool) -> Vec<Effect> {
        let (round, debating) = (self.round.open, self.brief.open);
        // The review of places undoes its answers alone.
        let review = self.dialog == Some(Dialog::Review);
        let here = move |of: UndoTarget| match of {
            of if review => of == UndoTarget::Copy,
            UndoTarget::Round => round,
            UndoTarget::Brief => debating && !round,
            UndoTarget::Cut => !round,
            UndoTarget::Layer | UndoTarget::Copy => !debating && !round,
        };
        while let Some(of) = if back { self.undo_order.undo(here) } else { self.undo_order.redo(here) } {
            let effects = match of {
                UndoTarget::Copy => return self.step_answer(back),
                UndoTarget::Brief | UndoTarget::Cut => self.step_brief(back).then(|| vec![Effect::SaveBrief]),
                UndoTarget::Round => self.step_round(back).then(|| vec![Effect::SaveRound]),
                UndoTarget::Layer => self.step_layer(back).then(|| self.layer_changed()),
            };
            if let Some(effects) = effects {
                let what = if of == UndoTarget::Cut && !debating { " in the brief" } else { "" };
                let how = if back {
                    format!("Undone{what}. Ctrl+Shift+Z does it again")
                } else {
                    format!("Done again{what}")
                };
                self.say(Notice::quiet(how));
                return effects;
            }
        }
        self.say(Notice::quiet(if back { "Nothing to undo" } else { "Nothing to redo" }));
        Vec::new()
    }

    /// Escape in the brief: first what it is searched for, then the chosen words, then the screen itself.
    pub(super) fn close_debate(&mut self) -> Vec<Effect> {
        if !self.brief.query.is_empty() {
            self.brief.query.clear();
            return Vec::new();
        }
        if !self.brief.words.is_empty() {
            (self.brief.words, self.brief.reveal) = (0..0, true);
            return Vec::new();
        }
        self.debate(false)
    }

    /// The first reply shown on the active paragraph is given a quotation, or the one whose sources are open.
    fn offer_quote(&mut self) -> Vec<Effect> {
        use crate::state::Item;
        let open = match self.dialog {
            Some(Dialog::Sources(entry)) => Some(entry),
            _ => None,
        };
        let entry = open.or_else(|| {
            self.items(self.active).into_iter().find_map(|item| match item {
                Item::Note { entry, .. } | Item::Pointer { entry, .. } => Some(entry),
                _ => None,
            })
        });
        match entry {
            Some(entry) => self.dialog = Some(Dialog::Quote(entry)),
            None => self.say(Notice::quiet("No reply is shown on this paragraph, so there is nothing to quote for")),
        }
        Vec::new()
    }
}
