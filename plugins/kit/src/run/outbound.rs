//! A case of `outbound.json`: what the connector is asked to do must leave as these requests.

use super::{Ran, answer, call::Call, compare};
use crate::{
    folder::Folder,
    limits::ATTEMPT_MS,
    matching::{self, Difference},
    ports::Script,
    rig::Rig,
};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

/// Runs one case. One without `call` describes requests but not what leads to them.
pub(super) async fn run(rig: &Rig, folder: &Folder, case: &Value) -> Result<Ran> {
    if case["call"].is_null() {
        return Ok(Ran::NotRun("it names no `call` that leads to its requests".to_owned()));
    }
    let call = Call::deserialize(&case["call"]).context("call")?;
    let replies = answer::replies(&case["responses"])?;
    let connector = rig.start(None, Script::of(replies, false)).await?;
    let result = call.make(rig, folder, connector.as_ref(), ATTEMPT_MS).await?;
    let wanted = case["requests"].as_array().context("requests is a list")?;
    let mut differences = compare::requests(wanted, &rig.ports.network.requests());
    let came = match result {
        Ok(came) => came,
        Err(error) => json!({"error": error.class, "message": error.message}),
    };
    match case["expect"].as_object() {
        Some(expected) => matching::object("expect", expected, &came, &mut differences),
        None if came["error"].is_null() => {}
        None => differences.push(Difference::new("result", "success", &came)),
    }
    Ok(Ran::Compared(differences))
}
