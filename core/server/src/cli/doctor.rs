//! `switchboard doctor`: looks at everything that can be wrong, and says what to do.

use super::Output;
use crate::{app::Services, config::Config, installation, limits};
use anyhow::Result;
use serde_json::json;
use std::process::ExitCode;
use switchboard_model::channel::ChannelState;
use switchboard_search::indexed_through;
use switchboard_store::{StoreError, backlog, backup, channel, log};

/// One thing that was looked at.
struct Finding {
    name: &'static str,
    /// What is wrong and what to do; none when all is well.
    problem: Option<String>,
}

/// Runs all checks; the exit code is a failure when one found something.
pub async fn run(config: Config, output: &Output) -> Result<ExitCode> {
    let mut findings = Vec::new();
    let opened = match installation::require(&config) {
        Ok(()) => Services::open(config).await,
        Err(error) => Err(error),
    };
    let services = match opened {
        Ok(services) => services,
        Err(error) => {
            findings.push(Finding { name: "start", problem: Some(format!("{error:#}")) });
            return Ok(report(&findings, output));
        }
    };
    findings.push(Finding { name: "start", problem: None });
    findings.push(database(&services).await);
    findings.push(plugins(&services));
    findings.extend(channels(&services).await?);
    findings.extend(queues(&services).await?);
    findings.push(search(&services).await?);
    services.close().await;
    Ok(report(&findings, output))
}

fn report(findings: &[Finding], output: &Output) -> ExitCode {
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| match &finding.problem {
            None => format!("ok       {}", finding.name),
            Some(problem) => format!("PROBLEM  {}: {problem}", finding.name),
        })
        .collect();
    let rows: Vec<_> = findings
        .iter()
        .map(|finding| json!({ "check": finding.name, "problem": finding.problem }))
        .collect();
    output.print(lines.join("\n"), &json!({ "checks": rows }));
    let is_well = findings.iter().all(|finding| finding.problem.is_none());
    if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn database(services: &Services) -> Finding {
    let checked = services.desk.store().read(backup::check).await;
    let problem = checked.err().map(|error| format!("{error}: restore a backup"));
    Finding { name: "database", problem }
}

fn plugins(services: &Services) -> Finding {
    let problem = services
        .plugin_ids()
        .is_empty()
        .then(|| "no plugin is installed: only the web chat works; set plugins.folder".to_owned());
    Finding { name: "plugins", problem }
}

async fn channels(services: &Services) -> Result<Vec<Finding>> {
    let channels =
        services.desk.store().read(|connection| channel::all(connection, limits::CHANNELS)).await?;
    let broken = channels.into_iter().filter(|channel| channel.state == ChannelState::Broken);
    let mut findings: Vec<Finding> = broken
        .map(|channel| Finding {
            name: "channel",
            problem: Some(format!(
                "{:?} is broken: {}",
                channel.name,
                channel.state_reason.unwrap_or_default()
            )),
        })
        .collect();
    if findings.is_empty() {
        findings.push(Finding { name: "channels", problem: None });
    }
    Ok(findings)
}

async fn queues(services: &Services) -> Result<[Finding; 2]> {
    let (inbound, outbox) = services
        .desk
        .store()
        .read(|connection| {
            Ok::<_, StoreError>((
                backlog::of_inbound_requests(connection)?,
                backlog::of_outbox(connection)?,
            ))
        })
        .await?;
    let dead = (inbound.failed_count > 0).then(|| {
        format!(
            "{} inbound requests could not be parsed: see inboundRequests, mend the plugin, then run \
             inboundRequestReplay",
            inbound.failed_count
        )
    });
    let failed = (outbox.failed_count > 0).then(|| {
        format!("{} deliveries failed or may have been sent: see deliveries", outbox.failed_count)
    });
    Ok([
        Finding { name: "inbound requests", problem: dead },
        Finding { name: "outbox", problem: failed },
    ])
}

async fn search(services: &Services) -> Result<Finding> {
    let epoch = services.desk.store().epoch();
    let head = services.desk.store().read(move |connection| log::head(connection, epoch)).await?;
    let problem = match indexed_through(&services.config.server.data.join("search")) {
        Ok(None) => None,
        Ok(Some(position)) if position.epoch == head.epoch => None,
        Ok(Some(_)) => {
            Some("the index belongs to another database: `switchboard search rebuild`".into())
        }
        Err(error) => Some(error.to_string()),
    };
    Ok(Finding { name: "search", problem })
}
