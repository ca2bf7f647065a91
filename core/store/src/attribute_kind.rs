//! The table of kinds of attributes.

use crate::schema::attribute_kinds;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::attribute_kind::AttributeKind;

queries!(AttributeKind in attribute_kinds by attribute_kind_id: AttributeKindId copied {
    get, lock, by_ids, all, count, insert, update,
    /// Contacts and chats keep the values that they have under its key.
    delete,
});

/// How many kinds filters may name.
pub fn count_filterable(connection: &mut DatabaseConnection) -> Result<i64> {
    let filterable = attribute_kinds::table.filter(attribute_kinds::is_filterable);
    Ok(filterable.count().get_result(connection)?)
}
