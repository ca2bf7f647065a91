//! The outbox of pushes: what waits is claimed by putting it off, built when it is sent, and dropped when it was read
//! meanwhile or its receiver may not know of it any more.

use super::content::{self, Content};
use super::encrypt::Receiver;
use super::{end, vapid};
use crate::access::can_read;
use crate::limits::{
    ALERT_LEASE_MS, ALERTS_CLAIMED, PUSH_ATTEMPTS_MAX, PUSH_BACKOFF, PUSH_RETRY_AFTER_MAX_MS,
    PUSH_SUBSCRIPTIONS_MAX, PUSH_THERE_MS, PUSH_TTL_S, PUSH_WAITING_MAX, UNSEEN_MS,
};
use crate::session::{is_running, operator_actor};
use crate::{Command, Context, Desk, Result};
use jiff::tz::TimeZone;
use switchboard_model::actor::Credential;
use switchboard_model::chat::ChatPriority;
use switchboard_model::notification::Notification;
use switchboard_model::preferences::Preferences;
use switchboard_model::presence::OperatorStatus;
use switchboard_model::push::{Alert, Push, PushAnswer, PushSubscription, origin_of};
use switchboard_model::{Actor, Timestamp};
use switchboard_store::{
    Lane, alert, chat, notification, operator_preferences, operator_presence, push_subscription,
    session,
};

/// One push on its way.
#[derive(Clone, Debug)]
pub struct PushJob {
    alert: Alert,
    subscription: PushSubscription,
    /// What is handed over.
    pub push: Push,
}

/// What an operator is told of waits for their browsers, if they want that and it is not quiet. Whoever is there has
/// a while to read it before.
pub(crate) fn queue(
    command: &mut Command<'_>,
    row: &Notification,
    preferences: &Preferences,
) -> Result<()> {
    if !preferences.is_pushed(row.kind) {
        return Ok(());
    }
    let now = command.now();
    if is_quiet(preferences, now) && !is_urgent(command, row)? {
        return Ok(());
    }
    let most = PUSH_SUBSCRIPTIONS_MAX;
    let browsers = push_subscription::of_operator(command, row.operator_id, most)?;
    if browsers.is_empty() {
        return Ok(());
    }
    let presence = operator_presence::find(command, row.operator_id)?;
    let is_there = presence.is_some_and(|one| {
        one.status != OperatorStatus::Offline && now.since_ms(one.seen_at) < UNSEEN_MS
    });
    let next_attempt_at = if is_there { now.plus_ms(PUSH_THERE_MS) } else { now };
    for browser in browsers {
        if alert::count_of(command, browser.push_subscription_id)? >= PUSH_WAITING_MAX {
            continue;
        }
        let waiting = Alert {
            alert_id: command.id(),
            push_subscription_id: browser.push_subscription_id,
            notification_id: Some(row.notification_id),
            attempt_count: 0,
            next_attempt_at,
        };
        alert::insert(command, &waiting)?;
    }
    Ok(())
}

/// Is it quiet for an operator.
fn is_quiet(preferences: &Preferences, now: Timestamp) -> bool {
    let zone = preferences.quiet_time_zone.as_deref().and_then(|name| TimeZone::get(name).ok());
    let at = jiff::Timestamp::from_millisecond(now.0).ok();
    let (Some(zone), Some(at)) = (zone, at) else { return false };
    let time = at.to_zoned_datetime(zone);
    let minute = i64::from(time.hour()) * 60 + i64::from(time.minute());
    preferences.is_quiet_at(minute)
}

/// Is its chat too urgent for any hour.
fn is_urgent(command: &mut Command<'_>, row: &Notification) -> Result<bool> {
    let Some(id) = row.chat_id else { return Ok(false) };
    Ok(chat::find(command, id)?.is_some_and(|chat| chat.priority == ChatPriority::Urgent))
}

/// Claims pushes that are due and gives them as they are to be handed over. `contact` is whom a push service can turn
/// to.
///
/// # Errors
/// `Store`, `Internal` where this server's key cannot be used.
pub async fn claim(desk: &Desk, contact: Option<String>) -> Result<Vec<PushJob>> {
    desk.transact(&Context::system(), Lane::Any, move |command| {
        let now = command.now();
        let due = alert::due(command, now, ALERTS_CLAIMED)?;
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let keys = command.keys();
        let key = vapid::key(command, keys)?;
        let mut jobs = Vec::new();
        for waiting in due {
            if !alert::claim(command, &waiting, now.plus_ms(ALERT_LEASE_MS))? {
                continue;
            }
            let attempt_count = waiting.attempt_count.saturating_add(1);
            let claimed = Alert { attempt_count, ..waiting };
            let found = receiver_of(command, &claimed)?;
            let Some((subscription, content)) = found else {
                alert::remove(command, claimed.alert_id)?;
                continue;
            };
            let sealed = Receiver::read(&subscription.p256dh, &subscription.auth).ok();
            let sealed = sealed.and_then(|to| to.seal(content.body.to_string().as_bytes()).ok());
            let (Some(body), Some(origin)) = (sealed, origin_of(&subscription.endpoint)) else {
                end(command, &subscription)?;
                continue;
            };
            let push = Push {
                endpoint: subscription.endpoint.clone(),
                authorization: key.authorization(&origin, contact.as_deref(), now)?,
                topic: content.topic,
                ttl_s: PUSH_TTL_S,
                body,
            };
            jobs.push(PushJob { alert: claimed, subscription, push });
        }
        Ok(jobs)
    })
    .await
}

/// For which browser an alert is, and what it says; none where it was read or nobody may be told any more. A browser
/// that nobody is signed in to is told no more.
fn receiver_of(
    command: &mut Command<'_>,
    waiting: &Alert,
) -> Result<Option<(PushSubscription, Content)>> {
    let found = push_subscription::find(command, waiting.push_subscription_id)?;
    let Some(browser) = found else { return Ok(None) };
    let now = command.now();
    if let Some(id) = browser.session_id {
        let found = session::find(command, id)?;
        if !found.is_some_and(|one| is_running(one.revoked_at, Some(one.expires_at), now)) {
            end(command, &browser)?;
            return Ok(None);
        }
    }
    let actor = operator_actor(command, browser.operator_id, Credential::Console, None)?;
    let Some(actor) = actor.map(Actor::Operator) else { return Ok(None) };
    let Some(id) = waiting.notification_id else {
        return Ok(Some((browser, content::of_test())));
    };
    let found = notification::find(command, id)?;
    let Some(row) = found.filter(|row| row.read_at.is_none()) else { return Ok(None) };
    let chat = match row.chat_id {
        Some(id) => {
            let Some(chat) = chat::find(command, id)? else { return Ok(None) };
            if !can_read(command, &actor, &chat)? {
                return Ok(None);
            }
            Some(chat)
        }
        None => None,
    };
    let preferences = operator_preferences::find(command, browser.operator_id)?;
    let has_text = preferences.is_some_and(|preferences| preferences.is_text_pushed);
    let content = content::of(command, &row, chat.as_ref(), has_text)?;
    Ok(Some((browser, content)))
}

/// Stores what became of a push: it is done, tried again later or given up, or its browser is told no more.
///
/// # Errors
/// `Store`.
pub async fn settle(desk: &Desk, job: &PushJob, answer: PushAnswer) -> Result<()> {
    let (waiting, browser) = (job.alert.clone(), job.subscription.clone());
    desk.transact(&Context::system(), Lane::Any, move |command| {
        let now = command.now();
        match answer {
            PushAnswer::Gone => {
                // It may have been subscribed again, or deleted, meanwhile.
                let found = push_subscription::find(command, browser.push_subscription_id)?;
                match found {
                    Some(same) if same == browser => end(command, &same)?,
                    _ => alert::remove(command, waiting.alert_id)?,
                }
            }
            PushAnswer::Later(after_ms) if waiting.attempt_count < PUSH_ATTEMPTS_MAX => {
                let told = after_ms.map(|told| i64::try_from(told).unwrap_or(i64::MAX));
                let told = told.map(|told| told.clamp(0, PUSH_RETRY_AFTER_MAX_MS));
                let wait_ms = told.unwrap_or_else(|| PUSH_BACKOFF.wait_ms(waiting.attempt_count));
                alert::put_off(command, waiting.alert_id, now.plus_ms(wait_ms))?;
            }
            PushAnswer::Taken | PushAnswer::Declined | PushAnswer::Later(_) => {
                alert::remove(command, waiting.alert_id)?;
            }
        }
        Ok(())
    })
    .await
}
