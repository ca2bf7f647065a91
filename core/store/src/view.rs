//! The table of views.

use crate::error::one_changed;
use crate::schema::views;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::ViewId;
use switchboard_model::view::View;

queries!(View in views by view_id: ViewId copied { get, lock, by_ids, insert, update });

owned!(View in views by position, view_id { own_and_shared, shared, count_of });

/// Removes a view.
pub fn delete(connection: &mut DatabaseConnection, id: ViewId) -> Result<()> {
    one_changed(diesel::delete(views::table.find(id)).execute(connection)?)
}
