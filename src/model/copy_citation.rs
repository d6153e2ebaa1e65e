//! What is known of the work that a reader's own copy is: who wrote it, where and when it was published.

use serde::{Deserialize, Serialize};

use super::visible::hidden;
use super::{Author, Credit, Date, Language, Source, SourceId, SourceKind};

/// The most authors of a copy.
pub const MAX_AUTHORS: usize = 20;
/// The most characters of a field of a citation.
pub const MAX_CITATION_CHARS: usize = 600;
/// Words of names that are those of organisations.
const ORGANISATIONS: [&str; 24] = [
    "agencies",
    "agency",
    "associated",
    "association",
    "board",
    "bureau",
    "centre",
    "center",
    "commission",
    "committee",
    "council",
    "department",
    "desk",
    "editors",
    "government",
    "institute",
    "ministry",
    "news",
    "office",
    "press",
    "reuters",
    "service",
    "times",
    "university",
];
/// What follows a name.
const SUFFIXES: [&str; 8] = ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "V"];

/// The citation of a reader's own copy. What is not known is absent.
///
/// ```
/// use parallax::model::CopyCitation;
///
/// let citation: CopyCitation = ron::from_str(
///     r#"(asked: true, authors: [Person(family: "Moss", given: Some("Ada"))], published: Some("2025-02"))"#,
/// )?;
/// assert_eq!(citation.missing(), ["title", "publication", "link"]);
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyCitation {
    /// Whether the reader was asked about it, so that it is never asked again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asked: bool,
    /// The authors in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// The title of the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The outlet that published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The day, month or year of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// The address where it can be read, http or https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl CopyCitation {
    /// Returns whether nothing is known, and nothing was asked.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Returns whether two citations say the same, whether or not the reader was asked.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let Self { asked, authors, title, publisher, published, url } = self;
        let theirs = (&other.authors, &other.title, &other.publisher, &other.published, &other.url);
        let _ = asked;
        (authors, title, publisher, published, url) == theirs
    }

    /// Returns the names of what is not known, in the order in which it is asked.
    pub fn missing(&self) -> Vec<&'static str> {
        let Self { asked: _, authors, title, publisher, published, url } = self;
        let all = [
            ("author", authors.is_empty()),
            ("title", title.is_none()),
            ("publication", publisher.is_none()),
            ("date", published.is_none()),
            ("link", url.is_none()),
        ];
        all.into_iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| name).collect()
    }

    /// Fills what is not known with what an edition says of the work that it restates.
    pub fn fill_from(&mut self, credit: &Credit) {
        let Credit { authors, title, publisher, published, url } = credit;
        if self.authors.is_empty() {
            self.authors.clone_from(authors);
        }
        self.title.get_or_insert_with(|| title.clone());
        self.publisher = self.publisher.take().or_else(|| publisher.clone());
        self.published = self.published.or(*published);
        self.url = self.url.take().or_else(|| url.clone());
    }

    /// Returns it as the credit of an edition; `None` without a title, which a credit needs.
    pub fn credit(&self) -> Option<Credit> {
        let Self { asked: _, authors, title, publisher, published, url } = self.clone().sanitized();
        Some(Credit { authors, title: title?, publisher, published, url })
    }

    /// Returns it within the limits: without hidden characters, empty fields and addresses that are no links.
    #[must_use]
    pub fn sanitized(self) -> Self {
        let text = |text: Option<String>| text.as_deref().and_then(clean);
        let author = |author: Author| match author {
            Author::Organisation(name) => clean(&name).map(Author::Organisation),
            Author::Person { family, given, family_first, suffix } => {
                let (family, given) = (clean(&family), text(given));
                // A name alone is the one that it is sorted under.
                let (family, given) = if family.is_none() { (given, None) } else { (family, given) };
                let family_first = family_first && given.is_some();
                Some(Author::Person { family: family?, given, family_first, suffix: text(suffix) })
            }
        };
        Self {
            asked: self.asked,
            authors: self.authors.into_iter().filter_map(author).take(MAX_AUTHORS).collect(),
            title: text(self.title),
            publisher: text(self.publisher),
            published: self.published,
            url: self.url.as_deref().and_then(web_address),
        }
    }

    /// Returns the work as a source. Where the title is not known, a description says so and names the `file`.
    pub fn source(&self, id: SourceId, file: &str, language: Language, today: Date) -> Source {
        let described = || format!("title missing; read in {}", clean(file).unwrap_or_else(|| "a file".to_owned()));
        Source {
            id,
            kind: SourceKind::Webpage,
            title: self.title.clone().unwrap_or_else(described),
            title_supplied: self.title.is_none(),
            authors: self.authors.clone(),
            role: None,
            publisher: self.publisher.clone(),
            said: None,
            published: self.published,
            accessed: Some(today),
            url: self.url.clone(),
            language,
            primary: true,
            seen: None,
            carries: Vec::new(),
        }
    }
}

/// Returns a text on one line without hidden characters; `None` if nothing is left.
fn clean(text: &str) -> Option<String> {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let hidden: Vec<usize> = hidden(&line).map(|(at, _)| at).collect();
    for at in hidden.into_iter().rev() {
        line.remove(at);
    }
    let line: String = line.trim().chars().take(MAX_CITATION_CHARS).collect();
    Some(line.trim_end().to_owned()).filter(|line| !line.is_empty())
}

/// Returns an address as a link; `None` if it is none. One without a scheme, as people write it, gets `https`.
///
/// ```
/// use parallax::model::web_address;
///
/// assert_eq!(web_address("example.org/lamps").as_deref(), Some("https://example.org/lamps"));
/// assert_eq!(web_address("ftp://example.org"), None);
/// assert_eq!(web_address("the Courier of Monday"), None);
/// ```
pub fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && text.len() > scheme.len()
    });
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.') && !host.contains([':', '@']) && !host.starts_with('.') && !host.ends_with('.');
    let is_clean = text.chars().count() <= MAX_CITATION_CHARS
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
        && hidden(text).next().is_none();
    match (is_clean, is_web, is_host) {
        (true, true, _) => Some(text.to_owned()),
        (true, false, true) => Some(format!("https://{text}")),
        (true, false, false) | (false, ..) => None,
    }
}

/// Returns the author of a name as it is written: an organisation by its words, a person with the family name last, or
/// before a comma, or a single name.
///
/// ```
/// use parallax::model::author_of_name;
///
/// assert_eq!(format!("{:?}", author_of_name("Ludwig van Beethoven")),
///     r#"Person { family: "van Beethoven", given: Some("Ludwig"), family_first: false, suffix: None }"#);
/// ```
pub fn author_of_name(name: &str) -> Author {
    let name = name.trim();
    let is_organisation = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        ORGANISATIONS.contains(&word.as_str())
    };
    if name.split_whitespace().any(is_organisation) || name.starts_with("The ") {
        return Author::Organisation(name.to_owned());
    }
    let mut parts: Vec<&str> = name.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut suffix = parts.pop_if(|last| SUFFIXES.contains(last)).map(str::to_owned);
    let person = |given: String, family: String, suffix: Option<String>| Author::Person {
        family,
        given: Some(given).filter(|given| !given.is_empty()),
        family_first: false,
        suffix,
    };
    if let [family, given @ ..] = parts.as_slice()
        && !given.is_empty()
    {
        return person(given.join(" "), (*family).to_owned(), suffix);
    }
    let whole = parts.first().copied().unwrap_or(name);
    let mut words: Vec<&str> = whole.split_whitespace().collect();
    if words.len() > 1 {
        suffix = suffix.or_else(|| words.pop_if(|last| SUFFIXES.contains(last)).map(str::to_owned));
    }
    let last = words.len().saturating_sub(1);
    // Particles in lower case before the last name belong to it.
    let is_lower_case = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    let from = words.iter().take(last).position(is_lower_case).filter(|at| *at > 0).unwrap_or(last);
    let (given, family) = words.split_at(from);
    person(given.join(" "), family.join(" "), suffix)
}

#[cfg(test)]
mod tests {
    use super::{CopyCitation, author_of_name, web_address};
    use crate::model::{Author, Credit};

    fn parts(name: &str) -> (Option<String>, String, Option<String>) {
        match author_of_name(name) {
            Author::Person { family, given, suffix, .. } => (given, family, suffix),
            Author::Organisation(name) => (None, format!("[{name}]"), None),
        }
    }

    #[test]
    fn a_name_as_it_is_written_is_a_person_or_an_organisation() {
        for (name, given, family, suffix) in [
            ("Ada Moss", Some("Ada"), "Moss", None),
            ("Moss, Ada", Some("Ada"), "Moss", None),
            ("Ada van der Moss", Some("Ada"), "van der Moss", None),
            ("Martin Luther King Jr.", Some("Martin Luther"), "King", Some("Jr.")),
            ("Martin Luther King, Jr.", Some("Martin Luther"), "King", Some("Jr.")),
            ("Henry Ford III", Some("Henry"), "Ford", Some("III")),
            ("Suharto", None, "Suharto", None),
            ("张三", None, "张三", None),
            ("Ministry of Defence", None, "[Ministry of Defence]", None),
            ("Reuters", None, "[Reuters]", None),
            ("The Economist", None, "[The Economist]", None),
            ("", None, "", None),
            (",", None, ",", None),
        ] {
            let (of_given, of_family, of_suffix) = parts(name);
            assert_eq!(
                (of_given.as_deref(), of_family.as_str(), of_suffix.as_deref()),
                (given, family, suffix),
                "{name}"
            );
        }
    }

    #[test]
    fn an_address_is_a_link_or_none() {
        for (text, link) in [
            ("https://example.org", Some("https://example.org")),
            (" HTTP://example.org/a?b#c ", Some("HTTP://example.org/a?b#c")),
            ("www.example.org", Some("https://www.example.org")),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("mailto:ada@example.org", None),
            ("ada@example.org", None),
            ("https://", None),
            ("https://a b", None),
            ("https://exa\u{202e}mple.org", None),
            ("page 4", None),
            ("", None),
        ] {
            assert_eq!(web_address(text).as_deref(), link, "{text}");
        }
        assert_eq!(web_address(&format!("https://example.org/{}", "x".repeat(5_000))), None);
    }

    #[test]
    fn what_a_file_says_wins_over_the_edition_and_limits_hold() {
        let credit: Credit = ron::from_str(
            r#"(authors: [Organisation("The Post")], title: "Lamps", publisher: Some("Post"), published: Some("2020"),
                url: Some("https://example.org"))"#,
        )
        .unwrap();
        let mut citation = CopyCitation { title: Some("Mine".into()), ..CopyCitation::default() };
        citation.fill_from(&credit);
        assert_eq!(citation.title.as_deref(), Some("Mine"));
        assert!(citation.missing().is_empty());
        let person = |family: &str, given: &str| Author::Person {
            family: family.into(),
            given: Some(given.into()),
            family_first: true,
            suffix: Some(" ".into()),
        };
        let mut authors = vec![person("", "Suharto"), person(" ", "\u{202e}"), person("Hua", "Chun\u{ad}ying")];
        authors.extend((0..50).map(|n| Author::Organisation(format!("Body {n}"))));
        let title = Some("x\n".repeat(2_000));
        let clean = CopyCitation { authors, title, url: Some("ftp://x".into()), ..CopyCitation::default() }.sanitized();
        assert_eq!(clean.authors.len(), super::MAX_AUTHORS);
        assert_eq!(
            (clean.authors[0].to_string(), clean.authors[1].to_string()),
            ("Suharto".into(), "Hua Chunying".into())
        );
        assert!(clean.title.unwrap().chars().count() <= super::MAX_CITATION_CHARS && clean.url.is_none());
    }
}
