//! The command line: everything that an admin would script is a command that needs no terminal and
//! can print JSON.

mod admin;
mod audit;
mod backup;
mod broadcast;
mod channel;
mod chat;
mod choice;
mod config;
mod contact;
mod demo;
mod doctor;
mod drill;
mod exported;
mod filter;
mod invitation;
mod label;
mod migrate;
mod named;
mod operator;
mod output;
mod packaging;
mod plugin;
mod restore;
mod resume;
mod retention;
mod rules;
mod schedule;
mod search;
mod serve;
mod team;
mod template;
mod token;
mod toml_file;
mod transcript;
mod view;
mod why_not;

use crate::{
    config::{Config, Sources, foreign_variables, load},
    dependencies, installation, process,
};
use anyhow::Result;
use clap::{Parser, Subcommand};
use output::Output;
use std::path::PathBuf;

/// Switchboard: a self-hosted helpdesk. All channels on one board.
#[derive(Debug, Parser)]
#[command(name = "switchboard", version, about, max_term_width = 100)]
pub struct Arguments {
    /// The configuration file (TOML).
    #[arg(long, global = true, env = "SWITCHBOARD_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder that holds everything by default: database, files, index, keys.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Print JSON instead of text.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the server.
    Serve(serve::Serve),
    /// The demo that `serve --demo` makes.
    #[command(subcommand)]
    Demo(demo::Demo),
    /// Bring the database to this version, then stop.
    Migrate,
    /// Operators with all permissions.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Operators.
    #[command(subcommand)]
    Operator(operator::Operator),
    /// Teams.
    #[command(subcommand)]
    Team(team::Team),
    /// Invitations.
    #[command(subcommand)]
    Invitation(invitation::Invitation),
    /// API tokens.
    #[command(subcommand)]
    Token(token::Token),
    /// Tell why an operator sees a chat, or why not, and what would change it.
    WhyNot(why_not::WhyNot),
    /// Contacts.
    #[command(subcommand)]
    Contact(contact::Contact),
    /// Retention rules.
    #[command(subcommand)]
    Retention(retention::Retention),
    /// Rules: short scripts about chats, as files and on the server.
    #[command(subcommand)]
    Rules(rules::Rules),
    /// Broadcasts: one text to many contacts.
    #[command(subcommand)]
    Broadcast(broadcast::Broadcast),
    /// Print one chat, to read it or to give it to the customer.
    Transcript(transcript::Transcript),
    /// Channels.
    #[command(subcommand)]
    Channel(channel::Channel),
    /// Templates of teams and of everybody.
    #[command(subcommand)]
    Template(template::Template),
    /// Labels of chats.
    #[command(subcommand)]
    Label(label::Label),
    /// Schedules: business hours of channels and teams.
    #[command(subcommand)]
    Schedule(schedule::Schedule),
    /// Views of teams and of everybody: saved lists of chats.
    #[command(subcommand)]
    View(view::View),
    /// Chats.
    #[command(subcommand)]
    Chat(chat::Chat),
    /// Show who changed what, newest first.
    Audit(audit::Audit),
    /// Write database, files and key into one archive, also while serving; the configuration file is
    /// not in it.
    Backup(backup::Backup),
    /// Put an archive of `backup` into an empty data folder.
    Restore(restore::Restore),
    /// Restore an archive aside, look whether all of it is good, and remove it again.
    Drill(drill::Drill),
    /// Show what waits in a restored installation, and set it to work.
    Resume(resume::Resume),
    /// Check the installation, and say what to do.
    Doctor,
    /// Tools for plugin authors, and what is installed.
    #[command(subcommand)]
    Plugin(plugin::Plugin),
    /// The search index.
    #[command(subcommand)]
    Search(search::Search),
    /// The configuration.
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Print the completions for a shell.
    #[command(hide = true)]
    Completions(packaging::Completions),
    /// Write the man pages into a folder.
    #[command(hide = true)]
    Man(packaging::Man),
}

impl Command {
    /// Does it look after an installation that is there, rather than make one?
    fn needs_installation(&self) -> bool {
        match self {
            Self::Serve(_)
            | Self::Migrate
            // Says itself that there is none.
            | Self::Demo(_)
            | Self::Admin(_)
            | Self::Channel(channel::Channel::Create(_))
            | Self::Restore(_)
            | Self::Drill(_)
            | Self::Config(_)
            | Self::Rules(rules::Rules::Local(_))
            | Self::Completions(_)
            | Self::Man(_)
            // Says itself, as a finding, what is missing.
            | Self::Doctor => false,
            Self::Token(_)
            | Self::Operator(_)
            | Self::Team(_)
            | Self::Invitation(_)
            | Self::WhyNot(_)
            | Self::Contact(_)
            | Self::Retention(_)
            | Self::Rules(rules::Rules::Server(_))
            | Self::Broadcast(_)
            | Self::Transcript(_)
            | Self::Channel(_)
            | Self::Template(_)
            | Self::Label(_)
            | Self::Schedule(_)
            | Self::View(_)
            | Self::Chat(_)
            | Self::Audit(_)
            | Self::Backup(_)
            | Self::Resume(_)
            | Self::Plugin(_)
            | Self::Search(_) => true,
        }
    }
}

impl Arguments {
    /// Runs the command; the exit code says how it went.
    pub fn run(self) -> Result<std::process::ExitCode> {
        let output = Output::new(self.json);
        let mut overrides = Vec::new();
        if let Some(data) = &self.data {
            overrides.push(("server.data", data.display().to_string()));
        }
        if let Command::Serve(serve) = &self.command {
            overrides.extend(serve.overrides());
        }
        // These need no configuration.
        let done = || std::process::ExitCode::SUCCESS;
        match self.command {
            Command::Plugin(plugin::Plugin::Test(test)) => {
                return runtime(0)?.block_on(test.run());
            }
            Command::Completions(completions) => return completions.run().map(|()| done()),
            Command::Man(man) => return man.run().map(|()| done()),
            Command::Rules(rules::Rules::Local(rules)) => return rules.run(&output),
            _ => {}
        }
        process::keep_private();
        process::hide_memory();
        let environment = environment();
        let foreign = foreign_variables(&environment).join(", ");
        // An empty variable is unset.
        let file = self.config.filter(|file| !file.as_os_str().is_empty());
        let config = load(&Sources { file, environment, overrides })?;
        run(self.command, config, &foreign, &output)
    }
}

/// The environment. A name that is no UTF-8 is none of ours.
fn environment() -> Vec<(String, String)> {
    #[expect(clippy::disallowed_methods, reason = "the configuration begins here")]
    let all = std::env::vars_os();
    all.filter_map(|(name, text)| Some((name.into_string().ok()?, text.to_string_lossy().into())))
        .collect()
}

fn run(
    command: Command,
    config: Config,
    foreign: &str,
    output: &Output,
) -> Result<std::process::ExitCode> {
    let done = || Ok(std::process::ExitCode::SUCCESS);
    if let Command::Config(command) = command {
        command.run(&config, output);
        return done();
    }
    crate::telemetry::start(&config.log, matches!(command, Command::Serve(_)));
    if !foreign.is_empty() {
        tracing::warn!(
            variables = foreign,
            "these variables of the environment are no settings: `switchboard config keys` lists those"
        );
    }
    if command.needs_installation() {
        installation::require(&config)?;
    }
    let folders = dependencies::folders(&config).unwrap_or_default();
    let ended = runtime(config.database.readers)?.block_on(async {
        match command {
            Command::Serve(command) => command.run(config).await?,
            Command::Demo(command) => command.run(config, output).await?,
            Command::Migrate => migrate::run(config, output).await?,
            Command::Admin(command) => command.run(config, output).await?,
            Command::Operator(command) => command.run(config, output).await?,
            Command::Team(command) => command.run(config, output).await?,
            Command::Token(command) => command.run(config, output).await?,
            Command::Invitation(command) => command.run(config, output).await?,
            Command::WhyNot(command) => command.run(config, output).await?,
            Command::Contact(command) => command.run(config, output).await?,
            Command::Retention(command) => command.run(config, output).await?,
            Command::Rules(rules::Rules::Server(command)) => command.run(config, output).await?,
            Command::Broadcast(command) => command.run(config, output).await?,
            Command::Transcript(command) => command.run(config, output).await?,
            Command::Channel(command) => command.run(config, output).await?,
            Command::Template(command) => command.run(config, output).await?,
            Command::Label(command) => command.run(config, output).await?,
            Command::Schedule(command) => command.run(config, output).await?,
            Command::View(command) => command.run(config, output).await?,
            Command::Chat(command) => command.run(config, output).await?,
            Command::Audit(command) => command.run(config, output).await?,
            Command::Backup(command) => command.run(config, output).await?,
            Command::Restore(command) => command.run(config, output).await?,
            Command::Drill(command) => command.run(config, output).await?,
            Command::Resume(command) => command.run(config, output).await?,
            Command::Doctor => return doctor::run(config, output).await,
            Command::Plugin(command) => command.run(config, output).await?,
            Command::Search(command) => command.run(config, output).await?,
            Command::Config(_)
            | Command::Rules(rules::Rules::Local(_))
            | Command::Completions(_)
            | Command::Man(_) => {}
        }
        done()
    });
    // On a full disk many things fail in many ways, and callers are told of none of them what it is.
    ended.map_err(|error| match dependencies::shortage(&folders) {
        Some(shortage) => error.context(shortage),
        None => error,
    })
}

/// A runtime for what reads by so many connections.
fn runtime(readers: usize) -> Result<tokio::runtime::Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.thread_stack_size(crate::limits::THREAD_STACK_BYTES);
    // Each thread keeps memory of its own until it ends.
    builder.max_blocking_threads(readers + crate::limits::BLOCKING_THREADS);
    builder.thread_keep_alive(crate::limits::BLOCKING_IDLE);
    Ok(builder.enable_all().build()?)
}
