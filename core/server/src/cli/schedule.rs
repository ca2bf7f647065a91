//! `switchboard schedule`: looks after business hours.

mod words;

use super::{Output, named};
use crate::{app::Services, config::Config};
use anyhow::{Result, ensure};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::collections::HashMap;
use switchboard_desk::{
    Context, Desk,
    limits::SCHEDULES_MAX,
    schedule::{
        Holiday,
        create::{CreateInput, create},
        delete::delete,
        hours_of,
        update::{UpdateInput, update},
    },
};
use switchboard_model::{
    ScheduleId,
    schedule::{Schedule as Row, ScheduleTimes},
};
use switchboard_store::schedule;
use words::{WeekHours, shown_holiday, shown_hours};

/// Business hours.
#[derive(Debug, Subcommand)]
pub enum Schedule {
    /// List the schedules with their hours, and whether it is open now.
    List,
    /// Create a schedule.
    Create(Create),
    /// Change a schedule. What keeps to it keeps to the new hours at once.
    Update(Update),
    /// Delete a schedule that no channel and no team keeps to.
    Delete(One),
}

/// Create a schedule.
#[derive(Debug, Args)]
pub struct Create {
    /// Its name.
    name: String,
    /// The time zone of its hours, such as Europe/Kyiv.
    #[arg(long, value_name = "ZONE")]
    zone: String,
    /// When it is open, such as "mon-fri 09:00-18:00"; may be given several times.
    #[arg(long = "open", required = true, value_parser = words::week_hours)]
    open: Vec<WeekHours>,
    /// A day that is different, such as "2026-12-25 Christmas", or "2026-12-24 09:00-12:00 Christmas Eve" where it
    /// opens all the same; may be given several times.
    #[arg(long = "holiday", value_parser = words::holiday)]
    holidays: Vec<Holiday>,
    /// It is that of all channels and teams that have none of their own.
    #[arg(long)]
    default: bool,
}

/// Change a schedule. What is not named stays as it is.
#[derive(Debug, Args)]
pub struct Update {
    /// Its name or id.
    schedule: String,
    /// Another name.
    #[arg(long)]
    name: Option<String>,
    /// Another time zone.
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// When it is open, such as "mon-fri 09:00-18:00"; may be given several times, and replaces all of its hours.
    #[arg(long = "open", value_parser = words::week_hours)]
    open: Vec<WeekHours>,
    /// A day that is different, such as "2026-12-25 Christmas"; may be given several times, and replaces all of them.
    #[arg(long = "holiday", value_parser = words::holiday)]
    holidays: Vec<Holiday>,
    /// No day is different.
    #[arg(long, conflicts_with = "holidays")]
    no_holidays: bool,
    /// It is that of all channels and teams that have none of their own.
    #[arg(long)]
    default: bool,
    /// It is that of nothing that does not name it.
    #[arg(long, conflicts_with = "default")]
    no_default: bool,
}

/// A schedule.
#[derive(Debug, Args)]
pub struct One {
    /// Its name or id.
    schedule: String,
}

impl Schedule {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let desk = &services.desk;
        let (text, value) = match self {
            Self::List => list(desk).await?,
            Self::Create(input) => input.run(desk).await?,
            Self::Update(input) => input.run(desk).await?,
            Self::Delete(One { schedule }) => {
                let before = found(desk, &schedule).await?;
                let row = row_of(desk, before.schedule_id).await?;
                delete(desk, &Context::system(), before.schedule_id).await?;
                (format!("The schedule {:?} was deleted.", before.name), row)
            }
        };
        services.close().await;
        output.print(text, &value);
        Ok(())
    }
}

impl Create {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let input = CreateInput {
            name: self.name,
            time_zone: self.zone,
            hours: self.open.into_iter().flat_map(|hours| hours.0).collect(),
            holidays: self.holidays,
            is_default: self.default,
        };
        let made = create(desk, &Context::system(), input).await?.value;
        let text = format!("The schedule {:?} was created.", made.name);
        Ok((text, row_of(desk, made.schedule_id).await?))
    }
}

impl Update {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let has_hours = !self.open.is_empty();
        let has_holidays = self.no_holidays || !self.holidays.is_empty();
        let is_default = (self.default || self.no_default).then_some(self.default);
        ensure!(
            self.name.is_some()
                || self.zone.is_some()
                || has_hours
                || has_holidays
                || is_default.is_some(),
            "say what to change: see `switchboard schedule update --help`"
        );
        let schedule_id = found(desk, &self.schedule).await?.schedule_id;
        let hours = self.open.into_iter().flat_map(|hours| hours.0).collect();
        let input = UpdateInput {
            schedule_id,
            name: self.name,
            time_zone: self.zone,
            hours: has_hours.then_some(hours),
            holidays: has_holidays.then_some(self.holidays),
            is_default,
            expected_version: None,
        };
        let after = update(desk, &Context::system(), input).await?.value;
        let text = format!("The schedule {:?} was changed.", after.name);
        Ok((text, row_of(desk, schedule_id).await?))
    }
}

/// The schedule of a name or id.
async fn found(desk: &Desk, word: &str) -> Result<Row> {
    let all = desk.store().read(|connection| schedule::all(connection, SCHEDULES_MAX)).await?;
    let id = word.parse::<ScheduleId>().ok();
    let is_meant = |row: &Row| row.name == word || Some(row.schedule_id) == id;
    named::only(all, ("schedule", word), is_meant)
}

/// The schedules, each with its times.
async fn all(desk: &Desk) -> Result<Vec<(Row, ScheduleTimes)>> {
    let rows = desk.store().read(|connection| schedule::all(connection, SCHEDULES_MAX)).await?;
    let ids: Vec<ScheduleId> = rows.iter().map(|row| row.schedule_id).collect();
    let mut times: HashMap<ScheduleId, ScheduleTimes> =
        desk.read_related(move |related| related.times_of_schedules(&ids)).await?;
    let with_times = |row: Row| {
        let times = times.remove(&row.schedule_id).unwrap_or_default();
        (row, times)
    };
    Ok(rows.into_iter().map(with_times).collect())
}

async fn list(desk: &Desk) -> Result<(String, Value)> {
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for (row, times) in all(desk).await? {
        let now = if hours_of(&row, &times)?.is_open(desk.now()) { "open" } else { "closed" };
        let default = if row.is_default { "  (default)" } else { "" };
        let hours: Vec<String> = times.hours.iter().map(shown_hours).collect();
        lines.push(format!(
            "{}  {}  {}  {}  now {now}{default}",
            row.schedule_id,
            row.name,
            row.time_zone,
            hours.join(", "),
        ));
        rows.push(shown(desk, &row, &times)?);
    }
    Ok((lines.join("\n"), json!({ "schedules": rows })))
}

async fn row_of(desk: &Desk, id: ScheduleId) -> Result<Value> {
    let all = all(desk).await?;
    let found = all.iter().find(|(row, _)| row.schedule_id == id);
    found.map_or(Ok(Value::Null), |(row, times)| shown(desk, row, times))
}

fn shown(desk: &Desk, row: &Row, times: &ScheduleTimes) -> Result<Value> {
    let hours: Vec<String> = times.hours.iter().map(shown_hours).collect();
    let holidays: Vec<String> = times.holidays.iter().map(shown_holiday).collect();
    Ok(json!({
        "scheduleId": row.schedule_id.to_string(),
        "name": row.name,
        "timeZone": row.time_zone,
        "isDefault": row.is_default,
        "hours": hours,
        "holidays": holidays,
        "isOpen": hours_of(row, times)?.is_open(desk.now()),
        "version": row.version,
    }))
}
