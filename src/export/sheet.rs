//! The answer sheet as a table and as a list in words.

use std::borrow::Cow;

use crate::model::rows::Rows;
use crate::model::sheet::{Comparison, Sheet, SheetCell, SheetPlace};
use crate::model::{Edition, Silence, beginning};

use super::csv_table::CsvTable;

/// The number of characters that identify a paragraph without a short name.
const MAX_FIRST_WORDS: usize = 40;

/// What of the sheet is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetView {
    /// All paragraphs by all perspectives.
    All,
    /// Who has not spoken on what, and what was not looked for.
    Silent,
    /// Two perspectives, by their indices.
    Compare(usize, usize),
}

/// Writes a view as CSV (RFC 4180), in UTF-8 with a byte order mark.
///
/// [`SheetView::All`] has a line for each paragraph: its code, and in a column for each perspective, named by its code, the
/// stances of its notes, the lead's first, or `silent`, `not looked` or `not applicable`. [`SheetView::Compare`] has the two
/// columns and how they stand to each other. [`SheetView::Silent`] has a line for each absence.
pub fn csv(edition: &Edition, rows: &Rows, view: SheetView) -> Vec<u8> {
    let sheet = Sheet::new(edition, rows);
    let mut table = CsvTable::new();
    match view {
        SheetView::All => {
            let codes = edition.perspectives().iter().map(|by| by.code.as_str());
            table.push_row(std::iter::once("code").chain(codes));
            for place in sheet.paragraphs() {
                let cells = (0..edition.perspectives().len()).map(|column| cell_words(sheet, place, column));
                push(&mut table, std::iter::once(label(edition, place).into()).chain(cells));
            }
        }
        SheetView::Compare(first, second) => {
            let codes = [first, second].map(|at| edition.perspectives().get(at).map_or("", |by| by.code.as_str()));
            table.push_row(["code", codes[0], codes[1], "compared"]);
            for place in sheet.paragraphs() {
                let [one, other] = [first, second].map(|column| cell_words(sheet, place, column));
                let compared = comparison_words(sheet.compare(place, (first, second)), ("first", "second"));
                push(&mut table, [label(edition, place).into(), one, other, compared]);
            }
        }
        SheetView::Silent => {
            table.push_row(["code", "perspective", "absence", "checked", "looked in", "remark"]);
            for absence in absences(edition, sheet) {
                let (checked, looked_in, remark) = absence.silence.map_or_else(Default::default, |silence| {
                    let remark = silence.remark.clone().unwrap_or_default();
                    (format!("{:?}", silence.checked), silence.looked_in.join("; "), remark)
                });
                let what = if absence.silence.is_some() { "silent" } else { "not looked" };
                let by = edition.perspectives().get(absence.perspective).map_or("", |by| &by.code);
                table.push_row([&*absence.code(edition), by, what, &checked, &looked_in, &remark]);
            }
        }
    }
    table.into_bytes()
}

/// Writes a view as a list in words.
pub fn text(edition: &Edition, rows: &Rows, view: SheetView) -> String {
    let sheet = Sheet::new(edition, rows);
    let name = |perspective: usize| edition.perspectives().get(perspective).map_or("", |by| by.name.as_str());
    let mut lines = vec![edition.title().to_owned()];
    match view {
        SheetView::All => {
            for place in sheet.paragraphs() {
                lines.push(format!("\n{}", heading(edition, place)));
                let cell = |column| format!("  {}: {}", name(column), cell_words(sheet, place, column));
                lines.extend((0..edition.perspectives().len()).map(cell));
            }
        }
        SheetView::Compare(first, second) => {
            for place in sheet.paragraphs() {
                let compared = comparison_words(sheet.compare(place, (first, second)), (name(first), name(second)));
                lines.push(format!("\n{}: {compared}", heading(edition, place)));
                let cell = |column| format!("  {}: {}", name(column), cell_words(sheet, place, column));
                lines.extend([first, second].map(cell));
            }
        }
        SheetView::Silent => {
            let mut by = None;
            for absence in absences(edition, sheet) {
                if by.replace(absence.perspective) != Some(absence.perspective) {
                    lines.push(format!("\n{}", name(absence.perspective)));
                }
                lines.push(format!("  {}", absence.in_words(edition)));
            }
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A silence on a paragraph or a claim, or a paragraph that was not looked for.
struct Absence<'a> {
    perspective: usize,
    place: SheetPlace,
    silence: Option<&'a Silence>,
}

/// Returns all absences by perspective, in the order of the article.
fn absences<'a>(edition: &'a Edition, sheet: Sheet<'a>) -> Vec<Absence<'a>> {
    let mut absences = Vec::new();
    for perspective in 0..edition.perspectives().len() {
        for place in sheet.paragraphs() {
            let cell = sheet.cell(place, perspective);
            match cell {
                SheetCell::Silent(silence) => absences.push(Absence { perspective, place, silence: Some(silence) }),
                SheetCell::NotLookedFor => absences.push(Absence { perspective, place, silence: None }),
                SheetCell::Notes(_) | SheetCell::NotApplicable(_) => {}
            }
            // A claim may have a silence of its own, whatever its paragraph has.
            for place in sheet.claims_of(place.paragraph) {
                if let SheetCell::Silent(silence) = sheet.cell(place, perspective)
                    && silence.claim.is_some()
                {
                    absences.push(Absence { perspective, place, silence: Some(silence) });
                }
            }
        }
    }
    absences
}

impl Absence<'_> {
    /// Returns the code of the paragraph, or the id of the claim.
    fn code<'a>(&self, edition: &'a Edition) -> Cow<'a, str> {
        let claim = self.place.claim.and_then(|claim| edition.article().claims.get(claim));
        claim.map_or_else(|| label(edition, self.place).into(), |claim| claim.id.as_str().into())
    }

    fn in_words(&self, edition: &Edition) -> String {
        let claim = self.place.claim.and_then(|claim| edition.article().claims.get(claim));
        let on = claim.map_or(String::new(), |claim| format!(", on “{}”", claim.text));
        let what = match self.silence {
            None => "not looked for yet".to_owned(),
            Some(silence) => {
                let remark = silence.remark.as_ref().map_or(String::new(), |remark| format!(". {remark}"));
                format!("silent, checked {} in {}{remark}", silence.checked, silence.looked_in.join("; "))
            }
        };
        format!("{}{on}: {what}", heading(edition, self.place))
    }
}

fn push(table: &mut CsvTable, cells: impl IntoIterator<Item = String>) {
    let cells: Vec<String> = cells.into_iter().collect();
    table.push_row(cells.iter().map(String::as_str));
}

/// Returns the code of a paragraph, such as `5`.
fn label(edition: &Edition, place: SheetPlace) -> &str {
    edition.paragraph(place.paragraph).map_or("", |paragraph| paragraph.id.label())
}

/// Returns a paragraph's code and short name, or else its first words: `¶5 A deterrent under pressure`.
fn heading(edition: &Edition, place: SheetPlace) -> String {
    let Some(paragraph) = edition.paragraph(place.paragraph) else { return String::new() };
    let first_words = || beginning(&paragraph.text, MAX_FIRST_WORDS);
    let short = paragraph.short.as_deref().map_or_else(first_words, Cow::Borrowed);
    format!("¶{} {short}", paragraph.id.label())
}

/// Returns the stances of a cell in words, or which absence it is.
fn cell_words(sheet: Sheet<'_>, place: SheetPlace, perspective: usize) -> String {
    let cell = sheet.cell(place, perspective);
    match &cell {
        SheetCell::Notes(_) => sheet.stances(&cell).iter().map(|stance| stance.verb()).collect::<Vec<_>>().join("; "),
        SheetCell::Silent(_) => "silent".to_owned(),
        SheetCell::NotApplicable(_) => "not applicable".to_owned(),
        SheetCell::NotLookedFor => "not looked".to_owned(),
    }
}

fn comparison_words(comparison: Comparison, (first, second): (&str, &str)) -> String {
    match comparison {
        Comparison::Agree(stance) => format!("agree: both {}", stance.verb_of_several()),
        Comparison::Clash => "clash".to_owned(),
        Comparison::Differ => "differ".to_owned(),
        Comparison::FirstAlone => format!("{first} alone"),
        Comparison::SecondAlone => format!("{second} alone"),
        Comparison::Neither => "neither".to_owned(),
    }
}
