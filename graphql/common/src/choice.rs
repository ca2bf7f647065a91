//! The model's enums as the API speaks them: names and descriptions come from the model's own lists.

use async_graphql::{
    ContextSelectionSet, InputType, InputValueError, InputValueResult, Name, OutputType,
    Positioned, ServerResult, Value,
    async_trait::async_trait,
    parser::types::Field,
    registry::{EnumBuilder, MetaEnumValue, MetaTypeId, Registry},
};
use std::borrow::Cow;
use switchboard_model::{
    TextEnum, attachment, channel, chat, connector, contact, delivery, event, forward, note,
};

/// One of a fixed list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Choice<T>(pub T);

pub type AddressKind = Choice<contact::AddressKind>;
pub type AttachmentKind = Choice<connector::MediaKind>;
pub type AttachmentState = Choice<attachment::AttachmentState>;
pub type AuthorKind = Choice<switchboard_model::AuthorKind>;
pub type ChannelState = Choice<channel::ChannelState>;
pub type ChatPriority = Choice<chat::ChatPriority>;
pub type ChatStatus = Choice<chat::ChatStatus>;
pub type DeliveryOperation = Choice<delivery::DeliveryOperation>;
pub type DeliveryState = Choice<delivery::DeliveryState>;
pub type EventKind = Choice<event::EventKind>;
pub type FeedTopic = Choice<event::FeedTopic>;
pub type ForwardState = Choice<forward::ForwardState>;
pub type InboundRequestState = Choice<switchboard_model::inbound_request::InboundRequestState>;
pub type NoteKind = Choice<note::NoteKind>;
pub type OperatorStatus = Choice<switchboard_model::presence::OperatorStatus>;
pub type Permission = Choice<switchboard_model::Permission>;
pub type TextFormat = Choice<connector::TextFormat>;
pub type WaitingOn = Choice<chat::WaitingOn>;

impl<T> From<T> for Choice<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

/// The word in the API: `chat.read` is stored for `CHAT_READ`.
pub(crate) fn name(value: impl TextEnum) -> Cow<'static, str> {
    let word = value.word();
    if word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_') {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.replace('.', "_").to_ascii_uppercase())
    }
}

fn described(doc: &str) -> String {
    doc.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}

impl<T: TextEnum> InputType for Choice<T> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(T::NAME)
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_input_type::<Self, _>(MetaTypeId::Enum, |_| {
            let values = T::DESCRIBED.iter().map(|(value, doc)| {
                let mut meta = MetaEnumValue::new(name(*value).into_owned());
                meta.description = Some(described(doc));
                (meta.name.clone(), meta)
            });
            EnumBuilder::new(T::NAME.to_owned(), values.collect())
                .description(Some(described(T::DESCRIPTION)))
                .rust_typename(std::any::type_name::<Self>())
                .build()
        })
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let value = value.unwrap_or_default();
        let word = match &value {
            Value::Enum(word) => word.as_str(),
            Value::String(word) => word.as_str(),
            _ => return Err(InputValueError::expected_type(value)),
        };
        let found = T::DESCRIBED.iter().find(|(value, _)| name(*value) == word);
        found.map(|(value, _)| Self(*value)).ok_or_else(|| {
            InputValueError::custom(format!("Enumeration type does not contain value \"{word}\"."))
        })
    }

    fn to_value(&self) -> Value {
        Value::Enum(Name::new(name(self.0)))
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        Some(self)
    }
}

#[async_trait]
impl<T: TextEnum> OutputType for Choice<T> {
    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(T::NAME)
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <Self as InputType>::create_type_info(registry)
    }

    async fn resolve(
        &self,
        _: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        Ok(self.to_value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_api_comes_back_as_its_value() {
        for (value, doc) in event::EventKind::DESCRIBED {
            let word = Choice(*value).to_value();
            assert_eq!(EventKind::parse(Some(word)).unwrap().0, *value);
            assert!(described(doc).ends_with('.'), "{doc}");
        }
        assert_eq!(name(switchboard_model::Permission::ChatReadAll), "CHAT_READ_ALL");
        assert!(EventKind::parse(Some(Value::from("CHAT_BOILED"))).is_err());
    }
}
