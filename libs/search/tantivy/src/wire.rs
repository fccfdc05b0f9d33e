// SPDX-License-Identifier: Apache-2.0
//! The bytes that cross the C ABI: little-endian numbers, and strings with a length before them.

/// Why a call failed; the numbers are those of `engine.h`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    BadInput = 1,
    NotFound = 2,
    Unavailable = 3,
    Broken = 4,
}

#[derive(Debug)]
pub struct Failure {
    pub kind: Kind,
    pub what: String,
    pub remedy: String,
}

pub type Outcome<T> = Result<T, Failure>;

pub fn failure(kind: Kind, what: impl Into<String>, remedy: impl Into<String>) -> Failure {
    Failure { kind, what: what.into(), remedy: remedy.into() }
}

/// A disk that is full, or away: what it holds is whole, and it takes more when it is mended.
fn may_pass(error: &std::io::Error) -> bool {
    // EIO, ENFILE, EMFILE, ENOSPC, EROFS, EDQUOT. A wrapped error has kept its kind alone.
    matches!(error.raw_os_error(), Some(5 | 23 | 24 | 28 | 30 | 122))
        || matches!(
            error.kind(),
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::ReadOnlyFilesystem
        )
}

fn of_the_disk(error: &tantivy::TantivyError) -> bool {
    use tantivy::directory::error::OpenWriteError;
    use tantivy::TantivyError;
    match error {
        TantivyError::IoError(error) => may_pass(error),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => may_pass(io_error),
        // A thread that writes died of an error that it has kept: a full disk, as a rule.
        TantivyError::ErrorInThread(_) => true,
        _ => false,
    }
}

impl From<tantivy::TantivyError> for Failure {
    fn from(error: tantivy::TantivyError) -> Failure {
        use tantivy::TantivyError::LockFailure;
        match error {
            LockFailure(_, _) => failure(
                Kind::Unavailable,
                "the index is being written by another process",
                "end that process, or open it read-only",
            ),
            error if of_the_disk(&error) => failure(
                Kind::Unavailable,
                format!("the index cannot be written: {error}"),
                "see to the disk: is it full?",
            ),
            other => failure(
                Kind::Broken,
                format!("the index failed: {other}"),
                "see to the disk; the index can be rebuilt from the archive",
            ),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        tantivy::TantivyError::from(error).into()
    }
}

/// Reads what C++ wrote. Both sides are ours, so a bad byte is a bug: Broken.
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes }
    }

    fn take(&mut self, count: usize) -> Outcome<&'a [u8]> {
        if count > self.bytes.len() {
            return Err(failure(Kind::Broken, "a request ends too early", ""));
        }
        let (head, tail) = self.bytes.split_at(count);
        self.bytes = tail;
        Ok(head)
    }

    pub fn u8(&mut self) -> Outcome<u8> {
        Ok(self.take(1)?[0])
    }

    pub fn flag(&mut self) -> Outcome<bool> {
        Ok(self.u8()? != 0)
    }

    pub fn u32(&mut self) -> Outcome<u32> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes(bytes.try_into().expect("four bytes")))
    }

    pub fn i64(&mut self) -> Outcome<i64> {
        let bytes = self.take(8)?;
        Ok(i64::from_le_bytes(bytes.try_into().expect("eight bytes")))
    }

    pub fn optional_i64(&mut self) -> Outcome<Option<i64>> {
        let present = self.flag()?;
        let value = self.i64()?;
        Ok(present.then_some(value))
    }

    pub fn bytes(&mut self) -> Outcome<&'a [u8]> {
        let size = self.u32()? as usize;
        self.take(size)
    }

    /// Bad UTF-8 is replaced, not refused: one bad byte must not hide an article.
    pub fn text(&mut self) -> Outcome<String> {
        Ok(String::from_utf8_lossy(self.bytes()?).into_owned())
    }

    pub fn texts(&mut self) -> Outcome<Vec<String>> {
        let count = self.u32()?;
        (0..count).map(|_| self.text()).collect()
    }
}

#[derive(Default)]
pub struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    pub fn u8(&mut self, value: u8) {
        self.bytes.push(value);
    }

    pub fn u32(&mut self, value: usize) {
        let value = u32::try_from(value).expect("an answer is far below 4 GiB");
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    pub fn u64(&mut self, value: u64) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    pub fn i64(&mut self, value: i64) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    pub fn text(&mut self, value: impl AsRef<[u8]>) {
        let value = value.as_ref();
        self.u32(value.len());
        self.bytes.extend_from_slice(value);
    }
}
