//! Schedules: business hours, and whether it is open now.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    types::event::event,
};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use std::collections::HashMap;
use switchboard_desk::{
    limits::SCHEDULES_MAX,
    schedule::{Holiday, create, delete, hours_of, update},
};
use switchboard_graphql::{
    api::api,
    choice::Choice,
    cost,
    errors::top_level,
    input,
    lazy::Once,
    object, payload,
    plain::Plain,
    scalars::{DateTime, Id},
};
use switchboard_model::{
    ScheduleId,
    hours::{Opening, Weekday},
    schedule::{self, ScheduleTimes},
};

batched!(Schedule of schedule::Schedule, schedule_id: ScheduleId, Relations);

#[derive(Default)]
pub struct Relations {
    times: Once<HashMap<ScheduleId, ScheduleTimes>>,
}

impl Noun for Schedule {
    const ROWS: Rows<Self> = |related, ids| related.schedules(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.related().schedules(ids);
    const IS_TOLD: IsTold = |_, _| true;
}

event! {
    /// A schedule was created, changed or deleted.
    ScheduleEvent {
        /// The schedule as it is now; absent when it was deleted.
        schedule: Schedule
    }
}

/// One opening of a day, in minutes since midnight as a clock on the wall shows them.
#[derive(Clone, SimpleObject)]
pub struct ScheduleOpening {
    /// When it begins.
    from_minute: i32,
    /// When it ends: with the day at 1,440.
    to_minute: i32,
}

impl From<Opening> for ScheduleOpening {
    fn from(Opening { from_minute, to_minute }: Opening) -> Self {
        Self { from_minute, to_minute }
    }
}

/// An opening of every week.
#[derive(Clone, SimpleObject)]
pub struct ScheduleHours {
    /// The day.
    weekday: Choice<Weekday>,
    /// When it begins, in minutes since midnight.
    from_minute: i32,
    /// When it ends, in minutes since midnight: with the day at 1,440.
    to_minute: i32,
}

/// A day that is different.
#[derive(Clone, SimpleObject)]
pub struct ScheduleHoliday {
    /// The day, such as `2026-12-25`.
    day: String,
    /// What it is called.
    name: String,
    /// What it has instead of its weekday's openings; empty where it stays closed.
    openings: Vec<ScheduleOpening>,
}

impl From<schedule::ScheduleHoliday> for ScheduleHoliday {
    fn from(row: schedule::ScheduleHoliday) -> Self {
        let openings = row.openings.into_iter().map(ScheduleOpening::from).collect();
        Self { day: row.day, name: row.name, openings }
    }
}

/// Business hours of channels and teams.
#[object(id = schedule_id)]
impl Schedule {
    /// The name, unique.
    fn name(&self) -> &str;
    /// The time zone of its hours, by its name in the IANA database.
    fn time_zone(&self) -> &str;
    /// Is it that of whatever has none of its own.
    fn is_default(&self) -> bool;

    /// The openings of a week, from Monday on.
    #[graphql(complexity = "cost::list(5, child_complexity)")]
    async fn hours(&self, ctx: &Context<'_>) -> Result<Vec<ScheduleHours>> {
        let rows = self.times(ctx).await?.hours;
        let hours = rows.into_iter().map(|row| ScheduleHours {
            weekday: row.weekday.into(),
            from_minute: row.from_minute,
            to_minute: row.to_minute,
        });
        Ok(hours.collect())
    }

    /// The days that are different, in their order.
    #[graphql(complexity = "cost::list(10, child_complexity)")]
    async fn holidays(&self, ctx: &Context<'_>) -> Result<Vec<ScheduleHoliday>> {
        let rows = self.times(ctx).await?.holidays;
        Ok(rows.into_iter().map(ScheduleHoliday::from).collect())
    }

    /// Is it open now.
    async fn is_open(&self, ctx: &Context<'_>) -> Result<bool> {
        let hours = hours_of(&self.0, &self.times(ctx).await?).map_err(top_level)?;
        Ok(hours.is_open(api(ctx)?.desk.now()))
    }

    /// When it opens next, seen from now; absent while it is open, and where it does not open in the next ten years.
    async fn next_open_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        let hours = hours_of(&self.0, &self.times(ctx).await?).map_err(top_level)?;
        let now = api(ctx)?.desk.now();
        Ok(hours.next_open(now).filter(|at| *at != now).map(DateTime))
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
    /// When it last changed.
    fn updated_at(&self) -> DateTime;
}

impl Schedule {
    async fn times(&self, ctx: &Context<'_>) -> Result<ScheduleTimes> {
        let load = || async {
            let ids = self.0.all(|row| row.schedule_id);
            api(ctx)?.read_related(move |related| related.times_of_schedules(&ids)).await
        };
        let times = self.0.relations().times.get(load).await?;
        Ok(times.get(&self.0.schedule_id).cloned().unwrap_or_default())
    }
}

#[derive(Default)]
pub struct ScheduleQuery;

/// The schedules.
#[Object]
impl ScheduleQuery {
    /// The schedules, by name.
    #[graphql(complexity = "cost::list(5, child_complexity)")]
    async fn schedules(&self, ctx: &Context<'_>) -> Result<Vec<Schedule>> {
        Ok(batch(read(ctx, |reader| reader.schedules(SCHEDULES_MAX)).await?))
    }
}

/// One opening of a day, in minutes since midnight as a clock on the wall shows them. One over midnight is two: it
/// ends at 1,440, and begins again at 0 of the next day.
#[derive(Clone, InputObject)]
pub struct ScheduleOpeningInput {
    /// When it begins.
    from_minute: i32,
    /// When it ends: with the day at 1,440.
    to_minute: i32,
}

impl Plain<Opening> for ScheduleOpeningInput {
    fn plain(self) -> Opening {
        Opening { from_minute: self.from_minute, to_minute: self.to_minute }
    }
}

/// An opening of every week. One over midnight is two: it ends at 1,440, and begins again at 0 of the next day.
#[derive(Clone, InputObject)]
pub struct ScheduleHoursInput {
    /// The day.
    weekday: Choice<Weekday>,
    /// When it begins, in minutes since midnight.
    from_minute: i32,
    /// When it ends, in minutes since midnight: with the day at 1,440.
    to_minute: i32,
}

impl Plain<(Weekday, Opening)> for ScheduleHoursInput {
    fn plain(self) -> (Weekday, Opening) {
        let Self { weekday, from_minute, to_minute } = self;
        (weekday.0, Opening { from_minute, to_minute })
    }
}

/// A day that is different.
#[derive(Clone, InputObject)]
pub struct ScheduleHolidayInput {
    /// The day, such as `2026-12-25`.
    day: String,
    /// What it is called.
    name: String,
    /// What it has instead of its weekday's openings; absent or empty: it stays closed.
    openings: Option<Vec<ScheduleOpeningInput>>,
}

impl Plain<Holiday> for ScheduleHolidayInput {
    fn plain(self) -> Holiday {
        Holiday { day: self.day, name: self.name, openings: self.openings.plain() }
    }
}

input! {
    /// A new schedule.
    ScheduleCreateInput into create::CreateInput {
        /// The name, unique.
        name: String,
        /// The time zone, by its name in the IANA database, such as `Europe/Kyiv`.
        time_zone: String,
        /// The openings of a week, several a day.
        hours: Vec<ScheduleHoursInput>,
        /// The days that are different.
        holidays: Option<Vec<ScheduleHolidayInput>>,
        /// Is it that of whatever has none of its own, in the place of the one that was it; absent: it is not.
        is_default: Option<bool>,
    }

    /// What to change of a schedule. Absent keeps.
    ScheduleUpdateInput into update::UpdateInput {
        /// The schedule.
        schedule_id: Id<ScheduleId>,
        /// The name, unique.
        name: Option<String>,
        /// The time zone, by its name in the IANA database, such as `Europe/Kyiv`.
        time_zone: Option<String>,
        /// The openings of a week, several a day: the whole list.
        hours: Option<Vec<ScheduleHoursInput>>,
        /// The days that are different: the whole list.
        holidays: Option<Vec<ScheduleHolidayInput>>,
        /// Is it that of whatever has none of its own, in the place of the one that was it.
        is_default: Option<bool>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The schedule to delete.
    ScheduleDeleteInput of ScheduleId {
        /// The schedule.
        schedule_id
    }
}

payload!(ScheduleCreatePayload, "The result of creating a schedule.", schedule: Schedule, "The schedule; absent when it was not created.");
payload!(ScheduleUpdatePayload, "The result of changing a schedule.", schedule: Schedule, "The schedule as it is now; absent when it was not changed.");
payload!(ScheduleDeletePayload, "The result of deleting a schedule.", deleted_id: ID, "The id of the schedule; absent when it was not deleted.");

mutations! {
    /// What is done with a schedule.
    ScheduleMutation {
        /// Creates a schedule.
        schedule_create(ScheduleCreateInput, "The schedule.")
            -> ScheduleCreatePayload { create::create }
        /// Changes a schedule. What keeps to it keeps to the new hours at once.
        schedule_update(ScheduleUpdateInput, "What to change.")
            -> ScheduleUpdatePayload { update::update, version of schedule_id }
        /// Deletes a schedule that no channel and no team keeps to.
        schedule_delete(ScheduleDeleteInput, "The schedule.")
            -> ScheduleDeletePayload { delete::delete }
    }
}
