// SPDX-License-Identifier: Apache-2.0
//! The questions that an index answers: each reads its request and writes its answer.

use tantivy::collector::Count;
use tantivy::query::{Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

use crate::compile::compile;
use crate::engine::Engine;
use crate::fields::Fields;
use crate::phrase::Phrase;
use crate::snippet::{self, Snippet};
use crate::tally::{self, Dimension};
use crate::top::{find_top, After, Order, Wish};
use crate::tree::{read_tree, Subject, Tree};
use crate::wire::{failure, Kind, Outcome, Reader, Writer};

const TITLE_BYTES_MAX: usize = 1 << 10;

pub fn ask(engine: &Engine, mut request: Reader) -> Outcome<Vec<u8>> {
    let mut answer = Writer::default();
    match request.u8()? {
        0 => search(engine, &mut request, &mut answer)?,
        1 => count(engine, &mut request, &mut answer)?,
        2 => facet(engine, &mut request, &mut answer)?,
        3 => contains(engine, &mut request, &mut answer)?,
        4 => list(engine, &mut request, &mut answer)?,
        5 => {
            let searcher = engine.searcher();
            answer.u64(searcher.num_docs());
            answer.u64(searcher.segment_readers().len() as u64);
        }
        6 => answer.text(engine.offset()),
        7 => engine.refresh()?,
        _ => return Err(failure(Kind::Broken, "an unknown question", "")),
    }
    Ok(answer.bytes)
}

/// Without an index: checks a query, and makes a snippet if a text comes with it.
pub fn ask_nobody(mut request: Reader) -> Outcome<Vec<u8>> {
    let mut answer = Writer::default();
    let operation = request.u8()?;
    let query = read_tree(&mut request)?;
    let filter = read_tree(&mut request)?;
    compile(&Fields::new(), &query, &filter)?;
    if operation == 1 {
        let text = request.text()?;
        let subjects = [Subject::Any, Subject::Title, Subject::Text];
        let phrases = snippet::wanted(&query, &subjects);
        let bytes_max = request.u32()? as usize;
        write_snippet(&mut answer, &snippet::make(&phrases, &text, bytes_max));
    }
    Ok(answer.bytes)
}

fn read_query(engine: &Engine, request: &mut Reader) -> Outcome<(Tree, Box<dyn Query>)> {
    let query = read_tree(request)?;
    let filter = read_tree(request)?;
    let compiled = compile(&engine.fields, &query, &filter)?;
    Ok((query, compiled))
}

fn search(engine: &Engine, request: &mut Reader, answer: &mut Writer) -> Outcome<()> {
    let (tree, query) = read_query(engine, request)?;
    let order = match request.u8()? {
        0 => Order::Relevance,
        1 => Order::Newest,
        _ => Order::Oldest,
    };
    let size = request.u32()? as usize;
    let total = request.flag()?;
    let snippet_bytes = request.u32()? as usize;
    let after = if request.flag()? {
        Some(After { rank: request.i64()?, snapshot: request.bytes()?.to_vec() })
    } else {
        None
    };
    let searcher = engine.searcher();
    let deadline = engine.deadline();
    let wish = Wish { order, size, after, deadline };
    let found = find_top(&searcher, query.as_ref(), &wish)?;
    answer.u64(if total { found.total } else { 0 });
    answer.u8(u8::from(found.more));
    answer.u32(found.top.len());
    let snippets = Snippets::of(&tree, &engine.fields, snippet_bytes);
    for hit in found.top {
        answer.text(&hit.snapshot);
        answer.i64(hit.rank);
        answer.i64(hit.date);
        let (title, text) = snippets.make(&searcher, hit.address)?;
        write_snippet(answer, &title);
        write_snippet(answer, &text);
    }
    Ok(())
}

struct Snippets<'a> {
    fields: &'a Fields,
    title: Vec<Phrase>,
    text: Vec<Phrase>,
    bytes_max: usize,
}

impl<'a> Snippets<'a> {
    fn of(tree: &Tree, fields: &'a Fields, bytes_max: usize) -> Snippets<'a> {
        Snippets {
            fields,
            title: snippet::wanted(tree, &[Subject::Any, Subject::Title]),
            text: snippet::wanted(tree, &[Subject::Any, Subject::Text]),
            bytes_max,
        }
    }

    /// Of the title, and of the text or, where that has none of the words, of the description.
    fn make(&self, searcher: &Searcher, address: DocAddress) -> Outcome<(Snippet, Snippet)> {
        if self.bytes_max == 0 {
            return Ok(Default::default());
        }
        let document: TantivyDocument = searcher.doc(address)?;
        let stored = |field| {
            let value = document.get_first(field);
            value.and_then(|value| value.as_str()).unwrap_or("")
        };
        let title = snippet::make(&self.title, stored(self.fields.stored_title), TITLE_BYTES_MAX);
        let text = snippet::make(&self.text, stored(self.fields.stored_text), self.bytes_max);
        if text.highlights.is_empty() {
            let description = stored(self.fields.stored_description);
            let other = snippet::make(&self.text, description, self.bytes_max);
            if !other.highlights.is_empty() || text.text.is_empty() {
                return Ok((title, other));
            }
        }
        Ok((title, text))
    }
}

fn write_snippet(answer: &mut Writer, snippet: &Snippet) {
    answer.text(&snippet.text);
    answer.u32(snippet.highlights.len());
    for &(begin, end) in &snippet.highlights {
        answer.u32(begin);
        answer.u32(end);
    }
}

fn count(engine: &Engine, request: &mut Reader, answer: &mut Writer) -> Outcome<()> {
    let (_, query) = read_query(engine, request)?;
    answer.u64(tally::count(&engine.searcher(), query.as_ref(), engine.deadline())?);
    Ok(())
}

fn facet(engine: &Engine, request: &mut Reader, answer: &mut Writer) -> Outcome<()> {
    let (_, query) = read_query(engine, request)?;
    let count = usize::from(request.u8()?);
    if count == 0 || count > tally::DIMENSIONS_MAX {
        return Err(failure(Kind::Broken, "a count by too few or too many dimensions", ""));
    }
    let dimensions: Vec<Dimension> =
        (0..count).map(|_| Dimension::from_number(request.u8()?)).collect::<Outcome<_>>()?;
    let limit = request.u32()? as usize;
    let searcher = engine.searcher();
    let buckets =
        tally::buckets(&searcher, query.as_ref(), &dimensions, limit, engine.deadline())?;
    answer.u32(buckets.len());
    for (values, count) in buckets {
        for value in values {
            match value {
                tally::Value::Unknown => answer.u8(0),
                tally::Value::Day(day) => {
                    answer.u8(1);
                    answer.i64(day);
                }
                tally::Value::Name(name) => {
                    answer.u8(2);
                    answer.text(&name);
                }
            }
        }
        answer.u64(count);
    }
    Ok(())
}

fn contains(engine: &Engine, request: &mut Reader, answer: &mut Writer) -> Outcome<()> {
    let term = Term::from_field_bytes(engine.fields.snapshot, request.bytes()?);
    let query = TermQuery::new(term, IndexRecordOption::Basic);
    let found = engine.searcher().search(&query, &Count)?;
    answer.u8(u8::from(found > 0));
    Ok(())
}

/// The snapshots after one, in order: the first of every segment, merged.
fn list(engine: &Engine, request: &mut Reader, answer: &mut Writer) -> Outcome<()> {
    let after = request.bytes()?;
    let limit = request.u32()? as usize;
    let searcher = engine.searcher();
    let mut all: Vec<Vec<u8>> = Vec::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(engine.fields.snapshot)?;
        let mut stream = index.terms().range().gt(after).into_stream()?;
        let mut count = 0;
        while count < limit && stream.advance() {
            let option = IndexRecordOption::Basic;
            let mut postings = index.read_postings_from_terminfo(stream.value(), option)?;
            let lives = match segment.alive_bitset() {
                Some(alive) => tantivy::DocSet::count(&mut postings, alive) > 0,
                None => true,
            };
            if lives {
                all.push(stream.key().to_vec());
                count += 1;
            }
        }
    }
    all.sort_unstable();
    all.truncate(limit);
    answer.u32(all.len());
    for snapshot in all {
        answer.text(&snapshot);
    }
    Ok(())
}
