//! The validation of formats, and the correction of invalid ones.

use super::format::{
    FormatFault, MAX_ALERTS, MAX_NAME_CHARS, MAX_SPEECH_MINUTES, MAX_SPEECHES, MAX_TEAMS, RoundFormat, Speech,
};
use super::sanitize::truncate_chars;
use crate::model::problem::PathStep;

/// The minimum duration of a speech, in minutes.
const MIN_MINUTES: f32 = 0.1;

/// The maximum number of pairs of side names.
const MAX_SIDE_PAIRS: usize = 20;

/// The maximum alert, grace period or time without points of information, in seconds.
const MAX_SECONDS: u32 = 7200;

impl RoundFormat {
    /// Returns the errors of the format, in its order.
    pub fn faults(&self) -> Vec<FormatFault> {
        let mut validator = Validator::default();
        validator.check_name("id", None, &self.id);
        validator.check_name("name", None, &self.name);
        validator.check_count("sides", self.sides.len(), MAX_SIDE_PAIRS);
        for (number, (first, second)) in self.sides.iter().enumerate() {
            let at = [PathStep::Field("sides"), PathStep::Index(number)];
            if first.trim().is_empty() || second.trim().is_empty() || first.trim() == second.trim() {
                validator.add(&at, format!("expected two names that differ, but found `{first}` and `{second}`"));
            } else if first.chars().count().max(second.chars().count()) > MAX_NAME_CHARS {
                validator.add(&at, format!("expected names of at most {MAX_NAME_CHARS} characters"));
            }
        }
        if self.teams.len() > MAX_TEAMS {
            validator.add(
                &[PathStep::Field("teams")],
                format!("expected at most {MAX_TEAMS} teams, but found {}", self.teams.len()),
            );
        }
        for (number, team) in self.teams.iter().enumerate() {
            validator.check_name("name", Some(("teams", number)), &team.name);
        }
        validator.check_count("speeches", self.speeches.len(), MAX_SPEECHES);
        for number in 0..self.speeches.len() {
            self.speech_faults(number, &mut validator);
        }
        self.time_faults(&mut validator);
        validator.faults
    }

    fn speech_faults(&self, number: usize, validator: &mut Validator) {
        let Some(speech) = self.speeches.get(number) else { return };
        let at = |field| [PathStep::Field("speeches"), PathStep::Index(number), PathStep::Field(field)];
        validator.check_name("short", Some(("speeches", number)), &speech.short);
        validator.check_name("name", Some(("speeches", number)), &speech.name);
        validator.check_minutes(&at("minutes"), speech.minutes);
        let whole = [PathStep::Field("speeches"), PathStep::Index(number)];
        let team = speech.team.map(|team| (team, self.teams.get(team)));
        match team {
            Some((team, None)) => {
                let most = self.teams.len();
                validator.add(
                    &at("team"),
                    format!("expected the place of one of {most} teams, counted from 0, but found {team}"),
                );
            }
            Some((_, Some(team))) if speech.side.is_some_and(|side| side != team.side) => {
                validator.add(
                    &at("team"),
                    format!("expected a team of the speech's side, but {} is of the other", team.name),
                );
            }
            _ => {}
        }
        let Some(column) = speech.column() else { return };
        if speech.side.is_none() {
            validator.add(
                &whole,
                format!("expected `side`, because {} is a column of the flow; or write column: \"\"", column),
            );
        }
        if column.chars().count() > MAX_NAME_CHARS {
            validator.add(&at("column"), format!("expected a name of at most {MAX_NAME_CHARS} characters"));
        }
        // The speeches of a column must be consecutive, with only questions in between.
        let before = self.speeches.iter().take(number);
        let on_flow: Vec<&Speech> = before.filter(|earlier| earlier.column().is_some()).collect();
        let same = on_flow.iter().rposition(|earlier| earlier.column() == Some(column));
        match same.and_then(|same| on_flow.get(same).map(|earlier| (same, earlier))) {
            Some((_, earlier)) if earlier.side != speech.side => {
                validator.add(&whole, format!("expected a column of its own, but `{column}` is one of the other side"));
            }
            Some((same, _)) if same + 1 != on_flow.len() => {
                validator
                    .add(&whole, format!("expected a column of its own, but `{column}` is one of an earlier speech"));
            }
            _ => {}
        }
    }

    fn time_faults(&self, validator: &mut Validator) {
        for (field, minutes) in [("prep", self.prep), ("before", self.before)] {
            if let Some(minutes) = minutes {
                validator.check_minutes(&[PathStep::Field(field)], minutes);
            }
        }
        if self.alerts.len() > MAX_ALERTS {
            let found_count = self.alerts.len();
            validator.add(
                &[PathStep::Field("alerts")],
                format!("expected at most {MAX_ALERTS} alerts, but found {found_count}"),
            );
        }
        for (number, seconds) in self.alerts.iter().enumerate() {
            validator.check_seconds(&[PathStep::Field("alerts"), PathStep::Index(number)], *seconds);
        }
        validator.check_seconds(&[PathStep::Field("grace")], self.grace);
        if let Some(points) = self.points {
            validator.check_seconds(&[PathStep::Field("points"), PathStep::Field("first")], points.first);
            validator.check_seconds(&[PathStep::Field("points"), PathStep::Field("last")], points.last);
        }
    }

    /// Corrects the errors of the format. Returns it with the message of each error, since a hand-written round
    /// contains its format.
    #[must_use]
    pub fn sanitized(mut self) -> (Self, Vec<String>) {
        let warnings: Vec<String> = self.faults().into_iter().map(|fault| fault.message).collect();
        if warnings.is_empty() {
            return (self, warnings);
        }
        self.sides.truncate(MAX_SIDE_PAIRS);
        let named = |(first, second): &(String, String)| !first.trim().is_empty() && !second.trim().is_empty();
        self.sides.retain(named);
        self.teams.truncate(MAX_TEAMS);
        self.speeches.truncate(MAX_SPEECHES);
        self.alerts.truncate(MAX_ALERTS);
        self.alerts.iter_mut().for_each(|seconds| *seconds = (*seconds).min(MAX_SECONDS));
        self.grace = self.grace.min(MAX_SECONDS);
        if let Some(points) = &mut self.points {
            (points.first, points.last) = (points.first.min(MAX_SECONDS), points.last.min(MAX_SECONDS));
        }
        self.prep = self.prep.map(clamp_minutes);
        self.before = self.before.map(clamp_minutes);
        if self.sides.is_empty() {
            self.sides.push(("First".to_owned(), "Second".to_owned()));
        }
        // Two names that differ only past the maximum length are equal now.
        self.sides.iter_mut().flat_map(|(first, second)| [first, second]).for_each(|name| limit_name(name, "Side"));
        self.sides.iter_mut().filter(|(first, second)| first.trim() == second.trim()).for_each(|(first, second)| {
            (*first, *second) = ("First".to_owned(), "Second".to_owned());
        });
        self.teams.iter_mut().for_each(|team| limit_name(&mut team.name, "Team"));
        limit_name(&mut self.id, "own");
        limit_name(&mut self.name, "A format of your own");
        let sides: Vec<_> = self.teams.iter().map(|team| team.side).collect();
        for speech in &mut self.speeches {
            limit_name(&mut speech.short, "Speech");
            limit_name(&mut speech.name, "Speech");
            speech.column.iter_mut().for_each(|column| limit_name(column, ""));
            speech.minutes = clamp_minutes(speech.minutes);
            let side = speech.team.and_then(|team| sides.get(team)).copied();
            speech.team = speech.team.filter(|_| side.is_some() && (speech.side.is_none() || speech.side == side));
            if speech.side.is_none() && speech.column().is_some() {
                speech.column = Some(String::new());
            }
        }
        self.separate_columns();
        (self, warnings)
    }

    /// Takes speeches off the flow if their column belongs to others.
    fn separate_columns(&mut self) {
        for number in 0..self.speeches.len() {
            let mut validator = Validator::default();
            self.speech_faults(number, &mut validator);
            let whole = [PathStep::Field("speeches"), PathStep::Index(number)];
            if validator.faults.iter().any(|fault| fault.at == whole)
                && let Some(speech) = self.speeches.get_mut(number)
            {
                speech.column = Some(String::new());
            }
        }
    }
}

fn clamp_minutes(minutes: f32) -> f32 {
    if minutes.is_finite() { minutes.clamp(MIN_MINUTES, MAX_SPEECH_MINUTES) } else { MIN_MINUTES }
}

/// Truncates a name to the maximum length, and replaces an empty one.
fn limit_name(name: &mut String, default: &str) {
    if name.trim().is_empty() {
        default.clone_into(name);
    }
    truncate_chars(name, MAX_NAME_CHARS);
}

/// Collects the errors of a format.
#[derive(Default)]
struct Validator {
    faults: Vec<FormatFault>,
}

impl Validator {
    fn add(&mut self, at: &[PathStep], message: String) {
        self.faults.push(FormatFault { at: at.to_vec(), message });
    }

    fn check_name(&mut self, field: &'static str, of: Option<(&'static str, usize)>, name: &str) {
        let above = of.map(|(list, number)| [PathStep::Field(list), PathStep::Index(number)]);
        let at: Vec<PathStep> = above.into_iter().flatten().chain([PathStep::Field(field)]).collect();
        let length = name.chars().count();
        if name.trim().is_empty() {
            self.add(&at, format!("expected `{field}`, but it is empty"));
        } else if length > MAX_NAME_CHARS {
            self.add(&at, format!("expected at most {MAX_NAME_CHARS} characters, but found {length}"));
        }
    }

    fn check_count(&mut self, field: &'static str, found: usize, max: usize) {
        if found == 0 || found > max {
            self.add(&[PathStep::Field(field)], format!("expected 1 to {max} {field}, but found {found}"));
        }
    }

    fn check_minutes(&mut self, at: &[PathStep], minutes: f32) {
        // NaN is not in the range.
        if !(MIN_MINUTES..=MAX_SPEECH_MINUTES).contains(&minutes) {
            self.add(at, format!("expected {MIN_MINUTES} to {MAX_SPEECH_MINUTES} minutes, but found {minutes}"));
        }
    }

    fn check_seconds(&mut self, at: &[PathStep], seconds: u32) {
        if seconds > MAX_SECONDS {
            self.add(at, format!("expected at most {MAX_SECONDS} seconds, but found {seconds}"));
        }
    }
}
