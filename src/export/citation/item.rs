//! A source as the item that a CSL style sets.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange};

use super::Style;
use super::letters::{curled, headline};
use super::mend::TitleLook;
use super::names::publisher;
use super::tidy::{tidy, tidy_option};
use crate::model::{Author, Date, Source, SourceKind};

/// Stands around a title, so that it is found again in what the style made of it. Neither shown nor sorted by.
pub(super) const FENCE: char = '\u{2063}';

/// The item of a source under a key, as a style wants it.
pub(super) fn item(key: &str, source: &Source, style: Style) -> Item {
    let mut fields = Fields(BTreeMap::new());
    let kind = source.kind;
    let publisher = publisher(source);
    fields.text("id", key);
    fields.text("type", type_in(kind, style));
    fields.text("title", &format!("{FENCE}{}{FENCE}", set_title(source, style)));
    // A language that is not English: hayagriva's capitals for English titles break names and abbreviations.
    fields.text("language", "zxx");
    let names = names(source, style, publisher.as_deref());
    // APA names a body that publishes its own work once.
    let twice = style == Style::Apa7
        && !is_periodical(kind)
        && matches!(names.as_slice(), [NameValue::Literal(one)] if publisher.as_deref() == Some(&*one.literal));
    if !names.is_empty() {
        fields.0.insert("author".to_owned(), Value::Names(names));
    }
    if let Some(publisher) = publisher.filter(|_| !twice) {
        fields.text(place_of_publisher(kind, style), &publisher);
    }
    if let Some(genre) = genre(source, style) {
        fields.text("genre", genre);
    }
    let issued = issued(source);
    fields.date("issued", issued);
    if kind == SourceKind::Speech && style == Style::Mla9 {
        fields.date("event-date", issued);
    }
    let address = address(source);
    fields.date("accessed", source.accessed.filter(|_| address.is_some()));
    if let Some(address) = address {
        fields.text("URL", &address);
    }
    Item(fields.0)
}

/// The address as it is printed.
pub(super) fn address(source: &Source) -> Option<String> {
    tidy_option(source.url.as_deref()).map(|url| url.replace(' ', "%20"))
}

/// Whether a reference begins with an author.
pub(super) fn has_author(source: &Source, style: Style) -> bool {
    !names(source, style, publisher(source).as_deref()).is_empty()
}

/// How the title of a source is set off in a style.
pub(super) fn look(source: &Source, style: Style) -> TitleLook {
    match source.kind {
        _ if is_described(source) => TitleLook::Described,
        SourceKind::Rule => TitleLook::Plain,
        SourceKind::Report | SourceKind::Book => TitleLook::OfStyle,
        _ if style == Style::Apa7 => TitleLook::OfStyle,
        _ => TitleLook::Quoted,
    }
}

fn set_title(source: &Source, style: Style) -> String {
    let title = title(source);
    let capitals = style != Style::Apa7 && !is_described(source) && source.language.primary() == "en";
    if capitals { headline(&title, style) } else { title }
}

struct Fields(BTreeMap<String, Value>);

impl Fields {
    fn text(&mut self, name: &str, text: &str) {
        self.0.insert(name.to_owned(), Value::String(text.to_owned()));
    }

    fn date(&mut self, name: &str, date: Option<Date>) {
        let Some(date) = date else { return };
        let parts = [i16::try_from(date.year()).ok(), date.month().map(i16::from), date.day().map(i16::from)];
        let date_parts = VecDateRange(vec![VecDate(parts.into_iter().flatten().collect())]);
        let value = DateValue::DateParts { date_parts, literal: None, season: None, circa: false };
        self.0.insert(name.to_owned(), Value::Date(value));
    }
}

/// The title, or the word for its kind when it has none.
pub(super) fn title(source: &Source) -> String {
    let title = tidy(&source.title);
    if title.is_empty() { sentence_case(source.kind.word()) } else { title }
}

/// Whether the title is a description, which is neither quoted nor set in italics.
pub(super) fn is_described(source: &Source) -> bool {
    source.title_supplied || tidy(&source.title).is_empty()
}

/// A text with a capital at its beginning.
pub(super) fn sentence_case(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The CSL type of a kind of source. Laws and hearings have types of their own, but these set what we do not know
/// (volumes, sections, the number of a congress) and leave out what we do: who, where and the address.
fn type_of(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Speech => "speech",
        SourceKind::Report => "report",
        SourceKind::Paper => "article-journal",
        SourceKind::Book => "book",
        SourceKind::News | SourceKind::OpEd | SourceKind::Interview => "article-newspaper",
        SourceKind::Magazine => "article-magazine",
        SourceKind::Post => "post-weblog",
        SourceKind::Statement
        | SourceKind::JointStatement
        | SourceKind::Briefing
        | SourceKind::Hearing
        | SourceKind::Rule
        | SourceKind::Webpage => "webpage",
    }
}

/// As [`type_of`], but Chicago's list leaves out a speech that nobody published, and we list what was cited.
fn type_in(kind: SourceKind, style: Style) -> &'static str {
    match (kind, style) {
        (SourceKind::Speech, Style::ChicagoNotes) => "webpage",
        (kind, _) => type_of(kind),
    }
}

/// Whether its publisher is the name of a paper, a magazine or a site, rather than a body.
fn is_periodical(kind: SourceKind) -> bool {
    matches!(type_of(kind), "article-newspaper" | "article-magazine" | "article-journal" | "post-weblog")
}

/// The variable that holds the outlet, ministry or venue.
fn place_of_publisher(kind: SourceKind, style: Style) -> &'static str {
    match kind {
        SourceKind::Speech if style != Style::ChicagoNotes => "event-title",
        SourceKind::Report | SourceKind::Book => "publisher",
        // MLA sets the name of a site in italics, but not that of a ministry.
        SourceKind::Statement
        | SourceKind::JointStatement
        | SourceKind::Briefing
        | SourceKind::Hearing
        | SourceKind::Rule
            if style == Style::Mla9 =>
        {
            "publisher"
        }
        _ => "container-title",
    }
}

/// What a style says of the kind beside a title. A description says it itself.
fn genre(source: &Source, style: Style) -> Option<&'static str> {
    if is_described(source) {
        return None;
    }
    let kind = match source.kind {
        kind @ (SourceKind::Statement
        | SourceKind::JointStatement
        | SourceKind::Briefing
        | SourceKind::Speech
        | SourceKind::Interview
        | SourceKind::Hearing) => kind.word(),
        // Without an author APA's style sets it behind the date, apart from the title.
        kind @ SourceKind::OpEd if style == Style::Apa7 && !source.authors.is_empty() => kind.word(),
        _ => return None,
    };
    Some(kind)
}

/// The day that a style prints: when spoken words were said, when written ones came out.
pub(super) fn issued(source: &Source) -> Option<Date> {
    let spoken = matches!(
        source.kind,
        SourceKind::Statement
            | SourceKind::JointStatement
            | SourceKind::Briefing
            | SourceKind::Speech
            | SourceKind::Interview
            | SourceKind::Hearing
    );
    match (source.said, source.published) {
        (Some(said), Some(published)) if !spoken => {
            // `1998` says less than 4 June 1998, and nothing else.
            let within = published <= said && said <= published.last_day();
            Some(if within { said } else { published })
        }
        (said, published) => said.or(published),
    }
}

fn names(source: &Source, style: Style, publisher: Option<&str>) -> Vec<NameValue> {
    let names: Vec<NameValue> = source.authors.iter().filter_map(|author| name(author, style)).collect();
    match names.as_slice() {
        // A body that publishes its own work is named once.
        [NameValue::Literal(one)] if style == Style::Mla9 && publisher == Some(&*one.literal) => Vec::new(),
        _ => names,
    }
}

fn name(author: &Author, style: Style) -> Option<NameValue> {
    let literal = |literal: String| (!literal.is_empty()).then_some(NameValue::Literal(LiteralName { literal }));
    match author {
        Author::Organisation(name) => literal(curled(&tidy(name), false)),
        Author::Person { family, given, family_first } => {
            let family = curled(&tidy(family), false);
            let given = tidy_option(given.as_deref()).map(|given| curled(&given, false));
            match given {
                None => literal(family),
                Some(given) if family.is_empty() => literal(given),
                // APA turns every name round and makes initials; the others leave such a name as it is said.
                Some(given) if *family_first && style != Style::Apa7 && family.is_ascii() => {
                    literal(format!("{family} {given}"))
                }
                given => Some(NameValue::Item(NameItem {
                    family,
                    given,
                    non_dropping_particle: None,
                    dropping_particle: None,
                    suffix: None,
                    comma_suffix: None,
                })),
            }
        }
    }
}
