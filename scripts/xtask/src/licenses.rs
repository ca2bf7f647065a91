//! Checks every dependency against `deny.toml`: licence, ban, source. Uses what cargo knows
//! offline; known vulnerabilities are looked up only where cargo-deny is installed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use spdx::{Expression, LicenseReq, ParseMode};

use crate::project::Package;
use crate::setup::toolchain;
use crate::{process, project, report};

pub fn licenses() -> Result<()> {
    let text = fs::read_to_string(project::root().join("deny.toml"))
        .context("deny.toml cannot be read")?;
    let rules: Rules = toml::from_str(&text).context("deny.toml")?;
    let mut packages = BTreeMap::new();
    for triple in [toolchain::host_triple()?, toolchain::GUEST_TARGET.to_owned()] {
        for package in project::packages_for(&triple)? {
            packages.insert(package.id.clone(), package);
        }
    }
    let packages: Vec<_> = packages.into_values().collect();
    let complaints: Vec<_> = packages.iter().filter_map(|one| rules.complaint(one)).collect();
    for complaint in &complaints {
        report::say(complaint);
    }
    if !complaints.is_empty() {
        bail!("{} dependencies break the rules of deny.toml", complaints.len());
    }
    report::say(format!("{} packages keep licences, bans and sources", packages.len()));
    report::say(format!("{} of them are there in more than one version", doubles(&packages)));
    check_advisories()
}

fn check_advisories() -> Result<()> {
    if process::succeeds(project::cargo().args(["deny", "--version"])) {
        return process::run(project::cargo().args(["deny", "--locked", "check"]));
    }
    report::say("known vulnerabilities were not looked up: cargo install --locked cargo-deny");
    Ok(())
}

fn doubles(packages: &[Package]) -> usize {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages {
        versions.entry(&package.name).or_default().insert(&package.version);
    }
    versions.values().filter(|versions| versions.len() > 1).count()
}

/// The part of deny.toml that is checked here.
#[derive(Deserialize)]
struct Rules {
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<LicenseException>,
}

#[derive(Deserialize)]
struct LicenseException {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

impl Rules {
    fn complaint(&self, package: &Package) -> Option<String> {
        let name = format!("{} {}", package.name, package.version);
        if let Some(ban) = self.bans.deny.iter().find(|ban| ban.name == package.name) {
            return Some(format!("{name} is banned: {}", ban.reason));
        }
        if let Some(source) = &package.source {
            let registry = source.strip_prefix("registry+").unwrap_or(source);
            if !self.sources.allow_registry.iter().any(|allowed| allowed == registry) {
                return Some(format!("{name} comes from {source}, which is no allowed source"));
            }
        }
        let Some(text) = &package.license else {
            return Some(format!("{name} names no licence"));
        };
        match Expression::parse_mode(text, ParseMode::LAX) {
            Ok(license) if license.evaluate(|one| self.is_allowed(&package.name, one)) => None,
            Ok(_) => Some(format!("{name} has the licence {text}, which is not allowed")),
            Err(error) => Some(format!("{name} has an unreadable licence `{text}`: {error}")),
        }
    }

    fn is_allowed(&self, package: &str, license: &LicenseReq) -> bool {
        let exceptions = self.licenses.exceptions.iter().filter(|one| one.name == package);
        let allowed = exceptions.flat_map(|one| &one.allow).chain(&self.licenses.allow);
        let wanted = license.to_string();
        allowed.into_iter().any(|one| *one == wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = r#"
        [licenses]
        allow = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"]
        exceptions = [{ crate = "tables", allow = ["Unicode-3.0"] }]
        [bans]
        deny = [{ crate = "openssl", reason = "rustls is used" }]
        [sources]
        allow-registry = ["https://github.com/rust-lang/crates.io-index"]
    "#;

    fn complaint(name: &str, license: Option<&str>, source: &str) -> Option<String> {
        let package: Package = serde_json::from_value(serde_json::json!({
            "id": name, "name": name, "version": "1.0.0", "license": license, "source": source,
            "manifest_path": "tree/Cargo.toml", "dependencies": [],
        }))
        .unwrap();
        toml::from_str::<Rules>(RULES).unwrap().complaint(&package)
    }

    const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

    #[test]
    fn allowed_licences_pass_in_all_spellings() {
        for license in ["MIT", "MIT/GPL-3.0", "(MIT OR GPL-2.0) AND Apache-2.0"] {
            assert_eq!(complaint("good", Some(license), REGISTRY), None, "{license}");
        }
        assert_eq!(complaint("good", Some("Apache-2.0 WITH LLVM-exception"), REGISTRY), None);
        assert_eq!(complaint("tables", Some("MIT AND Unicode-3.0"), REGISTRY), None);
    }

    #[test]
    fn other_licences_are_found() {
        for license in [Some("GPL-3.0"), Some("MIT AND Unicode-3.0"), Some("as you like"), None] {
            assert!(complaint("bad", license, REGISTRY).is_some(), "{license:?}");
        }
    }

    #[test]
    fn banned_packages_and_foreign_sources_are_found() {
        let text = complaint("openssl", Some("MIT"), REGISTRY).unwrap();
        assert!(text.contains("rustls is used"), "{text}");
        let text = complaint("good", Some("MIT"), "git+https://example.org/good").unwrap();
        assert!(text.contains("no allowed source"), "{text}");
    }
}
