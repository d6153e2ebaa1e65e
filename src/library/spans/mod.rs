//! Where a value stands in a RON text.
//!
//! The model knows nothing of lines. When there is a problem to place, the text is read once more by a tolerant scanner
//! that goes down only the wanted paths and skips everything else, so no tree is built. Any text is accepted: what
//! cannot be followed is placed at the nearest value above it.

mod scanner;

use std::collections::HashMap;

use crate::model::problem::PathStep;
use scanner::Scanner;

/// A place in a text, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column in characters.
    pub column: usize,
}

/// The steps that are wanted, as a tree that shares their beginnings.
#[derive(Default)]
struct Wanted {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    parent: usize,
    children: HashMap<PathStep, usize>,
    found: Option<usize>,
}

impl Wanted {
    /// Adds a path and returns the number of its last step.
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

    fn set(&mut self, node: usize, offset: usize) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.found.get_or_insert(offset);
        }
    }

    /// The offset of a node, else of the nearest one above it that was found.
    fn offset(&self, mut node: usize) -> usize {
        loop {
            match self.nodes.get(node) {
                Some(Node { found: Some(offset), .. }) => return *offset,
                Some(_) if node == 0 => return 0,
                Some(above) => node = above.parent,
                None => return 0,
            }
        }
    }
}

/// The places of the values at some paths, in the order of the paths.
pub fn positions(text: &str, paths: &[&[PathStep]]) -> Vec<Position> {
    let mut wanted = Wanted::default();
    let nodes: Vec<usize> = paths.iter().map(|path| wanted.add(path)).collect();
    Scanner::new(text).top(&mut wanted);
    let offsets: Vec<usize> = nodes.iter().map(|&node| wanted.offset(node)).collect();
    lines_and_columns(text, &offsets)
}

/// The place of the value at one path.
pub fn position(text: &str, path: &[PathStep]) -> Position {
    positions(text, &[path]).first().copied().unwrap_or(Position { line: 1, column: 1 })
}

/// The text from a value on, when there is such a value.
pub fn value_at<'a>(text: &'a str, path: &[PathStep]) -> Option<&'a str> {
    let mut wanted = Wanted::default();
    let node = wanted.add(path);
    Scanner::new(text).top(&mut wanted);
    text.get(wanted.nodes.get(node)?.found?..)
}

/// How the brackets of a text stand inside each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nesting {
    /// The greatest number of brackets open at once.
    pub deepest: usize,
    /// Whether the text ends inside a bracket, a string or a comment.
    pub open_at_end: bool,
}

/// Counts the brackets of a text, leaving out those in strings and comments.
pub fn nesting(text: &str) -> Nesting {
    Scanner::new(text).nesting()
}

/// The offset of what stands behind white space and comments.
pub fn after_blank(text: &str, offset: usize) -> usize {
    Scanner::new(text).after_blank(offset)
}

/// The place of an offset.
pub fn position_at(text: &str, offset: usize) -> Position {
    lines_and_columns(text, &[offset]).first().copied().unwrap_or(Position { line: 1, column: 1 })
}

fn lines_and_columns(text: &str, offsets: &[usize]) -> Vec<Position> {
    let mut order: Vec<usize> = (0..offsets.len()).collect();
    order.sort_by_key(|&i| offsets.get(i));
    let mut out = vec![Position { line: 1, column: 1 }; offsets.len()];
    let (mut at, mut line, mut start) = (0, 1, 0);
    for i in order {
        let Some(&offset) = offsets.get(i) else { continue };
        for (step, _) in text.get(at..offset).unwrap_or_default().match_indices('\n') {
            line += 1;
            start = at + step + 1;
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
    fn values_are_found_through_every_kind_of_bracket() {
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
    fn what_is_not_there_is_placed_at_the_value_above_it() {
        assert_eq!(at(&[Field("list"), Index(1), Field("text")]), (5, 69));
        assert_eq!(at(&[Field("list"), Index(7)]), (5, 57));
        assert_eq!(at(&[Field("nothing")]), (3, 1));
    }
}
