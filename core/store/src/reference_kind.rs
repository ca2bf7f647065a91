//! The table of reference_kinds: the kinds of the company's objects that chats refer to.

use crate::schema::reference_kinds;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::reference::ReferenceKind;

queries!(ReferenceKind in reference_kinds by reference_kind_id: ReferenceKindId {
    get, find, lock, by_ids, all, count,
    /// A taken key is a conflict.
    insert,
    update,
    /// One of which chats have references is a conflict.
    delete,
});

/// The kind with this key, or none.
pub fn find_by_key(
    connection: &mut DatabaseConnection,
    key: &str,
) -> Result<Option<ReferenceKind>> {
    let with_key = ReferenceKind::query().filter(reference_kinds::key.eq(key));
    Ok(with_key.get_result(connection).optional()?)
}
