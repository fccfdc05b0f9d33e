// SPDX-License-Identifier: Apache-2.0
//! The stretch of a text where a query's words are, and where in it they stand.

use crate::phrase::Phrase;
use crate::tokens::Tokens;
use crate::tree::{Subject, Tree};

/// Words and phrases that are highlighted; a query may hold more than anyone reads.
const PHRASES_MAX: usize = 64;

#[derive(Default)]
pub struct Snippet {
    pub text: String,
    pub highlights: Vec<(usize, usize)>,
}

struct Match {
    from: usize,
    to: usize,
    phrase: usize,
}

/// What the query looks for in these fields; what it excludes is left out.
pub fn wanted(tree: &Tree, subjects: &[Subject]) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    gather(tree, subjects, &mut phrases);
    phrases.truncate(PHRASES_MAX);
    phrases
}

fn gather(tree: &Tree, subjects: &[Subject], phrases: &mut Vec<Phrase>) {
    match tree {
        Tree::Words(subject, words) if subjects.contains(subject) => {
            phrases.extend(Phrase::of(words));
        }
        Tree::Near(subject, _, items) if subjects.contains(subject) => {
            phrases.extend(items.iter().filter_map(Phrase::of));
        }
        Tree::And(children) | Tree::Or(children) => {
            for child in children {
                gather(child, subjects, phrases);
            }
        }
        _ => {}
    }
}

/// About `bytes_max` bytes of the text.
pub fn make(phrases: &[Phrase], text: &str, bytes_max: usize) -> Snippet {
    let tokens = Tokens::of(text);
    let matches = find_matches(phrases, &tokens);
    let (from, to) = choose_stretch(&matches, &tokens, text, bytes_max);
    let mut highlights: Vec<(usize, usize)> = Vec::new();
    for found in matches.iter().filter(|found| found.from >= from && found.to <= to) {
        let (begin, end) = (found.from - from, found.to - from);
        match highlights.last_mut() {
            Some(last) if begin <= last.1 => last.1 = last.1.max(end),
            _ => highlights.push((begin, end)),
        }
    }
    let on_one_line = |c: char| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
    Snippet { text: text[from..to].chars().map(on_one_line).collect(), highlights }
}

/// In the order in which they begin.
fn find_matches(phrases: &[Phrase], tokens: &Tokens) -> Vec<Match> {
    let mut matches = Vec::new();
    for index in 0..tokens.len() {
        for (number, phrase) in phrases.iter().enumerate() {
            if let Some((from, to)) = phrase.stands_at(tokens, index) {
                matches.push(Match { from, to, phrase: number });
            }
        }
    }
    matches
}

/// The first of those that hold the most different words, then the most words.
fn choose_stretch(
    matches: &[Match],
    tokens: &Tokens,
    text: &str,
    bytes_max: usize,
) -> (usize, usize) {
    if text.len() <= bytes_max {
        return trim(text, 0, text.len());
    }
    let reach = bytes_max - bytes_max / 4; // The rest is for what stands before.
    let mut counts = [0usize; PHRASES_MAX];
    let (mut different, mut end) = (0, 0);
    let mut best = (0, 0, 0);
    for (begin, first) in matches.iter().enumerate() {
        while end < matches.len() && (end == begin || matches[end].to <= first.from + reach) {
            different += usize::from(counts[matches[end].phrase] == 0);
            counts[matches[end].phrase] += 1;
            end += 1;
        }
        if (different, end - begin) > (best.0, best.1) {
            best = (different, end - begin, first.from);
        }
        counts[first.phrase] -= 1;
        different -= usize::from(counts[first.phrase] == 0);
    }
    let from = begin_before(best.2, tokens, text, bytes_max / 4);
    let to = end_by(from, from + bytes_max, tokens, text);
    trim(text, from, to)
}

/// The beginning of the sentence or paragraph, if it is near; of a word, otherwise.
fn begin_before(target: usize, tokens: &Tokens, text: &str, room: usize) -> usize {
    let earliest = floor(text, target.saturating_sub(room));
    if earliest == 0 {
        return 0;
    }
    let before = &text[earliest..target];
    let mut sentences = before.char_indices().filter_map(|(at, c)| {
        let after = earliest + at + c.len_utf8();
        let ends = matches!(c, '\n' | '。' | '！' | '？')
            || (matches!(c, '.' | '!' | '?') && text[after..].starts_with(' '));
        ends.then_some(after)
    });
    if let Some(begin) = sentences.next_back() {
        return begin;
    }
    let word = tokens.iter().find(|view| view.from >= earliest);
    word.map_or(target, |view| view.from.min(target))
}

/// The end of the last word that ends by `limit`, with the signs that follow it.
fn end_by(from: usize, limit: usize, tokens: &Tokens, text: &str) -> usize {
    if limit >= text.len() {
        return text.len();
    }
    let ends = tokens.iter().take_while(|view| view.from < limit).map(|view| view.to);
    match ends.filter(|&to| to <= limit && to > from).last() {
        Some(end) => {
            let signs = text[end..].chars().take(2);
            let signs = signs.take_while(|c| !c.is_whitespace() && !c.is_alphanumeric());
            end + signs.map(char::len_utf8).sum::<usize>()
        }
        None => floor(text, limit),
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn trim(text: &str, from: usize, to: usize) -> (usize, usize) {
    let stretch = &text[from..to];
    let begin = from + (stretch.len() - stretch.trim_start().len());
    (begin, begin + stretch.trim().len())
}
