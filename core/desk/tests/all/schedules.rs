//! Schedules: who makes them, what is refused, the one that is the default, and what keeps to one.

use crate::app::{TestApp, events};
use crate::shorthand::{code, unchanged_channel};
use serde_json::json;
use switchboard_desk::limits::{DAY_OPENINGS_MAX, SCHEDULE_HOLIDAYS_MAX, SCHEDULES_MAX};
use switchboard_desk::read::{Related, Widget};
use switchboard_desk::schedule::create::{CreateInput, create};
use switchboard_desk::schedule::delete::delete;
use switchboard_desk::schedule::update::{UpdateInput, update};
use switchboard_desk::schedule::{Holiday, hours_of};
use switchboard_desk::{Context, DeskError, channel, team};
use switchboard_model::event::EventKind;
use switchboard_model::hours::{Opening, Weekday};
use switchboard_model::schedule::Schedule;
use switchboard_model::{ScheduleId, TeamId, Timestamp};
use switchboard_store::testing::both_databases;
use switchboard_store::{log, schedule as rows, team as teams};

const HOUR_MS: i64 = 60 * 60 * 1_000;

/// Monday to Friday from 9 to 18 in Kyiv, closed on Christmas.
pub fn by_day(name: &str) -> CreateInput {
    let opening = Opening { from_minute: 9 * 60, to_minute: 18 * 60 };
    CreateInput {
        name: name.to_owned(),
        time_zone: "Europe/Kyiv".to_owned(),
        hours: Weekday::ALL[..5].iter().map(|day| (*day, opening)).collect(),
        holidays: vec![holiday("2026-12-25")],
        is_default: false,
    }
}

/// A change of a schedule that changes nothing.
pub fn unchanged_schedule(schedule_id: ScheduleId) -> UpdateInput {
    UpdateInput {
        schedule_id,
        name: None,
        time_zone: None,
        hours: None,
        holidays: None,
        is_default: None,
        expected_version: None,
    }
}

fn holiday(day: &str) -> Holiday {
    Holiday { day: day.to_owned(), name: "Christmas".to_owned(), openings: Vec::new() }
}

fn at(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().expect("a time").as_millisecond())
}

async fn made(app: &TestApp, admin: &Context, input: CreateInput) -> Schedule {
    create(&app.desk, admin, input).await.expect("a schedule").value
}

async fn keeps_to(app: &TestApp, admin: &Context, id: Option<ScheduleId>) -> Result<(), DeskError> {
    let input = channel::update::UpdateInput {
        schedule_id: Some(id),
        ..unchanged_channel(app.channel.channel_id)
    };
    channel::update::update(&app.desk, admin, input).await.map(drop)
}

fn change_of(team_id: TeamId, schedule_id: Option<ScheduleId>) -> team::update::UpdateInput {
    team::update::UpdateInput {
        key: None,
        team_id,
        name: None,
        operator_ids: None,
        escalates_to_team_id: None,
        forward_expires_ms: None,
        schedule_id: Some(schedule_id),
        expected_version: None,
    }
}

#[both_databases]
async fn f108_a_schedule_is_open_in_its_hours_and_closed_on_its_holidays(app: TestApp) {
    let (_, admin) = app.admin().await;
    let input = CreateInput { time_zone: "europe/kyiv".to_owned(), ..by_day("By day") };
    let schedule = made(&app, &admin, input).await;
    assert_eq!(schedule.time_zone, "Europe/Kyiv", "as the zone database writes it");
    let id = schedule.schedule_id;
    let times = app.read(move |connection| rows::times(connection, id)).await;
    let hours = hours_of(&schedule, &times).expect("hours");
    assert!(
        hours.is_open(at("2026-12-24T15:59:59Z")) && !hours.is_open(at("2026-12-24T16:00:00Z"))
    );
    let after_christmas = Some(at("2026-12-28T07:00:00Z"));
    assert_eq!(hours.next_open(at("2026-12-24T16:00:00Z")), after_christmas);
    assert_eq!(
        hours.add(at("2026-12-24T15:00:00Z"), 2 * HOUR_MS),
        after_christmas.map(|at| at.plus_ms(HOUR_MS))
    );

    let short_day = Holiday {
        openings: vec![Opening { from_minute: 10 * 60, to_minute: 12 * 60 }],
        ..holiday("2026-12-25")
    };
    let input = UpdateInput {
        holidays: Some(vec![short_day]),
        time_zone: Some("UTC".to_owned()),
        expected_version: Some(1),
        ..unchanged_schedule(id)
    };
    let after = update(&app.desk, &admin, input.clone()).await.expect("changed").value;
    assert_eq!((after.version, after.time_zone.as_str()), (2, "UTC"));
    let times = app.read(move |connection| rows::times(connection, id)).await;
    let hours = hours_of(&after, &times).expect("hours");
    assert_eq!(hours.next_open(at("2026-12-24T18:00:00Z")), Some(at("2026-12-25T10:00:00Z")));
    assert_eq!(code(update(&app.desk, &admin, input).await), "STALE_VERSION");
    let same = update(&app.desk, &admin, unchanged_schedule(id)).await.expect("nothing").value;
    assert_eq!(same.version, 2, "nothing changed");
    delete(&app.desk, &admin, id).await.expect("deleted");
    assert_eq!(code(delete(&app.desk, &admin, id).await), "NOT_FOUND");
}

#[both_databases]
async fn what_no_clock_and_no_calendar_has_is_refused(app: TestApp) {
    let (_, admin) = app.admin().await;
    let taken = made(&app, &admin, by_day("Taken")).await;
    let day = |from_minute, to_minute| vec![(Weekday::Monday, Opening { from_minute, to_minute })];
    let many: Vec<_> = (0..=DAY_OPENINGS_MAX)
        .map(|at| i32::try_from(at).expect("few") * 10)
        .map(|minute| (Weekday::Monday, Opening { from_minute: minute, to_minute: minute + 5 }))
        .collect();
    let own = |openings: Vec<Opening>| vec![Holiday { openings, ..holiday("2026-12-25") }];
    let inputs = [
        CreateInput { time_zone: "Europe/Atlantis".to_owned(), ..by_day("x") },
        CreateInput { name: " ".to_owned(), ..by_day("x") },
        CreateInput { hours: Vec::new(), ..by_day("x") },
        CreateInput { hours: day(22 * 60, 2 * 60), ..by_day("x") },
        CreateInput { hours: day(0, 24 * 60 + 1), ..by_day("x") },
        CreateInput { hours: [day(60, 120), day(119, 180)].concat(), ..by_day("x") },
        CreateInput { hours: many, ..by_day("x") },
        CreateInput { holidays: vec![holiday("2026-02-29")], ..by_day("x") },
        CreateInput { holidays: vec![holiday("2026-12-25"), holiday("20261225")], ..by_day("x") },
        CreateInput {
            holidays: own(vec![Opening { from_minute: 60, to_minute: 60 }]),
            ..by_day("x")
        },
        CreateInput {
            holidays: vec![holiday("2026-12-25"); SCHEDULE_HOLIDAYS_MAX + 1],
            ..by_day("x")
        },
    ];
    for input in inputs {
        let refused = create(&app.desk, &admin, input.clone()).await;
        assert_eq!(code(refused), "INVALID", "{input:?}");
    }
    assert_eq!(code(create(&app.desk, &admin, by_day("Taken")).await), "CONFLICT");
    let other = made(&app, &admin, by_day("Other")).await;
    let name = Some("Taken".to_owned());
    let input = UpdateInput { name, ..unchanged_schedule(other.schedule_id) };
    assert_eq!(code(update(&app.desk, &admin, input).await), "CONFLICT");
    let input = UpdateInput { hours: Some(Vec::new()), ..unchanged_schedule(taken.schedule_id) };
    assert_eq!(code(update(&app.desk, &admin, input).await), "INVALID", "it would never open");
    for number in 2..SCHEDULES_MAX {
        made(&app, &admin, by_day(&format!("Schedule {number}"))).await;
    }
    assert_eq!(code(create(&app.desk, &admin, by_day("One more")).await), "CONFLICT");
}

#[both_databases]
async fn one_schedule_at_most_is_the_default(app: TestApp) {
    let (_, admin) = app.admin().await;
    let found = async || app.read(rows::find_default).await.map(|row| row.name);
    assert_eq!(found().await, None);
    let day = made(&app, &admin, CreateInput { is_default: true, ..by_day("Day") }).await;
    let night = made(&app, &admin, by_day("Night")).await;
    assert_eq!(found().await.as_deref(), Some("Day"));
    let (epoch, id) = (app.desk.store().epoch(), day.schedule_id);
    let before = app.read(move |connection| log::head(connection, epoch)).await;
    let becomes = |is_default, schedule_id| UpdateInput {
        is_default: Some(is_default),
        ..unchanged_schedule(schedule_id)
    };
    update(&app.desk, &admin, becomes(true, night.schedule_id)).await.expect("the default");
    assert_eq!(found().await.as_deref(), Some("Night"));
    let day = app.read(move |connection| rows::get(connection, id)).await;
    assert_eq!((day.is_default, day.version), (false, 2), "its holder learns that it changed");
    let told = events(&app.desk, before).await;
    let kinds: Vec<_> =
        told.iter().map(|event| (event.event.kind, event.event.subject_id)).collect();
    let kind = EventKind::ScheduleUpdated;
    // On PostgreSQL the log's head may be that of before the last commits.
    assert!(kinds.ends_with(&[(kind, id.0), (kind, night.schedule_id.0)]), "{kinds:?}");
    made(&app, &admin, CreateInput { is_default: true, ..by_day("Third") }).await;
    assert_eq!(found().await.as_deref(), Some("Third"));
    update(&app.desk, &admin, becomes(true, id)).await.expect("the default again");
    update(&app.desk, &admin, becomes(false, id)).await.expect("none");
    assert_eq!(found().await, None);
}

#[both_databases]
async fn a_schedule_that_is_kept_to_is_not_deleted(app: TestApp) {
    let (_, admin) = app.admin().await;
    let id = made(&app, &admin, by_day("Day")).await.schedule_id;
    let input = team::create::CreateInput { name: "Night".to_owned(), operator_ids: Vec::new() };
    let team = team::create::create(&app.desk, &admin, input).await.expect("a team").value;
    keeps_to(&app, &admin, Some(id)).await.expect("its hours");
    assert_eq!(code(delete(&app.desk, &admin, id).await), "CONFLICT", "of a channel");
    keeps_to(&app, &admin, None).await.expect("the default's");
    let change = change_of(team.team_id, Some(id));
    let after = team::update::update(&app.desk, &admin, change).await.expect("its hours").value;
    assert_eq!(after.schedule_id, Some(id));
    assert_eq!(code(delete(&app.desk, &admin, id).await), "CONFLICT", "of a team");
    team::delete::delete(&app.desk, &admin, team.team_id).await.expect("deleted");
    let gone = app.read(move |connection| teams::get(connection, team.team_id)).await;
    assert_eq!(gone.schedule_id, None);
    delete(&app.desk, &admin, id).await.expect("nothing keeps to it");
    assert_eq!(code(keeps_to(&app, &admin, Some(id)).await), "INVALID", "it is gone");
}

/// F88.
#[both_databases]
async fn a_page_is_told_when_its_channel_is_open(app: TestApp) {
    let (_, admin) = app.admin().await;
    let settings = json!({ "closed_text": "We are back in the morning." });
    let web = app.web_channel(&admin, settings).await;
    let key = web.key.clone();
    let told = async |now: &str| -> Widget {
        let (key, now) = (key.clone(), at(now));
        let read = move |related: &mut Related<'_>| related.widget(&key, None, now);
        app.desk.read_related(read).await.expect("a channel")
    };
    let (day, evening) = ("2026-11-27T12:00:00Z", "2026-11-27T17:00:00Z");
    let always = told(evening).await;
    assert!(always.is_open && always.next_open_at.is_none(), "without hours");
    assert_eq!(always.settings.closed_text.as_deref(), Some("We are back in the morning."));
    let input = CreateInput { is_default: true, ..by_day("Day") };
    let default = made(&app, &admin, input).await.schedule_id;
    assert!(told(day).await.is_open);
    let closed = told(evening).await;
    assert!(!closed.is_open);
    assert_eq!(closed.next_open_at, Some(at("2026-11-30T07:00:00Z")), "on Monday at nine");
    let hours = vec![(Weekday::Friday, Opening { from_minute: 0, to_minute: 24 * 60 })];
    let own = made(&app, &admin, CreateInput { hours, ..by_day("Fridays") }).await;
    let input = channel::update::UpdateInput {
        schedule_id: Some(Some(own.schedule_id)),
        ..unchanged_channel(web.channel_id)
    };
    channel::update::update(&app.desk, &admin, input).await.expect("its own hours");
    assert!(told(evening).await.is_open, "its own come first");
    delete(&app.desk, &admin, default).await.expect("deleted");
    assert!(!told("2026-11-28T12:00:00Z").await.is_open, "they stay");
    let channel_id = web.channel_id;
    channel::delete::delete(
        &app.desk,
        &admin,
        channel::delete::DeleteInput { channel_id, public_url: None, is_forced: false },
    )
    .await
    .expect("deleted");
    delete(&app.desk, &admin, own.schedule_id).await.expect("a deleted channel needs none");
}
