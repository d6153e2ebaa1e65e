//! The main text of a page.
//!
//! dom_smoothie, which follows Mozilla's Readability, says where the text is. What stands there is then read from the
//! page itself, since Readability also drops words inside a paragraph for their class, paragraphs that are one link, and
//! the lead in a header.

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Article, Config, Readability};
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::omission::{Omission, Omissions};
use super::boxes::{self, PageBox};
use super::class_words::class_words;
use super::element::{attribute, visit};
use super::segments::{Containers, Segment, Visibility, segments};
use super::visibility::{is_aria_hidden, is_dialog, is_hidden, is_not_shown};

/// The most elements that Readability examines; a longer page is taken whole.
const MAX_ELEMENTS: usize = 100_000;
/// The fewest letters of a paragraph that is restored.
const MIN_RESTORED_LETTERS: usize = 40;
const MAX_LEAD_PARAGRAPHS: usize = 3;
/// The fewest letters of running text for which hidden elements are shown.
const MIN_REVEALED_LETTERS: usize = 300;
/// Visible running text of this many letters is an article of its own, whatever is hidden beside it.
const MIN_VISIBLE_LETTERS: usize = 200;

/// What of a page is taken.
pub(super) struct PageText {
    visibility: Visibility,
    /// The main text; `None` if it could not be separated from the rest of the page.
    main: Option<Selection>,
    /// Elements that are not entered: boxes and dialogs.
    left_out: FxHashSet<NodeId>,
    /// What is left out that the walk over the text does not see.
    pub(super) omissions: Omissions,
    /// One sentence each.
    pub(super) warnings: Vec<String>,
    /// What Readability found.
    pub(super) article: Option<Article>,
    /// The segments from the title to the first paragraph, without text that was restored.
    pub(super) header: Vec<(NodeId, String)>,
    /// The number of letters in the sentences that are taken.
    prose_letters: usize,
}

/// The nodes of the main text.
struct Selection {
    /// The text nodes that are taken.
    texts: FxHashSet<NodeId>,
    /// All nodes that Readability kept.
    region: FxHashSet<NodeId>,
    /// The absolute URLs of links, by their elements.
    links: FxHashMap<NodeId, Box<str>>,
    /// The first segments that are taken: the block, the text and the text nodes of each.
    beginning: Vec<(NodeId, String, Vec<NodeId>)>,
}

impl PageText {
    pub(super) fn takes(&self, text: &NodeRef<'_>) -> bool {
        self.main.as_ref().is_none_or(|main| main.texts.contains(&text.id))
    }

    pub(super) fn takes_any_in(&self, element: &NodeRef<'_>) -> bool {
        self.main.is_none() || element.descendants_it().any(|node| node.is_text() && self.takes(&node))
    }

    pub(super) fn leaves_out(&self, element: &NodeRef<'_>) -> bool {
        self.left_out.contains(&element.id)
    }

    pub(super) fn shows(&self, element: &NodeRef<'_>) -> bool {
        self.visibility.is_visible(element)
    }

    /// Returns whether a node is inside the main text, so that leaving it out is worth a remark.
    pub(super) fn surrounds(&self, node: &NodeRef<'_>) -> bool {
        self.main.as_ref().is_none_or(|main| node.parent().is_some_and(|parent| main.region.contains(&parent.id)))
    }

    /// Returns the absolute URL of a link to which the page states a relative one.
    pub(super) fn absolute_url(&self, link: &NodeRef<'_>) -> Option<&str> {
        self.main.as_ref()?.links.get(&link.id).map(AsRef::as_ref)
    }

    /// Returns whether the main text was separated from the rest of the page.
    pub(super) fn is_selected(&self) -> bool {
        self.main.is_some()
    }

    pub(super) fn contains(&self, node: NodeId) -> bool {
        self.main.as_ref().is_some_and(|main| main.region.contains(&node))
    }

    /// Iterates over the first paragraphs that are taken: the block and the text of each.
    pub(super) fn first_lines(&self) -> impl Iterator<Item = (NodeId, &str)> {
        self.main.iter().flat_map(|main| &main.beginning).map(|(block, text, _)| (*block, text.as_str()))
    }

    /// Leaves out those of the first paragraphs that satisfy `is_dropped`, as long as others remain.
    pub(super) fn drop_from_beginning(&mut self, is_dropped: impl Fn(&str) -> bool) {
        let Some(main) = &mut self.main else { return };
        for (_, text, nodes) in &main.beginning {
            if main.texts.len() > nodes.len() && is_dropped(text) {
                nodes.iter().for_each(|node| {
                    main.texts.remove(node);
                });
            }
        }
    }
}

/// Finds the main text of a page. Relative links are resolved against `url`.
pub(super) fn select(document: &Document, url: Option<&str>) -> PageText {
    let Some(body) = document.body() else { return attempt(document, url, Visibility::default()) };
    let mut found = hidden_parts(body);
    let visibility = Visibility { revealed: FxHashSet::default(), dialogs: found.dialogs.clone() };
    let mut page = attempt(document, url, visibility);
    let visible = page.prose_letters;
    let hidden: Vec<NodeId> = found.hidden.iter().copied().filter(|node| is_article(body, *node, visible)).collect();
    if !hidden.is_empty() {
        let is_meant = |node: &NodeId| visible < MIN_VISIBLE_LETTERS || has_title(document, *node);
        if hidden.iter().any(is_meant) {
            let revealed: FxHashSet<NodeId> = hidden.into_iter().filter(is_meant).collect();
            for node in &revealed {
                found.dialogs.extend(hidden_parts(NodeRef::new(*node, body.tree)).dialogs);
            }
            page = attempt(document, url, Visibility { revealed, dialogs: found.dialogs.clone() });
            page.warnings.push(
                "The page hides this text behind a dialog, or until a script shows it; check that it is all here."
                    .to_owned(),
            );
        } else {
            page.warnings.push("Most of the text on this page is hidden, and was left out.".to_owned());
        }
    }
    page.omissions.add(Omission::Dialog, found.shown_dialogs);
    page.left_out.extend(found.dialogs);
    page
}

/// The dialogs and the hidden elements of a page, the outermost ones.
#[derive(Default)]
struct HiddenParts {
    dialogs: FxHashSet<NodeId>,
    /// How many of the dialogs are shown and have text.
    shown_dialogs: usize,
    hidden: Vec<NodeId>,
}

fn hidden_parts(body: NodeRef<'_>) -> HiddenParts {
    let mut parts = HiddenParts::default();
    let enter = |parts: &mut HiddenParts, node: &NodeRef<'_>| {
        if !node.is_element() {
            return false;
        }
        let is_hidden = is_not_shown(node) || is_aria_hidden(node);
        let is_dialog = is_dialog(node);
        if is_dialog {
            parts.dialogs.insert(node.id);
            parts.shown_dialogs += usize::from(!is_hidden && node.text().chars().any(char::is_alphanumeric));
        } else if is_hidden {
            parts.hidden.push(node.id);
        }
        !is_dialog && !is_hidden
    };
    visit(body, &mut parts, enter, |_, _| ());
    parts
}

/// Returns whether a hidden element holds far more running text than the `visible` letters.
fn is_article(body: NodeRef<'_>, element: NodeId, visible: usize) -> bool {
    let node = NodeRef::new(element, body.tree);
    if !is_content(&node) {
        return false;
    }
    let letters: usize =
        segments(node, &Visibility::default()).iter().filter(|s| s.is_prose()).map(|s| s.letters).sum();
    letters >= MIN_REVEALED_LETTERS && letters > 2 * visible
}

/// Returns whether an element may hold an article.
fn is_content(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    !matches!(&*name, "nav" | "footer" | "aside" | "script" | "style" | "template" | "noscript" | "form" | "head")
}

/// Returns whether an element holds the heading that the title of the page repeats.
fn has_title(document: &Document, element: NodeId) -> bool {
    let title = document.try_select("title").map(|title| title.text().trim().to_lowercase()).unwrap_or_default();
    let node = NodeRef::new(element, &document.tree);
    let headings = node.descendants_it().filter(|n| n.has_name("h1") || n.has_name("h2"));
    headings.map(|heading| heading.text().trim().to_lowercase()).any(|text| !text.is_empty() && title.contains(&text))
}

/// Finds the main text among what is visible.
fn attempt(document: &Document, url: Option<&str>, visibility: Visibility) -> PageText {
    let mut page = PageText {
        visibility,
        main: None,
        left_out: FxHashSet::default(),
        omissions: Omissions::default(),
        warnings: Vec::new(),
        article: None,
        header: Vec::new(),
        prose_letters: 0,
    };
    let config = Config { max_elements_to_parse: MAX_ELEMENTS, ..Config::default() };
    let working = document.clone();
    prepare(&working, &page.visibility);
    let Ok(mut readability) = Readability::with_document(working, url, Some(config)) else { return page };
    let Ok(article) = readability.parse() else { return page };
    page.article = Some(article);
    // Nodes have the same ids in the copy; those that Readability made are not in the page.
    let content = readability.doc.select("#readability-page-1");
    let Some(root) = content.nodes().first().copied() else { return page };
    let is_of_page = |node: &NodeRef<'_>| document.tree.get(&node.id).is_some();
    let region: FxHashSet<NodeId> = root.descendants_it().filter(is_of_page).map(|node| node.id).collect();
    let links = root.descendants_it().filter(|node| node.has_name("a"));
    let links = links.filter_map(|node| Some((node.id, Box::from(&*node.attr("href")?)))).collect();
    let Some(body) = document.body() else { return page };
    let segments = segments(body, &page.visibility);
    let containers = Containers::new(body, &segments);
    let revealed = &page.visibility.revealed;
    let found = Found { document, segments: &segments, containers: &containers, region: &region, revealed };
    let choice = found.choose(page.article.as_ref().map_or("", |article| &article.title));
    let taken = || segments.iter().zip(&choice.taken).filter(|(_, taken)| **taken).map(|(segment, _)| segment);
    page.prose_letters = taken().filter(|segment| segment.is_prose()).map(|segment| segment.letters).sum();
    let texts = taken().flat_map(|segment| segment.nodes.iter().copied()).collect();
    let beginning =
        taken().take(4).map(|segment| (segment.block, segment.text.clone(), segment.nodes.clone())).collect();
    page.left_out.extend(choice.boxes.iter().filter_map(|found| found.element));
    page.omissions.add(Omission::Box, choice.box_count);
    page.header = choice.header;
    page.main = Some(Selection { texts, region, links, beginning });
    page
}

/// Prepares a copy of a page for Readability: what is hidden is removed, what is shown after all is not hidden, and
/// scripts in links are removed, since it would replace the links.
fn prepare(working: &Document, visibility: &Visibility) {
    for id in &visibility.revealed {
        NodeRef::new(*id, &working.tree).remove_attrs(&["hidden", "aria-hidden", "style"]);
    }
    let Some(body) = working.body() else { return };
    let elements: Vec<NodeRef<'_>> = body.descendants_it().filter(NodeRef::is_element).collect();
    for node in elements {
        if attribute(&node, "href").starts_with("javascript:") {
            node.remove_attr("href");
        }
        let is_gone = visibility.dialogs.contains(&node.id) || (is_hidden(&node) && !is_not_shown(&node));
        if is_gone && !visibility.revealed.contains(&node.id) {
            node.remove_from_parent();
        }
    }
}

/// What Readability found, in the segments of the page.
struct Found<'a> {
    document: &'a Document,
    segments: &'a [Segment],
    containers: &'a Containers,
    region: &'a FxHashSet<NodeId>,
    revealed: &'a FxHashSet<NodeId>,
}

/// Which segments are taken.
struct Choice {
    taken: Vec<bool>,
    boxes: Vec<PageBox>,
    box_count: usize,
    header: Vec<(NodeId, String)>,
}

impl Found<'_> {
    fn choose(&self, title: &str) -> Choice {
        // Where the article is hidden, the page shows only that it is being loaded.
        let is_article = |at: usize| {
            self.revealed.is_empty() || self.containers.around(at).iter().any(|block| self.revealed.contains(block))
        };
        // A segment of which Readability kept a word is taken whole.
        let kept: Vec<bool> = (0..)
            .zip(self.segments)
            .map(|(at, segment)| segment.nodes.iter().any(|node| self.region.contains(node)) && is_article(at))
            .collect();
        let mut taken = kept.clone();
        let first = kept.iter().position(|kept| *kept).unwrap_or(0);
        let end = kept.iter().rposition(|kept| *kept).map_or(0, |last| last + 1);
        let boxes = match self.document.body() {
            Some(body) => boxes::find_boxes(body, self.segments, self.containers, &kept),
            None => Vec::new(),
        };
        // Boxes beside the text are left out anyway, and nobody asks for them.
        let boxes: Vec<PageBox> = boxes.into_iter().filter(|found| self.is_in_text(found, &kept, first..end)).collect();
        for at in first..end {
            if let Some(taken) = taken.get_mut(at).filter(|taken| !**taken) {
                *taken = self.is_lost_paragraph(at, &kept);
            }
        }
        let header_start = self.title_before(first, title);
        let lead = header_start.map_or(Vec::new(), |start| self.lead(start..first));
        for at in &lead {
            taken.get_mut(*at).into_iter().for_each(|taken| *taken = true);
        }
        for at in boxes.iter().flat_map(|found| found.segments.clone()) {
            taken.get_mut(at).into_iter().for_each(|taken| *taken = false);
        }
        // Before the first sentence stand the byline and the date, which are no boxes.
        let is_taken = |at: usize| taken.get(at).copied().unwrap_or(false);
        let is_start = |at: &usize| is_taken(*at) && self.segments.get(*at).is_some_and(Segment::is_prose);
        let start = (first..end).find(is_start).unwrap_or(end);
        let box_count = runs(start..end, |at| !is_taken(at) && self.is_box_text(at));
        let header = header_start.map_or(Vec::new(), |start| {
            let segments = (start..first).filter(|at| !lead.contains(at)).filter_map(|at| self.segments.get(at));
            segments.map(|segment| (segment.block, segment.text.clone())).collect()
        });
        Choice { taken, boxes, box_count, header }
    }

    /// Returns whether a box is in the text, and is not all of it.
    fn is_in_text(&self, found: &PageBox, kept: &[bool], text: std::ops::Range<usize>) -> bool {
        let others = kept.iter().enumerate().filter(|(at, kept)| **kept && !found.segments.contains(at));
        let mut letters = others.filter_map(|(at, _)| self.segments.get(at)).map(|segment| segment.letters);
        found.segments.start < text.end && found.segments.end > text.start && letters.any(|letters| letters > 0)
    }

    /// Returns whether a segment that Readability dropped is a paragraph of the text: it is running text between kept
    /// paragraphs, and nothing else was dropped with it.
    fn is_lost_paragraph(&self, at: usize, kept: &[bool]) -> bool {
        let Some(segment) = self.segments.get(at) else { return false };
        if segment.is_heading || self.is_term(segment) {
            return self.is_lost_heading(at, segment, kept);
        }
        if !segment.is_prose() || segment.letters < MIN_RESTORED_LETTERS {
            return false;
        }
        let is_kept = |at: usize| kept.get(at).copied().unwrap_or(false);
        for block in self.containers.around(at) {
            let range = self.containers.range(*block);
            if range.clone().take_while(|i| *i < at).any(is_kept) && (at + 1..range.end).any(is_kept) {
                return self.region.contains(block);
            }
            let node = NodeRef::new(*block, &self.document.tree);
            let is_text = |at: usize| self.segments.get(at).is_some_and(Segment::is_prose);
            if !range.clone().all(is_text) || !is_text_block(&node) {
                return false;
            }
        }
        false
    }

    /// Returns whether a segment is the term that a definition follows.
    fn is_term(&self, segment: &Segment) -> bool {
        NodeRef::new(segment.block, &self.document.tree).has_name("dt")
    }

    /// Returns whether a heading that Readability dropped stands over a paragraph that it kept. It drops some for their
    /// class, and the heading that repeats the title.
    fn is_lost_heading(&self, at: usize, segment: &Segment, kept: &[bool]) -> bool {
        let is_kept = |at: usize| kept.get(at).copied().unwrap_or(false);
        let node = NodeRef::new(segment.block, &self.document.tree);
        let is_in_text = node.parent().is_some_and(|parent| self.region.contains(&parent.id));
        let is_first = !(0..at).any(is_kept);
        is_in_text && is_kept(at + 1) && !is_first && segment.link_letters == 0 && !node.has_name("h1")
    }

    /// Returns whether text that is not taken is worth a remark: captions of pictures, bylines and dates are not.
    fn is_box_text(&self, at: usize) -> bool {
        let blocks = self.containers.around(at).iter().take_while(|block| !self.region.contains(block));
        let mut nodes = blocks.map(|block| NodeRef::new(*block, &self.document.tree));
        !nodes.any(|node| {
            let names = format!("{} {}", attribute(&node, "class"), attribute(&node, "id"));
            let is_note =
                ["caption", "thumb", "byline", "author", "dateline", "timestamp"].iter().any(|w| names.contains(w));
            is_note || ["figure", "figcaption", "time", "address", "h1"].iter().any(|name| node.has_name(name))
        })
    }

    /// Returns the index after the heading that is the title, if there is one before the first paragraph.
    fn title_before(&self, first: usize, title: &str) -> Option<usize> {
        let title = title.to_lowercase();
        let is_title = |segment: &Segment| {
            let name = NodeRef::new(segment.block, &self.document.tree).node_name().unwrap_or_default();
            let text = segment.text.to_lowercase();
            segment.is_heading && (&*name == "h1" || text == title || (text.len() > 20 && title.contains(&text)))
        };
        self.segments.get(..first)?.iter().rposition(is_title).map(|at| at + 1)
    }

    /// Returns the segments between the title and the first paragraph that are a lead.
    fn lead(&self, header: std::ops::Range<usize>) -> Vec<usize> {
        let is_lead = |at: &usize| {
            let Some(segment) = self.segments.get(*at) else { return false };
            let start = header.start.saturating_sub(1);
            let below_title =
                self.containers.around(*at).iter().take_while(|b| !self.containers.range(**b).contains(&start));
            segment.is_prose()
                && segment.letters >= MIN_RESTORED_LETTERS
                && segment.link_share() < 0.5
                && !segment.is_list_item
                && below_title.map(|block| NodeRef::new(*block, &self.document.tree)).all(|node| is_text_block(&node))
        };
        header.clone().filter(is_lead).take(MAX_LEAD_PARAGRAPHS).collect()
    }
}

/// Words in the class or id of blocks that hold no running text, or not that of the article; see [`class_words`].
const OTHER_CLASSES: [&str; 30] = [
    "caption",
    "captions",
    "figcaption",
    "comment",
    "comments",
    "credit",
    "credits",
    "photocredit",
    "copyright",
    "byline",
    "bylines",
    "hatnote",
    "author",
    "authors",
    "authorbio",
    "related",
    "relatedposts",
    "recommended",
    "recommendation",
    "recommendations",
    "share",
    "shares",
    "sharing",
    "social",
    "newsletter",
    "newsletters",
    "promo",
    "promos",
    "promotion",
    "disclaimer",
];

/// Returns whether an element may be a paragraph of the text by its name and class.
fn is_text_block(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    let is_other = matches!(
        &*name,
        "aside" | "nav" | "footer" | "form" | "figure" | "figcaption" | "table" | "td" | "li" | "ul" | "ol" | "address"
    );
    !is_other && !class_words(node).iter().any(|word| OTHER_CLASSES.contains(&word.as_str()))
}

/// Counts the runs of indices that satisfy `is_in_run`.
fn runs(range: std::ops::Range<usize>, is_in_run: impl Fn(usize) -> bool) -> usize {
    let mut count = 0;
    let mut was_in_run = false;
    for at in range {
        let is_in = is_in_run(at);
        count += usize::from(is_in && !was_in_run);
        was_in_run = is_in;
    }
    count
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::is_text_block;

    #[test]
    fn a_block_is_no_text_by_a_whole_word_of_its_class_and_not_by_a_part_of_one() {
        for (html, expected) in [
            ("<p class=comments>", false),
            ("<p class=wp-caption-text>", false),
            ("<p class=authorBio>", false),
            ("<p id=related-posts>", false),
            ("<p class='story__share share'>", false),
            ("<p class=commentary-body>", true),
            ("<p class=authority>", true),
            ("<p class=shareholders>", true),
            ("<p class=socialist-review>", true),
            ("<p class=accredited>", true),
            ("<p class=correlated>", true),
            ("<p>", true),
            ("<li>", false),
        ] {
            let document = Document::from(format!("{html}Text.").as_str());
            let block = document.select_single("p, li");
            let are_text: Vec<bool> = block.nodes().iter().map(is_text_block).collect();
            assert_eq!(are_text, [expected], "{html}");
        }
    }
}
