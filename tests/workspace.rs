//! To come: the guard of the workspace's architecture.
