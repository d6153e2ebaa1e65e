//! Markdown by pulldown-cmark, with tables, footnotes and the head that many programs put before a text.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::builder::Builder;
use super::{Cancelled, Imported, MarkKind, ParagraphKind, Progress, about, html, plain};

/// Events between two looks at whether the work is still wanted.
const STRIDE: usize = 4_096;
/// Signs of quoting or listing at the start of a line at most: the parser's time grows with their square.
const DEEPEST: usize = 64;

/// Reads a text in Markdown.
pub(super) fn read(text: &str, progress: &Progress) -> Result<Imported, Cancelled> {
    let text = shallow(text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = Reader::default();
    for (i, (event, range)) in Parser::new_ext(&text, options).into_offset_iter().enumerate() {
        if i.is_multiple_of(STRIDE) {
            progress.report(range.start, text.len())?;
        }
        reader.event(event);
        if reader.builder.is_full() {
            break;
        }
    }
    let Reader { builder, head, first_title, images, .. } = reader;
    let mut imported = Imported::of(builder, "Markdown");
    imported.title = head.title.or_else(|| about::line(&first_title));
    imported.article.byline = head.byline;
    imported.date = head.date;
    imported.language = head.language;
    imported.left_out_images(images);
    Ok(imported)
}

/// The text with the signs before each line bounded; lines of readable texts have no more than a few.
fn shallow(text: &str) -> std::borrow::Cow<'_, str> {
    let signs = |line: &str| line.bytes().take_while(|b| b" \t>*+-".contains(b)).count();
    let deep = |line: &str| {
        let signs = signs(line);
        signs > DEEPEST && line.bytes().take(signs).filter(|b| b">*+-".contains(b)).count() > DEEPEST / 2
    };
    if !text.lines().any(deep) {
        return text.into();
    }
    let shortened = |line| if deep(line) { line.get(signs(line)..).unwrap_or_default() } else { line };
    text.lines().map(shortened).collect::<Vec<_>>().join("\n").into()
}

/// What the text says about itself.
#[derive(Default)]
struct Head {
    title: Option<String>,
    byline: Option<String>,
    date: Option<crate::model::Date>,
    language: Option<crate::model::Language>,
}

/// What the text is part of.
#[derive(Default)]
struct Reader {
    builder: Builder,
    head: Head,
    /// The words of the first heading of the first level.
    first_title: String,
    in_first_title: bool,
    quotes: usize,
    lists: Vec<Option<u64>>,
    item: Option<String>,
    /// What stands before the first word of a footnote.
    label: Option<String>,
    /// Marks that were begun, and whether they are kept.
    marks: Vec<bool>,
    heading: bool,
    code: bool,
    cells: usize,
    in_image: usize,
    images: usize,
    in_head: bool,
    html: String,
    /// The text before a line end that may join without a blank.
    soft: Option<String>,
    last: String,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_head => self.head.add(&text),
            Event::Text(text) if self.code => self.lines(&text),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.text(" "),
            Event::InlineHtml(_) => {}
            Event::FootnoteReference(label) => self.text(&format!("[{label}]")),
            Event::SoftBreak => self.soft = Some(std::mem::take(&mut self.last)),
            Event::HardBreak => self.text(" "),
            Event::Rule => self.paragraph(),
            Event::TaskListMarker(done) => self.text(if done { "☑ " } else { "☐ " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.paragraph();
            }
            Tag::Heading { level, .. } => {
                self.heading = true;
                self.in_first_title = level == HeadingLevel::H1 && self.first_title.is_empty();
                self.paragraph();
            }
            Tag::BlockQuote(_) => {
                self.quotes += 1;
                self.paragraph();
            }
            Tag::CodeBlock(kind) => {
                let _: CodeBlockKind<'_> = kind;
                self.code = true;
                self.paragraph();
            }
            Tag::List(first) => self.lists.push(first),
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(label) => {
                self.paragraph();
                self.label = Some(format!("[{label}] "));
            }
            Tag::TableHead | Tag::TableRow => {
                self.paragraph();
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.builder.text(" · ");
                }
                self.cells += 1;
            }
            Tag::Emphasis => self.mark(Some(MarkKind::Emphasis)),
            Tag::Strong => self.mark(Some(MarkKind::Strong)),
            Tag::Link { dest_url, .. } => self.mark(html::link(&dest_url)),
            Tag::Image { .. } => {
                self.images += 1;
                self.in_image += 1;
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => self.in_head = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                (self.heading, self.in_first_title) = (false, false);
                self.paragraph();
            }
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.paragraph();
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.paragraph();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.paragraph();
            }
            TagEnd::Item => self.item = None,
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.images += html::whole_body(&html, &mut self.builder);
                self.paragraph();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link if self.marks.pop() == Some(true) => self.builder.end(),
            TagEnd::Image => self.in_image = self.in_image.saturating_sub(1),
            TagEnd::MetadataBlock(_) => self.in_head = false,
            _ => {}
        }
    }

    /// The next words begin a paragraph.
    fn paragraph(&mut self) {
        let kind = match &self.item {
            _ if self.heading => ParagraphKind::Heading,
            Some(mark) => ParagraphKind::ListItem { mark: mark.clone() },
            None if self.quotes > 0 => ParagraphKind::Quote,
            None => ParagraphKind::Text,
        };
        self.builder.paragraph(kind);
        (self.soft, self.last) = (None, String::new());
    }

    fn start_item(&mut self) {
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}.", *number - 1)
            }
            _ => "•".to_owned(),
        };
        self.item = Some(mark);
        self.paragraph();
    }

    fn mark(&mut self, kind: Option<MarkKind>) {
        // The blank of a line end comes before the mark, not in it.
        if self.soft.is_some() {
            self.join("x");
        }
        self.marks.push(kind.is_some());
        if let Some(kind) = kind {
            self.builder.begin(kind);
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_image > 0 {
            return;
        }
        self.join(text);
        if self.in_first_title {
            self.first_title.push_str(text);
        }
        if let Some(label) = self.label.take() {
            self.builder.text(&label);
        }
        self.builder.text(text);
        // Only the first paragraph of an item has its mark.
        self.item = None;
        text.clone_into(&mut self.last);
    }

    fn join(&mut self, text: &str) {
        if let Some(before) = self.soft.take() {
            // A hyphen at the end of a line stands before a blank, as Markdown has it.
            let joint = if before.ends_with(['-', '‐']) { " " } else { plain::joint(&before, text) };
            self.builder.text(joint);
        }
    }

    fn lines(&mut self, text: &str) {
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.paragraph();
            }
            self.builder.text(line);
        }
    }
}

impl Head {
    /// Takes `title: On lamps` and the like; what else stands there is for other programs.
    fn add(&mut self, text: &str) {
        for line in text.lines() {
            let Some((name, value)) = line.split_once([':', '=']) else { continue };
            let value = value.trim().trim_matches(['"', '\'', '[', ']']).trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "title" => self.title = about::line(value),
                "author" | "authors" | "byline" => {
                    self.byline = about::line(&value.replace(['"', '\''], ""));
                }
                "date" | "published" => self.date = about::date_in(value),
                "lang" | "language" => self.language = about::language(value),
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
    fn everything_that_markdown_sets_off_is_kept() {
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
        let item = |mark: &str| ParagraphKind::ListItem { mark: mark.into() };
        let kinds: Vec<_> = imported.article.paragraphs.iter().map(|p| p.kind.clone()).collect();
        assert_eq!(kinds[..4], [ParagraphKind::Heading, ParagraphKind::Text, ParagraphKind::Quote, item("3.")]);
        assert_eq!(kinds[4..7], [item("4."), ParagraphKind::Text, item("•")]);
    }

    #[test]
    fn a_hundred_thousand_signs_are_read() {
        for sign in [">", "> ", "- ", "* ", "[", "![", "*", "_", "`", "<", "|", "1. ", "#", "(", "\\", "&", "~"] {
            let text = format!("{}deep", sign.repeat(100_000));
            let imported = read(&text, &Progress::default()).unwrap();
            assert!(imported.article.paragraphs.len() < 200_000, "{sign}");
        }
        let nested: String = (0..2_000).map(|i| format!("{}- x\n", " ".repeat(i * 2))).collect();
        assert!(read(&nested, &Progress::default()).is_ok());
    }
}
