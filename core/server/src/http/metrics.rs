//! `/metrics`: what an admin watches. Label sets are fixed: plugins, states, codes.

use super::{App, answer::Refusal, exposition::Exposition};
use crate::house::House;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use switchboard_host::{DURATION_BOUNDS_US, PluginStatus};
use switchboard_store::{StoreError, backlog, log};
use switchboard_transport::MetricsSnapshot;

/// A counter's name and help, and where its value stands.
type Counter<T> = (&'static str, &'static str, fn(&T) -> u64);

/// Microseconds in a second.
const US: f64 = 1e6;

/// All numbers.
pub async fn metrics(State(house): State<App>) -> Result<Response, Refusal> {
    let mut text = Exposition::default();
    log_and_queues(&house, &mut text).await?;
    store(&house, &mut text);
    graphql(&house, &mut text);
    plugins(&house.plugins.status(), &mut text);
    text.family("switchboard_hooks_total", "counter", "Webhooks by what became of them.");
    for (outcome, count) in house.hook_counts.all() {
        text.sample("switchboard_hooks_total", &[("outcome", outcome)], count);
    }
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], text.finish()).into_response())
}

async fn log_and_queues(house: &House, text: &mut Exposition) -> Result<(), Refusal> {
    let epoch = house.desk.store().epoch();
    let (head, inbox, outbox) = house
        .desk
        .store()
        .read(move |connection| {
            Ok::<_, StoreError>((
                log::head(connection, epoch)?,
                backlog::of_inbox(connection)?,
                backlog::of_outbox(connection)?,
            ))
        })
        .await
        .map_err(switchboard_desk::DeskError::from)?;
    let lag = |position: i64| (head.sequence - position).max(0);
    let name = "switchboard_follower_lag_events";
    text.family(name, "gauge", "Events that a follower of the log has not seen yet.");
    text.sample(name, &[("follower", "tail")], lag(house.flow.tail().position().sequence));
    if let Ok(Some(position)) = house.search.position() {
        text.sample(name, &[("follower", "search")], lag(position.sequence));
    }
    let now = house.clock.now();
    let seconds = |oldest: Option<switchboard_model::Timestamp>| {
        oldest.map_or(0, |at| now.since_ms(at).max(0) / 1_000)
    };
    let queues = [("inbox", inbox), ("outbox", outbox)];
    text.family("switchboard_queue_length", "gauge", "What waits in a queue.");
    for (queue, backlog) in &queues {
        text.sample("switchboard_queue_length", &[("queue", queue)], backlog.waiting_count);
    }
    text.family("switchboard_queue_age_seconds", "gauge", "How long the oldest in a queue waits.");
    for (queue, backlog) in &queues {
        text.sample(
            "switchboard_queue_age_seconds",
            &[("queue", queue)],
            seconds(backlog.oldest_at),
        );
    }
    text.family("switchboard_queue_failed", "gauge", "What failed and waits for an admin.");
    for (queue, backlog) in &queues {
        text.sample("switchboard_queue_failed", &[("queue", queue)], backlog.failed_count);
    }
    Ok(())
}

fn store(house: &House, text: &mut Exposition) {
    let store = house.desk.store().metrics();
    let counters = [
        ("switchboard_store_statements_total", "Statements.", store.statement_count),
        ("switchboard_store_commands_total", "Commands answered.", store.command_count),
        ("switchboard_store_commits_total", "Transactions committed.", store.commit_count),
        ("switchboard_store_repeated_groups_total", "Groups run again.", store.repeated_groups),
        ("switchboard_store_reads_total", "Reads answered.", store.read_count),
        (
            "switchboard_store_busy_total",
            "Calls refused because the store was busy.",
            store.busy_count,
        ),
    ];
    for (name, help, value) in counters {
        text.single(name, "counter", help, value);
    }
    let name = "switchboard_store_queued_commands";
    text.single(name, "gauge", "Commands that wait now.", store.queued_commands);
    let histograms = [
        ("switchboard_store_write_wait_seconds", "Wait for a lane.", &store.write_wait_us, US),
        ("switchboard_store_commit_seconds", "The commit alone.", &store.commit_us, US),
        ("switchboard_store_read_wait_seconds", "Wait for a reader.", &store.read_wait_us, US),
        ("switchboard_store_group_commands", "Commands per commit.", &store.group_commands, 1.0),
    ];
    for (name, help, values, unit) in histograms {
        text.family(name, "histogram", help);
        text.histogram(name, &[], (values.ends, &values.counts, values.sum), unit);
    }
}

fn graphql(house: &House, text: &mut Exposition) {
    let endpoints = [
        ("operator", house.operator_metrics.snapshot()),
        ("visitor", house.visitor_metrics.snapshot()),
    ];
    let live = house.registry.live();
    text.single("switchboard_live_connections", "gauge", "Sockets and event streams.", live);
    let plain: [Counter<MetricsSnapshot>; 2] = [
        ("switchboard_graphql_operations_total", "Operations executed.", |one| one.operations),
        ("switchboard_graphql_events_total", "Subscription results sent.", |one| one.events),
    ];
    for (name, help, read) in plain {
        text.family(name, "counter", help);
        for (endpoint, snapshot) in &endpoints {
            text.sample(name, &[("endpoint", endpoint)], read(snapshot));
        }
    }
    let name = "switchboard_graphql_refused_total";
    text.family(name, "counter", "Requests and operations refused, by code.");
    for (endpoint, snapshot) in &endpoints {
        for (code, count) in &snapshot.refused_by_code {
            text.sample(name, &[("endpoint", endpoint), ("code", code)], count);
        }
    }
    let name = "switchboard_graphql_responses_total";
    text.family(name, "counter", "HTTP answers by status.");
    for (endpoint, snapshot) in &endpoints {
        for (status, count) in &snapshot.requests_by_status {
            text.sample(name, &[("endpoint", endpoint), ("status", &status.to_string())], count);
        }
    }
}

fn plugins(plugins: &[PluginStatus], text: &mut Exposition) {
    let name = "switchboard_plugin_call_seconds";
    text.family(name, "histogram", "Calls of a plugin.");
    for plugin in plugins {
        let values = (
            DURATION_BOUNDS_US.as_slice(),
            plugin.metrics.durations.as_slice(),
            plugin.metrics.duration_total_us,
        );
        text.histogram(name, &[("plugin", &plugin.id)], values, US);
    }
    let name = "switchboard_plugin_failures_total";
    text.family(name, "counter", "Failed calls of a plugin by class.");
    for plugin in plugins {
        for (class, count) in &plugin.metrics.failures {
            let class = format!("{class:?}").to_lowercase();
            text.sample(name, &[("plugin", &plugin.id), ("class", &class)], count);
        }
    }
    let counters: [Counter<PluginStatus>; 2] = [
        ("switchboard_plugin_strikes_total", "Traps and timeouts.", |one| one.metrics.strikes),
        ("switchboard_plugin_denied_total", "Host calls refused by policy.", |one| {
            one.metrics.denied
        }),
    ];
    for (name, help, read) in counters {
        text.family(name, "counter", help);
        for plugin in plugins {
            text.sample(name, &[("plugin", &plugin.id)], read(plugin));
        }
    }
}
