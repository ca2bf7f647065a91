//! `switchboard doctor`: looks at everything that can be wrong, and says what to do.

use super::Output;
use crate::{app::Services, config::Config, limits};
use anyhow::Result;
use serde_json::json;
use std::process::ExitCode;
use switchboard_model::channel::{Channel, ChannelState, WEB_PLUGIN};
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
    let opened = Services::open(config).await;
    let services = match opened {
        Ok(services) => services,
        Err(error) => {
            findings.push(Finding { name: "start", problem: Some(format!("{error:#}")) });
            return Ok(report(&findings, output));
        }
    };
    findings.push(Finding { name: "start", problem: None });
    findings.push(proxies(&services.config));
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

/// This server speaks no TLS: behind an https address stands a proxy.
fn proxies(config: &Config) -> Finding {
    let public_url = config.server.public_url.as_ref();
    let is_behind = public_url.is_some_and(|url| url.as_str().starts_with("https:"));
    let problem = (is_behind && config.server.trusted_proxies == 0).then(|| {
        "server.public_url is https, so a proxy stands in front, and server.trusted_proxies is 0: all \
         visitors share one limit, and so do all sign-ins; set it to the number of proxies"
            .to_owned()
    });
    Finding { name: "proxies", problem }
}

async fn channels(services: &Services) -> Result<Vec<Finding>> {
    let channels =
        services.desk.store().read(|connection| channel::all(connection, limits::CHANNELS)).await?;
    let plugins = services.plugin_ids();
    let public_url = services.config.server.public_url.as_ref();
    let problems = channels.iter().filter_map(|channel| {
        let has_hook = public_url.is_some_and(|url| url.hook(&channel.key).is_some());
        problem(channel, &plugins, has_hook)
    });
    let mut findings: Vec<Finding> =
        problems.map(|problem| Finding { name: "channel", problem: Some(problem) }).collect();
    if findings.is_empty() {
        findings.push(Finding { name: "channels", problem: None });
    }
    Ok(findings)
}

/// What keeps a channel from working that no admin has paused.
fn problem(channel: &Channel, plugins: &[String], has_hook: bool) -> Option<String> {
    let Channel { name, key, plugin, .. } = channel;
    let reason = channel.state_reason.as_deref().unwrap_or_default();
    let is_foreign = plugin != WEB_PLUGIN;
    match channel.state {
        ChannelState::Paused => None,
        ChannelState::Broken => Some(format!(
            "{name:?} is broken: {reason}; mend it, then run `switchboard channel connect {key}`"
        )),
        ChannelState::Failing => Some(format!("{name:?} is failing, and tried again: {reason}")),
        ChannelState::Active if is_foreign && !plugins.contains(plugin) => {
            Some(format!("{name:?} does nothing: its plugin {plugin} is not installed: install it"))
        }
        ChannelState::Active if is_foreign && !channel.is_polled && !has_hook => Some(format!(
            "{name:?} waits for webhooks, and server.public_url is no https address: set it, or run \
             `switchboard channel connect {key}` to ask the platform for news"
        )),
        ChannelState::Active => None,
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Sources, load};

    #[test]
    fn a_proxy_that_is_not_trusted_is_a_problem() {
        let problem = |public_url: &str, trusted_proxies: &str| {
            let set = |name: &str, text: &str| (name.to_owned(), text.to_owned());
            let environment = vec![
                set("SWITCHBOARD_SERVER_PUBLIC_URL", public_url),
                set("SWITCHBOARD_SERVER_TRUSTED_PROXIES", trusted_proxies),
            ];
            let config = load(&Sources { environment, ..Sources::default() });
            proxies(&config.expect("a configuration")).problem
        };
        assert!(problem("https://desk.example.org", "0").is_some());
        assert_eq!(problem("https://desk.example.org", "1"), None);
        assert_eq!(problem("http://desk.example.org", "0"), None);
        assert_eq!(problem("", "0"), None);
    }
}
