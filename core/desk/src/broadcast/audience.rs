//! Who is written to, where, and with which words: and who is not, and why. One rule for the preview, for when a
//! broadcast begins, and for when it is a contact's turn.

use crate::access::is_owned_seen;
use crate::limits::{BROADCAST_CHANNELS_MAX, FIELD_MAX_CHARACTERS};
use crate::template::{of_writer, render_to};
use crate::{DeskError, Result};
use std::collections::HashMap;
use switchboard_model::broadcast::{Broadcast, LeftOutReason};
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::chat::Chat;
use switchboard_model::connector::Text;
use switchboard_model::contact::Contact;
use switchboard_model::template::TemplateText;
use switchboard_model::{Actor, ChannelId, ChatId, ContactId, IdentityId, Permission, TemplateId};
use switchboard_store::broadcast::{self, BroadcastAddress};
use switchboard_store::page::contacts::{self, ContactFilter};
use switchboard_store::{DatabaseConnection, channel, chat, contact, template};

/// What is said to whom.
pub(super) struct Plan {
    pub(super) filter: ContactFilter,
    pub(super) channel_ids: Vec<ChannelId>,
    pub(super) texts: Vec<TemplateText>,
    pub(super) default_locale: String,
}

/// Where somebody is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) identity_id: IdentityId,
    pub(super) channel_id: ChannelId,
    pub(super) chat_id: ChatId,
}

/// What becomes of a contact.
pub(super) type Decision = Result<Target, LeftOutReason>;

impl Plan {
    /// That of a broadcast.
    pub(super) fn of(row: &Broadcast) -> Result<Self> {
        Ok(Self {
            filter: super::filter_of(row)?,
            channel_ids: super::channels_of(row),
            texts: super::texts_of(row)?,
            default_locale: row.default_locale.clone(),
        })
    }

    /// That of what somebody asks for, who may use its template and sees the chats of its channels.
    ///
    /// # Errors
    /// `Invalid` for each of the three.
    pub(super) fn asked(
        connection: &mut DatabaseConnection,
        actor: &Actor,
        filter: &ContactFilter,
        template_id: TemplateId,
        channel_ids: &[ChannelId],
    ) -> Result<Self> {
        check_filter(filter)?;
        check_channels(connection, actor, channel_ids)?;
        let (texts, default_locale) = texts_of_template(connection, actor, template_id)?;
        let channel_ids = channel_ids.to_vec();
        Ok(Self { filter: filter.clone(), channel_ids, texts, default_locale })
    }

    /// The next contacts that it means, behind one of them.
    pub(super) fn contacts(
        &self,
        connection: &mut DatabaseConnection,
        after: ContactId,
        limit: i64,
    ) -> Result<Vec<ContactId>> {
        let Self { filter, channel_ids, .. } = self;
        Ok(contacts::on_channels(connection, filter, channel_ids, after, limit)?)
    }

    /// What becomes of these contacts, in the order of their ids: read together, however many they are.
    pub(super) fn decide(
        &self,
        connection: &mut DatabaseConnection,
        ids: &[ContactId],
    ) -> Result<Vec<(ContactId, Decision)>> {
        let mut addresses: HashMap<ContactId, Vec<BroadcastAddress>> = HashMap::new();
        for address in broadcast::addresses(connection, ids, &self.channel_ids)? {
            addresses.entry(address.contact_id).or_default().push(address);
        }
        let mut rows = contact::by_ids(connection, ids)?;
        rows.sort_unstable_by_key(|row| row.contact_id);
        let chosen: Vec<(Contact, Decision)> = rows
            .into_iter()
            .map(|row| {
                let own = addresses.remove(&row.contact_id).unwrap_or_default();
                let decision = self.choose(&row, own);
                (row, decision)
            })
            .collect();
        let chat_ids: Vec<ChatId> = chosen
            .iter()
            .filter_map(|(_, decision)| Some(decision.as_ref().ok()?.chat_id))
            .collect();
        let chats: HashMap<ChatId, Chat> = chat::by_ids(connection, &chat_ids)?
            .into_iter()
            .map(|row| (row.chat_id, row))
            .collect();
        let decided = chosen.into_iter().map(|(row, decision)| {
            let decision = decision.and_then(|target| {
                let chat = chats.get(&target.chat_id).ok_or(LeftOutReason::NoChat)?;
                self.text_for(&row, chat).map(|_| target)
            });
            (row.contact_id, decision)
        });
        Ok(decided.collect())
    }

    /// The address that a contact is written to: of the preferred channel that has one.
    fn choose(&self, row: &Contact, mut addresses: Vec<BroadcastAddress>) -> Decision {
        let rank = |id: ChannelId| self.channel_ids.iter().position(|one| *one == id);
        addresses.sort_by_key(|address| (rank(address.channel_id), address.identity_id));
        let mut nearest = LeftOutReason::NoConsent;
        for address in &addresses {
            match target(row, address) {
                Ok(target) => return Ok(target),
                Err(LeftOutReason::NoConsent) => {}
                Err(reason) => nearest = reason,
            }
        }
        Err(nearest)
    }

    /// What is said to a contact.
    pub(super) fn text_for(&self, row: &Contact, chat: &Chat) -> Result<Text, LeftOutReason> {
        let rendered = render_to(&self.texts, &self.default_locale, row, chat)
            .map_err(|_| LeftOutReason::NotTaken)?;
        if !rendered.missing.is_empty() {
            return Err(LeftOutReason::Incomplete);
        }
        Ok(Text { body: rendered.body, format: rendered.format })
    }
}

/// Is a contact written to at this address.
pub(super) fn target(row: &Contact, address: &BroadcastAddress) -> Decision {
    if row.is_blocked {
        return Err(LeftOutReason::Blocked);
    }
    if !address.has_agreed {
        return Err(LeftOutReason::NoConsent);
    }
    if !address.is_reachable {
        return Err(LeftOutReason::Unreachable);
    }
    let BroadcastAddress { identity_id, channel_id, .. } = *address;
    let chat_id = address.chat_id().ok_or(LeftOutReason::NoChat)?;
    Ok(Target { identity_id, channel_id, chat_id })
}

/// Who writes by channels sees the chats of all of them.
///
/// # Errors
/// `Invalid` for channels that are not there, or that the actor does not see.
pub(super) fn check_channels(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    ids: &[ChannelId],
) -> Result<()> {
    let refused = |reason: String| Err(DeskError::invalid("channelIds", reason));
    if ids.is_empty() || ids.len() > BROADCAST_CHANNELS_MAX {
        return refused(format!("name 1 to {BROADCAST_CHANNELS_MAX} channels"));
    }
    let is_seen = |id: ChannelId| match actor {
        Actor::Operator(operator) => operator.visible_chats().is_some_and(|seen| seen.covers(id)),
        Actor::System => true,
        Actor::Visitor { .. } | Actor::Rule(_) => false,
    };
    let found = channel::by_ids(connection, ids)?;
    for (place, id) in ids.iter().enumerate() {
        if ids[..place].contains(id) {
            return refused(format!("{id} stands there twice: name it once"));
        }
        let is_there = |row: &Channel| row.channel_id == *id && row.state != ChannelState::Deleted;
        if !is_seen(*id) || !found.iter().any(is_there) {
            return refused(format!("there is no channel {id} whose chats you see"));
        }
    }
    Ok(())
}

/// What a template says, with the language for whom there is no better one.
///
/// # Errors
/// `Invalid` for one that the actor may not use, and for one that names who writes.
pub(super) fn texts_of_template(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: TemplateId,
) -> Result<(Vec<TemplateText>, String)> {
    let refused = |reason: String| DeskError::invalid("templateId", reason);
    let found = template::by_ids(connection, &[id])?.pop();
    let found =
        found.filter(|found| is_owned_seen(actor, found.owner(), Permission::TemplateManage));
    let found = found.ok_or_else(|| refused("no such template".to_owned()))?;
    let texts = template::texts(connection, &[id])?;
    for text in &texts {
        if let Some(name) = of_writer(&text.body, text.format).map_err(refused)?.first() {
            return Err(refused(format!(
                "names {name}, and nobody in particular writes a broadcast: take it out, or choose another template"
            )));
        }
    }
    Ok((texts, found.default_locale))
}

pub(super) fn check_filter(filter: &ContactFilter) -> Result<()> {
    let ContactFilter { name_prefix, email, phone, role, attribute, .. } = filter;
    let is_bounded = |text: &String| {
        text.chars().count() <= FIELD_MAX_CHARACTERS && !text.chars().any(char::is_control)
    };
    if ![name_prefix, email, phone, role].into_iter().flatten().all(is_bounded) {
        let reason = format!(
            "has a text that is longer than {FIELD_MAX_CHARACTERS} characters or no single line"
        );
        return Err(DeskError::invalid("filter", reason));
    }
    let checked = attribute.as_ref().map_or(Ok(()), |attribute| attribute.check());
    checked.map_err(|error| DeskError::invalid("filter", error.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_is_no_condition() {
        let of = |text: &str| ContactFilter {
            name_prefix: Some(text.to_owned()),
            ..ContactFilter::default()
        };
        assert_eq!(check_filter(&of("Ana")), Ok(()));
        for wrong in ["A\nB", &"x".repeat(FIELD_MAX_CHARACTERS + 1)] {
            assert_eq!(check_filter(&of(wrong)).map_err(|error| error.code()), Err("INVALID"));
        }
    }
}
