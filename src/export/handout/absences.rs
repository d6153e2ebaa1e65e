//! The absences listed below the rows: perspectives found silent, and perspectives not looked for.

use crate::model::rows::AnswerCell;
use crate::model::{Date, Silence};

use super::page::AbsenceSummary;
use super::reply::Replies;
use super::text::xml_safe;

/// Returns a line for each perspective that is silent on any paragraph, and one for each that was not looked for on
/// all.
pub(super) fn summaries(replies: &Replies<'_>, paragraphs: &[usize]) -> Vec<AbsenceSummary> {
    let edition = replies.edition;
    let mut summaries = Vec::new();
    for &column in replies.perspectives {
        let Some(perspective) = edition.perspectives().get(column) else { continue };
        let (mut silent, mut not_looked_for) = (Vec::new(), Vec::new());
        let mut checked: Option<Date> = None;
        for index in paragraphs {
            let Some(paragraph) = edition.paragraph(*index).filter(|paragraph| paragraph.kind.takes_notes()) else {
                continue;
            };
            match replies.rows.cell(edition, *index, column) {
                AnswerCell::Silent(Silence { checked: day, on: _, claim: _, looked_in: _, remark: _ }) => {
                    silent.push(paragraph.id.label());
                    // The earliest date promises the least.
                    checked = Some(checked.map_or(*day, |earlier| earlier.min(*day)));
                }
                AnswerCell::NotLookedFor => not_looked_for.push(paragraph.id.label()),
                AnswerCell::Notes(_) | AnswerCell::NotApplicable(_) => {}
            }
        }
        if let Some(day) = checked {
            let text = format!("on {}; last checked {day} or later.", list_labels(&silent));
            summaries.push(AbsenceSummary {
                what: xml_safe(&format!("{}: looked for and not found", perspective.name)),
                text: xml_safe(&text),
            });
        }
        if !not_looked_for.is_empty() {
            let text = format!("on {}.", list_labels(&not_looked_for));
            summaries.push(AbsenceSummary {
                what: xml_safe(&format!("{}: not looked for yet", perspective.name)),
                text: xml_safe(&text),
            });
        }
    }
    summaries
}

/// Lists paragraphs by their labels, or counts them if there are many.
fn list_labels(labels: &[&str]) -> String {
    const MAX_LABELS: usize = 40;
    if labels.len() > MAX_LABELS {
        return format!("{} paragraphs", labels.len());
    }
    labels.iter().map(|label| format!("¶{label}")).collect::<Vec<_>>().join(", ")
}
