//! The setup of a round: beginning one, its names and sides, its speeches and times, and the reader's formats.

use crate::model::DEFAULT_SIDES;
use crate::model::round::{BriefLink, MAX_NAME_CHARS, Round, RoundFormat, Side, Speech};
use crate::model::slug::unique_name;
use crate::state::feature::{Outcome, Request, Shared};
use crate::state::{Dialog, Effect, Notice};
use crate::storage::round_formats;

use super::{Field, RoundEditor, SpeechField};

impl RoundEditor {
    /// Iterates over the formats in which a round can be begun: the built-in ones, then the reader's own.
    pub fn formats(&self) -> impl Iterator<Item = &RoundFormat> {
        round_formats().iter().chain(&self.formats)
    }

    pub(super) fn on_formats_loaded(&mut self, formats: Vec<RoundFormat>, faults: Vec<String>, out: &mut Outcome) {
        self.formats = formats;
        // The formats are read often, but each fault is reported once.
        for fault in faults {
            if !self.reported_faults.contains(&fault) {
                out.notify(Notice::fault(format!("Of your own formats, {fault}")));
                self.reported_faults.push(fault);
            }
        }
    }

    /// Saves the rules of the round as a format with the title of the round.
    pub(super) fn save_format(&mut self, out: &mut Outcome) {
        let Some(round) = &self.document else { return };
        let [first, second] = round.sides.clone();
        let mut rules = round.rules.clone();
        rules.sides.retain(|pair| *pair != (first.clone(), second.clone()));
        rules.sides.insert(0, (first, second));
        rules.id = unique_name(&round.title, "format", |_| false);
        rules.name = round.title.chars().take(MAX_NAME_CHARS).collect();
        if let Some(fault) = rules.faults().first() {
            let text = format!("This round cannot be a format: {}", fault.message);
            out.notify(Notice::quiet(text));
            return;
        }
        out.perform(Effect::SaveFormat(Box::new(rules)));
    }

    pub(super) fn begin(
        &mut self,
        shared: &Shared<'_>,
        rules: RoundFormat,
        brief: Option<(BriefLink, Vec<String>)>,
        out: &mut Outcome,
    ) {
        let title = brief.as_ref().map_or(rules.name.as_str(), |(brief, _)| brief.title.as_str()).to_owned();
        let title = format!("{title} ({})", rules.name);
        let mut round = Round { began: Some(shared.today), ..Round::new(&title, rules) };
        if let Some((link, sides)) = brief {
            round.brief = Some(link);
            if let ([first, second], true) = (&sides[..], sides[..] != DEFAULT_SIDES) {
                round.sides = [first.clone(), second.clone()];
            }
        }
        round.ours = Some(Side::First);
        let taken = |key: &str| key == self.key || self.others.iter().any(|(other, _)| other == key);
        let key = unique_name(&title, "round", taken);
        out.ask(Request::CloseDialog(Dialog::Round));
        self.replace_document(key, Some(round), out);
        self.on_changed(out);
        out.perform(Effect::ScheduleSave);
        out.perform(Effect::ListRounds);
    }

    pub(super) fn flip(&mut self, out: &mut Outcome) {
        let mut is_flipped = false;
        self.change(out, None, |round| is_flipped = round.flip());
        if !is_flipped {
            let why = "The sides change only before the first speech, and only in formats that leave it to a coin";
            out.notify(Notice::quiet(why));
            return;
        }
        let first = self.document.as_ref().map_or("", |round| round.side_name(Side::First)).to_owned();
        self.prepared = None;
        out.notify(Notice::quiet(format!("{first} speaks first now. What was prepared has moved along")));
    }

    /// Replaces a speech. The cells of its column on the flow move to its new column.
    pub(super) fn change_speech(&mut self, at: usize, speech: Speech, out: &mut Outcome) {
        let Some(round) = &self.document else { return };
        let Some(old) = round.rules.speeches.get(at).cloned() else { return };
        let mut rules = round.rules.clone();
        if let Some(place) = rules.speeches.get_mut(at) {
            *place = speech.clone();
        }
        if let Some(fault) = rules.faults().first() {
            let text = format!("The speech stays as it was: {}", fault.message);
            out.notify(Notice::quiet(text));
            return;
        }
        let is_used = |name: &str| rules.speeches.iter().any(|speech| speech.column() == Some(name));
        let columns = match (old.column(), speech.column()) {
            (Some(from), Some(to)) if from != to && !is_used(from) => Some((from.to_owned(), to.to_owned())),
            _ => None,
        };
        self.change(out, Some(Field::Speech(at, changed_field(&old, &speech))), |round| {
            if let Some((from, to)) = columns {
                let rows = round.flow.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
                let cells = rows.flat_map(|row| &mut row.cells).filter(|cell| cell.column == from);
                cells.for_each(|cell| to.clone_into(&mut cell.column));
            }
            round.change_rules(rules);
        })
    }

    /// Adds a speech like the one at an index after it, for the other side.
    pub(super) fn add_speech(&mut self, at: usize, out: &mut Outcome) {
        let Some(round) = &self.document else { return };
        let Some(old) = round.rules.speeches.get(at) else { return };
        let taken = |name: &str| round.rules.speeches.iter().any(|speech| speech.short == name);
        let short = (1..).map(|n| format!("New {n}")).find(|name| !taken(name)).unwrap_or_default();
        let side = old.side.map(Side::other);
        // The opposing team has the same position among the teams of its side.
        let teams = || round.rules.teams.iter().enumerate();
        let position = old.team.map(|own| teams().take(own).filter(|(_, team)| Some(team.side) == old.side).count());
        let team = position.and_then(|n| teams().filter(|(_, team)| Some(team.side) == side).nth(n)).map(|(at, _)| at);
        let speech = Speech { name: short.clone(), short, side, team, column: None, ..old.clone() };
        let mut is_done = false;
        self.change(out, None, |round| is_done = round.insert_speech(at + 1, speech));
        if !is_done {
            out.notify(Notice::quiet(
                "No speech fits in here: there are too many, or this one shares its column with the next",
            ));
            return;
        }
        self.prepared = None;
        self.left_speeches.clear();
    }

    pub(super) fn remove_speech(&mut self, at: usize, out: &mut Outcome) {
        let mut is_done = false;
        self.change(out, None, |round| is_done = round.remove_speech(at));
        if !is_done {
            let why = "The speech stays: something is to be read in it or stands in its column on the flow";
            out.notify(Notice::quiet(why));
            return;
        }
        self.prepared = None;
        self.left_speeches.clear();
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
