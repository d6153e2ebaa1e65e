//! The line and column of a value in a RON text.
//!
//! The model has no line numbers. When there is a problem to locate, a tolerant scanner reads the text again; it
//! follows only the requested paths and skips everything else, so it builds no syntax tree. It accepts any text: a path
//! that cannot be followed to its end is located at the nearest value above it.

mod scanner;

use std::collections::HashMap;

use crate::model::problem::PathStep;
use scanner::Scanner;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

/// The requested paths as a tree (a trie of steps), with the offsets that were found.
///
/// Nodes are numbered; the root is 0.
#[derive(Default)]
struct PathTree {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    parent: usize,
    children: HashMap<PathStep, usize>,
    /// The byte offset of the value.
    offset: Option<usize>,
}

impl PathTree {
    /// Adds a path and returns the node of its last step.
    fn add(&mut self, path: &[PathStep]) -> usize {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut at = 0;
        for step in path {
            let next = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else { return at };
            let child = *node.children.entry(*step).or_insert(next);
            if child == next {
                self.nodes.push(Node { parent: at, ..Node::default() });
            }
            at = child;
        }
        at
    }

    fn child(&self, node: usize, step: PathStep) -> Option<usize> {
        self.nodes.get(node)?.children.get(&step).copied()
    }

    fn child_named(&self, node: usize, name: &str) -> Option<usize> {
        let children = &self.nodes.get(node)?.children;
        children
            .iter()
            .find(|(step, _)| matches!(step, PathStep::Field(field) if *field == name))
            .map(|(_, &child)| child)
    }

    fn is_leaf(&self, node: usize) -> bool {
        self.nodes.get(node).is_none_or(|n| n.children.is_empty())
    }

    /// Sets the offset of a node, unless it has one.
    fn set_offset(&mut self, node: usize, offset: usize) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.offset.get_or_insert(offset);
        }
    }

    /// Returns the offset of a node, else of its nearest ancestor that was found, else 0.
    fn offset_or_above(&self, mut node: usize) -> usize {
        loop {
            match self.nodes.get(node) {
                Some(Node { offset: Some(offset), .. }) => return *offset,
                Some(_) if node == 0 => return 0,
                Some(above) => node = above.parent,
                None => return 0,
            }
        }
    }
}

/// Returns the places of the values at some paths, in the order of the paths. A value that does not exist is located at
/// the nearest value above it.
pub fn positions(text: &str, paths: &[&[PathStep]]) -> Vec<Position> {
    let mut tree = PathTree::default();
    let nodes: Vec<usize> = paths.iter().map(|path| tree.add(path)).collect();
    Scanner::new(text).scan(&mut tree);
    let offsets: Vec<usize> = nodes.iter().map(|&node| tree.offset_or_above(node)).collect();
    positions_at(text, &offsets)
}

/// Returns the place of the value at one path, as [`positions`] does.
///
/// ```
/// use parallax::model::problem::PathStep;
/// use parallax::storage::spans::{Position, position};
///
/// let text = "(\n    notes: [(id: \"a\"), (id: \"b\")],\n)";
/// let path = [PathStep::Field("notes"), PathStep::Index(1), PathStep::Field("id")];
/// assert_eq!(position(text, &path), Position { line: 2, column: 29 });
/// ```
pub fn position(text: &str, path: &[PathStep]) -> Position {
    positions(text, &[path]).first().copied().unwrap_or(Position { line: 1, column: 1 })
}

/// Returns the text from the value at a path to the end, or `None` when there is no such value.
pub fn value_at<'a>(text: &'a str, path: &[PathStep]) -> Option<&'a str> {
    let mut tree = PathTree::default();
    let node = tree.add(path);
    Scanner::new(text).scan(&mut tree);
    text.get(tree.nodes.get(node)?.offset?..)
}

/// Returns the text of the value at a path, with any comments after it, or `None` when there is no such value.
pub fn value_text<'a>(text: &'a str, path: &[PathStep]) -> Option<&'a str> {
    let rest = value_at(text, path)?;
    rest.get(..Scanner::new(rest).end_of_value())
}

/// The nesting of the brackets of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brackets {
    /// The greatest number of brackets that are open at once.
    pub max_depth: usize,
    /// Whether the text ends inside a bracket, a string or a comment.
    pub unclosed: bool,
}

/// Counts the brackets of a text outside strings and comments.
pub fn brackets(text: &str) -> Brackets {
    Scanner::new(text).brackets()
}

/// Returns the first offset at or after `offset` that is neither white space nor in a comment.
pub fn skip_trivia(text: &str, offset: usize) -> usize {
    Scanner::new(text).skip_trivia_from(offset)
}

/// Returns the end of the field that begins at `offset`, after its value and the comma behind it; `None` if there is no
/// name and colon.
pub fn end_of_field(text: &str, offset: usize) -> Option<usize> {
    Scanner::new(text).end_of_field(offset).filter(|end| text.is_char_boundary(*end))
}

/// Converts a byte offset to a place.
pub fn position_at(text: &str, offset: usize) -> Position {
    positions_at(text, &[offset]).first().copied().unwrap_or(Position { line: 1, column: 1 })
}

/// Converts byte offsets in any order to places, reading the text once.
fn positions_at(text: &str, offsets: &[usize]) -> Vec<Position> {
    let mut order: Vec<usize> = (0..offsets.len()).collect();
    order.sort_by_key(|&i| offsets.get(i));
    let mut out = vec![Position { line: 1, column: 1 }; offsets.len()];
    let (mut at, mut line, mut start) = (0, 1, 0);
    for i in order {
        let Some(&offset) = offsets.get(i) else { continue };
        for (newline, _) in text.get(at..offset).unwrap_or_default().match_indices('\n') {
            line += 1;
            start = at + newline + 1;
        }
        at = offset;
        let column = text.get(start..offset).unwrap_or_default().chars().count() + 1;
        if let Some(place) = out.get_mut(i) {
            *place = Position { line, column };
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{PathStep, Position, position};
    use PathStep::{Field, Index};

    const TEXT: &str = r##"#![enable(implicit_some)]
// A comment with "quotes" and ( brackets
Edition(
    /* nested /* comment ) */ " */
    title: "é \" )]", raw: r#"a " ) b"#, ch: ')', list: [(id: "a"), (id: "b", kind: PullQuote(of: "c"))],
    some: Some((x: 1)), map: {"k": 2, "l": (y: 3)},
    people: [Organisation("UN"), Person(family: "Hua")],
)"##;

    fn at(path: &[PathStep]) -> (usize, usize) {
        let Position { line, column } = position(TEXT, path);
        (line, column)
    }

    #[test]
    fn values_are_located_inside_every_kind_of_bracket() {
        assert_eq!(at(&[]), (3, 1));
        assert_eq!(at(&[Field("title")]), (5, 12));
        assert_eq!(at(&[Field("list"), Index(1), Field("id")]), (5, 74));
        assert_eq!(at(&[Field("list"), Index(1), Field("kind"), Field("of")]), (5, 99));
        assert_eq!(at(&[Field("some"), Field("x")]), (6, 20));
        assert_eq!(at(&[Field("map"), Index(1), Field("y")]), (6, 48));
        assert_eq!(at(&[Field("people"), Index(0), Index(0)]), (7, 27));
        assert_eq!(at(&[Field("people"), Index(1), Field("family")]), (7, 49));
    }

    #[test]
    fn a_missing_value_is_located_at_the_value_above_it() {
        assert_eq!(at(&[Field("list"), Index(1), Field("text")]), (5, 69));
        assert_eq!(at(&[Field("list"), Index(7)]), (5, 57));
        assert_eq!(at(&[Field("nothing")]), (3, 1));
    }
}
