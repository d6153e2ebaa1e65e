//! The reader's own layer: its quotations and sources are held to the rules of an edition.
//!
//! A quotation may be of a source of the edition, which is not at hand here; only what the layer itself holds is looked
//! up.

use std::collections::HashSet;

use super::super::problem::{Location, InFile, Problem, PathStep};
use super::super::{Layer, Source, SourceId};
use super::{Found, dates, languages, quotations, report, sources, texts};
use PathStep::{Field, Index};

/// Everything that is wrong with the quotations and sources of a layer, in the order of the file.
pub fn check_layer(layer: &Layer) -> Vec<Problem> {
    let mut found = Found::default();
    for (i, own) in layer.quotations.iter().enumerate() {
        let quotation = &own.quotation;
        let at = |field| place(&[Field("quotations"), Index(i), Field("quotation"), Field(field)]);
        texts::quotation(quotation, at, &mut found);
        languages::one(&quotation.language, || at("language"), &mut found);
        quotations::one(quotation, at, &mut found);
        let source = layer.sources.iter().find(|source| source.id == quotation.source);
        let published = source.and_then(|source| source.published);
        dates::in_order(
            ("published", published),
            ("accessed", Some(quotation.accessed)),
            || at("accessed"),
            &mut found,
        );
    }
    own_sources(layer, &mut found);
    numbers(layer, &mut found);
    let order = |problem: &Problem| -> Vec<usize> {
        problem
            .at
            .path
            .iter()
            .map(|step| if *step == Field("sources") { usize::MAX } else { report::order(*step) })
            .collect()
    };
    found.problems.sort_by_cached_key(order);
    found.problems
}

fn own_sources(layer: &Layer, found: &mut Found) {
    let mut ids: HashSet<&SourceId> = HashSet::new();
    for (i, source) in layer.sources.iter().enumerate() {
        let at = |path: &[PathStep]| place(&[&[Field("sources"), Index(i)], path].concat());
        one_source(source, at, found);
        if !ids.insert(&source.id) {
            found.error(
                "duplicate-id",
                at(&[Field("id")]),
                format!("expected an id that no other source has, but found `{}` again", source.id),
                "give one of them another id",
            );
        }
    }
}

fn one_source(source: &Source, at: impl Fn(&[PathStep]) -> Location, found: &mut Found) {
    texts::source(source, &at, found);
    languages::one(&source.language, || at(&[Field("language")]), found);
    dates::of_source(source, |field| at(&[Field(field)]), found);
    sources::link(source, || at(&[Field("url")]), found);
}

/// Annotations and quotations are found by their numbers, so no two share one.
fn numbers(layer: &Layer, found: &mut Found) {
    let annotations = layer.annotations.iter().enumerate().map(|(i, one)| ("annotations", i, one.id));
    let quotations = layer.quotations.iter().enumerate().map(|(i, one)| ("quotations", i, one.id));
    let mut taken = HashSet::new();
    for (list, i, id) in annotations.chain(quotations) {
        if !taken.insert(id) {
            found.error(
                "duplicate-id",
                place(&[Field(list), Index(i), Field("id")]),
                format!("expected a number that nothing else in the layer has, but found {id} again"),
                "give one of them another number",
            );
        }
    }
}

fn place(path: &[PathStep]) -> Location {
    Location { file: InFile::Layer, path: path.to_vec() }
}
