//! The books of this device: whom it met, with whom it synchronized, what it did. No other device learns of them.

use fieldmesh_document::ReplicaError;
use rusqlite::Transaction;

use crate::Store;
use crate::store::commit;

/// The books while something is entered; what is entered together becomes durable together.
#[derive(Debug)]
pub struct Books<'a> {
    pub(crate) transaction: &'a Transaction<'a>,
}

impl Store {
    /// Enters something into the books, all of it or, where that fails, nothing.
    ///
    /// `enter` writes by the books alone: it holds the turn of the one that writes, so that any other write would wait for ever.
    ///
    /// Fifty sessions that end at once stand in line with theirs, a person's edit goes first, and nobody is told
    /// ([`Self::on_commit`]).
    ///
    /// # Errors
    /// Those of `enter`; [`ReplicaError::Full`], [`ReplicaError::ReadOnly`], [`ReplicaError::Busy`],
    /// [`ReplicaError::Io`].
    pub fn enter<T>(&self, enter: impl FnOnce(&Books<'_>) -> Result<T, ReplicaError>) -> Result<T, ReplicaError> {
        commit(&mut self.writing_in_bulk(), |transaction| enter(&Books { transaction }))
    }
}
