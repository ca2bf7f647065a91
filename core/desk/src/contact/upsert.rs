//! Keeps a contact in step with the company's product: what that knows of a user, by the id that it signs them in
//! with. Who is not there yet is created, with the address at which they are written to (F53).

use super::create::blank;
use super::duplicate;
use super::update::{UpdateInput, changed_contact, check, columns};
use crate::attribute_kind::value::Kinds;
use crate::blocked_address;
use crate::check::clean_new_name;
use crate::limits::{EXTRA_MAX_BYTES, IDENTITY_SUBJECT_MAX_CHARACTERS};
use crate::visitor::signed_id;
use crate::{Change, Command, DeskError, Result};
use serde_json::Value;
use switchboard_model::attribute_kind::AttributeOwner;
use switchboard_model::channel::{ChannelState, WEB_PLUGIN};
use switchboard_model::contact::{Contact, Identity};
use switchboard_model::event::EventKind;
use switchboard_model::{ChannelId, Permission};
use switchboard_store::{StoreError, channel, contact, identity};

/// What the product knows. An absent field keeps what is there, `Some(None)` clears it.
#[derive(Clone, Debug)]
pub struct UpsertInput {
    /// The web chat on which the product signs its users in.
    pub channel_id: ChannelId,
    /// The user's id in the product: the `sub` of its tokens.
    pub external_id: String,
    /// The name to show.
    pub name: Option<String>,
    /// The email address.
    pub email: Option<Option<String>>,
    /// The phone number; an international one is kept as E.164.
    pub phone: Option<Option<String>>,
    /// The company's own kind of user.
    pub role: Option<Option<String>>,
    /// BCP 47.
    pub locale: Option<Option<String>>,
    /// IANA name.
    pub time_zone: Option<Option<String>>,
    /// Attributes to write beside those that are there, as a JSON object; null clears one.
    pub attributes: Option<Value>,
}

command!(upsert: upsert_in(&UpsertInput) -> Contact);

/// Writes what the product knows of a user into their contact. What it says again changes nothing.
///
/// # Errors
/// `NotFound` for a channel that is not visible or was deleted, `Denied` without `contact.push`, `Invalid`.
pub fn upsert_in(command: &mut Command<'_>, input: &UpsertInput) -> Result<Contact> {
    check_channel(command, input.channel_id)?;
    let id_length = input.external_id.chars().count();
    if !(1..=IDENTITY_SUBJECT_MAX_CHARACTERS).contains(&id_length) {
        let reason = format!("has 1 to {IDENTITY_SUBJECT_MAX_CHARACTERS} characters");
        return Err(DeskError::invalid("externalId", reason));
    }
    let name = clean_new_name(input.name.as_deref())?;
    let platform_id = signed_id(&input.external_id);
    let known = identity::find_by_platform_id(command, input.channel_id, &platform_id)?;
    let Some((identity, known)) = known else {
        return create(command, input, name, platform_id);
    };
    let before = contact::lock_root(command, known.contact_id)?;
    let mut after = filled(command, &before, name, input)?;
    let change = Change::between(columns(&before), columns(&after));
    if change.is_nothing() {
        return Ok(before);
    }
    after.version += 1;
    after.updated_at = command.now();
    contact::update(command, &before, &after, identity.first_contact_id)?;
    let subject = (input.channel_id, &after);
    command.record((EventKind::ContactUpdated, "contact.upsert"), subject, change)?;
    duplicate::tell(command, Some(&before), &after)?;
    Ok(after)
}

fn create(
    command: &mut Command<'_>,
    input: &UpsertInput,
    name: Option<String>,
    platform_id: String,
) -> Result<Contact> {
    let blank = blank(command);
    let created = filled(command, &blank, name, input)?;
    let address = Identity {
        identity_id: command.id(),
        contact_id: created.contact_id,
        first_contact_id: created.contact_id,
        channel_id: input.channel_id,
        platform_id,
        name: None,
        username: None,
        locale: None,
        verified: None,
        is_reachable: true,
        created_at: created.created_at,
        updated_at: created.created_at,
    };
    contact::insert(command, &created)?;
    if !identity::insert_or_ignore(command, &address)? {
        // They came to the web chat in this moment: the next try finds them.
        return Err(DeskError::Store(StoreError::Busy));
    }
    let change = Change::created(columns(&created));
    let subject = (input.channel_id, &created);
    command.record((EventKind::ContactCreated, "contact.upsert"), subject, change)?;
    duplicate::tell(command, None, &created)?;
    Ok(created)
}

/// The web chat, for one who sees its chats.
fn check_channel(command: &mut Command<'_>, id: ChannelId) -> Result<()> {
    let visible = command.operator()?.visible_contacts();
    if !visible.is_some_and(|visibility| visibility.covers(id)) {
        return Err(DeskError::NotFound);
    }
    let found = channel::find(command, id)?.ok_or(DeskError::NotFound)?;
    command.require(Permission::ContactPush)?;
    if found.state == ChannelState::Deleted {
        return Err(DeskError::NotFound);
    }
    if found.plugin != WEB_PLUGIN {
        let reason = "is no web chat: name the one on which the product signs its users in";
        return Err(DeskError::invalid("channelId", reason));
    }
    Ok(())
}

/// The contact with what the product knows.
fn filled(
    command: &mut Command<'_>,
    before: &Contact,
    name: Option<String>,
    input: &UpsertInput,
) -> Result<Contact> {
    let attributes = input.attributes.as_ref().map(|pushed| merged(&before.attributes, pushed));
    let fields = UpdateInput {
        contact_id: before.contact_id,
        name: None,
        email: input.email.clone(),
        phone: input.phone.clone(),
        role: input.role.clone(),
        locale: input.locale.clone(),
        time_zone: input.time_zone.clone(),
        attributes: attributes.transpose()?,
        expected_version: None,
    };
    check(&fields)?;
    let mut after = changed_contact(before, name, &fields);
    blocked_address::mark(command, Some(before), &mut after)?;
    if before.attributes != after.attributes {
        let kinds = Kinds::load(command)?;
        kinds.check(&before.attributes, &after.attributes, AttributeOwner::Product)?;
    }
    Ok(after)
}

/// What is pushed beside what was there; null stands for none.
fn merged(before: &Value, pushed: &Value) -> Result<Value> {
    let Value::Object(pushed) = pushed else {
        let reason = format!("pass a JSON object of at most {EXTRA_MAX_BYTES} bytes");
        return Err(DeskError::invalid("attributes", reason));
    };
    let mut all = before.as_object().cloned().unwrap_or_default();
    all.extend(pushed.clone());
    all.retain(|_, value| !value.is_null());
    Ok(Value::Object(all))
}
