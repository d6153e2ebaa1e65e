//! Beginning a round, and what it is called, who is who in it, and which speeches it has.

use crate::model::DEFAULT_SIDES;
use crate::model::round::{BriefLink, MAX_NAME_CHARS, Round, RoundFormat, Side, Speech};
use crate::model::slug::unique_name;
use crate::state::{AppState, Dialog, Effect, Notice};
use crate::storage::round_formats;

use super::{Field, RoundAction};

impl AppState {
    /// What a round is: its format, its names and its speeches.
    pub(super) fn setup_action(&mut self, action: RoundAction) -> Vec<Effect> {
        use RoundAction as A;
        match action {
            A::Begin(format) => return self.begin_round(format),
            A::Lay(key) => return self.open_round(key),
            A::Remove(key) if key != self.round.key => return vec![Effect::RemoveRound(key)],
            A::Called(title) => return self.change_round(Some(Field::Title), |round| round.title = title),
            A::Named(side, name) => {
                return self.change_round(Some(Field::Side(side)), |round| *side.of_mut(&mut round.sides) = name);
            }
            A::Ours(ours) => {
                self.round.prepared = None;
                return self.change_round(None, |round| (round.ours, round.team) = (ours, None));
            }
            A::Team(team) => {
                self.round.prepared = None;
                return self.change_round(None, |round| round.team = team);
            }
            A::Flip => return self.flip_round(),
            A::Formats(formats, faults) => self.on_formats_loaded(formats, faults),
            A::SaveFormat => return self.save_format(),
            A::PrepTime(minutes) => {
                return self.change_round(Some(Field::Prep), |round| {
                    let prep = (minutes > 0.0).then_some(minutes);
                    round.change_rules(RoundFormat { prep, ..round.rules.clone() });
                });
            }
            A::ChangeSpeech(at, speech) => return self.change_speech(at, *speech),
            A::AddSpeech(at) => return self.add_speech(at),
            A::RemoveSpeech(at) => return self.remove_speech(at),
            written => return self.flow_action(written),
        }
        Vec::new()
    }

    /// The formats that a round can be begun in: those inside the program, then the reader's own.
    pub fn formats(&self) -> impl Iterator<Item = &RoundFormat> {
        round_formats().iter().chain(&self.round.formats)
    }

    pub(super) fn on_formats_loaded(&mut self, formats: Vec<RoundFormat>, faults: Vec<String>) {
        self.round.formats = formats;
        // They are read often; what is wrong is told once.
        for fault in faults {
            if !self.round.reported_faults.contains(&fault) {
                self.notify(Notice::fault(format!("Of your own formats, {fault}")));
                self.round.reported_faults.push(fault);
            }
        }
    }

    /// The rules of the round as a format under its title.
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

    /// A new round in one of the formats, read from the brief on the editor.
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
        self.memory.round = Some(key);
        self.on_round_changed().into_iter().chain([Effect::ScheduleSave, Effect::ListRounds]).collect()
    }

    /// The name of a file that no other round has, made of a title.
    fn free_round_key(&self, title: &str) -> String {
        let taken = |key: &str| key == self.round.key || self.round.others.iter().any(|(other, _)| other == key);
        unique_name(title, "round", taken)
    }

    /// The other side speaks first.
    pub(super) fn flip_round(&mut self) -> Vec<Effect> {
        let mut flipped = false;
        let effects = self.change_round(None, |round| flipped = round.flip());
        if !flipped {
            let why = "The sides change only before the first speech, and only in formats that leave it to a coin";
            self.notify(Notice::quiet(why));
            return Vec::new();
        }
        let first = self.round.document.as_ref().map_or("", |round| round.side_name(Side::First)).to_owned();
        self.round.prepared = None;
        self.notify(Notice::quiet(format!("{first} speaks first now. What was prepared has moved along")));
        effects
    }

    /// A speech is to be otherwise; what is written in its column keeps to it.
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
        let stays = |name: &str| rules.speeches.iter().any(|speech| speech.column() == Some(name));
        let columns = match (old.column(), speech.column()) {
            (Some(from), Some(to)) if from != to && !stays(from) => Some((from.to_owned(), to.to_owned())),
            _ => None,
        };
        self.change_round(Some(Field::Speech(at, part_of(&old, &speech))), |round| {
            if let Some((from, to)) = columns {
                let rows = round.flow.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
                let cells = rows.flat_map(|row| &mut row.cells).filter(|cell| cell.column == from);
                cells.for_each(|cell| to.clone_into(&mut cell.column));
            }
            round.change_rules(rules);
        })
    }

    /// A speech like one that is there comes after it, for the other side.
    pub(super) fn add_speech(&mut self, at: usize) -> Vec<Effect> {
        let Some(round) = &self.round.document else { return Vec::new() };
        let Some(old) = round.rules.speeches.get(at) else { return Vec::new() };
        let taken = |name: &str| round.rules.speeches.iter().any(|speech| speech.short == name);
        let short = (1..).map(|n| format!("New {n}")).find(|name| !taken(name)).unwrap_or_default();
        let side = old.side.map(Side::other);
        // The team across: of the same number on its side.
        let teams = || round.rules.teams.iter().enumerate();
        let number = old.team.map(|own| teams().take(own).filter(|(_, team)| Some(team.side) == old.side).count());
        let team = number.and_then(|n| teams().filter(|(_, team)| Some(team.side) == side).nth(n)).map(|(at, _)| at);
        let speech = Speech { name: short.clone(), short, side, team, column: None, ..old.clone() };
        let mut done = false;
        let effects = self.change_round(None, |round| done = round.insert_speech(at + 1, speech));
        if !done {
            self.notify(Notice::quiet(
                "No speech fits in here: there are too many, or this one shares its column with the next",
            ));
            return Vec::new();
        }
        (self.round.prepared, self.round.previous_speech) = (None, None);
        effects
    }

    pub(super) fn remove_speech(&mut self, at: usize) -> Vec<Effect> {
        let mut done = false;
        let effects = self.change_round(None, |round| done = round.remove_speech(at));
        if !done {
            let why = "The speech stays: something is to be read in it or stands in its column on the flow";
            self.notify(Notice::quiet(why));
            return Vec::new();
        }
        (self.round.prepared, self.round.previous_speech) = (None, None);
        effects
    }
}

/// Which part of a speech is changed: its name, its short name, or its time and the like.
fn part_of(old: &Speech, new: &Speech) -> u8 {
    match (old.name == new.name, old.short == new.short) {
        (false, true) => 1,
        (_, false) => 2,
        (true, true) => 3,
    }
}
