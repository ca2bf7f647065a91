//! `cargo xtask fmt`: formats the workspace, or with `--check` only says what is not formatted.

use anyhow::{Context, Result};

use crate::{process, project, setup};

#[derive(clap::Args)]
pub struct Options {
    /// Change nothing, fail when a file is not formatted
    #[arg(long)]
    pub check: bool,
}

pub fn format(options: &Options) -> Result<()> {
    setup::toolchain::ensure_component("rustfmt")?;
    let mut command = project::cargo();
    command.args(["fmt", "--all"]);
    if options.check {
        command.arg("--check");
        return process::run(&mut command)
            .context("the files above are not formatted; mend it with: cargo xtask fmt");
    }
    process::run(&mut command)
}
