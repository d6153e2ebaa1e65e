//! Checks that a link is the page's own address, and that a work is listed once.

use std::collections::HashMap;

use super::super::problem::{Location, PathStep};
use super::super::{Credit, SourceId};
use super::{CheckInput, Findings};
use PathStep::Field;

/// First parts of a host that serves a page in another form, and what they are.
const HOSTS: [(&str, &str); 16] = [
    ("m", "a mobile host"),
    ("mobile", "a mobile host"),
    ("touch", "a mobile host"),
    ("wap", "a mobile host"),
    ("amp", "an AMP host"),
    ("print", "a print host"),
    ("printer", "a print host"),
    ("staging", "a staging host"),
    ("stage", "a staging host"),
    ("stg", "a staging host"),
    ("preprod", "a staging host"),
    ("preview", "a staging host"),
    ("uat", "a staging host"),
    ("dev", "a staging host"),
    ("test", "a staging host"),
    ("beta", "a staging host"),
];

/// Parameters that say where a click came from, and not which page it is. Those that begin with `utm_` belong to them.
const TRACKERS: [&str; 21] = [
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "cmpid",
    "dclid",
    "fbclid",
    "gclid",
    "gbraid",
    "igsh",
    "igshid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "ncid",
    "ref_src",
    "ref_url",
    "traffic_source",
    "twclid",
    "yclid",
];

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    let mut taken: HashMap<String, &SourceId> = HashMap::new();
    for (i, source) in input.edition.sources().iter().enumerate() {
        let Some(url) = &source.url else { continue };
        let at = || input.in_source(i, &[Field("url")]);
        check_canonical(url, at, findings);
        if let Some(first) = taken.get(&page(url)) {
            findings.warning(
                "same-link",
                at(),
                format!("expected a page of its own for each source, but `{first}` has this link too"),
                "cite one of the two for both, or leave the link out where the words were read elsewhere",
            );
        } else {
            taken.insert(page(url), &source.id);
        }
    }
    if let Some(Credit { url: Some(url), .. }) = input.edition.article().provenance.credit() {
        check_canonical(url, || input.in_credit(&[Field("url")]), findings);
    }
}

/// Reports an address of another form of the page, or with more than names the page.
fn check_canonical(url: &str, at: impl Fn() -> Location, findings: &mut Findings) {
    if let Some(what) = other_form(url) {
        findings.warning(
            "link-not-canonical",
            at(),
            format!("expected the page's own address, but found {what} in `{url}`"),
            "open the page as everybody reads it, and copy its address without what was added to it",
        );
    }
}

/// The parts of an address without its scheme and its fragment.
struct Parts<'a> {
    host: String,
    path: &'a str,
    query: &'a str,
}

impl<'a> Parts<'a> {
    fn new(url: &'a str) -> Self {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let rest = rest.split('#').next().unwrap_or_default();
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.rsplit('@').next().unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
        Self { host, path: path.trim_end_matches('/'), query }
    }

    /// Returns the parameters as names and values.
    fn parameters(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let pairs = self.query.split(['&', ';']).filter(|pair| !pair.is_empty());
        pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }
}

/// Returns what makes an address another than the page's own: `a mobile host (m.)`.
fn other_form(url: &str) -> Option<String> {
    let parts = Parts::new(url);
    if parts.host.ends_with('.') {
        return Some("a full stop after the host".to_owned());
    }
    let labels: Vec<&str> = parts.host.split('.').collect();
    // The last two are the domain: m.co is a site.
    let under = labels.get(..labels.len().saturating_sub(2)).unwrap_or_default();
    for label in under {
        if let Some((name, what)) = HOSTS.iter().find(|(name, _)| name == label) {
            return Some(format!("{what} ({name}.)"));
        }
    }
    if labels.iter().any(|label| label.split('-').any(|part| part == "staging")) {
        return Some(format!("a staging host ({})", parts.host));
    }
    let segments: Vec<&str> = parts.path.split('/').collect();
    let ends = [segments.first(), segments.last()].into_iter().flatten();
    let is_amp_file = |name: &str| name.ends_with(".amp") || name.ends_with(".amp.html");
    if parts.host.ends_with("ampproject.org") || ends.into_iter().any(|name| *name == "amp" || is_amp_file(name)) {
        return Some("an AMP page".to_owned());
    }
    parts.parameters().find_map(|(name, value)| {
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            _ if is_tracker(&lower) => Some(format!("the tracker `{name}`")),
            "amp" => Some("an AMP page".to_owned()),
            "outputtype" | "view" | "output" if value == "amp" => Some("an AMP page".to_owned()),
            "print" => Some("a page for print".to_owned()),
            "view" | "output" if value == "print" => Some("a page for print".to_owned()),
            _ => None,
        }
    })
}

fn is_tracker(name: &str) -> bool {
    name.starts_with("utm_") || TRACKERS.contains(&name)
}

/// Returns what two addresses of one page have in common: the host without `www`, the path, and the parameters that are
/// no trackers.
fn page(url: &str) -> String {
    let parts = Parts::new(url);
    let host = parts.host.strip_prefix("www.").unwrap_or(&parts.host).to_owned();
    let parameters = parts.parameters().filter(|(name, _)| !is_tracker(&name.to_ascii_lowercase()));
    parameters.fold(format!("{host}/{}", parts.path), |page, (name, value)| format!("{page}&{name}={value}"))
}

#[cfg(test)]
mod tests {
    use super::{other_form, page};

    #[test]
    fn addresses_of_other_forms_of_a_page_are_found() {
        for (url, what) in [
            ("https://m.example.org/1", "a mobile host (m.)"),
            ("https://mobile.example.org", "a mobile host (mobile.)"),
            ("http://english.m.example.org/1", "a mobile host (m.)"),
            ("https://M.Example.Org:443/1", "a mobile host (m.)"),
            ("https://amp.example.co.uk/1", "an AMP host (amp.)"),
            ("https://www.example.org/amp/news/1", "an AMP page"),
            ("https://www.example.org/news/1/amp/", "an AMP page"),
            ("https://www.example.org/news/1.amp.html", "an AMP page"),
            ("https://www-example-org.cdn.ampproject.org/c/s/1", "an AMP page"),
            ("https://example.org/1?outputType=amp", "an AMP page"),
            ("https://example.org/1?amp", "an AMP page"),
            ("https://print.example.org/1", "a print host (print.)"),
            ("https://example.org/1?print=yes", "a page for print"),
            ("https://staging.example.org/1", "a staging host (staging.)"),
            ("https://dev.example.org/1", "a staging host (dev.)"),
            ("https://staging-example.org/1", "a staging host (staging-example.org)"),
            ("https://example.org./1", "a full stop after the host"),
            ("https://example.org/1?utm_source=x", "the tracker `utm_source`"),
            ("https://example.org/1?id=4&UTM_Medium=mail#top", "the tracker `UTM_Medium`"),
            ("https://example.org/1?fbclid=x", "the tracker `fbclid`"),
        ] {
            assert_eq!(other_form(url).as_deref(), Some(what), "{url}");
        }
        for url in [
            "https://example.org",
            "https://www.example.org/news/1?id=4",
            "https://m.co/1",
            "https://example.org/amplifier/m/print/1",
            "https://www.example.org/print/1296-statement",
            "https://example.org/camp",
            "https://example.org/1?page=m.example.org",
            "https://example.org/1#utm_source=x",
            "https://amp-example.org/1",
            "https://data.example.org/1?reference=2",
            "",
            "://",
        ] {
            assert_eq!(other_form(url), None, "{url}");
        }
    }

    #[test]
    fn addresses_that_open_one_page_are_the_same() {
        let one = page("https://www.example.org/news/1?id=4");
        for other in [
            "http://example.org/news/1?id=4",
            "https://EXAMPLE.org/news/1/?id=4",
            "https://example.org/news/1?id=4#end",
            "https://example.org/news/1?utm_source=x&id=4",
        ] {
            assert_eq!(page(other), one, "{other}");
        }
        for other in
            ["https://example.org/news/1", "https://example.org/news/1?id=5", "https://en.example.org/news/1?id=4"]
        {
            assert_ne!(page(other), one, "{other}");
        }
    }
}
