//! From paragraphs with the roles of their styles to an article: what the formats of word processors have in common.

use super::about::dateline;
use super::archive::unreadable;
use super::builder::Builder;
use super::names::Role;
use super::spans::{Block, Look, Spans};
use super::{ImportError, Imported};
use crate::model::{Article, Date, Language, ParagraphKind, Provenance};

/// What stands between the cells of a row.
const BETWEEN_CELLS: &str = " · ";
/// The longest cell of a row of data, in bytes; a row with a longer one only lays the page out.
const LONGEST_CELL: usize = 400;
/// The title stands among so many first paragraphs, below a line of a letterhead at most; later ones are headings.
const TITLE_WITHIN: usize = 2;
/// A line with nothing but the date stands among so many first ones.
const DATE_WITHIN: usize = 4;

/// A paragraph, and the part its style says it plays.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    pub(super) role: Option<Role>,
    pub(super) block: Block,
    pub(super) place: Place,
}

/// Where a paragraph stands in a brief. Nothing of it is read for an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Its rank in the outline.
    pub(super) rank: Option<Rank>,
    /// The names of our own bookmarks in it.
    pub(super) bookmarks: Vec<Box<str>>,
    /// The mark of a list item.
    pub(super) mark: Option<String>,
}

/// The ranks of a brief's outline, from the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Pocket,
    Hat,
    Block,
    Tag,
    /// A tag that says itself that no evidence follows.
    Analytic,
}

/// How the names of our own bookmarks begin.
pub(super) const BOOKMARK: &str = "_parallax_";

impl Piece {
    /// Running text.
    pub(super) fn text(spans: Spans) -> Self {
        Self { role: None, block: Block { kind: ParagraphKind::Text, spans }, place: Place::default() }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.block.spans.is_blank()
    }
}

/// What a file says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    /// The name of the file.
    pub(super) name: String,
    /// The format as people say it.
    pub(super) format: &'static str,
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) language: Option<Language>,
}

/// What was met and left out, or could not be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Seen {
    pub(super) pictures: usize,
    pub(super) comments: usize,
    pub(super) contents: bool,
    pub(super) hidden: bool,
    pub(super) other_files: bool,
    pub(super) unknown_signs: bool,
    /// Tracked changes that are in the text, and those that are not.
    pub(super) insertions: usize,
    pub(super) deletions: usize,
    /// A highlight in another colour than a card can have.
    pub(super) other_colours: bool,
    /// A ground of grey, which marks what is not read out.
    pub(super) grey: bool,
    /// The file breaks off or is nested too deep.
    pub(super) broken: bool,
    /// Parts of the file that are damaged or missing.
    pub(super) faulty: Vec<String>,
}

impl Seen {
    /// What is to be told of damage.
    pub(super) fn damage(&self) -> Vec<String> {
        let broken = "The file is damaged or nested too deep: some of its text is missing.";
        let broken = self.broken.then(|| broken.to_owned());
        broken.into_iter().chain(super::archive::told(&self.faulty)).collect()
    }
}

/// Puts an article together. The notes follow at its end.
pub(super) fn imported(
    about: About,
    mut pieces: Vec<Piece>,
    notes: Vec<Vec<Piece>>,
    seen: &Seen,
) -> Result<Imported, ImportError> {
    let title = take_title(&mut pieces);
    let byline = take_authors(&mut pieces);
    let date = date_of(&pieces);
    let count = put_notes(notes, &mut pieces);
    let mut builder = Builder::default();
    pieces.into_iter().for_each(|piece| piece.block.write(&mut builder));
    let told = builder.remarks();
    let paragraphs = builder.finish();
    if paragraphs.is_empty() {
        return Err(unreadable(if seen.broken {
            "this document is damaged: there is no text before the place where it breaks off; get it once more"
        } else {
            "there is no text in this document; if it holds pictures of text, these must be recognised first"
        }));
    }
    Ok(Imported {
        title: title.or(about.title),
        date,
        language: about.language,
        article: Article {
            byline: byline.or(about.byline),
            provenance: Provenance::OwnCopy { of: about.name },
            written_before: None,
            paragraphs,
            claims: Vec::new(),
        },
        format: about.format,
        encoding: None,
        remarks: remarks(seen, count).into_iter().chain(told).collect(),
    })
}

/// Adds a row of a table. A row of data is one paragraph; the cells of any other are read one after the other.
pub(super) fn put_row(mut cells: Vec<Vec<Piece>>, out: &mut Vec<Piece>) {
    cells.iter_mut().for_each(|pieces| pieces.retain(|piece| !piece.is_blank()));
    cells.retain(|pieces| !pieces.is_empty());
    let length = |pieces: &Vec<Piece>| pieces.iter().map(|piece| piece.block.spans.len()).sum::<usize>();
    if cells.len() < 2 || cells.iter().any(|pieces| length(pieces) > LONGEST_CELL) {
        out.extend(cells.into_iter().flatten());
        return;
    }
    let mut row = Spans::default();
    for (cell, pieces) in cells.into_iter().enumerate() {
        for (at, piece) in pieces.into_iter().enumerate() {
            match (cell, at) {
                (0, 0) => {}
                (_, 0) => row.push(BETWEEN_CELLS, &Look::default()),
                _ => row.push(" ", &Look::default()),
            }
            row.append(piece.block.spans);
        }
    }
    out.push(Piece::text(row));
}

/// Adds the notes as items of a list, each with its number as the mark of its first paragraph; says how many.
fn put_notes(notes: Vec<Vec<Piece>>, out: &mut Vec<Piece>) -> usize {
    let mut number = 0;
    for mut pieces in notes {
        pieces.retain(|piece| !piece.is_blank());
        if let Some(first) = pieces.first_mut() {
            number += 1;
            first.role = None;
            first.block.kind = ParagraphKind::ListItem { mark: number.to_string() };
        }
        out.append(&mut pieces);
    }
    number
}

/// Takes the title out of the text. Later paragraphs of its style become headings, and where there is nothing but a
/// title it stays.
fn take_title(pieces: &mut Vec<Piece>) -> Option<String> {
    pieces.retain(|piece| !piece.is_blank());
    let is_title = |piece: &Piece| piece.role == Some(Role::Title);
    let at = pieces.iter().take(TITLE_WITHIN).position(is_title);
    let end = at.map_or(0, |at| at + pieces.iter().skip(at).take_while(|piece| is_title(piece)).count());
    let mut title = None;
    if let Some(at) = at {
        let words: Vec<String> = pieces.iter().take(end).skip(at).map(|piece| piece.block.spans.plain()).collect();
        title = Some(words.join(" "));
        if pieces.len() > end - at {
            pieces.drain(at..end);
        }
    }
    for piece in pieces.iter_mut().filter(|piece| is_title(piece)) {
        piece.block.kind = ParagraphKind::Heading;
    }
    title
}

/// Takes the lines that the style says are the authors' out of the text, where there is other text.
fn take_authors(pieces: &mut Vec<Piece>) -> Option<String> {
    let lead = pieces.iter().take_while(|piece| piece.role == Some(Role::Author));
    let lead: Vec<String> = lead.map(|piece| piece.block.spans.plain()).collect();
    if lead.is_empty() || lead.len() == pieces.len() {
        return None;
    }
    pieces.drain(..lead.len());
    Some(lead.join(", "))
}

/// The date that one of the first lines is. It stays in the text. When the file was made is no date of the article: it
/// may be an old text that somebody typed today.
fn date_of(pieces: &[Piece]) -> Option<Date> {
    pieces.iter().take(DATE_WITHIN).find_map(|piece| dateline(&piece.block.spans.plain()))
}

fn remarks(seen: &Seen, notes: usize) -> Vec<String> {
    let mut remarks = seen.damage();
    let mut say = |said: bool, remark: String| remarks.extend(said.then_some(remark));
    let several = |n: usize, one: &str, more: &str| if n == 1 { format!("One {one}") } else { format!("{n} {more}") };
    say(notes > 0, format!("{} at the end.", several(notes, "note stands", "notes stand")));
    say(seen.pictures > 0, format!("{} left out.", several(seen.pictures, "picture was", "pictures were")));
    say(seen.comments > 0, format!("{} left out.", several(seen.comments, "comment was", "comments were")));
    say(seen.contents, "The table of contents was left out.".into());
    say(seen.hidden, "Hidden text was left out.".into());
    say(seen.other_files, "Text of another file inside this one was left out.".into());
    say(seen.unknown_signs, "Some signs could not be read; they are shown as \u{fffd}.".into());
    remarks
}
