//! `switchboard completions` and `switchboard man`: what packages carry beside the program.

use super::Arguments;
use crate::print;
use anyhow::{Context, Result};
use clap::{Args, CommandFactory};
use std::path::PathBuf;

/// Print the completions for a shell.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    shell: clap_complete::Shell,
}

impl Completions {
    pub fn run(&self) -> Result<()> {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "switchboard", &mut text);
        print::part(&text).context("the completions could not be printed")?;
        Ok(())
    }
}

/// Write the man pages into a folder.
#[derive(Debug, Args)]
pub struct Man {
    /// The folder, which must exist.
    folder: PathBuf,
}

impl Man {
    pub fn run(&self) -> Result<()> {
        clap_mangen::generate_to(Arguments::command(), &self.folder)
            .with_context(|| format!("no man pages could be written to {}", self.folder.display()))
    }
}
