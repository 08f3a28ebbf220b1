//! A block of extensions: each type at most once, each where Table 1 allows it.

use alloc::vec::Vec;

use super::table::{Place, admit};
use crate::{
    code_points::ExtensionType,
    error::Error,
    wire::{Reader, Writer},
};

/// Few messages have more extensions.
const USUAL_NUMBER: usize = 16;

/// The extensions of one message that this end knows, in the order in which they came.
#[derive(Debug)]
pub(crate) struct Block<'a> {
    known: Vec<(ExtensionType, &'a [u8])>,
    /// Whether the last of all extensions, known or not, was pre_shared_key.
    ends_with_psk: bool,
}

impl<'a> Block<'a> {
    /// Reads all extensions; `offered` are those that this end sent in the message that `place` answers.
    pub(crate) fn read(
        mut reader: Reader<'a>,
        place: Place,
        offered: &[ExtensionType],
    ) -> Result<Self, Error> {
        let mut all = Vec::with_capacity(USUAL_NUMBER);
        while !reader.is_empty() {
            all.push((ExtensionType(reader.u16()?), reader.vec_u16()?.rest()));
        }
        let types: Vec<ExtensionType> = all.iter().map(|&(extension, _)| extension).collect();
        let ends_with_psk = types.last() == Some(&ExtensionType::PRE_SHARED_KEY);
        reject_duplicates(types)?;
        let mut known = Vec::with_capacity(all.len());
        for (extension, data) in all {
            if admit(extension, place, offered)? {
                known.push((extension, data));
            }
        }
        Ok(Self { known, ends_with_psk })
    }

    /// The content of an extension, if it is there.
    pub(crate) fn find(&self, extension: ExtensionType) -> Option<&'a [u8]> {
        self.known.iter().find(|(known, _)| *known == extension).map(|&(_, data)| data)
    }

    /// Reads an extension to its end by `decode`, if it is there.
    pub(crate) fn get<T>(
        &self,
        extension: ExtensionType,
        what: &'static str,
        decode: impl FnOnce(&mut Reader<'a>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let Some(data) = self.find(extension) else {
            return Ok(None);
        };
        let mut reader = Reader::new(data, what);
        let value = decode(&mut reader)?;
        //= 4.3-2
        reader.finish()?;
        Ok(Some(value))
    }

    /// In a ClientHello nothing may follow pre_shared_key (section 4.3.11).
    //= 4.3.11-18
    pub(crate) fn check_psk_is_last(&self) -> Result<(), Error> {
        let present = self.find(ExtensionType::PRE_SHARED_KEY).is_some();
        if present && !self.ends_with_psk { Err(Error::PreSharedKeyNotLast) } else { Ok(()) }
    }
}

/// A hostile block may hold sixteen thousand types: sorting keeps the search for equal ones cheap.
//= 4.3-7
fn reject_duplicates(mut types: Vec<ExtensionType>) -> Result<(), Error> {
    types.sort_unstable();
    match types.windows(2).find(|pair| pair.first() == pair.last()) {
        Some(pair) => Err(Error::DuplicateExtension(pair.first().copied().unwrap_or(ExtensionType(0)))),
        None => Ok(()),
    }
}

/// Appends one extension.
//= 4.3-1
pub(crate) fn put(writer: &mut Writer<'_>, extension: ExtensionType, content: impl FnOnce(&mut Writer<'_>)) {
    writer.u16(extension.0);
    writer.vec_u16(content);
}
