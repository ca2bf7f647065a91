//! What all mutations have in common: the key of a call in the input, and in the payload that key, the
//! place of the change in the log, and what the user can mend.

use crate::{
    errors::{UserError, UserErrorCode, user_error},
    scalars::EventCursor,
};
use async_graphql::{Context, InputType, Result, Value};
use switchboard_desk::{Committed, DeskError};

/// The input of a mutation that recognises a repeated call.
pub trait Input: InputType {
    /// The caller's key.
    fn key(&self) -> Option<&str>;
}

/// Declares the inputs of mutations. `into` says of which struct of the desk an input's fields are the
/// fields, `of` which id its only field is.
#[macro_export]
macro_rules! input {
    ($(#[$meta:meta])+ $name:ident into $command:path { $($fields:tt)* }) => {
        $crate::input! { $(#[$meta])+ $name { $($fields)* } }
        $crate::input! { @into $name $command { $($fields)* } }
    };
    ($(#[$meta:meta])+ $name:ident of $id:ident { $(#[$field_meta:meta])+ $field:ident $(,)? }) => {
        $crate::input! {
            $(#[$meta])+ $name { $(#[$field_meta])+ $field: $crate::scalars::Id<$id> }
        }

        impl From<$name> for $id {
            fn from(input: $name) -> Self {
                input.$field.0
            }
        }
    };
    ($(#[$meta:meta])+ $name:ident into $command:path { $($fields:tt)* } $($rest:tt)+) => {
        $crate::input! { $(#[$meta])+ $name into $command { $($fields)* } }
        $crate::input! { $($rest)+ }
    };
    ($(#[$meta:meta])+ $name:ident of $id:ident { $($field:tt)* } $($rest:tt)+) => {
        $crate::input! { $(#[$meta])+ $name of $id { $($field)* } }
        $crate::input! { $($rest)+ }
    };
    ($(#[$meta:meta])+ $name:ident { $($fields:tt)* } $($rest:tt)+) => {
        $crate::input! { $(#[$meta])+ $name { $($fields)* } }
        $crate::input! { $($rest)+ }
    };
    (@into $name:ident $command:path { $($(#[$field_meta:meta])+ $field:ident: $type:ty),* $(,)? }) => {
        impl From<$name> for $command {
            fn from(input: $name) -> Self {
                Self { $($field: $crate::plain::Plain::plain(input.$field)),* }
            }
        }
    };
    ($(#[$meta:meta])+ $name:ident { $($(#[$field_meta:meta])+ $field:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])+
        #[derive(Clone, async_graphql::InputObject)]
        pub struct $name {
            /// Recognises a repeated call for 24 hours: the same key gives the first answer.
            client_mutation_id: Option<String>,
            $($(#[$field_meta])+ $field: $type,)*
        }

        impl $crate::mutation::Input for $name {
            fn key(&self) -> Option<&str> {
                self.client_mutation_id.as_deref()
            }
        }
    };
}

/// A payload that returns one thing.
pub trait Payload {
    /// What it returns.
    type Value;
    /// With the result of a call, and what it returns.
    fn with(outcome: Outcome, value: Option<Self::Value>) -> Self;
}

/// Declares the payload of a mutation. `cursor = …;` names the type of its place in the log where that is
/// not told as it is.
#[macro_export]
macro_rules! payload {
    (cursor = $cursor:ty; $name:ident, $doc:literal $(, $field:ident: $type:ty, $field_doc:literal)+) => {
        $crate::payload!(@type [$cursor] $name, $doc $(, $field: $type, $field_doc)+);
    };
    ($name:ident, $doc:literal, $field:ident: $type:ty, $field_doc:literal) => {
        $crate::payload!(@type [$crate::scalars::EventCursor] $name, $doc, $field: $type, $field_doc);

        impl $crate::mutation::Payload for $name {
            type Value = $type;
            fn with(outcome: $crate::mutation::Outcome, value: Option<$type>) -> Self {
                Self::of(outcome, value)
            }
        }
    };
    ($name:ident, $doc:literal $(, $field:ident: $type:ty, $field_doc:literal)+) => {
        $crate::payload!(@type [$crate::scalars::EventCursor] $name, $doc $(, $field: $type, $field_doc)+);
    };
    (@type [$cursor:ty] $name:ident, $doc:literal $(, $field:ident: $type:ty, $field_doc:literal)+) => {
        #[doc = $doc]
        #[derive(Clone, async_graphql::SimpleObject)]
        pub struct $name {
            /// The key that was passed.
            client_mutation_id: Option<String>,
            /// The place of the change in the log; absent when nothing was changed.
            event_cursor: Option<$cursor>,
            /// What you can mend; empty when it worked.
            user_errors: Vec<$crate::errors::UserError>,
            $(#[doc = $field_doc] $field: Option<$type>,)+
        }

        impl $name {
            fn of(
                outcome: $crate::mutation::Outcome<$cursor>
                $(, $field: Option<$type>)+
            ) -> Self {
                let $crate::mutation::Outcome { client_mutation_id, event_cursor, user_errors } =
                    outcome;
                Self { client_mutation_id, event_cursor, user_errors $(, $field)+ }
            }
        }
    };
}

/// The result of a call, without what its payload returns.
pub struct Outcome<C = EventCursor> {
    pub client_mutation_id: Option<String>,
    pub event_cursor: Option<C>,
    pub user_errors: Vec<UserError>,
}

impl Outcome {
    /// Of what the desk has done: with what it gave, when it worked. What an earlier call has done and the
    /// caller may no longer see has worked as well; nothing of it is told but its place in the log.
    pub fn of<T>(
        client_mutation_id: Option<String>,
        done: Result<Committed<T>, DeskError>,
    ) -> Result<(Option<T>, Self)> {
        let (value, event_cursor, user_errors) = match done {
            Ok(done) => (Some(done.value), Some(EventCursor(done.cursor)), Vec::new()),
            Err(DeskError::NoLongerVisible { cursor }) => {
                (None, Some(EventCursor(cursor)), Vec::new())
            }
            Err(error) => (None, None, vec![user_error(error)?]),
        };
        Ok((value, Self { client_mutation_id, event_cursor, user_errors }))
    }

    /// The same, with the place in the log told otherwise.
    pub fn with_cursor<C>(
        self,
        told: impl FnOnce(switchboard_model::EventCursor) -> Result<C>,
    ) -> Result<Outcome<C>> {
        let Self { client_mutation_id, event_cursor, user_errors } = self;
        let event_cursor = event_cursor.map(|cursor| told(cursor.0)).transpose()?;
        Ok(Outcome { client_mutation_id, event_cursor, user_errors })
    }

    /// Does each mistake that is about a field name one that this input has.
    pub fn is_of_form(&self, input: &Value) -> bool {
        let Value::Object(fields) = input else { return false };
        self.user_errors.iter().all(|error| match &error.path {
            Some(path) => path.get(1).is_some_and(|field| fields.contains_key(field.as_str())),
            None => error.code != UserErrorCode::Invalid,
        })
    }

    /// The object changed since the caller read it: the payload has it as it is now.
    pub fn is_stale(&self) -> bool {
        self.user_errors.iter().any(|error| error.code == UserErrorCode::StaleVersion)
    }
}

/// The name of the mutation with its input in the order of its type, with only those fields that the
/// caller gave: a field that is null and one that is absent mean different things, and are alike in the
/// parsed input's value.
pub fn given(ctx: &Context<'_>, mut input: Value) -> Result<String> {
    let arguments = ctx.field().arguments()?;
    let raw = arguments.into_iter().find(|(name, _)| name == "input").map(|(_, raw)| raw);
    if let (Value::Object(fields), Some(Value::Object(raw))) = (&mut input, raw) {
        fields.retain(|name, _| raw.contains_key(name));
    }
    Ok(format!("{} {input}", ctx.field().name()))
}
