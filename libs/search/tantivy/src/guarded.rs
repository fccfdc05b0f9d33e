// SPDX-License-Identifier: Apache-2.0
//! Documents on their way to the indexing thread: Tantivy bounds their number, this bounds their bytes.

use std::sync::{Arc, Condvar, Mutex};

use tantivy::schema::document::Document;
use tantivy::TantivyDocument;

#[derive(Default)]
struct Load {
    bytes: Mutex<usize>,
    less: Condvar,
}

/// How many bytes may wait.
pub struct Gate {
    load: Arc<Load>,
    bytes_max: usize,
}

impl Gate {
    pub fn new(bytes_max: usize) -> Gate {
        Gate { load: Arc::default(), bytes_max }
    }

    /// Waits until there is room; a document larger than the gate passes alone.
    pub fn admit(&self, document: TantivyDocument, bytes: usize) -> Guarded {
        let waiting = self.load.bytes.lock().unwrap_or_else(|e| e.into_inner());
        let full = |waiting: &mut usize| *waiting > 0 && *waiting + bytes > self.bytes_max;
        let mut waiting =
            self.load.less.wait_while(waiting, full).unwrap_or_else(|e| e.into_inner());
        *waiting += bytes;
        Guarded { document, bytes, load: Arc::clone(&self.load) }
    }
}

pub struct Guarded {
    document: TantivyDocument,
    bytes: usize,
    load: Arc<Load>,
}

impl Drop for Guarded {
    fn drop(&mut self) {
        let mut waiting = self.load.bytes.lock().unwrap_or_else(|e| e.into_inner());
        *waiting -= self.bytes;
        self.load.less.notify_all();
    }
}

impl Document for Guarded {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }
}
