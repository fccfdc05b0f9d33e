// SPDX-License-Identifier: Apache-2.0
//! How many, and how many of each: by day, host, source, language, or by two of them at once.

use std::collections::HashMap;
use std::time::Instant;

use tantivy::columnar::{Column, StrColumn};
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocId, Searcher, SegmentReader};

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

/// What of a document is counted by; the numbers are those of `search.h`.
#[derive(Clone, Copy, PartialEq)]
pub enum Dimension {
    PublishedDay = 0,
    FirstSeenDay = 1,
    Host = 2,
    Source = 3,
    Language = 4,
}

impl Dimension {
    pub fn from_number(number: u8) -> Outcome<Dimension> {
        use Dimension::*;
        [PublishedDay, FirstSeenDay, Host, Source, Language]
            .into_iter()
            .find(|dimension| *dimension as u8 == number)
            .ok_or_else(|| failure(Kind::Broken, "there is no such dimension", ""))
    }

    pub fn is_day(self) -> bool {
        matches!(self, Dimension::PublishedDay | Dimension::FirstSeenDay)
    }
}

/// In the order that buckets are told apart and sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    Unknown,
    Day(i64), // since 1970
    Name(String),
}

pub type Bucket = (Vec<Value>, u64);

/// The commonest `limit` buckets; in the order of time if days come first.
pub fn buckets(
    searcher: &Searcher,
    query: &dyn Query,
    dimensions: &[Dimension],
    limit: usize,
    deadline: Instant,
) -> Outcome<Vec<Bucket>> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut counts: HashMap<Vec<Value>, u64> = HashMap::new();
    for segment in searcher.segment_readers() {
        let columns: Vec<Codes> =
            dimensions.iter().map(|&it| Codes::open(segment, it)).collect::<Outcome<_>>()?;
        let mut by_codes: HashMap<[i64; DIMENSIONS_MAX], u64> = HashMap::new();
        for_each_match(weight.as_ref(), segment, deadline, &mut |doc, _| {
            let mut codes = [UNKNOWN; DIMENSIONS_MAX];
            for (code, column) in codes.iter_mut().zip(&columns) {
                *code = column.of(doc);
            }
            *by_codes.entry(codes).or_default() += 1;
        })?;
        for (codes, count) in by_codes {
            let values = columns.iter().zip(codes).map(|(column, code)| column.value(code));
            *counts.entry(values.collect::<Outcome<_>>()?).or_default() += count;
        }
        if counts.len() > BUCKETS_MAX {
            return Err(failure(
                Kind::BadInput,
                format!("there are more than {BUCKETS_MAX} different buckets"),
                "narrow the query, or count by one dimension",
            ));
        }
    }
    let mut all: Vec<Bucket> = counts.into_iter().collect();
    all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.truncate(limit);
    if dimensions.first().is_some_and(|it| it.is_day()) {
        all.sort_unstable();
    }
    Ok(all)
}

pub const DIMENSIONS_MAX: usize = 2;
const BUCKETS_MAX: usize = 1_000_000;
const UNKNOWN: i64 = i64::MIN;

/// One segment's values of a dimension as numbers: days, or places in its dictionary of names.
enum Codes {
    None, // Nobody in this segment has one.
    Days(Column<i64>),
    Names(StrColumn),
}

impl Codes {
    fn open(segment: &SegmentReader, dimension: Dimension) -> Outcome<Codes> {
        let fields = segment.fast_fields();
        let field = match dimension {
            Dimension::PublishedDay => "published",
            Dimension::FirstSeenDay => "first_seen",
            Dimension::Host => "host",
            Dimension::Source => "source",
            Dimension::Language => "language_tag",
        };
        Ok(if dimension.is_day() {
            fields.column_opt::<i64>(field)?.map_or(Codes::None, Codes::Days)
        } else {
            fields.str(field)?.map_or(Codes::None, Codes::Names)
        })
    }

    fn of(&self, doc: DocId) -> i64 {
        match self {
            Codes::None => UNKNOWN,
            Codes::Days(column) => {
                column.first(doc).map_or(UNKNOWN, |time| time.div_euclid(MICROS_PER_DAY))
            }
            Codes::Names(column) => column.ords().first(doc).map_or(UNKNOWN, |it| it as i64),
        }
    }

    fn value(&self, code: i64) -> Outcome<Value> {
        match self {
            _ if code == UNKNOWN => Ok(Value::Unknown),
            Codes::Names(column) => {
                let mut name = String::new();
                if !column.ord_to_str(code as u64, &mut name)? {
                    return Err(failure(Kind::Broken, "a name is missing", "rebuild the index"));
                }
                Ok(Value::Name(name))
            }
            Codes::None | Codes::Days(_) => Ok(Value::Day(code)),
        }
    }
}
