//! The table of macros.

use crate::error::one_changed;
use crate::schema::macros;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::MacroId;
use switchboard_model::macros::Macro;

queries!(Macro in macros by macro_id: MacroId copied { get, lock, by_ids, insert, update });

owned!(Macro in macros by title, macro_id { own_and_shared, count_of });

/// Removes a macro.
pub fn delete(connection: &mut DatabaseConnection, id: MacroId) -> Result<()> {
    one_changed(diesel::delete(macros::table.find(id)).execute(connection)?)
}
