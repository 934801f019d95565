//! A configuration that crosses a link, so that two devices that use different ones can come together
//! (`docs/protocol.md`, section 2.1).

use std::sync::Arc;

use super::message::Piece;
use crate::limits::{CONFIGURATION, PIECE};

/// What the other side still gets.
#[derive(Debug)]
pub(super) struct Giving {
    bytes: Arc<[u8]>,
    sent: usize,
}

impl Giving {
    pub(super) const fn new(bytes: Arc<[u8]>) -> Self {
        Self { bytes, sent: 0 }
    }

    pub(super) fn next(&mut self) -> Option<Piece> {
        let rest = self.bytes.get(self.sent..).filter(|rest| !rest.is_empty())?;
        let bytes = rest.get(..PIECE).unwrap_or(rest).to_vec();
        self.sent += bytes.len();
        Some(Piece { total: u32::try_from(self.bytes.len()).unwrap_or(u32::MAX), bytes })
    }
}

/// What has come so far.
#[derive(Debug, Default)]
pub(super) struct Taking {
    total: Option<u32>,
    bytes: Vec<u8>,
}

impl Taking {
    /// Takes a piece; gives the whole when it was the last one. `Err` when it does not fit.
    pub(super) fn take(&mut self, piece: &Piece) -> Result<Option<Vec<u8>>, ()> {
        let total = *self.total.get_or_insert(piece.total);
        let whole = usize::try_from(total).ok().filter(|whole| *whole <= CONFIGURATION).ok_or(())?;
        if piece.total != total || piece.bytes.is_empty() || self.bytes.len() + piece.bytes.len() > whole {
            return Err(());
        }
        self.bytes.extend_from_slice(&piece.bytes);
        Ok((self.bytes.len() == whole).then(|| std::mem::take(&mut self.bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_in_pieces_arrives_whole() {
        for length in [1, PIECE, PIECE + 1, 3 * PIECE - 1] {
            let whole: Vec<u8> = (0..length).map(|n| n as u8).collect();
            let (mut giving, mut taking) = (Giving::new(whole.clone().into()), Taking::default());
            let mut arrived = None;
            while let Some(piece) = giving.next() {
                assert_eq!(arrived, None);
                arrived = taking.take(&piece).unwrap();
            }
            assert_eq!(arrived.as_deref(), Some(&whole[..]));
        }
    }

    #[test]
    fn pieces_that_lie_are_refused() {
        let piece = |total: usize, bytes: usize| Piece { total: total as u32, bytes: vec![0; bytes] };
        let refused = |pieces: &[Piece]| {
            let mut taking = Taking::default();
            pieces.iter().any(|piece| taking.take(piece).is_err())
        };
        assert!(refused(&[piece(CONFIGURATION + 1, 1)]));
        assert!(refused(&[piece(4, 0)]));
        assert!(refused(&[piece(4, 5)]));
        assert!(refused(&[piece(4, 2), piece(5, 2)]));
        assert!(!refused(&[piece(4, 2), piece(4, 2)]));
    }
}
