//! Interrupts a send at every use of the host, one after the other, and goes on as the desk would:
//! what may be tried again is tried again. In the end no request may have left twice.

use super::{Ran, answer, call::Call, compare};
use crate::{
    folder::Folder,
    limits::{ATTEMPT_MS, INTERRUPTED_MS, INTERRUPTIONS_MAX},
    matching::Difference,
    ports::Script,
    rig::Rig,
};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;
use switchboard_model::connector::{Connector, ConnectorResult, ErrorClass};

/// Whether a case sends a message.
pub(super) fn is_send(case: &Value) -> bool {
    !case["call"]["send"].is_null()
        && case["requests"].as_array().is_some_and(|all| !all.is_empty())
}

/// Runs one case as often as there are places to interrupt it.
pub(super) async fn run(rig: &Rig, folder: &Folder, case: &Value) -> Result<Ran> {
    let call = Call::deserialize(&case["call"]).context("call")?;
    let wanted = case["requests"].as_array().context("requests is a list")?;
    let replies = answer::replies(&case["responses"])?;
    let mut differences = vec![];
    for place in 0..INTERRUPTIONS_MAX {
        let connector = rig.start(None, Script::of(replies.clone(), false)).await?;
        rig.ports.interrupt.set(place);
        let result = call.make(rig, folder, connector.as_ref(), INTERRUPTED_MS).await?;
        let is_interrupted = rig.ports.interrupt.is_reached();
        rig.ports.interrupt.never();
        let next = next(&result);
        if next == Next::Retry {
            let again = try_again(rig, folder, &call, connector.as_ref(), wanted).await?;
            differences.extend(again.into_iter().map(|difference| at_place(place, difference)));
        } else if next == Next::Fail || (is_interrupted && next == Next::Sent) {
            let came = format!("{result:?}");
            let difference = Difference::new("result", "transient or maybe-sent", came);
            differences.push(at_place(place, difference));
        }
        if !is_interrupted {
            break;
        }
    }
    Ok(Ran::Compared(differences))
}

/// What the desk does after a try.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Next {
    /// Nothing: it was sent.
    Sent,
    /// The same again.
    Retry,
    /// It asks an operator, and never sends by itself.
    Ask,
    /// It gives up, although nothing is wrong with the message.
    Fail,
}

fn next(result: &ConnectorResult<Value>) -> Next {
    match result.as_ref().map_err(|error| error.class) {
        Ok(_) => Next::Sent,
        Err(ErrorClass::Transient | ErrorClass::RateLimited) => Next::Retry,
        Err(ErrorClass::MaybeSent) => Next::Ask,
        Err(_) => Next::Fail,
    }
}

/// The second try, with the storage and the network of the first. Together they must have made every
/// request once.
async fn try_again(
    rig: &Rig,
    folder: &Folder,
    call: &Call,
    connector: &dyn Connector,
    wanted: &[Value],
) -> Result<Vec<Difference>> {
    let result = call.make(rig, folder, connector, ATTEMPT_MS).await?;
    let mut differences = compare::requests(wanted, &rig.ports.network.requests());
    if let Err(error) = result {
        differences.push(Difference::new("second try", "success", error));
    }
    Ok(differences)
}

fn at_place(place: usize, difference: Difference) -> Difference {
    Difference { at: format!("interrupted at use {place}: {}", difference.at), ..difference }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use switchboard_model::connector::ConnectorError;

    #[test]
    fn only_what_surely_did_not_arrive_is_sent_again() {
        let after = |class| next(&Err(ConnectorError::new(class, "code", "message")));
        assert_eq!(after(ErrorClass::Transient), Next::Retry);
        assert_eq!(after(ErrorClass::RateLimited), Next::Retry);
        assert_eq!(after(ErrorClass::MaybeSent), Next::Ask);
        assert_eq!(after(ErrorClass::Permanent), Next::Fail);
        assert_eq!(next(&Ok(json!({}))), Next::Sent);
    }
}
