//! Finds the folder of PostgreSQL's server programs, which distributions keep out of the PATH.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::report;
use crate::setup::debian;

const NEEDED: [&str; 4] = ["initdb", "postgres", "pg_ctl", "pg_isready"];
const DEBIAN_FOLDER: &str = "/usr/lib/postgresql";

/// The newest installed version's programs; installs Debian's package when there is none.
pub fn find_or_install() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    debian::install(&["postgresql"], "PostgreSQL for the tests")?;
    report::say("PostgreSQL is installed");
    find().with_context(|| format!("{} are still not found", NEEDED.join(", ")))
}

fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let in_path = std::env::split_paths(&path).find(|folder| is_complete(folder));
    newest(Path::new(DEBIAN_FOLDER)).or(in_path)
}

/// Looks through `<folder>/<version>/bin`, highest version first.
fn newest(folder: &Path) -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, programs)| is_complete(programs))
        .collect();
    versions.sort();
    versions.pop().map(|(_, programs)| programs)
}

fn is_complete(folder: &Path) -> bool {
    NEEDED.iter().all(|program| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_complete_version_is_taken() {
        let folder = std::env::temp_dir().join(format!("xtask-versions-{}", std::process::id()));
        for version in ["9", "15", "16"] {
            let programs = folder.join(version).join("bin");
            fs::create_dir_all(&programs).unwrap();
            for program in NEEDED.iter().take(if version == "16" { 2 } else { NEEDED.len() }) {
                fs::write(programs.join(program), "").unwrap();
            }
        }
        assert_eq!(newest(&folder), Some(folder.join("15/bin")));
        fs::remove_dir_all(folder).unwrap();
    }
}
