//! Reads Automerge's primitives: bytes and LEB128 numbers.

use super::Refusal;
use super::meter::Stop;

/// What is left of some bytes.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

/// Why something cannot be read. Small, because millions of reads return one or the value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unreadable {
    Cut,
    Number,
}

impl From<Unreadable> for Refusal {
    fn from(unreadable: Unreadable) -> Self {
        let what = match unreadable {
            Unreadable::Cut => "it ends too early",
            Unreadable::Number => "a number of more than 64 bits",
        };
        Self::Malformed { what }
    }
}

impl From<Unreadable> for Stop {
    fn from(unreadable: Unreadable) -> Self {
        Self::Refused(unreadable.into())
    }
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    #[inline]
    pub(super) fn take(&mut self, len: u64) -> Result<&'a [u8], Unreadable> {
        let len = usize::try_from(len).map_err(|_| Unreadable::Cut)?;
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(Unreadable::Cut)?;
        self.rest = rest;
        Ok(taken)
    }

    #[inline]
    pub(super) fn byte(&mut self) -> Result<u8, Unreadable> {
        let (byte, rest) = self.rest.split_first().ok_or(Unreadable::Cut)?;
        self.rest = rest;
        Ok(*byte)
    }

    /// A string or an actor: its length, then its bytes.
    #[inline]
    pub(super) fn prefixed(&mut self) -> Result<&'a [u8], Unreadable> {
        let len = self.unsigned()?;
        self.take(len)
    }

    /// Unsigned LEB128. Refuses what does not fit 64 bits, on which decoders differ.
    #[inline]
    pub(super) fn unsigned(&mut self) -> Result<u64, Unreadable> {
        let first = self.byte()?;
        if first < 0x80 { Ok(u64::from(first)) } else { self.more_unsigned(first) }
    }

    /// Signed LEB128. Refuses what does not fit 64 bits.
    #[inline]
    pub(super) fn signed(&mut self) -> Result<i64, Unreadable> {
        let first = self.byte()?;
        // Six bits and a sign.
        if first < 0x80 { Ok(i64::from((first << 1).cast_signed() >> 1)) } else { self.more_signed(first) }
    }

    fn more_unsigned(&mut self, first: u8) -> Result<u64, Unreadable> {
        let mut value = u64::from(first & 0x7F);
        for shift in (7..64).step_by(7) {
            let byte = self.byte()?;
            if shift == 63 && byte > 1 {
                return Err(Unreadable::Number);
            }
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Unreadable::Number)
    }

    fn more_signed(&mut self, first: u8) -> Result<i64, Unreadable> {
        let mut value = i64::from(first & 0x7F);
        for shift in (7..64).step_by(7) {
            let byte = self.byte()?;
            if shift == 63 && byte != 0 && byte != 0x7F {
                return Err(Unreadable::Number);
            }
            value |= i64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                let negative = byte & 0x40 != 0 && shift + 7 < 64;
                return Ok(if negative { value | (-1 << (shift + 7)) } else { value });
            }
        }
        Err(Unreadable::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_up_to_64_bits_and_no_further() {
        let unsigned = |bytes: &[u8]| Reader::new(bytes).unsigned();
        let signed = |bytes: &[u8]| Reader::new(bytes).signed();
        assert_eq!(unsigned(&[0x81, 0x01]), Ok(129));
        assert_eq!(unsigned(&[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]), Ok(u64::MAX));
        assert_eq!(unsigned(&[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2]), Err(Unreadable::Number));
        assert_eq!(unsigned(&[0x80]), Err(Unreadable::Cut));
        assert_eq!(signed(&[0x7F]), Ok(-1));
        assert_eq!(signed(&[0x3F]), Ok(63));
        assert_eq!(signed(&[0x40]), Ok(-64));
        assert_eq!(signed(&[0x00]), Ok(0));
        assert_eq!(signed(&[0xC0, 0x00]), Ok(64));
        assert_eq!(signed(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7F]), Ok(i64::MIN));
        assert_eq!(signed(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]), Err(Unreadable::Number));
    }
}
