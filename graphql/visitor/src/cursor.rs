//! A place in the log as visitors get it: sealed by the desk, for one visitor.

use crate::access::Visitor;
use async_graphql::{InputValueError, InputValueResult, Result, Scalar, ScalarType, Value};
use switchboard_desk::{Committed, DeskError, visitor::cursor};
use switchboard_graphql::{Api, errors::top_level, mutation::Outcome};
use switchboard_model::Actor;

/// A place in the log of everything that happened. Opaque, and yours alone: pass it back unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventCursor(String);

impl EventCursor {
    /// The place as this visitor may have it.
    pub fn seal(api: &Api, actor: &Actor, place: switchboard_model::EventCursor) -> Result<Self> {
        cursor::seal(&api.desk, actor, place).map(Self).map_err(top_level)
    }

    /// The place that the visitor was given; what they were not given is refused.
    pub fn open(&self, api: &Api, visitor: &Visitor) -> Result<switchboard_model::EventCursor> {
        cursor::open(&api.desk, &visitor.context.actor, &self.0).map_err(top_level)
    }
}

/// A place in the log of everything that happened. Opaque, and yours alone: pass it back unchanged.
#[Scalar(name = "EventCursor")]
impl ScalarType for EventCursor {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(word) => Ok(Self(word)),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// The result of a visitor's call, with what it gave when it worked.
pub fn outcome<T>(
    api: &Api,
    actor: &Actor,
    client_mutation_id: Option<String>,
    done: Result<Committed<T>, DeskError>,
) -> Result<(Option<T>, Outcome<EventCursor>)> {
    let (value, outcome) = Outcome::of(client_mutation_id, done)?;
    let outcome = outcome.with_cursor(|place| EventCursor::seal(api, actor, place))?;
    Ok((value, outcome))
}
