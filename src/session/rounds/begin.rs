//! Beginning a round, and what it is called, who is who in it, and which speeches it has.

use crate::library::round_formats;
use crate::model::round::{BriefLink, Round, Side, Speech};
use crate::session::{Effect, Notice, Overlay, Session};

impl Session {
    /// A new round in a format inside the program, read from the brief on the desk.
    pub(super) fn begin_round(&mut self, format: usize) -> Vec<Effect> {
        let Some(rules) = round_formats().get(format) else { return Vec::new() };
        let brief = self.desk.brief.as_ref();
        let title = brief.map_or(rules.name.as_str(), |brief| brief.title.as_str()).to_owned();
        let title = format!("{title} ({})", rules.name);
        let mut round = Round::new(&title, rules.clone());
        round.brief =
            brief.map(|brief| BriefLink { title: brief.title.clone(), file: Some(format!("{}.ron", self.desk.key)) });
        round.ours = Some(Side::First);
        let key = self.free_round_key(&title);
        self.overlay.take_if(|overlay| *overlay == Overlay::Round);
        self.rounds.turn_to(key.clone(), Some(round));
        self.memory.round = Some(key);
        self.round_changed().into_iter().chain([Effect::SaveMemory, Effect::ListRounds]).collect()
    }

    /// The name of a file that no other round has, made of a title.
    fn free_round_key(&self, title: &str) -> String {
        let lower = title.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let slug: String = words.join("-").chars().take(60).collect();
        let slug = if slug.is_empty() { "round".to_owned() } else { slug };
        let taken = |key: &str| key == self.rounds.key || self.rounds.others.iter().any(|(other, _)| other == key);
        let key = (1..).map(|n| if n == 1 { slug.clone() } else { format!("{slug}-{n}") }).find(|key| !taken(key));
        key.unwrap_or(slug)
    }

    /// The other side speaks first.
    pub(super) fn flip_round(&mut self) -> Vec<Effect> {
        let Some(round) = &mut self.rounds.round else { return Vec::new() };
        if !round.flip() {
            let why = "The sides change only before the first speech, and only in formats that leave it to a coin";
            self.say(Notice::quiet(why));
            return Vec::new();
        }
        let first = round.side_name(Side::First).to_owned();
        self.rounds.prepared = None;
        self.rounds.forget_changes();
        self.say(Notice::quiet(format!("{first} speaks first now. What was prepared has moved along")));
        self.round_changed()
    }

    /// A speech is to be otherwise; what is written in its column keeps to it.
    pub(super) fn change_speech(&mut self, at: usize, speech: Speech) -> Vec<Effect> {
        let Some(round) = &mut self.rounds.round else { return Vec::new() };
        let Some(old) = round.rules.speeches.get(at).cloned() else { return Vec::new() };
        let mut rules = round.rules.clone();
        if let Some(place) = rules.speeches.get_mut(at) {
            *place = speech.clone();
        }
        if let Some(fault) = rules.faults().first() {
            let text = format!("The speech stays as it was: {}", fault.message);
            self.say(Notice::quiet(text));
            return Vec::new();
        }
        let stays = |name: &str| rules.speeches.iter().any(|speech| speech.column() == Some(name));
        if let (Some(from), Some(to)) = (old.column(), speech.column())
            && from != to
            && !stays(from)
        {
            let rows = round.flow.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
            let cells = rows.flat_map(|row| &mut row.cells).filter(|cell| cell.column == from);
            cells.for_each(|cell| to.clone_into(&mut cell.column));
        }
        round.rules = rules;
        if at == round.at {
            if round.clock.speech.has_begun() {
                round.clock.speech.limit = Some(speech.seconds());
            } else {
                round.clock.turn_to(Some(&speech));
            }
        }
        self.rounds.forget_changes();
        self.round_changed()
    }

    /// A speech like one that is there comes after it, for the other side.
    pub(super) fn add_speech(&mut self, at: usize) -> Vec<Effect> {
        let Some(round) = &mut self.rounds.round else { return Vec::new() };
        let Some(old) = round.rules.speeches.get(at) else { return Vec::new() };
        let taken = |name: &str| round.rules.speeches.iter().any(|speech| speech.short == name);
        let short = (1..).map(|n| format!("New {n}")).find(|name| !taken(name)).unwrap_or_default();
        let side = old.side.map(Side::other);
        let team = round.rules.teams.iter().position(|team| Some(team.side) == side);
        let speech = Speech { name: short.clone(), short, side, team, column: None, ..old.clone() };
        if !round.insert_speech(at + 1, speech) {
            self.say(Notice::quiet("No more speeches fit in"));
            return Vec::new();
        }
        self.rounds.forget_changes();
        self.round_changed()
    }

    pub(super) fn remove_speech(&mut self, at: usize) -> Vec<Effect> {
        let Some(round) = &mut self.rounds.round else { return Vec::new() };
        if !round.remove_speech(at) {
            let why = "The speech stays: something is to be read in it or stands in its column on the flow";
            self.say(Notice::quiet(why));
            return Vec::new();
        }
        self.rounds.prepared = None;
        self.rounds.forget_changes();
        self.round_changed()
    }
}
