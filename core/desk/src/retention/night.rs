//! Runs the rules, once a night on whichever server is first.

use super::{filter_of, silent_chats};
use crate::chat::archive::put_away;
use crate::chat::delete::delete_locked;
use crate::limits::{DAY_MS, RETENTION_HOUR_MS, RETENTION_RULES_MAX};
use crate::{Command, Context, Desk, DeskError, Result, erasure};
use serde_json::json;
use switchboard_model::chat::ChatStatus;
use switchboard_model::retention::{RetentionAct, RetentionRule};
use switchboard_model::{ChatId, ContactId, Timestamp};
use switchboard_store::{
    DatabaseConnection, Lane, StoreError, Transaction, chat, retention_rule, setting,
};
use tracing::{info, warn};

/// The setting that holds the night in which the rules were run last.
const NIGHT: &str = "retention.night";

/// Runs the rules, unless that was done this night; returns how many contacts and chats they meant. A quiet copy
/// keeps all.
///
/// # Errors
/// `Store`. What was not done is done the next night.
pub async fn run_nightly(desk: &Desk) -> Result<usize> {
    if !desk.outward().is_given().await? || !claim_night(desk).await? {
        return Ok(0);
    }
    let count = run(desk).await?;
    info!(count, "the retention rules were run");
    Ok(count)
}

/// Is it this process that runs the rules this night.
async fn claim_night(desk: &Desk) -> Result<bool> {
    let night = (desk.now().0 - RETENTION_HOUR_MS).div_euclid(DAY_MS);
    let read = |connection: &mut DatabaseConnection| setting::by_keys(connection, &[NIGHT.into()]);
    let is_done = move |known: &[(String, serde_json::Value)]| {
        known.iter().any(|(_, last)| last.as_i64().is_some_and(|last| last >= night))
    };
    if is_done(&desk.store().read(read).await?) {
        return Ok(false);
    }
    let claim = desk.store().write(Lane::Any, move |transaction: &mut Transaction<'_>| {
        if is_done(&setting::by_keys(transaction, &[NIGHT.into()])?) {
            return Ok(false);
        }
        let now = transaction.now();
        setting::upsert(transaction, NIGHT, &json!(night), now)?;
        Ok::<_, StoreError>(true)
    });
    Ok(claim.await?)
}

/// Runs all rules now; returns how many contacts and chats they meant. A rule that this version cannot read does
/// nothing.
///
/// # Errors
/// `Store`.
pub async fn run(desk: &Desk) -> Result<usize> {
    let all =
        |connection: &mut DatabaseConnection| retention_rule::all(connection, RETENTION_RULES_MAX);
    let mut count = 0;
    for rule in desk.store().read(all).await? {
        count += run_rule(desk, rule).await?;
    }
    Ok(count)
}

async fn run_rule(desk: &Desk, rule: RetentionRule) -> Result<usize> {
    let filter = match filter_of(&rule) {
        Ok(filter) => filter,
        Err(error) => {
            warn!(%error, "a retention rule was passed over");
            return Ok(0);
        }
    };
    let now = desk.now();
    let before = now.plus_ms(-rule.after_ms);
    let act = rule.act;
    let (mut count, mut after) = (0, None::<ChatId>);
    loop {
        let filter = filter.clone();
        let read = move |connection: &mut DatabaseConnection| {
            silent_chats(connection, (&filter, act), (now, before), after)
        };
        let page = desk.store().read(read).await?;
        let Some(last) = page.last().copied() else { return Ok(count) };
        after = Some(last);
        let work = move |command: &mut Command<'_>| act_on_page(command, act, &page, before);
        count += desk.transact(&Context::system(), Lane::Any, work).await?;
    }
}

/// Does what a rule says with the chats of a page; returns how many contacts or chats it meant.
fn act_on_page(
    command: &mut Command<'_>,
    act: RetentionAct,
    page: &[ChatId],
    before: Timestamp,
) -> Result<usize> {
    if act == RetentionAct::Erase {
        let mut count = 0;
        for id in retention_rule::silent_contacts(command, page, before)? {
            count += usize::from(erase_silent(command, id, before)?);
        }
        return Ok(count);
    }
    let mut count = 0;
    for id in page {
        count += usize::from(end_chat(command, act, *id, before)?);
    }
    Ok(count)
}

/// Begins to erase a contact, unless somebody wrote in one of their chats, united or erased them since they were
/// found: they are looked at again when nobody can do that any more.
fn erase_silent(command: &mut Command<'_>, id: ContactId, before: Timestamp) -> Result<bool> {
    let contacts = match erasure::lock(command, id) {
        Err(DeskError::Conflict { .. } | DeskError::NotFound) => return Ok(false),
        locked => locked?,
    };
    if !retention_rule::is_silent(command, id, before)? {
        return Ok(false);
    }
    erasure::begin_locked(command, id, contacts)?;
    Ok(true)
}

/// Archives or deletes a chat, unless something happened to it since it was found.
fn end_chat(
    command: &mut Command<'_>,
    act: RetentionAct,
    id: ChatId,
    before: Timestamp,
) -> Result<bool> {
    let mut chat = match chat::lock(command, id) {
        Err(StoreError::NotFound) => return Ok(false),
        locked => locked?,
    };
    if chat.status.is_open() || chat.last_message_at >= before {
        return Ok(false);
    }
    match act {
        RetentionAct::Archive if chat.status == ChatStatus::Closed => {
            put_away(command, &mut chat)?;
        }
        RetentionAct::Delete => delete_locked(command, chat)?,
        RetentionAct::Archive | RetentionAct::Erase => return Ok(false),
    }
    Ok(true)
}
