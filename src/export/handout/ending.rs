//! What stands under the rows: whom we looked for and did not find, and whom nobody has looked for.

use crate::model::rows::AnswerCell;
use crate::model::{Date, Silence};

use super::page::Point;
use super::reply::Replies;
use super::words::shown;

/// A line for each perspective that is silent anywhere, and one for each that was not looked for everywhere.
pub(super) fn points(replies: &Replies<'_>, paragraphs: &[usize]) -> Vec<Point> {
    let edition = replies.edition;
    let mut points = Vec::new();
    for voice in replies.voices {
        let Some(by) = edition.perspectives().get(*voice) else { continue };
        let (mut silent, mut unasked) = (Vec::new(), Vec::new());
        let mut checked: Option<Date> = None;
        for index in paragraphs {
            let Some(paragraph) = edition.paragraph(*index).filter(|paragraph| paragraph.kind.takes_notes()) else {
                continue;
            };
            match replies.rows.cell(edition, *index, *voice) {
                AnswerCell::Silent(Silence { checked: day, on: _, looked_in: _, remark: _ }) => {
                    silent.push(paragraph.id.label());
                    // The earliest day is the one that promises least.
                    checked = Some(checked.map_or(*day, |earlier| earlier.min(*day)));
                }
                AnswerCell::NotLookedFor => unasked.push(paragraph.id.label()),
                AnswerCell::Notes(_) | AnswerCell::NotApplicable(_) => {}
            }
        }
        if let Some(day) = checked {
            let text = format!("on {}; last checked {day} or later.", listed(&silent));
            points.push(Point { what: shown(&format!("{}: looked for and not found", by.name)), text: shown(&text) });
        }
        if !unasked.is_empty() {
            let text = format!("on {}.", listed(&unasked));
            points.push(Point { what: shown(&format!("{}: not looked for yet", by.name)), text: shown(&text) });
        }
    }
    points
}

/// Paragraphs by what stands after ¶; a long list is counted instead.
fn listed(labels: &[&str]) -> String {
    const MOST: usize = 40;
    if labels.len() > MOST {
        return format!("{} paragraphs", labels.len());
    }
    labels.iter().map(|label| format!("¶{label}")).collect::<Vec<_>>().join(", ")
}
