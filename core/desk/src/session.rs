//! Sessions and tokens: turns a secret into the one who acts, and tells when that ends.
//!
//! Permissions are read again at most a second after they change in another process, at once in this one.

mod actor;
mod cache;
mod end;
mod secret;

pub use end::{SessionEnd, ended};

use crate::limits::{SESSION_EXTEND_MS, SESSION_LAST_USE_MS, TOKEN_LAST_USE_MS};
use crate::{Desk, DeskError, Result};
use actor::{from_session, from_token};
pub(crate) use actor::{is_running, operator_actor};
pub(crate) use cache::SessionCache;
pub(crate) use secret::{SecretKind, hash, hex, new_secret};
use switchboard_model::actor::{Credential, OperatorActor};
use switchboard_model::event::{Event, EventKind};
use switchboard_model::session::SessionOwner;
use switchboard_model::{Actor, ContactId, OperatorId, Permission, SessionId, Timestamp, TokenId};
use switchboard_store::{DatabaseConnection, Lane, StoreError, session, token};

/// One who was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authenticated {
    /// Who acts.
    pub actor: Actor,
    /// The session, when it is one.
    pub session_id: Option<SessionId>,
    /// The API token, when it is one.
    pub token_id: Option<TokenId>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
}

/// Who holds this secret (`sbs_…` an operator's session, `sbv_…` a visitor's, `sbt_…` an API token);
/// none when it is unknown, expired or revoked, or its operator may not sign in any more.
pub async fn authenticate(desk: &Desk, secret: &str) -> Result<Option<Authenticated>> {
    let Some(kind) = SecretKind::of(secret) else { return Ok(None) };
    let key = hash(secret);
    let now = desk.now();
    let generation = desk.sessions().generation();
    if let Some(known) = desk.sessions().find(&key, now) {
        return Ok(Some(known));
    }
    let lookup = key.clone();
    let found: Option<Found> = desk
        .store()
        .read(move |connection| -> Result<_, StoreError> {
            match kind {
                SecretKind::Token => token_of(connection, &lookup, now),
                SecretKind::OperatorSession | SecretKind::VisitorSession => {
                    session_of(connection, &lookup, now)
                }
                SecretKind::Invitation => Ok(None),
            }
        })
        .await?;
    let Some(found) = found else { return Ok(None) };
    keep_alive(desk, &found, now).await?;
    desk.sessions().keep(key, found.authenticated.clone(), now, generation);
    Ok(Some(found.authenticated))
}

/// The same operator as they may act now by the same credential, with no permission beyond `most` (a token
/// is cut to less than its operator's role); none when they may not sign in any more.
pub async fn renewed(
    desk: &Desk,
    known: &OperatorActor,
    most: Vec<Permission>,
) -> Result<Option<OperatorActor>> {
    let (operator_id, credential) = (known.operator_id, known.credential);
    let read = move |connection: &mut DatabaseConnection| -> Result<_, StoreError> {
        operator_actor(connection, operator_id, credential, Some(&most))
    };
    Ok(desk.store().read(read).await?)
}

/// An operator as the machine that the server runs on acts in their name; none when they may not sign in.
pub async fn at_console(desk: &Desk, operator_id: OperatorId) -> Result<Option<OperatorActor>> {
    acting(desk, operator_id, Credential::Console).await
}

/// An operator as they may act now by a credential; none when that has ended, or is another's.
pub(crate) async fn acting(
    desk: &Desk,
    operator_id: OperatorId,
    credential: Credential,
) -> Result<Option<OperatorActor>> {
    let now = desk.now();
    let read = move |connection: &mut DatabaseConnection| {
        acting_in(connection, operator_id, credential, now)
    };
    Ok(desk.store().read(read).await?)
}

/// [`acting`], over a connection that is there already.
pub(crate) fn acting_in(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    credential: Credential,
    now: Timestamp,
) -> Result<Option<OperatorActor>, StoreError> {
    let found = match credential {
        Credential::Session(id) => by_session(connection, id, now)?,
        Credential::Token(id) => by_token(connection, id, now)?,
        Credential::Console => return operator_actor(connection, operator_id, credential, None),
    };
    Ok(found.and_then(|found| match found.actor {
        Actor::Operator(operator) if operator.operator_id == operator_id => Some(operator),
        Actor::Operator(_) | Actor::Visitor { .. } | Actor::Rule(_) | Actor::System => None,
    }))
}

/// Who holds a session; none when it has ended.
fn by_session(
    connection: &mut DatabaseConnection,
    id: SessionId,
    now: Timestamp,
) -> Result<Option<Authenticated>, StoreError> {
    match session::find(connection, id)? {
        Some(session) => from_session(connection, &session, now),
        None => Ok(None),
    }
}

/// Who holds a token; none when it has ended.
fn by_token(
    connection: &mut DatabaseConnection,
    id: TokenId,
    now: Timestamp,
) -> Result<Option<Authenticated>, StoreError> {
    match token::find(connection, id)? {
        Some(token) => from_token(connection, &token, now),
        None => Ok(None),
    }
}

/// Tells the sessions what happened: call it for every event of the log, so that changes of permissions and
/// of visits in other processes are seen at once.
pub fn observe(desk: &Desk, event: &Event) {
    if event.event.kind.may_change_permissions() {
        desk.sessions().permissions_changed();
    }
    if event.event.kind.may_change_visits() {
        visits_changed(desk, event.event.kind, ContactId(event.event.subject_id));
    }
}

/// Tells who holds visits what happened to those of a contact.
pub(crate) fn visits_changed(desk: &Desk, kind: EventKind, contact_id: ContactId) {
    desk.sessions().visits_changed(contact_id);
    if kind == EventKind::ContactErased {
        desk.visits().forget(contact_id);
    }
}

struct Found {
    authenticated: Authenticated,
    touch: Touch,
}

enum Touch {
    Nothing,
    Token(TokenId),
    OperatorSession(SessionId),
    VisitorSession(SessionId),
}

fn token_of(
    connection: &mut DatabaseConnection,
    hash: &str,
    now: Timestamp,
) -> Result<Option<Found>, StoreError> {
    let Some(token) = token::find_by_secret_hash(connection, hash)? else { return Ok(None) };
    let is_stale = token.last_used_at.is_none_or(|at| now.since_ms(at) >= TOKEN_LAST_USE_MS);
    let touch = if is_stale { Touch::Token(token.token_id) } else { Touch::Nothing };
    let authenticated = from_token(connection, &token, now)?;
    Ok(authenticated.map(|authenticated| Found { authenticated, touch }))
}

fn session_of(
    connection: &mut DatabaseConnection,
    hash: &str,
    now: Timestamp,
) -> Result<Option<Found>, StoreError> {
    let Some(session) = session::find_by_secret_hash(connection, hash)? else { return Ok(None) };
    let touch = match session.owner {
        SessionOwner::Visitor(..) => Touch::VisitorSession(session.session_id),
        SessionOwner::Operator(_) if now.since_ms(session.last_used_at) >= SESSION_LAST_USE_MS => {
            Touch::OperatorSession(session.session_id)
        }
        SessionOwner::Operator(_) => Touch::Nothing,
    };
    let authenticated = from_session(connection, &session, now)?;
    Ok(authenticated.map(|authenticated| Found { authenticated, touch }))
}

async fn keep_alive(desk: &Desk, found: &Found, now: Timestamp) -> Result<()> {
    match found.touch {
        Touch::Nothing => Ok(()),
        Touch::Token(token_id) => {
            desk.store()
                .write(Lane::Any, move |transaction| {
                    let now = transaction.now();
                    token::touch(transaction, token_id, now).map_err(DeskError::from)
                })
                .await
        }
        Touch::OperatorSession(session_id) => {
            desk.store()
                .write(Lane::Any, move |transaction| {
                    let now = transaction.now();
                    session::touch(transaction, session_id, now).map_err(DeskError::from)
                })
                .await
        }
        Touch::VisitorSession(session_id) => {
            let life_ms = desk.limits().visitor_session_ms;
            let until = now.plus_ms(life_ms);
            let old = found.authenticated.expires_at.unwrap_or(until);
            if until.since_ms(old) < SESSION_EXTEND_MS.min(life_ms / 2) {
                return Ok(());
            }
            desk.store()
                .write(Lane::Any, move |transaction| {
                    session::extend(transaction, session_id, until).map_err(DeskError::from)
                })
                .await
        }
    }
}

/// The same one, read again; none when the session or token has ended.
pub(crate) async fn refresh(desk: &Desk, known: &Authenticated) -> Result<Option<Authenticated>> {
    let (session_id, token_id) = (known.session_id, known.token_id);
    let now = desk.now();
    let read = move |connection: &mut DatabaseConnection| match (session_id, token_id) {
        (Some(id), _) => by_session(connection, id, now),
        (None, Some(id)) => by_token(connection, id, now),
        (None, None) => Ok(None),
    };
    Ok(desk.store().read(read).await?)
}
