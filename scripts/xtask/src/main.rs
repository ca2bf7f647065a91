//! The project's own tasks, started as `cargo xtask <task>`. Each task is one file; none of them
//! reads standard input, and all of them work as root and as an ordinary user.

mod bench;
mod dist;
mod format;
mod guests;
mod licenses;
mod postgres;
mod process;
mod project;
mod report;
mod run;
mod schema;
mod screens;
mod setup;
mod test;
mod tidy;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's own tasks", disable_version_flag = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Sets the machine up, builds guests, web and server, and serves
    Run(run::Options),
    /// Sets the machine up and runs every check and test
    Test(test::Options),
    /// Checks the rules that neither a compiler nor clippy sees
    Tidy,
    /// Builds the bundled guests into target/plugins
    Guests,
    /// Exports the GraphQL schemas, or compares them with the checked-in files
    Schema(schema::Options),
    /// Pictures every screen of console and widget at a demo, into target/screens
    Screens(screens::Options),
    /// Builds in release mode and measures the product beside the machine's limits
    Bench(bench::Options),
    /// Makes an archive and a Debian package of the server
    Dist(dist::Options),
    /// Formats every Rust file of the workspace
    Fmt(format::Options),
    /// Checks licences, bans, sources and known vulnerabilities of all dependencies against deny.toml
    Licenses(licenses::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Err(error) = process::stop_on_signals() {
        return report::failure(&error);
    }
    let outcome = match arguments.task {
        Task::Run(options) => run::run(&options),
        Task::Test(options) => return test::test(&options),
        Task::Tidy => tidy::tidy(),
        Task::Guests => guests::guests().map(drop),
        Task::Schema(options) => schema::schema(&options),
        Task::Screens(options) => screens::screens(&options),
        Task::Bench(options) => bench::bench(&options),
        Task::Dist(options) => dist::dist(&options),
        Task::Fmt(options) => format::format(&options),
        Task::Licenses(options) => licenses::licenses(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report::failure(&error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_task_is_handed_on() {
        for words in [["xtask", "run", "--", "--listen=a"], ["xtask", "bench", "--", "--rows"]] {
            let arguments = Arguments::try_parse_from(words).unwrap();
            let handed = match arguments.task {
                Task::Run(options) => options.arguments,
                Task::Bench(options) => options.arguments,
                _ => Vec::new(),
            };
            assert_eq!(handed, [words[3]]);
        }
    }

    #[test]
    fn an_unknown_task_is_refused() {
        assert!(Arguments::try_parse_from(["xtask", "deploy"]).is_err());
    }
}
