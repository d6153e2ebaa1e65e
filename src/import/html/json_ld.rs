//! What a page says about itself in JSON-LD, by the vocabulary of schema.org.

use dom_query::Document;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

const MAX_OBJECTS: usize = 2_000;
/// Types of articles whose names do not end in `Article`.
const ARTICLE_TYPES: [&str; 6] =
    ["Report", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "DiscussionForumPosting", "OpinionNewsArticle"];
/// Properties that hold other works, not parts of the description.
const OTHER_WORKS: [&str; 10] = [
    "itemListElement",
    "comment",
    "hasPart",
    "isPartOf",
    "mentions",
    "citation",
    "review",
    "relatedLink",
    "isBasedOn",
    "subjectOf",
];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DescribedArticle {
    pub(super) headlines: Vec<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) publisher: Option<String>,
    urls: Vec<String>,
}

/// Returns the article that a page with these titles and this address is about. A page may describe several, as one that
/// lists teasers does; if none of them is this one, there is none.
pub(super) fn described_article(page: &Document, titles: &[String], url: Option<&str>) -> Option<DescribedArticle> {
    let mut articles = articles(page);
    let folded = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let titles: Vec<String> = titles.iter().map(|title| folded(title)).collect();
    let is_this = |article: &DescribedArticle| {
        let headlines =
            article.headlines.iter().map(|headline| folded(headline)).filter(|headline| !headline.is_empty());
        let mut pairs = headlines.flat_map(|headline| titles.iter().map(move |title| title.contains(&headline)));
        pairs.any(|is_same| is_same) || url.is_some_and(|url| article.urls.iter().any(|other| other == url))
    };
    match articles.iter().position(is_this) {
        Some(at) => Some(articles.swap_remove(at)),
        None if articles.len() == 1 => articles.pop(),
        None => None,
    }
}

fn articles(page: &Document) -> Vec<DescribedArticle> {
    let Some(scripts) = page.try_select("script[type='application/ld+json' i]") else { return Vec::new() };
    let values: Vec<Value> = scripts.nodes().iter().filter_map(|script| parse(&script.text())).collect();
    let mut objects = Vec::new();
    values.iter().for_each(|value| collect(value, &mut objects));
    let by_id: FxHashMap<&str, &Map<String, Value>> =
        objects.iter().filter_map(|object| Some((object.get("@id")?.as_str()?, *object))).collect();
    // A reference to an article has its id alone.
    let says_more = |name: &String| !matches!(name.as_str(), "@type" | "@id" | "@context");
    let is_described = |object: &&&Map<String, Value>| is_article(object) && object.keys().any(says_more);
    objects.iter().filter(is_described).map(|object| read_article(object, &by_id)).collect()
}

/// Parses JSON that may stand in a comment or a CDATA section, and in which strings may contain line breaks.
fn parse(text: &str) -> Option<Value> {
    let mut text = text.trim();
    for (start, end) in [("<![CDATA[", "]]>"), ("//<![CDATA[", "//]]>"), ("<!--", "-->")] {
        if let Some(rest) = text.strip_prefix(start) {
            text = rest.trim().strip_suffix(end).unwrap_or(rest).trim();
        }
    }
    let text = text.trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let without_breaks: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&without_breaks).ok()
    })
}

/// Collects the objects in a value, except those that are other works.
fn collect<'v>(value: &'v Value, objects: &mut Vec<&'v Map<String, Value>>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, objects)),
        Value::Object(object) if objects.len() < MAX_OBJECTS => {
            objects.push(object);
            let inner = object.iter().filter(|(name, _)| !OTHER_WORKS.contains(&name.as_str()));
            inner.for_each(|(_, value)| collect(value, objects));
        }
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let is_type = |value: &Value| {
        let name = value.as_str().unwrap_or_default();
        let name = name.rsplit(['/', ':', '#']).next().unwrap_or(name);
        name.ends_with("Article") || ARTICLE_TYPES.contains(&name)
    };
    match object.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is_type),
        Some(value) => is_type(value),
        None => false,
    }
}

fn read_article(object: &Map<String, Value>, by_id: &FxHashMap<&str, &Map<String, Value>>) -> DescribedArticle {
    let text = |name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
    let names = |name: &str| object.get(name).map_or(Vec::new(), |value| names(value, by_id));
    let page = match object.get("mainEntityOfPage") {
        Some(Value::Object(page)) => {
            page.get("@id").or_else(|| page.get("url")).and_then(Value::as_str).map(str::to_owned)
        }
        Some(Value::String(url)) => Some(url.clone()),
        _ => None,
    };
    let authors = names("author");
    DescribedArticle {
        headlines: [text("headline"), text("name")].into_iter().flatten().collect(),
        authors: if authors.is_empty() { names("creator") } else { authors },
        published: text("datePublished"),
        publisher: names("publisher").into_iter().next(),
        urls: [text("url"), text("@id"), page].into_iter().flatten().collect(),
    }
}

/// Returns the names of persons and organisations: texts, objects with a name, or references to such objects.
fn names(value: &Value, by_id: &FxHashMap<&str, &Map<String, Value>>) -> Vec<String> {
    match value {
        Value::String(name) => {
            vec![by_id.get(name.as_str()).and_then(|o| o.get("name")?.as_str()).unwrap_or(name).to_owned()]
        }
        Value::Array(values) => values.iter().flat_map(|value| names(value, by_id)).collect(),
        Value::Object(object) => match object.get("name") {
            Some(Value::String(name)) => vec![name.clone()],
            Some(Value::Array(all)) => all.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
            _ => {
                let referred = object.get("@id").and_then(Value::as_str).and_then(|id| by_id.get(id));
                let name = referred.and_then(|object| object.get("name")).and_then(Value::as_str);
                name.map(str::to_owned).into_iter().collect()
            }
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{DescribedArticle, described_article};
    use dom_query::Document;

    fn described(json: &str) -> Option<DescribedArticle> {
        let page = Document::from(format!("<script type='application/LD+json'>{json}</script><p>x"));
        described_article(&page, &["On lamps - The Courier".to_owned()], Some("https://example.org/lamps"))
    }

    fn facts(json: &str) -> Option<(String, Option<String>)> {
        described(json).map(|article| (article.authors.join(", "), article.published))
    }

    #[test]
    fn an_article_is_found_at_any_place_of_the_graph() {
        let expected = Some(("Ada Moss, Bilal Reed".to_owned(), Some("2024-12-20".to_owned())));
        let article = r#""@type":"NewsArticle","headline":"On lamps","datePublished":"2024-12-20","author":"#;
        let people = r#"[{"@type":"Person","name":"Ada Moss"},{"name":["Bilal Reed"]}]"#;
        for json in [
            format!("{{{article}{people}}}"),
            format!("[{{\"@type\":\"WebSite\"}},{{{article}{people}}}]"),
            format!("{{\"@context\":{{}},\"@graph\":[{{\"@type\":\"WebPage\"}},{{{article}{people}}}]}}"),
            format!("{{\"@type\":\"WebPage\",\"mainEntity\":{{{article}{people}}}}}"),
            format!("<!-- {{{article}{people}}}; -->"),
            format!("//<![CDATA[\n{{{article}{people}}}\n//]]>"),
            format!(
                "{{\"@graph\":[{{{article}[{{\"@id\":\"#a\"}},\"#b\"]}},{{\"@id\":\"#a\",\"name\":\"Ada Moss\"}},{{\"@id\":\"#b\",\"name\":\"Bilal Reed\"}}]}}"
            ),
            format!("{{\"description\":\"two\nlines\",{article}[\"Ada Moss\",\"Bilal Reed\"]}}"),
            format!("{{{article}\"Ada Moss, Bilal Reed\"}}"),
        ] {
            assert_eq!(facts(&json), expected, "{json}");
        }
        let types = r#"{"@type":["Thing","https://schema.org/BlogPosting"],"creator":"Ada Moss"}"#;
        assert_eq!(facts(types), Some(("Ada Moss".to_owned(), None)));
    }

    #[test]
    fn an_article_that_is_another_one_is_not_taken() {
        let teaser = |title: &str, url: &str| {
            format!(r#"{{"@type":"NewsArticle","headline":"{title}","url":"{url}","author":"{title}"}}"#)
        };
        let two =
            format!("[{},{}]", teaser("Other", "https://example.org/o"), teaser("On Lamps!", "https://example.org/l"));
        assert_eq!(facts(&two), Some(("On Lamps!".to_owned(), None)));
        let by_url = format!("[{},{}]", teaser("Other", "x"), teaser("Lights", "https://example.org/lamps"));
        assert_eq!(facts(&by_url), Some(("Lights".to_owned(), None)));
        let none = format!("[{},{}]", teaser("Other", "x"), teaser("Another", "y"));
        assert_eq!(facts(&none), None);
        let list = format!(r#"{{"@type":"ItemList","itemListElement":[{}]}}"#, teaser("Other", "x"));
        assert_eq!(facts(&list), None);
        for broken in ["", "{", "[1, null]", "{\"@type\": 5}", "nonsense"] {
            assert_eq!(facts(broken), None, "{broken}");
        }
    }
}
