//! Rounds of debate: the format, what is read in each speech, the flow, and the clocks.

mod budget;
mod clock;
mod columns;
mod delivery;
mod flow;
mod format;
mod format_faults;
mod merge;
mod sanitize;
mod speech_brief;
mod standing;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::Date;

pub use budget::{Budget, Load, WORDS_PER_MINUTE, reading_speed, words_in_all, words_read_aloud};
pub use clock::{Alert, Clock};
pub use columns::{Column, Columns};
pub use delivery::{Delivery, MAX_READ_ENTRIES, MAX_READ_MARKS, ReadMark, Sent};
pub use flow::{Cell, CellIndex, Flow, MAX_CELL_CHARS, MAX_ROWS, MAX_SHEETS, Row, Sheet};
pub use format::{
    FormatFault, MAX_ALERTS, MAX_NAME_CHARS, MAX_SPEECH_MINUTES, MAX_SPEECHES, MAX_TEAMS, Points, ROUND_FORMAT_FORMAT,
    RoundFormat, Side, Speech, SpeechKind, Team,
};
pub use standing::{Dropped, Standing, dropped, standing};

/// The current version of the round file format.
///
/// Version 2 added [`Round::began`].
pub const ROUND_FORMAT: u32 = 2;

/// A round of debate.
///
/// ```
/// use parallax::model::round::{Cell, Round, RoundFormat};
///
/// let rules: RoundFormat = ron::from_str(
///     r#"(
///         format: 1, id: "short", name: "Short", sides: [("Pro", "Con")],
///         speeches: [
///             (short: "1P", name: "First pro", side: Some(First), minutes: 4, kind: Constructive),
///             (short: "1C", name: "First con", side: Some(Second), minutes: 4, kind: Constructive),
///         ],
///     )"#,
/// )?;
/// let mut round = Round::new("Finals", rules);
/// let sheet = round.flow.add_sheet("Case").unwrap();
/// let columns = round.columns();
/// round.flow.sheets[sheet].put(&columns, 0, Cell::new("1P", "Lamps cost money"));
/// round.go_to(1);
/// assert_eq!(round.speech().map(|speech| speech.short.as_str()), Some("1C"));
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// The version of the file format, [`ROUND_FORMAT`].
    pub format: u32,
    /// The title.
    pub title: String,
    /// The day it began; `None` if an earlier version began it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<Date>,
    /// The brief that is read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<BriefLink>,
    /// A copy of the format from the start of the round, so that later changes of the format do not affect it.
    pub rules: RoundFormat,
    /// The names of the sides, in speaking order.
    pub sides: [String; 2],
    /// The user's side; `None` for a spectator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ours: Option<Side>,
    /// The user's team, as an index into the format's teams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<usize>,
    /// What is read in each speech of the format.
    #[serde(default)]
    pub speeches: Vec<Delivery>,
    /// The index of the current or next speech; the number of speeches once the round is over.
    #[serde(default)]
    pub at: usize,
    /// The flow.
    #[serde(default)]
    pub flow: Flow,
    /// The clocks; in wall-clock time in a file.
    #[serde(default)]
    pub clock: Clock,
}

/// A reference to the brief of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BriefLink {
    /// The title of the brief.
    pub title: String,
    /// The file of the brief.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

impl Round {
    /// Creates a round before its first speech, with the format's default names.
    pub fn new(title: &str, rules: RoundFormat) -> Self {
        let sides = rules.sides.first().cloned().unwrap_or_else(|| ("First".to_owned(), "Second".to_owned()));
        Self {
            format: ROUND_FORMAT,
            title: title.to_owned(),
            began: None,
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

    /// Returns its name in a list, where other rounds may have the same title: `Lamps · 1 Dec 2026 · Pro v. Con`.
    pub fn list_name(title: &str, began: Option<Date>, sides: &[String]) -> String {
        let sides = sides.join(" v. ");
        let parts = [title.to_owned(), began.map_or(String::new(), |began| began.to_string()), sides];
        parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// Returns the columns of the flow.
    pub fn columns(&self) -> Columns {
        Columns::new(&self.rules)
    }

    /// Returns the name of a side.
    pub fn side_name(&self, side: Side) -> &str {
        side.of::<String>(&self.sides)
    }

    /// Returns whether a side, or a team of it if several share the side, is the user's.
    pub fn is_ours(&self, side: Side, team: Option<usize>) -> bool {
        self.ours == Some(side) && (self.team.is_none() || team.is_none() || self.team == team)
    }

    /// Returns the name of the team if the side has several, or else of the side.
    pub fn team_name(&self, side: Side, team: Option<usize>) -> &str {
        let team = team.and_then(|team| self.rules.teams.get(team));
        team.map_or_else(|| self.side_name(side), |team| team.name.as_str())
    }

    /// Returns the current or next speech; `None` once the round is over.
    pub fn speech(&self) -> Option<&Speech> {
        self.rules.speeches.get(self.at)
    }

    /// Returns whether the preparation before the round is not over yet; false if the format has none.
    pub fn is_preparing(&self) -> bool {
        self.clock.before.limit.is_some() && self.at == 0 && !self.clock.speech.has_started()
    }

    /// Returns whether every speech has been given.
    pub fn is_over(&self) -> bool {
        self.at >= self.rules.speeches.len()
    }

    /// Goes to a speech, or to the end, and resets the clock of the speech. Used prep time stays used.
    pub fn go_to(&mut self, speech: usize) {
        self.at = speech.min(self.rules.speeches.len());
        self.clock.load_speech(self.rules.speeches.get(self.at));
    }

    /// Starts or stops the clock of the speech.
    pub fn toggle_speech(&mut self, now: f64) {
        if self.clock.speech.is_running() { self.clock.stop_speech(now) } else { self.clock.start_speech(now) }
    }

    /// Returns the time budget of a speech.
    pub fn budget(&self, speech: usize) -> Option<Budget> {
        let allowed = self.rules.speeches.get(speech)?.seconds();
        Some(Budget::new(&self.speeches.get(speech)?.read, allowed))
    }

    /// Marks where reading stopped in the current speech, in its entries and on the flow. Returns false if the entry is
    /// not read in it.
    pub fn mark(&mut self, mark: ReadMark) -> bool {
        let marked = self.speeches.get_mut(self.at).is_some_and(|delivery| delivery.mark(mark));
        if marked {
            self.mark_cells(mark.entry, Some(mark.seconds.max(0.0)));
        }
        marked
    }

    /// Marks the cells of an entry of the current speech, or removes their mark.
    fn mark_cells(&mut self, entry: u32, marked: Option<f64>) {
        let columns = self.columns();
        let column = columns.of_speech(&self.rules, self.at).and_then(|at| columns.get(at));
        let cells = self.flow.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row.cells);
        cells
            .filter(|cell| column.is_some_and(|column| cell.column == column.name) && cell.card == Some(entry))
            .for_each(|cell| cell.marked = marked);
    }

    /// Replaces the rules. The current speech stays the same, at its new index and with its new duration.
    pub fn change_rules(&mut self, rules: RoundFormat) {
        if rules.prep != self.rules.prep {
            let limit = rules.prep.map(|minutes| f64::from(minutes) * 60.0);
            self.clock.prep.iter_mut().for_each(|prep| prep.limit = limit);
        }
        let given = self.speech().cloned();
        let old = std::mem::replace(&mut self.rules, rules);
        let all = &self.rules.speeches;
        if let Some(given) = given.as_ref().filter(|_| all.len() != old.speeches.len()) {
            // Several speeches may have the same name, as cross-examinations do: the one with the same number among
            // them is meant.
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

    /// Removes the mark of an entry of the current speech if it is at this code point. Returns whether it was removed.
    pub fn unmark(&mut self, entry: u32, at: usize) -> bool {
        let removed = self.speeches.get_mut(self.at).is_some_and(|delivery| delivery.unmark(entry, at));
        if removed {
            self.mark_cells(entry, None);
        }
        removed
    }

    /// Inserts a speech before the one at `at`, as a chamber may. Returns false if there is no room or the format does
    /// not allow it.
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
        // A speech that has started stays the current one.
        if at < self.at || (at == self.at && self.clock.speech.has_started()) {
            self.at += 1;
        } else if at == self.at {
            self.clock.load_speech(self.rules.speeches.get(at));
        }
        true
    }

    /// Removes a speech. Returns false if entries are read in it, its column is in use, or it is the last one.
    pub fn remove_speech(&mut self, at: usize) -> bool {
        let Some(speech) = self.rules.speeches.get(at) else { return false };
        let written = speech.column().is_some_and(|column| {
            let rows = self.flow.sheets.iter().flat_map(|sheet| &sheet.rows);
            rows.into_iter().any(|row| row.cell(column).is_some_and(Cell::has_content))
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

    /// Swaps the speaking order of the sides. The user keeps their side: entries and cells move to the speeches that
    /// are now theirs. Returns false unless the format leaves the order to a coin flip, the round has not started, and
    /// both sides have the same number of columns.
    pub fn flip(&mut self) -> bool {
        let columns = self.columns();
        let of = |side| columns.all().iter().filter(move |column| column.side == side).map(|column| &column.name);
        let pairs: Vec<(&String, &String)> = of(Side::First).zip(of(Side::Second)).collect();
        let even = of(Side::First).count() == of(Side::Second).count();
        if !(self.rules.either_first && even && self.at == 0 && !self.clock.speech.has_started()) {
            return false;
        }
        for row in self.flow.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
            swap_columns(row, &pairs, &columns);
        }
        self.swap_deliveries();
        self.sides.swap(0, 1);
        self.clock.prep.swap(0, 1);
        self.ours = self.ours.map(Side::other);
        true
    }

    /// Swaps the entries of the n-th speech of one side with those of the n-th speech of the other.
    fn swap_deliveries(&mut self) {
        let all = || self.rules.speeches.iter().enumerate();
        let of = |side| all().filter(move |(_, speech)| speech.side == Some(side)).map(|(at, _)| at);
        let pairs: Vec<(usize, usize)> = of(Side::First).zip(of(Side::Second)).collect();
        for (first, second) in pairs {
            if first.max(second) < self.speeches.len() {
                self.speeches.swap(first, second);
            }
        }
    }
}

fn swap_columns(row: &mut Row, pairs: &[(&String, &String)], columns: &Columns) {
    for mut cell in std::mem::take(&mut row.cells) {
        let other = pairs.iter().find_map(|(first, second)| match cell.column == **first {
            true => Some(*second),
            false => (cell.column == **second).then_some(*first),
        });
        if let Some(other) = other {
            cell.column.clone_from(other);
        }
        row.put(columns, cell);
    }
}
