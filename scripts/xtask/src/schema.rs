//! `cargo xtask schema`: writes the SDL of both GraphQL schemas into the tree, or with `--check`
//! compares it with what is checked in.

use std::fs;
use std::io::ErrorKind;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{process, project, report};

/// The example of the schema package that prints one schema.
const EXPORT: &str = "export";

/// Audience as the export example calls it, and the file that holds its SDL.
const SCHEMAS: [(&str, &str); 2] =
    [("operator", "graphql/schema/schema.graphql"), ("visitor", "graphql/visitor/visitor.graphql")];

#[derive(clap::Args)]
pub struct Options {
    /// Write nothing, fail when a checked-in file differs from the code
    #[arg(long)]
    pub check: bool,
}

pub fn schema(options: &Options) -> Result<()> {
    let mut build = project::cargo();
    // The whole workspace is named so that features are resolved as for the tests: built once.
    build.args(["build", "--quiet", "--locked", "--workspace", "--example", EXPORT]);
    process::run(&mut build)?;
    SCHEMAS.iter().try_for_each(|(audience, file)| write_or_compare(audience, file, options.check))
}

fn write_or_compare(audience: &str, file: &str, is_check: bool) -> Result<()> {
    let export = project::target().join("debug/examples").join(EXPORT);
    let exported = process::output(Command::new(export).arg(audience))?;
    let path = project::root().join(file);
    let stored = match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("{file} cannot be read")),
    };
    if stored.as_deref() == Some(exported.as_str()) {
        report::say(format!("{file} is as the code says"));
    } else if is_check {
        bail!("{file} {}; write it with: cargo xtask schema", difference(stored, &exported));
    } else {
        fs::write(&path, exported).with_context(|| format!("{file} cannot be written"))?;
        report::say(format!("{file} written"));
    }
    Ok(())
}

/// Says where the two texts part, so that a reader need not search for it.
fn difference(stored: Option<String>, exported: &str) -> String {
    let Some(stored) = stored else { return "is not there".to_owned() };
    let same = stored.lines().zip(exported.lines()).take_while(|(old, new)| old == new).count();
    format!(
        "differs from the code at line {}: it has `{}`, the code says `{}`",
        same + 1,
        stored.lines().nth(same).unwrap_or_default().trim(),
        exported.lines().nth(same).unwrap_or_default().trim()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_differing_line_is_quoted() {
        let text =
            difference(Some("type A {\n  id: ID!\n}\n".to_owned()), "type A {\n  id: ID\n}\n");
        assert_eq!(
            text,
            "differs from the code at line 2: it has `id: ID!`, the code says `id: ID`"
        );
    }

    #[test]
    fn a_missing_file_is_said_to_be_missing() {
        assert_eq!(difference(None, "type A"), "is not there");
    }
}
