// SPDX-License-Identifier: Apache-2.0
//! NEAR/n: words and phrases of one field, all within n words, in any order.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, SegmentReader, Term, TERMINATED};

use crate::phrase::{Part, Phrase};

/// Words that a prefix may stand for; the first in the order of their bytes count.
const EXPANSIONS_MAX: usize = 1000;

#[derive(Clone, Debug)]
pub struct NearQuery {
    pub field: Field,
    pub distance: u32,
    pub phrases: Vec<Phrase>,
}

impl Query for NearQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(NearWeight(self.clone())))
    }
}

struct NearWeight(NearQuery);

impl Weight for NearWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.0.field)?;
        let mut scorer = NearScorer {
            places: Vec::new(),
            phrases: Vec::new(),
            distance: self.0.distance,
            doc: 0,
        };
        for phrase in &self.0.phrases {
            scorer.phrases.push((scorer.places.len(), phrase.length()));
            for part in &phrase.parts {
                let postings = open_postings(&index, self.0.field, part)?;
                if postings.is_empty() {
                    return Ok(Box::new(EmptyScorer));
                }
                scorer.places.push(Place { offset: part.offset, postings });
            }
        }
        scorer.doc = scorer.find(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("near", 1.0))
    }
}

fn open_postings(
    index: &InvertedIndexReader,
    field: Field,
    part: &Part,
) -> tantivy::Result<Vec<SegmentPostings>> {
    let option = IndexRecordOption::WithFreqsAndPositions;
    if !part.prefix {
        let term = Term::from_field_text(field, &part.text);
        return Ok(index.read_postings(&term, option)?.into_iter().collect());
    }
    let mut found = Vec::new();
    let mut stream = index.terms().range().ge(part.text.as_bytes()).into_stream()?;
    while found.len() < EXPANSIONS_MAX && stream.advance() {
        if !stream.key().starts_with(part.text.as_bytes()) {
            break;
        }
        found.push(index.read_postings_from_terminfo(stream.value(), option)?);
    }
    Ok(found)
}

/// One word of a phrase: the postings of every term it may stand for.
struct Place {
    offset: u32,
    postings: Vec<SegmentPostings>,
}

impl Place {
    fn seek(&mut self, target: DocId) -> DocId {
        let mut least = TERMINATED;
        for postings in &mut self.postings {
            if postings.doc() < target {
                postings.seek(target);
            }
            least = least.min(postings.doc());
        }
        least
    }

    /// Where the phrase would begin, judging from this word alone; in order.
    fn beginnings(&mut self, doc: DocId) -> Vec<u32> {
        let mut all = Vec::new();
        let mut some = Vec::new();
        for postings in &mut self.postings {
            if postings.doc() == doc {
                postings.positions(&mut some);
                all.extend(some.iter().filter_map(|at| at.checked_sub(self.offset)));
            }
        }
        all.sort_unstable();
        all
    }
}

struct NearScorer {
    places: Vec<Place>,
    /// The first place of each phrase, and how many positions the phrase covers.
    phrases: Vec<(usize, u32)>,
    distance: u32,
    doc: DocId,
}

impl NearScorer {
    fn find(&mut self, from: DocId) -> DocId {
        let mut target = from;
        loop {
            target = self.align(target);
            if target == TERMINATED || self.is_near(target) {
                return target;
            }
            target += 1;
        }
    }

    /// The first document from `target` on that holds every word.
    fn align(&mut self, mut target: DocId) -> DocId {
        'again: while target != TERMINATED {
            for place in &mut self.places {
                let doc = place.seek(target);
                if doc != target {
                    target = doc;
                    continue 'again;
                }
            }
            return target;
        }
        TERMINATED
    }

    fn is_near(&mut self, doc: DocId) -> bool {
        let mut standings: Vec<(Vec<u32>, u32)> = Vec::new();
        for index in 0..self.phrases.len() {
            let (first, length) = self.phrases[index];
            let end = self.phrases.get(index + 1).map_or(self.places.len(), |&(next, _)| next);
            let mut beginnings = self.places[first].beginnings(doc);
            for place in &mut self.places[first + 1..end] {
                let others = place.beginnings(doc);
                beginnings.retain(|at| others.binary_search(at).is_ok());
            }
            standings.push((beginnings, length));
        }
        within(&standings, self.distance)
    }
}

/// Whether one standing of each phrase can be chosen so that the last begins at most `distance` after the
/// first of them to end. Whichever ends first cannot be part of a closer choice: it moves on.
fn within(standings: &[(Vec<u32>, u32)], distance: u32) -> bool {
    let mut at = vec![0; standings.len()];
    loop {
        let mut first_end = (u32::MAX, 0);
        let mut last_begin = 0;
        for (index, (beginnings, length)) in standings.iter().enumerate() {
            let Some(&begin) = beginnings.get(at[index]) else {
                return false;
            };
            first_end = first_end.min((begin + length - 1, index));
            last_begin = last_begin.max(begin);
        }
        if last_begin.saturating_sub(first_end.0) <= distance {
            return true;
        }
        at[first_end.1] += 1;
    }
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.doc = self.find(self.doc + 1);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = if target == TERMINATED { TERMINATED } else { self.find(target) };
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let sizes = self.places.iter();
        let of = |place: &Place| place.postings.iter().map(DocSet::size_hint).sum();
        sizes.map(of).min().unwrap_or(0)
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        1.0
    }
}
