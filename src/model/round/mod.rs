//! A round of debate: its format, what is read in each speech, the flow, and the clocks. No window and no files here.

mod bounds;
mod budget;
mod clock;
mod columns;
mod delivery;
mod faults;
mod flip;
mod flow;
mod format;
mod merge;
mod sheet;
mod standing;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use budget::{Budget, Load, WORDS_PER_MINUTE, reading_speed, words_read_aloud};
pub use clock::{Alert, Clock};
pub use columns::{Column, Columns};
pub use delivery::{Delivery, MAX_READ_MARKS, MAX_READ_ENTRIES, ReadMark, Sent};
pub use flow::{Cell, Flow, MAX_CELL_CHARS, MAX_ROWS, MAX_SHEETS, Row, Sheet};
pub use format::{
    FormatFault, MAX_NAME_CHARS, MAX_SPEECH_MINUTES, MAX_ALERTS, MAX_SPEECHES, MAX_TEAMS, Points, ROUND_FORMAT_FORMAT,
    RoundFormat, Side, Speech, SpeechKind, Team,
};
pub use sheet::CellIndex;
pub use standing::{Dropped, Standing, dropped, standing};

/// The version of the file.
pub const ROUND_FORMAT: u32 = 1;

/// A round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// The version of the file, [`ROUND_FORMAT`].
    pub format: u32,
    /// What it is called.
    pub title: String,
    /// The brief that is read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<BriefLink>,
    /// The format as it was when the round was begun, so that it stays what it was when times change.
    pub rules: RoundFormat,
    /// The sides by name; who speaks first is named first.
    pub sides: [String; 2],
    /// Which side is ours; none for one who only listens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ours: Option<Side>,
    /// Which team is ours, by the place among the format's teams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<usize>,
    /// What is read, for each speech of the format.
    #[serde(default)]
    pub speeches: Vec<Delivery>,
    /// Which speech is given or comes next; the number of speeches once the round is over.
    #[serde(default)]
    pub at: usize,
    /// The flow.
    #[serde(default)]
    pub flow: Flow,
    /// The clocks; in a file by the wall's clock.
    #[serde(default)]
    pub clock: Clock,
}

/// The brief of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BriefLink {
    /// Its title.
    pub title: String,
    /// Its file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

impl Round {
    /// A round before its first speech, under the format's usual names.
    pub fn new(title: &str, rules: RoundFormat) -> Self {
        let sides = rules.sides.first().cloned().unwrap_or_else(|| ("First".to_owned(), "Second".to_owned()));
        Self {
            format: ROUND_FORMAT,
            title: title.to_owned(),
            brief: None,
            sides: [sides.0, sides.1],
            ours: None,
            team: None,
            speeches: vec![Delivery::default(); rules.speeches.len()],
            at: 0,
            flow: Flow::default(),
            clock: Clock::new(&rules),
            rules,
        }
    }

    /// The columns of its flow.
    pub fn columns(&self) -> Columns {
        Columns::new(&self.rules)
    }

    /// The name of a side.
    pub fn side_name(&self, side: Side) -> &str {
        side.of::<String>(&self.sides)
    }

    /// Whether what a side says, or a team of it where several share a side, is ours.
    pub fn is_ours(&self, side: Side, team: Option<usize>) -> bool {
        self.ours == Some(side) && (self.team.is_none() || team.is_none() || self.team == team)
    }

    /// The name of a team where a side has several, else of the side.
    pub fn team_name(&self, side: Side, team: Option<usize>) -> &str {
        let team = team.and_then(|team| self.rules.teams.get(team));
        team.map_or_else(|| self.side_name(side), |team| team.name.as_str())
    }

    /// The speech that is given or comes next; none once the round is over.
    pub fn speech(&self) -> Option<&Speech> {
        self.rules.speeches.get(self.at)
    }

    /// Whether the preparation before the round, where there is one, is not behind us.
    pub fn is_preparing(&self) -> bool {
        self.clock.before.limit.is_some() && self.at == 0 && !self.clock.speech.has_started()
    }

    /// Whether every speech has been given.
    pub fn is_over(&self) -> bool {
        self.at >= self.rules.speeches.len()
    }

    /// Goes to a speech, or to the end; the clock stands at its beginning. Prep that was used stays used.
    pub fn go_to(&mut self, speech: usize) {
        self.at = speech.min(self.rules.speeches.len());
        self.clock.load_speech(self.rules.speeches.get(self.at));
    }

    /// Starts or stops the clock of the speech.
    pub fn toggle_speech(&mut self, now: f64) {
        if self.clock.speech.is_running() { self.clock.stop_speech(now) } else { self.clock.start_speech(now) }
    }

    /// What a speech takes and what it may take.
    pub fn budget(&self, speech: usize) -> Option<Budget> {
        let allowed = self.rules.speeches.get(speech)?.seconds();
        Some(Budget::new(&self.speeches.get(speech)?.read, allowed))
    }

    /// Marks where reading stopped in the speech that is given, in what is read and on the flow; says whether that is
    /// read now.
    pub fn mark(&mut self, mark: ReadMark) -> bool {
        let marked = self.speeches.get_mut(self.at).is_some_and(|delivery| delivery.mark(mark));
        let columns = self.columns();
        let column = columns.of_speech(&self.rules, self.at).and_then(|at| columns.get(at));
        if let Some(column) = column.filter(|_| marked) {
            let cells = self.flow.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row.cells);
            let here = cells.filter(|cell| cell.column == column.name && cell.card == Some(mark.entry));
            here.for_each(|cell| cell.marked = Some(mark.seconds.max(0.0)));
        }
        marked
    }

    /// Changes the rules. The speech that is given or comes next stays it, wherever it stands now, and its clock has its
    /// time.
    pub fn change_rules(&mut self, rules: RoundFormat) {
        if rules.prep != self.rules.prep {
            let limit = rules.prep.map(|minutes| f64::from(minutes) * 60.0);
            self.clock.prep.iter_mut().for_each(|prep| prep.limit = limit);
        }
        let given = self.speech().cloned();
        let old = std::mem::replace(&mut self.rules, rules);
        let all = &self.rules.speeches;
        if let Some(given) = given.as_ref().filter(|_| all.len() != old.speeches.len()) {
            // Several may have one name, as cross-examinations do: the one of the same number among them is meant.
            let named = |speech: &Speech| speech.short == given.short;
            let number = old.speeches.iter().take(self.at).filter(|speech| named(speech)).count();
            let mut same = all.iter().enumerate().filter(|(_, speech)| named(speech)).map(|(at, _)| at);
            self.at = same.nth(number).unwrap_or(self.at);
        }
        self.at = if given.is_some() { self.at.min(all.len()) } else { all.len() };
        let speech = self.rules.speeches.get(self.at);
        match speech.filter(|_| given.is_some() && self.clock.speech.has_started()) {
            Some(speech) => self.clock.speech.limit = Some(speech.seconds()),
            None => self.clock.load_speech(speech),
        }
    }

    /// Takes off the mark of an entry in the speech that is given, when it stands at this place; says whether it did.
    pub fn unmark(&mut self, entry: u32, at: usize) -> bool {
        let Some(delivery) = self.speeches.get_mut(self.at) else { return false };
        if !delivery.unmark(entry, at) {
            return false;
        }
        let columns = self.columns();
        let column = columns.of_speech(&self.rules, self.at).and_then(|at| columns.get(at));
        if let Some(column) = column {
            let cells = self.flow.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row.cells);
            cells.filter(|c| c.column == column.name && c.card == Some(entry)).for_each(|cell| cell.marked = None);
        }
        true
    }

    /// Puts a speech in before the one at a place, as a chamber may; says whether there was room.
    pub fn insert_speech(&mut self, at: usize, speech: Speech) -> bool {
        let room = self.rules.speeches.len() < MAX_SPEECHES && at <= self.rules.speeches.len();
        if !room {
            return false;
        }
        let mut rules = self.rules.clone();
        rules.speeches.insert(at, speech);
        if !rules.faults().is_empty() {
            return false;
        }
        self.rules = rules;
        self.speeches.insert(at.min(self.speeches.len()), Delivery::default());
        // The speech that has begun stays the one that is given.
        if at < self.at || (at == self.at && self.clock.speech.has_started()) {
            self.at += 1;
        } else if at == self.at {
            self.clock.load_speech(self.rules.speeches.get(at));
        }
        true
    }

    /// Takes a speech off; says whether that was possible: not while anything is to be read in it or stands in its
    /// column, and never the last.
    pub fn remove_speech(&mut self, at: usize) -> bool {
        let Some(speech) = self.rules.speeches.get(at) else { return false };
        let written = speech.column().is_some_and(|column| {
            let rows = self.flow.sheets.iter().flat_map(|sheet| &sheet.rows);
            rows.into_iter().any(|row| row.cell(column).is_some_and(Cell::is_said))
        });
        let read = self.speeches.get(at).is_some_and(|delivery| !delivery.read.is_empty());
        if written || read || self.rules.speeches.len() == 1 {
            return false;
        }
        self.rules.speeches.remove(at);
        if at < self.speeches.len() {
            self.speeches.remove(at);
        }
        if at < self.at {
            self.at -= 1;
        } else if at == self.at {
            self.clock.load_speech(self.rules.speeches.get(self.at));
        }
        true
    }
}
