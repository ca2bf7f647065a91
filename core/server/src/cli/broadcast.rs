//! `switchboard broadcast`: shows how far broadcasts are, and starts and stops them.

use super::{Output, named};
use crate::{app::Services, config::Config};
use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use switchboard_desk::{
    CommandResult, Context, Desk,
    broadcast::{cancel, channels_of, delete, pause, resume, start},
    limits::BROADCASTS_MAX,
};
use switchboard_model::{BroadcastId, broadcast::Broadcast as Row};
use switchboard_store::broadcast;

/// Broadcasts: one text to many contacts.
#[derive(Debug, Subcommand)]
pub enum Broadcast {
    /// List the broadcasts, and how far they are.
    List,
    /// Start one: its contacts are written to, at once or from its begin on.
    Start(One),
    /// Pause one: from now on nobody is written to.
    Pause(One),
    /// Let one that was paused go on.
    Resume(One),
    /// Cancel one: whom it has not written to by now, it never does.
    Cancel(One),
    /// Delete one that was never started or is over. What was written stays.
    Delete(One),
}

/// A broadcast.
#[derive(Debug, Args)]
pub struct One {
    /// Its name or id.
    broadcast: String,
}

impl Broadcast {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let (desk, system) = (&services.desk, Context::system());
        let (text, value) = match self {
            Self::List => list(desk).await?,
            Self::Start(one) => told("started", start(desk, &system, one.id(desk).await?).await)?,
            Self::Pause(one) => told("paused", pause(desk, &system, one.id(desk).await?).await)?,
            Self::Resume(one) => told("resumed", resume(desk, &system, one.id(desk).await?).await)?,
            Self::Cancel(one) => {
                told("cancelled", cancel(desk, &system, one.id(desk).await?).await)?
            }
            Self::Delete(one) => {
                let before = one.found(desk).await?;
                delete(desk, &system, before.broadcast_id).await?;
                (format!("The broadcast {:?} was deleted.", before.name), row(&before))
            }
        };
        services.close().await;
        output.print(text, &value);
        Ok(())
    }
}

impl One {
    async fn id(&self, desk: &Desk) -> Result<BroadcastId> {
        Ok(self.found(desk).await?.broadcast_id)
    }

    /// The broadcast of a name or id.
    async fn found(&self, desk: &Desk) -> Result<Row> {
        let word = self.broadcast.as_str();
        let id = word.parse::<BroadcastId>().ok();
        let is_meant = |row: &Row| row.name == word || Some(row.broadcast_id) == id;
        named::only(all(desk).await?, ("broadcast", word), is_meant)
    }
}

fn told(done: &str, result: CommandResult<Row>) -> Result<(String, Value)> {
    let after = result?.value;
    Ok((format!("The broadcast {:?} was {done}.", after.name), row(&after)))
}

async fn all(desk: &Desk) -> Result<Vec<Row>> {
    Ok(desk.store().read(|connection| broadcast::all(connection, BROADCASTS_MAX)).await?)
}

async fn list(desk: &Desk) -> Result<(String, Value)> {
    let all = all(desk).await?;
    let line = |one: &Row| {
        let Row { recipient_count, sent_count, left_out_count, .. } = one;
        format!(
            "{}  {}  {}  {sent_count} of {recipient_count} written to, {left_out_count} left out",
            one.broadcast_id, one.name, one.state
        )
    };
    let lines: Vec<String> = all.iter().map(line).collect();
    let rows: Vec<Value> = all.iter().map(row).collect();
    Ok((lines.join("\n"), json!({ "broadcasts": rows })))
}

fn row(one: &Row) -> Value {
    let channel_ids: Vec<String> = channels_of(one).iter().map(|id| id.to_string()).collect();
    json!({
        "broadcastId": one.broadcast_id.to_string(),
        "name": one.name,
        "state": one.state.as_str(),
        "channelIds": channel_ids,
        "ratePerMinute": one.rate_per_minute,
        "recipientCount": one.recipient_count,
        "sentCount": one.sent_count,
        "leftOutCount": one.left_out_count,
        "version": one.version,
    })
}
