//! Opens the company's own page as the customer of a chat whom it has signed in. The address is the admins'; the
//! token in it says who opens the page as whom, is signed with a secret of the channel's, and good for a minute.

use crate::access::chat_for_read;
use crate::channel::web::{OPEN_AS_SECRET, TOKEN_PLACE, WebSettings};
use crate::idempotent::Answer;
use crate::keys::random_word;
use crate::limits::OPEN_AS_MS;
use crate::secret_port::place;
use crate::visitor::signed_subject;
use crate::{Change, Command, DeskError, Result};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;
use switchboard_model::channel::{Channel, WEB_PLUGIN};
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::{Actor, ChatId, Permission, Timestamp, address_template};
use switchboard_store::{DatabaseConnection, Lane, channel_secret, identity};

/// Of which chat.
#[derive(Clone, Copy, Debug)]
pub struct OpenAsInput {
    pub chat_id: ChatId,
}

/// Where the page is opened as the customer.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedAs {
    chat_id: ChatId,
    /// The whole address. Whoever has it is the customer there: it is for the operator alone.
    pub url: String,
    /// Until when it can be followed.
    pub expires_at: Timestamp,
}

impl Answer for OpenedAs {
    fn id(&self) -> i64 {
        self.chat_id.0
    }

    /// The token was told once and is not kept.
    fn load(connection: &mut DatabaseConnection, actor: &Actor, id: i64) -> Result<Self> {
        chat_for_read(connection, actor, ChatId(id))?;
        let reason = "an earlier call with this key told the address, which is told only once: ask with a new key";
        Err(DeskError::conflict(reason))
    }
}

command!(open_as: open_as_in(&OpenAsInput) -> OpenedAs, in |input| Lane::Chat(input.chat_id));

/// Makes the address, and notes in the chat's history and the audit log who has it.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without `chat.impersonate`, `Forbidden` for an API token,
/// `Conflict` for a customer whom no page has signed in and a channel without the admins' address.
pub fn open_as_in(command: &mut Command<'_>, input: &OpenAsInput) -> Result<OpenedAs> {
    let chat = command.locked_chat(input.chat_id, Permission::ChatImpersonate)?;
    command.interactive()?;
    let operator_id = command.operator()?.operator_id;
    let channel = command.channel_to_write(chat.channel_id)?;
    let template = template_of(&channel)?;
    let customer = identity::get(command, chat.identity_id)?;
    let subject = customer.verified.as_ref().and(signed_subject(&customer.platform_id));
    let subject = subject.ok_or_else(|| {
        DeskError::conflict(
            "the company's page has not signed this customer in: nobody knows who it is",
        )
    })?;
    let sealed = channel_secret::find(command, channel.channel_id, OPEN_AS_SECRET)?;
    let sealed = sealed.ok_or_else(not_set_up)?;
    let secret = command.keys().unseal(&place(channel.channel_id, OPEN_AS_SECRET), &sealed)?;
    let (now, jti) = (command.now(), random_word());
    let expires_at = now.plus_ms(OPEN_AS_MS);
    let claims = json!({
        "sub": subject,
        "act": { "sub": operator_id.to_string() },
        "jti": jti,
        "iat": now.0 / 1_000,
        "exp": expires_at.0 / 1_000,
    });
    let token = encode(&Header::new(Algorithm::HS256), &claims, &EncodingKey::from_secret(&secret))
        .map_err(|error| DeskError::Internal(format!("a token was not signed: {error}")))?;
    let after = Some(json!({ "subject": subject, "jti": jti }));
    let change = Change { detail: EventDetail::default(), before: None, after };
    command.record((EventKind::ChatOpenedAs, "chat.open_as"), &chat, change)?;
    let url = address_template::filled(&template, TOKEN_PLACE, &token);
    Ok(OpenedAs { chat_id: chat.chat_id, url, expires_at })
}

fn template_of(channel: &Channel) -> Result<String> {
    if channel.plugin != WEB_PLUGIN {
        return Err(DeskError::conflict(
            "customers are signed in by pages alone: this is no web chat",
        ));
    }
    WebSettings::read(&channel.settings)?.open_as_url.ok_or_else(not_set_up)
}

fn not_set_up() -> DeskError {
    DeskError::conflict(
        "the channel names no page to open: an admin sets open_as_url and open_as_secret",
    )
}
