//! One call of a command: who asks, the key that recognises a repeated call, and what came of it.

use crate::{
    api::{Api, api, asker, operator},
    errors::{UserError, UserErrorCode, top_level, user_error},
    scalars::EventCursor,
};
use async_graphql::{Context, InputType, MaybeUndefined, Result, Value};
use std::sync::Arc;
use switchboard_desk::{Context as DeskContext, Desk, DeskError, Done, idempotent::IdempotencyKey};
use switchboard_model::actor::OperatorActor;

/// A call that is about to be made.
pub struct Call<'a> {
    /// The house.
    pub api: &'a Arc<Api>,
    /// The desk.
    pub desk: &'a Desk,
    /// Who asks.
    pub operator: &'a OperatorActor,
    /// Who asks, as the desk wants to know it, with the key.
    pub context: DeskContext,
    key: Option<String>,
}

/// What came of a call.
pub struct Outcome {
    /// The caller's key.
    pub client_mutation_id: Option<String>,
    /// The place of the change in the log.
    pub event_cursor: Option<EventCursor>,
    /// What the user can mend.
    pub user_errors: Vec<UserError>,
}

impl Outcome {
    /// The object changed since the caller read it: the payload tells it as it is now.
    pub fn is_stale(&self) -> bool {
        self.user_errors.iter().any(|error| error.code == UserErrorCode::StaleVersion)
    }
}

impl<'a> Call<'a> {
    /// A call of the mutation `name` with this input.
    pub fn begin(
        ctx: &Context<'a>,
        name: &str,
        input: &impl InputType,
        client_mutation_id: Option<&String>,
    ) -> Result<Self> {
        let api = api(ctx)?;
        let mut context = asker(ctx)?.clone();
        if let Some(key) = client_mutation_id {
            let request = format!("{name} {}", given(ctx, input)?);
            context = context.with_key(IdempotencyKey::new(key, &request).map_err(top_level)?);
        }
        let operator = operator(ctx)?;
        let key = client_mutation_id.cloned();
        Ok(Self { api, desk: &api.desk, operator, context, key })
    }

    /// What came of it: the object and the rest of the payload.
    pub fn finish<T>(self, done: Result<Done<T>, DeskError>) -> Result<(Option<T>, Outcome)> {
        let client_mutation_id = self.key;
        match done {
            Ok(Done { value, cursor }) => {
                let event_cursor = Some(EventCursor(cursor));
                let outcome = Outcome { client_mutation_id, event_cursor, user_errors: Vec::new() };
                Ok((Some(value), outcome))
            }
            Err(error) => {
                let user_errors = vec![user_error(error)?];
                Ok((None, Outcome { client_mutation_id, event_cursor: None, user_errors }))
            }
        }
    }
}

/// The input in the order of its type, with only those fields that the caller gave: a field that is
/// null and one that is absent mean different things, and are alike in the parsed input's value.
pub fn given(ctx: &Context<'_>, input: &impl InputType) -> Result<Value> {
    let mut value = input.to_value();
    let arguments = ctx.field().arguments()?;
    let raw = arguments.into_iter().find(|(name, _)| name == "input").map(|(_, raw)| raw);
    if let (Value::Object(fields), Some(Value::Object(raw))) = (&mut value, raw) {
        fields.retain(|name, _| raw.contains_key(name));
    }
    Ok(value)
}

/// Absent keeps, null clears.
pub fn change<A, B>(value: MaybeUndefined<A>, into: impl FnOnce(A) -> B) -> Option<Option<B>> {
    match value {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(into(value))),
    }
}

/// Declares the payload of a mutation.
macro_rules! payload {
    ($name:ident, $doc:literal $(, $field:ident: $type:ty, $field_doc:literal)+) => {
        #[doc = $doc]
        #[derive(Clone, async_graphql::SimpleObject)]
        pub struct $name {
            /// The key that was passed.
            client_mutation_id: Option<String>,
            /// The place of the change in the log; absent when nothing was changed.
            event_cursor: Option<crate::scalars::EventCursor>,
            /// What you can mend; empty when it worked.
            user_errors: Vec<crate::errors::UserError>,
            $(
                #[doc = $field_doc]
                $field: Option<$type>,
            )+
        }

        impl $name {
            fn of(outcome: crate::mutation::call::Outcome $(, $field: Option<$type>)+) -> Self {
                let crate::mutation::call::Outcome {
                    client_mutation_id,
                    event_cursor,
                    user_errors,
                } = outcome;
                Self { client_mutation_id, event_cursor, user_errors $(, $field)+ }
            }
        }
    };
}
pub(crate) use payload;
