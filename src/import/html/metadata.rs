//! Metadata of a web page: title, byline, date, language and URL.

use dom_query::Document;
use dom_smoothie::Article;

use super::super::metadata::{parse_date, parse_language_tag, single_line};
use crate::model::{Date, Language};

/// The metadata of a web page.
#[derive(Debug, Default)]
pub(super) struct PageMetadata {
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) language: Option<Language>,
}

/// Where pages state their publication date, the most reliable first: a selector and the attribute with the date.
const DATE_SELECTORS: [(&str, &str); 12] = [
    ("meta[property='article:published_time']", "content"),
    ("meta[itemprop=datePublished]", "content"),
    ("time[itemprop=datePublished]", "datetime"),
    ("[itemprop=datePublished]", "content"),
    ("time[pubdate]", "datetime"),
    ("meta[name='parsely-pub-date']", "content"),
    ("meta[name='dc.date.issued'], meta[name='DC.date.issued'], meta[name='dcterms.created']", "content"),
    ("meta[name='dc.date'], meta[name='DC.date'], meta[name='DC.Date']", "content"),
    ("meta[name=pubdate], meta[name=publishdate], meta[name='publish-date'], meta[name=PublishDate]", "content"),
    ("meta[name=date], meta[name=Date]", "content"),
    ("article time[datetime], .entry-date[datetime], .published[datetime]", "datetime"),
    ("abbr.published, .dt-published, .entry-date", "title"),
];

impl PageMetadata {
    /// Reads the metadata of a page before anything is removed from it.
    pub(super) fn from_page(page: &Document) -> Self {
        let attribute = |selector: &str, name: &str| page.try_select(selector)?.attr(name);
        let date = DATE_SELECTORS.iter().find_map(|(selector, name)| parse_date(&attribute(selector, name)?));
        let language_tag = attribute("html[lang]", "lang")
            .or_else(|| attribute("html", "xml:lang"))
            .or_else(|| attribute("body[lang]", "lang"))
            .or_else(|| attribute("meta[http-equiv='content-language' i]", "content"))
            .or_else(|| attribute("meta[property='og:locale']", "content"));
        let title = page.try_select("title").map(|title| title.text());
        Self {
            title: title.and_then(|title| single_line(&title)),
            byline: None,
            date,
            language: language_tag.and_then(|t| parse_language_tag(&t)),
        }
    }

    /// Adds the metadata that Readability found, which takes precedence except for the language.
    pub(super) fn merge(&mut self, article: &Article) {
        self.title = single_line(&article.title).or(self.title.take());
        self.byline = article.byline.as_deref().and_then(single_line);
        let published = article.published_time.as_deref().and_then(parse_date);
        self.date = published.or(self.date);
        self.language = self.language.take().or_else(|| article.lang.as_deref().and_then(parse_language_tag));
    }
}

/// Returns the URL that a page states for itself, to which its links are relative.
pub(super) fn canonical_url(page: &Document) -> Option<String> {
    let attribute = |selector: &str, name: &str| page.try_select(selector)?.attr(name);
    let url = attribute("link[rel=canonical]", "href").or_else(|| attribute("meta[property='og:url']", "content"))?;
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    (is_web && !url.chars().any(|c| c.is_whitespace() || c.is_control())).then(|| url.to_string())
}
