//! `cargo xtask bench`: builds in release mode and runs the benches of the tests crate, which
//! measure the product and the machine's limit in one run. Nothing is asserted by time.

use anyhow::Result;

use crate::{guests, postgres, process, project, report};

#[derive(clap::Args)]
pub struct Options {
    /// Handed to the bench program
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub arguments: Vec<String>,
}

pub fn bench(options: &Options) -> Result<()> {
    let plugins = guests::guests()?;
    let mut build = project::cargo();
    build.args(["build", "--release", "--locked", "--workspace"]);
    build.args(["--bin", "switchboard", "--bin", "bench"]);
    process::run(&mut build)?;
    let database = postgres::for_tests(postgres::Durability::Flushed)?;
    report::say("measuring");
    let release = project::target().join("release");
    let mut command = std::process::Command::new(release.join("bench"));
    command.args(&options.arguments).current_dir(project::root());
    command.env("SWITCHBOARD_BIN", release.join("switchboard"));
    command.env("SWITCHBOARD_TEST_POSTGRES", database.url());
    command.env(guests::FOLDER_VARIABLE, plugins);
    process::run(&mut command)
}
