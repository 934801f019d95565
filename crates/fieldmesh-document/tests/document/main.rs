//! Shards from outside: what devices make of them apart from each other, and what is refused.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "a test says what it skips, and what it measured")]

use fieldmesh_document as document;

mod convergence;
mod corpus;
#[allow(dead_code, reason = "the tests of the guard take this file as a module of theirs")]
#[path = "../../src/guard/tests/craft.rs"]
mod craft;
mod oracle;
