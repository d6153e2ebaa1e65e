//! Requests for consent to cookies, which lie over a page.
//!
//! A name is not enough: a section on cookies, on the age of consent, or on trustees is part of an article. So a request
//! is told by its class together with what it says and a button for the answer.

use dom_query::NodeRef;

use super::class_words::class_words;
use super::element::{attribute, short_text};

/// Words in the class or id of requests, among them the names of the tools that show them.
const NAMES: [&str; 28] = [
    "cookie",
    "cookies",
    "cookiebar",
    "cookiebanner",
    "cookieconsent",
    "cookienotice",
    "cookielaw",
    "cookiepolicy",
    "cookiebot",
    "consent",
    "consents",
    "gdpr",
    "dsgvo",
    "rgpd",
    "privacy",
    "onetrust",
    "didomi",
    "truste",
    "trustarc",
    "cybot",
    "usercentrics",
    "quantcast",
    "qc",
    "cmp",
    "cmpbox",
    "cmp2",
    "spmessage",
    "iubenda",
];
/// What requests say, in lower case.
const PHRASES: [&str; 36] = [
    "use cookies",
    "uses cookies",
    "using cookies",
    "use of cookies",
    "cookies to",
    "cookies and similar",
    "our cookie",
    "cookie policy",
    "cookie settings",
    "cookie preferences",
    "store and/or access",
    "your privacy",
    "your consent",
    "you consent",
    "your data",
    "personal data",
    "verwenden cookies",
    "nutzen cookies",
    "einsatz von cookies",
    "einwilligung",
    "personenbezogene",
    "utilisons des cookies",
    "utilise des cookies",
    "votre consentement",
    "vie privée",
    "utilizamos cookies",
    "usamos cookies",
    "su consentimiento",
    "utilizziamo cookie",
    "utilizza cookie",
    "il tuo consenso",
    "gebruiken cookies",
    "используем cookie",
    "файлы cookie",
    "используем куки",
    "使用cookie",
];
/// First words of the answers on the buttons, in lower case.
const ANSWERS: [&str; 36] = [
    "accept",
    "agree",
    "i accept",
    "i agree",
    "i understand",
    "i consent",
    "allow",
    "ok",
    "okay",
    "got it",
    "reject",
    "decline",
    "deny",
    "refuse",
    "dismiss",
    "consent",
    "only necessary",
    "akzeptieren",
    "alle akzeptieren",
    "alles akzeptieren",
    "zustimmen",
    "einverstanden",
    "ablehnen",
    "accepter",
    "tout accepter",
    "j'accepte",
    "refuser",
    "aceptar",
    "acepto",
    "aceitar",
    "rechazar",
    "accetta",
    "rifiuta",
    "accepteren",
    "принять",
    "接受",
];
/// The longest text of a request, in bytes.
const MAX_BYTES: usize = 4_000;
/// The longest answer on a button, in bytes.
const MAX_ANSWER_BYTES: usize = 80;

/// Returns whether an element asks for consent to cookies, and is no more than that.
pub(super) fn is_request(node: &NodeRef<'_>) -> bool {
    let Some(bytes) = request_bytes(node) else { return false };
    // The page around a request may be named after it, as in `<div class="cookies-open">`.
    let holds_another =
        node.descendants_it().filter(is_named).filter_map(|n| request_bytes(&n)).any(|inner| 2 * inner < bytes);
    !holds_another
}

/// Returns the length of the text of an element that is named, worded and answered as a request is.
fn request_bytes(node: &NodeRef<'_>) -> Option<usize> {
    if !is_named(node) {
        return None;
    }
    let text = short_text(node, MAX_BYTES)?;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let asks = PHRASES.iter().any(|phrase| words.contains(phrase));
    let is_text = |n: &NodeRef<'_>| ["h1", "main", "article"].iter().any(|name| n.has_name(name));
    (asks && !node.descendants_it().any(|n| is_text(&n)) && node.descendants_it().any(|n| is_answer(&n)))
        .then_some(words.len())
}

fn is_named(node: &NodeRef<'_>) -> bool {
    (node.has_attr("class") || node.has_attr("id"))
        && class_words(node).iter().any(|word| NAMES.contains(&word.as_str()))
}

/// Returns whether an element is a button, or a link in place of one, with an answer to a request.
fn is_answer(node: &NodeRef<'_>) -> bool {
    let label = match node.node_name().as_deref() {
        Some("input") if matches!(&*attribute(node, "type"), "button" | "submit") => Some(attribute(node, "value")),
        Some("button" | "a") => short_text(node, MAX_ANSWER_BYTES),
        _ if attribute(node, "role") == "button" => short_text(node, MAX_ANSWER_BYTES),
        _ => None,
    };
    let Some(label) = label else { return false };
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'");
    // No space follows a Chinese word.
    let is_end =
        |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() && !('\u{3040}'..='\u{9fff}').contains(&c));
    ANSWERS.iter().filter_map(|answer| label.strip_prefix(answer)).any(is_end)
}

#[cfg(test)]
mod tests {
    use super::is_request;
    use dom_query::Document;

    fn check(html: &str) -> bool {
        let document = Document::from(html);
        is_request(&document.body().and_then(|body| body.first_element_child()).expect("an element"))
    }

    #[test]
    fn a_request_is_told_by_its_name_its_words_and_its_button() {
        for html in [
            "<div id=onetrust-banner-sdk><p>We use cookies to improve this site.</p><button>Accept all</button></div>",
            "<section class=site-CookieNotice>Your privacy matters. <a class=btn href=#>Got it!</a></section>",
            "<div class=cmp2-box>Wir verwenden Cookies. <span role=button>Alle akzeptieren</span></div>",
            "<form class='gdpr'>Nous utilisons des cookies <input type=submit value='Tout accepter'></form>",
            "<div class=cookie-wrap><div class=cookie-banner>We\n use cookies.</div><button>OK</button></div>",
            "<div class=cookies>我们使用Cookie。<button>接受全部</button></div>",
        ] {
            assert!(check(html), "{html}");
        }
    }

    #[test]
    fn text_is_no_request_for_a_part_of_a_name_or_for_its_subject() {
        let request = "<p>We use cookies to improve this site.</p><button>Accept</button>";
        for html in [
            // Only a part of the name is that of a tool.
            format!("<section class=trustees>{request}</section>"),
            format!("<div class=consenting-adults>{request}</div>"),
            format!("<div class=cookieless-web>{request}</div>"),
            // No request, or nothing to answer with.
            "<section class=trustees><h2>Trustees</h2><p>The trustees met on Monday.</p></section>".to_owned(),
            "<div id=age-of-consent><p>It was raised in 1885.</p><button>Accept</button></div>".to_owned(),
            "<div class=cookie-recipes><p>Bake the cookies to taste.</p><button>Print</button></div>".to_owned(),
            "<div class=cookies><p>Sites use cookies to follow us.</p></div>".to_owned(),
            "<div class=cookies><p>Sites use cookies to follow us.</p><a href=/n>Noël, and who is at home</a></div>"
                .to_owned(),
            "<div class=privacy><p>What they do with your data.</p><a href=/n>Continue reading</a></div>".to_owned(),
            "<div class=gdpr><p>Shops that use cookies must say so.</p><a href=/n>Norway’s law</a></div>".to_owned(),
            // All of a page around a request.
            format!("<div class=cookie><h1>Cookies</h1>{request}</div>"),
            format!("<div class=cookie><article>Text</article>{request}</div>"),
            format!("<div class=cookie-open><p>{}</p><div class=cookie>{request}</div></div>", "text ".repeat(30)),
            format!("<div class=cookie>{request}{}</div>", "text ".repeat(900)),
        ] {
            assert!(!check(&html), "{html}");
        }
    }
}
