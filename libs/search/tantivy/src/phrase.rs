// SPDX-License-Identifier: Apache-2.0
//! Words of a query as the tokens that are looked for, with their distances.

use crate::tokens::{Tokens, View};
use crate::tree::Words;

#[derive(Clone, Debug)]
pub struct Part {
    /// Positions after the first part.
    pub offset: u32,
    pub text: String,
    /// Tokens that begin with `text` count too.
    pub prefix: bool,
    /// A single character of a script that is written in pairs: it is found as the beginning of a pair.
    pub single: bool,
}

#[derive(Clone, Debug)]
pub struct Phrase {
    pub parts: Vec<Part>,
}

impl Phrase {
    /// None if the words hold nothing that is indexed ("—").
    pub fn of(words: &Words) -> Option<Phrase> {
        let tokens = Tokens::of(&words.text);
        let mut parts: Vec<Part> = Vec::new();
        for index in 0..tokens.len() {
            let view = tokens.get(index);
            let is_last = index + 1 == tokens.len();
            let ends_a_pair =
                index > 0 && tokens.get(index - 1).is_pair && tokens.get(index - 1).to == view.to;
            if view.is_single && ends_a_pair {
                continue; // The pair before it says as much.
            }
            parts.push(Part {
                offset: view.position,
                text: view.text.to_string(),
                prefix: is_last && (view.is_single || (words.prefix && !view.is_pair)),
                single: view.is_single,
            });
        }
        let first = parts.first()?.offset;
        for part in &mut parts {
            part.offset -= first;
        }
        Some(Phrase { parts })
    }

    /// How many positions it covers.
    pub fn length(&self) -> u32 {
        self.parts.last().map_or(0, |part| part.offset) + 1
    }

    /// Where the phrase stands in a text if it begins with token `index`: bytes from, to.
    pub fn stands_at(&self, tokens: &Tokens, index: usize) -> Option<(usize, usize)> {
        let first = tokens.get(index);
        if !self.parts[0].matches(&first) {
            return None;
        }
        let mut to = self.parts[0].end_in(&first);
        for part in &self.parts[1..] {
            let position = first.position + part.offset;
            let at = tokens.find(position);
            if at == tokens.len() {
                return None;
            }
            let view = tokens.get(at);
            if view.position != position || !part.matches(&view) {
                return None;
            }
            to = part.end_in(&view);
        }
        Some((first.from, to))
    }
}

impl Part {
    fn matches(&self, view: &View) -> bool {
        if self.prefix {
            view.text.starts_with(&self.text)
        } else {
            view.text == self.text
        }
    }

    fn end_in(&self, view: &View) -> usize {
        if self.single && view.is_pair {
            view.first_to
        } else {
            view.to
        }
    }
}
