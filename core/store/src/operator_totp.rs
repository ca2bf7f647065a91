//! The table of what operators' authenticator apps share with the server, sealed before it comes here.

use crate::schema::operator_totps;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use switchboard_model::{OperatorId, Timestamp};

/// What an operator's app shares with the server.
#[derive(Clone, Debug, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = operator_totps, primary_key(operator_id))]
#[diesel(treat_none_as_default_value = false)]
pub struct OperatorTotp {
    /// Whose.
    pub operator_id: OperatorId,
    /// The secret, sealed.
    pub sealed_secret: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when it is asked for; none before the app has shown that it has it.
    pub confirmed_at: Option<Timestamp>,
    /// The last step of time of which a code was taken.
    pub last_step: i64,
}

queries!(OperatorTotp in operator_totps by operator_id: OperatorId { find });

/// Writes a secret that is not confirmed yet over the one before.
pub fn upsert(connection: &mut DatabaseConnection, row: &OperatorTotp) -> Result<()> {
    let insert = diesel::insert_into(operator_totps::table).values(row.clone());
    let columns = &["sealed_secret", "created_at", "confirmed_at", "last_step"];
    dialect::upsert(connection, insert, "operator_id", columns)
}

/// Takes a step of time; false when it or a later one was taken already. Of two who try at once, one
/// gets it.
pub fn take_step(connection: &mut DatabaseConnection, id: OperatorId, step: i64) -> Result<bool> {
    let earlier = operator_totps::table.find(id).filter(operator_totps::last_step.lt(step));
    let count =
        diesel::update(earlier).set(operator_totps::last_step.eq(step)).execute(connection)?;
    Ok(count == 1)
}

/// Asks for codes from now on.
pub fn confirm(connection: &mut DatabaseConnection, id: OperatorId, at: Timestamp) -> Result<()> {
    diesel::update(operator_totps::table.find(id))
        .set(operator_totps::confirmed_at.eq(at))
        .execute(connection)?;
    Ok(())
}

/// Removes the operator's secret; true when there was one.
pub fn delete(connection: &mut DatabaseConnection, id: OperatorId) -> Result<bool> {
    Ok(diesel::delete(operator_totps::table.find(id)).execute(connection)? == 1)
}
