//! Sends sections of the brief to the round: to a speech, and to the flow.

use crate::model::Entry;
use crate::model::merge::Numbered as _;
use crate::model::round::{Cell, Sent};
use crate::state::Notice;
use crate::state::feature::{Outcome, Shared};

use super::RoundEditor;

impl RoundEditor {
    /// Adds the chosen section to the reading list of the speech that is being prepared, or updates it there.
    pub(super) fn send_to_speech(&mut self, shared: &Shared<'_>, section: &[Entry], out: &mut Outcome) {
        let at = self.shown_speech();
        let minute = shared.settings.words_per_minute();
        let Some(round) = &self.document else { return };
        if section.is_empty() || at >= round.speeches.len() {
            out.notify(Notice::quiet("Choose a card, an analytic or a heading first"));
            return;
        }
        let mut sent: Vec<Sent> = Vec::new();
        self.change(out, None, |round| {
            if let Some(delivery) = round.speeches.get_mut(at) {
                sent = section.iter().map(|entry| delivery.send(entry)).collect();
            }
        });
        let Some(round) = &self.document else { return };
        let count = |wanted: Sent| sent.iter().filter(|sent| **sent == wanted).count();
        let (added, renewed, full) = (count(Sent::Added), count(Sent::Updated), count(Sent::Full));
        let name = round.rules.speeches.get(at).map_or("", |speech| speech.short.as_str());
        let mut message = match (added, renewed) {
            (1, 0) => format!("Sent to {name}"),
            (0, 1) => format!("Was in {name}, and is up to date there now"),
            (0, _) => format!("Were in {name}, and are up to date there now"),
            (_, 0) => format!("{added} entries were sent to {name}"),
            _ => format!("{added} entries were sent to {name}, {renewed} brought up to date"),
        };
        if full > 0 {
            message = format!("{message}. {full} did not fit in: a speech has 2,000 entries at most");
        } else if let Some(budget) = round.budget(at) {
            let time = |seconds: f64| crate::model::minutes_and_seconds(seconds.ceil());
            let (planned, allowed) = (time(budget.seconds_at(minute)), time(budget.allowed));
            message = format!("{message}: {planned} of {allowed}, {}", budget.load(minute).word().to_lowercase());
        }
        out.notify(Notice::quiet(message));
    }

    /// Writes the cards and analytics of the chosen section on the current sheet, each as a separate argument in the
    /// column of the speech that is being prepared.
    pub(super) fn send_to_flow(&mut self, section: Vec<Entry>, out: &mut Outcome) {
        let name = section.first().map(|entry| entry.title().to_owned()).unwrap_or_default();
        let mut entries: Vec<Entry> = section.into_iter().filter(|entry| entry.level().is_none()).collect();
        let at = self.shown_speech();
        if let Some(delivery) = self.delivery() {
            // With the numbers of the reading list, so that reading marks are found on the flow too.
            entries.iter_mut().for_each(|entry| entry.set_id(delivery.number_of(entry)));
        }
        let columns = self.columns();
        let column = self.document.as_ref().and_then(|round| columns.of_speech(&round.rules, at));
        let Some((column, place)) = column.and_then(|place| Some((columns.get(place)?.name.clone(), place))) else {
            out.notify(Notice::quiet("The speech that is prepared has no column on the flow"));
            return;
        };
        if entries.is_empty() {
            out.notify(Notice::quiet("Choose a card, an analytic, or a heading with some under it"));
            return;
        }
        let mut written = 0;
        self.write_on_sheet(out, &name, None, |sheet, columns| {
            // Appended as separate arguments, since sending does not answer what is already on the flow.
            let end =
                sheet.rows.iter().rposition(|row| row.cells.iter().any(Cell::has_content)).map_or(0, |last| last + 1);
            written = (end..)
                .zip(&entries)
                .take_while(|(row, entry)| sheet.put(columns, *row, Cell::from_entry(&column, entry)))
                .count();
            (written > 0).then_some((end, place))
        });
        let sheet = self.shown_sheet().map(|sheet| sheet.name.clone()).unwrap_or_default();
        let row = self.cell.0 + 1;
        let mut message = match written {
            1 => format!("Written on the flow: {sheet}, {column}, row {row}"),
            _ => format!("{written} were written on the flow: {sheet}, {column}, from row {row}"),
        };
        if written < entries.len() {
            message.push_str(". The sheet is full: the others were not");
        }
        out.notify(Notice::quiet(message));
    }
}
