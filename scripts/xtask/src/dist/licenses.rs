//! The licence texts of everything that is built into the program, found by cargo-about. Which
//! licences may occur is read from deny.toml: one list for the check and for what is given away.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use toml::{Table, Value};

use crate::setup::tool::{self, Tool};
use crate::setup::toolchain;
use crate::{process, project};

const CARGO_ABOUT: Tool = Tool { name: "cargo-about", version: "0.9.3", features: &["cli"] };

/// One text, after the packages that are under it.
const TEMPLATE: &str = "The packages that Switchboard is built from, with their licences.
{{#each licenses}}

================================================================================
{{{name}}}, for:
{{#each used_by}}
  {{{crate.name}}} {{{crate.version}}}
{{/each}}

{{{text}}}
{{/each}}
";

/// Writes the texts into one file.
pub fn collect(file: &Path) -> Result<()> {
    let deny = fs::read_to_string(project::root().join("deny.toml"))
        .context("deny.toml cannot be read")?;
    let folder = project::target().join("about");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let (settings, template) = (folder.join("about.toml"), folder.join("licenses.hbs"));
    fs::write(&settings, about(&deny, &toolchain::host_triple()?)?)
        .and_then(|()| fs::write(&template, TEMPLATE))
        .with_context(|| format!("{} cannot be written to", folder.display()))?;
    let mut command = tool::ensure(&CARGO_ABOUT)?;
    command.args(["generate", "--locked", "--fail"]);
    command.args(["--manifest-path", "core/server/Cargo.toml", "--config"]).arg(settings);
    process::run(command.arg("--output-file").arg(file).arg(template))
}

/// The configuration of cargo-about: licences in the order of deny.toml, texts from the packages
/// alone and none from the network.
fn about(deny: &str, target: &str) -> Result<String> {
    let deny: Table = deny.parse().context("deny.toml")?;
    let licenses = deny.get("licenses").context("deny.toml has no [licenses]")?;
    let allowed = |of: &Value| of.get("allow").cloned().context("deny.toml allows no licence");
    let mut settings = Table::new();
    settings.insert("accepted".into(), allowed(licenses)?);
    settings.insert("targets".into(), vec![target].into());
    for name in ["ignore-build-dependencies", "ignore-dev-dependencies"] {
        settings.insert(name.into(), true.into());
    }
    let private = Table::from_iter([("ignore".to_owned(), true.into())]);
    settings.insert("private".into(), private.into());
    let exceptions = licenses.get("exceptions").and_then(Value::as_array);
    for exception in exceptions.into_iter().flatten() {
        let name = exception.get("crate").and_then(Value::as_str);
        let name = name.context("an exception of deny.toml names no crate")?;
        let accepted = Table::from_iter([("accepted".to_owned(), allowed(exception)?)]);
        settings.insert(name.to_owned(), accepted.into());
    }
    toml::to_string(&settings).context("the configuration of cargo-about")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_allowed_is_accepted_for_the_same_packages() {
        let deny = "[licenses]\nallow = [\"MIT\"]\nexceptions = [{ crate = \"pq\", allow = [\"PostgreSQL\"] }]";
        let settings: toml::Table = toml::from_str(&about(deny, "a-b-c").unwrap()).unwrap();
        assert_eq!(settings["accepted"], toml::Value::from(vec!["MIT"]));
        assert_eq!(settings["pq"]["accepted"], toml::Value::from(vec!["PostgreSQL"]));
        assert_eq!(settings["targets"], toml::Value::from(vec!["a-b-c"]));
    }
}
