//! What a format may not say, and a format made such that it does not.

use super::format::{
    FormatFault, MAX_NAME_CHARS, MAX_SPEECH_MINUTES, MAX_ALERTS, MAX_SPEECHES, MAX_TEAMS, RoundFormat, Speech,
};
use crate::model::problem::PathStep;

/// The shortest speech, in minutes.
const SHORTEST: f32 = 0.1;

/// The most pairs of names to choose from.
const MOST_PAIRS: usize = 20;

/// The longest alert, grace or time without points, in seconds.
const LONGEST_SECONDS: u32 = 7200;

impl RoundFormat {
    /// What in the format cannot be, in its order.
    pub fn faults(&self) -> Vec<FormatFault> {
        let mut found = Found::default();
        found.name("id", None, &self.id);
        found.name("name", None, &self.name);
        found.count("sides", self.sides.len(), MOST_PAIRS);
        for (number, (first, second)) in self.sides.iter().enumerate() {
            let at = [PathStep::Field("sides"), PathStep::Index(number)];
            if first.trim().is_empty() || second.trim().is_empty() || first.trim() == second.trim() {
                found.add(&at, format!("expected two names that differ, but found `{first}` and `{second}`"));
            } else if first.chars().count().max(second.chars().count()) > MAX_NAME_CHARS {
                found.add(&at, format!("expected names of at most {MAX_NAME_CHARS} characters"));
            }
        }
        if self.teams.len() > MAX_TEAMS {
            found.add(
                &[PathStep::Field("teams")],
                format!("expected at most {MAX_TEAMS} teams, but found {}", self.teams.len()),
            );
        }
        for (number, team) in self.teams.iter().enumerate() {
            found.name("name", Some(("teams", number)), &team.name);
        }
        found.count("speeches", self.speeches.len(), MAX_SPEECHES);
        for number in 0..self.speeches.len() {
            self.speech_faults(number, &mut found);
        }
        self.time_faults(&mut found);
        found.faults
    }

    fn speech_faults(&self, number: usize, found: &mut Found) {
        let Some(speech) = self.speeches.get(number) else { return };
        let at = |field| [PathStep::Field("speeches"), PathStep::Index(number), PathStep::Field(field)];
        found.name("short", Some(("speeches", number)), &speech.short);
        found.name("name", Some(("speeches", number)), &speech.name);
        found.minutes(&at("minutes"), speech.minutes);
        let whole = [PathStep::Field("speeches"), PathStep::Index(number)];
        let team = speech.team.map(|team| (team, self.teams.get(team)));
        match team {
            Some((team, None)) => {
                let most = self.teams.len();
                found.add(
                    &at("team"),
                    format!("expected the place of one of {most} teams, counted from 0, but found {team}"),
                );
            }
            Some((_, Some(team))) if speech.side.is_some_and(|side| side != team.side) => {
                found.add(
                    &at("team"),
                    format!("expected a team of the speech's side, but {} is of the other", team.name),
                );
            }
            _ => {}
        }
        let Some(column) = speech.column() else { return };
        if speech.side.is_none() {
            found.add(
                &whole,
                format!("expected `side`, because {} is a column of the flow; or write column: \"\"", column),
            );
        }
        if column.chars().count() > MAX_NAME_CHARS {
            found.add(&at("column"), format!("expected a name of at most {MAX_NAME_CHARS} characters"));
        }
        // The speeches of one column follow on each other, with only questions between.
        let before = self.speeches.iter().take(number);
        let on_flow: Vec<&Speech> = before.filter(|earlier| earlier.column().is_some()).collect();
        let same = on_flow.iter().rposition(|earlier| earlier.column() == Some(column));
        match same.and_then(|same| on_flow.get(same).map(|earlier| (same, earlier))) {
            Some((_, earlier)) if earlier.side != speech.side => {
                found.add(&whole, format!("expected a column of its own, but `{column}` is one of the other side"));
            }
            Some((same, _)) if same + 1 != on_flow.len() => {
                found.add(&whole, format!("expected a column of its own, but `{column}` is one of an earlier speech"));
            }
            _ => {}
        }
    }

    fn time_faults(&self, found: &mut Found) {
        for (field, minutes) in [("prep", self.prep), ("before", self.before)] {
            if let Some(minutes) = minutes {
                found.minutes(&[PathStep::Field(field)], minutes);
            }
        }
        if self.alerts.len() > MAX_ALERTS {
            let found_count = self.alerts.len();
            found.add(
                &[PathStep::Field("alerts")],
                format!("expected at most {MAX_ALERTS} alerts, but found {found_count}"),
            );
        }
        for (number, seconds) in self.alerts.iter().enumerate() {
            found.seconds(&[PathStep::Field("alerts"), PathStep::Index(number)], *seconds);
        }
        found.seconds(&[PathStep::Field("grace")], self.grace);
        if let Some(points) = self.points {
            found.seconds(&[PathStep::Field("points"), PathStep::Field("first")], points.first);
            found.seconds(&[PathStep::Field("points"), PathStep::Field("last")], points.last);
        }
    }

    /// The format with everything held to what may be, and what had to be changed, one sentence each: a round written by
    /// hand holds its format.
    #[must_use]
    pub fn sanitized(mut self) -> (Self, Vec<String>) {
        let told: Vec<String> = self.faults().into_iter().map(|fault| fault.message).collect();
        if told.is_empty() {
            return (self, told);
        }
        self.sides.truncate(MOST_PAIRS);
        let named = |(first, second): &(String, String)| !first.trim().is_empty() && !second.trim().is_empty();
        self.sides.retain(named);
        self.teams.truncate(MAX_TEAMS);
        self.speeches.truncate(MAX_SPEECHES);
        self.alerts.truncate(MAX_ALERTS);
        self.alerts.iter_mut().for_each(|seconds| *seconds = (*seconds).min(LONGEST_SECONDS));
        self.grace = self.grace.min(LONGEST_SECONDS);
        if let Some(points) = &mut self.points {
            (points.first, points.last) = (points.first.min(LONGEST_SECONDS), points.last.min(LONGEST_SECONDS));
        }
        self.prep = self.prep.map(held_minutes);
        self.before = self.before.map(held_minutes);
        if self.sides.is_empty() {
            self.sides.push(("First".to_owned(), "Second".to_owned()));
        }
        // Two names that differ only behind their longest part are one name now.
        self.sides.iter_mut().flat_map(|(first, second)| [first, second]).for_each(|name| cut(name, "Side"));
        self.sides.iter_mut().filter(|(first, second)| first.trim() == second.trim()).for_each(|(first, second)| {
            (*first, *second) = ("First".to_owned(), "Second".to_owned());
        });
        self.teams.iter_mut().for_each(|team| cut(&mut team.name, "Team"));
        cut(&mut self.id, "own");
        cut(&mut self.name, "A format of your own");
        let sides: Vec<_> = self.teams.iter().map(|team| team.side).collect();
        for speech in &mut self.speeches {
            cut(&mut speech.short, "Speech");
            cut(&mut speech.name, "Speech");
            speech.column.iter_mut().for_each(|column| cut(column, ""));
            speech.minutes = held_minutes(speech.minutes);
            let side = speech.team.and_then(|team| sides.get(team)).copied();
            speech.team = speech.team.filter(|_| side.is_some() && (speech.side.is_none() || speech.side == side));
            if speech.side.is_none() && speech.column().is_some() {
                speech.column = Some(String::new());
            }
        }
        self.part_columns();
        (self, told)
    }

    /// Takes speeches off the flow whose column is another's.
    fn part_columns(&mut self) {
        for number in 0..self.speeches.len() {
            let mut found = Found::default();
            self.speech_faults(number, &mut found);
            let whole = [PathStep::Field("speeches"), PathStep::Index(number)];
            if found.faults.iter().any(|fault| fault.at == whole)
                && let Some(speech) = self.speeches.get_mut(number)
            {
                speech.column = Some(String::new());
            }
        }
    }
}

fn held_minutes(minutes: f32) -> f32 {
    if minutes.is_finite() { minutes.clamp(SHORTEST, MAX_SPEECH_MINUTES) } else { SHORTEST }
}

/// Holds a name to its length; an empty one becomes the other.
fn cut(name: &mut String, other: &str) {
    if name.trim().is_empty() {
        other.clone_into(name);
    }
    if let Some((at, _)) = name.char_indices().nth(MAX_NAME_CHARS) {
        name.truncate(at);
    }
}

#[derive(Default)]
struct Found {
    faults: Vec<FormatFault>,
}

impl Found {
    fn add(&mut self, at: &[PathStep], message: String) {
        self.faults.push(FormatFault { at: at.to_vec(), message });
    }

    fn name(&mut self, field: &'static str, of: Option<(&'static str, usize)>, name: &str) {
        let above = of.map(|(list, number)| [PathStep::Field(list), PathStep::Index(number)]);
        let at: Vec<PathStep> = above.into_iter().flatten().chain([PathStep::Field(field)]).collect();
        let length = name.chars().count();
        if name.trim().is_empty() {
            self.add(&at, format!("expected `{field}`, but it is empty"));
        } else if length > MAX_NAME_CHARS {
            self.add(&at, format!("expected at most {MAX_NAME_CHARS} characters, but found {length}"));
        }
    }

    fn count(&mut self, field: &'static str, found: usize, most: usize) {
        if found == 0 || found > most {
            self.add(&[PathStep::Field(field)], format!("expected 1 to {most} {field}, but found {found}"));
        }
    }

    fn minutes(&mut self, at: &[PathStep], minutes: f32) {
        // Not a number is in no range.
        if !(SHORTEST..=MAX_SPEECH_MINUTES).contains(&minutes) {
            self.add(at, format!("expected {SHORTEST} to {MAX_SPEECH_MINUTES} minutes, but found {minutes}"));
        }
    }

    fn seconds(&mut self, at: &[PathStep], seconds: u32) {
        if seconds > LONGEST_SECONDS {
            self.add(at, format!("expected at most {LONGEST_SECONDS} seconds, but found {seconds}"));
        }
    }
}
