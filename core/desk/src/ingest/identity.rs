//! Finds the identity that a platform speaks of, or makes it with its contact; keeps what the platform
//! tells of it in step.

use super::{InboundProcessor, Processed};
use crate::blocked_address;
use crate::change::changed;
use crate::chat::IdentityForChat;
use crate::command::Author;
use crate::contact::create::blank;
use crate::contact::duplicate;
use crate::limits::{FIELD_MAX_CHARACTERS, IDENTITY_ALIASES_MAX};
use crate::text::{self, platform_id};
use switchboard_model::connector::PlatformIdentity;
use switchboard_model::contact::{Contact, Identity};
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::{AuthorKind, locale};
use switchboard_store::{DatabaseConnection, StoreError, contact, identity};

/// The kind of alias that is a name and may pass to another person: it identifies nobody.
const USERNAME: &str = "username";

/// An account that the platform speaks of.
pub(super) struct Sender {
    pub(super) identity: Identity,
    pub(super) contact: Contact,
    /// The language that the platform tells with what it says now.
    pub(super) language: Option<String>,
    /// Made in this transaction.
    pub(super) is_new: bool,
}

impl Sender {
    /// As the author of what it writes: under the contact that it was first seen with, whoever that was
    /// united with.
    pub(super) fn author(&self) -> Author {
        (AuthorKind::Contact, Some(self.identity.first_contact_id.0))
    }

    /// To open a chat with.
    pub(super) fn identity_for_chat(
        &self,
        connection: &mut DatabaseConnection,
    ) -> Result<IdentityForChat, StoreError> {
        if self.is_new {
            return Ok(IdentityForChat::just_made(self.identity.clone()));
        }
        IdentityForChat::locked(connection, self.identity.identity_id)
    }
}

fn language_of(account: &PlatformIdentity) -> Option<String> {
    account.locale.as_deref().and_then(locale::canonical)
}

/// What the platform tells of an account, cleaned.
struct AccountProfile {
    name: Option<String>,
    username: Option<String>,
    locale: Option<String>,
    aliases: Vec<(String, String)>,
}

impl AccountProfile {
    fn of(account: &PlatformIdentity) -> Self {
        let username = account.aliases.iter().find(|(kind, _)| kind == USERNAME);
        Self {
            name: account.name.as_deref().and_then(text::name),
            username: username.and_then(|(_, value)| text::name(value)),
            locale: account.locale.as_deref().map(|word| text::start(word, FIELD_MAX_CHARACTERS)),
            aliases: account
                .aliases
                .iter()
                .filter(|(kind, value)| {
                    kind != USERNAME
                        && platform_id("kind", kind).is_ok()
                        && platform_id("alias", value).is_ok()
                })
                .take(IDENTITY_ALIASES_MAX)
                .cloned()
                .collect(),
        }
    }

    fn alias(&self, kind: &str) -> Option<&str> {
        self.aliases.iter().find(|(known, _)| known == kind).map(|(_, value)| value.as_str())
    }

    /// Writes into the contact what nobody has told of it yet: with the account's first message as with
    /// any later one. The names of what was filled.
    fn fill(&self, contact: &mut Contact) -> Vec<&'static str> {
        let told = [
            ("email", &mut contact.email, self.alias("email").and_then(text::email)),
            ("phone", &mut contact.phone, self.alias("phone").and_then(text::phone)),
            ("locale", &mut contact.locale, self.locale.clone()),
        ];
        let mut names = Vec::new();
        for (name, column, value) in told {
            if column.is_none() && value.is_some() {
                *column = value;
                names.push(name);
            }
        }
        names
    }
}

impl InboundProcessor<'_, '_> {
    /// The known identity of an account, under whichever of its ids.
    pub(super) fn known_identity(
        &mut self,
        account: &PlatformIdentity,
    ) -> Processed<Option<(Identity, Contact)>> {
        let found = self.find_identity(account)?;
        if let Some((identity, _)) = &found {
            self.concerns(identity.identity_id);
        }
        Ok(found)
    }

    fn find_identity(
        &mut self,
        account: &PlatformIdentity,
    ) -> Processed<Option<(Identity, Contact)>> {
        let id = platform_id("sender", &account.id)?;
        let channel_id = self.channel.channel_id;
        if let Some(found) = identity::find_by_platform_id(self.command, channel_id, id)? {
            return Ok(Some(found));
        }
        let others: Vec<String> =
            AccountProfile::of(account).aliases.into_iter().map(|(_, value)| value).collect();
        Ok(identity::find_by_other_ids(self.command, channel_id, id, &others)?)
    }

    /// The identity of an account, made with a contact where nobody knows it.
    pub(super) fn identity(&mut self, account: &PlatformIdentity) -> Processed<Sender> {
        match self.known_identity(account)? {
            Some((identity, contact)) => {
                let language = language_of(account);
                Ok(Sender { identity, contact, language, is_new: false })
            }
            None => {
                let sender = self.new_identity(account)?;
                self.concerns(sender.identity.identity_id);
                Ok(sender)
            }
        }
    }

    fn new_identity(&mut self, account: &PlatformIdentity) -> Processed<Sender> {
        let profile = AccountProfile::of(account);
        let language = language_of(account);
        let now = self.command.now();
        let channel_id = self.channel.channel_id;
        let mut contact = blank(self.command);
        profile.fill(&mut contact);
        let name = profile.name.clone().or_else(|| profile.username.clone());
        let name = name.or_else(|| contact.phone.clone()).or_else(|| contact.email.clone());
        contact.name = name.or_else(|| text::name(&account.id)).unwrap_or_default();
        blocked_address::mark(self.command, None, &mut contact)?;
        contact::insert(self.command, &contact)?;
        let identity = Identity {
            identity_id: self.command.id(),
            contact_id: contact.contact_id,
            first_contact_id: contact.contact_id,
            channel_id,
            platform_id: account.id.clone(),
            name: profile.name.clone(),
            username: profile.username.clone(),
            locale: profile.locale.clone(),
            verified: None,
            is_reachable: true,
            created_at: now,
            updated_at: now,
        };
        if !identity::insert_or_ignore(self.command, &identity)? {
            // Another process was faster: its contact counts, this one was never seen.
            contact::delete(self.command, contact.contact_id)?;
            let found = identity::find_by_platform_id(self.command, channel_id, &account.id)?;
            let (identity, contact) = found.ok_or(StoreError::Busy)?;
            return Ok(Sender { identity, contact, language, is_new: false });
        }
        for (kind, value) in &profile.aliases {
            let alias = (kind.as_str(), value.as_str());
            let id = identity.identity_id;
            identity::insert_alias_or_ignore(self.command, channel_id, id, alias)?;
        }
        let author = (AuthorKind::Contact, Some(contact.contact_id.0));
        let kind = EventKind::ContactCreated;
        self.command.event_by(author, kind, &contact, EventDetail::default())?;
        duplicate::tell(self.command, None, &contact)?;
        Ok(Sender { identity, contact, language, is_new: true })
    }

    /// Keeps the identity in step with what the platform tells; the contact's name follows as long as
    /// nobody has changed it, and what nobody has told of the contact is filled. Answers whether anything
    /// changed.
    pub(super) fn refresh(
        &mut self,
        (identity, contact): (&Identity, &Contact),
        account: &PlatformIdentity,
        is_reachable: bool,
    ) -> Processed<bool> {
        let profile = AccountProfile::of(account);
        let mut names = Vec::new();
        if self.has_new_aliases(identity, account, &profile)? {
            names.push("aliases");
        }
        let after = Identity {
            name: profile.name.clone().or_else(|| identity.name.clone()),
            username: profile.username.clone().or_else(|| identity.username.clone()),
            locale: profile.locale.clone().or_else(|| identity.locale.clone()),
            is_reachable,
            ..identity.clone()
        };
        if after != *identity {
            names.push("identity");
            let after = Identity { updated_at: self.command.now(), ..after.clone() };
            identity::update(self.command, &after)?;
        }
        names.extend(self.refresh_contact(identity, contact, &profile)?);
        if names.is_empty() {
            return Ok(false);
        }
        let author = (AuthorKind::Contact, Some(identity.first_contact_id.0));
        self.command.event_by(author, EventKind::ContactUpdated, contact, changed(&names))?;
        Ok(true)
    }

    /// The names of what changed about the contact.
    fn refresh_contact(
        &mut self,
        identity: &Identity,
        contact: &Contact,
        profile: &AccountProfile,
    ) -> Processed<Vec<&'static str>> {
        let mut after = contact.clone();
        if Self::follow(identity, profile, &mut after).is_empty() {
            return Ok(Vec::new());
        }
        // Read again: an operator may have changed it a moment ago.
        let before = contact::lock(self.command, contact.contact_id)?;
        if before.united_into_id.is_some() {
            // Pulled into another one in this moment, with the identity: the platform tells it again.
            return Ok(Vec::new());
        }
        let mut after = before.clone();
        let names = Self::follow(identity, profile, &mut after);
        if !names.is_empty() {
            after.version += 1;
            after.updated_at = self.command.now();
            blocked_address::mark(self.command, Some(&before), &mut after)?;
            contact::update(self.command, &before, &after, identity.first_contact_id)?;
            duplicate::tell(self.command, Some(&before), &after)?;
        }
        Ok(names)
    }

    fn follow(
        identity: &Identity,
        profile: &AccountProfile,
        contact: &mut Contact,
    ) -> Vec<&'static str> {
        let mut names = profile.fill(contact);
        let new_name = profile.name.as_ref().filter(|name| **name != contact.name);
        if let Some(name) = new_name.filter(|_| is_told_name(identity, contact)) {
            contact.name.clone_from(name);
            names.push("name");
        }
        names
    }

    fn has_new_aliases(
        &mut self,
        identity: &Identity,
        account: &PlatformIdentity,
        profile: &AccountProfile,
    ) -> Processed<bool> {
        let mut ids = profile.aliases.clone();
        if account.id != identity.platform_id {
            ids.push(("id".to_owned(), account.id.clone()));
        }
        if ids.is_empty() {
            return Ok(false);
        }
        let limit = i64::try_from(IDENTITY_ALIASES_MAX * 2).unwrap_or(i64::MAX);
        let known = identity::aliases(self.command, identity.identity_id, limit)?;
        let mut is_new = false;
        for (kind, value) in &ids {
            let is_known = *value == identity.platform_id
                || known.iter().any(|(_, known)| known == value)
                || known.len() >= IDENTITY_ALIASES_MAX * 2;
            if !is_known {
                let alias = (kind.as_str(), value.as_str());
                let (channel_id, id) = (identity.channel_id, identity.identity_id);
                is_new |= identity::insert_alias_or_ignore(self.command, channel_id, id, alias)?;
            }
        }
        Ok(is_new)
    }
}

/// Is the contact called as the platform told before, so that no operator has named it: by the account's
/// name, or while that was not known by what stood in its place.
fn is_told_name(identity: &Identity, contact: &Contact) -> bool {
    let name = Some(&contact.name);
    match &identity.name {
        Some(told) => *told == contact.name,
        None => {
            contact.name.is_empty()
                || [&identity.username, &contact.phone, &contact.email]
                    .into_iter()
                    .any(|other| other.as_ref() == name)
                || text::name(&identity.platform_id).as_ref() == name
        }
    }
}
