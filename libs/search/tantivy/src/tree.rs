// SPDX-License-Identifier: Apache-2.0
//! The tree of a query as C++ parsed it. No text of a user's reaches Tantivy's own query parser.

use crate::wire::{failure, Kind, Outcome, Reader};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Subject {
    Any,
    Title,
    Text,
    Author,
    Host,
    Site,
    Source,
    Language,
    Section,
    Keyword,
    Published,
    FirstSeen,
    UrlKey,
    Superseded,
}

const SUBJECTS: [Subject; 14] = [
    Subject::Any,
    Subject::Title,
    Subject::Text,
    Subject::Author,
    Subject::Host,
    Subject::Site,
    Subject::Source,
    Subject::Language,
    Subject::Section,
    Subject::Keyword,
    Subject::Published,
    Subject::FirstSeen,
    Subject::UrlKey,
    Subject::Superseded,
];

/// Words as they were typed; `prefix`: the last may go on.
#[derive(Clone, Debug)]
pub struct Words {
    pub text: String,
    pub prefix: bool,
}

#[derive(Clone, Debug)]
pub enum Tree {
    All,
    Words(Subject, Words),
    Near(Subject, u32, Vec<Words>),
    /// [from, until)
    Range(Subject, Option<i64>, Option<i64>),
    And(Vec<Tree>),
    Or(Vec<Tree>),
    Not(Box<Tree>),
}

/// Deeper than the parser goes (each of its 32 parentheses holds an OR of ANDs of NOTs): a bug.
const DEPTH_MAX: usize = 128;

pub fn read_tree(reader: &mut Reader) -> Outcome<Tree> {
    read_node(reader, DEPTH_MAX)
}

fn read_node(reader: &mut Reader, depth: usize) -> Outcome<Tree> {
    if depth == 0 {
        return Err(failure(Kind::Broken, "a query tree is too deep", ""));
    }
    Ok(match reader.u8()? {
        0 => Tree::All,
        1 => Tree::Words(read_subject(reader)?, read_words(reader)?),
        2 => {
            let subject = read_subject(reader)?;
            let distance = reader.u32()?;
            let count = reader.u32()?;
            let items = (0..count).map(|_| read_words(reader)).collect::<Outcome<_>>()?;
            Tree::Near(subject, distance, items)
        }
        3 => Tree::Range(read_subject(reader)?, reader.optional_i64()?, reader.optional_i64()?),
        4 => Tree::And(read_nodes(reader, depth)?),
        5 => Tree::Or(read_nodes(reader, depth)?),
        6 => Tree::Not(Box::new(read_node(reader, depth - 1)?)),
        _ => return Err(failure(Kind::Broken, "a query tree has an unknown node", "")),
    })
}

fn read_nodes(reader: &mut Reader, depth: usize) -> Outcome<Vec<Tree>> {
    let count = reader.u32()?;
    (0..count).map(|_| read_node(reader, depth - 1)).collect()
}

fn read_subject(reader: &mut Reader) -> Outcome<Subject> {
    let code = reader.u8()? as usize;
    let subject = SUBJECTS.get(code).copied();
    subject.ok_or_else(|| failure(Kind::Broken, "a query tree has an unknown field", ""))
}

fn read_words(reader: &mut Reader) -> Outcome<Words> {
    let prefix = reader.flag()?;
    Ok(Words { text: reader.text()?, prefix })
}
