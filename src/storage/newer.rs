//! Reading the files of an edition that a newer Parallax made: what this one does not know is left out and reported.
//!
//! Nothing is lost by it: editions are never written over.

use ron::Error as Code;
use ron::error::SpannedError;
use serde::de::DeserializeOwned;

use super::diagnose::error_offset;
use super::spans::{Position, end_of_field, position_at};

/// The number of bytes that may be parsed to find all unknown fields of a file: each takes another pass. A second's
/// work.
const MAX_PARSED_BYTES: usize = 128 * 1024 * 1024;

/// A field that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnknownField {
    /// Its name.
    pub(super) name: String,
    /// The type it was found in, such as `Note`.
    pub(super) owner: Option<String>,
    /// Where it is in the file.
    pub(super) at: Position,
}

/// Parses a text without the fields that its types do not have. `parse` refuses unknown fields.
///
/// # Errors
/// Returns the first error that is not an unknown field, or an unknown field after [`MAX_PARSED_BYTES`].
pub(super) fn parse_known<T: DeserializeOwned>(
    text: &str,
    parse: impl Fn(&str) -> Result<T, SpannedError>,
) -> Result<(T, Vec<UnknownField>), SpannedError> {
    let mut known = text.to_owned();
    let mut unknown = Vec::new();
    let mut parsed = 0;
    loop {
        let error = match parse(&known) {
            Ok(value) => return Ok((value, unknown)),
            Err(error) => error,
        };
        parsed += text.len();
        let Code::NoSuchStructField { found, outer, .. } = &error.code else { return Err(error) };
        let start = error_offset(&known, &error);
        let Some(end) = end_of_field(&known, start).filter(|_| parsed <= MAX_PARSED_BYTES) else { return Err(error) };
        // Offsets stay as they are in the file.
        let at = position_at(text, start);
        unknown.push(UnknownField { name: found.clone(), owner: outer.clone(), at });
        let blank: String = known.get(start..end).unwrap_or_default().bytes().map(blank_byte).collect();
        known.replace_range(start..end, &blank);
    }
}

fn blank_byte(byte: u8) -> char {
    if byte == b'\n' { '\n' } else { ' ' }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::parse_known;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Lamp {
        place: String,
        #[serde(default)]
        parts: Vec<Lamp>,
    }

    /// The name, line and column of an unknown field.
    type Place = (String, usize, usize);

    fn known(text: &str) -> Option<(String, usize, Vec<Place>)> {
        let (lamp, unknown) = parse_known::<Lamp>(text, |text| ron::from_str(text)).ok()?;
        let unknown = unknown.into_iter().map(|field| (field.name, field.at.line, field.at.column)).collect();
        Some((lamp.place, lamp.parts.len(), unknown))
    }

    #[test]
    fn unknown_fields_of_any_shape_are_left_out_with_their_place() {
        let text = "(mood: [(a: \"),\", /* ) */ b: {1: 2}), 'x'], place: \"é\", parts: [(place: \"b\", é: 1,\n w: Some((1))),\n\
                    (place: \"c\", mood: r#\"\"(\"#)])";
        assert_eq!(
            known(&text.replace(", é: 1", "")).unwrap(),
            ("é".to_owned(), 2, vec![("mood".to_owned(), 1, 2), ("w".to_owned(), 2, 2), ("mood".to_owned(), 3, 14)],)
        );
    }

    #[test]
    fn what_is_no_unknown_field_is_an_error() {
        for text in ["(place: 4)", "(parts: [])", "(place: \"a\", mood)", "(place: \"a\", mood: [", "", "(mood: 1"] {
            assert_eq!(known(text), None, "{text}");
        }
        assert_eq!(known("(place: \"a\")"), Some(("a".to_owned(), 0, vec![])));
        assert_eq!(known("(place: \"a\", mood: 1)").unwrap().2.len(), 1);
        assert_eq!(known("(mood: 1, place: \"a\",)").unwrap().2.len(), 1);
    }
}
