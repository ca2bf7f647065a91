//! What the log and the audit tell of one change: the names of what differs, and both states of it.

use serde_json::Value;
use switchboard_model::Owner;
use switchboard_model::event::EventDetail;

/// What the event and the audit line of one change tell.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub(crate) detail: EventDetail,
    pub(crate) before: Option<Value>,
    pub(crate) after: Option<Value>,
}

impl From<EventDetail> for Change {
    fn from(detail: EventDetail) -> Self {
        Self { detail, ..Self::default() }
    }
}

impl Change {
    /// Something new.
    pub(crate) fn created(after: Value) -> Self {
        Self { after: Some(after), ..Self::default() }
    }

    /// Something that is no more.
    pub(crate) fn deleted(before: Value) -> Self {
        Self { before: Some(before), ..Self::default() }
    }

    /// What differs between two states, each an object of columns.
    pub(crate) fn between(before: Value, after: Value) -> Self {
        let (Value::Object(mut before), Value::Object(mut after)) = (before, after) else {
            return Self::default();
        };
        let is_other = |(name, value): (&String, &Value)| {
            (before.get(name) != Some(value)).then(|| name.clone())
        };
        let changed: Vec<String> = after.iter().filter_map(is_other).collect();
        before.retain(|name, _| changed.contains(name));
        after.retain(|name, _| changed.contains(name));
        Self {
            detail: EventDetail { changed, ..EventDetail::default() },
            before: Some(Value::Object(before)),
            after: Some(Value::Object(after)),
        }
    }

    /// The change with whose it is: nobody else is told.
    pub(crate) fn of_owner(self, owner: Owner) -> Self {
        Self { detail: self.detail.of_owner(owner), ..self }
    }

    /// Are both states the same.
    pub(crate) fn is_nothing(&self) -> bool {
        self.detail.changed.is_empty()
    }
}

/// The names of what changed.
pub(crate) fn changed(names: &[&str]) -> EventDetail {
    let changed = names.iter().map(|name| (*name).to_owned()).collect();
    EventDetail { changed, ..EventDetail::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_differs_is_told() {
        let change = Change::between(json!({ "a": 1, "b": 2 }), json!({ "a": 1, "b": null }));
        assert_eq!(change.detail.changed, ["b"]);
        assert_eq!(change.before, Some(json!({ "b": 2 })));
        assert_eq!(change.after, Some(json!({ "b": null })));
        assert!(Change::between(json!({ "a": 1 }), json!({ "a": 1 })).is_nothing());
    }
}
