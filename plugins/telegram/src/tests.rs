//! Tests against the recorded updates and a scripted Bot API, without WebAssembly.

mod content;
mod groups;
mod oddities;
mod outbound;
mod recorded;
mod refusals;
mod set_up;

use switchboard_plugin::{
    serde_json::{Value, json},
    testing::{NOW_MS, ScriptedHost},
};

fn host() -> ScriptedHost {
    ScriptedHost::new(NOW_MS, json!({}))
}

fn sent(id: u32) -> Value {
    json!({"ok": true, "result": {"message_id": id, "date": 1_764_000_100}})
}

/// The method and the parameters of a request that was made.
fn call(host: &ScriptedHost, index: usize) -> (String, Value) {
    let path = host.path(index);
    (path.rsplit('/').next().expect("a method").to_owned(), host.body(index))
}
