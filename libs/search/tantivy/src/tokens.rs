// SPDX-License-Identifier: Apache-2.0
//! Text as tokens: words folded for comparison, and overlapping pairs where no spaces divide words.
//!
//! `1,000` and `3.14` are one token, `U.S.` is `us`, `Biden's` is `biden` `s`, `well-known` is two. A run
//! of n characters that are written in pairs gives n-1 pairs and its last character alone, each a
//! position further, so that phrases across scripts keep their distances, and a single character is
//! found as the beginning of a pair or as the end of a run.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::script::{class, fold_into, joins_the_one_before, Class};

/// Longer ones are no words: they are not indexed, but hold their position.
const TOKEN_BYTES_MAX: usize = 128;

#[derive(Clone, Copy, Debug)]
struct Place {
    from: usize,
    to: usize,
    /// The end of the first character of a pair; `to` for words.
    first_to: usize,
    position: u32,
    text_from: usize,
    text_to: usize,
    is_pair: bool,
    is_single: bool,
}

/// One token of a text.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub text: &'a str,
    pub position: u32,
    pub from: usize,
    pub to: usize,
    pub first_to: usize,
    /// Two characters of a run.
    pub is_pair: bool,
    /// The last (or only) character of a run, alone.
    pub is_single: bool,
}

/// The tokens of a text, their texts in one buffer.
#[derive(Clone, Default)]
pub struct Tokens {
    texts: String,
    places: Vec<Place>,
    positions: u32,
}

impl Tokens {
    pub fn of(text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        tokens.read(text);
        tokens
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn get(&self, index: usize) -> View<'_> {
        let place = &self.places[index];
        View {
            text: &self.texts[place.text_from..place.text_to],
            position: place.position,
            from: place.from,
            to: place.to,
            first_to: place.first_to,
            is_pair: place.is_pair,
            is_single: place.is_single,
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = View<'_>> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The first token at this position or later.
    pub fn find(&self, position: u32) -> usize {
        self.places.partition_point(|place| place.position < position)
    }

    pub fn read(&mut self, text: &str) {
        self.texts.clear();
        self.places.clear();
        self.positions = 0;
        let mut at = 0;
        while at < text.len() {
            if let Some(end) = plain_word_end(text.as_bytes(), at) {
                self.add_plain(&text[at..end], at, end);
                at = end;
                continue;
            }
            let c = text[at..].chars().next().expect("inside the text");
            at = match class(c) {
                Class::Gap | Class::Nothing => at + c.len_utf8(),
                Class::Word => self.read_word(text, at),
                Class::Pair => self.read_run(text, at),
            };
        }
    }

    /// Most words of most texts are ASCII and need no folding but case.
    fn add_plain(&mut self, word: &str, from: usize, to: usize) {
        let position = self.positions;
        self.positions += 1;
        if word.len() > TOKEN_BYTES_MAX {
            return;
        }
        let text_from = self.texts.len();
        self.texts.push_str(word);
        self.texts[text_from..].make_ascii_lowercase();
        self.place(position, from, to, to, text_from, (false, false));
    }

    fn read_word(&mut self, text: &str, from: usize) -> usize {
        if let Some(to) = acronym_end(text, from) {
            let letters: String = text[from..to].chars().filter(|&c| c != '.').collect();
            self.add(&letters, from, to);
            return to;
        }
        let to = word_end(text, from);
        self.add(&text[from..to], from, to);
        to
    }

    fn add(&mut self, word: &str, from: usize, to: usize) {
        let position = self.positions;
        self.positions += 1;
        if word.len() > TOKEN_BYTES_MAX {
            return;
        }
        let text_from = self.texts.len();
        fold_into(word, &mut self.texts);
        self.place(position, from, to, to, text_from, (false, false));
    }

    fn place(
        &mut self,
        position: u32,
        from: usize,
        to: usize,
        first_to: usize,
        text_from: usize,
        (is_pair, is_single): (bool, bool),
    ) {
        let text_to = self.texts.len();
        if text_to > text_from {
            self.places.push(Place {
                from,
                to,
                first_to,
                position,
                text_from,
                text_to,
                is_pair,
                is_single,
            });
        }
    }

    fn read_run(&mut self, text: &str, from: usize) -> usize {
        let mut at = from;
        let mut before: Option<(usize, usize)> = None;
        while let Some(end) = character_end(text, at) {
            if let Some((first, first_to)) = before {
                self.add_pair(text, first, first_to, end);
            }
            before = Some((at, end));
            at = end;
        }
        if let Some((last, last_to)) = before {
            let text_from = self.texts.len();
            fold_into(&text[last..last_to], &mut self.texts);
            let position = self.positions;
            self.positions += 1;
            self.place(position, last, last_to, last_to, text_from, (false, true));
        }
        at
    }

    fn add_pair(&mut self, text: &str, from: usize, first_to: usize, to: usize) {
        let text_from = self.texts.len();
        fold_into(&text[from..first_to], &mut self.texts);
        fold_into(&text[first_to..to], &mut self.texts);
        let position = self.positions;
        self.positions += 1;
        self.place(position, from, to, first_to, text_from, (true, false));
    }
}

/// The end of an ASCII word that nothing could prolong: no other script, no decimal point, no acronym.
fn plain_word_end(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = &bytes[from..];
    let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let is_plain = match (rest.get(length), rest.get(length + 1)) {
        (Some(b'.' | b','), Some(after)) => {
            length > 1 && after.is_ascii() && !after.is_ascii_alphanumeric()
        }
        (Some(sign), _) => length > 0 && sign.is_ascii(),
        (None, _) => length > 0,
    };
    is_plain.then_some(from + length)
}

/// The end of a character with its marks, if it is one that is written in pairs.
fn character_end(text: &str, from: usize) -> Option<usize> {
    let mut chars = text[from..].char_indices();
    let (_, first) = chars.next()?;
    if class(first) != Class::Pair {
        return None;
    }
    let end = chars
        .take(16) // More marks than any letter has: a bound, not a rule.
        .find(|&(_, c)| !joins_the_one_before(c))
        .map(|(offset, _)| from + offset);
    Some(end.unwrap_or_else(|| bounded_end(text, from)))
}

fn bounded_end(text: &str, from: usize) -> usize {
    text[from..].char_indices().nth(17).map_or(text.len(), |(offset, _)| from + offset)
}

fn word_end(text: &str, from: usize) -> usize {
    let mut before = '\0';
    let mut chars = text[from..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        match class(c) {
            Class::Word | Class::Nothing => {}
            Class::Gap if joins_digits(before, c, chars.peek().map(|&(_, next)| next)) => {}
            _ => return from + offset,
        }
        before = c;
    }
    text.len()
}

fn joins_digits(before: char, c: char, next: Option<char>) -> bool {
    matches!(c, '.' | ',')
        && before.is_ascii_digit()
        && next.is_some_and(|next| next.is_ascii_digit())
}

/// Single letters with a full stop after each, at least two: "U.S.", "e.g", but not "a.bc".
fn acronym_end(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.get(from + 1) != Some(&b'.') {
        return None;
    }
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let mut at = from;
    let mut letters = 0;
    while is_letter(at) {
        letters += 1;
        at += 1;
        if bytes.get(at) != Some(&b'.') {
            break;
        }
        at += 1;
    }
    let next = text[at..].chars().next();
    let goes_on = next.is_some_and(|c| class(c) == Class::Word);
    if letters < 2 || goes_on {
        return None;
    }
    Some(at)
}

/// The same tokens for Tantivy's indexer.
#[derive(Clone, Default)]
pub struct Broadsheet {
    tokens: Tokens,
    token: Token,
}

pub struct Stream<'a> {
    tokens: &'a Tokens,
    token: &'a mut Token,
    next: usize,
}

impl Tokenizer for Broadsheet {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.tokens.read(text);
        self.token.reset();
        Stream { tokens: &self.tokens, token: &mut self.token, next: 0 }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        if self.next == self.tokens.len() {
            return false;
        }
        let view = self.tokens.get(self.next);
        self.next += 1;
        self.token.text.clear();
        self.token.text.push_str(view.text);
        self.token.position = view.position as usize;
        self.token.offset_from = view.from;
        self.token.offset_to = view.to;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
