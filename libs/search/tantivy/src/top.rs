// SPDX-License-Identifier: Apache-2.0
//! The best hits after a cursor, in an order that is the same every time: by rank, then by snapshot.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Instant;

use tantivy::columnar::{BytesColumn, Column};
use tantivy::query::{EnableScoring, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TERMINATED};

use crate::wire::{failure, Failure, Kind, Outcome};

/// A query is asked for the time every so many documents.
const DOCUMENTS_PER_LOOK: u64 = 4096;

#[derive(Clone, Copy, PartialEq)]
pub enum Order {
    Relevance,
    Newest,
    Oldest,
}

/// A higher rank comes first: the bits of the score (never negative, so they are in its order), or the date.
pub struct After {
    pub rank: i64,
    pub snapshot: Vec<u8>,
}

pub struct Wish {
    pub order: Order,
    pub size: usize,
    pub after: Option<After>,
    pub deadline: Instant,
}

pub struct Top {
    pub rank: i64,
    pub date: i64,
    pub snapshot: Vec<u8>,
    pub address: DocAddress,
}

pub struct Found {
    pub top: Vec<Top>,
    pub more: bool,
    pub total: u64,
}

pub fn out_of_time() -> Failure {
    failure(
        Kind::Unavailable,
        "the query took too long",
        "narrow it by more words, a host or dates",
    )
}

/// Calls `visit` for every living document of a segment that matches.
pub fn for_each_match(
    weight: &dyn Weight,
    segment: &SegmentReader,
    deadline: Instant,
    visit: &mut dyn FnMut(DocId, &mut dyn Scorer),
) -> Outcome<()> {
    if Instant::now() > deadline {
        return Err(out_of_time());
    }
    let mut scorer = weight.scorer(segment, 1.0)?;
    let alive = segment.alive_bitset();
    let mut doc = scorer.doc();
    let mut seen = 0u64;
    while doc != TERMINATED {
        seen += 1;
        if seen % DOCUMENTS_PER_LOOK == 0 && Instant::now() > deadline {
            return Err(out_of_time());
        }
        if alive.is_none_or(|alive| alive.is_alive(doc)) {
            visit(doc, scorer.as_mut());
        }
        doc = scorer.advance();
    }
    Ok(())
}

/// The worst of the kept is on top: lowest rank, then highest snapshot.
type Kept = BinaryHeap<(Reverse<i64>, u64, DocId)>;

pub fn find_top(searcher: &Searcher, query: &dyn Query, wish: &Wish) -> Outcome<Found> {
    let scoring = if wish.order == Order::Relevance {
        EnableScoring::enabled_from_searcher(searcher)
    } else {
        EnableScoring::disabled_from_searcher(searcher)
    };
    let weight = query.weight(scoring)?;
    let mut found = Found { top: Vec::new(), more: false, total: 0 };
    let mut kept: Vec<(i64, u64, DocAddress)> = Vec::new();
    for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
        let best = top_of_segment(weight.as_ref(), segment, wish, &mut found.total)?;
        let addresses = best
            .into_iter()
            .map(|(rank, id, doc)| (rank.0, id, DocAddress::new(ordinal as u32, doc)));
        kept.extend(addresses);
    }
    kept.sort_unstable_by_key(|&(rank, _, _)| Reverse(rank));
    // Names are dear to look up: only for what may be on the page, which ties make longer.
    if let Some(&(least, _, _)) = kept.get(wish.size) {
        kept.retain(|&(rank, _, _)| rank >= least);
    }
    for (rank, id, address) in kept {
        let segment = searcher.segment_reader(address.segment_ord);
        let date = dates(segment)?.first(address.doc_id).unwrap_or(0);
        let snapshot = name(&snapshots(segment)?, id)?;
        found.top.push(Top { rank, date, snapshot, address });
    }
    found.top.sort_by(|a, b| (Reverse(a.rank), &a.snapshot).cmp(&(Reverse(b.rank), &b.snapshot)));
    found.more = found.top.len() > wish.size;
    found.top.truncate(wish.size);
    Ok(found)
}

fn top_of_segment(
    weight: &dyn Weight,
    segment: &SegmentReader,
    wish: &Wish,
    total: &mut u64,
) -> Outcome<Kept> {
    let ids = snapshots(segment)?;
    let dates = dates(segment)?;
    let after = match &wish.after {
        Some(after) => Some((after.rank, first_after(&ids, &after.snapshot)?)),
        None => None,
    };
    let keep = wish.size + 1; // One more than the page tells whether there is a next one.
    let mut kept = Kept::new();
    for_each_match(weight, segment, wish.deadline, &mut |doc, scorer| {
        *total += 1;
        let rank = match wish.order {
            Order::Relevance => i64::from(scorer.score().max(0.0).to_bits()),
            Order::Newest => dates.first(doc).unwrap_or(i64::MIN),
            Order::Oldest => dates.first(doc).unwrap_or(i64::MAX).saturating_neg(),
        };
        let is_full = kept.len() == keep;
        if is_full && kept.peek().is_some_and(|worst| rank < worst.0 .0) {
            return;
        }
        let id = ids.ords().first(doc).unwrap_or(u64::MAX);
        if after.is_some_and(|(last, first_id)| rank > last || (rank == last && id < first_id)) {
            return;
        }
        let entry = (Reverse(rank), id, doc);
        if is_full {
            if let Some(mut worst) = kept.peek_mut() {
                if entry < *worst {
                    *worst = entry;
                }
            }
        } else {
            kept.push(entry);
        }
    })?;
    Ok(kept)
}

pub fn snapshots(segment: &SegmentReader) -> Outcome<BytesColumn> {
    let column = segment.fast_fields().bytes("snapshot")?;
    column.ok_or_else(|| failure(Kind::Broken, "a segment has no snapshots", "rebuild the index"))
}

fn dates(segment: &SegmentReader) -> Outcome<Column<i64>> {
    Ok(segment.fast_fields().i64("date")?)
}

fn name(ids: &BytesColumn, id: u64) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    if !ids.ord_to_bytes(id, &mut bytes)? {
        return Err(failure(Kind::Broken, "a document has no snapshot", "rebuild the index"));
    }
    Ok(bytes)
}

/// The ordinal of the first snapshot after this one; they are numbered in the order of their bytes.
fn first_after(ids: &BytesColumn, snapshot: &[u8]) -> Outcome<u64> {
    let (mut low, mut high) = (0, ids.num_terms() as u64);
    while low < high {
        let middle = low + (high - low) / 2;
        if name(ids, middle)?.as_slice() <= snapshot {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}
