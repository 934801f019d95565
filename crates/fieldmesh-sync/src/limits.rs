//! The limits of the protocol (`docs/protocol.md`, section 7).

/// Bytes of a frame, its channel and tag included.
pub const FRAME_LIMIT: usize = 65_000;

/// Bytes of one piece of an item or an attachment.
pub(crate) const PIECE: usize = 61_440;

/// Bytes of a configuration that crosses a link.
pub(crate) const CONFIGURATION: usize = 8 << 20;

/// Bytes of output that wait in a session, besides one item being cut.
pub(crate) const QUEUE: usize = 256 << 10;

/// Bytes that a page of a list may have.
pub(crate) const PAGE: usize = 60_000;

/// Bytes of an item as sent.
pub(crate) const ITEM_SENT: usize = 4 << 20;

/// Cost that a sender may have without credit: the largest item fits, and while a receiver merges, what it
/// merges next arrives.
pub(crate) const CREDIT: u64 = (8 << 20) + (64 << 10);

/// Bytes of a snapshot.
pub(crate) const SNAPSHOT: usize = 4 << 20;

/// Bytes of a list of changes, unpacked.
pub(crate) const CHANGES: usize = 16 << 20;

/// Heads of a shard.
pub(crate) const HEADS: usize = 1_024;

/// Items after which a receiver merges.
pub(crate) const BATCH_ITEMS: usize = 512;

/// Cost of waiting items after which a receiver merges: while it does, more arrive, and are merged together.
pub(crate) const BATCH_COST: u64 = 256 << 10;

/// Lines of one side's inventory, and of its list of wanted attachments.
pub(crate) const LINES: usize = 262_144;

/// Bytes of one side's inventory in messages.
pub(crate) const INVENTORY: usize = 32 << 20;

/// Up to so many shards the buckets are left out.
pub(crate) const FEW_SHARDS: u64 = 64;

/// Hashes of one shard's changes.
pub(crate) const HASHES: usize = 262_144;

/// With more hashes without answer, the initiator begins no further list.
pub(crate) const HASHES_OPEN: usize = 32_768;

/// Hashes without answer that a responder keeps: what an initiator has at most when it begins its longest list.
pub(crate) const HASHES_UNANSWERED: usize = HASHES_OPEN + HASHES;

/// With more hashes of changes that wait to be sent, no further list of them is made.
pub(crate) const HASHES_TO_SEND: usize = 32_768;

/// Lines of a page of wanted attachments.
pub(crate) const WANTS_PAGE: usize = 1_000;
