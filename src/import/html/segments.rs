//! The visible text of a page in segments: what a browser shows as one paragraph each.

use std::ops::Range;

use dom_query::{NodeId, NodeRef};
use rustc_hash::FxHashSet;

use super::element::{ElementRole, element_role, visit};
use super::inline::drop_cap;
use super::visibility::{is_aria_hidden, is_hidden};

/// Sentences end with one of these, with or without closing quotation marks after it.
const SENTENCE_ENDS: &str = ".!?…:;。！？।۔؟॥";
/// The fewest letters of a sentence that is taken for running text.
const MIN_PROSE_LETTERS: usize = 25;

/// Text that a browser shows as one paragraph.
#[derive(Debug)]
pub(super) struct Segment {
    /// The text nodes with more than whitespace.
    pub(super) nodes: Vec<NodeId>,
    /// The innermost block around the text.
    pub(super) block: NodeId,
    /// The text, with whitespace collapsed.
    pub(super) text: String,
    /// The number of letters and digits.
    pub(super) letters: usize,
    /// How many of them are in links.
    pub(super) link_letters: usize,
    pub(super) is_heading: bool,
    pub(super) is_list_item: bool,
}

impl Segment {
    /// Returns whether the text is at least one sentence of running text.
    pub(super) fn is_prose(&self) -> bool {
        let end = self.text.trim_end_matches(['"', '\'', '”', '’', '»', '」', '』', ')', '）', ' ']);
        // A Chinese sentence has a third of the letters.
        let unspaced = self.text.chars().filter(|c| matches!(c, '\u{3040}'..='\u{9fff}')).count();
        self.letters + 2 * unspaced >= MIN_PROSE_LETTERS && end.ends_with(|c| SENTENCE_ENDS.contains(c))
    }

    /// Returns the share of letters that are in links, from 0 to 1.
    pub(super) fn link_share(&self) -> f64 {
        share(self.link_letters, self.letters)
    }
}

/// Returns `part` of `whole`, from 0 to 1.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// What of a page is visible.
#[derive(Debug, Default)]
pub(super) struct Visibility {
    /// Hidden elements that are shown after all.
    pub(super) revealed: FxHashSet<NodeId>,
    /// The dialogs over the page.
    pub(super) dialogs: FxHashSet<NodeId>,
}

impl Visibility {
    /// Returns whether an element is shown to the reader of the page.
    pub(super) fn is_visible(&self, node: &NodeRef<'_>) -> bool {
        self.revealed.contains(&node.id)
            || !(is_hidden(node) || is_aria_hidden(node) || self.dialogs.contains(&node.id))
    }
}

pub(super) fn segments(root: NodeRef<'_>, visibility: &Visibility) -> Vec<Segment> {
    let mut segmenter =
        Segmenter { segments: Vec::new(), current: None, blocks: vec![root.id], ..Segmenter::default() };
    visit(root, &mut segmenter, |segmenter, node| segmenter.enter(node, visibility), Segmenter::leave);
    segmenter.finish()
}

#[derive(Default)]
struct Segmenter {
    segments: Vec<Segment>,
    current: Option<Segment>,
    /// The open blocks, the innermost last.
    blocks: Vec<NodeId>,
    links: Vec<NodeId>,
    headings: Vec<NodeId>,
    list_items: Vec<NodeId>,
    /// Line breaks since the last word.
    line_breaks: usize,
}

impl Segmenter {
    fn enter(&mut self, node: &NodeRef<'_>, visibility: &Visibility) -> bool {
        if node.is_text() {
            self.push_text(node);
            return false;
        }
        if !node.is_element() {
            return false;
        }
        let name = node.node_name().unwrap_or_default();
        let role = element_role(&name);
        match role {
            ElementRole::Skipped | ElementRole::Image => return false,
            ElementRole::Break => {
                self.line_breaks += 1;
                if self.line_breaks > 1 {
                    self.end_segment();
                }
                return false;
            }
            _ if !visibility.is_visible(node) => return drop_cap(node, &name).is_some(),
            ElementRole::Inline | ElementRole::InlineQuote | ElementRole::Ruby => {
                if &*name == "a" && node.has_attr("href") {
                    self.links.push(node.id);
                }
                return true;
            }
            ElementRole::Heading => self.headings.push(node.id),
            ElementRole::ListItem => self.list_items.push(node.id),
            ElementRole::Block if drop_cap(node, &name).is_some() => return true,
            _ => {}
        }
        self.end_segment();
        self.blocks.push(node.id);
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let id = node.id;
        let is_this = |open: &mut NodeId| *open == id;
        let _ = self.links.pop_if(is_this);
        let _ = self.headings.pop_if(is_this);
        let _ = self.list_items.pop_if(is_this);
        if self.blocks.pop_if(is_this).is_some() {
            self.end_segment();
        }
    }

    fn push_text(&mut self, node: &NodeRef<'_>) {
        let text = node.text();
        if text.chars().all(char::is_whitespace) {
            return;
        }
        self.line_breaks = 0;
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let segment = self.current.get_or_insert_with(|| Segment {
            nodes: Vec::new(),
            block: self.blocks.last().copied().unwrap_or(node.id),
            text: String::new(),
            letters: 0,
            link_letters: 0,
            is_heading: !self.headings.is_empty(),
            is_list_item: !self.list_items.is_empty(),
        });
        segment.nodes.push(node.id);
        segment.letters += letters;
        segment.link_letters += if self.links.is_empty() { 0 } else { letters };
        if text.starts_with(char::is_whitespace) && !segment.text.is_empty() {
            segment.text.push(' ');
        }
        for (i, word) in text.split_whitespace().enumerate() {
            if i > 0 {
                segment.text.push(' ');
            }
            segment.text.push_str(word);
        }
        if text.ends_with(char::is_whitespace) {
            segment.text.push(' ');
        }
    }

    fn end_segment(&mut self) {
        self.line_breaks = 0;
        if let Some(mut segment) = self.current.take() {
            segment.text.truncate(segment.text.trim_end().len());
            self.segments.push(segment);
        }
    }

    fn finish(mut self) -> Vec<Segment> {
        self.end_segment();
        self.segments
    }
}

/// Which segments each block holds.
pub(super) struct Containers {
    /// Each segment's blocks, the innermost first.
    ancestors: Vec<Vec<NodeId>>,
    ranges: rustc_hash::FxHashMap<NodeId, Range<usize>>,
}

impl Containers {
    pub(super) fn new(root: NodeRef<'_>, segments: &[Segment]) -> Self {
        let mut ranges = rustc_hash::FxHashMap::<NodeId, Range<usize>>::default();
        let mut ancestors = Vec::with_capacity(segments.len());
        for (at, segment) in segments.iter().enumerate() {
            let block = NodeRef::new(segment.block, root.tree);
            let mut all = vec![block.id];
            if block.id != root.id {
                all.extend(block.ancestors_it(None).take_while(|node| node.id != root.id).map(|node| node.id));
                all.push(root.id);
            }
            for id in &all {
                ranges.entry(*id).or_insert(at..at).end = at + 1;
            }
            ancestors.push(all);
        }
        Self { ancestors, ranges }
    }

    /// Returns the blocks around a segment, the innermost first.
    pub(super) fn around(&self, segment: usize) -> &[NodeId] {
        self.ancestors.get(segment).map_or(&[], Vec::as_slice)
    }

    /// Returns the segments that a block holds.
    pub(super) fn range(&self, block: NodeId) -> Range<usize> {
        self.ranges.get(&block).cloned().unwrap_or_default()
    }
}
