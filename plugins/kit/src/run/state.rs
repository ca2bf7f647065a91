//! What a desk would show of a list of events: messages with their present text, marks for deleted
//! ones, the furthest state of those that were sent.

use crate::matching::{self, Difference};
use serde_json::{Map, Value, json};

/// Compares the end states that two lists of events lead to.
pub(super) fn compare(expected: &[Value], actual: &[Value]) -> Vec<Difference> {
    let (mut wanted, mut came) = (State::default(), State::default());
    wanted.apply_all(expected, Repeats::Merge);
    came.apply_all(actual, Repeats::Merge);
    wanted.compare(&came)
}

/// What a message that is there already does when it comes again.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Repeats {
    /// It is the same message: how the cases mean it.
    Merge,
    /// It would stand there twice: what a desk sees when the key changed.
    Count,
}

/// What a desk would show.
#[derive(Debug, Default)]
pub(super) struct State {
    messages: Vec<Map<String, Value>>,
}

impl State {
    pub(super) fn sent(&mut self, id: &str, at_ms: Option<i64>) {
        let message = json!({"message_id": id, "sent_at": at_ms, "status": "sent"});
        self.messages.extend(message.as_object().cloned());
    }

    pub(super) fn apply_all(&mut self, events: &[Value], repeats: Repeats) {
        for event in events {
            self.apply(event, repeats);
        }
    }

    fn apply(&mut self, event: &Value, repeats: Repeats) {
        let id = event.get("target_id").or(event.get("message_id")).unwrap_or(&Value::Null);
        match event["kind"].as_str() {
            Some("message" | "action" | "echo") => {
                let id = &event["message_id"];
                let is_there = !id.is_null() && self.find(id).is_some();
                if repeats == Repeats::Count || !is_there {
                    self.messages.extend(event.as_object().cloned());
                }
            }
            Some("edit") => {
                let (text, attachments) = (event["text"].clone(), event["attachments"].clone());
                if let Some(message) = self.find(id) {
                    message.insert("text".to_owned(), text);
                    if !attachments.is_null() {
                        message.insert("attachments".to_owned(), attachments);
                    }
                }
            }
            Some("delete") => {
                for id in event["target_ids"].as_array().into_iter().flatten().chain([id]) {
                    if let Some(message) = self.find(id) {
                        message.insert("deleted".to_owned(), true.into());
                    }
                }
            }
            Some("receipt") => self.receive(&event["receipt"]),
            _ => {}
        }
    }

    fn find(&mut self, id: &Value) -> Option<&mut Map<String, Value>> {
        self.messages.iter_mut().find(|message| message.get("message_id") == Some(id))
    }

    /// A receipt for messages by id, or for all that were sent up to a time.
    fn receive(&mut self, receipt: &Value) {
        let ids = receipt["message_ids"].as_array().cloned().unwrap_or_default();
        let watermark = match &receipt["watermark"] {
            Value::String(text) => {
                chrono::DateTime::parse_from_rfc3339(text).ok().map(|time| time.timestamp_millis())
            }
            number => number.as_i64(),
        };
        for message in &mut self.messages {
            let sent_at = message.get("sent_at").and_then(Value::as_i64);
            let is_covered = matches!((sent_at, watermark), (Some(at), Some(mark)) if at <= mark);
            let is_named = message.get("message_id").is_some_and(|id| ids.contains(id));
            let rank_now = rank(message.get("status"));
            if (is_covered || is_named) && rank(receipt.get("status")) > rank_now {
                message.insert("status".to_owned(), receipt["status"].clone());
            }
        }
    }

    pub(super) fn compare(&self, came: &Self) -> Vec<Difference> {
        let shown = |state: &Self| {
            let texts = state.messages.iter().map(|message| {
                format!("{} {}", message["message_id"], message.get("text").unwrap_or(&Value::Null))
            });
            texts.collect::<Vec<_>>().join(", ")
        };
        if self.messages.len() != came.messages.len() {
            let at = format!("{} messages instead of {}", came.messages.len(), self.messages.len());
            return vec![Difference::new(at, shown(self), shown(came))];
        }
        let mut differences = vec![];
        for (index, (wanted, came)) in self.messages.iter().zip(&came.messages).enumerate() {
            let mut wanted = wanted.clone();
            wanted.remove("kind");
            wanted.remove("dedupe_key");
            for state in ["deleted", "status"] {
                let (expected, actual) = (wanted.remove(state), came.get(state));
                if expected.as_ref() != actual {
                    let at = format!("messages[{index}].{state}");
                    let (expected, actual) = (format!("{expected:?}"), format!("{actual:?}"));
                    differences.push(Difference::new(at, expected, actual));
                }
            }
            let came = Value::Object(came.clone());
            matching::object(&format!("messages[{index}]"), &wanted, &came, &mut differences);
        }
        differences
    }
}

fn rank(status: Option<&Value>) -> usize {
    let order = ["sent", "delivered", "read", "failed"];
    status
        .and_then(Value::as_str)
        .and_then(|status| order.iter().position(|known| *known == status))
        .map_or(0, |position| position + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(id: &str, text: &str) -> Value {
        json!({"kind": "message", "message_id": id, "text": text})
    }

    #[test]
    fn a_second_key_for_the_same_delivery_is_seen() {
        let (mut wanted, mut came) = (State::default(), State::default());
        for _ in 0..2 {
            wanted.apply_all(&[message("1", "a")], Repeats::Merge);
            came.apply_all(&[message("1", "a")], Repeats::Count);
        }
        assert_eq!(wanted.compare(&came).len(), 1);
    }

    #[test]
    fn an_edit_changes_the_text_and_a_deletion_marks() {
        let mut state = State::default();
        state.apply_all(
            &[
                message("1", "a"),
                json!({"kind": "edit", "target_id": "1", "text": "b"}),
                json!({"kind": "delete", "target_ids": ["1"]}),
            ],
            Repeats::Merge,
        );
        assert_eq!(
            (&state.messages[0]["text"], &state.messages[0]["deleted"]),
            (&json!("b"), &json!(true))
        );
    }

    #[test]
    fn receipts_go_forward_only_and_a_watermark_covers_what_is_older() {
        let mut state = State::default();
        state.sent("1", Some(10));
        state.sent("2", Some(30));
        let receipt = |detail: Value| json!({"kind": "receipt", "receipt": detail});
        state.apply_all(
            &[
                receipt(json!({"status": "read", "watermark": 20})),
                receipt(json!({"status": "delivered", "message_ids": ["1"]})),
            ],
            Repeats::Merge,
        );
        assert_eq!(
            (&state.messages[0]["status"], &state.messages[1]["status"]),
            (&json!("read"), &json!("sent"))
        );
    }
}
