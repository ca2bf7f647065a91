//! The packages of the workspace that are bundled guests, with what their folders hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::project::Package;

const MANIFEST_FILE: &str = "plugin.toml";
const MANIFEST_SECTION: &str = "switchboard:manifest";
const SETTINGS_SCHEMA_FILE: &str = "settings.schema.json";
const SETTINGS_SCHEMA_SECTION: &str = "switchboard:settings-schema";

/// A package that declares `[package.metadata.switchboard] guest = true`.
pub struct Guest {
    pub package: String,
    /// As its manifest names it, such as `org.switchboard.telegram`.
    pub id: String,
    /// Its own folder and those of the workspace packages that it is built from.
    pub source_folders: Vec<PathBuf>,
    /// The plugin's custom sections, each with the file that fills it.
    pub sections: Vec<(&'static str, PathBuf)>,
}

impl Guest {
    pub fn all(members: &[Package]) -> Result<Vec<Self>> {
        let guests = members.iter().filter(|package| package.is_guest);
        guests.map(|package| Self::read(package, members)).collect()
    }

    pub fn file_name(&self) -> String {
        format!("{}.plugin.wasm", self.id)
    }

    /// The file that cargo makes of the package's library.
    pub fn module_name(&self) -> String {
        format!("{}.wasm", self.package.replace('-', "_"))
    }

    fn read(package: &Package, members: &[Package]) -> Result<Self> {
        let folder = package.folder();
        let manifest = folder.join(MANIFEST_FILE);
        let text = fs::read_to_string(&manifest)
            .with_context(|| format!("{MANIFEST_FILE} of {} cannot be read", package.name))?;
        let id =
            manifest_id(&text).with_context(|| format!("{MANIFEST_FILE} of {}", package.name))?;
        let mut sections = vec![(MANIFEST_SECTION, manifest)];
        let schema = folder.join(SETTINGS_SCHEMA_FILE);
        if schema.exists() {
            let bytes = fs::read(&schema)
                .with_context(|| format!("{} cannot be read", schema.display()))?;
            serde_json::from_slice::<serde_json::Value>(&bytes)
                .with_context(|| format!("{SETTINGS_SCHEMA_FILE} of {id} is no JSON"))?;
            sections.push((SETTINGS_SCHEMA_SECTION, schema));
        }
        let source_folders = source_folders(package, members);
        Ok(Self { package: package.name.clone(), id, source_folders, sections })
    }
}

fn manifest_id(manifest: &str) -> Result<String> {
    let manifest: toml::Table = manifest.parse()?;
    let id = manifest.get("id").and_then(toml::Value::as_str).context("names no id")?;
    let is_name = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if id.split('.').all(is_name) {
        Ok(id.to_owned())
    } else {
        bail!("the id `{id}` must be words of a-z, 0-9 and - with dots between")
    }
}

fn source_folders(package: &Package, members: &[Package]) -> Vec<PathBuf> {
    let mut found = BTreeSet::new();
    collect(package, members, &mut found);
    found.into_iter().map(Path::to_path_buf).collect()
}

fn collect<'a>(package: &'a Package, members: &'a [Package], found: &mut BTreeSet<&'a Path>) {
    if !found.insert(package.folder()) {
        return;
    }
    for dependency in package.dependencies.iter().filter(|one| !one.is_dev) {
        if let Some(member) = members.iter().find(|member| member.name == dependency.name) {
            collect(member, members, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_read_and_cannot_leave_the_folder() {
        assert_eq!(manifest_id("id = \"org.switchboard.line\"").unwrap(), "org.switchboard.line");
        for bad in ["id = \"../up\"", "id = \"a..b\"", "id = \"\"", "name = \"a\""] {
            assert!(manifest_id(bad).is_err(), "{bad}");
        }
    }

    fn package(name: &str, dependencies: &[&str]) -> Package {
        let dependencies = dependencies.iter().map(|name| serde_json::json!({ "name": name }));
        Package::parse(&serde_json::json!({
            "name": name, "manifest_path": format!("tree/{name}/Cargo.toml"),
            "dependencies": dependencies.collect::<Vec<_>>(),
        }))
    }

    #[test]
    fn a_guest_is_stale_when_any_package_below_it_changes() {
        let members =
            [package("shop", &["sdk", "serde"]), package("sdk", &["words"]), package("words", &[])];
        let folders = source_folders(&members[0], &members);
        assert_eq!(folders, ["tree/sdk", "tree/shop", "tree/words"].map(PathBuf::from));
    }
}
