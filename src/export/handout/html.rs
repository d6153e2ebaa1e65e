//! Writes a handout as a single xml_safe HTML page, without scripts and external resources.

use std::fmt::Write as _;

use crate::model::progress::{Cancelled, Progress};

use super::markup::{element, escaped, runs, square, token};
use super::page::{Handout, Row, RowKind, Speaker};
use super::reply::{OtherNote, PrintedNote, Reply};
use super::{HandoutKind, KeyBox, KeyLine, Paper, SheetMark, SheetRow, SourceEntry};

/// The stylesheet for screen and print.
const STYLE: &str = include_str!("../../../assets/handout/handout.css");

/// Returns the HTML page of a handout.
///
/// # Errors
/// Returns [`Cancelled`] if the job is cancelled.
pub fn page(handout: &Handout, progress: &Progress) -> Result<String, Cancelled> {
    let mut out = String::new();
    head(handout, &mut out);
    out.push_str("<main id=\"main\">\n");
    match handout.kind {
        HandoutKind::Full | HandoutKind::Pupil | HandoutKind::Key => {
            for (done, row) in handout.rows.iter().enumerate() {
                progress.report(done, handout.rows.len())?;
                self::row(handout, row, &mut out);
            }
        }
        HandoutKind::Sheet => matrix(handout, &mut out),
        HandoutKind::Sources => works(handout, &mut out),
    }
    out.push_str("</main>\n");
    foot(handout, &mut out);
    progress.report(1, 1)?;
    Ok(out)
}

// Writing to a String cannot fail.
macro_rules! put {
    ($out:expr, $($text:tt)*) => { { let _ = writeln!($out, $($text)*); } };
}

/// Writes everything before the rows: document head, title, legend and navigation.
fn head(handout: &Handout, out: &mut String) {
    let Handout { title, head, revision, legend, rows, paper, large, .. } = handout;
    let size = match paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    let page_language = &title.language;
    put!(out, "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">", escaped(page_language));
    put!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    put!(out, "<title>{}</title>", escaped(&handout.name()));
    put!(out, "<style>\n{STYLE}@page {{ size: {size}; }}\n</style>\n</head>");
    put!(out, "<body class=\"{}{}\">", handout.kind.word(), if *large { " large" } else { "" });
    put!(out, "<a class=\"skip\" href=\"#main\">To the text</a>\n<header>");
    put!(out, "<p class=\"kind\">{}</p>", handout.kind.name());
    put!(out, "{}", element("h1", "", title, page_language));
    head.iter().for_each(|line| put!(out, "{}", element("p", "", line, page_language)));
    put!(out, "<p>Edition of {}.</p>\n<p class=\"legend\">{}</p>", escaped(revision), escaped(legend));
    if handout.kind == HandoutKind::Pupil {
        put!(out, "<ul class=\"fields\">");
        super::FIELDS.iter().for_each(|name| put!(out, "<li>{name}</li>"));
        put!(out, "</ul>");
    }
    put!(out, "</header>");
    if rows.len() > 1 {
        put!(out, "<nav aria-label=\"Paragraphs\">\n<ul>");
        for Row { label, .. } in rows {
            put!(out, "<li><a href=\"#p{}\">¶{}</a></li>", token(label), escaped(label));
        }
        put!(out, "</ul>\n</nav>");
    }
}

fn row(handout: &Handout, row: &Row, out: &mut String) {
    let Row { label, kind, text, claims, questions, replies, key } = row;
    let page_language = &handout.title.language;
    let id = token(label);
    put!(out, "<section class=\"row\" aria-labelledby=\"p{id}\">\n<div class=\"left\">");
    put!(out, "<h2 id=\"p{id}\">¶{}{}</h2>", escaped(label), after_label(kind));
    if let Some(text) = text {
        let (before, name, class) = match kind {
            RowKind::Heading => (String::new(), "p", "heading"),
            RowKind::Quote => (String::new(), "blockquote", ""),
            RowKind::PullQuote { .. } => (String::new(), "p", "pull"),
            RowKind::ListItem { mark } => (format!("<span class=\"mark\">{}</span> ", escaped(mark)), "p", "item"),
            RowKind::Text | RowKind::Whole => (String::new(), "p", ""),
        };
        let whole = element(name, class, text, page_language);
        let at = whole.find('>').map_or(0, |at| at + 1);
        put!(out, "{}{before}{}", whole.get(..at).unwrap_or_default(), whole.get(at..).unwrap_or_default());
    }
    for (class, list) in [("claim", claims), ("question", questions)] {
        list.iter().for_each(|words| put!(out, "{}", element("p", class, words, page_language)));
    }
    put!(out, "</div>");
    if handout.kind == HandoutKind::Pupil && kind.takes_replies() {
        boxes(handout, label, out);
    } else if !key.is_empty() {
        filled_boxes(handout, label, key, out);
    } else if !replies.is_empty() {
        put!(out, "<div class=\"right\">");
        replies.iter().for_each(|reply| self::reply(handout, reply, out));
        put!(out, "</div>");
    }
    put!(out, "</section>");
}

/// Returns the text after the number of a paragraph that is not running text.
fn after_label(kind: &RowKind) -> String {
    match kind {
        RowKind::Whole => " <span class=\"aside\">the whole article</span>".to_owned(),
        RowKind::PullQuote { of } => format!(" <span class=\"aside\">a pull-quote of ¶{}</span>", escaped(of)),
        RowKind::Heading => " <span class=\"aside\">a heading</span>".to_owned(),
        RowKind::Quote => " <span class=\"aside\">a quotation</span>".to_owned(),
        RowKind::Text | RowKind::ListItem { .. } => String::new(),
    }
}

/// Writes the empty boxes of the pupils' sheet.
fn boxes(handout: &Handout, label: &str, out: &mut String) {
    put!(out, "<div class=\"right boxes\">");
    for Speaker { code, name, .. } in &handout.speakers {
        put!(out, "<div class=\"box\">\n<h3><b>{}{}</b> {}</h3>", escaped(label), escaped(code), escaped(name));
        put!(out, "<ul class=\"ticks\">");
        super::TICKS.iter().for_each(|word| put!(out, "<li>{word}</li>"));
        put!(out, "</ul>\n<div class=\"lines\"></div>\n<div class=\"lines\"></div>\n</div>");
    }
    if let Some(own_words) = handout.own_words {
        put!(out, "<div class=\"box\">\n<h3><b>{}</b> {own_words}</h3>", escaped(label));
        put!(out, "<div class=\"lines\"></div>\n<div class=\"lines\"></div>\n<div class=\"lines\"></div>\n</div>");
    }
    put!(out, "</div>");
}

/// Writes the filled-in boxes of the pupils' key.
fn filled_boxes(handout: &Handout, label: &str, boxes: &[KeyBox], out: &mut String) {
    let page_language = &handout.title.language;
    put!(out, "<div class=\"right boxes\">");
    for (Speaker { code, name, .. }, KeyBox { ticked, lines }) in handout.speakers.iter().zip(boxes) {
        put!(out, "<div class=\"box\">\n<h3><b>{}{}</b> {}</h3>", escaped(label), escaped(code), escaped(name));
        if !ticked.is_empty() {
            put!(out, "<ul class=\"ticks\">");
            ticked.iter().for_each(|word| put!(out, "<li class=\"on\">{word}</li>"));
            put!(out, "</ul>");
        }
        for KeyLine { mark, code, text } in lines {
            let mark = mark.map_or("–".to_owned(), |mark| format!("{} <b>{}</b>", square(mark), escaped(code)));
            put!(out, "<p class=\"small\">{mark} {}</p>", element("span", "", text, page_language));
        }
        put!(out, "</div>");
    }
    put!(out, "</div>");
}

fn reply(handout: &Handout, reply: &Reply, out: &mut String) {
    let column = reply.speaker();
    let Some(Speaker { name, code: letters, hue, .. }) = handout.speakers.get(column) else { return };
    let (name, edge) = (escaped(name), column % 6);
    put!(out, "<div class=\"reply edge{edge} {}\">", token(hue));
    match reply {
        Reply::Note(note) => self::note(handout, note, &name, out),
        Reply::Pointer { speaker: _, stance, mark, code, printed_at } => {
            let code = escaped(code);
            put!(
                out,
                "<p class=\"quiet\">{} {stance} · {name} <b>{code}</b>: stands at <a href=\"#p{}\">¶{}</a></p>",
                square(mark),
                token(printed_at),
                escaped(printed_at)
            );
        }
        Reply::Silent { speaker: _, name: what, checked, looked_in } => {
            let what = element("span", "", what, &handout.title.language);
            put!(out, "<p class=\"quiet\">– {what} · {name} ({}), checked {}.", escaped(letters), escaped(checked));
            if !looked_in.text().is_empty() {
                put!(out, "{}", element("span", "", looked_in, &handout.title.language));
            }
            put!(out, "</p>");
        }
        Reply::NotApplicable { speaker: _, why } => {
            let why = element("span", "", why, &handout.title.language);
            put!(out, "<p class=\"quiet\">n/a Not applicable · {name} ({}): {why}</p>", escaped(letters));
        }
        Reply::NotLookedFor { speaker: _ } => {
            put!(out, "<p class=\"quiet\">· Not looked for yet · {name} ({})</p>", escaped(letters));
        }
    }
    put!(out, "</div>");
}

fn note(handout: &Handout, note: &PrintedNote, name: &str, out: &mut String) {
    let PrintedNote {
        more_citations,
        others,
        speaker: _,
        stance,
        mark,
        code,
        date,
        later,
        also,
        answers,
        gist,
        summary,
        quotations,
        citations,
        authorship,
    } = note;
    let page_language = &handout.title.language;
    let date = date.as_deref().map_or(String::new(), |date| format!(" · {}", escaped(date)));
    let later =
        later.as_ref().map_or(String::new(), |label| format!(" · <span class=\"later\">{}</span>", escaped(label)));
    put!(out, "<h3>{} {stance} · {name} <b>{}</b>{date}{later}</h3>", square(mark), escaped(code));
    if !also.is_empty() {
        let also: Vec<String> = also.iter().map(|label| format!("¶{}", escaped(label))).collect();
        put!(out, "<p class=\"small\">also on {}</p>", also.join(", "));
    }
    if let Some(answers) = answers {
        put!(out, "<p class=\"small\">on: {}</p>", element("span", "", answers, page_language));
    }
    gist.iter().for_each(|gist| put!(out, "{}", element("p", "gist", gist, page_language)));
    put!(out, "{}", element("p", "summary", summary, page_language));
    for (words, from, sense) in quotations {
        put!(out, "{}", element("blockquote", "", words, page_language));
        put!(out, "<p class=\"small\">{}</p>", escaped(from));
        sense.iter().for_each(|sense| put!(out, "<p class=\"small\">In translation: {}</p>", escaped(sense)));
    }
    let more = if *more_citations > 0 { format!(" (and {more_citations} more)") } else { String::new() };
    citations.iter().for_each(|line| put!(out, "<p class=\"cite\">{}{more}</p>", escaped(line)));
    authorship.iter().for_each(|line| put!(out, "<p class=\"small\">{}</p>", escaped(line)));
    if !others.is_empty() {
        let marks = others.iter().map(|OtherNote { mark, code }| format!("{} <b>{}</b>", square(mark), escaped(code)));
        put!(out, "<p class=\"small\">{} more: {}</p>", others.len(), marks.collect::<Vec<_>>().join(" "));
    }
}

fn matrix(handout: &Handout, out: &mut String) {
    if handout.speakers.is_empty() || handout.matrix.is_empty() {
        put!(out, "<p>There is nothing to set out: the edition has no perspectives or no paragraphs.</p>");
        return;
    }
    put!(out, "<table>\n<caption>What each perspective does with each paragraph's claim</caption>\n<thead>\n<tr>");
    put!(out, "<th scope=\"col\">Paragraph</th>");
    for Speaker { code, name, .. } in &handout.speakers {
        put!(out, "<th scope=\"col\">{}<br><b>{}</b></th>", escaped(name), escaped(code));
    }
    put!(out, "</tr>\n</thead>\n<tbody>");
    for SheetRow { label, what, claims, cells } in &handout.matrix {
        let page_language = &handout.title.language;
        let what = element("span", "what", what, page_language);
        let claims = claims.iter().map(|(letter, claim)| {
            format!("<span class=\"short\">{letter}: {}</span>", element("span", "", claim, page_language))
        });
        put!(out, "<tr>\n<th scope=\"row\"><b>¶{}</b> {what}{}</th>", escaped(label), claims.collect::<String>());
        for marks in cells {
            put!(out, "<td>{}</td>", marks.iter().map(|it| mark(it, page_language)).collect::<Vec<_>>().join("<br>"));
        }
        put!(out, "</tr>");
    }
    put!(out, "</tbody>\n</table>");
}

fn mark(SheetMark { sign, word, stance, on, gist }: &SheetMark, page_language: &str) -> String {
    let sign = if *stance { square(sign) } else { (*sign).to_owned() };
    let gist = gist.as_ref().map_or(String::new(), |gist| element("span", "short", gist, page_language));
    let on = if on.is_empty() { String::new() } else { format!(" <b>{}</b>", escaped(on)) };
    format!("{}{on} {gist}", format!("{sign} {word}").trim_end()).trim_end().to_owned()
}

fn works(handout: &Handout, out: &mut String) {
    if handout.works.is_empty() {
        put!(out, "<p>No source is cited.</p>");
        return;
    }
    put!(out, "<ul class=\"works\">");
    for SourceEntry { who, role, title, about, read, address, cited, relayed } in &handout.works {
        let role = role.as_deref().map_or(String::new(), |role| format!(", {}", escaped(role)));
        let title = element("cite", "", title, &handout.title.language);
        put!(out, "<li>\n<p><b>{}</b>{role}. {title}. {}.</p>", escaped(who), escaped(about));
        put!(out, "<p class=\"small\">{}</p>", escaped(read));
        if let Some(address) = address {
            let address = escaped(address);
            put!(out, "<p class=\"small\"><a href=\"{address}\">{address}</a></p>");
        }
        for (what, codes) in [("Cited by", cited), ("Read through it", relayed)] {
            if !codes.is_empty() {
                put!(out, "<p class=\"codes\">{what}: {}</p>", escaped(&codes.join(", ")));
            }
        }
        put!(out, "</li>");
    }
    put!(out, "</ul>");
}

/// Writes the footer below the rows.
fn foot(handout: &Handout, out: &mut String) {
    let Handout { speakers, absences, .. } = handout;
    put!(out, "<footer>");
    if !absences.is_empty() {
        put!(out, "<h2>What was not found</h2>\n<ul>");
        for point in absences {
            put!(out, "<li><b>{}</b> {}</li>", escaped(&point.what), escaped(&point.text));
        }
        put!(out, "</ul>");
    }
    if handout.kind == HandoutKind::Full && !speakers.is_empty() {
        put!(out, "<h2>Who speaks</h2>\n<ul>");
        for Speaker { code, name, about, authorship, .. } in speakers {
            let (code, name) = (escaped(code), escaped(name));
            put!(out, "<li><b>{name}</b> ({code}). {} {}</li>", runs(about), escaped(authorship));
        }
        put!(out, "</ul>");
    }
    put!(out, "<p class=\"small\">{}. Edition of {}.</p>", escaped(&handout.name()), escaped(&handout.revision));
    put!(out, "</footer>\n</body>\n</html>");
}
