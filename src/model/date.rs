//! Dates with the precision of the source: a day, a month or a year.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A Gregorian date in one of three ISO 8601 precisions: `2024-12-19`, `2024-12` or `2024`.
///
/// Dates are ordered by the first day they can mean, then by precision. [`Display`](fmt::Display) is for readers, and
/// `Debug` is the form in files.
///
/// ```
/// use parallax::model::Date;
///
/// let month: Date = "2024-12".parse()?;
/// assert_eq!(month.to_string(), "Dec 2024");
/// assert_eq!(month.last_day(), "2024-12-31".parse()?);
/// assert!("2024-13".parse::<Date>().is_err());
/// # Ok::<(), parallax::model::DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why a text is not a [`Date`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text has none of the three forms.
    #[error("expected a date like 2024-12-19, 2024-12 or 2024, but found `{0}`")]
    Form(String),
    /// The form is right, but the calendar has no such date.
    #[error("`{0}` is not in the calendar")]
    NoSuchDay(String),
}

/// The English names of the months in lower case, for searching texts.
pub const MONTH_NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The English names of the days of the week in lower case, for searching texts.
pub const DAY_NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Date {
    /// The first day of the calendar, 1 January of the year 1.
    pub const EARLIEST: Self = Self { year: 1, month: 1, day: 1 };

    /// Returns the year, from 1 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Returns the month, from 1 to 12; `None` if the date is a year.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// Returns the day of the month, from 1 to 31; `None` unless the date is a day.
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// Returns the last day this date can mean: 29 February for `2024-02`.
    pub fn last_day(self) -> Self {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { days_in(self.year, month) } else { self.day };
        Self { year: self.year, month, day }
    }

    /// Returns the next day; `None` if the date is not a day, or is the last day of 9999.
    pub fn day_after(self) -> Option<Self> {
        let next = civil_date(self.year, self.month()?, self.day()?)?.tomorrow().ok()?;
        let (year, month, day) = (next.year(), next.month(), next.day());
        Some(Self { year: year.try_into().ok()?, month: month.try_into().ok()?, day: day.try_into().ok()? })
    }

    /// Returns whether something of this date may have happened on or after `limit`.
    ///
    /// A date that is too imprecise to tell counts as after, so that an author is never blamed for ignoring what may
    /// not have been said yet.
    pub fn may_be_on_or_after(self, limit: Self) -> bool {
        let first = Self { year: limit.year, month: limit.month.max(1), day: limit.day.max(1) };
        self.last_day() >= first
    }
}

/// Returns the number of days in a month, from 1 to 12; 0 for another month.
fn days_in(year: u16, month: u8) -> u8 {
    civil_date(year, month, 1).and_then(|date| u8::try_from(date.days_in_month()).ok()).unwrap_or_default()
}

fn civil_date(year: u16, month: u8, day: u8) -> Option<civil::Date> {
    civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let form = || DateError::Form(text.chars().take(40).collect());
        let mut parts = text.split('-');
        let mut part = |len: usize| match parts.next() {
            None => Ok(None),
            Some(p) if p.len() == len && p.bytes().all(|b| b.is_ascii_digit()) => {
                p.parse::<u16>().map(Some).map_err(|_| form())
            }
            Some(_) => Err(form()),
        };
        let (year, month, day) = (part(4)?.ok_or_else(form)?, part(2)?, part(2)?);
        if parts.next().is_some() {
            return Err(form());
        }
        let no_such = || DateError::NoSuchDay(text.into());
        let small = |n: Option<u16>, max: u8| match n {
            None => Ok(0),
            Some(n) => u8::try_from(n).ok().filter(|n| (1..=max).contains(n)).ok_or_else(no_such),
        };
        if year == 0 {
            return Err(no_such());
        }
        let month = small(month, 12)?;
        let day = small(day, days_in(year, month))?;
        Ok(Self { year, month, day })
    }
}

impl fmt::Display for Date {
    /// Formats the date for readers: `19 Dec 2024`, `Dec 2024` or `2024`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = usize::from(self.month).checked_sub(1).and_then(|m| MONTHS.get(m));
        match (self.day(), name) {
            (Some(day), Some(name)) => write!(f, "{day} {name} {}", self.year),
            (None, Some(name)) => write!(f, "{name} {}", self.year),
            _ => write!(f, "{}", self.year),
        }
    }
}

impl fmt::Debug for Date {
    /// Formats the date as in files: `2024-12-19`, `2024-12` or `2024`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn all_three_precisions_are_parsed_and_displayed() {
        for (text, shown) in [("2024-12-19", "19 Dec 2024"), ("2024-02", "Feb 2024"), ("1998", "1998")] {
            assert_eq!(date(text).to_string(), shown);
            assert_eq!(format!("{:?}", date(text)), text);
        }
    }

    #[test]
    fn impossible_dates_are_rejected_with_a_reason() {
        for (text, reason) in [
            ("2023-02-29", "`2023-02-29` is not in the calendar"),
            ("2024-13", "`2024-13` is not in the calendar"),
            ("19 Dec 2024", "expected a date like 2024-12-19, 2024-12 or 2024, but found `19 Dec 2024`"),
            ("2024-12-19-1", "expected a date like 2024-12-19, 2024-12 or 2024, but found `2024-12-19-1`"),
        ] {
            assert_eq!(text.parse::<Date>().unwrap_err().to_string(), reason);
        }
        assert!("2024-02-29".parse::<Date>().is_ok());
    }

    #[test]
    fn the_next_day_is_in_the_calendar() {
        for (day, after) in [("2024-02-28", "2024-02-29"), ("2023-02-28", "2023-03-01"), ("2024-12-31", "2025-01-01")] {
            assert_eq!(date(day).day_after(), Some(date(after)));
        }
        assert_eq!(date("2024-12").day_after(), None);
        assert_eq!(date("9999-12-31").day_after(), None);
    }

    #[test]
    fn a_date_that_may_be_later_counts_as_later() {
        let limit = date("2025-01-20");
        for (text, later) in
            [("2025-01-19", false), ("2025-01-20", true), ("2025-01", true), ("2025", true), ("2024", false)]
        {
            assert_eq!(date(text).may_be_on_or_after(limit), later, "{text}");
        }
    }
}
