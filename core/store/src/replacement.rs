//! The table of replacements: what is put in the place of something typed.

use crate::error::one_changed;
use crate::schema::replacements;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::ReplacementId;
use switchboard_model::template::Replacement;

queries!(Replacement in replacements by replacement_id: ReplacementId {
    get, lock, by_ids, insert,
    /// A taken token is a conflict.
    update,
});

owned!(Replacement in replacements by token, replacement_id { own_and_shared, count_of });

/// Removes a replacement.
pub fn delete(connection: &mut DatabaseConnection, id: ReplacementId) -> Result<()> {
    one_changed(diesel::delete(replacements::table.find(id)).execute(connection)?)
}
