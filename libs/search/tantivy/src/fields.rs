// SPDX-License-Identifier: Apache-2.0
//! The index's fields, and how a document of ours becomes one of Tantivy's.

use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
    STORED,
};
use tantivy::TantivyDocument;

use crate::wire::{failure, Kind, Outcome, Reader};

pub const TOKENIZER: &str = "broadsheet";
/// Raised whenever the fields, the tokeniser or what is put into them changes: older indexes are rebuilt.
pub const FORMAT: u32 = 2;
/// `superseded` of what is still the newest.
pub const NEVER: i64 = i64::MAX;

const TEXT_BYTES_MAX: usize = 4 << 20;
const FIELD_BYTES_MAX: usize = 64 << 10;
const NAME_BYTES_MAX: usize = 4 << 10;
const LIST_MAX: usize = 1000;
/// kSnapshotBytesMax in search.h.
const SNAPSHOT_BYTES_MAX: usize = 16 << 10;

#[derive(Clone)]
pub struct Fields {
    pub schema: Schema,
    pub snapshot: Field,
    pub url_key: Field,
    pub host: Field,
    pub site: Field,
    pub source: Field,
    pub language: Field,
    pub language_tag: Field,
    pub title: Field,
    pub description: Field,
    pub text: Field,
    pub author: Field,
    pub keyword: Field,
    pub section: Field,
    pub published: Field,
    pub first_seen: Field,
    pub superseded: Field,
    pub date: Field,
    pub stored_title: Field,
    pub stored_description: Field,
    pub stored_text: Field,
}

impl Fields {
    pub fn new() -> Fields {
        let mut schema = Schema::builder();
        let words = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(TOKENIZER)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        );
        let name = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic),
        );
        let counted = name.clone().set_fast(None);
        let tag = TextOptions::default().set_fast(None);
        let time = NumericOptions::default().set_fast();
        let id = BytesOptions::default().set_indexed().set_fast();
        Fields {
            snapshot: schema.add_bytes_field("snapshot", id),
            url_key: schema.add_text_field("url_key", name.clone()),
            host: schema.add_text_field("host", counted.clone()),
            site: schema.add_text_field("site", name.clone()),
            source: schema.add_text_field("source", counted),
            language: schema.add_text_field("language", name),
            language_tag: schema.add_text_field("language_tag", tag),
            title: schema.add_text_field("title", words.clone()),
            description: schema.add_text_field("description", words.clone()),
            text: schema.add_text_field("text", words.clone()),
            author: schema.add_text_field("author", words.clone()),
            keyword: schema.add_text_field("keyword", words.clone()),
            section: schema.add_text_field("section", words),
            published: schema.add_i64_field("published", time.clone()),
            first_seen: schema.add_i64_field("first_seen", time.clone()),
            superseded: schema.add_i64_field("superseded", time.clone()),
            date: schema.add_i64_field("date", time),
            stored_title: schema.add_text_field("stored_title", STORED),
            stored_description: schema.add_text_field("stored_description", STORED),
            stored_text: schema.add_text_field("stored_text", STORED),
            schema: schema.build(),
        }
    }
}

/// A document and what Tantivy calls it by.
pub struct Entry {
    pub snapshot: Vec<u8>,
    pub document: TantivyDocument,
    pub bytes: usize,
}

pub fn read_entry(fields: &Fields, reader: &mut Reader, store_text: bool) -> Outcome<Entry> {
    let mut document = TantivyDocument::new();
    let snapshot = reader.bytes()?.to_vec();
    if snapshot.is_empty() || snapshot.len() > SNAPSHOT_BYTES_MAX {
        return Err(failure(
            Kind::BadInput,
            "a document's snapshot is empty or longer than 16 KiB",
            "name it by the archive's key",
        ));
    }
    document.add_bytes(fields.snapshot, &snapshot);
    add_name(&mut document, fields.url_key, reader.text()?, SNAPSHOT_BYTES_MAX);
    add_host(&mut document, fields, &reader.text()?.to_lowercase());
    add_name(&mut document, fields.source, reader.text()?, NAME_BYTES_MAX);
    add_language(&mut document, fields, &reader.text()?.to_lowercase());
    let title = cut(reader.text()?, FIELD_BYTES_MAX);
    let description = cut(reader.text()?, FIELD_BYTES_MAX);
    add_words(&mut document, fields.title, &title);
    add_words(&mut document, fields.description, &description);
    for (field, texts) in [(fields.author, reader.texts()?), (fields.keyword, reader.texts()?)] {
        for text in texts.into_iter().take(LIST_MAX) {
            add_words(&mut document, field, &cut(text, NAME_BYTES_MAX));
        }
    }
    add_words(&mut document, fields.section, &cut(reader.text()?, NAME_BYTES_MAX));
    let text = cut(reader.text()?, TEXT_BYTES_MAX);
    add_words(&mut document, fields.text, &text);
    let published = reader.optional_i64()?;
    let first_seen = reader.i64()?;
    if let Some(published) = published {
        document.add_i64(fields.published, published);
    }
    document.add_i64(fields.first_seen, first_seen);
    document.add_i64(fields.superseded, reader.optional_i64()?.unwrap_or(NEVER));
    document.add_i64(fields.date, published.unwrap_or(first_seen));
    let bytes = 512 + 2 * text.len() + title.len() + description.len();
    if store_text {
        document.add_text(fields.stored_title, title);
        document.add_text(fields.stored_description, description);
        document.add_text(fields.stored_text, text);
    }
    Ok(Entry { snapshot, document, bytes })
}

fn add_words(document: &mut TantivyDocument, field: Field, text: &str) {
    if !text.is_empty() {
        document.add_text(field, text);
    }
}

fn add_name(document: &mut TantivyDocument, field: Field, name: String, bytes_max: usize) {
    if !name.is_empty() {
        document.add_text(field, cut(name, bytes_max));
    }
}

/// The host itself, and it and every domain above it as sites.
fn add_host(document: &mut TantivyDocument, fields: &Fields, host: &str) {
    if host.is_empty() || host.len() > NAME_BYTES_MAX {
        return;
    }
    document.add_text(fields.host, host);
    let mut site = host;
    for _ in 0..32 {
        document.add_text(fields.site, site);
        match site.split_once('.') {
            Some((_, parent)) if !parent.is_empty() => site = parent,
            _ => break,
        }
    }
}

/// "pt-br" is found as "pt-br" and as "pt".
fn add_language(document: &mut TantivyDocument, fields: &Fields, language: &str) {
    if language.is_empty() || language.len() > 64 {
        return;
    }
    document.add_text(fields.language_tag, language);
    let mut range = language;
    loop {
        document.add_text(fields.language, range);
        match range.rsplit_once('-') {
            Some((wider, _)) if !wider.is_empty() => range = wider,
            _ => break,
        }
    }
}

pub fn cut(mut text: String, bytes_max: usize) -> String {
    if text.len() > bytes_max {
        let mut end = bytes_max;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
    }
    text
}
