//! Paragraphs from whole pages.

use super::super::builder::ArticleBuilder;
use super::super::omission::Omission;
use super::read_body;
use crate::model::{MarkKind, Paragraph, ParagraphKind};

fn body(html: &str) -> Vec<Paragraph> {
    let mut builder = ArticleBuilder::default();
    read_body(html, &mut builder);
    builder.finish().paragraphs
}

fn texts(html: &str) -> Vec<String> {
    body(html).into_iter().map(|p| p.text).collect()
}

#[test]
fn blocks_are_paragraphs_and_a_double_break_is_a_boundary() {
    let html = "<p>One\n <b>two</b>.</p>loose<div>in a box<br>same <br> <br>next</div><p>&nbsp;</p><hr>end";
    assert_eq!(texts(html), ["One two.", "loose", "in a box same", "next", "end"]);
}

#[test]
fn kinds_and_marks_are_kept() {
    let html = "<h2>Head</h2><blockquote><p>Q <em>e</em></p></blockquote><ol start=3><li>three<li><p>four</p><p>more</p>\
        </ol><ul><li><a href='https://example.org/a b'>x</a><li><a href=https://example.org/>y</a></ul>";
    let paragraphs = body(html);
    let kinds: Vec<_> = paragraphs.iter().map(|p| p.kind.clone()).collect();
    let item = |mark: &str| ParagraphKind::ListItem { mark: mark.into() };
    let expected = [
        ParagraphKind::Heading,
        ParagraphKind::Quote,
        item("3."),
        item("4."),
        ParagraphKind::Text,
        item("•"),
        item("•"),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(paragraphs[1].marks[0].words, "e");
    assert!(paragraphs[5].marks.is_empty(), "a URL with a space is no link");
    assert_eq!(paragraphs[6].marks[0].kind, MarkKind::Link("https://example.org/".into()));
}

#[test]
fn lines_of_code_and_rows_of_tables_are_paragraphs() {
    let html = "<pre>a  b\nc\n\nd</pre><table><tr><th>Town<th>Lamps<tr><td><p>Millbrook</p><td><td>40</table>";
    assert_eq!(texts(html), ["a b", "c", "d", "Town · Lamps", "Millbrook · 40"]);
    let layout = format!("<table><tr><td>menu<td><p>{}</p><p>two</p></table>", "long ".repeat(100));
    assert_eq!(texts(&layout).len(), 3);
}

#[test]
fn content_that_is_not_text_is_left_out() {
    let html = "<script>alert(1)</script><style>p{}</style><p hidden>x</p><p style='display: none'>y</p>\
        <p>He said <q>so</q>. <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby><img src=http://example.org/x.png></p>";
    assert_eq!(texts(html), ["He said “so”. 漢(kan)"]);
    let mut builder = ArticleBuilder::default();
    read_body(html, &mut builder);
    assert_eq!(builder.finish().omissions.count(Omission::Picture), 1);
}

#[test]
fn a_hundred_thousand_nested_elements_are_read() {
    for element in ["div", "blockquote", "b", "table", "ul", "x-y", "svg", "span", "section", "button", "object"] {
        let html = format!("{}<p>deep", format!("<{element}>").repeat(100_000));
        let texts = texts(&html);
        assert!(texts.len() <= 1, "{element}");
    }
    assert_eq!(texts(&format!("{}deep", "<div>x".repeat(20_000))).len(), 20_000);
}
