//! Who a visitor is: the address on the web channel, and the contact behind it.

use super::identity_token::Claims;
use crate::attribute_kind::value::Kinds;
use crate::blocked_address;
use crate::contact::duplicate;
use crate::limits::EXTRA_MAX_BYTES;
use crate::{Command, DeskError, Result};
use serde_json::{Map, Value, json};
use switchboard_model::ContactId;
use switchboard_model::actor::VisitorActor;
use switchboard_model::contact::{Contact, Identity, VerifiedProfile};
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_store::{DatabaseConnection, StoreError, contact, identity};

/// What stands before the id of one whom the host page signed in.
const SIGNED: &str = "signed:";
/// What stands before the id of one whom nobody knows.
const ANONYMOUS: &str = "anonymous:";

/// The address of one whom the host page signed in.
pub(crate) fn signed_id(subject: &str) -> String {
    format!("{SIGNED}{subject}")
}

/// Whom the host page signed in under this address; none for anybody else.
pub(crate) fn signed_subject(platform_id: &str) -> Option<&str> {
    platform_id.strip_prefix(SIGNED)
}

/// The address of an anonymous visitor: made of the contact's id, which the session keeps from its
/// begin, so that the first message of two tabs finds the same one.
pub(super) fn anonymous_id(contact_id: ContactId) -> String {
    format!("{ANONYMOUS}{contact_id}")
}

/// The visitor's address on the channel, with the contact behind it; none before an anonymous one's first
/// message.
pub(crate) fn identity_of(
    connection: &mut DatabaseConnection,
    visitor: &VisitorActor,
) -> Result<Option<(Identity, Contact)>, StoreError> {
    identity::find_by_platform_id(connection, visitor.channel_id, &visitor.platform_id)
}

/// What somebody says of a visitor.
#[derive(Clone, Debug)]
pub(super) enum Profile {
    /// The visitor: anybody can say anything.
    Unverified { name: Option<String>, email: Option<String> },
    /// The host page, by its signature.
    Verified(VerifiedProfile),
}

impl Default for Profile {
    fn default() -> Self {
        Self::Unverified { name: None, email: None }
    }
}

impl From<Claims> for Profile {
    fn from(claims: Claims) -> Self {
        let Claims { sub: _, name, email, phone, role, locale, zoneinfo: time_zone, attributes } =
            claims;
        Self::Verified(VerifiedProfile { name, email, phone, role, locale, time_zone, attributes })
    }
}

impl Profile {
    /// What may be written over what is known: of what a visitor tells only that for which the host page
    /// has not vouched.
    fn over(&self, verified: Option<&VerifiedProfile>) -> VerifiedProfile {
        match self {
            Self::Verified(profile) => profile.clone(),
            Self::Unverified { name, email } => {
                let is_free = |field: fn(&VerifiedProfile) -> &Option<String>| {
                    verified.is_none_or(|verified| field(verified).is_none())
                };
                VerifiedProfile {
                    name: name.clone().filter(|_| is_free(|verified| &verified.name)),
                    email: email.clone().filter(|_| is_free(|verified| &verified.email)),
                    ..VerifiedProfile::default()
                }
            }
        }
    }

    fn verified(&self) -> Option<&VerifiedProfile> {
        match self {
            Self::Verified(profile) => Some(profile),
            Self::Unverified { .. } => None,
        }
    }
}

/// Finds the contact behind the visitor's address or makes both; what the profile says is written over what was
/// known, as far as it may be.
pub(super) fn ensure(
    command: &mut Command<'_>,
    visitor: &VisitorActor,
    profile: &Profile,
) -> Result<Contact> {
    let Some((identity, known)) = identity_of(command, visitor)? else {
        return create(command, visitor, profile);
    };
    let (channel_id, first_contact_id) = (visitor.channel_id, identity.first_contact_id);
    let mut over = profile.over(identity.verified.as_ref());
    retain_pushed(command, &mut over)?;
    if known.is_verified && identity.verified.is_none() && profile.verified().is_none() {
        // Another address of the contact was vouched for: from here only what is empty is filled.
        over.name = over.name.filter(|_| known.name.is_empty());
        over.email = over.email.filter(|_| known.email.is_none());
    }
    let is_changed = told(&known, &over, profile) != known;
    let is_vouched_again = keep_verified(command, identity, profile)?;
    if !is_changed && !is_vouched_again {
        return Ok(known);
    }
    // Read again: it may have been changed or united a moment ago.
    let before = contact::lock_root(command, known.contact_id)?;
    let mut after = told(&before, &over, profile);
    after.version += 1;
    after.updated_at = command.now();
    blocked_address::mark(command, Some(&before), &mut after)?;
    contact::update(command, &before, &after, first_contact_id)?;
    command.event(EventKind::ContactUpdated, (channel_id, &after), EventDetail::default())?;
    duplicate::tell(command, Some(&before), &after)?;
    Ok(after)
}

/// Leaves what is not the product's to write, and values of the wrong type.
fn retain_pushed(command: &mut Command<'_>, over: &mut VerifiedProfile) -> Result<()> {
    if !over.attributes.is_empty() {
        Kinds::load(command)?.retain_pushed(&mut over.attributes);
    }
    Ok(())
}

/// The attributes with those that are written over them, as far as there is room.
fn attributes(known: &Value, over: &Map<String, Value>) -> Value {
    let mut all = known.as_object().cloned().unwrap_or_default();
    for (key, value) in over {
        let before = match value {
            Value::Null => all.remove(key),
            value => all.insert(key.clone(), value.clone()),
        };
        if json!(all).to_string().len() > EXTRA_MAX_BYTES {
            match before {
                Some(before) => all.insert(key.clone(), before),
                None => all.remove(key),
            };
        }
    }
    Value::Object(all)
}

/// The contact with what is written over it.
fn told(known: &Contact, over: &VerifiedProfile, profile: &Profile) -> Contact {
    let either = |told: &Option<String>, known: &Option<String>| told.clone().or(known.clone());
    Contact {
        name: over.name.clone().unwrap_or_else(|| known.name.clone()),
        email: either(&over.email, &known.email),
        phone: either(&over.phone, &known.phone),
        role: either(&over.role, &known.role),
        locale: either(&over.locale, &known.locale),
        time_zone: either(&over.time_zone, &known.time_zone),
        attributes: attributes(&known.attributes, &over.attributes),
        is_verified: known.is_verified || profile.verified().is_some(),
        ..known.clone()
    }
}

/// Keeps what the host page vouches for with the identity, apart from what else is known; true when that
/// is something else than before.
fn keep_verified(
    command: &mut Command<'_>,
    identity: Identity,
    profile: &Profile,
) -> Result<bool, StoreError> {
    let Some(verified) = profile.verified() else { return Ok(false) };
    if identity.verified.as_ref() == Some(verified) {
        return Ok(false);
    }
    let updated_at = command.now();
    let kept = Identity { verified: Some(verified.clone()), updated_at, ..identity };
    identity::update(command, &kept)?;
    Ok(true)
}

fn create(command: &mut Command<'_>, visitor: &VisitorActor, profile: &Profile) -> Result<Contact> {
    let VisitorActor { channel_id, contact_id, .. } = *visitor;
    let now = command.now();
    let mut over = profile.over(None);
    retain_pushed(command, &mut over)?;
    let VerifiedProfile { name, email, phone, role, locale, time_zone, attributes: pushed } = over;
    let verified = profile.verified().cloned();
    let mut made = Contact {
        contact_id,
        name: name.clone().unwrap_or_default(),
        email,
        phone,
        role,
        locale,
        time_zone,
        attributes: attributes(&json!({}), &pushed),
        is_verified: verified.is_some(),
        is_blocked: false,
        united_into_id: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    blocked_address::mark(command, None, &mut made)?;
    let is_first = contact::insert_or_ignore(command, &made)?;
    let address = Identity {
        identity_id: command.id(),
        contact_id,
        first_contact_id: contact_id,
        channel_id,
        platform_id: visitor.platform_id.clone(),
        name,
        username: None,
        locale: None,
        verified,
        is_reachable: true,
        created_at: now,
        updated_at: now,
    };
    if !identity::insert_or_ignore(command, &address)? {
        // Another server made both a moment ago: its contact counts.
        if is_first {
            contact::delete(command, contact_id)?;
        }
        let found = identity_of(command, visitor)?;
        return found.map(|(_, contact)| contact).ok_or(DeskError::Store(StoreError::Busy));
    }
    command.event(EventKind::ContactCreated, (channel_id, &made), EventDetail::default())?;
    duplicate::tell(command, None, &made)?;
    Ok(made)
}
