//! Runs the cases of a folder, kind by kind.

mod answer;
mod call;
mod compare;
mod delivery;
mod inbound;
mod interrupted;
mod outbound;
mod scenario;
mod send_error;
mod state;

use crate::{
    folder::Folder,
    matching::Difference,
    report::{Report, Verdict},
    rig::Rig,
};
use anyhow::Result;
use serde_json::Value;

/// Runs everything that a folder holds.
pub(crate) async fn folder(rig: &Rig, folder: &Folder) -> Report {
    let mut report = Report::default();
    for (name, case) in &folder.cases {
        report.add(name, verdict(inbound::run(rig, folder, case).await));
    }
    for scenario in &folder.scenarios {
        let name = format!("scenario: {}", scenario.name);
        report.add(name, verdict(scenario::run(rig, folder, scenario).await));
    }
    for case in &folder.send_errors {
        let name = format!("send-errors: {}", text(case, "name"));
        report.add(name, verdict(send_error::run(rig, folder, case).await));
    }
    for case in &folder.outbound {
        let name = format!("outbound: {}", text(case, "operation"));
        report.add(name, verdict(outbound::run(rig, folder, case).await));
    }
    for case in folder.outbound.iter().filter(|case| interrupted::is_send(case)) {
        let name = format!("interrupted: {}", text(case, "operation"));
        report.add(name, verdict(interrupted::run(rig, folder, case).await));
    }
    report
}

/// What a run led to: differences, or nothing that could be run.
pub(super) enum Ran {
    Compared(Vec<Difference>),
    NotRun(String),
}

/// A case that cannot even be run has failed.
fn verdict(ran: Result<Ran>) -> Verdict {
    match ran {
        Ok(Ran::Compared(differences)) if differences.is_empty() => Verdict::Passed,
        Ok(Ran::Compared(differences)) => Verdict::Failed(differences),
        Ok(Ran::NotRun(reason)) => Verdict::NotRun(reason),
        Err(error) => {
            Verdict::Failed(vec![Difference::new("the case", "to be run", format!("{error:#}"))])
        }
    }
}

fn text<'a>(case: &'a Value, field: &str) -> &'a str {
    case[field].as_str().unwrap_or("without a name")
}
