//! Takes down clusters whose task was killed before it could do so itself.

use std::fs;
use std::path::Path;

use super::{cluster::FOLDER_PREFIX, place};
use crate::{process, report};

/// Stops and removes every cluster whose task no longer lives.
pub fn remove(programs: &Path) {
    let entries = place::all().into_iter().filter_map(|folder| fs::read_dir(folder).ok());
    for entry in entries.flatten().flatten() {
        let name = entry.file_name();
        let Some(task) = name.to_str().and_then(|name| name.strip_prefix(FOLDER_PREFIX)) else {
            continue;
        };
        if task.parse::<u32>().is_err() || is_alive(task) {
            continue;
        }
        report::say(format!("removing the cluster that task {task} left behind"));
        stop_server(&entry.path(), programs);
        if let Err(error) = fs::remove_dir_all(entry.path()) {
            report::say(format!("{} could not be removed: {error}", entry.path().display()));
        }
    }
}

/// The first line of `postmaster.pid` is the server's process id. Only a process that runs the
/// server program is stopped: the number may long belong to somebody else.
fn stop_server(folder: &Path, programs: &Path) {
    let Ok(text) = fs::read_to_string(folder.join("data/postmaster.pid")) else { return };
    let Some(id) = text.lines().next().filter(|id| id.parse::<u32>().is_ok()) else { return };
    let runs = fs::read_link(format!("/proc/{id}/exe"));
    if runs.is_ok_and(|program| program == programs.join("postgres")) {
        let _ = process::send_signal("QUIT", id);
    }
}

fn is_alive(task: &str) -> bool {
    process::send_signal("0", task).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_alive_and_an_impossible_one_is_not() {
        assert!(is_alive(&std::process::id().to_string()));
        assert!(!is_alive("4194305"));
    }
}
