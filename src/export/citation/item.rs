//! Converts a source to a CSL item.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange};

use super::CitationStyle;
use super::names::{Parts, publisher};
use super::particles::{JOINER, is_cjk, split};
use super::postprocess::{TITLE_MARKER, TitleFormat};
use super::sanitize::{sanitize, sanitize_option};
use super::typography::{headline, sentence};
use crate::model::{Author, Date, Source, SourceKind, capitalized};

pub(super) fn item(key: &str, source: &Source, style: CitationStyle) -> Item {
    let mut fields = Fields(BTreeMap::new());
    let kind = source.kind;
    let publisher = publisher(source);
    fields.text("id", key);
    fields.text("type", type_in_style(kind, style));
    fields.text("title", &format!("{TITLE_MARKER}{}{TITLE_MARKER}", styled_title(source, style)));
    // Any language but English: hayagriva's title case for English breaks names and abbreviations.
    fields.text("language", "zxx");
    let names = names(source, style, publisher.as_deref());
    // APA names an organisation that publishes its own work once.
    let is_repeated = style == CitationStyle::Apa7
        && !is_periodical(kind)
        && matches!(names.as_slice(), [NameValue::Literal(organisation)] if publisher.as_deref() == Some(&*organisation.literal));
    if !names.is_empty() {
        fields.0.insert("author".to_owned(), Value::Names(names));
    }
    if let Some(publisher) = publisher.filter(|_| !is_repeated) {
        fields.text(publisher_variable(kind, style), &publisher);
    }
    if let Some(genre) = genre(source, style) {
        fields.text("genre", genre);
    }
    let issued = issued(source);
    fields.date("issued", issued);
    if kind == SourceKind::Speech && style == CitationStyle::Mla9 {
        fields.date("event-date", issued);
    }
    let address = address(source);
    fields.date("accessed", source.accessed.filter(|_| address.is_some()));
    if let Some(address) = address {
        fields.text("URL", &address);
    }
    Item(fields.0)
}

/// Returns the address as printed.
pub(super) fn address(source: &Source) -> Option<String> {
    sanitize_option(source.url.as_deref()).map(|url| url.replace(' ', "%20"))
}

/// Returns `true` if a reference starts with an author.
pub(super) fn has_author(source: &Source, style: CitationStyle) -> bool {
    !names(source, style, publisher(source).as_deref()).is_empty()
}

/// Returns how a style sets off the title of a source.
pub(super) fn title_format(source: &Source, style: CitationStyle) -> TitleFormat {
    match source.kind {
        _ if is_described(source) => TitleFormat::Described,
        SourceKind::Rule => TitleFormat::Plain,
        SourceKind::Report | SourceKind::Book => TitleFormat::OfStyle,
        _ if style == CitationStyle::Apa7 => TitleFormat::OfStyle,
        _ => TitleFormat::Quoted,
    }
}

fn styled_title(source: &Source, style: CitationStyle) -> String {
    let title = title(source);
    match style {
        _ if is_described(source) || source.language.primary() != "en" => title,
        CitationStyle::Apa7 => sentence(&title),
        CitationStyle::Mla9 | CitationStyle::ChicagoNotes | CitationStyle::CardCite => headline(&title, style),
    }
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

/// Returns the title, or the name of the kind if there is none.
pub(super) fn title(source: &Source) -> String {
    let title = sanitize(&source.title);
    if title.is_empty() { capitalized(source.kind.word()) } else { title }
}

/// Returns `true` if the title is a description, which is neither quoted nor italic.
pub(super) fn is_described(source: &Source) -> bool {
    source.title_supplied || sanitize(&source.title).is_empty()
}

/// Returns the CSL type of a kind of source. CSL has types for laws and hearings, but these format what we do not have
/// (volumes, sections, the number of a congress) and omit what we do: names, venue and address.
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

/// Like [`type_of`], with an exception: Chicago's bibliography omits unpublished speeches, and we list whatever is
/// cited.
fn type_in_style(kind: SourceKind, style: CitationStyle) -> &'static str {
    match (kind, style) {
        (SourceKind::Speech, CitationStyle::ChicagoNotes) => "webpage",
        (kind, _) => type_of(kind),
    }
}

/// Returns `true` if the publisher is the name of a newspaper, magazine or website rather than an organisation.
fn is_periodical(kind: SourceKind) -> bool {
    matches!(type_of(kind), "article-newspaper" | "article-magazine" | "article-journal" | "post-weblog")
}

/// Returns the CSL variable for the outlet, ministry or venue.
fn publisher_variable(kind: SourceKind, style: CitationStyle) -> &'static str {
    match kind {
        SourceKind::Speech if style != CitationStyle::ChicagoNotes => "event-title",
        SourceKind::Report | SourceKind::Book => "publisher",
        // MLA puts the name of a website in italics, but not that of a ministry.
        SourceKind::Statement
        | SourceKind::JointStatement
        | SourceKind::Briefing
        | SourceKind::Hearing
        | SourceKind::Rule
            if style == CitationStyle::Mla9 =>
        {
            "publisher"
        }
        _ => "container-title",
    }
}

/// Returns the genre a style prints beside a title. A description includes it already.
fn genre(source: &Source, style: CitationStyle) -> Option<&'static str> {
    if is_described(source) {
        return None;
    }
    let kind = match source.kind {
        kind if is_spoken(kind) => kind.word(),
        // Without an author, APA's style puts the genre after the date, apart from the title.
        kind @ SourceKind::OpEd if style == CitationStyle::Apa7 && !source.authors.is_empty() => kind.word(),
        _ => return None,
    };
    Some(kind)
}

/// Returns whether the words were said first, and perhaps published later.
fn is_spoken(kind: SourceKind) -> bool {
    use SourceKind::{Briefing, Hearing, Interview, JointStatement, Speech, Statement};
    matches!(kind, Statement | JointStatement | Briefing | Speech | Interview | Hearing)
}

/// Returns the date a style prints: when spoken words were said, when written words were published.
pub(super) fn issued(source: &Source) -> Option<Date> {
    match (source.said, source.published) {
        (Some(said), Some(published)) if !is_spoken(source.kind) => {
            // A year alone, as in `1998`, contains 4 June 1998: the precise date says more.
            let within = published <= said && said <= published.last_day();
            Some(if within { said } else { published })
        }
        (said, published) => said.or(published),
    }
}

fn names(source: &Source, style: CitationStyle, publisher: Option<&str>) -> Vec<NameValue> {
    let names: Vec<NameValue> = source.authors.iter().filter_map(|author| name(author, style)).collect();
    match names.as_slice() {
        // MLA names an organisation that publishes its own work once.
        [NameValue::Literal(organisation)]
            if style == CitationStyle::Mla9 && publisher == Some(&*organisation.literal) =>
        {
            Vec::new()
        }
        _ => names,
    }
}

fn name(author: &Author, style: CitationStyle) -> Option<NameValue> {
    let literal = |literal: String| (!literal.is_empty()).then_some(NameValue::Literal(LiteralName { literal }));
    let (family, given, family_first, suffix) = match Parts::new(author) {
        Parts::Organisation(name) => return literal(name),
        Parts::Person { family, given, family_first, suffix } => (family, given, family_first, suffix),
    };
    let after = suffix.as_ref().map_or(String::new(), |suffix| format!(" {suffix}"));
    let Some(given) = given else { return literal(format!("{family}{after}")) };
    if family_first && is_cjk(&family) {
        return literal(format!("{family}{given}"));
    }
    // APA inverts all names and uses initials; the other styles keep such a name as written.
    if family_first && style != CitationStyle::Apa7 {
        return literal(format!("{family} {given}{after}"));
    }
    let (particle, family) = split(&family, style);
    let given = match particle {
        // The space before the family name, where it follows, goes with the joiner.
        Some(article) if article.ends_with('-') => format!("{given} {article}{JOINER}"),
        Some(particle) => format!("{given} {particle}"),
        None => given,
    };
    // hayagriva takes lower-case words at the beginning for a particle to be dropped unless it is told that they are none.
    let (first, rest) = family.split_once(' ').map_or((None, family), |(first, rest)| (Some(first.to_owned()), rest));
    Some(NameValue::Item(NameItem {
        family: rest.to_owned(),
        given: Some(given),
        non_dropping_particle: first,
        dropping_particle: None,
        suffix,
        comma_suffix: None,
    }))
}
