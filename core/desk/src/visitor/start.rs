//! A visitor opens the chat on a page: gets a session. Nothing personal is stored before the first
//! message, unless the host page has signed them in; and where the channel asks for consent, before that.

use super::consent::{may_record, takes_broadcasts};
use super::identity_token::{self, Claims};
use super::origin::check_origin;
use super::profile::{Profile, anonymous_id, ensure, identity_of, signed_id};
use crate::channel::web::{IDENTITY_SECRET, WebSettings};
use crate::limits::{OWNER_SESSIONS_MAX, VISITOR_SESSION_UNUSED_MS};
use crate::secret_port::place;
use crate::session::{SecretKind, hash, new_secret};
use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::actor::VisitorActor;
use switchboard_model::channel::Channel;
use switchboard_model::channel::{ChannelState, WEB_PLUGIN};
use switchboard_model::session::Session;
use switchboard_model::session::SessionOwner;
use switchboard_model::{ContactId, SessionId};
use switchboard_store::{Lane, StoreError, channel, channel_secret, session};

/// A visitor who comes.
#[derive(Clone)]
pub struct StartInput {
    /// The channel's key.
    pub channel_key: String,
    /// The page's `Origin`, when a browser told it.
    pub origin: Option<String>,
    /// The identity that the host page signed (JWT, HS256), if it did.
    pub identity: Option<String>,
}

/// A visitor who is in.
#[derive(Clone)]
pub struct Started {
    /// The session's secret (`sbv_…`), for `Authorization: Bearer`. Stored only as a hash.
    pub secret: String,
    pub session: Session,
    /// Who the visitor is.
    pub visitor: VisitorActor,
    /// The channel, for its settings.
    pub channel: Channel,
    /// Have they agreed to be recorded, or is nothing asked.
    pub has_agreed: bool,
    /// They have agreed to be written to in broadcasts.
    pub takes_broadcasts: bool,
}

/// Starts a session. The same signed identity comes back to the same contact and chat.
///
/// # Errors
/// `NotFound` for a key of no active web channel, `Forbidden` for a page that is not allowed, `Invalid`
/// for an identity that is forged, expired or signed otherwise, or missing where it is required,
/// `TooMany` for too many starts by one peer, or by its site on a crowded channel.
pub async fn start(desk: &Desk, context: &Context, input: StartInput) -> CommandResult<Started> {
    let key = input.channel_key;
    let found = desk
        .store()
        .read(move |connection| -> Result<_, StoreError> {
            let Some(found) = channel::find_by_key(connection, &key)? else { return Ok(None) };
            let id = found.channel_id;
            let secret = channel_secret::find_with_generation(connection, id, IDENTITY_SECRET)?;
            Ok(Some((found, secret)))
        })
        .await?;
    let (channel, secret) = found
        .filter(|(found, _)| found.plugin == WEB_PLUGIN && found.state == ChannelState::Active)
        .ok_or(DeskError::NotFound)?;
    check_origin(&channel, input.origin.as_deref())?;
    let arrival = Arrival { channel, secret, identity: input.identity, replaces: None };
    begin(desk, context, arrival).await
}

/// Somebody on a channel who is to have a session.
pub(super) struct Arrival {
    pub(super) channel: Channel,
    /// The channel's identity secret, sealed, and its generation.
    pub(super) secret: Option<(Vec<u8>, i64)>,
    /// The identity that the host page signed, if it did.
    pub(super) identity: Option<String>,
    /// The session that ends with this, and whose it is.
    pub(super) replaces: Option<(SessionId, ContactId)>,
}

/// Begins a visitor's session on a channel, with or without a signed identity. Its first use makes it
/// last as long as visitors' sessions do.
pub(super) async fn begin(
    desk: &Desk,
    context: &Context,
    arrival: Arrival,
) -> CommandResult<Started> {
    let Arrival { channel, secret, identity, replaces } = arrival;
    let now = desk.now();
    desk.start_guard().begin(channel.channel_id, context.peer(), now)?;
    let signed = match (identity, secret) {
        (None, _) if WebSettings::read(&channel.settings)?.is_identity_required => {
            let reason = "this chat needs a signed-in visitor: pass the page's identity token";
            return Err(DeskError::invalid("identity", reason));
        }
        (None, _) => None,
        (Some(_), None) => {
            let reason = format!("the channel has no {IDENTITY_SECRET}: an admin must set one");
            return Err(DeskError::invalid("identity", reason));
        }
        (Some(token), Some((sealed, generation))) => {
            let secret =
                desk.keys().unseal(&place(channel.channel_id, IDENTITY_SECRET), &sealed)?;
            Some((identity_token::read(&token, &secret, now)?, generation))
        }
    };
    let secret = new_secret(SecretKind::VisitorSession);
    let life_ms = desk.limits().visitor_session_ms.min(VISITOR_SESSION_UNUSED_MS);
    let lane = Lane::Key(channel.channel_id.0.cast_unsigned());
    let (started, has_too_many) = desk
        .transact(context, lane, move |command| {
            if let Some((replaced, _)) = replaces {
                let now = command.now();
                session::revoke(command, replaced, now)?;
            }
            let (started, has_too_many) =
                insert(command, &channel, signed.clone(), &secret, life_ms)?;
            Ok::<_, DeskError>((command.committed(started)?, has_too_many))
        })
        .await?;
    let replaced = replaces.map(|(_, contact_id)| contact_id);
    let pushed_out = has_too_many.then_some(started.value.visitor.contact_id);
    for contact_id in [replaced, pushed_out].into_iter().flatten() {
        desk.sessions().visits_changed(contact_id);
    }
    Ok(started)
}

/// Adds the session; true when older ones of the same visitor ended with that.
fn insert(
    command: &mut Command<'_>,
    channel: &Channel,
    signed: Option<(Claims, i64)>,
    secret: &str,
    life_ms: i64,
) -> Result<(Started, bool)> {
    let channel_id = channel.channel_id;
    // Kept for an anonymous visitor; the contact comes to be with the first message.
    let contact_id: ContactId = command.id();
    let platform_id = signed.as_ref().map(|(claims, _)| signed_id(&claims.sub));
    let platform_id = platform_id.unwrap_or_else(|| anonymous_id(contact_id));
    let mut visitor = VisitorActor { channel_id, platform_id, contact_id };
    let settings = WebSettings::read(&channel.settings)?;
    let has_agreed = may_record(command, &settings, channel_id, &visitor.platform_id)?;
    let takes_broadcasts = takes_broadcasts(command, channel_id, &visitor.platform_id)?;
    let mut secret_generation = None;
    if let Some((claims, generation)) = signed {
        secret_generation = Some(generation);
        visitor.contact_id = if has_agreed {
            ensure(command, &visitor, &Profile::from(claims))?.contact_id
        } else {
            // What the page says of somebody is personal too.
            let known = identity_of(command, &visitor)?;
            known.map_or(contact_id, |(_, contact)| contact.contact_id)
        };
    }
    let now = command.now();
    let session = Session {
        session_id: command.id(),
        owner: SessionOwner::Visitor(visitor.clone()),
        secret_generation,
        user_agent: None,
        remote_network: None,
        created_at: now,
        last_used_at: now,
        expires_at: now.plus_ms(life_ms),
        revoked_at: None,
    };
    session::insert(command, &session, &hash(secret))?;
    let ended = session::revoke_beyond(command, &session.owner, OWNER_SESSIONS_MAX, now)?;
    let secret = secret.to_owned();
    let channel = channel.clone();
    let started = Started { secret, session, visitor, channel, has_agreed, takes_broadcasts };
    Ok((started, ended > 0))
}
