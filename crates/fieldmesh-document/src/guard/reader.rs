//! Reads Automerge's primitives: bytes and LEB128 numbers.

use super::Refusal;

/// What is left of some bytes.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

const CUT: Refusal = Refusal::Malformed { what: "it ends too early" };
const NUMBER: Refusal = Refusal::Malformed { what: "a number of more than 64 bits" };

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

    pub(super) fn take(&mut self, len: u64) -> Result<&'a [u8], Refusal> {
        let len = usize::try_from(len).map_err(|_| CUT)?;
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(CUT)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Refusal> {
        let (byte, rest) = self.rest.split_first().ok_or(CUT)?;
        self.rest = rest;
        Ok(*byte)
    }

    /// A string or an actor: its length, then its bytes.
    pub(super) fn prefixed(&mut self) -> Result<&'a [u8], Refusal> {
        let len = self.unsigned()?;
        self.take(len)
    }

    /// Unsigned LEB128. Refuses what does not fit 64 bits, on which decoders differ.
    #[inline]
    pub(super) fn unsigned(&mut self) -> Result<u64, Refusal> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            if shift == 63 && byte > 1 {
                return Err(NUMBER);
            }
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(NUMBER)
    }

    /// Signed LEB128. Refuses what does not fit 64 bits.
    #[inline]
    pub(super) fn signed(&mut self) -> Result<i64, Refusal> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            if shift == 63 && byte != 0 && byte != 0x7F {
                return Err(NUMBER);
            }
            value |= i64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                let negative = byte & 0x40 != 0 && shift + 7 < 64;
                return Ok(if negative { value | (-1 << (shift + 7)) } else { value });
            }
        }
        Err(NUMBER)
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
        assert_eq!(unsigned(&[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2]), Err(NUMBER));
        assert_eq!(unsigned(&[0x80]), Err(CUT));
        assert_eq!(signed(&[0x7F]), Ok(-1));
        assert_eq!(signed(&[0xC0, 0x00]), Ok(64));
        assert_eq!(signed(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7F]), Ok(i64::MIN));
        assert_eq!(signed(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]), Err(NUMBER));
    }
}
