//! Which chats of a list, and in which order: the filter as the API takes it and shows it.

use async_graphql::{Enum, InputObject, InputType, Pos, Result, Value};
use switchboard_graphql::{
    choice::{ChatPriority, ChatStatus, Choice, WaitingOn},
    errors::invalid,
    plain::Plain,
    scalars::{DateTime, Id, Json, Long},
};
use switchboard_model::{
    self as model, ChannelId, ChatId, CloseReasonId, ContactId, LabelId, OperatorId,
    ReferenceKindId, TeamId,
};

pub type ChatOrder = Choice<model::ChatOrder>;
pub type ChatTab = Choice<model::ChatTab>;

/// Whose chats.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq, Hash)]
pub enum ChatView {
    /// All that you may read.
    All,
    /// Those that are assigned to you or that you take part in.
    Mine,
    /// Those that are neither assigned to you nor joined by you.
    Others,
    /// Those that are assigned to nobody and joined by nobody.
    Unassigned,
    /// Those of the colleague whom `operatorId` names, among the chats that you may read.
    OfOperator,
}

impl ChatView {
    /// The conditions of the view, for whoever looks.
    pub fn filter(self) -> model::ChatFilter {
        let all = model::ChatFilter::default();
        match self {
            Self::All => all,
            Self::Mine | Self::OfOperator => model::ChatFilter { is_mine: Some(true), ..all },
            Self::Others => model::ChatFilter { is_mine: Some(false), ..all },
            Self::Unassigned => model::ChatFilter { is_unassigned: Some(true), ..all },
        }
    }
}

/// An attribute, and the value that a contact or a chat has there.
#[derive(Clone, Debug, InputObject)]
pub struct AttributeCondition {
    /// The key.
    key: String,
    /// The value: a text as it stands, numbers and `true` or `false` as JSON writes them.
    value: String,
}

impl Plain<model::AttributeCondition> for AttributeCondition {
    fn plain(self) -> model::AttributeCondition {
        model::AttributeCondition { key: self.key, value: self.value }
    }
}

/// The filter's fields: each as the API has it, and as the model does.
macro_rules! filter {
    ($($(#[doc = $doc:literal])+ $field:ident: $type:ty = $plain:ident;)+) => {
        /// What a chat must be like: all of what is said. A list means "one of these"; what is absent asks
        /// for nothing. At most 30 conditions, 4 levels and 100 values in a list.
        #[derive(Clone, Debug, Default, InputObject)]
        pub struct ChatFilter {
            $($(#[doc = $doc])+ $field: Option<$type>,)+
            /// Like each of these.
            and: Option<Vec<ChatFilter>>,
            /// Like one of these; of an empty list nothing is.
            or: Option<Vec<ChatFilter>>,
            /// Not like this.
            not: Option<Box<ChatFilter>>,
        }

        impl From<ChatFilter> for model::ChatFilter {
            fn from(filter: ChatFilter) -> Self {
                Self {
                    $($plain: filter.$field.plain(),)+
                    all: filter.and.into_iter().flatten().map(Into::into).collect(),
                    any: filter.or.map(|some| some.into_iter().map(Into::into).collect()),
                    not: filter.not.map(|one| Box::new((*one).into())),
                }
            }
        }

        impl From<model::ChatFilter> for ChatFilter {
            fn from(filter: model::ChatFilter) -> Self {
                let all: Vec<Self> = filter.all.into_iter().map(Into::into).collect();
                Self {
                    $($field: filter.$plain.map(Shown::shown),)+
                    and: (!all.is_empty()).then_some(all),
                    or: filter.any.map(|some| some.into_iter().map(Into::into).collect()),
                    not: filter.not.map(|one| Box::new((*one).into())),
                }
            }
        }
    };
}

filter! {
    /// The chats themselves.
    ids: Vec<Id<ChatId>> = chat_ids;
    /// Where it stands.
    status: Vec<ChatStatus> = statuses;
    /// Whom it waits for.
    waiting_on: Vec<WaitingOn> = waiting_on;
    /// How urgent it is.
    priority: Vec<ChatPriority> = priorities;
    /// The channels it came through.
    channel_ids: Vec<Id<ChannelId>> = channel_ids;
    /// The teams it belongs to.
    team_ids: Vec<Id<TeamId>> = team_ids;
    /// The operators who are assigned or take part.
    operator_ids: Vec<Id<OperatorId>> = operator_ids;
    /// The labels of which it has one.
    label_ids: Vec<Id<LabelId>> = label_ids;
    /// The company's own objects of which it is about one, by their ids there.
    external_ids: Vec<String> = external_ids;
    /// The kinds of the company's own objects of which it is about one.
    reference_kind_ids: Vec<Id<ReferenceKindId>> = reference_kind_ids;
    /// Why it was closed.
    close_reason_ids: Vec<Id<CloseReasonId>> = close_reason_ids;
    /// The contact's role, as it is written.
    contact_roles: Vec<String> = contact_roles;
    /// The chat's language, such as `de`, in all countries; the contact's where the chat's is not known.
    languages: Vec<String> = languages;
    /// An attribute of the chat, of a kind that is to filter by.
    chat_attribute: AttributeCondition = chat_attribute;
    /// An attribute of the contact, of a kind that is to filter by.
    attribute: AttributeCondition = attribute;
    /// The contact.
    contact_id: Id<ContactId> = contact_id;
    /// Only those that are assigned to you or joined by you, or only the others.
    is_mine: bool = is_mine;
    /// Only those that are assigned to nobody and joined by nobody, or only the others.
    is_unassigned: bool = is_unassigned;
    /// Only those with messages that you have not read, or only the others.
    is_unread: bool = is_unread;
    /// Only those that are put aside, or only the others.
    is_snoozed: bool = is_snoozed;
    /// Only those that were escalated, or only the others.
    is_escalated: bool = is_escalated;
    /// Only those that are examples for colleagues, or only the others.
    is_example: bool = is_example;
    /// Opened at this time or later.
    created_from: DateTime = created_from;
    /// Opened before this time.
    created_to: DateTime = created_to;
    /// Closed at this time or later.
    closed_from: DateTime = closed_from;
    /// Closed before this time.
    closed_to: DateTime = closed_to;
    /// The newest message was stored at this time or later.
    last_message_from: DateTime = last_message_from;
    /// The newest message was stored before this time.
    last_message_to: DateTime = last_message_to;
    /// The newest message is at most this old, in ms, whenever the list is read.
    within_last_ms: Long = within_last_ms;
}

impl Plain<model::ChatFilter> for ChatFilter {
    fn plain(self) -> model::ChatFilter {
        self.into()
    }
}

impl ChatFilter {
    /// The filter, if it is within its bounds.
    pub fn checked(self) -> Result<model::ChatFilter> {
        let filter = model::ChatFilter::from(self);
        filter.check().map_err(|error| invalid(format!("{error}.")))?;
        Ok(filter)
    }
}

/// A filter as the API would be told it.
pub fn shown(filter: model::ChatFilter) -> Json {
    Json(without_nulls(ChatFilter::from(filter).to_value()).into_json().unwrap_or_default())
}

/// The filter that JSON in the form of a `ChatFilter` asks for, wherever it was written.
///
/// # Errors
/// What to change, in words for people.
pub fn read(given: serde_json::Value) -> Result<model::ChatFilter, String> {
    // A document's names are looked at before its values are read; here nobody has done so.
    if let Some(name) = unknown(&given, &ChatFilter::default().to_value()) {
        return Err(format!("no condition of a filter is called {name:?}"));
    }
    let value = Value::from_json(given).map_err(|error| error.to_string())?;
    let filter = <ChatFilter as InputType>::parse(Some(value))
        .map_err(|error| error.into_server_error(Pos::default()).message)?;
    Ok(filter.into())
}

/// A name in a filter, or in one inside it, that none of the known fields has.
fn unknown<'a>(given: &'a serde_json::Value, known: &Value) -> Option<&'a str> {
    let (serde_json::Value::Object(fields), Value::Object(known_fields)) = (given, known) else {
        return None;
    };
    fields.iter().find_map(|(name, value)| match (name.as_str(), value) {
        (name, _) if !known_fields.contains_key(name) => Some(name),
        ("and" | "or" | "not", serde_json::Value::Array(all)) => {
            all.iter().find_map(|one| unknown(one, known))
        }
        ("and" | "or" | "not", one) => unknown(one, known),
        _ => None,
    })
}

/// What is said alone.
pub fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let said = fields.into_iter().filter(|(_, value)| *value != Value::Null);
            Value::Object(said.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        Value::List(values) => Value::List(values.into_iter().map(without_nulls).collect()),
        other => other,
    }
}

/// A value of the model as a filter of the API has it.
pub trait Shown<T> {
    /// The value as the API has it.
    fn shown(self) -> T;
}

macro_rules! shown {
    ($($plain:ty => $api:ty: |$value:ident| $shown:expr;)+) => { $(
        impl Shown<$api> for $plain {
            fn shown(self) -> $api {
                let $value = self;
                $shown
            }
        }
    )+ };
}

shown! {
    bool => bool: |value| value;
    String => String: |value| value;
    i64 => Long: |number| Long(number);
    model::Timestamp => DateTime: |at| DateTime(at);
    model::chat::ChatStatus => ChatStatus: |word| Choice(word);
    model::chat::WaitingOn => WaitingOn: |word| Choice(word);
    model::chat::ChatPriority => ChatPriority: |word| Choice(word);
    ChannelId => Id<ChannelId>: |id| Id(id);
    ChatId => Id<ChatId>: |id| Id(id);
    TeamId => Id<TeamId>: |id| Id(id);
    OperatorId => Id<OperatorId>: |id| Id(id);
    LabelId => Id<LabelId>: |id| Id(id);
    CloseReasonId => Id<CloseReasonId>: |id| Id(id);
    ReferenceKindId => Id<ReferenceKindId>: |id| Id(id);
    ContactId => Id<ContactId>: |id| Id(id);
    model::AttributeCondition => AttributeCondition: |of| {
        AttributeCondition { key: of.key, value: of.value }
    };
}

impl<A: Shown<B>, B> Shown<Vec<B>> for Vec<A> {
    fn shown(self) -> Vec<B> {
        self.into_iter().map(A::shown).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_filter_is_shown_as_it_was_given() {
        let given = json!({
            "ids": [ChatId(4).to_string()],
            "status": ["NEW"],
            "labelIds": [LabelId(5).to_string()],
            "attribute": { "key": "plan", "value": "gold" },
            "withinLastMs": 1000,
            "or": [{ "isMine": true }, { "not": { "contactRoles": ["it's"] } }],
        });
        let value = Value::from_json(given.clone()).unwrap();
        let filter = <ChatFilter as InputType>::parse(Some(value)).unwrap();
        assert_eq!(shown(filter.into()).0, given);
    }

    #[test]
    fn a_filter_that_was_written_elsewhere_is_read_as_one_of_a_document() {
        let given = json!({ "status": ["NEW"], "or": [{ "not": { "isMine": true } }] });
        assert_eq!(read(given.clone()).map(|filter| shown(filter).0), Ok(given));
        for (given, name) in [
            (json!({ "stauts": ["NEW"] }), "\"stauts\""),
            (json!({ "and": [{ "or": { "labels": [] } }] }), "\"labels\""),
            (json!({ "status": ["NWE"] }), "NWE"),
            (json!({ "labelIds": ["chat_0000000000001"] }), "label"),
            (json!(["NEW"]), "ChatFilter"),
        ] {
            let said = read(given).expect_err("refused");
            assert!(said.contains(name), "{said}");
        }
    }

    #[test]
    fn a_filter_beyond_its_bounds_is_refused() {
        let many = json!({ "and": vec![json!({ "isMine": true }); 31] });
        let value = Value::from_json(many).unwrap();
        let filter = <ChatFilter as InputType>::parse(Some(value)).unwrap();
        assert!(filter.checked().is_err());
    }
}
