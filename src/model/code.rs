//! Codes: the short address of a paragraph (`5`), a perspective's cell in it (`5us`) or a note (`5us2`).

use super::rows::{NoteRef, Rows};
use super::{Edition, ParagraphId};

/// The short address of anything in an edition, resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The paragraph's place in the reading order; `None` is row 0, the whole article.
    pub paragraph: Option<usize>,
    /// The perspective's place in the edition's order.
    pub perspective: Option<usize>,
    /// The note meant, when the code names one.
    pub note: Option<NoteRef>,
}

/// Why a text is not a code of an edition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// It does not have the form of a code.
    #[error("expected a code like 5, 5us or 5us2, but found `{0}`")]
    Form(String),
    /// No paragraph has that number.
    #[error("there is no ¶{0}")]
    Paragraph(String),
    /// No perspective has that code.
    #[error("no perspective has the code `{0}`")]
    Perspective(String),
    /// The perspective has no such note there.
    #[error("{0} has no note {1} on that paragraph")]
    Note(String, String),
}

impl Code {
    /// Reads a code as a person types it: a leading ¶ or `p`, capitals and spaces around it are allowed.
    ///
    /// # Errors
    /// When the text is not a code, or names something the edition does not have.
    pub fn parse(text: &str, edition: &Edition, rows: &Rows) -> Result<Self, CodeError> {
        let typed = text.trim().to_lowercase();
        let bare = typed.strip_prefix(['¶', 'p']).unwrap_or(&typed).trim_start();
        let digits = bare.find(|c: char| !c.is_ascii_digit()).unwrap_or(bare.len());
        let (number, rest) = bare.split_at(digits);
        if number.is_empty() || bare.len() > 24 || !rest.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(CodeError::Form(text.trim().chars().take(24).collect()));
        }
        // A letter after the number may belong to the paragraph (5a) or begin a perspective's code (5us).
        let by_label = |label: &str| edition.paragraph_index(&ParagraphId::from(&*format!("p{label}")));
        let lettered = rest.get(..1).map(|letter| (format!("{number}{letter}"), rest.get(1..).unwrap_or_default()));
        let plain = Self::rest(by_label(number), number, rest, edition, rows);
        match lettered {
            Some((label, rest)) if plain.is_err() && by_label(&label).is_some() => {
                Self::rest(by_label(&label), &label, rest, edition, rows)
            }
            _ => plain,
        }
    }

    fn rest(
        paragraph: Option<usize>,
        label: &str,
        rest: &str,
        edition: &Edition,
        rows: &Rows,
    ) -> Result<Self, CodeError> {
        if paragraph.is_none() && label != "0" {
            return Err(CodeError::Paragraph(label.into()));
        }
        if rest.is_empty() {
            return Ok(Self { paragraph, perspective: None, note: None });
        }
        let letters = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        let (code, ordinal) = rest.split_at(letters.len());
        let perspective = edition
            .perspectives()
            .iter()
            .position(|p| p.code == code)
            .ok_or_else(|| CodeError::Perspective(code.into()))?;
        let mut homed = rows.notes_of(paragraph, perspective).iter().filter(|e| e.home).copied();
        let note = match ordinal.parse::<usize>() {
            Ok(n) => Some(n.checked_sub(1).and_then(|n| homed.nth(n)).ok_or_else(|| {
                let name = edition.perspectives().get(perspective).map_or(String::new(), |p| p.name.clone());
                CodeError::Note(name, ordinal.into())
            })?),
            Err(_) => homed.next(),
        };
        Ok(Self { paragraph, perspective: Some(perspective), note })
    }
}
