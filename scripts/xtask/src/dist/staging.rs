//! Everything that is given away beside the program, laid out once for the archive and for the
//! Debian package: plugins, completions, man pages, unit, configuration, documents and licences.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::licenses;
use crate::{process, project, report, web};

/// Shells with the names under which they look for the completions of a program.
const COMPLETIONS: [(&str, &str); 3] =
    [("bash", "switchboard"), ("zsh", "_switchboard"), ("fish", "switchboard.fish")];

/// Files of the tree that are given away as they are.
const DOCUMENTS: [&str; 8] = [
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "examples/deploy/switchboard.service",
    "examples/deploy/switchboard.toml",
    "graphql/transport/assets/graphiql/GRAPHIQL-LICENSES.txt",
];

/// The folder beside the built program where everything lies.
pub struct Staging {
    pub folder: PathBuf,
    pub program: PathBuf,
}

impl Staging {
    /// Made from nothing each time, so that no file of an older build is given away.
    pub fn fill(profile: &str, plugins: &Path) -> Result<Self> {
        let built = project::target().join(profile);
        let staging = Self { folder: built.join("package"), program: built.join("switchboard") };
        if staging.folder.exists() {
            fs::remove_dir_all(&staging.folder)
                .with_context(|| format!("{} cannot be removed", staging.folder.display()))?;
        }
        for entry in fs::read_dir(plugins).context("the plugins' folder cannot be read")? {
            let path = entry.context("the plugins' folder cannot be read")?.path();
            if path.to_string_lossy().ends_with(".plugin.wasm") {
                staging.copy(&path, "plugins")?;
            }
        }
        for document in DOCUMENTS {
            staging.copy(&project::root().join(document), "")?;
        }
        let completions = staging.subfolder("completions")?;
        for (shell, name) in COMPLETIONS {
            let text =
                process::output(Command::new(&staging.program).args(["completions", shell]))?;
            let path = completions.join(name);
            fs::write(&path, text)
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
        let man = staging.subfolder("man")?;
        process::run(Command::new(&staging.program).arg("man").arg(man))?;
        licenses::collect(&staging.folder.join("THIRD-PARTY-LICENSES.txt"))?;
        web::licenses(&staging.folder.join("WEB-LICENSES.txt"))?;
        report::say(format!("{} holds what belongs to the program", staging.folder.display()));
        Ok(staging)
    }

    fn subfolder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(folder)
    }

    fn copy(&self, from: &Path, subfolder: &str) -> Result<()> {
        let name = from.file_name().unwrap_or_default();
        fs::copy(from, self.subfolder(subfolder)?.join(name))
            .with_context(|| format!("{} cannot be copied", from.display()))?;
        Ok(())
    }
}
