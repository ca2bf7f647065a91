//! `/metrics`: what an admin watches. Label sets are fixed: plugins, states, codes.

use super::{AppState, answer::Refusal, metrics_access};
use crate::{app::App, bus::BusCounts, dependencies::DependencyGauges};
use axum::{
    extract::State,
    http::{header, request::Parts},
    response::{IntoResponse, Response},
};
use prometheus_client::{
    encoding::prometheus_text,
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::{Registry, Unit},
};
use switchboard_board::BoardMetrics;
use switchboard_desk::{DeskError, notification, rule};
use switchboard_host::HostMetrics;
use switchboard_model::{EventCursor, Timestamp, channel::ChannelState};
use switchboard_store::{
    StoreError, StoreMetrics,
    backlog::{self, Backlog},
    channel, cursor, log,
};
use switchboard_transport::Metrics;

type Gauges = Family<[(&'static str, &'static str); 1], Gauge>;

/// All numbers of a server. What its parts count they count themselves; the gauges are read when
/// somebody asks.
pub struct Numbers {
    registry: Registry,
    /// Counters of the GraphQL endpoints.
    pub graphql: Metrics,
    /// Counters of `/hooks`.
    pub hooks: HookCounts,
    follower_lag: Gauges,
    queue_length: Gauges,
    queue_age: Gauges,
    queue_failed: Gauges,
    channels: Gauges,
    worker_failures: Gauges,
    live_connections: Gauge,
    answer_bytes: Gauges,
    /// What the server stands on: 1 works, 0 fails.
    pub dependency_up: DependencyGauges,
}

/// Webhooks by their result.
pub struct HookCounts {
    /// Stored and answered.
    pub accepted: Counter,
    /// A wrong signature.
    pub rejected: Counter,
    /// No such channel.
    pub unknown_channel: Counter,
    /// Over the rate.
    pub rate_limited: Counter,
    /// Over the size.
    pub too_large: Counter,
    /// Without the rest of its body.
    pub unfinished: Counter,
}

impl Numbers {
    /// Shows the numbers of these parts.
    pub fn new(
        store: &StoreMetrics,
        board: &BoardMetrics,
        plugins: &HostMetrics,
        bus: &BusCounts,
    ) -> Self {
        let mut registry = Registry::with_prefix("switchboard");
        let gauges = |registry: &mut Registry, name: &str, help: &str| {
            let family = Gauges::default();
            registry.register(name, help, family.clone());
            family
        };
        let lag = "Events that a follower of the log has not seen yet";
        let follower_lag = gauges(&mut registry, "follower_lag_events", lag);
        let queue_length = gauges(&mut registry, "queue_length", "What waits in a queue");
        let failed = "What failed and waits for an admin";
        let queue_failed = gauges(&mut registry, "queue_failed", failed);
        let channels = gauges(&mut registry, "channels", "Channels by their state");
        let failures = "Rounds of a worker that failed since the last that went well";
        let worker_failures = gauges(&mut registry, "worker_failures", failures);
        let queue_age = Gauges::default();
        let help = "How long the oldest in a queue waits";
        registry.register_with_unit("queue_age", help, Unit::Seconds, queue_age.clone());
        let live_connections = Gauge::default();
        let help = "Sockets and event streams";
        registry.register("live_connections", help, live_connections.clone());
        let held = "Bytes of GraphQL answers that are resolved or wait to be read, by their reader";
        let answer_bytes = gauges(&mut registry, "graphql_answer_bytes", held);
        let dependency_up = DependencyGauges::default();
        let help = "Does what the server stands on work";
        registry.register("dependency_up", help, dependency_up.clone());
        let hooks = HookCounts::new(&mut registry);
        let graphql = Metrics::default();
        graphql.register(&mut registry);
        store.register(&mut registry);
        board.register(&mut registry);
        plugins.register(&mut registry);
        bus.register(&mut registry);
        Self {
            registry,
            graphql,
            hooks,
            follower_lag,
            queue_length,
            queue_age,
            queue_failed,
            channels,
            worker_failures,
            live_connections,
            answer_bytes,
            dependency_up,
        }
    }
}

impl HookCounts {
    fn new(registry: &mut Registry) -> Self {
        let family = Family::<[(&str, &str); 1], Counter>::default();
        registry.register("hooks", "Webhooks by their result", family.clone());
        let counter = |outcome| family.get_or_create_owned(&[("outcome", outcome)]);
        Self {
            accepted: counter("accepted"),
            rejected: counter("rejected"),
            unknown_channel: counter("unknown_channel"),
            rate_limited: counter("rate_limited"),
            too_large: counter("too_large"),
            unfinished: counter("unfinished"),
        }
    }
}

/// Reads the gauges and answers with all numbers, where the caller may see them.
pub(super) async fn metrics(
    State(app): State<AppState>,
    parts: Parts,
) -> Result<Response, Refusal> {
    metrics_access::check(&app.config.server, &parts)?;
    let (numbers, store) = (&app.numbers, app.desk.store());
    let epoch = store.epoch();
    let read = store.read(move |connection| {
        let backlogs = (backlog::of_inbound_requests(connection)?, backlog::of_outbox(connection)?);
        let states = channel::states(connection)?;
        let followers = Followers {
            notified: cursor::get(connection, notification::FOLLOWER)?,
            ruled: cursor::get(connection, rule::follow::FOLLOWER)?,
        };
        Ok::<_, StoreError>(((log::head(connection, epoch)?, followers), backlogs, states))
    });
    app.dependencies.look().await;
    // Without the database all that is counted here is shown, above all that it is gone.
    if let Ok((head, backlogs, states)) = read.await {
        set_gauges(&app, head, backlogs, &states);
    }
    for (worker, failures) in app.flow.health().failures() {
        numbers.worker_failures.get_or_create(&[("worker", worker)]).set(failures.into());
    }
    numbers.live_connections.set(i64::try_from(app.registry.live()).unwrap_or(i64::MAX));
    for (reader, bytes) in app.registry.answer_bytes() {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        numbers.answer_bytes.get_or_create(&[("reader", reader)]).set(bytes);
    }
    let mut text = String::new();
    prometheus_text::encode(&mut text, &numbers.registry)
        .map_err(|error| DeskError::Internal(format!("the metrics cannot be written: {error}")))?;
    Ok(([(header::CONTENT_TYPE, prometheus_text::CONTENT_TYPE)], text).into_response())
}

/// How far the followers are that keep their place in the database.
struct Followers {
    notified: Option<EventCursor>,
    ruled: Option<EventCursor>,
}

/// What only the database knows.
fn set_gauges(
    app: &App,
    (head, followers): (EventCursor, Followers),
    (inbound_requests, outbox): (Backlog, Backlog),
    states: &[ChannelState],
) {
    let numbers = &app.numbers;
    let lag = |follower, position: i64| {
        let lag = (head.sequence - position).max(0);
        numbers.follower_lag.get_or_create(&[("follower", follower)]).set(lag);
    };
    lag("tail", app.flow.tail().position().sequence);
    if let Some(position) = app.board.position() {
        lag("board", position.sequence);
    }
    if let Ok(Some(position)) = app.search.position() {
        lag("search", position.sequence);
    }
    for (name, position) in [("notifications", followers.notified), ("rules", followers.ruled)] {
        if let Some(position) = position {
            lag(name, position.sequence);
        }
    }
    let now = app.clock.now();
    let seconds =
        |oldest: Option<Timestamp>| oldest.map_or(0, |at| now.since_ms(at).max(0) / 1_000);
    for (queue, backlog) in [("inbound_requests", inbound_requests), ("outbox", outbox)] {
        let queue = [("queue", queue)];
        numbers.queue_length.get_or_create(&queue).set(backlog.waiting_count);
        numbers.queue_age.get_or_create(&queue).set(seconds(backlog.oldest_at));
        numbers.queue_failed.get_or_create(&queue).set(backlog.failed_count);
    }
    for state in ChannelState::ALL {
        let count = states.iter().filter(|found| *found == state).count();
        let state = [("state", state.as_str())];
        numbers.channels.get_or_create(&state).set(i64::try_from(count).unwrap_or(i64::MAX));
    }
}
