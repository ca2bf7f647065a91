//! What the machine gives the server: a whole database, a clock, open files, and a folder of its own.

use super::Finding;
use crate::{app::Services, installation, limits, process};
use anyhow::Result;
use switchboard_store::{backup, far_future};

pub(super) async fn whole_database(services: &Services) -> Finding {
    let checked = services.desk.store().read(backup::check).await;
    let problem = checked.err().map(|error| format!("{error}: restore a backup"));
    Finding::new("database file", problem)
}

/// Is anything dated in the future?
pub(super) async fn clock(services: &Services) -> Result<Finding> {
    let newest = services.desk.store().read(far_future::newest_event_at).await?;
    let ahead_ms = newest.map_or(0, |at| at.since_ms(services.clock.now()));
    let problem = (ahead_ms > limits::CLOCK_SLACK_MS).then(|| {
        format!(
            "the newest event was written {} s from now: the clock of this machine is behind, or was \
             ahead. Have it set by NTP, for example with `timedatectl set-ntp true`",
            ahead_ms / 1_000
        )
    });
    Ok(Finding::new("clock", problem))
}

/// How many connections fit beside the server's own files.
pub(super) fn open_files() -> Finding {
    let name = "open files";
    let Some(most) = process::raise_open_files() else {
        return Finding { name, problem: None, note: Some("without a bound".to_owned()) };
    };
    let fit = most.saturating_sub(limits::OWN_OPEN_FILES);
    let told = format!("{most} may be open, so that about {fit} connections fit");
    if most < limits::OPEN_FILES_FEW {
        let remedy = "raise LimitNOFILE of the service, or `ulimit -Hn`";
        return Finding::new(name, Some(format!("only {told}: {remedy}")));
    }
    Finding { name, problem: None, note: Some(told) }
}

/// Can others on this machine read what customers wrote?
pub(super) fn privacy(services: &Services) -> Result<Finding> {
    let data = &services.config.server.data;
    let open = installation::readable_by_others(data)?;
    let problem = open.map(|path| {
        format!(
            "others on this machine can read {}: `chmod -R go= {}`",
            path.display(),
            data.display()
        )
    });
    Ok(Finding::new("privacy", problem))
}
