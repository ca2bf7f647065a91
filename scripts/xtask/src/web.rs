//! The widget and the console: their packages as locked, then what is built into `graphql/web/dist`, from which a
//! server takes it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Error, Result, bail};

use crate::setup::stamp::{Inputs, Stamp};
use crate::setup::{chromium, node};
use crate::{postgres, process, project, report};

/// The setting of the server that names the folder of the built files.
pub const FOLDER_VARIABLE: &str = "SWITCHBOARD_WEB_FOLDER";
/// The variable that names the archive for the server's feature `embedded-web`.
pub const ARCHIVE_VARIABLE: &str = "SWITCHBOARD_WEB_ARCHIVE";

/// So long everything takes that needs no server, on the slowest machine that builds meanwhile.
const PAGES_LIMIT: Duration = Duration::from_secs(45 * 60);

/// What is made and not written by anybody, below the folder.
const MADE: [&str; 3] = ["client", "dist", "node_modules"];
/// What the documents are checked against.
const SCHEMAS: [&str; 2] = ["graphql/schema/schema.graphql", "graphql/visitor/visitor.graphql"];
/// What of the built files belongs to the server: the others are pictures of tests.
const PARTS: [&str; 3] = ["console", "documents", "widget"];

/// Builds what is stale and returns the folder of the built files.
pub fn build() -> Result<PathBuf> {
    build_by(npm)
}

/// Builds it where there is Node.js, beside what prints meanwhile; says what is missing where there is none.
pub fn build_if_possible() -> Result<Option<PathBuf>> {
    if let Err(missing) = node::ensure_node() {
        report::say(format!("{missing}; the server goes without console and widget until then"));
        return Ok(None);
    }
    build_by(|command| quietly("web-build.log", command).map(drop)).map(Some)
}

fn build_by(run: impl FnOnce(&mut Command) -> Result<()>) -> Result<PathBuf> {
    let folder = folder();
    node::ensure_packages(&folder)?;
    let dist = folder.join("dist");
    let stamp = stamp(&folder)?;
    if stamp.is_fresh() && dist.join("widget/manifest.json").exists() {
        report::say("the web is up to date");
        return Ok(dist);
    }
    report::say("building the web");
    run(&mut script(&folder, "build"))?;
    stamp.write()?;
    report::say("the web is built");
    Ok(dist)
}

/// Builds it and runs those of its checks and tests that need no server, and gives what they printed: cargo builds
/// and prints meanwhile. What was built is not built again.
pub fn pages() -> Result<String> {
    let folder = folder();
    let stamp = stamp(&folder)?;
    let mut command = script(&folder, "verify");
    command.args(["--", "pages"]).env("CHROMIUM", chromium::ensure()?);
    let said = quietly("web-pages.log", &mut command)?;
    stamp.write()?;
    Ok(said)
}

/// Runs its tests and stories with a server that is built, and what [`pages`] has built; some of the stories on
/// PostgreSQL as well. Each line that they print is handed to `see`.
pub fn stories(
    server: &Path,
    plugins: &Path,
    postgres: &str,
    see: impl FnMut(&str) -> Result<()>,
) -> Result<()> {
    let mut command = script(&folder(), "verify");
    command.args(["--", "stories"]).env("CHROMIUM", chromium::ensure()?);
    command.env(postgres::VARIABLE, postgres);
    command.env("SWITCHBOARD_BIN", server).env("SWITCHBOARD_PLUGINS", plugins);
    let status = process::stream(&mut command, see)?;
    process::expect_success(&command, status).map_err(|error| explained(&command, error))
}

/// Packs the built files into an archive for the program.
pub fn pack(dist: &Path, archive: &Path) -> Result<()> {
    let mut tar = Command::new("tar");
    // The same files give the same archive, and so the same program.
    tar.args(["--create", "--sort=name", "--owner=0", "--group=0", "--numeric-owner"]);
    tar.args(["--mtime=@0", "--mode=644", "--file"]).arg(archive).arg("--directory").arg(dist);
    let parts: Vec<_> = PARTS.into_iter().filter(|part| dist.join(part).is_dir()).collect();
    if parts.is_empty() {
        bail!("{} holds none of {}", dist.display(), PARTS.join(", "));
    }
    process::run(tar.args(parts))
}

/// Writes the licences of what a browser is given into a file.
pub fn licenses(file: &Path) -> Result<()> {
    let mut command = Command::new("node");
    command.arg("scripts/license_texts.mjs").current_dir(folder());
    let texts = process::output(&mut command)?;
    fs::write(file, texts).with_context(|| format!("{} cannot be written", file.display()))
}

/// Where the web's sources are.
pub fn folder() -> PathBuf {
    project::root().join("graphql/web")
}

/// Runs to the end, and gives what was printed; the error of a failure quotes it.
fn quietly(log: &str, command: &mut Command) -> Result<String> {
    let path = project::target().join(log);
    let file = File::create(&path).with_context(|| format!("{} cannot be made", path.display()))?;
    let outcome = process::run_into(file, PAGES_LIMIT, command);
    let said = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let said = String::from_utf8_lossy(&said).into_owned();
    outcome.map_err(|error| explained(command, error).context(said.clone()))?;
    Ok(said)
}

fn script(folder: &Path, name: &str) -> Command {
    let mut command = Command::new("npm");
    command.args(["run", "--silent", name]).current_dir(folder);
    command
}

fn npm(command: &mut Command) -> Result<()> {
    process::run(command).map_err(|error| explained(command, error))
}

fn explained(command: &Command, error: Error) -> Error {
    error.context(format!("to see it alone: {}, in graphql/web", process::show(command)))
}

fn stamp(folder: &Path) -> Result<Stamp> {
    Ok(Stamp::new(project::target().join("web.stamp"), &inputs(folder)?))
}

fn inputs(folder: &Path) -> Result<Inputs> {
    let about = || format!("{} cannot be read", folder.display());
    let mut inputs = Inputs::default();
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).with_context(about)? {
        entries.push(entry.with_context(about)?.path());
    }
    entries.sort();
    let is_made = |path: &Path| MADE.iter().any(|made| path.ends_with(made));
    for path in entries.iter().filter(|path| !is_made(path)) {
        inputs.path(path)?;
    }
    for schema in SCHEMAS {
        inputs.path(&project::root().join(schema))?;
    }
    Ok(inputs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_belongs_to_the_server_is_packed() {
        let folder = std::env::temp_dir().join(format!("xtask-web-{}", std::process::id()));
        for file in ["widget/app.1.js", "documents/a.documents.json", "shots/a.png"] {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        let archive = folder.join("web.tar");
        pack(&folder, &archive).unwrap();
        let listed = process::output(Command::new("tar").arg("--list").arg("--file").arg(&archive));
        let listed = listed.unwrap();
        assert!(listed.contains("widget/app.1.js") && !listed.contains("shots"), "{listed}");
        fs::remove_dir_all(&folder).unwrap();
        assert!(pack(&folder, &archive).is_err());
    }

    #[test]
    fn what_a_build_makes_is_none_of_its_inputs() {
        let folder = std::env::temp_dir().join(format!("xtask-inputs-{}", std::process::id()));
        fs::create_dir_all(folder.join("dist")).unwrap();
        fs::write(folder.join("package.json"), "{}").unwrap();
        let digest = || inputs(&folder).unwrap().digest();
        let before = digest();
        fs::write(folder.join("dist/app.js"), "made").unwrap();
        assert_eq!(digest(), before);
        fs::write(folder.join("package.json"), "{ }").unwrap();
        assert_ne!(digest(), before);
        fs::remove_dir_all(folder).unwrap();
    }
}
