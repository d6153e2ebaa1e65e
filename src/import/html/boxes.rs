//! Boxes inside the text of a page that are no part of it: links to other articles, sign-up forms, advertisements.

use std::ops::Range;

use dom_query::{NodeId, NodeRef};

use super::class_words::class_words;
use super::element::{ElementRole, attribute, element_role, is_data_row};
use super::segments::{Containers, Segment, share};

/// The most letters of a box; a longer section is part of the text.
const MAX_BOX_LETTERS: usize = 1_200;
/// The most letters of a box with a form.
const MAX_FORM_LETTERS: usize = 600;
/// The most letters of a line such as `Read also: ...`.
const MAX_LINE_LETTERS: usize = 200;
/// The most letters of the first line of an offer that is its heading.
const MAX_LABEL_LETTERS: usize = 60;
/// The most elements between the text of a list item or table cell and the item or row.
const MAX_ITEM_DEPTH: usize = 3;
/// The share of letters in links from which a box is a list of links.
const MIN_LINK_SHARE: f64 = 0.5;

/// Headings and first words of boxes that link to other articles, in lower case.
const LINK_LABELS: [&str; 86] = [
    "also read",
    "don't miss",
    "don’t miss",
    "editor's picks",
    "editor’s picks",
    "editors' picks",
    "from our partners",
    "keep reading",
    "latest news",
    "more for you",
    "more from",
    "more like this",
    "more on this",
    "more on this story",
    "more stories",
    "more to read",
    "most popular",
    "most read",
    "most viewed",
    "must read",
    "popular stories",
    "read also",
    "read more",
    "read next",
    "recommended",
    "recommended articles",
    "recommended for you",
    "recommended reading",
    "recommended stories",
    "related",
    "related article",
    "related articles",
    "related content",
    "related coverage",
    "related links",
    "related news",
    "related posts",
    "related reading",
    "related stories",
    "related story",
    "related topics",
    "see also our",
    "suggested articles",
    "suggested reading",
    "top stories",
    "trending",
    "trending now",
    "up next",
    "what to read next",
    "you may also like",
    "you might also like",
    "auch interessant",
    "das könnte sie auch interessieren",
    "lesen sie auch",
    "mehr zum thema",
    "à lire aussi",
    "a lire aussi",
    "lire aussi",
    "sur le même sujet",
    "lea también",
    "lee también",
    "le puede interesar",
    "te puede interesar",
    "leggi anche",
    "leia também",
    "veja também",
    "lees ook",
    "läs också",
    "läs även",
    "les også",
    "læs også",
    "czytaj także",
    "czytaj też",
    "čtěte také",
    "читайте также",
    "читайте також",
    "baca juga",
    "ayrıca okuyun",
    "ilgili haberler",
    "यह भी पढ़ें",
    "ये भी पढ़ें",
    "یہ بھی پڑھیں",
    "اقرأ أيضا",
    "相关阅读",
    "関連記事",
    "관련기사",
];
/// More of them in Chinese and Japanese, which need no space after them.
const UNSPACED_LABELS: [&str; 6] = ["推荐阅读", "相关新闻", "延伸阅读", "相關新聞", "延伸閱讀", "あわせて読みたい"];
/// What stands over an advertisement, in lower case.
const AD_LABELS: [&str; 16] = [
    "advertisement",
    "advertising",
    "advert",
    "ad",
    "sponsored",
    "sponsored content",
    "paid content",
    "promoted",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "pubblicità",
    "реклама",
    "广告",
    "विज्ञापन",
];
/// What offers of newsletters and subscriptions say, in lower case.
const OFFER_PHRASES: [&str; 15] = [
    "sign up",
    "signing up",
    "subscribe",
    "newsletter",
    "inbox",
    "daily briefing",
    "morning briefing",
    "abonnieren",
    "abonnez-vous",
    "inscrivez-vous",
    "suscríbete",
    "iscriviti",
    "подпишитесь",
    "订阅",
    "メールマガジン",
];
/// Words in the class or id of offers.
const OFFER_CLASSES: [&str; 8] =
    ["newsletter", "signup", "subscribe", "subscription", "subscribing", "mailinglist", "promo", "cta"];
/// Words in the class or id of boxes with links to other articles.
const LINK_CLASSES: [&str; 14] = [
    "related",
    "recommended",
    "recommendation",
    "recommendations",
    "recirc",
    "recirculation",
    "readalso",
    "readmore",
    "moreon",
    "mostread",
    "trending",
    "outbrain",
    "taboola",
    "teaser",
];

/// A box: the element that it is, if it is one, and its segments.
#[derive(Debug, PartialEq)]
pub(super) struct PageBox {
    pub(super) element: Option<NodeId>,
    pub(super) segments: Range<usize>,
}

/// Finds the boxes in the main text, whose segments are `kept`.
pub(super) fn find_boxes(
    root: NodeRef<'_>,
    segments: &[Segment],
    containers: &Containers,
    kept: &[bool],
) -> Vec<PageBox> {
    let finder = BoxFinder { root, segments, containers, kept };
    let mut boxes = Vec::new();
    let mut at = 0;
    while let Some(segment) = segments.get(at) {
        let found = finder.box_at(at, segment);
        at = found.as_ref().map_or(at + 1, |found| found.segments.end.max(at + 1));
        boxes.extend(found);
    }
    boxes
}

struct BoxFinder<'a> {
    root: NodeRef<'a>,
    segments: &'a [Segment],
    containers: &'a Containers,
    kept: &'a [bool],
}

impl BoxFinder<'_> {
    /// Returns the box whose first segment this is.
    fn box_at(&self, at: usize, segment: &Segment) -> Option<PageBox> {
        let label = box_label(&segment.text);
        if label == Some(Label::Advertisement) && !self.is_of_text(at, segment) {
            return Some(PageBox { element: None, segments: at..at + 1 });
        }
        let by_label = (label == Some(Label::Links)).then(|| self.labelled_box(at)).flatten();
        by_label
            .or_else(|| self.box_by_class_or_form(at))
            .or_else(|| is_link_line(segment).then_some(PageBox { element: None, segments: at..at + 1 }))
    }

    /// Returns whether what could be the label of an advertisement is part of the text: the heading of a section on
    /// advertising, or an item among others in a list or a table.
    fn is_of_text(&self, at: usize, segment: &Segment) -> bool {
        let is_kept = |at: usize| self.kept.get(at).copied().unwrap_or(false);
        let follows = self.segments.get(at + 1).filter(|_| is_kept(at + 1));
        if segment.is_heading && is_kept(at) {
            return follows.is_some_and(|next| next.is_prose() && next.link_share() < MIN_LINK_SHARE);
        }
        let block = NodeRef::new(segment.block, self.root.tree);
        let mut around = std::iter::once(block).chain(block.ancestors_it(Some(MAX_ITEM_DEPTH)));
        let Some(item) = around.find(|node| ["li", "tr", "dl"].iter().any(|name| node.has_name(name))) else {
            return false;
        };
        let whole = match item.parent() {
            Some(list) if item.has_name("li") => list,
            _ if item.has_name("tr") && !is_data_row(&item) => return false,
            _ => item,
        };
        let range = self.containers.range(whole.id);
        let others = range.filter(|other| *other != at && is_kept(*other)).filter_map(|other| self.segments.get(other));
        is_kept(at) && others.into_iter().any(|other| other.link_share() < MIN_LINK_SHARE)
    }

    /// Returns the box that begins with a label at this segment: the widest block of links below it, else the lists and
    /// lines of links that follow.
    fn labelled_box(&self, at: usize) -> Option<PageBox> {
        let is_box = |range: &Range<usize>| {
            let after = self.segments.get(range.start + 1..range.end).unwrap_or_default();
            let letters: usize = after.iter().map(|s| s.letters).sum();
            let linked: usize = after.iter().map(|s| s.link_letters).sum();
            !after.is_empty() && letters <= MAX_BOX_LETTERS && share(linked, letters) >= MIN_LINK_SHARE
        };
        if let Some(found) = self.widest_block(at, is_box) {
            return Some(found);
        }
        let following = self.segments.get(at + 1..).unwrap_or_default();
        let is_link = |s: &&Segment| s.link_share() >= 0.9 && (s.is_list_item || !s.is_prose());
        let count = following.iter().take_while(is_link).count();
        (count > 0).then_some(PageBox { element: None, segments: at..at + 1 + count })
    }

    /// Returns the box that begins at this segment and whose class says so, or that has a form.
    fn box_by_class_or_form(&self, at: usize) -> Option<PageBox> {
        let text_of = |range: &Range<usize>| {
            let parts = self.segments.get(range.clone()).unwrap_or_default();
            parts.iter().map(|s| s.text.to_lowercase()).collect::<Vec<_>>().join(" ")
        };
        let letters_of = |range: &Range<usize>| {
            let parts = self.segments.get(range.clone()).unwrap_or_default();
            let linked: usize = parts.iter().map(|s| s.link_letters).sum();
            (parts.iter().map(|s| s.letters).sum::<usize>(), linked)
        };
        let blocks = self.containers.around(at).iter().copied();
        let candidates = blocks.take_while(|block| *block != self.root.id).filter_map(|block| {
            let range = self.containers.range(block);
            (range.start == at && self.is_inside(&range)).then(|| (NodeRef::new(block, self.root.tree), range))
        });
        let mut found = None;
        for (node, range) in candidates {
            let (letters, linked) = letters_of(&range);
            if letters > MAX_BOX_LETTERS {
                break;
            }
            let words = class_words(&node);
            let is_named = |names: &[&str]| names.iter().any(|name| words.iter().any(|word| word == name));
            let is_link_box = is_named(&LINK_CLASSES) && share(linked, letters) >= MIN_LINK_SHARE;
            // What a box offers stands at its top; the end of an article may offer a subscription after other things.
            let is_label = |first: &Segment| first.is_heading || first.letters <= MAX_LABEL_LETTERS;
            let lines = if self.segments.get(at).is_some_and(is_label) { 2 } else { 1 };
            let top = range.start..range.end.min(range.start + lines);
            let offers = || OFFER_PHRASES.iter().any(|phrase| text_of(&top).contains(phrase));
            let is_offer = letters <= MAX_FORM_LETTERS && (is_named(&OFFER_CLASSES) || has_field(&node)) && offers();
            if is_link_box || is_offer {
                found = Some(PageBox { element: Some(node.id), segments: range });
            }
        }
        found
    }

    /// Returns the widest block that begins at this segment and satisfies `is_box`.
    fn widest_block(&self, at: usize, is_box: impl Fn(&Range<usize>) -> bool) -> Option<PageBox> {
        let mut found = None;
        for block in self.containers.around(at).iter().copied().take_while(|block| *block != self.root.id) {
            let range = self.containers.range(block);
            if range.start != at || !self.is_inside(&range) {
                break;
            }
            if is_box(&range) {
                found = Some(PageBox { element: Some(block), segments: range });
            }
        }
        found
    }

    /// Returns whether the main text goes on outside these segments.
    fn is_inside(&self, range: &Range<usize>) -> bool {
        let before = self.kept.get(..range.start).unwrap_or_default();
        let after = self.kept.get(range.end..).unwrap_or_default();
        before.iter().chain(after).any(|kept| *kept)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Links,
    Advertisement,
}

/// Returns a text without the signs around a label, in lower case.
fn normalized_label(text: &str) -> String {
    let is_sign = |c: char| !c.is_alphanumeric() && !matches!(c, '\u{900}'..='\u{97f}');
    text.trim_matches(is_sign).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Returns the kind of box that a segment is the label of, which is nothing but a label.
fn box_label(text: &str) -> Option<Label> {
    if text.len() > 80 {
        return None;
    }
    let label = normalized_label(text);
    if AD_LABELS.contains(&&*label) {
        return Some(Label::Advertisement);
    }
    let more_from = label.starts_with("more from ") || label.starts_with("more on ");
    let is_label = LINK_LABELS.contains(&&*label) || UNSPACED_LABELS.contains(&&*label) || more_from;
    is_label.then_some(Label::Links)
}

/// Returns whether a segment is a line such as `Read also: The bridge`, whose rest is a link.
fn is_link_line(segment: &Segment) -> bool {
    if segment.letters > MAX_LINE_LETTERS || segment.link_letters == 0 {
        return false;
    }
    let text = normalized_label(&segment.text);
    let rest = |label: &&'static str| text.strip_prefix(*label);
    let with_space = LINK_LABELS.iter().filter_map(rest).filter(|rest| !rest.starts_with(char::is_alphanumeric));
    let mut rests = with_space.chain(UNSPACED_LABELS.iter().filter_map(rest));
    rests.any(|rest| {
        let letters = rest.chars().filter(|c| c.is_alphanumeric()).count();
        // After a colon or another sign the rest is the title of an article; without one, all of it is the link.
        let is_separated = !rest.trim_start().starts_with(char::is_alphanumeric);
        letters > 0 && segment.link_letters * 10 >= letters * 9 && (is_separated || segment.link_share() >= 0.9)
    })
}

/// Returns whether an element has a field to enter an address, or a button.
fn has_field(node: &NodeRef<'_>) -> bool {
    let is_field = |n: &NodeRef<'_>| match n.node_name().as_deref() {
        Some("input") => matches!(&*attribute(n, "type"), "email" | "text" | "submit" | ""),
        Some("button" | "form") => true,
        _ => false,
    };
    let name = node.node_name().unwrap_or_default();
    element_role(&name) == ElementRole::Block && (&*name == "form" || node.descendants_it().any(|n| is_field(&n)))
}
