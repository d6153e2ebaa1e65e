//! An example of every field that must be written, for the hint when one is missing.

/// How a field is written, by the type it belongs to and its name.
pub(super) fn of(owner: Option<&str>, field: &str) -> Option<&'static str> {
    let of_owner = match (owner.unwrap_or_default(), field) {
        ("Edition", "id") => r#"id: "pakistan-missile-sanctions""#,
        ("Paragraph", "id") => r#"id: "p5""#,
        ("Claim", "id") => r#"id: "p5.c1""#,
        ("Perspective", "id") => r#"id: "us-government""#,
        ("Note", "id") => r#"id: "us.trend""#,
        ("Source", "id") => r#"id: "finer-2024-12-19""#,
        ("Claim", "on") => r#"on: "p5""#,
        ("Perspective", "kind") => "kind: Government",
        ("Source", "kind") => "kind: Speech",
        _ => "",
    };
    if !of_owner.is_empty() {
        return Some(of_owner);
    }
    Some(match field {
        "about" => r#"about: "Officials of the government speak here; commentators do not.""#,
        "accessed" => r#"accessed: "2026-11-23""#,
        "article" => "article: Article(provenance: Original(of: \"...\"), paragraphs: [])",
        "authors" => r#"authors: [Person(family: "Finer", given: "Jon")]"#,
        "checked" => r#"checked: "2026-11-23""#,
        "citations" => r#"citations: [(source: "finer-2024-12-19")]"#,
        "code" => r#"code: "us""#,
        "entered_by" => r#"entered_by: "A. Curator""#,
        "family" => r#"family: "Finer""#,
        "format" => "format: 1",
        "hue" => r#"hue: "blue""#,
        "id" => r#"id: "p5" in a paragraph, id: "us.trend" in a note, id: "finer-2024-12-19" in a source"#,
        "kind" => "kind: Government in a perspective, kind: Speech in a source",
        "language" => r#"language: "en""#,
        "looked_in" => r#"looked_in: ["Press releases of the ministry"]"#,
        "name" => r#"name: "US government""#,
        "of" => r#"of: "p12""#,
        "on" => r#"on: ["p5"]"#,
        "paragraphs" => r#"paragraphs: [(id: "p1", text: "...")]"#,
        "perspectives" => r#"perspectives: ["us-government"]"#,
        "primary" => "primary: true",
        "provenance" => r#"provenance: Original(of: "...")"#,
        "revision" => r#"revision: "2026-11-23""#,
        "source" => r#"source: "finer-2024-12-19""#,
        "stance" => "stance: Disputes",
        "summary" => r#"summary: "What they say, in your own words.""#,
        "text" => r#"text: "The words, on one line.""#,
        "title" => r#"title: "The title""#,
        "why" => r#"why: "The paragraph makes no claim about them.""#,
        _ => return None,
    })
}
