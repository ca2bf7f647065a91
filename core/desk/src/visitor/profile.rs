//! Who a visitor is: the address on the web channel, and the contact behind it.

use super::identity_token::Claims;
use crate::{Command, DeskError, Result};
use switchboard_model::contact::{Contact, Identity};
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::{Actor, ChannelId, ContactId};
use switchboard_store::{DatabaseConnection, StoreError, contact, identity};

/// What stands before the id of one whom the host page signed in.
const SIGNED: &str = "signed:";
/// What stands before the id of one whom nobody knows.
const ANONYMOUS: &str = "anonymous:";

/// The contact and channel of a visitor.
pub(super) fn visitor(actor: &Actor) -> Result<(ContactId, ChannelId)> {
    match actor {
        Actor::Visitor { contact_id, channel_id } => Ok((*contact_id, *channel_id)),
        Actor::Operator(_) | Actor::System => {
            Err(DeskError::forbidden("only visitors of the web chat can do this: start a visit"))
        }
    }
}

/// The address of one whom the host page signed in.
pub(super) fn signed_id(subject: &str) -> String {
    format!("{SIGNED}{subject}")
}

/// The address of an anonymous visitor: made of the contact's id, which the session keeps from its
/// begin, so that the first message of two tabs finds the same one.
pub(super) fn anonymous_id(contact_id: ContactId) -> String {
    format!("{ANONYMOUS}{contact_id}")
}

/// The visitor's address on the channel; none before an anonymous one's first message.
pub(super) fn identity_of(
    connection: &mut DatabaseConnection,
    contact_id: ContactId,
    channel_id: ChannelId,
) -> Result<Option<Identity>, StoreError> {
    let all = identity::of_contact(connection, contact_id, 100)?;
    Ok(all.into_iter().find(|identity| identity.channel_id == channel_id))
}

/// What is known of a visitor.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    pub(super) name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) role: Option<String>,
}

impl From<Claims> for Profile {
    fn from(claims: Claims) -> Self {
        Self { name: claims.name, email: claims.email, phone: claims.phone, role: claims.role }
    }
}

/// Finds the contact behind an address or makes both; what the profile tells is written over what was
/// known.
pub(super) fn ensure(
    command: &mut Command<'_>,
    channel_id: ChannelId,
    platform_id: &str,
    new_id: ContactId,
    profile: &Profile,
) -> Result<Contact> {
    let found = identity::find_by_platform_id(command, channel_id, platform_id)?;
    let Some((_, mut known)) = found else {
        return create(command, channel_id, platform_id, new_id, profile);
    };
    let before = known.clone();
    if let Some(name) = &profile.name {
        known.name.clone_from(name);
    }
    for (column, value) in [
        (&mut known.email, &profile.email),
        (&mut known.phone, &profile.phone),
        (&mut known.role, &profile.role),
    ] {
        if value.is_some() {
            column.clone_from(value);
        }
    }
    if known != before {
        known.version += 1;
        known.updated_at = command.now();
        contact::update(command, &known)?;
        command.event(EventKind::ContactUpdated, (channel_id, &known), EventDetail::default())?;
    }
    Ok(known)
}

fn create(
    command: &mut Command<'_>,
    channel_id: ChannelId,
    platform_id: &str,
    contact_id: ContactId,
    profile: &Profile,
) -> Result<Contact> {
    let now = command.now();
    let made = Contact {
        contact_id,
        name: profile.name.clone().unwrap_or_default(),
        email: profile.email.clone(),
        phone: profile.phone.clone(),
        role: profile.role.clone(),
        locale: None,
        time_zone: None,
        attributes: serde_json::json!({}),
        is_blocked: false,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let is_first = contact::insert_or_ignore(command, &made)?;
    let address = Identity {
        identity_id: command.id(),
        contact_id,
        channel_id,
        platform_id: platform_id.to_owned(),
        name: profile.name.clone(),
        username: None,
        locale: None,
        is_reachable: true,
        created_at: now,
        updated_at: now,
    };
    if !identity::insert_or_ignore(command, &address)? {
        // Another server made both a moment ago: its contact counts.
        if is_first {
            contact::delete(command, contact_id)?;
        }
        let found = identity::find_by_platform_id(command, channel_id, platform_id)?;
        return found.map(|(_, contact)| contact).ok_or(DeskError::Store(StoreError::Busy));
    }
    command.event(EventKind::ContactCreated, (channel_id, &made), EventDetail::default())?;
    Ok(made)
}
