//! Turns a stored session or token into the one who acts, with the permissions of this moment.

use super::Authenticated;
use crate::channel::web::IDENTITY_SECRET;
use switchboard_model::actor::{Credential, OperatorActor, VisitorActor};
use switchboard_model::session::{Session, SessionOwner, Token};
use switchboard_model::{Actor, ChannelId, OperatorId, Permission, Timestamp};
use switchboard_store::{
    DatabaseConnection, StoreError, channel_member, channel_secret, identity, operator, role, team,
};

/// Does what ends at this time, or was revoked, still run.
pub(crate) fn is_running(
    revoked_at: Option<Timestamp>,
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> bool {
    revoked_at.is_none() && expires_at.is_none_or(|expires_at| expires_at > now)
}

/// Who holds a token, with its permissions as far as the owner has them; none when it does not run.
pub(super) fn from_token(
    connection: &mut DatabaseConnection,
    token: &Token,
    now: Timestamp,
) -> Result<Option<Authenticated>, StoreError> {
    if !is_running(token.revoked_at, token.expires_at, now) {
        return Ok(None);
    }
    let credential = Credential::Token(token.token_id);
    let actor =
        operator_actor(connection, token.operator_id, credential, Some(&token.permissions))?;
    Ok(actor.map(|actor| Authenticated {
        actor: Actor::Operator(actor),
        session_id: None,
        token_id: Some(token.token_id),
        expires_at: token.expires_at,
    }))
}

/// Who holds a session; none when it does not run.
pub(super) fn from_session(
    connection: &mut DatabaseConnection,
    session: &Session,
    now: Timestamp,
) -> Result<Option<Authenticated>, StoreError> {
    if !is_running(session.revoked_at, Some(session.expires_at), now) {
        return Ok(None);
    }
    let actor = match &session.owner {
        SessionOwner::Operator(operator_id) => {
            let credential = Credential::Session(session.session_id);
            operator_actor(connection, *operator_id, credential, None)?.map(Actor::Operator)
        }
        SessionOwner::Visitor(begun) => {
            let channel_id = begun.channel_id;
            if is_signed_with(connection, session.secret_generation, channel_id)? {
                // Their address may have come to another contact since.
                let found = identity::contact_id_of(connection, channel_id, &begun.platform_id)?;
                let contact_id = found.unwrap_or(begun.contact_id);
                Some(Actor::Visitor(VisitorActor { contact_id, ..begun.clone() }))
            } else {
                None
            }
        }
    };
    Ok(actor.map(|actor| Authenticated {
        actor,
        session_id: Some(session.session_id),
        token_id: None,
        expires_at: Some(session.expires_at),
    }))
}

/// Is the secret still in use with which the host page signed the visitor in, where one did: of another
/// one it was changed because nobody trusts it any more.
fn is_signed_with(
    connection: &mut DatabaseConnection,
    secret_generation: Option<i64>,
    channel_id: ChannelId,
) -> Result<bool, StoreError> {
    if secret_generation.is_none() {
        return Ok(true);
    }
    let current = channel_secret::generation(connection, channel_id, IDENTITY_SECRET)?;
    Ok(current == secret_generation)
}

/// An operator as they may act now, with at most these permissions; none for one who may not sign in.
pub(crate) fn operator_actor(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    credential: Credential,
    at_most: Option<&[Permission]>,
) -> Result<Option<OperatorActor>, StoreError> {
    let Some(operator) = operator::find(connection, operator_id)?.filter(|one| one.is_active)
    else {
        return Ok(None);
    };
    let mut permissions = role::get(connection, operator.role_id)?.permissions;
    if let Some(at_most) = at_most {
        permissions.retain(|permission| at_most.contains(permission));
    }
    let team_ids = team::ids_of_operator(connection, operator_id)?;
    let channel_ids = channel_member::channels_of_operator(connection, operator_id)?;
    Ok(Some(OperatorActor::new(operator_id, credential, permissions, team_ids, channel_ids)))
}
