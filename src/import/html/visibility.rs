//! What a page shows: hidden text, text for screen readers alone, and dialogs over the page.

use dom_query::NodeRef;

use super::class_words::words;
use super::consent;
use super::element::{attribute, short_text};

/// The longest text, in bytes, that is taken for a remark to screen readers because of its class.
const MAX_HELPER_BYTES: usize = 300;
/// The smallest offset, in pixels, that moves text off every screen.
const OFF_SCREEN_PX: f32 = 900.0;

/// Words in classes that hide text from all but screen readers.
const HELPER_WORDS: [&str; 20] = [
    "sronly",
    "sronlytext",
    "visuallyhidden",
    "visualhidden",
    "visuallyhide",
    "hiddenvisually",
    "hidevisually",
    "screenreader",
    "screenreaders",
    "screenreadertext",
    "screenreaderonly",
    "forsr",
    "a11yhidden",
    "a11yonly",
    "elementinvisible",
    "assistivetext",
    "accessiblyhidden",
    "accessiblehide",
    "accessibilityhidden",
    "offscreen",
];
/// The first words of classes that say what an element is about, or that it is shown.
const OTHER_FIRST_WORDS: [&str; 5] = ["not", "tag", "category", "topic", "keyword"];

/// Returns the declarations of a `style` attribute: property and value in lower case without whitespace.
fn declarations(node: &NodeRef<'_>) -> Vec<(String, String)> {
    let style = attribute(node, "style");
    let compact = |text: &str| text.split_whitespace().collect::<String>();
    let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.map(|(property, value)| (compact(property), compact(value).replace("!important", ""))).collect()
}

/// Returns the value of a property in the `style` attribute, in lower case without whitespace.
pub(super) fn style_of(node: &NodeRef<'_>, property: &str) -> Option<String> {
    // The last declaration of a property holds.
    declarations(node).into_iter().rev().find(|(name, _)| name == property).map(|(_, value)| value)
}

/// Returns whether a page marks an element as not shown, or as shown to screen readers alone.
pub(super) fn is_hidden(node: &NodeRef<'_>) -> bool {
    is_not_shown(node) || is_for_screen_readers(node)
}

/// Returns whether a page marks an element as not shown.
pub(super) fn is_not_shown(node: &NodeRef<'_>) -> bool {
    let is_hidden = node.attr("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"));
    if is_hidden || !node.has_attr("style") {
        return is_hidden;
    }
    declarations(node).iter().any(|(property, value)| match property.as_str() {
        "display" => value == "none",
        "visibility" => value == "hidden" || value == "collapse",
        _ => false,
    })
}

/// Returns whether an element is hidden from all but screen readers: by its class, clipped, or moved off the page.
fn is_for_screen_readers(node: &NodeRef<'_>) -> bool {
    if let Some(class) = node.class() {
        let mut names = class.split_ascii_whitespace();
        if names.any(is_helper_class) && short_text(node, MAX_HELPER_BYTES).is_some() {
            return true;
        }
    }
    node.has_attr("style") && is_moved_or_clipped(&declarations(node))
}

fn is_helper_class(class: &str) -> bool {
    let words = words(class);
    let is_other = words.first().is_some_and(|first| OTHER_FIRST_WORDS.contains(&first.as_str()));
    words == ["sr"] || (!is_other && words.iter().any(|word| HELPER_WORDS.contains(&word.as_str())))
}

fn is_moved_or_clipped(declarations: &[(String, String)]) -> bool {
    let value = |name: &str| declarations.iter().rev().find(|(property, _)| property == name).map(|(_, v)| v.as_str());
    let is_positioned = matches!(value("position"), Some("absolute" | "fixed"));
    let is_far = |name: &str| value(name).and_then(pixels).is_some_and(|offset| offset <= -OFF_SCREEN_PX);
    if is_positioned && ["left", "right", "top", "bottom", "margin-left"].into_iter().any(is_far) {
        return true;
    }
    let is_clipped = value("clip-path")
        .is_some_and(|clip| ["inset(50%", "inset(100%", "circle(0"].iter().any(|start| clip.starts_with(start)))
        || (is_positioned && value("clip").is_some_and(is_empty_rectangle));
    let is_tiny = |name: &str| value(name).and_then(pixels).is_some_and(|size| size <= 1.0);
    is_clipped
        || is_far("text-indent")
        || (is_tiny("width") && is_tiny("height") && value("overflow") == Some("hidden"))
}

/// Returns whether a `rect(...)` encloses at most one pixel.
fn is_empty_rectangle(clip: &str) -> bool {
    let Some(sides) = clip.strip_prefix("rect(").and_then(|rest| rest.strip_suffix(')')) else { return false };
    let separator = if sides.contains(',') { ',' } else { 'x' };
    let sides: Vec<f32> = match separator {
        ',' => sides.split(',').filter_map(pixels).collect(),
        // Without commas, whitespace separated the sides, and it is gone by now.
        _ => return sides.trim_end_matches("px").chars().all(|c| "01px".contains(c)),
    };
    sides.len() == 4 && sides.iter().all(|side| side.abs() <= 1.0)
}

/// Parses a length in pixels; an `em` counts as 16 pixels.
fn pixels(length: &str) -> Option<f32> {
    let number = |unit: &str| length.strip_suffix(unit).and_then(|number| number.parse::<f32>().ok());
    number("px").or_else(|| number("rem").or_else(|| number("em")).map(|em| em * 16.0)).or_else(|| length.parse().ok())
}

/// Returns whether an element is hidden from screen readers, as decorations and the page behind a dialog are.
pub(super) fn is_aria_hidden(node: &NodeRef<'_>) -> bool {
    attribute(node, "aria-hidden") == "true"
}

/// Returns whether an element is a dialog over the page: it says so by its name or role, or it asks for consent.
pub(super) fn is_dialog(node: &NodeRef<'_>) -> bool {
    if !["role", "class", "id", "aria-modal"].iter().any(|name| node.has_attr(name)) {
        return node.has_name("dialog");
    }
    let name = node.node_name().unwrap_or_default();
    if matches!(&*name, "html" | "body" | "main" | "article") {
        return false;
    }
    let role = attribute(node, "role");
    if &*name == "dialog" || role == "dialog" || role == "alertdialog" || attribute(node, "aria-modal") == "true" {
        return true;
    }
    matches!(&*name, "div" | "section" | "aside" | "form") && consent::is_request(node)
}

#[cfg(test)]
mod tests {
    use super::{is_dialog, is_hidden};
    use dom_query::Document;

    fn check(html: &str, test: fn(&dom_query::NodeRef<'_>) -> bool) -> bool {
        let document = Document::from(html);
        let node = document.body().and_then(|body| body.first_element_child()).expect("an element");
        test(&node)
    }

    #[test]
    fn text_that_is_hidden_or_for_screen_readers_alone_is_told_by_class_and_style() {
        for attributes in [
            "hidden",
            "style='display: none !important'",
            "style='color:red; VISIBILITY: hidden'",
            "class='a sr-only'",
            "class='visually-hidden'",
            "class='u-visuallyHidden'",
            "class='Link_srOnly__x7'",
            "class='screen-reader-text'",
            "class='show-for-sr'",
            "class='govuk-visually-hidden'",
            "class='visually-hidden-focusable'",
            "class='ScreenReaderText'",
            "class='screenreadertext'",
            "class='is-sr-only'",
            "class='sr'",
            "style='position:absolute;left:-9999px'",
            "style='position:absolute; top: -10000em'",
            "style='text-indent:-9999px'",
            "style='position:absolute;clip:rect(0,0,0,0)'",
            "style='position:absolute;clip:rect(1px 1px 1px 1px)'",
            "style='clip-path:inset(50%)'",
            "style='position:absolute;width:1px;height:1px;overflow:hidden'",
        ] {
            assert!(check(&format!("<span {attributes}>x</span>"), is_hidden), "{attributes}");
        }
        for attributes in [
            "hidden=until-found",
            "class='hidden-gems'",
            "class='not-sr-only'",
            "class='screen'",
            "class='tag-for-sri-lanka'",
            "class='tag-screen-reader'",
            "class='topic--visually-hidden'",
            "class='off-screenings'",
            "class='kickoff-screen'",
            "style='position:absolute;left:-5px'",
            "style='clip:rect(0,0,0,0)'",
            "style='position:absolute;clip:rect(0,200px,100px,0)'",
            "style='text-indent:-1.5em'",
            "style='overflow:hidden;height:1px'",
            "style='opacity:0'",
            "style='display:none;display:block'",
        ] {
            // The last declaration holds, as in a browser.
            let expected = attributes.contains("display:none;display:block");
            assert_eq!(check(&format!("<span {attributes}>x</span>"), is_hidden), expected, "{attributes}");
        }
        let long = format!("<div class=offscreen>{}</div>", "words ".repeat(100));
        assert!(!check(&long, is_hidden), "a class hides no long text");
    }

    #[test]
    fn dialogs_are_told_by_element_and_role() {
        for open in ["<dialog>", "<div role=dialog>", "<div role=alertdialog>", "<div aria-modal=true>"] {
            assert!(check(&format!("{open}Anything"), is_dialog), "{open}");
        }
        for open in ["<div class=content>", "<p class=cookie>", "<div role=document>", "<article role=dialog>"] {
            assert!(!check(&format!("{open}Bake them."), is_dialog), "{open}");
        }
    }
}
