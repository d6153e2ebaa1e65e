//! What a style cannot know is put right in what it made: how a title looks, and where the address is.

use super::item::FENCE;
use super::letters::curled;
use super::pieces::{Piece, push};

/// How a title is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TitleLook {
    /// As the style has it.
    OfStyle,
    /// In quotation marks.
    Quoted,
    /// As it stands, as for laws.
    Plain,
    /// In square brackets: it is a description, not a title.
    Described,
}

/// The pieces with their titles set off as wanted; the titles stand between fences.
pub(super) fn titled(pieces: Vec<Piece>, look: TitleLook) -> Vec<Piece> {
    let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let mut rest = &whole[..];
    let mut at = 0;
    let mut out = Vec::new();
    while let Some((before, after)) = rest.split_once(FENCE) {
        let Some((title, after)) = after.split_once(FENCE) else { break };
        let start = at + before.len();
        let title_at = start + FENCE.len_utf8();
        let quoted = before.ends_with('“');
        let italic = looks_at(&pieces, title_at).is_some_and(|piece| piece.italic);
        cut(&pieces, whole.len() - rest.len(), start - if quoted { '“'.len_utf8() } else { 0 }, &mut out);
        let mut after = after;
        let mut mark = None;
        for _ in 0..2 {
            match after.chars().next() {
                Some(c @ ('.' | ',')) if mark.is_none() => mark = Some(c),
                Some('”') if quoted => {}
                _ => break,
            }
            after = after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        }
        set(title, mark, Set { look, quoted, italic }, &mut out);
        at = whole.len() - after.len();
        rest = after;
    }
    cut(&pieces, at, whole.len(), &mut out);
    out.iter_mut().for_each(|piece| piece.text.retain(|c| c != FENCE));
    out.retain(|piece| !piece.text.is_empty());
    out
}

/// What a title was, and what it is to be.
struct Set {
    look: TitleLook,
    quoted: bool,
    italic: bool,
}

fn set(title: &str, mark: Option<char>, Set { look, quoted, italic }: Set, out: &mut Vec<Piece>) {
    let in_quotes = look == TitleLook::Quoted || (look == TitleLook::OfStyle && quoted);
    let title = curled(title, in_quotes);
    // A sentence ends once: after a question mark no full stop, after a full stop no second one.
    let ended = title.ends_with(['.', '?', '!', '…']);
    let mark = mark.filter(|mark| !(ended && (*mark == '.' && look != TitleLook::Described)));
    let mark = mark.map(String::from).unwrap_or_default();
    match look {
        TitleLook::Described => push(Piece::plain(format!("[{title}]{mark}")), out),
        TitleLook::Plain => push(Piece::plain(format!("{title}{mark}")), out),
        _ if in_quotes => push(Piece::plain(format!("“{title}{mark}”")), out),
        _ => {
            push(Piece { text: title, italic, ..Piece::default() }, out);
            push(Piece::plain(mark), out);
        }
    }
}

fn looks_at(pieces: &[Piece], at: usize) -> Option<&Piece> {
    let mut end = 0;
    pieces.iter().find(|piece| {
        end += piece.text.len();
        at < end
    })
}

/// Copies the pieces of a stretch of the whole text, given in bytes.
fn cut(pieces: &[Piece], from: usize, to: usize, out: &mut Vec<Piece>) {
    let mut start = 0;
    for piece in pieces {
        let (low, high) = (from.max(start), to.min(start + piece.text.len()));
        if low < high
            && let Some(text) = piece.text.get(low - start..high - start)
        {
            push(Piece { text: text.to_owned(), ..piece.clone() }, out);
        }
        start += piece.text.len();
    }
}

/// The pieces with an address of the web as a piece of its own, which leads there.
pub(super) fn linked(pieces: Vec<Piece>, address: Option<&str>) -> Vec<Piece> {
    let Some(address) = address.filter(|address| Piece::address(*address).link) else { return pieces };
    let mut out = Vec::with_capacity(pieces.len() + 2);
    let mut found = false;
    for piece in pieces {
        match piece.text.split_once(address) {
            Some((before, after)) if !found => {
                found = true;
                push(Piece { text: before.to_owned(), ..piece.clone() }, &mut out);
                push(Piece::address(address), &mut out);
                push(Piece { text: after.to_owned(), ..piece.clone() }, &mut out);
            }
            _ => push(piece, &mut out),
        }
    }
    out
}

/// The pieces with one text in place of another where it first stands within a piece.
pub(super) fn replaced(mut pieces: Vec<Piece>, old: &str, new: &str) -> Vec<Piece> {
    if let Some(piece) = pieces.iter_mut().find(|piece| piece.text.contains(old)) {
        piece.text = piece.text.replacen(old, new, 1);
    }
    pieces
}
