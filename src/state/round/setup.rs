//! The setup of a round: beginning one, its names and sides, its speeches and times, and the reader's formats.

use crate::model::DEFAULT_SIDES;
use crate::model::round::{BriefLink, MAX_NAME_CHARS, Round, RoundFormat, Side, Speech};
use crate::model::slug::unique_name;
use crate::state::undo_order::UndoTarget;
use crate::state::{AppState, Dialog, Effect, Notice};
use crate::storage::round_formats;

use super::{Field, SpeechField};

impl AppState {
    /// Moves a saved round, other than the open one, to the folder of removed ones.
    pub(super) fn remove_round(&self, key: String) -> Vec<Effect> {
        if key == self.round.key { Vec::new() } else { vec![Effect::RemoveRound(key)] }
    }

    /// Sets which side is ours; `None` for a judge or a coach.
    pub(super) fn set_our_side(&mut self, ours: Option<Side>) -> Vec<Effect> {
        self.round.prepared = None;
        self.change_round(None, |round| (round.ours, round.team) = (ours, None))
    }

    /// Sets which team of our side is ours, where several teams share a side.
    pub(super) fn set_our_team(&mut self, team: Option<usize>) -> Vec<Effect> {
        self.round.prepared = None;
        self.change_round(None, |round| round.team = team)
    }

    /// Sets the prep time of each side in minutes; 0 for none.
    pub(super) fn set_prep_minutes(&mut self, minutes: f32) -> Vec<Effect> {
        self.change_round(Some(Field::Prep), |round| {
            let prep = (minutes > 0.0).then_some(minutes);
            round.change_rules(RoundFormat { prep, ..round.rules.clone() });
        })
    }

    /// Iterates over the formats in which a round can be begun: the built-in ones, then the reader's own.
    pub fn formats(&self) -> impl Iterator<Item = &RoundFormat> {
        round_formats().iter().chain(&self.round.formats)
    }

    pub(super) fn on_formats_loaded(&mut self, formats: Vec<RoundFormat>, faults: Vec<String>) {
        self.round.formats = formats;
        // The formats are read often, but each fault is reported once.
        for fault in faults {
            if !self.round.reported_faults.contains(&fault) {
                self.notify(Notice::fault(format!("Of your own formats, {fault}")));
                self.round.reported_faults.push(fault);
            }
        }
    }

    /// Saves the rules of the round as a format with the title of the round.
    pub(super) fn save_format(&mut self) -> Vec<Effect> {
        let Some(round) = &self.round.document else { return Vec::new() };
        let [first, second] = round.sides.clone();
        let mut rules = round.rules.clone();
        rules.sides.retain(|pair| *pair != (first.clone(), second.clone()));
        rules.sides.insert(0, (first, second));
        rules.id = unique_name(&round.title, "format", |_| false);
        rules.name = round.title.chars().take(MAX_NAME_CHARS).collect();
        if let Some(fault) = rules.faults().first() {
            let text = format!("This round cannot be a format: {}", fault.message);
            self.notify(Notice::quiet(text));
            return Vec::new();
        }
        vec![Effect::SaveFormat(Box::new(rules))]
    }

    /// Begins a round in a format, with the open brief as its brief.
    pub(super) fn begin_round(&mut self, format: usize) -> Vec<Effect> {
        let Some(rules) = self.formats().nth(format).cloned() else { return Vec::new() };
        let brief = self.brief.document.as_ref();
        let title = brief.map_or(rules.name.as_str(), |brief| brief.title.as_str()).to_owned();
        let title = format!("{title} ({})", rules.name);
        let mut round = Round::new(&title, rules);
        round.brief =
            brief.map(|brief| BriefLink { title: brief.title.clone(), file: Some(format!("{}.ron", self.brief.key)) });
        if let Some([first, second]) = brief.map(|brief| &brief.sides[..]).filter(|sides| *sides != DEFAULT_SIDES) {
            round.sides = [first.clone(), second.clone()];
        }
        round.ours = Some(Side::First);
        let key = self.free_round_key(&title);
        self.dialog.take_if(|dialog| *dialog == Dialog::Round);
        self.round.replace_document(key.clone(), Some(round));
        self.undo_order.forget(UndoTarget::Round);
        self.saved_state.round = Some(key);
        self.on_round_changed().into_iter().chain([Effect::ScheduleSave, Effect::ListRounds]).collect()
    }

    /// Returns a file name that no other round has, derived from a title.
    fn free_round_key(&self, title: &str) -> String {
        let taken = |key: &str| key == self.round.key || self.round.others.iter().any(|(other, _)| other == key);
        unique_name(title, "round", taken)
    }

    /// Makes the other side speak first.
    pub(super) fn flip_round(&mut self) -> Vec<Effect> {
        let mut is_flipped = false;
        let effects = self.change_round(None, |round| is_flipped = round.flip());
        if !is_flipped {
            let why = "The sides change only before the first speech, and only in formats that leave it to a coin";
            self.notify(Notice::quiet(why));
            return Vec::new();
        }
        let first = self.round.document.as_ref().map_or("", |round| round.side_name(Side::First)).to_owned();
        self.round.prepared = None;
        self.notify(Notice::quiet(format!("{first} speaks first now. What was prepared has moved along")));
        effects
    }

    /// Replaces a speech. The cells of its column on the flow move to its new column.
    pub(super) fn change_speech(&mut self, at: usize, speech: Speech) -> Vec<Effect> {
        let Some(round) = &self.round.document else { return Vec::new() };
        let Some(old) = round.rules.speeches.get(at).cloned() else { return Vec::new() };
        let mut rules = round.rules.clone();
        if let Some(place) = rules.speeches.get_mut(at) {
            *place = speech.clone();
        }
        if let Some(fault) = rules.faults().first() {
            let text = format!("The speech stays as it was: {}", fault.message);
            self.notify(Notice::quiet(text));
            return Vec::new();
        }
        let is_used = |name: &str| rules.speeches.iter().any(|speech| speech.column() == Some(name));
        let columns = match (old.column(), speech.column()) {
            (Some(from), Some(to)) if from != to && !is_used(from) => Some((from.to_owned(), to.to_owned())),
            _ => None,
        };
        self.change_round(Some(Field::Speech(at, changed_field(&old, &speech))), |round| {
            if let Some((from, to)) = columns {
                let rows = round.flow.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
                let cells = rows.flat_map(|row| &mut row.cells).filter(|cell| cell.column == from);
                cells.for_each(|cell| to.clone_into(&mut cell.column));
            }
            round.change_rules(rules);
        })
    }

    /// Adds a speech like the one at an index after it, for the other side.
    pub(super) fn add_speech(&mut self, at: usize) -> Vec<Effect> {
        let Some(round) = &self.round.document else { return Vec::new() };
        let Some(old) = round.rules.speeches.get(at) else { return Vec::new() };
        let taken = |name: &str| round.rules.speeches.iter().any(|speech| speech.short == name);
        let short = (1..).map(|n| format!("New {n}")).find(|name| !taken(name)).unwrap_or_default();
        let side = old.side.map(Side::other);
        // The opposing team has the same position among the teams of its side.
        let teams = || round.rules.teams.iter().enumerate();
        let position = old.team.map(|own| teams().take(own).filter(|(_, team)| Some(team.side) == old.side).count());
        let team = position.and_then(|n| teams().filter(|(_, team)| Some(team.side) == side).nth(n)).map(|(at, _)| at);
        let speech = Speech { name: short.clone(), short, side, team, column: None, ..old.clone() };
        let mut is_done = false;
        let effects = self.change_round(None, |round| is_done = round.insert_speech(at + 1, speech));
        if !is_done {
            self.notify(Notice::quiet(
                "No speech fits in here: there are too many, or this one shares its column with the next",
            ));
            return Vec::new();
        }
        (self.round.prepared, self.round.previous_speech) = (None, None);
        effects
    }

    pub(super) fn remove_speech(&mut self, at: usize) -> Vec<Effect> {
        let mut is_done = false;
        let effects = self.change_round(None, |round| is_done = round.remove_speech(at));
        if !is_done {
            let why = "The speech stays: something is to be read in it or stands in its column on the flow";
            self.notify(Notice::quiet(why));
            return Vec::new();
        }
        (self.round.prepared, self.round.previous_speech) = (None, None);
        effects
    }
}

/// Returns the field in which two versions of a speech differ.
fn changed_field(old: &Speech, new: &Speech) -> SpeechField {
    match (old.name == new.name, old.short == new.short) {
        (false, true) => SpeechField::Name,
        (_, false) => SpeechField::ShortName,
        (true, true) => SpeechField::Rules,
    }
}
