//! Metadata of a web page: title, byline, date, language and URL.

use dom_query::{Document, NodeRef};

use super::super::metadata::{
    parse_byline, parse_date, parse_date_within, parse_dateline, parse_language_tag, single_line,
};
use super::element::{attribute, is_block};
use super::json_ld::{DescribedArticle, described_article};
use super::main_text::PageText;
use super::{byline, title};
use crate::model::{Date, Language, web_address};

#[derive(Debug, Default)]
pub(super) struct PageMetadata {
    pub(super) title: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) date: Option<Date>,
    pub(super) language: Option<Language>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
}

/// Where the head of a page states the publication date, the most reliable first.
const DATE_NAMES: [&str; 19] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "citation_publication_date",
    "citation_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.available",
    "dc.date",
    "dcterms.date",
    "weibo:article:create_at",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "sailthru.date",
    "date",
];
/// Where the head of a page states its authors, the most reliable first.
const AUTHOR_NAMES: [&str; 9] = [
    "citation_author",
    "author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "og:article:author",
    "sailthru.author",
    "byl",
];
/// Where the head of a page states the publication, the most reliable first.
const PUBLISHER_NAMES: [&str; 7] = [
    "citation_journal_title",
    "citation_publisher",
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "publisher",
];
/// Where the head of a page states its address.
const URL_NAMES: [&str; 4] = ["citation_public_url", "citation_abstract_html_url", "dc.identifier", "twitter:url"];
/// Where the head of a page states its title, for a page without another.
const TITLE_NAMES: [&str; 4] = ["citation_title", "og:title", "dc.title", "twitter:title"];
/// Where the head of a page states the name of its site.
const SITE_NAMES: [&str; 3] = ["og:site_name", "application-name", "apple-mobile-web-app-title"];
/// The longest line that is taken for a date or a byline, in bytes.
const MAX_LINE_BYTES: usize = 160;

impl PageMetadata {
    /// Reads the metadata of a page: what it states in its head, else what stands between its title and its text.
    pub(super) fn read(document: &Document, page: &PageText, url: Option<&str>) -> Self {
        let head = Head::read(document);
        let headings = headings(document);
        let document_title = document.try_select("title").and_then(|title| single_line(&title.text()));
        let found = page.article.as_ref().and_then(|article| single_line(&article.title));
        let stated_title = || TITLE_NAMES.iter().flat_map(|name| head.values(name)).next();
        let title = found.or(document_title.clone()).or_else(stated_title);
        let titles: Vec<String> =
            title.iter().chain(&document_title).chain(&headings).chain(&head.values("og:title")).cloned().collect();
        let described = described_article(document, &titles, url).unwrap_or_default();
        let mut sites: Vec<String> = SITE_NAMES.iter().flat_map(|name| head.values(name)).collect();
        sites.extend(described.publisher.clone());
        let stated = page.article.as_ref().and_then(|article| article.lang.as_deref()).and_then(parse_language_tag);
        Self {
            title: title.map(|title| title::without_site(&title, &headings, &sites)),
            authors: authors(document, page, &head, &described),
            date: date(document, page, &head, &described),
            language: language(document).or(stated),
            publisher: head_publisher(&head, &described),
            url: url.map(str::to_owned).or_else(|| {
                let mut stated = URL_NAMES.iter().flat_map(|name| head.values(name));
                // An identifier may be a number.
                stated.find_map(|text| web_address(&text).filter(|_| text.starts_with("http")))
            }),
        }
    }
}

/// Returns the publication that a page states; an address is none.
fn head_publisher(head: &Head, described: &DescribedArticle) -> Option<String> {
    let journal = head.values("citation_journal_title").into_iter();
    let stated = PUBLISHER_NAMES.iter().flat_map(|name| head.values(name));
    let is_name = |name: &String| !name.contains("://") && !name.starts_with(['@', '#']);
    journal.chain(described.publisher.clone()).chain(stated).filter_map(|name| single_line(&name)).find(is_name)
}

/// What the `meta` elements of a page state: names in lower case and their contents.
struct Head(Vec<(String, String)>);

impl Head {
    fn read(document: &Document) -> Self {
        let Some(all) = document.try_select("meta[content]") else { return Self(Vec::new()) };
        let stated = |node: &NodeRef<'_>| {
            let name = ["property", "name", "itemprop"].into_iter().map(|name| attribute(node, name));
            let name =
                name.into_iter().find(|name| !name.is_empty())?.replace("dc:", "dc.").replace("dcterms:", "dcterms.");
            Some((name, single_line(&node.attr("content")?)?))
        };
        // Microdata of comments and teasers stands among their text.
        let is_own = |node: &&NodeRef<'_>| !is_elsewhere(node);
        Self(all.nodes().iter().filter(is_own).filter_map(stated).collect())
    }

    fn values(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(other, _)| other == name).map(|(_, content)| content.clone()).collect()
    }
}

/// Returns the texts of the headings that may repeat the title: those of the first level, else of the second; not the
/// one over the logo.
fn headings(document: &Document) -> Vec<String> {
    let texts = |name: &str| -> Vec<String> {
        let Some(all) = document.try_select(name) else { return Vec::new() };
        let is_own = |node: &&NodeRef<'_>| !is_elsewhere(node) && !is_logo(node);
        all.nodes().iter().filter(is_own).filter_map(|node| single_line(&node.text())).collect()
    };
    let first = texts("h1");
    if first.is_empty() { texts("h2") } else { first }
}

/// Returns whether a heading is the name of the site: it is a link to the start page, or its class says so.
fn is_logo(heading: &NodeRef<'_>) -> bool {
    let links_home = heading.descendants_it().any(|node| node.has_name("a") && attribute(&node, "href") == "/");
    let around = std::iter::once(*heading).chain(heading.ancestors_it(Some(2)));
    let names =
        around.map(|node| format!("{} {} ", attribute(&node, "class"), attribute(&node, "id"))).collect::<String>();
    links_home || ["logo", "brand", "masthead", "site-title", "sitename"].iter().any(|word| names.contains(word))
}

/// Words in the class or id of what belongs to other articles or to readers.
const ELSEWHERE: [&str; 9] =
    ["comment", "related", "teaser", "recommend", "sidebar", "latest", "trending", "disqus", "mostread"];

/// Returns whether an element belongs to something else than the article: comments, teasers, the foot of the page.
fn is_elsewhere(node: &NodeRef<'_>) -> bool {
    std::iter::once(*node).chain(node.ancestors_it(None)).any(|node| {
        let name = node.node_name().unwrap_or_default();
        let names = format!("{} {}", attribute(&node, "class"), attribute(&node, "id"));
        let is_root = matches!(&*name, "html" | "body" | "main");
        matches!(&*name, "aside" | "nav" | "footer") || (!is_root && ELSEWHERE.iter().any(|word| names.contains(word)))
    })
}

/// Returns the authors: those that the page describes, else those in its head, else those below its title.
fn authors(document: &Document, page: &PageText, head: &Head, described: &DescribedArticle) -> Vec<String> {
    let clean = |texts: Vec<String>| {
        let mut names: Vec<String> = Vec::new();
        for name in texts.iter().flat_map(|text| byline::names(text)) {
            if !names.iter().any(|other| other.eq_ignore_ascii_case(&name)) {
                names.push(name);
            }
        }
        names
    };
    let stated = std::iter::once(described.authors.clone()).chain(AUTHOR_NAMES.iter().map(|name| head.values(name)));
    let mut lists = stated.map(clean).filter(|names| !names.is_empty());
    lists.next().unwrap_or_else(|| clean(names_below_title(document, page)))
}

/// Returns the texts with names between the title and the text, else in one of the first lines of the text.
fn names_below_title(document: &Document, page: &PageText) -> Vec<String> {
    let header = page.header.iter().map(|(block, line)| (*block, line.as_str(), false));
    let lines = header.chain(page.first_lines().take(2).map(|(block, line)| (block, line, true)));
    for (block, line, is_text) in lines.filter(|(_, line, _)| line.len() <= MAX_LINE_BYTES) {
        let block = NodeRef::new(block, &document.tree);
        if is_elsewhere(&block) {
            continue;
        }
        let marked = block.descendants_it().filter(|node| names_author(node));
        // The innermost elements have the names alone.
        let innermost = marked.filter(|node| !node.descendants_it().any(|inner| names_author(&inner)));
        let names: Vec<String> = innermost.map(|node| node.text().to_string()).collect();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        // A sentence may name its author, and others.
        let is_line_of_names = !is_text || 2 * names.iter().map(|name| letters(name)).sum::<usize>() > letters(line);
        if is_line_of_names && names.iter().any(|name| !byline::names(name).is_empty()) {
            return names;
        }
        let mut around = std::iter::once(block).chain(block.ancestors_it(Some(1)));
        let is_byline = if is_text { parse_byline(line).is_some() } else { byline::has_label(line) };
        if is_byline || (!is_text && around.any(|node| names_author(&node))) {
            return vec![line.to_owned()];
        }
    }
    Vec::new()
}

/// Returns whether an element says that it names the author.
fn names_author(node: &NodeRef<'_>) -> bool {
    let is_word = |name: &str| attribute(node, name).split_ascii_whitespace().any(|word| word == "author");
    let class = attribute(node, "class");
    let says_so = |part: &str| class.contains(part);
    is_word("rel")
        || is_word("itemprop")
        || (["byline", "author", "writtenby", "contributor-name"].into_iter().any(says_so)
            && !["date", "time", "bio", "image", "photo"].into_iter().any(says_so))
}

/// Returns the date: the one of the article that the page describes, else the one in its head, else the one below its
/// title. A date of change is none, and no date is better than that of something else.
fn date(document: &Document, page: &PageText, head: &Head, described: &DescribedArticle) -> Option<Date> {
    let stated = described.published.iter().cloned().chain(DATE_NAMES.iter().flat_map(|name| head.values(name)));
    let mut dates = stated.filter_map(|text| parse_date(&text));
    dates.next().or_else(|| marked_date(document, page)).or_else(|| date_below_title(page))
}

/// Returns the date of the first element that marks one for the whole article.
fn marked_date(document: &Document, page: &PageText) -> Option<Date> {
    let selector = "[itemprop~=datePublished], time[pubdate], time[datetime], .entry-date, .dt-published, abbr.published, \
                    .published[datetime]";
    let all = document.try_select(selector)?;
    let nodes = all.nodes();
    let value = |node: &NodeRef<'_>| {
        let attributes = ["datetime", "content", "title"].into_iter().filter_map(|name| node.attr(name));
        attributes.filter_map(|text| parse_date(&text)).next()
    };
    let is_of_change = |node: &NodeRef<'_>| {
        let names = format!("{} {}", attribute(node, "class"), attribute(node, "itemprop"));
        let around = node.parent().map(|parent| parent.text().trim().to_lowercase()).unwrap_or_default();
        let is_changed = |text: &str| ["updated", "modified", "edited"].iter().any(|word| text.contains(word));
        is_changed(&names) || (around.len() <= MAX_LINE_BYTES && is_changed(&around) && !around.contains("publ"))
    };
    let in_header = |node: &NodeRef<'_>| {
        let around = std::iter::once(*node).chain(node.ancestors_it(None));
        page.contains(node.id)
            || around.into_iter().any(|around| page.header.iter().any(|(block, _)| *block == around.id))
    };
    let says_so =
        |node: &NodeRef<'_>| attribute(node, "itemprop").contains("datepublished") || node.has_attr("pubdate");
    let is_own = |node: &&NodeRef<'_>| {
        !is_elsewhere(node) && !is_of_change(node) && (says_so(node) || (is_apart(node) && in_header(node)))
    };
    nodes.iter().filter(is_own).find_map(value)
}

/// Returns whether an inline element stands apart, and not in a sentence: a date in a sentence is not that of the
/// article.
fn is_apart(node: &NodeRef<'_>) -> bool {
    let mut outermost = *node;
    while let Some(parent) = outermost.parent().filter(|parent| parent.is_element() && !is_block(parent)) {
        outermost = parent;
    }
    let before = std::iter::successors(outermost.prev_sibling(), NodeRef::prev_sibling);
    let after = std::iter::successors(outermost.next_sibling(), NodeRef::next_sibling);
    let is_inline = |node: &NodeRef<'_>| node.is_text() || !is_block(node);
    let length = |node: NodeRef<'_>| node.text().trim().len();
    let around = before.take_while(is_inline).chain(after.take_while(is_inline)).map(length).sum::<usize>();
    around <= MAX_LINE_BYTES
}

/// Returns the date in a line between the title and the text, or in one of the first lines of the text.
fn date_below_title(page: &PageText) -> Option<Date> {
    let is_date_line = |line: &&str| {
        let lower = line.to_lowercase();
        let says_so = ["publish", "first publish", "posted"].iter().any(|start| lower.starts_with(start));
        (says_so && line.len() <= MAX_LINE_BYTES) || parse_dateline(line).is_some()
    };
    let header = page.header.iter().map(|(_, line)| line.as_str()).filter(|line| line.len() <= MAX_LINE_BYTES);
    let first = page.first_lines().take(2).map(|(_, line)| line).filter(is_date_line);
    header.chain(first).find_map(|line| {
        let lower = line.to_lowercase();
        // What follows is the date of a change.
        let end = ["updated", "modified", "edited"].iter().filter_map(|word| lower.find(word)).min();
        let before = lower.get(..end.unwrap_or(lower.len())).unwrap_or_default();
        parse_dateline(before).or_else(|| parse_date_within(before))
    })
}

fn language(document: &Document) -> Option<Language> {
    let attribute = |selector: &str, name: &str| document.try_select(selector)?.attr(name);
    let tag = attribute("html[lang]", "lang")
        .or_else(|| attribute("html", "xml:lang"))
        .or_else(|| attribute("body[lang]", "lang"))
        .or_else(|| attribute("meta[http-equiv='content-language' i]", "content"))
        .or_else(|| attribute("meta[property='og:locale']", "content"));
    tag.and_then(|tag| parse_language_tag(&tag))
}

/// Returns the URL that a page states for itself, to which its links are relative.
pub(super) fn canonical_url(page: &Document) -> Option<String> {
    let attribute = |selector: &str, name: &str| page.try_select(selector)?.attr(name);
    let url = attribute("link[rel=canonical]", "href").or_else(|| attribute("meta[property='og:url']", "content"))?;
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    (is_web && !url.chars().any(|c| c.is_whitespace() || c.is_control())).then(|| url.to_string())
}
