//! Letting the other side speak first.

use super::flow::Row;
use super::{Columns, Round, Side};

impl Round {
    /// Lets the other side speak first. The names change places and we stay who we are: what we were to read and what
    /// stands on the flow moves to the speeches that are ours now. Says whether that was possible: only where the format
    /// leaves it to a coin, before the first speech, and when both sides have as many columns.
    pub fn flip(&mut self) -> bool {
        let columns = self.columns();
        let of = |side| columns.all().iter().filter(move |column| column.side == side).map(|column| &column.name);
        let pairs: Vec<(&String, &String)> = of(Side::First).zip(of(Side::Second)).collect();
        let even = of(Side::First).count() == of(Side::Second).count();
        if !(self.rules.either_first && even && self.at == 0 && !self.clock.speech.has_started()) {
            return false;
        }
        for row in self.flow.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
            change(row, &pairs, &columns);
        }
        self.change_deliveries();
        self.sides.swap(0, 1);
        self.clock.prep.swap(0, 1);
        self.ours = self.ours.map(Side::other);
        true
    }

    /// The first speech of one side for the first of the other, and so on.
    fn change_deliveries(&mut self) {
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

fn change(row: &mut Row, pairs: &[(&String, &String)], columns: &Columns) {
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
