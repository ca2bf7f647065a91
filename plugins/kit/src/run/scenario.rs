//! Deliveries in an order. The end state of what the connector reported is compared with the end
//! state of what the cases expect: repeated deliveries count once, edits and deletions change what
//! is there, receipts only go forward.

use super::{Ran, inbound};
use crate::{
    folder::{Folder, Scenario},
    house::Script,
    matching::{self, Difference},
    rig::Rig,
    seen,
};
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Runs one scenario.
pub(super) async fn run(rig: &Rig, folder: &Folder, scenario: &Scenario) -> Result<Ran> {
    let connector = rig.start(None, Script::default()).await?;
    let (mut wanted, mut came) = (State::default(), State::default());
    let mut keys = BTreeSet::new();
    for step in &scenario.steps {
        let known = ["deliver", "add_headers", "mailbox", "outbound", "sent_at_ms"];
        if let Some(unknown) = step.keys().find(|name| !known.contains(&name.as_str())) {
            return Ok(Ran::NotRun(format!("a step `{unknown}` needs the whole desk")));
        }
        if let Some(id) = step.get("outbound").and_then(Value::as_str) {
            let at = step.get("sent_at_ms").and_then(Value::as_i64);
            wanted.sent(id, at);
            came.sent(id, at);
            continue;
        }
        let Some(name) = step.get("deliver").and_then(Value::as_str) else {
            bail!("a step delivers a case or names an outbound message");
        };
        let case = folder.case(name)?;
        for item in inbound::items(folder, case, connector.as_ref()).await? {
            if keys.insert(item.dedup.clone()) {
                came.apply_all(&seen::events(&[item]), Repeats::Count);
            }
        }
        let events = case.expected["events"].as_array().context("the case names no events")?;
        wanted.apply_all(events, Repeats::Merge);
    }
    Ok(Ran::Compared(wanted.compare(&came)))
}

/// What a message that is there already does when it comes again.
#[derive(Clone, Copy, PartialEq)]
enum Repeats {
    /// It is the same message: how the cases mean it.
    Merge,
    /// It would stand there twice: what a desk sees when the key changed.
    Count,
}

/// What a desk would show.
#[derive(Debug, Default)]
struct State {
    messages: Vec<Map<String, Value>>,
}

impl State {
    fn sent(&mut self, id: &str, at_ms: Option<i64>) {
        let message = json!({"message_id": id, "sent_at": at_ms, "status": "sent"});
        self.messages.extend(message.as_object().cloned());
    }

    fn apply_all(&mut self, events: &[Value], repeats: Repeats) {
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

    fn compare(&self, came: &Self) -> Vec<Difference> {
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
