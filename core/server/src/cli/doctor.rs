//! `switchboard doctor`: looks at everything that can be wrong, and says what to do.

mod channels;
mod machine;
mod work;

use super::Output;
use crate::{
    app::Services,
    config::Config,
    dependencies::{Dependencies, DependencyGauges, folders, shortage},
    installation,
};
use anyhow::Result;
use serde_json::json;
use std::process::ExitCode;

/// One thing that was looked at.
struct Finding {
    name: &'static str,
    /// What is wrong and what to do; none when all is well.
    problem: Option<String>,
    /// What is worth knowing when all is well.
    note: Option<String>,
}

impl Finding {
    fn new(name: &'static str, problem: Option<String>) -> Self {
        Self { name, problem, note: None }
    }

    fn line(&self) -> String {
        match (&self.problem, &self.note) {
            (Some(problem), _) => format!("PROBLEM  {}: {problem}", self.name),
            (None, Some(note)) => format!("ok       {}: {note}", self.name),
            (None, None) => format!("ok       {}", self.name),
        }
    }
}

/// Runs all checks; the exit code is a failure when one found something.
pub async fn run(config: Config, output: &Output) -> Result<ExitCode> {
    let folders = folders(&config).unwrap_or_default();
    let opened = match installation::require(&config) {
        Ok(()) => Services::open(config).await,
        Err(error) => Err(error),
    };
    let findings = match opened {
        Ok(services) => {
            let findings = findings(&services).await;
            services.close().await;
            findings?
        }
        Err(error) => {
            let start = Finding::new("start", Some(format!("{error:#}")));
            let disk = shortage(&folders).map(|shortage| Finding::new("disk", Some(shortage)));
            std::iter::once(start).chain(disk).collect()
        }
    };
    Ok(report(&findings, output))
}

async fn findings(services: &Services) -> Result<Vec<Finding>> {
    let mut findings = vec![Finding::new("start", None)];
    let store = services.desk.store();
    let (bus, gauges) = (services.bus.clone(), DependencyGauges::default());
    let dependencies = Dependencies::new(&services.config, store, bus, gauges)?;
    let found = dependencies.look().await;
    findings.extend(found.into_iter().map(|one| Finding::new(one.name, one.problem)));
    if dependencies.backups.is_none() {
        let note = "the server makes none by itself: set backup.every and backup.folder";
        findings.push(Finding { name: "backup", problem: None, note: Some(note.to_owned()) });
    }
    findings.push(machine::whole_database(services).await);
    findings.push(machine::clock(services).await?);
    findings.push(machine::open_files());
    findings.push(machine::privacy(services)?);
    findings.extend(work::plugins(services));
    findings.push(work::web(&services.config));
    findings.push(work::first_admin(services).await?);
    findings.push(work::sign_in(services).await?);
    findings.push(work::quiet(services).await?);
    findings.push(channels::proxies(&services.config));
    findings.extend(channels::channels(services).await?);
    findings.extend(work::queues(services).await?);
    findings.push(work::search(services).await?);
    Ok(findings)
}

fn report(findings: &[Finding], output: &Output) -> ExitCode {
    let lines: Vec<String> = findings.iter().map(Finding::line).collect();
    let rows: Vec<_> = findings
        .iter()
        .map(|finding| {
            json!({ "check": finding.name, "problem": finding.problem, "note": finding.note })
        })
        .collect();
    output.print(lines.join("\n"), &json!({ "checks": rows }));
    let is_well = findings.iter().all(|finding| finding.problem.is_none());
    if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
