//! Pictures of categories, as their configuration brings them: drawings become textures once.

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Icons;
