//! Checks a reader's layer: its quotations and sources follow the same rules as those of an edition.
//!
//! A quotation may be from a source of the edition, which is not available here. Only references to sources of the
//! layer are resolved.

use std::collections::HashSet;

use super::super::problem::{InFile, Location, PathStep, Problem};
use super::super::{Layer, Source, SourceId};
use super::{Findings, dates, findings, languages, quotations, sources, texts};
use PathStep::{Field, Index};

/// Returns the problems of the quotations and sources of a layer, in the order of the file.
pub fn check_layer(layer: &Layer) -> Vec<Problem> {
    let mut findings = Findings::default();
    for (i, own) in layer.quotations.iter().enumerate() {
        let quotation = &own.quotation;
        let at = |field| location(&[Field("quotations"), Index(i), Field("quotation"), Field(field)]);
        texts::quotation_texts(quotation, at, &mut findings);
        languages::check_language(&quotation.language, || at("language"), &mut findings);
        quotations::check_quotation(quotation, at, &mut findings);
        let source = layer.sources.iter().find(|source| source.id == quotation.source);
        let published = source.and_then(|source| source.published);
        dates::in_order(
            ("published", published),
            ("accessed", Some(quotation.accessed)),
            || at("accessed"),
            &mut findings,
        );
    }
    own_sources(layer, &mut findings);
    numbers(layer, &mut findings);
    let order = |problem: &Problem| -> Vec<usize> {
        problem
            .at
            .path
            .iter()
            .map(|step| if *step == Field("sources") { usize::MAX } else { findings::sort_key(*step) })
            .collect()
    };
    findings.problems.sort_by_cached_key(order);
    findings.problems
}

fn own_sources(layer: &Layer, findings: &mut Findings) {
    let mut ids: HashSet<&SourceId> = HashSet::new();
    for (i, source) in layer.sources.iter().enumerate() {
        let at = |path: &[PathStep]| location(&[&[Field("sources"), Index(i)], path].concat());
        one_source(source, at, findings);
        if !ids.insert(&source.id) {
            findings.error(
                "duplicate-id",
                at(&[Field("id")]),
                format!("expected an id that no other source has, but found `{}` again", source.id),
                "give one of them another id",
            );
        }
    }
}

fn one_source(source: &Source, at: impl Fn(&[PathStep]) -> Location, findings: &mut Findings) {
    texts::source_texts(source, &at, findings);
    languages::check_language(&source.language, || at(&[Field("language")]), findings);
    dates::check_source(source, |field| at(&[Field(field)]), findings);
    sources::check_url(source.url.as_ref(), || at(&[Field("url")]), findings);
}

/// Reports numbers that several annotations or quotations share.
fn numbers(layer: &Layer, findings: &mut Findings) {
    let annotations = layer.annotations.iter().enumerate().map(|(i, one)| ("annotations", i, one.id));
    let quotations = layer.quotations.iter().enumerate().map(|(i, one)| ("quotations", i, one.id));
    let mut taken = HashSet::new();
    for (list, i, id) in annotations.chain(quotations) {
        if !taken.insert(id) {
            findings.error(
                "duplicate-id",
                location(&[Field(list), Index(i), Field("id")]),
                format!("expected a number that nothing else in the layer has, but found {id} again"),
                "give one of them another number",
            );
        }
    }
}

fn location(path: &[PathStep]) -> Location {
    Location { file: InFile::Layer, path: path.to_vec() }
}
