// SPDX-License-Identifier: Apache-2.0
//! The tree of a query → a query of Tantivy's.

use std::ops::Bound;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhrasePrefixQuery,
    PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::Term;

use crate::fields::Fields;
use crate::near::NearQuery;
use crate::phrase::{Part, Phrase};
use crate::tree::{Subject, Tree, Words};
use crate::wire::{failure, Kind, Outcome};

type Boxed = Box<dyn Query>;

const TITLE_BOOST: f32 = 2.5;
const DESCRIPTION_BOOST: f32 = 1.2;
/// Words that the prefix at the end of a phrase may stand for.
const EXPANSIONS_MAX: u32 = 10_000;
/// A shorter prefix stands for too many words; one character of Chinese is a word.
const PREFIX_CHARS_MIN: usize = 2;

/// The user's query decides rank, the filter only what counts.
pub fn compile(fields: &Fields, query: &Tree, filter: &Tree) -> Outcome<Boxed> {
    let Some(wanted) = clause(fields, query)? else {
        return Ok(Box::new(EmptyQuery)); // Only signs, nothing to look for.
    };
    Ok(match clause(fields, filter)? {
        None => wanted,
        Some(_) if matches!(filter, Tree::All) => wanted,
        Some(filter) => Box::new(BooleanQuery::new(vec![
            (Occur::Must, wanted),
            (Occur::Must, unscored(filter)),
        ])),
    })
}

fn unscored(query: Boxed) -> Boxed {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// None: the clause asks for nothing, as "—" does; it is left out of what surrounds it.
fn clause(fields: &Fields, tree: &Tree) -> Outcome<Option<Boxed>> {
    Ok(match tree {
        Tree::All => Some(unscored(Box::new(AllQuery))),
        Tree::Words(subject, words) => match name_field(fields, *subject) {
            Some(field) => Some(name(field, words)),
            None => match Phrase::of(words) {
                Some(phrase) => {
                    Some(any_field(fields, *subject, &|field| phrase_in(field, &phrase))?)
                }
                None => None,
            },
        },
        Tree::Near(subject, distance, items) => near(fields, *subject, *distance, items)?,
        Tree::Range(subject, from, until) => Some(range(fields, *subject, *from, *until)),
        Tree::And(children) => all_of(fields, children)?,
        Tree::Or(children) => {
            let mut queries = Vec::new();
            for child in children {
                queries.extend(clause(fields, child)?);
            }
            match queries.len() {
                0 => None,
                1 => queries.pop(),
                _ => Some(Box::new(BooleanQuery::union(queries))),
            }
        }
        Tree::Not(child) => clause(fields, child)?.map(|query| but_not(vec![], vec![query])),
    })
}

fn all_of(fields: &Fields, children: &[Tree]) -> Outcome<Option<Boxed>> {
    let mut wanted = Vec::new();
    let mut unwanted = Vec::new();
    for child in children {
        match child {
            Tree::Not(inner) => unwanted.extend(clause(fields, inner)?),
            _ => wanted.extend(clause(fields, child)?),
        }
    }
    if wanted.is_empty() && unwanted.is_empty() {
        return Ok(None);
    }
    if wanted.len() == 1 && unwanted.is_empty() {
        return Ok(wanted.pop());
    }
    Ok(Some(but_not(wanted, unwanted)))
}

fn but_not(mut wanted: Vec<Boxed>, unwanted: Vec<Boxed>) -> Boxed {
    if wanted.is_empty() {
        wanted.push(unscored(Box::new(AllQuery)));
    }
    let must = wanted.into_iter().map(|query| (Occur::Must, query));
    let must_not = unwanted.into_iter().map(|query| (Occur::MustNot, query));
    Box::new(BooleanQuery::new(must.chain(must_not).collect()))
}

/// Fields that hold names, whole and unbroken.
fn name_field(fields: &Fields, subject: Subject) -> Option<Field> {
    match subject {
        Subject::Host => Some(fields.host),
        Subject::Site => Some(fields.site),
        Subject::Source => Some(fields.source),
        Subject::Language => Some(fields.language),
        Subject::UrlKey => Some(fields.url_key),
        _ => None,
    }
}

fn name(field: Field, words: &Words) -> Boxed {
    let term = Term::from_field_text(field, &words.text);
    if words.prefix {
        return unscored(begins_with(field, &words.text));
    }
    unscored(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
}

fn begins_with(field: Field, prefix: &str) -> Boxed {
    let end = format!("{prefix}\u{10FFFF}");
    Box::new(RangeQuery::new(
        Bound::Included(Term::from_field_text(field, prefix)),
        Bound::Excluded(Term::from_field_text(field, &end)),
    ))
}

/// The fields that a subject means, each with its weight.
fn word_fields(fields: &Fields, subject: Subject) -> Vec<(Field, f32)> {
    match subject {
        Subject::Title => vec![(fields.title, 1.0)],
        Subject::Text => vec![(fields.text, 1.0)],
        Subject::Author => vec![(fields.author, 1.0)],
        Subject::Section => vec![(fields.section, 1.0)],
        Subject::Keyword => vec![(fields.keyword, 1.0)],
        _ => vec![
            (fields.title, TITLE_BOOST),
            (fields.description, DESCRIPTION_BOOST),
            (fields.text, 1.0),
        ],
    }
}

fn any_field(
    fields: &Fields,
    subject: Subject,
    make: &dyn Fn(Field) -> Outcome<Boxed>,
) -> Outcome<Boxed> {
    let mut queries: Vec<Boxed> = Vec::new();
    for (field, boost) in word_fields(fields, subject) {
        let query = make(field)?;
        let is_plain = boost == 1.0;
        queries.push(if is_plain { query } else { Box::new(BoostQuery::new(query, boost)) });
    }
    if queries.len() == 1 {
        return Ok(queries.remove(0));
    }
    Ok(Box::new(BooleanQuery::union(queries)))
}

fn phrase_in(field: Field, phrase: &Phrase) -> Outcome<Boxed> {
    let term = |part: &Part| Term::from_field_text(field, &part.text);
    let last = phrase.parts.last().expect("a phrase has parts");
    if last.prefix && !last.single && last.text.chars().count() < PREFIX_CHARS_MIN {
        return Err(failure(
            Kind::BadInput,
            format!("\"{}*\" stands for too many words", last.text),
            "write at least two characters before the *",
        ));
    }
    if phrase.parts.len() == 1 {
        return Ok(if last.prefix {
            begins_with(field, &last.text)
        } else {
            Box::new(TermQuery::new(term(last), IndexRecordOption::WithFreqs))
        });
    }
    let terms = phrase.parts.iter().map(|part| (part.offset as usize, term(part))).collect();
    if last.prefix {
        let mut query = PhrasePrefixQuery::new_with_offset(terms);
        query.set_max_expansions(EXPANSIONS_MAX);
        return Ok(Box::new(query));
    }
    Ok(Box::new(PhraseQuery::new_with_offset(terms)))
}

fn near(
    fields: &Fields,
    subject: Subject,
    distance: u32,
    items: &[Words],
) -> Outcome<Option<Boxed>> {
    let phrases: Vec<Phrase> = items.iter().filter_map(Phrase::of).collect();
    if phrases.is_empty() {
        return Ok(None);
    }
    let make = |field: Field| -> Outcome<Boxed> {
        let near = NearQuery { field, distance, phrases: phrases.clone() };
        let mut clauses: Vec<(Occur, Boxed)> = vec![(Occur::Must, unscored(Box::new(near)))];
        for part in phrases.iter().flat_map(|phrase| &phrase.parts) {
            if !part.prefix {
                let term = Term::from_field_text(field, &part.text);
                let word = TermQuery::new(term, IndexRecordOption::WithFreqs);
                clauses.push((Occur::Should, Box::new(word)));
            }
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    };
    any_field(fields, subject, &make).map(Some)
}

fn range(fields: &Fields, subject: Subject, from: Option<i64>, until: Option<i64>) -> Boxed {
    let field = match subject {
        Subject::Published => fields.published,
        Subject::Superseded => fields.superseded,
        _ => fields.first_seen,
    };
    let bound = |value: i64| Term::from_field_i64(field, value);
    let low = from.map_or(Bound::Included(bound(i64::MIN)), |value| Bound::Included(bound(value)));
    let high =
        until.map_or(Bound::Included(bound(i64::MAX)), |value| Bound::Excluded(bound(value)));
    unscored(Box::new(RangeQuery::new(low, high)))
}
