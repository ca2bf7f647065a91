//! Reading many rows for lists: keyset pages and batches by id.
