//! Tries what was made as an admin would: unpacks or installs it, serves from empty folders, waits
//! until it is ready, makes an admin, lets `doctor` look at it and stops it.

mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{process, project, report, setup::debian};
use server::Server;

const UNIT: &str = "usr/lib/systemd/system/switchboard.service";
const DATA: &str = "/var/lib/switchboard";
/// The most that the service may be exposed by its unit, in tenths: SECURITY.md promises 2.0.
const EXPOSURE_MAX: &str = "--threshold=20";

/// The archive, unpacked in an empty folder and started from there.
pub fn of_archive(archive: &Path) -> Result<()> {
    let folder = empty_folder("archive")?;
    let mut tar = Command::new("tar");
    tar.args(["--extract", "--strip-components=1", "--file"]).arg(archive);
    process::run(tar.arg("--directory").arg(&folder))?;
    let program = folder.join("switchboard").display().to_string();
    let options = vec!["--data".to_owned(), folder.join("data").display().to_string()];
    try_out(&Server { command: vec![program], options })?;
    report::say("the archive serves from an empty folder");
    Ok(())
}

/// The Debian package, unpacked in an empty folder and started as its unit says.
pub fn of_package(package: &Path) -> Result<()> {
    let root = empty_folder("package")?;
    process::run(Command::new("dpkg-deb").arg("--extract").arg(package).arg(&root))?;
    let unit = fs::read_to_string(root.join(UNIT)).context("the package has no unit")?;
    let start = start_of(&unit)?;
    let moved: Vec<_> = start.iter().map(|word| below(&root, word)).collect();
    verify(&unit.replace(&start.join(" "), &moved.join(" ")), &root)?;
    let mut server = Server::of_unit(&moved)?;
    let data = root.join("data").display().to_string();
    server.options.extend(["--data".to_owned(), data]);
    try_out(&server)?;
    report::say("the Debian package serves by the command of its unit");
    Ok(())
}

/// The Debian package, installed on this machine, started as the user that it makes, and purged.
pub fn of_installation(package: &Path) -> Result<()> {
    if !debian::is_root()? {
        bail!("only root can install the package: run it as root, in a container of its own");
    }
    if Path::new(DATA).exists()
        || process::succeeds(Command::new("dpkg").args(["-s", "switchboard"]))
    {
        bail!("Switchboard is installed here, or {DATA} exists: try it on another machine");
    }
    process::run(Command::new("dpkg").arg("--install").arg(package))?;
    let outcome = try_installed();
    process::run(Command::new("dpkg").args(["--purge", "switchboard"]))?;
    outcome?;
    if !Path::new(DATA).exists() {
        bail!("the purge took the data with it");
    }
    fs::remove_dir_all(DATA).with_context(|| format!("{DATA} cannot be removed"))?;
    report::say("the Debian package installs, serves as its user and is purged without its data");
    Ok(())
}

fn try_installed() -> Result<()> {
    let unit = fs::read_to_string(Path::new("/").join(UNIT)).context("no unit was installed")?;
    verify(&unit, &project::target().join("dist"))?;
    let mut server = Server::of_unit(&start_of(&unit)?)?;
    let user = ["setpriv", "--reuid=switchboard", "--regid=switchboard", "--clear-groups", "--"];
    server.command.splice(0..0, user.map(str::to_owned));
    try_out(&server)
}

fn try_out(server: &Server) -> Result<()> {
    let running = server.start()?;
    running.wait_until_ready()?;
    running.check_web()?;
    server.create_admin()?;
    process::run(&mut server.run(&["doctor"]))?;
    running.stop()
}

/// The words of `ExecStart`.
fn start_of(unit: &str) -> Result<Vec<String>> {
    let start = unit.lines().find_map(|line| line.strip_prefix("ExecStart="));
    let start = start.context("the unit has no ExecStart")?;
    Ok(start.split_whitespace().map(str::to_owned).collect())
}

/// A path of the installed system below another root; other words stay.
fn below(root: &Path, word: &str) -> String {
    word.strip_prefix('/').map_or(word.to_owned(), |path| root.join(path).display().to_string())
}

/// Lets systemd look at a unit, where it is there.
fn verify(unit: &str, folder: &Path) -> Result<()> {
    if !process::succeeds(Command::new("systemd-analyze").arg("--version")) {
        report::say("the unit was not verified: there is no systemd-analyze");
        return Ok(());
    }
    let file = folder.join("switchboard.service");
    fs::write(&file, unit).with_context(|| format!("{} cannot be written", file.display()))?;
    let mut verify = Command::new("systemd-analyze");
    process::run(verify.args(["verify", "--man=no", "--recursive-errors=no"]).arg(&file))?;
    let mut security = Command::new("systemd-analyze");
    security.args(["security", "--offline=yes", "--no-pager", EXPOSURE_MAX]).arg(&file);
    let told = process::output(&mut security).context("the unit leaves the service too exposed")?;
    report::say(told.lines().last().unwrap_or_default().trim());
    Ok(())
}

fn empty_folder(name: &str) -> Result<PathBuf> {
    let folder = project::target().join("dist/trial").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_of_the_unit_is_moved_below_another_root() {
        let path = project::root().join("examples/deploy/switchboard.service");
        let start = start_of(&fs::read_to_string(path).unwrap()).unwrap();
        let moved: Vec<_> = start.iter().map(|word| below(Path::new("/tmp/a"), word)).collect();
        assert_eq!(
            moved,
            [
                "/tmp/a/usr/bin/switchboard",
                "serve",
                "--config",
                "/tmp/a/etc/switchboard/switchboard.toml"
            ]
        );
    }
}
