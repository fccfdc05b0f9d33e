// SPDX-License-Identifier: Apache-2.0
//! One index: opened, written, committed.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use tantivy::directory::{MmapDirectory, INDEX_WRITER_LOCK};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::store::Compressor;
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{
    Directory, Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, Term,
};

use crate::fields::{read_entry, Fields, FORMAT, TOKENIZER};
use crate::guarded::{Gate, Guarded};
use crate::tokens::Broadsheet;
use crate::wire::{failure, Kind, Outcome, Reader};

pub struct Options {
    pub writer_memory: usize,
    pub store_text: bool,
    pub read_only: bool,
    pub segment_documents_max: usize,
    pub query_time: Duration,
}

struct Writer {
    writer: IndexWriter<Guarded>,
    gate: Gate,
}

struct Writing {
    /// None after a failure: a writer that failed takes nothing more, and another one begins where
    /// the last commit ended.
    writer: Option<Writer>,
    writer_memory: usize,
    segment_documents_max: usize,
    offset: Vec<u8>,
}

pub struct Engine {
    pub fields: Fields,
    index: Index,
    reader: IndexReader,
    writing: Option<Mutex<Writing>>,
    store_text: bool,
    query_time: Duration,
    /// Of the commit that readers see.
    offset: Mutex<Vec<u8>>,
}

impl Engine {
    pub fn open(folder: &Path, options: &Options) -> Outcome<Engine> {
        let fields = Fields::new();
        let index = open_index(folder, &fields, options.read_only)?;
        let offset = committed_offset(&index)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let writing = if options.read_only {
            None
        } else {
            Some(Mutex::new(Writing {
                writer: Some(open_writer(
                    &index,
                    options.writer_memory,
                    options.segment_documents_max,
                )?),
                writer_memory: options.writer_memory,
                segment_documents_max: options.segment_documents_max,
                offset: offset.clone(),
            }))
        };
        Ok(Engine {
            fields,
            index,
            reader,
            writing,
            store_text: options.store_text,
            query_time: options.query_time,
            offset: Mutex::new(offset),
        })
    }

    /// Removes the files of the index that is in the folder, if nobody writes it.
    pub fn clear(folder: &Path) -> Outcome<()> {
        fs::create_dir_all(folder)?;
        let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
        let lock = directory.acquire_lock(&INDEX_WRITER_LOCK);
        let _lock = lock.map_err(tantivy::TantivyError::from)?;
        // First what makes the others an index: a crash on the way leaves an empty one.
        for name in ["meta.json", ".managed.json"] {
            match fs::remove_file(folder.join(name)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error.into())
                }
                _ => {}
            }
        }
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if is_segment_file(&entry.file_name().to_string_lossy()) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    pub fn deadline(&self) -> Instant {
        Instant::now() + self.query_time
    }

    pub fn offset(&self) -> Vec<u8> {
        lock(&self.offset).clone()
    }

    fn writing(&self) -> Outcome<MutexGuard<'_, Writing>> {
        let writing = self.writing.as_ref();
        let writing = writing.ok_or_else(|| {
            failure(Kind::BadInput, "the index is open read-only", "open it for writing")
        })?;
        Ok(lock(writing))
    }

    /// offset, removes, adds.
    pub fn apply(&self, batch: Reader) -> Outcome<()> {
        let mut writing = self.writing()?;
        if writing.writer.is_none() {
            let writer =
                open_writer(&self.index, writing.writer_memory, writing.segment_documents_max)?;
            writing.writer = Some(writer);
        }
        let applied = self.apply_to(&mut writing, batch);
        if matches!(&applied, Err(failed) if failed.kind != Kind::BadInput) {
            writing.writer = None;
        }
        applied
    }

    fn apply_to(&self, writing: &mut Writing, mut batch: Reader) -> Outcome<()> {
        let Writer { writer, gate } = writing.writer.as_mut().ok_or_else(no_writer)?;
        let offset = batch.bytes()?.to_vec();
        for _ in 0..batch.u32()? {
            let snapshot = batch.bytes()?;
            let term = Term::from_field_bytes(self.fields.snapshot, snapshot);
            writer.delete_term(term);
        }
        for _ in 0..batch.u32()? {
            let entry = read_entry(&self.fields, &mut batch, self.store_text)?;
            let term = Term::from_field_bytes(self.fields.snapshot, &entry.snapshot);
            writer.delete_term(term);
            let document = gate.admit(entry.document, entry.bytes);
            writer.add_document(document)?;
        }
        writing.offset = offset;
        Ok(())
    }

    pub fn commit(&self) -> Outcome<()> {
        let mut writing = self.writing()?;
        let payload = write_payload(&writing.offset);
        let committed = commit_with(&mut writing, &payload);
        if committed.is_err() {
            writing.writer = None;
        }
        committed?;
        drop(writing);
        self.refresh()
    }

    /// The offset is read before the segments: what it promises is there to be found.
    pub fn refresh(&self) -> Outcome<()> {
        let offset = committed_offset(&self.index)?;
        self.reader.reload()?;
        *lock(&self.offset) = offset;
        Ok(())
    }
}

/// A panic under the lock has already been reported; what it guards is still whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn open_index(folder: &Path, fields: &Fields, read_only: bool) -> Outcome<Index> {
    if read_only && !folder.join("meta.json").exists() {
        return Err(failure(
            Kind::NotFound,
            "there is no index",
            "it appears with the first commit of the process that writes it",
        ));
    }
    fs::create_dir_all(folder)?;
    let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    let tokenizers = TokenizerManager::default();
    tokenizers.register(TOKENIZER, TextAnalyzer::from(Broadsheet::default()));
    let settings = IndexSettings {
        docstore_compression: Compressor::Lz4,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    let builder =
        Index::builder().schema(fields.schema.clone()).settings(settings).tokenizers(tokenizers);
    match builder.open_or_create(directory) {
        Err(tantivy::TantivyError::SchemaError(_)) => Err(other_format()),
        other => Ok(other?),
    }
}

fn commit_with(writing: &mut Writing, payload: &str) -> Outcome<()> {
    let Writer { writer, .. } = writing.writer.as_mut().ok_or_else(no_writer)?;
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(payload);
    commit.commit()?;
    Ok(())
}

fn no_writer() -> crate::wire::Failure {
    failure(Kind::Unavailable, "what was applied is lost: the index could not be written", "")
}

fn open_writer(index: &Index, memory: usize, segment_documents_max: usize) -> Outcome<Writer> {
    // One thread each: several shards share a machine.
    let writer_options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .num_merge_threads(1)
        .memory_budget_per_thread(memory)
        .build();
    let writer = index.writer_with_options(writer_options)?;
    let mut policy = LogMergePolicy::default();
    policy.set_max_docs_before_merge(segment_documents_max);
    policy.set_del_docs_ratio_before_merge(0.3);
    writer.set_merge_policy(Box::new(policy));
    let gate = Gate::new(memory);
    Ok(Writer { writer, gate })
}

fn other_format() -> crate::wire::Failure {
    failure(Kind::Broken, "the index is of another format", "rebuild it from the archive")
}

fn write_payload(offset: &[u8]) -> String {
    let hex: String = offset.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{FORMAT}:{hex}")
}

fn committed_offset(index: &Index) -> Outcome<Vec<u8>> {
    let Some(payload) = index.load_metas()?.payload else {
        return Ok(Vec::new()); // Nothing was committed yet.
    };
    let (format, hex) = payload.split_once(':').ok_or_else(other_format)?;
    if format != FORMAT.to_string() || hex.len() % 2 != 0 || !hex.is_ascii() {
        return Err(other_format());
    }
    let pairs = (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16));
    pairs.collect::<Result<_, _>>().map_err(|_| other_format())
}

/// "0123456789abcdef0123456789abcdef.term", ".4711.del", and what was left half written.
fn is_segment_file(name: &str) -> bool {
    let id = name.split('.').next().unwrap_or("");
    let is_id = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_id && name.len() > id.len()) || name.starts_with(".tmp")
}
