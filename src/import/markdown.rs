//! Markdown, parsed with pulldown-cmark, with tables, footnotes and the front matter that many programs write.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::baseline::{Baseline, is_note_mark, on_line};
use super::builder::ArticleBuilder;
use super::line_breaks::one_line;
use super::{Cancelled, Imported, MarkKind, Omission, ParagraphKind, Progress, html, metadata};

const CANCEL_CHECK_EVENTS: usize = 4_096;
/// The most quote and list markers at the start of a line: the parser's time grows with their square.
const MAX_DEPTH: usize = 64;

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
    reader.start_paragraph();
    let MarkdownReader { builder, front_matter, first_heading, .. } = reader;
    let mut imported = Imported::from_builder(builder, "Markdown");
    imported.title = front_matter.title.or_else(|| metadata::single_line(&one_line(&first_heading)));
    imported.article.byline = front_matter.byline;
    imported.date = front_matter.date;
    imported.outlet = front_matter.outlet;
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

#[derive(Default)]
struct FrontMatter {
    title: Option<String>,
    byline: Option<String>,
    date: Option<crate::model::Date>,
    outlet: super::Outlet,
    /// The key whose values stand below it, one a line.
    list: Option<String>,
    language: Option<crate::model::Language>,
}

/// The reader's state: the elements that contain the current text.
#[derive(Default)]
struct MarkdownReader {
    builder: ArticleBuilder,
    front_matter: FrontMatter,
    first_heading: String,
    in_first_heading: bool,
    quote_depth: usize,
    lists: Vec<Option<u64>>,
    item_marker: Option<String>,
    /// The label before the first word of a footnote.
    footnote_label: Option<String>,
    /// The open inline elements, and whether each is a mark.
    open_marks: Vec<bool>,
    /// The open spans of struck-out, raised or lowered text.
    spans: Vec<Span>,
    /// The raised or lowered text that is being read, and whether it is in a link to a place in the document.
    moved: Option<(Baseline, String, bool)>,
    /// Whether each open link leads to a place in the document.
    inner_links: Vec<bool>,
    in_heading: bool,
    in_code: bool,
    cell_count: usize,
    image_depth: usize,
    in_front_matter: bool,
    html: String,
    last_text: String,
}

/// A span of text that does not stay on the line as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    /// Struck out, by a tag of this name or by `~`.
    Struck(&'static str),
    /// Raised or lowered, by a tag of this name.
    Moved(&'static str),
}

impl Span {
    /// Returns the name of the HTML tag; empty for a span between signs.
    fn tag(self) -> &'static str {
        match self {
            Self::Struck(tag) | Self::Moved(tag) => tag,
        }
    }
}

const MAX_SPANS: usize = 64;
impl MarkdownReader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Strikethrough) => self.start_span(Span::Struck("")),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_front_matter => self.front_matter.add(&text),
            Event::Text(text) if self.in_code => self.push_lines(&text),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push_text(&text);
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.push_text(" "),
            Event::InlineHtml(tag) => self.inline_tag(&tag),
            Event::FootnoteReference(label) => self.push_text(&format!("[{label}]")),
            Event::SoftBreak | Event::HardBreak => self.push_text("\n"),
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
            Tag::Link { dest_url, .. } => {
                self.inner_links.push(dest_url.starts_with('#'));
                self.start_inline(html::link_mark(&dest_url));
            }
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
        if tag == TagEnd::Link {
            self.inner_links.pop();
        }
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
            TagEnd::Strikethrough => self.end_span(""),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link if self.open_marks.pop() == Some(true) => {
                self.builder.end_mark()
            }
            TagEnd::Image => self.image_depth = self.image_depth.saturating_sub(1),
            TagEnd::MetadataBlock(_) => self.in_front_matter = false,
            _ => {}
        }
    }

    /// Starts a span, of which only a raised or lowered one can contain text that stays.
    fn start_span(&mut self, span: Span) {
        match span {
            Span::Struck(_) => self.builder.omit(Omission::StruckText, 1),
            Span::Moved(_) => {}
        }
        if self.spans.len() < MAX_SPANS {
            self.spans.push(span);
        }
    }

    fn start_moved(&mut self, tag: &'static str, baseline: Baseline) {
        if self.moved.is_none() {
            self.moved = Some((baseline, String::new(), false));
        }
        self.start_span(Span::Moved(tag));
    }

    /// Handles a tag of inline HTML.
    fn inline_tag(&mut self, tag: &str) {
        let (name, ends) = match tag.trim_start_matches('<').strip_prefix('/') {
            Some(name) => (name, true),
            None => (tag.trim_start_matches('<'), false),
        };
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        let Some(known) = ["sup", "sub", "del", "s", "strike"].into_iter().find(|known| *known == name) else { return };
        match (ends, known) {
            (true, _) => self.end_span(known),
            (false, "sup") => self.start_moved(known, Baseline::Raised),
            (false, "sub") => self.start_moved(known, Baseline::Lowered),
            (false, _) => self.start_span(Span::Struck(known)),
        }
    }

    fn end_span(&mut self, tag: &str) {
        let Some(at) = self.spans.iter().rposition(|span| span.tag() == tag) else {
            return;
        };
        let span = self.spans.remove(at);
        let is_moved = |span: &Span| matches!(span, Span::Moved(_));
        match span {
            Span::Moved(_) if !self.spans.iter().any(is_moved) => self.end_moved(),
            Span::Moved(_) | Span::Struck(_) => {}
        }
    }

    /// Puts raised or lowered text on the line, or leaves out a sign that refers to a note.
    fn end_moved(&mut self) {
        let Some((baseline, text, is_inner_link)) = self.moved.take() else { return };
        let before = self.last_text.as_str();
        if baseline == Baseline::Raised && is_inner_link && is_note_mark(&text) && !before.is_empty() {
            return self.builder.omit(Omission::NoteReference, 1);
        }
        let text = on_line(before, &text, baseline).into_owned();
        self.push_text(&text);
    }

    fn start_paragraph(&mut self) {
        // A tag that is not closed ends with its paragraph.
        self.end_moved();
        self.spans.clear();
        let kind = match &self.item_marker {
            _ if self.in_heading => ParagraphKind::Heading,
            Some(mark) => ParagraphKind::ListItem { mark: mark.clone() },
            None if self.quote_depth > 0 => ParagraphKind::Quote,
            None => ParagraphKind::Text,
        };
        self.builder.start_paragraph(kind);
        self.last_text.clear();
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
        // The words of a raised text come when it ends.
        let kind = kind.filter(|_| self.moved.is_none());
        self.open_marks.push(kind.is_some());
        if let Some(kind) = kind {
            self.builder.start_mark(kind);
        }
    }

    fn push_text(&mut self, text: &str) {
        if self.image_depth > 0 || self.spans.iter().any(|span| matches!(span, Span::Struck(_))) {
            return;
        }
        if let Some((_, moved, is_inner_link)) = &mut self.moved {
            moved.push_str(text);
            *is_inner_link |= self.inner_links.contains(&true);
            return;
        }
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
            if let (Some("author" | "authors"), Some(name)) = (self.list.as_deref(), line.trim().strip_prefix("- ")) {
                let name = name.trim().strip_prefix("name:").unwrap_or(name).trim().trim_matches(['"', '\'']);
                self.outlet.authors.extend(metadata::single_line(name));
                self.byline = metadata::single_line(&self.outlet.authors.join(", "));
                continue;
            }
            let Some((name, value)) = line.split_once([':', '=']) else { continue };
            let value = value.trim().trim_matches(['"', '\'', '[', ']']).trim();
            let name = name.trim().to_ascii_lowercase();
            self.list = value.is_empty().then(|| name.clone());
            match name.as_str() {
                "title" => self.title = metadata::single_line(value),
                "author" | "authors" | "byline" => {
                    self.byline = metadata::single_line(&value.replace(['"', '\''], ""));
                }
                "date" | "published" => self.date = metadata::parse_date(value),
                "publisher" | "publication" | "journal" | "newspaper" | "site" | "site_name" | "container-title" => {
                    self.outlet.publisher = metadata::single_line(value);
                }
                "url" | "link" | "source" | "canonical_url" | "permalink" => {
                    let url = crate::model::web_address(value).filter(|_| value.starts_with("http"));
                    self.outlet.url = self.outlet.url.take().or(url);
                }
                "lang" | "language" => self.language = metadata::parse_language_tag(value),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Omission, read};
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

    fn texts(text: &str) -> Vec<String> {
        read(text, &Progress::default()).unwrap().article.paragraphs.into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn raised_and_lowered_digits_are_told_from_those_before_them() {
        for (text, line) in [
            ("10<sup>6</sup> litres, 1<sup>st</sup> of May", "10⁶ litres, 1st of May"),
            ("14 km^2^ and H~2~O", "14 km^2^ and H~2~O"),
            ("CO<sub>2</sub> and x<SUP>2</SUP>", "CO₂ and x²"),
            ("10<sup>*6*</sup> *m*<sup>2</sup>", "10⁶ m²"),
            ("2,750<sup>3</sup>\nlines", "2,750³ lines"),
            ("x^2 + y^2 = z^2", "x^2 + y^2 = z^2"),
            ("a ^ b, ^_^ and 2^10", "a ^ b, ^_^ and 2^10"),
            ("unclosed 10<sup>6", "unclosed 10⁶"),
            ("see[<sup>3</sup>](#n3) and<sup>[4](#n4)</sup>", "see and"),
            ("note[^3]\n\n[^3]: It.", "note[3]"),
        ] {
            assert_eq!(texts(text)[0], line, "{text}");
        }
        assert_eq!(texts("[<sup>3</sup>](#r3) The note itself.")[0], "³ The note itself.");
        let imported = read("see[<sup>3</sup>](#n3)", &Progress::default()).unwrap();
        assert_eq!(imported.omissions.count(Omission::NoteReference), 1);
    }

    #[test]
    fn struck_text_is_left_out_and_counted() {
        for (text, line) in [
            ("the state ~~three~~ two fifths", "the state two fifths"),
            ("the state ~three~ two fifths", "the state two fifths"),
            ("the state <del>three</del> <ins>two</ins> fifths", "the state two fifths"),
            ("the state <s>three *or*</s> two fifths", "the state two fifths"),
            ("the state <strike class='x'>three</strike> two\nfifths", "the state two fifths"),
            ("~~all of it~~\n\nThe next ~ one costs ~5", "The next ~ one costs ~5"),
            ("unclosed <del>three\n\nThe next one", "unclosed"),
        ] {
            assert_eq!(texts(text)[0], line, "{text}");
            assert_eq!(read(text, &Progress::default()).unwrap().omissions.count(Omission::StruckText), 1, "{text}");
        }
        assert_eq!(texts("unclosed <del>three\n\nThe next one")[1], "The next one");
    }

    #[test]
    fn a_hundred_thousand_markers_are_read() {
        for sign in [
            ">", "> ", "- ", "* ", "[", "![", "*", "_", "`", "<", "|", "1. ", "#", "(", "\\", "&", "~", "^", "<sup>",
            "~~", "<del>",
        ] {
            let text = format!("{}deep", sign.repeat(100_000));
            let imported = read(&text, &Progress::default()).unwrap();
            assert!(imported.article.paragraphs.len() < 200_000, "{sign}");
        }
        let nested: String = (0..2_000).map(|i| format!("{}- x\n", " ".repeat(i * 2))).collect();
        assert!(read(&nested, &Progress::default()).is_ok());
    }
}
