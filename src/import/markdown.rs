//! Markdown, parsed with pulldown-cmark, with tables, footnotes and the front matter that many programs write.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::builder::ArticleBuilder;
use super::{Cancelled, Imported, MarkKind, Omission, ParagraphKind, Progress, html, line_breaks, metadata};

/// How many events are read between two checks for cancellation.
const CANCEL_CHECK_EVENTS: usize = 4_096;
/// The most quote and list markers at the start of a line: the parser's time grows with their square.
const MAX_DEPTH: usize = 64;

/// Reads a text in Markdown.
pub(super) fn read(text: &str, progress: &Progress) -> Result<Imported, Cancelled> {
    let text = limit_nesting(text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = MarkdownReader::default();
    for (i, (event, range)) in Parser::new_ext(&text, options).into_offset_iter().enumerate() {
        if i.is_multiple_of(CANCEL_CHECK_EVENTS) {
            progress.report(range.start, text.len())?;
        }
        reader.event(event);
        if reader.builder.is_full() {
            break;
        }
    }
    let MarkdownReader { builder, front_matter, first_heading, .. } = reader;
    let mut imported = Imported::from_builder(builder, "Markdown");
    imported.title = front_matter.title.or_else(|| metadata::single_line(&first_heading));
    imported.article.byline = front_matter.byline;
    imported.date = front_matter.date;
    imported.language = front_matter.language;
    Ok(imported)
}

/// Returns the text with a limited number of markers before each line; readable texts have no more than a few.
fn limit_nesting(text: &str) -> std::borrow::Cow<'_, str> {
    let marker_count = |line: &str| line.bytes().take_while(|b| b" \t>*+-".contains(b)).count();
    let is_deep = |line: &str| {
        let count = marker_count(line);
        count > MAX_DEPTH && line.bytes().take(count).filter(|b| b">*+-".contains(b)).count() > MAX_DEPTH / 2
    };
    if !text.lines().any(is_deep) {
        return text.into();
    }
    let shortened = |line| if is_deep(line) { line.get(marker_count(line)..).unwrap_or_default() } else { line };
    text.lines().map(shortened).collect::<Vec<_>>().join("\n").into()
}

/// The metadata in the front matter.
#[derive(Default)]
struct FrontMatter {
    title: Option<String>,
    byline: Option<String>,
    date: Option<crate::model::Date>,
    language: Option<crate::model::Language>,
}

/// The reader's state: the elements that contain the current text.
#[derive(Default)]
struct MarkdownReader {
    builder: ArticleBuilder,
    front_matter: FrontMatter,
    /// The text of the first heading of level 1.
    first_heading: String,
    in_first_heading: bool,
    quote_depth: usize,
    lists: Vec<Option<u64>>,
    item_marker: Option<String>,
    /// The label before the first word of a footnote.
    footnote_label: Option<String>,
    /// The open inline elements, and whether each is a mark.
    open_marks: Vec<bool>,
    in_heading: bool,
    in_code: bool,
    cell_count: usize,
    image_depth: usize,
    in_front_matter: bool,
    html: String,
    /// The text before a soft line break, which may join the next without a space.
    before_soft_break: Option<String>,
    last_text: String,
}

impl MarkdownReader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_front_matter => self.front_matter.add(&text),
            Event::Text(text) if self.in_code => self.push_lines(&text),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push_text(&text);
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.push_text(" "),
            Event::InlineHtml(_) => {}
            Event::FootnoteReference(label) => self.push_text(&format!("[{label}]")),
            Event::SoftBreak => self.before_soft_break = Some(std::mem::take(&mut self.last_text)),
            Event::HardBreak => self.push_text("\n"),
            Event::Rule => self.start_paragraph(),
            Event::TaskListMarker(done) => self.push_text(if done { "☑ " } else { "☐ " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.start_paragraph();
            }
            Tag::Heading { level, .. } => {
                self.in_heading = true;
                self.in_first_heading = level == HeadingLevel::H1 && self.first_heading.is_empty();
                self.start_paragraph();
            }
            Tag::BlockQuote(_) => {
                self.quote_depth += 1;
                self.start_paragraph();
            }
            Tag::CodeBlock(kind) => {
                let _: CodeBlockKind<'_> = kind;
                self.in_code = true;
                self.start_paragraph();
            }
            Tag::List(first) => self.lists.push(first),
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(label) => {
                self.start_paragraph();
                self.footnote_label = Some(format!("[{label}] "));
            }
            Tag::TableHead | Tag::TableRow => {
                self.start_paragraph();
                self.cell_count = 0;
            }
            Tag::TableCell => {
                if self.cell_count > 0 {
                    self.builder.push_text(" · ");
                }
                self.cell_count += 1;
            }
            Tag::Emphasis => self.start_inline(Some(MarkKind::Emphasis)),
            Tag::Strong => self.start_inline(Some(MarkKind::Strong)),
            Tag::Link { dest_url, .. } => self.start_inline(html::link_mark(&dest_url)),
            Tag::Image { .. } => {
                self.builder.omit(Omission::Picture, 1);
                self.image_depth += 1;
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => {
                self.in_front_matter = true
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                (self.in_heading, self.in_first_heading) = (false, false);
                self.start_paragraph();
            }
            TagEnd::BlockQuote(_) => {
                self.quote_depth = self.quote_depth.saturating_sub(1);
                self.start_paragraph();
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.start_paragraph();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.start_paragraph();
            }
            TagEnd::Item => self.item_marker = None,
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                html::read_body(&html, &mut self.builder);
                self.start_paragraph();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link if self.open_marks.pop() == Some(true) => {
                self.builder.end_mark()
            }
            TagEnd::Image => self.image_depth = self.image_depth.saturating_sub(1),
            TagEnd::MetadataBlock(_) => self.in_front_matter = false,
            _ => {}
        }
    }

    /// Makes the next words start a paragraph.
    fn start_paragraph(&mut self) {
        let kind = match &self.item_marker {
            _ if self.in_heading => ParagraphKind::Heading,
            Some(mark) => ParagraphKind::ListItem { mark: mark.clone() },
            None if self.quote_depth > 0 => ParagraphKind::Quote,
            None => ParagraphKind::Text,
        };
        self.builder.start_paragraph(kind);
        (self.before_soft_break, self.last_text) = (None, String::new());
    }

    fn start_item(&mut self) {
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}.", *number - 1)
            }
            _ => "•".to_owned(),
        };
        self.item_marker = Some(mark);
        self.start_paragraph();
    }

    fn start_inline(&mut self, kind: Option<MarkKind>) {
        // The space of a line break comes before the mark, not in it.
        if self.before_soft_break.is_some() {
            self.end_soft_break("x");
        }
        self.open_marks.push(kind.is_some());
        if let Some(kind) = kind {
            self.builder.start_mark(kind);
        }
    }

    fn push_text(&mut self, text: &str) {
        if self.image_depth > 0 {
            return;
        }
        self.end_soft_break(text);
        if self.in_first_heading {
            self.first_heading.push_str(text);
        }
        if let Some(footnote_label) = self.footnote_label.take() {
            self.builder.push_text(&footnote_label);
        }
        self.builder.push_text(text);
        // Only the first paragraph of an item has the marker.
        self.item_marker = None;
        text.clone_into(&mut self.last_text);
    }

    fn end_soft_break(&mut self, text: &str) {
        if let Some(before) = self.before_soft_break.take() {
            // In Markdown, a hyphen at the end of a line is followed by a space.
            let separator =
                if before.ends_with(['-', '‐']) { " " } else { line_breaks::line_separator(&before, text) };
            self.builder.push_text(separator);
        }
    }

    fn push_lines(&mut self, text: &str) {
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.start_paragraph();
            }
            self.builder.push_text(line);
        }
    }
}

impl FrontMatter {
    /// Reads lines such as `title: On lamps`; the rest is for other programs.
    fn add(&mut self, text: &str) {
        for line in text.lines() {
            let Some((name, value)) = line.split_once([':', '=']) else { continue };
            let value = value.trim().trim_matches(['"', '\'', '[', ']']).trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "title" => self.title = metadata::single_line(value),
                "author" | "authors" | "byline" => {
                    self.byline = metadata::single_line(&value.replace(['"', '\''], ""));
                }
                "date" | "published" => self.date = metadata::parse_date(value),
                "lang" | "language" => self.language = metadata::parse_language_tag(value),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::progress::Progress;
    use crate::model::{MarkKind, ParagraphKind};

    #[test]
    fn every_kind_of_markdown_is_read() {
        let text = "---\ntitle: \"On lamps: a letter\"\nauthor: Ada Moss\ndate: 2025-02-11\nlang: en-GB\n---\n\n\
            # On lamps\n\nThey *burn* all\n**night** \"long\"[^1] -- [see](https://example.org/a).\n\n> Quoted\n\n\
            3. three\n4. four\n\n   more\n- dot\n\n```\na\n\nb\n```\n\n| Town | Lamps |\n|--|--|\n| M | 40 |\n\n\
            ![alt](x.png)\n\n<p>raw <b>html</b></p>\n\n[^1]: A note.\n";
        let imported = read(text, &Progress::default()).unwrap();
        assert_eq!(imported.title.as_deref(), Some("On lamps: a letter"));
        assert_eq!(imported.article.byline.as_deref(), Some("Ada Moss"));
        assert_eq!(imported.date.map(|d| format!("{d:?}")).as_deref(), Some("2025-02-11"));
        assert_eq!(imported.language.map(|l| l.to_string()).as_deref(), Some("en-GB"));
        let found: Vec<String> = imported.article.paragraphs.iter().map(|p| p.text.clone()).collect();
        let expected = [
            "On lamps",
            "They burn all night \"long\"[1] -- see.",
            "Quoted",
            "three",
            "four",
            "more",
            "dot",
            "a",
            "b",
            "Town · Lamps",
            "M · 40",
            "raw html",
            "[1] A note.",
        ];
        assert_eq!(found, expected);
        let second = &imported.article.paragraphs[1];
        let marks: Vec<_> = second.marks.iter().map(|m| (m.words.as_str(), m.kind.clone())).collect();
        let link = MarkKind::Link("https://example.org/a".into());
        assert_eq!(marks, [("burn", MarkKind::Emphasis), ("night", MarkKind::Strong), ("see", link)]);
        let list_item = |mark: &str| ParagraphKind::ListItem { mark: mark.into() };
        let kinds: Vec<_> = imported.article.paragraphs.iter().map(|p| p.kind.clone()).collect();
        assert_eq!(kinds[..4], [ParagraphKind::Heading, ParagraphKind::Text, ParagraphKind::Quote, list_item("3.")]);
        assert_eq!(kinds[4..7], [list_item("4."), ParagraphKind::Text, list_item("•")]);
    }

    #[test]
    fn a_hundred_thousand_markers_are_read() {
        for sign in [">", "> ", "- ", "* ", "[", "![", "*", "_", "`", "<", "|", "1. ", "#", "(", "\\", "&", "~"] {
            let text = format!("{}deep", sign.repeat(100_000));
            let imported = read(&text, &Progress::default()).unwrap();
            assert!(imported.article.paragraphs.len() < 200_000, "{sign}");
        }
        let nested: String = (0..2_000).map(|i| format!("{}- x\n", " ".repeat(i * 2))).collect();
        assert!(read(&nested, &Progress::default()).is_ok());
    }
}
