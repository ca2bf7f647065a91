//! Subscribes a browser, or renews it. Not audited: it is nobody else's.

use super::{encrypt, end};
use crate::chat::operator_detail;
use crate::check::check_limit;
use crate::limits::{PUSH_ENDPOINT_MAX_BYTES, PUSH_SUBSCRIPTIONS_MAX};
use crate::{Command, DeskError, Result};
use switchboard_model::event::EventKind;
use switchboard_model::push::{PushSubscription, origin_of};
use switchboard_store::push_subscription;

/// A browser, as it describes itself.
#[derive(Clone, Debug)]
pub struct CreateInput {
    pub endpoint: String,
    pub public_key: String,
    pub secret: String,
}

command!(create: create_in(&CreateInput) -> PushSubscription);

/// The operator is told in this browser, as long as they are signed in to it. One that somebody else was told in is
/// theirs no more.
///
/// # Errors
/// `Forbidden` for an API token, `Invalid` for what is no browser's subscription, `Conflict` when there are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<PushSubscription> {
    let operator_id = command.operator()?.operator_id;
    let session_id = command.interactive()?.session_id();
    check(input)?;
    let now = command.now();
    let user_agent = command.context().user_agent.clone();
    let before = push_subscription::find_by_endpoint(command, &input.endpoint)?;
    if let Some(before) = before {
        if before.operator_id == operator_id {
            let after = PushSubscription {
                session_id,
                p256dh: input.public_key.clone(),
                auth: input.secret.clone(),
                user_agent,
                ..before.clone()
            };
            if after == before {
                return Ok(before);
            }
            let after = PushSubscription { updated_at: now, ..after };
            push_subscription::update(command, &after)?;
            tell(command, &after)?;
            return Ok(after);
        }
        end(command, &before)?;
    }
    let most = PUSH_SUBSCRIPTIONS_MAX;
    let own = push_subscription::of_operator(command, operator_id, most)?;
    let count = i64::try_from(own.len()).unwrap_or(most);
    check_limit(count, most, "browsers of yours", "delete one that you do not use any more")?;
    let created = PushSubscription {
        push_subscription_id: command.id(),
        operator_id,
        session_id,
        endpoint: input.endpoint.clone(),
        p256dh: input.public_key.clone(),
        auth: input.secret.clone(),
        user_agent,
        created_at: now,
        updated_at: now,
    };
    push_subscription::insert(command, &created)?;
    tell(command, &created)?;
    Ok(created)
}

fn tell(command: &mut Command<'_>, row: &PushSubscription) -> Result<()> {
    let detail = operator_detail(row.operator_id);
    Ok(command.event(EventKind::PushSubscriptionCreated, row, detail)?)
}

fn check(input: &CreateInput) -> Result<()> {
    let is_bounded = input.endpoint.len() <= PUSH_ENDPOINT_MAX_BYTES;
    if !is_bounded || origin_of(&input.endpoint).is_none() {
        let reason = "pass the address that the browser's subscription names";
        return Err(DeskError::invalid("endpoint", reason));
    }
    let receiver = encrypt::Receiver::read(&input.public_key, &input.secret).map_err(|field| {
        DeskError::invalid(field, "pass it as the browser's subscription has it")
    })?;
    receiver.seal(b"").map_err(|_| {
        DeskError::invalid(
            "publicKey",
            "is no point of P-256: pass it as the browser's subscription has it",
        )
    })?;
    Ok(())
}
