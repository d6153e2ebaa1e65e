//! What a page says about itself: title, writer, day, language, address.

use dom_query::Document;
use dom_smoothie::Article;

use super::super::about::{date_in, language, line};
use crate::model::{Date, Language};

/// What a page says about itself.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) language: Option<Language>,
}

/// Where pages say when they came out, the surest first: elements and the attribute that holds the date.
const DATES: [(&str, &str); 12] = [
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

impl About {
    /// What stands in the page before anything is taken out of it.
    pub(super) fn of(page: &Document) -> Self {
        let attribute = |selector: &str, name: &str| page.try_select(selector)?.attr(name);
        let date = DATES.iter().find_map(|(selector, name)| date_in(&attribute(selector, name)?));
        let tag = attribute("html[lang]", "lang")
            .or_else(|| attribute("html", "xml:lang"))
            .or_else(|| attribute("body[lang]", "lang"))
            .or_else(|| attribute("meta[http-equiv='content-language' i]", "content"))
            .or_else(|| attribute("meta[property='og:locale']", "content"));
        let title = page.try_select("title").map(|title| title.text());
        Self {
            title: title.and_then(|title| line(&title)),
            byline: None,
            date,
            language: tag.and_then(|t| language(&t)),
        }
    }

    /// What Readability made of the page goes before what stands in it.
    pub(super) fn add(&mut self, article: &Article) {
        self.title = line(&article.title).or(self.title.take());
        self.byline = article.byline.as_deref().and_then(line);
        let published = article.published_time.as_deref().and_then(date_in);
        self.date = published.or(self.date);
        self.language = self.language.take().or_else(|| article.lang.as_deref().and_then(language));
    }
}

/// The address the page says it was at, so that its links are whole.
pub(super) fn address_of(page: &Document) -> Option<String> {
    let attribute = |selector: &str, name: &str| page.try_select(selector)?.attr(name);
    let address =
        attribute("link[rel=canonical]", "href").or_else(|| attribute("meta[property='og:url']", "content"))?;
    let web = address.starts_with("https://") || address.starts_with("http://");
    (web && !address.chars().any(|c| c.is_whitespace() || c.is_control())).then(|| address.to_string())
}
