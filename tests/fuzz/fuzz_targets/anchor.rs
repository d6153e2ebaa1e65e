//! Two texts and a quote: no panic, every range inside the text, `Exact` and `Moved` only for the same characters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::align::anchor::{Alignment, locate_quote};
use parallax::model::Grade;

fuzz_target!(|input: (u16, u16, &str, &str)| {
    let (start, length, old, new) = input;
    let quote = usize::from(start)..usize::from(start) + usize::from(length);
    check(old, new, quote.clone());
    check(old, old, quote.clone());
    // The same text with its halves exchanged, so that there is something to find.
    let middle = (0..=old.len() / 2).rev().find(|at| old.is_char_boundary(*at)).unwrap();
    check(old, &format!("{}\n{new}\n{}", &old[middle..], &old[..middle]), quote.clone());
    let _ = locate_quote(old, new, ["", ""], Some(quote));
});

fn check(old: &str, new: &str, quote: std::ops::Range<usize>) {
    let alignment = Alignment::new(old, new);
    let placement = alignment.place(quote.clone());
    let points = |text: &str, range: std::ops::Range<usize>| -> String { text.chars().skip(range.start).take(range.len()).collect() };
    assert!((0.0..=1.0).contains(&placement.score), "{placement:?}");
    match (placement.grade, placement.range) {
        (Grade::Exact | Grade::Moved, Some(range)) => assert_eq!(points(old, quote), points(new, range)),
        (Grade::Fuzzy | Grade::Near, Some(range)) => assert!(range.start <= range.end && range.end <= new.chars().count()),
        (Grade::Ambiguous | Grade::Lost, None) => {}
        other => panic!("{other:?}"),
    }
    let mut owned: Vec<usize> = alignment.counterparts().map(|pair| pair.new.index).collect();
    let count = owned.len();
    owned.sort_unstable();
    owned.dedup();
    assert_eq!(owned.len(), count, "a new word has one owner");
}
