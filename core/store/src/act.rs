//! The table of acts: the histories of chats. Acts are only added.

use crate::dialect::direct;
use crate::schema::acts;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::act::Act;

queries!(Act in acts by act_id: ActId { by_ids });

/// Adds an act.
pub fn insert(connection: &mut DatabaseConnection, act: &Act) -> Result<()> {
    let insert = diesel::insert_into(acts::table).values(act);
    direct!(connection => insert.execute(connection))?;
    Ok(())
}
