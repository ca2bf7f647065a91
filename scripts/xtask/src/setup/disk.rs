//! Whether the disk has room for what a task builds: a compiler that finds none says so a quarter of an
//! hour later, and in many lines.

use std::path::Path;

use crate::{project, report};

/// What all tests take that are built from nothing, in GiB; a server alone takes a fifth.
const TESTS_GIB: u64 = 20;
const SERVER_GIB: u64 = 4;

pub fn expect_room_for_tests() {
    expect(TESTS_GIB, "debug");
}

pub fn expect_room_for_server() {
    expect(SERVER_GIB, "serve");
}

/// Says how much is missing for a first build; a later one needs little.
fn expect(needed: u64, profile: &str) {
    let target = project::target();
    if target.join(profile).exists() {
        return;
    }
    if let Some(free) = free_gib(&project::root())
        && let Some(warning) = warning(needed, free, &target)
    {
        report::say(warning);
    }
}

fn warning(needed: u64, free: u64, target: &Path) -> Option<String> {
    (free < needed).then(|| {
        format!(
            "{free} GiB are free on the disk of {}, and a first build takes about {needed}: free some \
             space, or set CARGO_TARGET_DIR to a folder on a larger disk",
            target.display()
        )
    })
}

/// None where nobody can tell.
pub fn free_gib(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize) >> 30)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_disk_is_named_before_anything_is_built() {
        let warning = warning(20, 6, Path::new("target")).unwrap();
        assert!(warning.starts_with("6 GiB are free on the disk of target"), "{warning}");
        assert_eq!(super::warning(20, 20, Path::new("target")), None);
    }

    #[test]
    fn the_disk_of_the_project_has_a_size() {
        assert!(free_gib(&project::root()).is_some());
        assert_eq!(free_gib(Path::new("a folder that is nowhere")), None);
    }
}
