//! Deliveries in an order. The end state of what the connector reported is compared with the end
//! state of what the cases expect: repeated deliveries count once, edits and deletions change what
//! is there, receipts only go forward.

use super::{
    Ran, delivery,
    state::{Repeats, State},
};
use crate::{
    folder::{Folder, Scenario},
    ports::Script,
    rig::Rig,
    seen,
};
use anyhow::{Result, bail};
use serde_json::Value;
use std::collections::BTreeSet;

/// Runs one scenario.
pub(super) async fn run(rig: &Rig, folder: &Folder, scenario: &Scenario) -> Result<Ran> {
    let connector = rig.start(None, Script::default()).await?;
    let (mut wanted, mut came) = (State::default(), State::default());
    let mut keys = BTreeSet::new();
    for step in &scenario.steps {
        let known = ["deliver", "add_headers", "mailbox", "outbound", "sent_at_ms"];
        if let Some(unknown) = step.keys().find(|name| !known.contains(&name.as_str())) {
            return Ok(Ran::NotRun(format!("a step `{unknown}` needs the whole server")));
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
        if let Some(reason) = delivery::needs_server(case) {
            return Ok(Ran::NotRun(format!("{name}: {reason}")));
        }
        if let Some(now) = delivery::now(case) {
            rig.ports.clock.set(now);
        }
        let headers = step.get("add_headers").and_then(Value::as_object);
        let headers = headers.cloned().unwrap_or_default();
        let delivery = delivery::take(rig, folder, case, connector.as_ref(), &headers).await?;
        let events = case.expected["events"].as_array();
        for item in delivery.items {
            if keys.insert(item.dedup.clone()) {
                let seen = seen::events(&[item]);
                came.apply_all(&seen, Repeats::Count);
                if events.is_none() {
                    // Nothing is asserted of this case: what it leads to is right.
                    wanted.apply_all(&seen, Repeats::Count);
                }
            }
        }
        wanted.apply_all(events.map_or(&[][..], Vec::as_slice), Repeats::Merge);
    }
    Ok(Ran::Compared(wanted.compare(&came)))
}
