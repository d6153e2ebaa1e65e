//! Commands of a round: each with its words, its keys and where it can be given.

use crate::state::Scope;

/// What one can ask for in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RoundCommand {
    /// The round in the brief's place.
    Open,
    /// The chosen part of the brief is read in the speech that is prepared.
    Send,
    /// The chosen part of the brief is written on the flow, in the column of that speech.
    SendToFlow,
    /// Start or stop the clock of the speech.
    Clock,
    /// On to the next speech.
    NextSpeech,
    /// Back to the speech before.
    PreviousSpeech,
    /// Prep of our side; of the side that speaks first when none is ours.
    OurPrep,
    /// Prep of the other side.
    TheirPrep,
    /// The clocks in the whole window.
    BigClock,
    /// What is read, or the flow.
    View,
    /// The arguments that were dropped.
    Dropped,
    /// Names, format, other rounds, export.
    Options,
    /// Back to the brief.
    Leave,
    /// Mark where reading stopped.
    Mark,
    /// The mark stands one word earlier.
    MarkEarlier,
    /// The mark stands one word later.
    MarkLater,
    /// The next card that is read.
    NextRead,
    /// The card before.
    PreviousRead,
    /// The chosen card is read one place earlier.
    ReadEarlier,
    /// The chosen card is read one place later.
    ReadLater,
    /// The chosen card is not read.
    RemoveRead,
    /// Show or hide what is not read out.
    Unread,
    /// The cell above.
    CellUp,
    /// The cell below.
    CellDown,
    /// The cell to the left.
    CellLeft,
    /// The cell to the right.
    CellRight,
    /// Type in the chosen cell.
    Write,
    /// A new argument at the end of the sheet.
    NewArgument,
    /// An answer to the chosen cell.
    Answer,
    /// The chosen cell is brought up again.
    Extend,
    /// The argument is let go, or taken up again.
    Kick,
    /// What stands in the chosen cell goes.
    RemoveCell,
    /// The whole argument goes.
    RemoveRow,
    /// The whole argument one place up.
    RowUp,
    /// The whole argument one place down.
    RowDown,
    /// A card of the brief is written in the chosen cell.
    FromBrief,
    /// The next sheet.
    NextSheet,
    /// The sheet before.
    PreviousSheet,
    /// A new sheet.
    NewSheet,
}

impl RoundCommand {
    /// All of them, in the order they show up.
    pub const ALL: [Self; 39] = [
        Self::Open,
        Self::Send,
        Self::SendToFlow,
        Self::Clock,
        Self::NextSpeech,
        Self::PreviousSpeech,
        Self::OurPrep,
        Self::TheirPrep,
        Self::BigClock,
        Self::View,
        Self::Dropped,
        Self::Options,
        Self::Leave,
        Self::Mark,
        Self::MarkEarlier,
        Self::MarkLater,
        Self::NextRead,
        Self::PreviousRead,
        Self::ReadEarlier,
        Self::ReadLater,
        Self::RemoveRead,
        Self::Unread,
        Self::CellUp,
        Self::CellDown,
        Self::CellLeft,
        Self::CellRight,
        Self::Write,
        Self::NewArgument,
        Self::Answer,
        Self::Extend,
        Self::Kick,
        Self::RemoveCell,
        Self::RemoveRow,
        Self::RowUp,
        Self::RowDown,
        Self::FromBrief,
        Self::NextSheet,
        Self::PreviousSheet,
        Self::NewSheet,
    ];

    /// Where it can be given.
    pub fn scope(self) -> Scope {
        match self {
            Self::Open | Self::Send | Self::SendToFlow => Scope::Debating,
            Self::Clock
            | Self::NextSpeech
            | Self::PreviousSpeech
            | Self::OurPrep
            | Self::TheirPrep
            | Self::BigClock
            | Self::View
            | Self::Dropped
            | Self::Options
            | Self::Leave => Scope::Round,
            Self::Mark
            | Self::MarkEarlier
            | Self::MarkLater
            | Self::NextRead
            | Self::PreviousRead
            | Self::ReadEarlier
            | Self::ReadLater
            | Self::RemoveRead
            | Self::Unread => Scope::Speech,
            _ => Scope::Flow,
        }
    }

    /// Whether a key that is held down gives it again and again: only what goes from place to place.
    pub fn repeats(self) -> bool {
        matches!(
            self,
            Self::MarkEarlier
                | Self::MarkLater
                | Self::NextRead
                | Self::PreviousRead
                | Self::CellUp
                | Self::CellDown
                | Self::CellLeft
                | Self::CellRight
        )
    }

    /// The keys at first; the first is the one to show.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Open | Self::Answer => &["r"],
            Self::Send => &["s"],
            Self::SendToFlow => &["S"],
            Self::Clock => &["Space"],
            Self::NextSpeech => &["Alt+Right"],
            Self::PreviousSpeech => &["Alt+Left"],
            Self::OurPrep => &["p"],
            Self::TheirPrep => &["P"],
            Self::BigClock => &["b"],
            Self::View => &["v", "F6"],
            Self::Dropped => &["D"],
            Self::Options => &["o"],
            Self::Leave => &["d"],
            Self::Mark => &["m"],
            Self::MarkEarlier => &["Left"],
            Self::MarkLater => &["Right"],
            Self::CellLeft => &["Left", "Shift+Tab"],
            Self::CellRight => &["Right", "Tab"],
            Self::NextRead => &["Down", "j"],
            Self::PreviousRead => &["Up", "k"],
            Self::ReadEarlier | Self::RowUp => &["Alt+Up"],
            Self::ReadLater | Self::RowDown => &["Alt+Down"],
            Self::RemoveRead | Self::RemoveCell => &["Delete"],
            Self::Unread => &["h"],
            Self::CellUp => &["Up"],
            Self::CellDown => &["Down"],
            Self::Write => &["Enter", "F2"],
            Self::NewArgument => &["n"],
            Self::Extend => &["x"],
            Self::Kick => &["k"],
            Self::RemoveRow => &["Shift+Delete"],
            Self::FromBrief => &["i"],
            Self::NextSheet => &["PageDown"],
            Self::PreviousSheet => &["PageUp"],
            Self::NewSheet => &["N"],
        }
    }

    /// The words in the menu, the palette, the tooltip and the screen reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Round: clocks, speeches and flow",
            Self::Send => "Send to the speech that is prepared",
            Self::SendToFlow => "Write on the flow of the round",
            Self::Clock => "Start or stop the clock of the speech",
            Self::NextSpeech => "Next speech",
            Self::PreviousSpeech => "Previous speech",
            Self::OurPrep => "Start or stop our prep",
            Self::TheirPrep => "Start or stop their prep",
            Self::BigClock => "Clocks in the whole window",
            Self::View => "Speech or flow",
            Self::Dropped => "Dropped arguments",
            Self::Options => "Round: names, format, export…",
            Self::Leave => "Back to the brief",
            Self::Mark => "Mark where reading stopped",
            Self::MarkEarlier => "The mark one word earlier",
            Self::MarkLater => "The mark one word later",
            Self::NextRead => "Next card of the speech",
            Self::PreviousRead => "Previous card of the speech",
            Self::ReadEarlier => "Read it one place earlier",
            Self::ReadLater => "Read it one place later",
            Self::RemoveRead => "Take it out of the speech",
            Self::Unread => "Show or hide what is not read out",
            Self::CellUp => "The cell above",
            Self::CellDown => "The cell below",
            Self::CellLeft => "The cell to the left",
            Self::CellRight => "The cell to the right",
            Self::Write => "Type in the cell, or finish it",
            Self::NewArgument => "New argument",
            Self::Answer => "Answer it",
            Self::Extend => "Extend it",
            Self::Kick => "Kick it, or take it up again",
            Self::RemoveCell => "Empty the cell",
            Self::RemoveRow => "Take the argument off the flow",
            Self::RowUp => "The argument one place up",
            Self::RowDown => "The argument one place down",
            Self::FromBrief => "A card of the brief here…",
            Self::NextSheet => "Next sheet",
            Self::PreviousSheet => "Previous sheet",
            Self::NewSheet => "New sheet",
        }
    }
}
