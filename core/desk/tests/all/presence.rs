//! Statuses: who sets them, who goes and comes back, and that the spans of an operator tile time whatever
//! clock, restart and connection do.

use crate::app::{ANSWERS, TestApp};
use crate::shorthand::{actor, id_of};
use switchboard_desk::operator::presence::{Connection, PresenceWatch};
use switchboard_desk::operator::set_status::{SetStatusInput, set_status};
use switchboard_desk::operator::update::{UpdateInput, update};
use switchboard_desk::{Context, DeskError};
use switchboard_model::actor::{Credential, OperatorActor};
use switchboard_model::event::EventKind;
use switchboard_model::presence::{OperatorStatus, Span, SpanSource};
use switchboard_model::{Actor, OperatorId, Permission, Timestamp, TokenId};
use switchboard_store::testing::both_databases;
use switchboard_store::{
    DatabaseConnection, StoreError, operator, operator_presence, operator_span,
};

const SECOND: i64 = 1_000;
/// How often the watch looks.
const ROUND: i64 = 20 * SECOND;

fn to(status: OperatorStatus) -> SetStatusInput {
    SetStatusInput { operator_id: None, status, message: None, is_auto_offline: None }
}

async fn status(app: &TestApp, id: OperatorId) -> (OperatorStatus, i64) {
    let found = app.read(move |connection| operator_presence::find(connection, id)).await;
    let found = found.expect("a status");
    (found.status, found.since_at.0)
}

/// Lets time pass as the watch looks on.
async fn passes(app: &TestApp, watch: &PresenceWatch, milliseconds: i64) {
    for _ in 0..milliseconds / ROUND {
        app.pass_ms(ROUND);
        watch.round(&app.desk).await.expect("it looks");
    }
}

/// All spans of an operator, held to tile the time since they were created.
async fn spans(app: &TestApp, id: OperatorId) -> Vec<Span> {
    let read = move |connection: &mut DatabaseConnection| -> Result<_, StoreError> {
        let created_at = operator::get(connection, id)?.created_at;
        let all = (created_at.plus_ms(-1), created_at.plus_ms(i64::MAX / 2));
        Ok((created_at, operator_span::between(connection, id, all, 10_000)?))
    };
    let (created_at, spans) = app.read(read).await;
    assert_eq!(spans.first().map(|span| span.begun_at), Some(created_at), "from the beginning");
    for pair in spans.windows(2) {
        assert_eq!(pair[0].ended_at, Some(pair[1].begun_at), "without gap or overlap: {pair:?}");
        assert!(pair[0].begun_at <= pair[1].begun_at, "in order: {pair:?}");
    }
    assert_eq!(spans.last().and_then(|span| span.ended_at), None, "the last one is open");
    spans
}

/// F71.
#[both_databases]
async fn who_is_gone_for_a_minute_is_offline_as_of_it_and_has_the_status_back(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let watch = PresenceWatch::default();
    passes(&app, &watch, 100 * SECOND).await;
    set_status(&app.desk, &olga, to(OperatorStatus::Invisible)).await.expect("set");
    let connection = app.desk.connect(actor(&olga)).expect("a person");
    passes(&app, &watch, 600 * SECOND).await;
    assert_eq!(status(&app, id_of(&olga)).await.0, OperatorStatus::Invisible, "seen all the time");
    drop(connection);
    let gone_at = app.desk.now();
    passes(&app, &watch, 40 * SECOND).await;
    assert_eq!(status(&app, id_of(&olga)).await.0, OperatorStatus::Invisible);
    passes(&app, &watch, 200 * SECOND).await;
    let as_of = gone_at.plus_ms(60 * SECOND).0;
    assert_eq!(status(&app, id_of(&olga)).await, (OperatorStatus::Offline, as_of));
    let _connection = app.desk.connect(actor(&olga));
    passes(&app, &watch, ROUND).await;
    assert_eq!(status(&app, id_of(&olga)).await, (OperatorStatus::Invisible, app.desk.now().0));
    let sources: Vec<SpanSource> =
        spans(&app, id_of(&olga)).await.iter().map(|span| span.source).collect();
    let expected =
        [SpanSource::Server, SpanSource::Operator, SpanSource::Disconnect, SpanSource::Return];
    assert_eq!(sources, expected);
}

/// F71: only what a broken line did is undone by the next one.
#[both_databases]
async fn what_somebody_says_while_they_are_gone_stays_when_they_are_back(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let watch = PresenceWatch::default();
    passes(&app, &watch, 100 * SECOND).await;
    set_status(&app.desk, &olga, to(OperatorStatus::Online)).await.expect("set");
    passes(&app, &watch, 200 * SECOND).await;
    assert_eq!(status(&app, id_of(&olga)).await.0, OperatorStatus::Offline, "she is gone");
    set_status(&app.desk, &olga, to(OperatorStatus::Offline)).await.expect("set");
    let _connection = app.desk.connect(actor(&olga));
    passes(&app, &watch, 2 * ROUND).await;
    assert_eq!(status(&app, id_of(&olga)).await.0, OperatorStatus::Offline, "she has said so");
    let sources: Vec<SpanSource> =
        spans(&app, id_of(&olga)).await.iter().map(|span| span.source).collect();
    let expected =
        [SpanSource::Server, SpanSource::Operator, SpanSource::Disconnect, SpanSource::Operator];
    assert_eq!(sources, expected);
    assert_eq!(app.count(EventKind::OperatorStatusSet).await, 3);
    set_status(&app.desk, &olga, to(OperatorStatus::Offline)).await.expect("set");
    assert_eq!(app.count(EventKind::OperatorStatusSet).await, 3, "it is so already");
}

/// F71, F72: who may not sign in is not there, whether they were seen or gone, and has no status back when
/// they may again.
#[both_databases]
async fn who_may_not_sign_in_any_more_is_offline_and_that_is_told(app: TestApp) {
    let (_, admin) = app.admin().await;
    let watch = PresenceWatch::default();
    passes(&app, &watch, 100 * SECOND).await;
    for (name, gone_ms) in [("olga", 0), ("rita", 200 * SECOND)] {
        let one = app.operator(name, ANSWERS, true).await;
        set_status(&app.desk, &one, to(OperatorStatus::Online)).await.expect("set");
        passes(&app, &watch, gone_ms).await;
        let before = app.count(EventKind::OperatorStatusSet).await;
        for is_active in [false, true] {
            let input = UpdateInput {
                operator_id: id_of(&one),
                email: None,
                name: None,
                role_id: None,
                team_ids: None,
                is_active: Some(is_active),
                expected_version: None,
            };
            update(&app.desk, &admin, input).await.expect("changed");
        }
        let _connection = app.desk.connect(actor(&one));
        passes(&app, &watch, 2 * ROUND).await;
        assert_eq!(status(&app, id_of(&one)).await.0, OperatorStatus::Offline, "{name}");
        assert_eq!(app.count(EventKind::OperatorStatusSet).await, before + 1, "{name}");
        spans(&app, id_of(&one)).await;
    }
}

#[both_databases]
async fn a_restart_takes_the_status_from_nobody_who_is_back_within_a_minute(app: TestApp) {
    let (olga, boris) =
        (app.operator("olga", ANSWERS, true).await, app.operator("boris", ANSWERS, true).await);
    for one in [&olga, &boris] {
        set_status(&app.desk, one, to(OperatorStatus::Online)).await.expect("set");
    }
    let seen_at = app.desk.now();
    // The server is down for an hour; Olga is back in time.
    app.pass_ms(3_600 * SECOND);
    let watch = PresenceWatch::default();
    watch.round(&app.desk).await.expect("it looks");
    let _connection = app.desk.connect(actor(&olga));
    passes(&app, &watch, 120 * SECOND).await;
    assert_eq!(status(&app, id_of(&olga)).await, (OperatorStatus::Online, seen_at.0));
    let as_of = seen_at.plus_ms(60 * SECOND).0;
    assert_eq!(status(&app, id_of(&boris)).await, (OperatorStatus::Offline, as_of), "found later");
    spans(&app, id_of(&boris)).await;
}

#[both_databases]
async fn who_works_on_a_phone_stays(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let input = SetStatusInput { is_auto_offline: Some(false), ..to(OperatorStatus::Online) };
    set_status(&app.desk, &olga, input).await.expect("set");
    passes(&app, &PresenceWatch::default(), 600 * SECOND).await;
    assert_eq!(status(&app, id_of(&olga)).await.0, OperatorStatus::Online);
}

#[both_databases]
async fn anothers_status_takes_a_permission_and_a_token_is_nobody_at_work(app: TestApp) {
    let (_, admin) = app.admin().await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let chief = app.operator("chief", &[Permission::OperatorStatus], true).await;
    let token = OperatorActor::new(
        id_of(&olga),
        Credential::Token(TokenId(1)),
        ANSWERS.to_vec(),
        Vec::new(),
        Vec::new(),
    );
    assert!(app.desk.connect(&token).is_none(), "a token follows, and nobody is there");
    let token = Context::of(Actor::Operator(token));
    let of = |context: &Context| SetStatusInput {
        operator_id: Some(id_of(context)),
        ..to(OperatorStatus::Away)
    };
    let refused = |result: Result<_, DeskError>| result.err().map(|error| error.code());
    for (by, whom) in [(&olga, &chief), (&token, &olga), (&chief, &admin), (&chief, &olga)] {
        let done = set_status(&app.desk, by, of(whom)).await.map(|_| ());
        assert_eq!(refused(done), Some("FORBIDDEN"));
    }
    set_status(&app.desk, &admin, of(&olga)).await.expect("who has all that the other has");
    let long = SetStatusInput { message: Some(Some("x".repeat(201))), ..to(OperatorStatus::Away) };
    let done = set_status(&app.desk, &olga, long).await.map(|_| ());
    assert_eq!(refused(done), Some("INVALID"));
    let (chief_id, now) = (id_of(&chief), app.desk.now());
    let period = (now, now);
    let actor = olga.actor.clone();
    let read = app.desk.read(actor, move |reader| reader.status_times(chief_id, period));
    assert_eq!(read.await.err(), Some(DeskError::Denied(Permission::OperatorStatus)));
}

/// The same numbers for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// F75.
#[both_databases]
async fn spans_tile_time_whatever_happens(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let mut chance = Chance(7);
    let mut watch = PresenceWatch::default();
    let mut connection: Option<Connection> = None;
    for _ in 0..150 {
        match chance.below(7) {
            0 => {
                let place = chance.below(4) as usize;
                let input = to(OperatorStatus::ALL[place]);
                set_status(&app.desk, &olga, input).await.expect("set");
            }
            1 => connection = app.desk.connect(actor(&olga)),
            2 => drop(connection.take()),
            // A restart, after a while or at once.
            3 => {
                app.pass_ms(i64::try_from(chance.below(200)).expect("small") * SECOND);
                watch = PresenceWatch::default();
            }
            // The clock is set, forwards or back.
            4 => app.pass_ms((i64::try_from(chance.below(400)).expect("small") - 200) * SECOND),
            _ => passes(&app, &watch, ROUND).await,
        }
        watch.round(&app.desk).await.expect("it looks");
    }
    drop(connection);
    let all = spans(&app, id_of(&olga)).await;
    assert!(all.len() > 10, "{} spans", all.len());
    let now = app.desk.now().max(all[all.len() - 1].begun_at);
    app.pass_ms(now.since_ms(app.desk.now()));
    let from = Timestamp(all[3].begun_at.0.midpoint(now.0));
    let (id, actor) = (id_of(&olga), olga.actor.clone());
    let times = app.desk.read(actor, move |reader| reader.status_times(id, (from, now)));
    let times = times.await.expect("added up");
    assert_eq!(times.iter().map(|(_, duration)| duration).sum::<i64>(), now.since_ms(from));
    for (status, duration) in times {
        let of_status = all.iter().filter(|span| span.status == status);
        let naive: i64 = of_status.map(|span| span.within_ms(from, now)).sum();
        assert_eq!(duration, naive, "{status}");
    }
}
