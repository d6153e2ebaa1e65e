//! Importing saved web pages: which text is taken of a page, what is left out and said so, who wrote it and when.

use parallax::import::{Imported, ReadOptions, import};
use parallax::model::ParagraphKind;
use parallax::model::progress::Progress;
use proptest::prelude::*;

/// The paragraphs of the article in most of these pages.
const ARTICLE: [&str; 6] = [
    "The ministry said on Monday that the three dams on the Harrow would be emptied before the rains, a step that farmers in both valleys have asked for since the floods.",
    "Engineers who have walked the walls say the cracks are shallow, and that the older of the two gates can be mended without closing the road, if the work begins soon.",
    "Neither side has published the figures on which the new timetable rests, and the water board, asked twice for its own estimate, answered that it had none to give.",
    "In the lower valley the mood is less patient; a meeting in the school hall went on until midnight, and those who spoke wanted to know who would pay for the wells.",
    "The treaty, signed when neither country had a single pump on the river, gives the upper state two fifths of the summer flow, and it says nothing at all about silt.",
    "By the end of the week, said the minister's deputy, a date for talks would be named, and until then the gates would stay as they are, whatever the farmers might say.",
];

/// Returns the article in `p` elements.
fn article() -> String {
    ARTICLE.map(|text| format!("<p>{text}</p>\n")).concat()
}

/// Returns the article with `new` for `old` in it.
fn article_with(old: &str, new: &str) -> String {
    let text = article();
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replace(old, new)
}

/// Returns a page with this head and this body around the article.
fn page(head: &str, main: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Dams to be emptied - The Valley Courier</title>\
         {head}</head><body><header><nav><ul><li><a href=/>Home</a><li><a href=/world>World</a></ul></nav></header>\
         <main>{main}</main><footer><p>© The Valley Courier. All rights reserved.</p></footer></body></html>"
    )
}

/// Returns a page whose article has this in it.
fn article_page(inner: &str) -> String {
    page("", &format!("<article><h1>Dams to be emptied</h1>{inner}</article>"))
}

fn read(html: &str) -> Imported {
    import("page.html", html.as_bytes(), &ReadOptions::default(), &Progress::default()).unwrap()
}

fn texts(html: &str) -> Vec<String> {
    read(html).article.paragraphs.into_iter().map(|paragraph| paragraph.text).collect()
}

fn remarks(html: &str) -> Vec<String> {
    read(html).remarks().collect()
}

#[test]
fn no_word_in_a_paragraph_goes_for_its_class_id_or_role() {
    let classes = [
        "extra-nowrap",
        "header-term",
        "popup-def",
        "sidebar-em",
        "comment-time",
        "related-link",
        "social-share",
        "footer-b",
        "sponsor",
        "menu-item",
        "tooltip-supplemental",
        "remark",
        "agegate",
        "banner",
        "pager",
        "share",
        "author",
        "byline",
        "ad-break",
        "newsletter",
    ];
    for element in ["span", "em", "strong", "b", "i", "mark", "time", "abbr", "cite", "small", "a href=/x", "font"] {
        let name = element.split(' ').next().unwrap();
        for class in classes {
            for attribute in ["class", "id"] {
                let marked = format!("says <{element} {attribute}={class}>nothing</{name}> at all");
                let html = article_page(&article_with("says nothing at all", &marked));
                assert_eq!(texts(&html), ARTICLE, "{marked}");
            }
        }
    }
    for role in ["menu", "alert", "navigation", "complementary", "presentation"] {
        let marked = format!("says <span role={role}>nothing</span> at all");
        assert_eq!(texts(&article_page(&article_with("says nothing at all", &marked))), ARTICLE, "{role}");
    }
}

#[test]
fn a_drop_cap_is_part_of_its_word() {
    for cap in [
        "<span class='drop-cap header-font'>T</span>",
        "<span class='has-drop-cap banner-first'>T</span>",
        "<span class=dropcap>\nT\n</span>",
        "<span class=dropcap>T</span>\n",
        "<span class=share-initial>T</span>",
        "<span style='float:left;font-size:3em'>\nT</span>",
        "<b class=lettrine><i>T</i></b>",
        "<span class=dropcap aria-hidden=true>T</span>",
        "<span aria-hidden=true class=dropcap>T</span><span class=sr-only>T</span>",
        "<img class=dropcap alt=T src=t.png>",
        "<div class=DropCap>T</div>",
    ] {
        let html = article_page(&article_with("The ministry", &format!("{cap}he ministry")));
        assert_eq!(texts(&html), ARTICLE, "{cap}");
    }
    // The letter before a paragraph of its own.
    let apart = article_page(&article_with("<p>The ministry", "<div class=dropcap>T</div><p>he ministry"));
    assert_eq!(texts(&apart), ARTICLE);
    // A letter that is a word.
    for (cap, first) in
        [("<span class=dropcap>A</span> ministry", "A ministry"), ("<span class=dropcap>“I</span>t is", "“It is")]
    {
        let html = article_page(&article_with("The ministry", cap));
        assert!(texts(&html)[0].starts_with(first), "{cap}: {:?}", texts(&html)[0]);
    }
    // The heading of a part of a glossary is no drop cap.
    let glossary = article_page(&article_with("<p>The ministry", "<div class=initial>T</div><p>The ministry"));
    assert!(texts(&glossary).contains(&ARTICLE[0].to_owned()));
}

#[test]
fn text_for_screen_readers_alone_is_left_out_and_said_so() {
    for hidden in [
        "<span style='clip:rect(0,0,0,0);height:1px;overflow:hidden;position:absolute;width:1px'>, opens new tab</span>",
        "<span class=sr-only> (opens in a new window)</span>",
        "<span class=visually-hidden>, external</span>",
        "<span class=screen-reader-text> (external site)</span>",
        "<span style='position:absolute;left:-9999px'>Skip this.</span>",
        "<span style='visibility: hidden'>nobody sees this</span>",
        "<span hidden>not this</span>",
    ] {
        let linked = format!("<a href=https://example.org/gates>two gates{hidden}</a> can");
        let html = article_page(&article_with("two gates can", &linked));
        assert_eq!(texts(&html), ARTICLE, "{hidden}");
        assert_eq!(remarks(&html), ["One passage of hidden text was left out."], "{hidden}");
    }
    // A sign beside a link is decoration, and no text.
    let icon = "<a href=https://example.org/gates>two gates<i aria-hidden=true>open_in_new</i></a> can";
    let html = article_page(&article_with("two gates can", icon));
    assert_eq!((texts(&html), remarks(&html)), (ARTICLE.map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn an_article_hidden_behind_a_dialog_is_taken_and_the_dialog_never() {
    let consent = "<h2>We use cookies</h2><p>We and our partners keep data on your device so that we can measure how \
                   the site is used, show you adverts you may like, and improve what we make, at any time.</p>";
    let dialogs = [
        format!("<div role=dialog aria-modal=true>{consent}</div>"),
        format!("<div role=alertdialog>{consent}</div>"),
        format!("<dialog open>{consent}</dialog>"),
        format!("<div id=onetrust-consent-sdk>{consent}<button>Accept all</button></div>"),
        format!("<div class=cookie-banner>{consent}<a class=btn href=#>I agree</a></div>"),
        String::new(),
    ];
    let warning = "The page hides this text behind a dialog, or until a script shows it; check that it is all here.";
    for dialog in dialogs {
        for hide in ["aria-hidden=true", "style='display: none'", "hidden", "style=visibility:hidden"] {
            let html =
                page("", &format!("<div {hide}><h1>Dams to be emptied</h1>{}</div>{dialog}<p>Loading.", article()));
            assert_eq!(texts(&html), ARTICLE, "{hide} {dialog}");
            let dialogs = (!dialog.is_empty()).then_some("One dialog over the page was left out.");
            let expected: Vec<&str> = [warning].into_iter().chain(dialogs).collect();
            assert_eq!(remarks(&html), expected, "{hide} {dialog}");
        }
        // Beside a visible article there is nothing to doubt.
        let visible = page("", &format!("<article><h1>Dams to be emptied</h1>{}</article>{dialog}", article()));
        assert_eq!(texts(&visible), ARTICLE, "{dialog}");
        assert_eq!(remarks(&visible).len(), usize::from(!dialog.is_empty()), "{dialog}");
    }
}

#[test]
fn a_part_of_a_name_or_a_subject_makes_no_dialog_and_hides_nothing() {
    for (open, close) in [
        ("<section class=trustees>", "</section>"),
        ("<div id=age-of-consent>", "</div>"),
        ("<div class=cookie-recipes>", "<button>Print</button></div>"),
        ("<div class='post gdpr-explained'>", "</div>"),
        ("<div class='tag-for-sri-lanka'>", "</div>"),
        ("<div class='tag-screen-reader'>", "</div>"),
    ] {
        let inner = article_with("<p>In the lower", &format!("{open}<p>In the lower"));
        let html = article_page(&inner.replace("<p>The treaty", &format!("{close}<p>The treaty")));
        assert_eq!(texts(&html)[..ARTICLE.len()], ARTICLE, "{open}");
        assert_eq!(remarks(&html), Vec::<String>::new(), "{open}");
    }
    let banner = "<div class=cookie-notice><p>We use cookies, which are of great use to us and to our 800 partners.</p>\
        <button>Accept</button></div>";
    let html = article_page(&article_with("<p>In the lower", &format!("{banner}<p>In the lower")));
    assert_eq!(texts(&html), ARTICLE);
    assert!(remarks(&html)[0].contains("dialog"), "{:?}", remarks(&html));
}

#[test]
fn a_visible_article_stays_though_more_is_hidden_beside_it() {
    let other = "A sentence that belongs to the next article of this site, which nobody has opened yet. ".repeat(60);
    let html = page(
        "",
        &format!(
            "<article><h1>Dams to be emptied</h1>{}</article><div hidden><h2>Next</h2><p>{other}</div>",
            article()
        ),
    );
    assert_eq!(texts(&html), ARTICLE);
    assert_eq!(remarks(&html)[0], "Most of the text on this page is hidden, and was left out.");
}

#[test]
fn a_paragraph_that_is_one_link_stays() {
    let linked = format!("<a href=https://example.org/meeting>{}</a>", ARTICLE[3]);
    for (open, close) in [
        ("<div class='markup para'><p>", "</p></div>"),
        ("<div class=para>", "</div>"),
        ("<section><p>", "</p></section>"),
        ("<p>", "</p>"),
    ] {
        let paragraphs =
            ARTICLE.map(|text| format!("{open}{}{close}", if text == ARTICLE[3] { &linked } else { text }));
        for container in ["div class=body", "article", "div id=content"] {
            let name = container.split(' ').next().unwrap();
            let html = page("", &format!("<{container}><h1>Dams to be emptied</h1>{}</{name}>", paragraphs.concat()));
            assert_eq!(texts(&html), ARTICLE, "{container} {open}");
        }
    }
}

#[test]
fn boxes_in_the_text_are_left_out_and_said_so() {
    let boxes = [
        "<section class=more-on><h2>Recommended Stories</h2><span class=screen-reader-text>list of 2 items</span><ul><li>\
         <a href=/a>Who owns the silt of the Harrow?</a><li><a href=/b>Five wells and what is in them</a></ul></section>",
        "<p><strong>Read more: <a href=/a>Who owns the silt of the Harrow?</a></strong></p>",
        "<p>READ ALSO: <a href=/c>The bridge that nobody crosses</a></p>",
        "<p><a href=/c>Read also: The bridge that nobody crosses</a></p>",
        "<div class=story-box><p><b>ALSO READ</b></p><p><a href=/b>Five wells and what is in them</a></p></div>",
        "<h3>Related articles</h3><ul><li><a href=/a>Who owns the silt?</a><li><a href=/b>Five wells</a></ul>",
        "<p>Lesen Sie auch: <a href=/a>Wem gehört der Schlamm?</a></p>",
        "<p>À lire aussi : <a href=/a>À qui appartient le limon ?</a></p>",
        "<p>Читайте также: <a href=/a>Чей это ил?</a></p>",
        "<p>यह भी पढ़ें: <a href=/a>गाद किसकी है?</a></p>",
        "<p>یہ بھی پڑھیں: <a href=/a>گاد کس کی ہے؟</a></p>",
        "<p>相关阅读：<a href=/a>泥沙归谁所有</a></p>",
        "<div class=newsletter-signup><h3>Sign up for our morning letter</h3><p>The news in five minutes, every morning \
         in your inbox. By signing up you agree to our terms.</p><form><input type=email><button>Go</button></form></div>",
        "<form><p>Subscribe to our newsletter</p><input type=email></form>",
        "<aside><h4>Related</h4><ul><li><a href=/a>Who owns the silt?</a></ul></aside>",
        "<p>Advertisement</p>",
        "<div class=ad><div>ADVERTISEMENT</div></div>",
        "<div class='related'><h3><a href=/a>Who owns the silt of the Harrow?</a></h3><a href=/a>More on the silt</a></div>",
    ];
    for inner in boxes {
        let html = article_page(&article_with("<p>In the lower", &format!("{inner}<p>In the lower")));
        assert_eq!(texts(&html), ARTICLE, "{inner}");
        assert_eq!(remarks(&html), ["One box that is no part of the text was left out."], "{inner}");
    }
    let all = article_with("<p>In the lower", &format!("{}<p>In the lower", boxes[0]));
    let all = all.replace("<p>By the end", &format!("{}<p>By the end", boxes[1]));
    assert_eq!(remarks(&article_page(&all)), ["2 boxes that are no part of the text were left out."]);
}

#[test]
fn text_that_only_resembles_a_box_stays() {
    let paragraphs = [
        "<p>Read more slowly, said the teacher, and you will see what the treaty says of silt and of wells.</p>",
        "<p>Related to this is the question of the <a href=/w>wells</a>, which nobody has counted for years.</p>",
        "<h2>Recommended</h2><p>The board recommended three steps, of which the first is to mend the older gate.</p>",
        "<p>Subscribe to no opinion on the dams before you have seen the cracks with your own eyes, he said.</p>",
        "<h2>Advertising</h2><p>The board spent a third of what it has on posters that nobody on the river has seen.</p>",
        "<section><h3>Ad</h3><p>The board spent a third of what it has on posters that nobody on the river has seen.</p></section>",
        "<h2><span>Advertising</span></h2><div><p>The board spent a third of what it has on posters for the river.</p></div>",
        "<p>The board spends:</p><ul><li>Wages, and those of the guards<li>Advertising<li>Repairs of the gates</ul>",
        "<table><tr><td>Wages<td>4,000 a year<tr><td>Advertising<td>3,000 a year</table>",
        "<dl><dt>Advertising</dt><dd>What the board spends on posters that nobody on the river has seen.</dd></dl>",
        "<figure><img src=dam.jpg><figcaption>The upper gate in March. [File: Ada Moss/Courier]</figcaption></figure>",
        "<ul><li>The <a href=/a>first gate</a> is to be mended in spring.<li>The second gate stays as it is.</ul>",
    ];
    for inner in paragraphs {
        let html = article_page(&article_with("<p>In the lower", &format!("{inner}<p>In the lower")));
        assert!(texts(&html).len() > ARTICLE.len(), "{inner}");
        for label in ["Advertising", "Ad"].into_iter().filter(|label| inner.contains(&format!(">{label}<"))) {
            let is_label = |text: &String| text == label || text.starts_with(&format!("{label} ·"));
            assert!(texts(&html).iter().any(is_label), "{inner}");
        }
        assert!(!remarks(&html).iter().any(|remark| remark.contains("box")), "{inner}");
    }
}

#[test]
fn the_lead_below_the_title_stays() {
    let lead = "The lead says that the gates will open before the rains, and that nobody has been asked.";
    let title = "<h1>Dams to be emptied</h1>";
    for html in [
        format!("<article><header>{title}<p class=standfirst>{lead}</p></header>{}</article>", article()),
        format!(
            "<article><div class=entry-header>{title}<p>{lead}</p></div><div class=entry-content>{}</div></article>",
            article()
        ),
        format!("<div class=head>{title}<div class=intro>{lead}</div></div><div class=text>{}</div>", article()),
        format!("<article>{title}<h2 class=banner-lead>{lead}</h2>{}</article>", article()),
    ] {
        let texts = texts(&page("", &html));
        assert_eq!((texts[0].as_str(), texts.len()), (lead, ARTICLE.len() + 1), "{html}");
    }
    // What is no lead: who wrote it, where to share it, what is on the picture.
    for other in [
        "<p class=byline>By Ada Moss, who lives at the river and has written about it for many years.</p>",
        "<div class=share-bar>Share this article with those who should have a look at it, too.</div>",
        "<div class=picture-caption>The upper gate in March, as it was seen from the road above it.</div>",
    ] {
        let html = format!(
            "<article><div class=entry-header>{title}{other}</div><div class=entry-content>{}</div></article>",
            article()
        );
        assert_eq!(texts(&page("", &html)), ARTICLE, "{other}");
    }
}

#[test]
fn references_to_notes_are_left_out_and_other_raised_text_is_set_apart() {
    for reference in [
        "<sup><a href=#fn1 id=r1>3</a></sup>",
        "<a href=#fn1><sup>3</sup></a>",
        "<sup class=footnote-ref><a href=#fn2>[3]</a></sup>",
        "<sup class=reference><a href=#cite_note-3>[note 3]</a></sup>",
        "<a role=doc-noteref href=#n>3</a>",
        "<a class=footnote-ref href=#n>*</a>",
        "<a href=#n>[3]</a>",
        "<sup>[3]</sup>",
        "<sup><a href=https://example.org/table>3</a></sup>",
        "<sup><a href=#n3><span class=sr-only>See the footnote </span>3</a></sup>",
        "<sup><a href=#n3>३</a></sup>",
        "<sup><a href=#n3>iv</a></sup>",
        "<sup><a href=#n3>2,3</a></sup>",
    ] {
        let html = article_page(&article_with("it had none to give", &format!("it had 2,750{reference} to give")));
        assert!(texts(&html)[2].contains("it had 2,750 to give"), "{reference}: {}", texts(&html)[2]);
        assert_eq!(remarks(&html), ["One reference to a note was left out."], "{reference}");
    }
    for (raised, text) in [
        ("10<sup>6</sup> litres", "10⁶ litres"),
        ("14 km<sup>2</sup> of land", "14 km² of land"),
        ("10<sup>-3</sup> of it", "10⁻³ of it"),
        ("the 1<sup>st</sup> gate", "the 1st gate"),
        ("the 21<sup>e</sup> gate", "the 21e gate"),
        ("2<sup>n</sup> gates", "2ⁿ gates"),
        ("e<sup>2k</sup> gates", "e^2k gates"),
        ("2,750<sup>3</sup> gates", "2,750³ gates"),
        ("10<span style='vertical-align: super'>6</span> gates", "10⁶ gates"),
        ("a <a href=https://example.org>link of 4 m<sup>2</sup></a> to it", "a link of 4 m² to it"),
        ("H<sub>2</sub>O in it", "H₂O in it"),
        ("x<span style='vertical-align:sub'>i+1</span> gates", "xᵢ₊₁ gates"),
        ("10<sup>2<sup>3</sup></sup> gates", "10^(2^3) gates"),
        ("10<sup>\n  -12\n</sup> gates", "10 ⁻¹² gates"),
        ("2,750 <sup><span class=sr-only>to the power of </span>3</sup> gates", "2,750 ³ gates"),
        ("the word<sup>a</sup> of it", "the word^a of it"),
        ("Silt<sup>TM</sup> of it", "Silt™ of it"),
        ("(<sup>1,3</sup>) of it", "(^1,3) of it"),
        ("10<br><sup>6, 7</sup> of it", "10 6, 7 of it"),
        ("the <sup>raised words of no use</sup> of it", "the raised words of no use of it"),
    ] {
        let html = article_page(&article_with("it had none to give", &format!("it had {raised}")));
        assert!(texts(&html)[2].contains(text), "{raised}: {}", texts(&html)[2]);
        assert_eq!(remarks(&html), Vec::<String>::new(), "{raised}");
    }
    // A note keeps its number, and loses the way back.
    let notes = "<ol><li id=fn1>Report of the wall, p. 4. <a href=#r1>↩</a></ol><p><sup><a href=#r2>22</a></sup>Table 2 of the same report.</p>";
    let texts = texts(&article_page(&format!("{}{notes}", article())));
    assert_eq!(texts[ARTICLE.len()..], ["Report of the wall, p. 4.", "22 Table 2 of the same report."]);
}

#[test]
fn struck_out_text_is_left_out_and_said_so() {
    for struck in [
        "<del>three</del>",
        "<s>three</s>",
        "<strike>three</strike>",
        "<span style='text-decoration: line-through red'>three</span>",
    ] {
        let html = article_page(&article_with("two fifths", &format!("{struck} <ins>two</ins> fifths")));
        assert_eq!(texts(&html), ARTICLE, "{struck}");
        assert_eq!(remarks(&html), ["One passage of struck-out text was left out."], "{struck}");
    }
}

#[test]
fn the_authors_are_those_of_the_article_and_their_names_alone() {
    let json = |authors: &str| {
        format!(
            r#"<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"The Valley Courier"}},{{"@type":"NewsArticle","headline":"Dams to be emptied","author":{authors}}}]}}</script>"#
        )
    };
    let two = json(r#"[{"@type":"Person","name":"Ada Moss"},{"@type":"Person","name":"Bilal Reed"}]"#);
    for (head, below, after, expected) in [
        ("", "<p class=byline>By Ada Moss</p>", "", "Ada Moss"),
        (
            "",
            "<div class='byline author'><span>By</span> <a rel=author href=/a>Ada Moss</a> <time datetime=2024-12-20>December 20, 2024</time></div>",
            "",
            "Ada Moss",
        ),
        (
            "",
            "<div class=story-byline><span class=author>Ada Moss</span> | Staff Writer | Published: 20 Dec 2024, 10:22 AM IST</div>",
            "",
            "Ada Moss",
        ),
        ("", "<p>By Ada Moss and Bilal Reed</p>", "", "Ada Moss, Bilal Reed"),
        (
            "",
            "<p><a rel=author href=/a>Ada Moss</a>, <a rel=author href=/b>Bilal Reed</a></p>",
            "",
            "Ada Moss, Bilal Reed",
        ),
        (
            "<meta name=author content='Ada Moss'><meta name=author content='Bilal Reed'>",
            "",
            "",
            "Ada Moss, Bilal Reed",
        ),
        (
            "<meta property=article:author content=https://example.org/adamoss>",
            "<p class=byline>By Ada Moss</p>",
            "",
            "Ada Moss",
        ),
        (
            "<meta property=article:author content=https://example.org/x><meta name=author content='By Ada Moss'>",
            "<p class=byline>By Ada Moss</p>",
            "",
            "Ada Moss",
        ),
        (&two, "", "", "Ada Moss, Bilal Reed"),
        (&json(r#""Ada Moss""#), "", "", "Ada Moss"),
        (
            "",
            "",
            "<section class=comments><div class=comment><span class=author>river_rat_77</span><p>Nobody asked us about any of this.</p></div></section>",
            "",
        ),
        ("", "", "<aside class=related><article><span class=byline>By Chen Wu</span></article></aside>", ""),
        ("<meta name=twitter:creator content=@adamoss>", "", "", ""),
    ] {
        let main = format!("<article><h1>Dams to be emptied</h1>{below}{}</article>{after}", article());
        let imported = read(&page(head, &main));
        assert_eq!(imported.article.byline.as_deref().unwrap_or_default(), expected, "{head} {below} {after}");
        let texts: Vec<&str> = imported.article.paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert!(!texts.contains(&"By Ada Moss"), "{head} {below}: it is said above the text");
    }
}

#[test]
fn the_date_is_that_of_the_article_or_none() {
    let json = |text: &str| format!(r#"<script type="application/ld+json">{text}</script>"#);
    let article_json = r#"{"@type":"NewsArticle","headline":"Dams to be emptied","datePublished":"2024-12-20T08:00:00Z","dateModified":"2025-02-01"}"#;
    let teaser = r#"{"@type":"NewsArticle","headline":"Something newer","datePublished":"2025-06-30"}"#;
    for (head, below, expected) in [
        (json(article_json), "", true),
        (
            json(&format!(r#"{{"@graph":[{{"@type":"WebPage","dateModified":"2025-02-01"}},{article_json}]}}"#)),
            "",
            true,
        ),
        (json(&format!("[{teaser},{article_json}]")), "", true),
        (
            "<meta name=publish-date content='2024-12-20T10:00:00+05:30'><meta name=modified-date content=2025-02-01>"
                .into(),
            "",
            true,
        ),
        ("<meta property=article:published_time content=2024-12-20T10:00:00Z>".into(), "", true),
        (String::new(), "<time datetime=2024-12-20>20 December</time>", true),
        (String::new(), "<p class=meta>20 December 2024</p>", true),
        (String::new(), "<div class=dates>Updated 1 February 2025 | Published: 20 Dec 2024</div>", false),
        (String::new(), "<div class=dates>Published: 20 Dec 2024, 10:22 AM IST | Updated: 21 Dec 2024</div>", true),
        (String::new(), "<p>Published 20 Dec 2024 <time datetime=2024-12-20T09:00>9:00</time></p>", true),
        (
            "<meta property=article:modified_time content=2025-02-01>".into(),
            "<time class=updated datetime=2025-02-01>Updated 1 February 2025</time>",
            false,
        ),
        (json(&format!(r#"{{"@type":"ItemList","itemListElement":[{teaser}]}}"#)), "", false),
        (String::new(), "", false),
    ] {
        let teaser = "<aside class=latest><article class=teaser><a href=/z>Something newer</a><time datetime=2025-06-30>30 June</time></article></aside>";
        let battle = article_with("signed when", "signed on <time datetime=1815-06-18>18 June 1815</time> when");
        for (before, after) in [(teaser, ""), ("", teaser)] {
            let main =
                format!("{before}<article class=story><h1>Dams to be emptied</h1>{below}{battle}</article>{after}");
            let date = read(&page(&head, &main)).date.map(|date| date.to_string());
            assert_eq!(date.as_deref(), expected.then_some("20 Dec 2024"), "{head} {below} {before}");
        }
    }
}

#[test]
fn the_title_is_without_the_name_of_the_site() {
    for (title, heading) in [
        ("雨季前将放空水坝_时政频道_哈罗新闻网", "雨季前将放空水坝"),
        ("雨季前将放空水坝-哈罗新闻网", "雨季前将放空水坝"),
        ("雨季前将放空水坝丨哈罗新闻网", "雨季前将放空水坝"),
        ("雨季前将放空水坝｜哈罗新闻网", "雨季前将放空水坝"),
        ("बारिश से पहले खाली होंगे बांध | घाटी समाचार", "बारिश से पहले खाली होंगे बांध"),
        ("بارش سے پہلے بند خالی ہوں گے - روزنامہ وادی", "بارش سے پہلے بند خالی ہوں گے"),
        ("The Valley Courier: Dams to be emptied before the rains", "Dams to be emptied before the rains"),
        ("Well-lit dams | The Courier", "Well-lit dams"),
    ] {
        let html = format!(
            "<html><head><meta charset=utf-8><title>{title}</title></head><body><header><h1 class=logo><a href=/>The Valley Courier</a></h1></header><main><article><h1>{heading}</h1>{}</article></main>",
            article()
        );
        assert_eq!(read(&html).title.as_deref(), Some(heading), "{title}");
    }
}

#[test]
fn a_line_break_between_chinese_letters_is_no_blank() {
    let lines = [
        "水利部周一表示，哈罗河上的三座水坝将在雨季来临之前放空，\n  这是两年前夏季洪水之后",
        "双方都没有公布新时间表\n所依据的数字，\n记者两次询问 <b>BBC</b>\n水务局自己的估算。",
    ];
    let html = format!(
        "<html lang=zh><head><meta charset=utf-8><title>x</title></head><body><div><p>{}</p><p>{}</p></div>",
        lines[0], lines[1]
    );
    assert_eq!(
        texts(&html),
        [
            "水利部周一表示，哈罗河上的三座水坝将在雨季来临之前放空，这是两年前夏季洪水之后",
            "双方都没有公布新时间表所依据的数字，记者两次询问 BBC 水务局自己的估算。"
        ]
    );
}

#[test]
fn headings_whose_class_is_that_of_a_banner_stay_over_their_text() {
    let heading = "<h2 class=related-heading>What the treaty says</h2>";
    let html = article_page(&article_with("<p>The treaty", &format!("{heading}<p>The treaty")));
    let found = read(&html).article.paragraphs.into_iter().find(|p| p.kind == ParagraphKind::Heading);
    assert_eq!(found.map(|p| p.text).as_deref(), Some("What the treaty says"));
}

#[test]
fn lines_of_a_page_with_breaks_instead_of_paragraphs_are_paragraphs() {
    for gap in ["<br><br>", "<br>\n<br>", "<br>&nbsp;<br>", "<br/><br/><br/>", "<br> &nbsp; \n<br>"] {
        let html = page(
            "",
            &format!(
                "<table><tr><td><font face=Georgia><h1>Dams to be emptied</h1>{}</font></table>",
                ARTICLE.join(gap)
            ),
        );
        assert_eq!(texts(&html), ARTICLE, "{gap}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever classes the words of an article have, all of them come, in order.
    #[test]
    fn all_words_of_an_article_come_whatever_their_classes(
        spans in prop::collection::vec((0..6_usize, 0..20_usize, "(extra|share|banner|comment|popup|footer|widget|meta)-[a-z]{1,6}"), 0..12),
    ) {
        let mut paragraphs = ARTICLE.map(|text| text.split(' ').map(str::to_owned).collect::<Vec<_>>());
        for (paragraph, word, class) in spans {
            let word = &mut paragraphs[paragraph][word];
            *word = format!("<span class='{class}'>{word}</span>");
        }
        let inner: String = paragraphs.iter().map(|words| format!("<p>{}</p>", words.join(" "))).collect();
        prop_assert_eq!(texts(&article_page(&inner)), ARTICLE);
    }
}
