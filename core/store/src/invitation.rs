//! The table of invitations. Found by the hash of their secret only.

use crate::schema::invitations;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::invitation::Invitation;
use switchboard_model::{InvitationId, Timestamp};

queries!(Invitation in invitations by invitation_id: InvitationId copied { get, by_ids });

/// The invitations that are kept, newest first, at most `limit`.
pub fn newest(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Invitation>> {
    Ok(Invitation::query()
        .order(invitations::invitation_id.desc())
        .limit(limit)
        .load(connection)?)
}

/// The invitation whose secret has this SHA-256 (hex).
pub fn find_by_secret_hash(
    connection: &mut DatabaseConnection,
    secret_hash: &str,
) -> Result<Option<Invitation>> {
    let query = Invitation::query().filter(invitations::secret_hash.eq(secret_hash));
    Ok(query.get_result(connection).optional()?)
}

/// The open invitation of an address (lower case), if there is one.
pub fn find_open_by_email(
    connection: &mut DatabaseConnection,
    email: &str,
    now: Timestamp,
) -> Result<Option<Invitation>> {
    Ok(Invitation::query()
        .filter(invitations::email.eq(email))
        .filter(invitations::accepted_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.gt(now))
        .first(connection)
        .optional()?)
}

/// How many invitations are kept.
pub fn count(connection: &mut DatabaseConnection) -> Result<i64> {
    Ok(invitations::table.count().get_result(connection)?)
}

/// Adds an invitation with the SHA-256 (hex) of its secret.
pub fn insert(
    connection: &mut DatabaseConnection,
    invitation: &Invitation,
    secret_hash: &str,
) -> Result<()> {
    diesel::insert_into(invitations::table)
        .values((invitation.clone(), invitations::secret_hash.eq(secret_hash)))
        .execute(connection)?;
    Ok(())
}

/// Uses an invitation up; false when it is used, revoked or expired. Of two who try at once, one gets it.
pub fn accept(
    connection: &mut DatabaseConnection,
    id: InvitationId,
    at: Timestamp,
) -> Result<bool> {
    let open = invitations::table
        .find(id)
        .filter(invitations::accepted_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.gt(at));
    let count = diesel::update(open).set(invitations::accepted_at.eq(at)).execute(connection)?;
    Ok(count == 1)
}

/// Ends an invitation; false when it was used or ended before.
pub fn revoke(
    connection: &mut DatabaseConnection,
    id: InvitationId,
    at: Timestamp,
) -> Result<bool> {
    let unused = invitations::table
        .find(id)
        .filter(invitations::accepted_at.is_null())
        .filter(invitations::revoked_at.is_null());
    let count = diesel::update(unused).set(invitations::revoked_at.eq(at)).execute(connection)?;
    Ok(count == 1)
}

/// Removes invitations that ended by themselves before `before`; returns how many.
pub fn prune(connection: &mut DatabaseConnection, before: Timestamp) -> Result<usize> {
    let old = invitations::table.filter(invitations::expires_at.lt(before));
    Ok(diesel::delete(old).execute(connection)?)
}
