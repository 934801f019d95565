//! The names used inside a shard (`docs/document-schema.md`, sections 2 to 5).

/// The schema version that this program writes.
pub(crate) const SCHEMA_VERSION: i64 = 1;

/// Keys of the root map.
pub(crate) mod root {
    pub(crate) const SCHEMA: &str = "schema";
    pub(crate) const KIND: &str = "kind";
    pub(crate) const SHARD: &str = "shard";
    pub(crate) const OBSERVATIONS: &str = "observations";
    pub(crate) const CARD: &str = "card";
    pub(crate) const SESSIONS: &str = "sessions";
}

/// Keys of an observation.
pub(crate) mod observation {
    pub(crate) const CREATED_AT: &str = "created_at";
    pub(crate) const ZONE: &str = "zone";
    pub(crate) const OBSERVED_AT: &str = "observed_at";
    pub(crate) const POSITION: &str = "position";
    pub(crate) const CATEGORY: &str = "category";
    pub(crate) const TAGS: &str = "tags";
    pub(crate) const NOTES: &str = "notes";
    pub(crate) const ATTACHMENTS: &str = "attachments";
    pub(crate) const CONFIGURATION: &str = "configuration";
    pub(crate) const METADATA: &str = "metadata";
    pub(crate) const SOURCE: &str = "source";
    pub(crate) const DELETED_AT: &str = "deleted_at";
}

/// Keys of a device card.
pub(crate) mod card {
    pub(crate) const DEVICE: &str = "device";
    pub(crate) const NAME: &str = "name";
    pub(crate) const KIND: &str = "kind";
    pub(crate) const PROGRAM: &str = "program";
    pub(crate) const X25519: &str = "x25519";
    pub(crate) const ED25519: &str = "ed25519";
}
