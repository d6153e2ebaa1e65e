//! Codes: the short addresses of paragraphs (`5`), cells (`5us`) and notes (`5us2`).

use super::rows::{NoteRef, Rows};
use super::{Edition, ParagraphId};

/// A resolved code.
///
/// ```
/// use parallax::model::rows::Rows;
/// use parallax::model::{Code, Edition, EditionHead};
///
/// let head: EditionHead = ron::from_str(
///     r#"(
///         format: 1, id: "lamps", title: "Lights out", language: "en", revision: "2026-11-23", perspectives: [],
///         article: (provenance: Original(of: "The Courier"), paragraphs: [(id: "p5", text: "Owls hunt.")]),
///     )"#,
/// )?;
/// let edition = Edition::new(head, Vec::new(), Vec::new());
/// let rows = Rows::new(&edition);
/// assert_eq!(Code::parse(" ¶5 ", &edition, &rows).map(|code| code.paragraph), Ok(Some(0)));
/// assert_eq!(Code::parse("6", &edition, &rows).unwrap_err().to_string(), "there is no ¶6");
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The index of the paragraph; `None` for row 0, the whole article.
    pub paragraph: Option<usize>,
    /// The index of the perspective, if the code names one.
    pub perspective: Option<usize>,
    /// The note, if the code names one or its cell has one.
    pub note: Option<NoteRef>,
}

/// Why a text is not a code of an edition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// The text does not have the form of a code.
    #[error("expected a code like 5, 5us or 5us2, but found `{0}`")]
    Form(String),
    /// No paragraph has that number.
    #[error("there is no ¶{0}")]
    Paragraph(String),
    /// No perspective has that code.
    #[error("no perspective has the code `{0}`")]
    Perspective(String),
    /// The perspective has no such note on the paragraph.
    #[error("{0} has no note {1} on that paragraph")]
    Note(String, String),
}

impl Code {
    /// Parses a code as a user types it. A leading `¶` or `p`, capital letters and surrounding spaces are accepted.
    ///
    /// # Errors
    ///
    /// If the text is not a code, or names something that the edition does not have.
    pub fn parse(text: &str, edition: &Edition, rows: &Rows) -> Result<Self, CodeError> {
        let typed = text.trim().to_lowercase();
        let bare = typed.strip_prefix(['¶', 'p']).unwrap_or(&typed).trim_start();
        let digits = bare.find(|c: char| !c.is_ascii_digit()).unwrap_or(bare.len());
        let (number, rest) = bare.split_at(digits);
        if number.is_empty() || bare.len() > 24 || !rest.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(CodeError::Form(text.trim().chars().take(24).collect()));
        }
        // The letter after the number may belong to the paragraph (5a), or begin the code of a perspective (5us).
        let by_label = |label: &str| edition.paragraph_index(&ParagraphId::from(&*format!("p{label}")));
        let lettered = rest.get(..1).map(|letter| (format!("{number}{letter}"), rest.get(1..).unwrap_or_default()));
        let plain = Self::resolve(by_label(number), number, rest, edition, rows);
        match lettered {
            Some((label, rest)) if plain.is_err() && by_label(&label).is_some() => {
                Self::resolve(by_label(&label), &label, rest, edition, rows)
            }
            _ => plain,
        }
    }

    fn resolve(
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
        let mut shown_in_full = rows.notes_of(paragraph, perspective).iter().filter(|note| note.home).copied();
        let note = match ordinal.parse::<usize>() {
            Ok(n) => Some(n.checked_sub(1).and_then(|n| shown_in_full.nth(n)).ok_or_else(|| {
                let name = edition.perspectives().get(perspective).map_or(String::new(), |p| p.name.clone());
                CodeError::Note(name, ordinal.into())
            })?),
            Err(_) => shown_in_full.next(),
        };
        Ok(Self { paragraph, perspective: Some(perspective), note })
    }
}
