//! What a chat must be like: the one grammar of lists, saved views, acts on many chats and exports, as
//! data. It has one rendering, in SQL (`store::page::filter`); whatever answers by other means renders the
//! same data, or a part of it: lists from memory do (`board::condition`).

mod replace;
#[cfg(test)]
mod tests;

use crate::attribute_kind::{AttributeCondition, AttributeSubject};
use crate::chat::{ChatPriority, ChatStatus, WaitingOn};
use crate::limits::{
    FILTER_DEPTH_MAX, FILTER_LEAVES_MAX, FILTER_TEXT_MAX_CHARACTERS, FILTER_VALUES_MAX,
    LANGUAGE_LETTERS,
};
use crate::{
    ChannelId, ChatId, CloseReasonId, ContactId, LabelId, OperatorId, ReferenceKindId, TeamId,
    Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

text_enum! {
    /// A part of the list of chats, by where they stand.
    ChatTab {
        /// Nobody has taken them yet.
        New = "NEW",
        /// Somebody works on them, they wait for the customer, or they were forwarded.
        Active = "ACTIVE",
        /// They are closed, without the archived ones.
        Completed = "COMPLETED",
        /// They are put away.
        Archived = "ARCHIVED",
        /// They are put aside for a time, and stand in no other tab.
        Snoozed = "SNOOZED",
    }
}

impl ChatTab {
    /// What its chats are like.
    pub fn filter(self) -> ChatFilter {
        let is_snoozed = Some(self == Self::Snoozed);
        ChatFilter { is_snoozed, ..ChatFilter::in_statuses(self.statuses()) }
    }

    fn statuses(self) -> &'static [ChatStatus] {
        match self {
            Self::Snoozed => ChatStatus::OPEN,
            Self::New => &[ChatStatus::New],
            Self::Active => {
                &[ChatStatus::Active, ChatStatus::AwaitingResponse, ChatStatus::Transferred]
            }
            Self::Completed => &[ChatStatus::Closed],
            Self::Archived => &[ChatStatus::Archived],
        }
    }
}

text_enum! {
    /// How chats are ordered.
    ChatOrder {
        /// The newest message first.
        LastMessage = "LAST_MESSAGE",
        /// The most urgent first, then whoever waits longest. Only chats that wait for an operator.
        WaitingLongest = "WAITING_LONGEST",
        /// The newest chat first.
        Created = "CREATED",
        /// By the name of the contact, in the order of the server's language.
        ContactName = "CONTACT_NAME",
        /// The same, from the end.
        ContactNameDesc = "CONTACT_NAME_DESC",
    }
}

impl ChatOrder {
    /// Do the contacts' names decide.
    pub fn is_by_name(self) -> bool {
        matches!(self, Self::ContactName | Self::ContactNameDesc)
    }
}

/// What a chat must be like: all of what is said. A list means "one of these"; what is absent asks for
/// nothing. Where it is stored, a field that only a newer binary knows is an error: passed over, it would
/// let in what was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChatFilter {
    /// One of these chats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_ids: Option<Vec<ChatId>>,
    /// One of these statuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statuses: Option<Vec<ChatStatus>>,
    /// Waits for one of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_on: Option<Vec<WaitingOn>>,
    /// One of these priorities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priorities: Option<Vec<ChatPriority>>,
    /// Came through one of these channels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_ids: Option<Vec<ChannelId>>,
    /// Belongs to one of these teams.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_ids: Option<Vec<TeamId>>,
    /// One of these operators is assigned or takes part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator_ids: Option<Vec<OperatorId>>,
    /// Has one of these labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_ids: Option<Vec<LabelId>>,
    /// Is about one of these objects of the company's, by their ids there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_ids: Option<Vec<String>>,
    /// Is about one of these kinds of objects of the company's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_kind_ids: Option<Vec<ReferenceKindId>>,
    /// Is closed for one of these reasons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close_reason_ids: Option<Vec<CloseReasonId>>,
    /// Of a contact with one of these roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_roles: Option<Vec<String>>,
    /// In one of these languages, or of a contact with one of them where the chat's own is not known: `de` is also
    /// German as it is written in Austria.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    /// With this attribute of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_attribute: Option<AttributeCondition>,
    /// Of a contact with this attribute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribute: Option<AttributeCondition>,
    /// Of this contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<ContactId>,
    /// Is whoever looks assigned or taking part, or is that so not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_mine: Option<bool>,
    /// Is it assigned to nobody and joined by nobody, or is that so not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_unassigned: Option<bool>,
    /// Has it messages that whoever looks has not read, or has it none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_unread: Option<bool>,
    /// Is it put aside, or is it not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_snoozed: Option<bool>,
    /// Was it escalated, or was it not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_escalated: Option<bool>,
    /// Is it an example for colleagues, or is it none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_example: Option<bool>,
    /// Opened at this time or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_from: Option<Timestamp>,
    /// Opened before this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_to: Option<Timestamp>,
    /// Closed at this time or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_from: Option<Timestamp>,
    /// Closed before this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_to: Option<Timestamp>,
    /// Its newest message was stored at this time or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_message_from: Option<Timestamp>,
    /// Its newest message was stored before this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_message_to: Option<Timestamp>,
    /// Its newest message is at most this old, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_last_ms: Option<i64>,
    /// Like each of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<ChatFilter>,
    /// Like one of these; none of an empty list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<ChatFilter>>,
    /// Not like this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<ChatFilter>>,
}

/// For whom a filter is asked, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterContext {
    /// Whose chats and reading are meant.
    pub operator_id: OperatorId,
    /// The time by which "the last hour" is counted.
    pub now: Timestamp,
}

/// What is wrong with a filter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the filter {0}")]
pub struct InvalidFilter(pub String);

impl ChatFilter {
    /// All chats in these statuses.
    pub fn in_statuses(statuses: &[ChatStatus]) -> Self {
        Self { statuses: Some(statuses.to_vec()), ..Self::default() }
    }

    /// Like both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if other == Self::default() {
            return self;
        }
        if self == Self::default() {
            return other;
        }
        Self { all: vec![self, other], ..Self::default() }
    }

    /// Is it within its bounds: at most [`FILTER_LEAVES_MAX`] conditions, [`FILTER_DEPTH_MAX`] levels, and
    /// [`FILTER_VALUES_MAX`] values in a list.
    ///
    /// # Errors
    /// What to change, in words for people.
    pub fn check(&self) -> Result<(), InvalidFilter> {
        let leaves = self.checked(FILTER_DEPTH_MAX)?;
        if leaves > FILTER_LEAVES_MAX {
            let reason = format!("has {leaves} conditions, and may have {FILTER_LEAVES_MAX}");
            return Err(InvalidFilter(reason));
        }
        Ok(())
    }

    /// How many conditions there are in it, with those inside.
    fn checked(&self, levels: usize) -> Result<usize, InvalidFilter> {
        let Some(below) = levels.checked_sub(1) else {
            let reason =
                format!("has more than {FILTER_DEPTH_MAX} levels of \"and\", \"or\", \"not\"");
            return Err(InvalidFilter(reason));
        };
        if self.longest_list() > FILTER_VALUES_MAX {
            let reason = format!("has a list of more than {FILTER_VALUES_MAX} values");
            return Err(InvalidFilter(reason));
        }
        self.check_words()?;
        self.inner().try_fold(self.own_leaves(), |sum, one| Ok(sum + one.checked(below)?))
    }

    /// The attributes that it asks for, with those inside: what has them, and their keys.
    pub fn attribute_keys(&self) -> Vec<(AttributeSubject, &str)> {
        let own = [
            (AttributeSubject::Contact, &self.attribute),
            (AttributeSubject::Chat, &self.chat_attribute),
        ];
        let own = own.into_iter().filter_map(|(subject, one)| Some((subject, one.as_ref()?)));
        own.map(|(subject, one)| (subject, one.key.as_str()))
            .chain(self.inner().flat_map(Self::attribute_keys))
            .collect()
    }

    /// The labels that it asks for, each once.
    pub fn named_labels(&self) -> BTreeSet<LabelId> {
        let own = self.label_ids.iter().flatten().copied();
        own.chain(self.inner().flat_map(Self::named_labels)).collect()
    }

    /// Does it ask for something that is not the same for all who look.
    pub fn depends_on_viewer(&self) -> bool {
        self.is_mine.is_some()
            || self.is_unread.is_some()
            || self.inner().any(Self::depends_on_viewer)
    }

    /// The filters right inside of it.
    fn inner(&self) -> impl Iterator<Item = &Self> {
        self.all.iter().chain(self.any.iter().flatten()).chain(self.not.as_deref())
    }

    fn check_words(&self) -> Result<(), InvalidFilter> {
        let is_line = |text: &String| {
            text.chars().count() <= FILTER_TEXT_MAX_CHARACTERS
                && !text.chars().any(char::is_control)
        };
        if !self.external_ids.iter().flatten().all(is_line) {
            let reason = format!(
                "has an id of an object that is longer than {FILTER_TEXT_MAX_CHARACTERS} characters \
                 or no single line"
            );
            return Err(InvalidFilter(reason));
        }
        if !self.contact_roles.iter().flatten().all(is_line) {
            let reason = format!(
                "has a contact's role that is longer than {FILTER_TEXT_MAX_CHARACTERS} characters or \
                 no single line"
            );
            return Err(InvalidFilter(reason));
        }
        for attribute in self.attribute.iter().chain(&self.chat_attribute) {
            attribute.check()?;
        }
        let is_language = |word: &String| {
            LANGUAGE_LETTERS.contains(&word.len())
                && word.bytes().all(|one| one.is_ascii_alphabetic())
        };
        if !self.languages.iter().flatten().all(is_language) {
            let reason = "has a language that is none: write it like \"de\", without a country";
            return Err(InvalidFilter(reason.to_owned()));
        }
        if self.within_last_ms.is_some_and(|span| span < 0) {
            let reason = "looks for messages of a time to come: \"withinLastMs\" is 0 or more";
            return Err(InvalidFilter(reason.to_owned()));
        }
        Ok(())
    }

    /// How many conditions it has of its own.
    fn own_leaves(&self) -> usize {
        let is_said = [
            self.chat_ids.is_some(),
            self.statuses.is_some(),
            self.waiting_on.is_some(),
            self.priorities.is_some(),
            self.channel_ids.is_some(),
            self.team_ids.is_some(),
            self.operator_ids.is_some(),
            self.label_ids.is_some(),
            self.external_ids.is_some(),
            self.reference_kind_ids.is_some(),
            self.close_reason_ids.is_some(),
            self.contact_roles.is_some(),
            self.languages.is_some(),
            self.chat_attribute.is_some(),
            self.attribute.is_some(),
            self.contact_id.is_some(),
            self.is_mine.is_some(),
            self.is_unassigned.is_some(),
            self.is_unread.is_some(),
            self.is_snoozed.is_some(),
            self.is_escalated.is_some(),
            self.is_example.is_some(),
            self.created_from.is_some(),
            self.created_to.is_some(),
            self.closed_from.is_some(),
            self.closed_to.is_some(),
            self.last_message_from.is_some(),
            self.last_message_to.is_some(),
            self.within_last_ms.is_some(),
        ];
        is_said.into_iter().filter(|is_said| *is_said).count()
    }

    fn longest_list(&self) -> usize {
        fn length<T>(list: Option<&Vec<T>>) -> usize {
            list.map_or(0, Vec::len)
        }
        let lengths = [
            length(self.chat_ids.as_ref()),
            length(self.statuses.as_ref()),
            length(self.waiting_on.as_ref()),
            length(self.priorities.as_ref()),
            length(self.channel_ids.as_ref()),
            length(self.team_ids.as_ref()),
            length(self.operator_ids.as_ref()),
            length(self.label_ids.as_ref()),
            length(self.external_ids.as_ref()),
            length(self.reference_kind_ids.as_ref()),
            length(self.close_reason_ids.as_ref()),
            length(self.contact_roles.as_ref()),
            length(self.languages.as_ref()),
            length(self.any.as_ref()),
            self.all.len(),
        ];
        lengths.into_iter().max().unwrap_or(0)
    }
}
