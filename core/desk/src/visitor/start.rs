//! A visitor opens the chat on a page: gets a session. Nothing personal is stored before the first
//! message, unless the host page has signed them in.

use super::identity_token::{self, Claims};
use super::origin::check_origin;
use super::profile::{Profile, ensure, signed_id};
use crate::channel::web::{IDENTITY_SECRET, WebSettings};
use crate::limits::{OWNER_SESSIONS_MAX, VISITOR_SESSION_UNUSED_MS};
use crate::secret_port::place;
use crate::session::{SecretKind, hash, new_secret};
use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::channel::Channel;
use switchboard_model::channel::{ChannelState, WEB_PLUGIN};
use switchboard_model::session::Session;
use switchboard_model::session::SessionOwner;
use switchboard_model::{ChannelId, ContactId};
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
    /// Who the visitor is, or will be with the first message.
    pub contact_id: ContactId,
    pub channel_id: ChannelId,
    /// The channel, for its settings.
    pub channel: Channel,
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
            let sealed = channel_secret::find(connection, found.channel_id, IDENTITY_SECRET)?;
            Ok(Some((found, sealed)))
        })
        .await?;
    let (channel, sealed) = found
        .filter(|(found, _)| found.plugin == WEB_PLUGIN && found.state == ChannelState::Active)
        .ok_or(DeskError::NotFound)?;
    check_origin(&channel, input.origin.as_deref())?;
    begin(desk, context, channel, sealed, input.identity).await
}

/// Begins a visitor's session on a channel, with or without a signed identity. Its first use makes it
/// last as long as visitors' sessions do.
pub(super) async fn begin(
    desk: &Desk,
    context: &Context,
    channel: Channel,
    sealed: Option<Vec<u8>>,
    identity: Option<String>,
) -> CommandResult<Started> {
    let now = desk.now();
    desk.start_guard().begin(channel.channel_id, context.peer(), now)?;
    let claims = match (identity, sealed) {
        (None, _) if WebSettings::read(&channel.settings)?.is_identity_required => {
            let reason = "this chat needs a signed-in visitor: pass the page's identity token";
            return Err(DeskError::invalid("identity", reason));
        }
        (None, _) => None,
        (Some(_), None) => {
            let reason = format!("the channel has no {IDENTITY_SECRET}: an admin must set one");
            return Err(DeskError::invalid("identity", reason));
        }
        (Some(token), Some(sealed)) => {
            let secret =
                desk.keys().unseal(&place(channel.channel_id, IDENTITY_SECRET), &sealed)?;
            Some(identity_token::read(&token, &secret, now)?)
        }
    };
    let secret = new_secret(SecretKind::VisitorSession);
    let life_ms = desk.limits().visitor_session_ms.min(VISITOR_SESSION_UNUSED_MS);
    let lane = Lane::Key(channel.channel_id.0.cast_unsigned());
    desk.transact(context, lane, move |command| {
        let started = insert(command, &channel, claims.clone(), &secret, life_ms)?;
        Ok(command.committed(started)?)
    })
    .await
}

fn insert(
    command: &mut Command<'_>,
    channel: &Channel,
    claims: Option<Claims>,
    secret: &str,
    life_ms: i64,
) -> Result<Started> {
    let channel_id = channel.channel_id;
    // Kept for an anonymous visitor; the contact comes to be with the first message.
    let mut contact_id: ContactId = command.id();
    if let Some(claims) = claims {
        let platform_id = signed_id(&claims.sub);
        let profile = Profile::from(claims);
        contact_id = ensure(command, channel_id, &platform_id, contact_id, &profile)?.contact_id;
    }
    let now = command.now();
    let session = Session {
        session_id: command.id(),
        owner: SessionOwner::Visitor(contact_id, channel_id),
        created_at: now,
        expires_at: now.plus_ms(life_ms),
        revoked_at: None,
    };
    session::insert(command, &session, &hash(secret))?;
    session::revoke_beyond(command, session.owner, OWNER_SESSIONS_MAX, now)?;
    let secret = secret.to_owned();
    Ok(Started { secret, session, contact_id, channel_id, channel: channel.clone() })
}
