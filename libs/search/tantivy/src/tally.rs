// SPDX-License-Identifier: Apache-2.0
//! How many, and how many of each: by day, host, source, language.

use std::collections::HashMap;
use std::time::Instant;

use tantivy::query::{EnableScoring, Query};
use tantivy::Searcher;

use crate::top::{for_each_match, out_of_time};
use crate::wire::{failure, Kind, Outcome};

const MICROS_PER_DAY: i64 = 86_400_000_000;

pub fn count(searcher: &Searcher, query: &dyn Query, deadline: Instant) -> Outcome<u64> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut total = 0;
    for segment in searcher.segment_readers() {
        if Instant::now() > deadline {
            return Err(out_of_time());
        }
        if segment.has_deletes() {
            for_each_match(weight.as_ref(), segment, deadline, &mut |_, _| total += 1)?;
        } else {
            total += u64::from(weight.count(segment)?);
        }
    }
    Ok(total)
}

/// Days since 1970 and their counts, in order; the commonest `limit` of them.
pub fn days(
    searcher: &Searcher,
    query: &dyn Query,
    limit: usize,
    deadline: Instant,
) -> Outcome<Vec<(i64, u64)>> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut counts: HashMap<i64, u64> = HashMap::new();
    for segment in searcher.segment_readers() {
        let dates = segment.fast_fields().i64("date")?;
        for_each_match(weight.as_ref(), segment, deadline, &mut |doc, _| {
            if let Some(date) = dates.first(doc) {
                *counts.entry(date.div_euclid(MICROS_PER_DAY)).or_default() += 1;
            }
        })?;
    }
    let mut days = commonest(counts, limit);
    days.sort_unstable();
    Ok(days)
}

pub fn names(
    searcher: &Searcher,
    query: &dyn Query,
    field: &str,
    limit: usize,
    deadline: Instant,
) -> Outcome<Vec<(String, u64)>> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut counts: HashMap<String, u64> = HashMap::new();
    for segment in searcher.segment_readers() {
        let Some(column) = segment.fast_fields().str(field)? else {
            continue; // Nobody in this segment has one.
        };
        let mut by_ordinal = vec![0u64; column.num_terms()];
        for_each_match(weight.as_ref(), segment, deadline, &mut |doc, _| {
            if let Some(ordinal) = column.ords().first(doc) {
                by_ordinal[ordinal as usize] += 1;
            }
        })?;
        let mut name = String::new();
        for (ordinal, count) in by_ordinal.into_iter().enumerate() {
            if count == 0 {
                continue;
            }
            if !column.ord_to_str(ordinal as u64, &mut name)? {
                return Err(failure(Kind::Broken, "a name is missing", "rebuild the index"));
            }
            *counts.entry(name.clone()).or_default() += count;
        }
    }
    Ok(commonest(counts, limit))
}

fn commonest<K: Ord>(counts: HashMap<K, u64>, limit: usize) -> Vec<(K, u64)> {
    let mut all: Vec<(K, u64)> = counts.into_iter().collect();
    all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.truncate(limit);
    all
}
