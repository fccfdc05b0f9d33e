// SPDX-License-Identifier: Apache-2.0
//! The C ABI of `engine.h`. Nothing unwinds through it: a panic becomes a failure.

mod ask;
mod compile;
mod engine;
mod fields;
mod guarded;
mod near;
mod phrase;
mod script;
mod snippet;
mod tally;
mod tokens;
mod top;
mod tree;
mod wire;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::path::Path;
use std::time::Duration;

use engine::{Engine, Options};
use wire::{failure, Kind, Outcome, Reader, Writer};

/// Bytes that Rust made and `bs_search_free` takes back.
#[repr(C)]
pub struct BsBytes {
    data: *mut u8,
    size: usize,
}

impl BsBytes {
    fn of(bytes: Vec<u8>) -> BsBytes {
        let boxed = bytes.into_boxed_slice();
        let size = boxed.len();
        BsBytes { data: Box::into_raw(boxed).cast(), size }
    }
}

/// Runs `work`; writes what it gives, or its failure, into `out` and returns 0 or the failure's kind.
unsafe fn guard(out: *mut BsBytes, work: impl FnOnce() -> Outcome<Vec<u8>>) -> i32 {
    let outcome = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("a panic");
        let what = format!("the index failed: {text}");
        Err(failure(Kind::Broken, what, "rebuild it from the archive"))
    });
    let (status, bytes) = match outcome {
        Ok(bytes) => (0, bytes),
        Err(failure) => {
            let mut writer = Writer::default();
            writer.text(&failure.what);
            writer.text(&failure.remedy);
            (failure.kind as i32, writer.bytes)
        }
    };
    out.write(BsBytes::of(bytes));
    status
}

unsafe fn bytes_of<'a>(data: *const u8, size: usize) -> &'a [u8] {
    if size == 0 {
        return &[];
    }
    std::slice::from_raw_parts(data, size)
}

fn open(mut request: Reader) -> Outcome<Engine> {
    let folder = request.bytes()?;
    let folder = Path::new(OsStr::from_bytes(folder));
    let is_new = request.flag()?;
    let options = Options {
        writer_memory: request.i64()?.max(0) as usize,
        store_text: request.flag()?,
        read_only: request.flag()?,
        segment_documents_max: request.u32()? as usize,
        query_time: Duration::from_micros(request.i64()?.max(0) as u64),
    };
    if is_new {
        Engine::clear(folder)?;
    }
    Engine::open(folder, &options)
}

/// # Safety
/// `data` points to `size` bytes; `engine` and `out` may be written.
#[no_mangle]
pub unsafe extern "C" fn bs_search_open(
    data: *const u8,
    size: usize,
    engine: *mut *mut Engine,
    out: *mut BsBytes,
) -> i32 {
    guard(out, || {
        let opened = open(Reader::new(bytes_of(data, size)))?;
        engine.write(Box::into_raw(Box::new(opened)));
        Ok(Vec::new())
    })
}

/// # Safety
/// `engine` came from `bs_search_open` and is not used again.
#[no_mangle]
pub unsafe extern "C" fn bs_search_close(engine: *mut Engine) {
    // A panic while closing has nobody left to tell.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(Box::from_raw(engine))));
}

/// # Safety
/// `engine` is open; `data` points to `size` bytes; `out` may be written.
#[no_mangle]
pub unsafe extern "C" fn bs_search_apply(
    engine: *const Engine,
    data: *const u8,
    size: usize,
    out: *mut BsBytes,
) -> i32 {
    guard(out, || {
        (*engine).apply(Reader::new(bytes_of(data, size)))?;
        Ok(Vec::new())
    })
}

/// # Safety
/// `engine` is open; `out` may be written.
#[no_mangle]
pub unsafe extern "C" fn bs_search_commit(engine: *const Engine, out: *mut BsBytes) -> i32 {
    guard(out, || {
        (*engine).commit()?;
        Ok(Vec::new())
    })
}

/// # Safety
/// `engine` is open or null (for what needs no index); `data` points to `size` bytes; `out` may be written.
#[no_mangle]
pub unsafe extern "C" fn bs_search_ask(
    engine: *const Engine,
    data: *const u8,
    size: usize,
    out: *mut BsBytes,
) -> i32 {
    guard(out, || {
        let request = Reader::new(bytes_of(data, size));
        match engine.as_ref() {
            Some(engine) => ask::ask(engine, request),
            None => ask::ask_nobody(request),
        }
    })
}

/// # Safety
/// `bytes` came from one of the functions above and is not used again.
#[no_mangle]
pub unsafe extern "C" fn bs_search_free(bytes: BsBytes) {
    drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(bytes.data, bytes.size)));
}
