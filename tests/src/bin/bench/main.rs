//! Measures the product beside the machine's limits, in turn and in one run, and prints one table.
//! Run by `cargo xtask bench`; the server is a second process. Nothing is asserted by time.

#![allow(clippy::expect_used, clippy::panic, reason = "a test ends where its expectation ends")]

mod corpus;
mod filling;
mod limit;
mod load;
mod metrics;
mod options;
mod place;
mod row;
mod statistics;
mod steady;
mod table;
mod telegram;
mod wire;

use anyhow::{Result, bail};
use filling::Filled;
use options::Options;
use std::time::Duration;
use switchboard_testkit::usage;
use table::Table;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<()> {
    let options = match Options::parse(std::env::args().skip(1))? {
        options::Wanted::Limit(name) => return limit::serve(&name).await,
        options::Wanted::Table(options) => options,
        options::Wanted::Help => {
            println!("{}", options::HELP);
            return Ok(());
        }
    };
    // Whoever is told to stop lets go of what is measured: the servers end, and their folders go.
    tokio::select! {
        measured = measure(&options) => measured,
        told = told_to_stop() => {
            told?;
            bail!("stopped by a signal; the rows so far are in target/bench.md")
        }
    }
}

async fn told_to_stop() -> Result<()> {
    let mut ended = signal(SignalKind::terminate())?;
    let mut hung_up = signal(SignalKind::hangup())?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => pressed?,
        _ = ended.recv() => {}
        _ = hung_up.recv() => {}
    }
    Ok(())
}

async fn measure(options: &Options) -> Result<()> {
    let mut table = Table::begin(options)?;
    if options.wants_any(&options::ON_LARGE) {
        let (messages, operators) = (options.messages, options.operators());
        let large = filling::filled(messages, options.per_chat, operators).await?;
        rows_on_large(&mut table, &large, options).await?;
    }
    if options.wants_any(&options::ON_SMALL) {
        let small = filling::filled(options.small_messages(), options.per_chat, 1).await?;
        rows_on_small(&mut table, &small, options).await?;
    }
    if options.wants("board") {
        for chats in options.board_chats() {
            table.add(row::board::row(chats, options).await?)?;
        }
    }
    if options.wants("inbound") {
        match place::on_postgres().await? {
            Some((database, place)) => {
                let bare = limit::commits::Database::postgres().await;
                table.add(row::inbound::row(&place, &bare, options).await?)?;
                drop((place, database));
            }
            None => table.note("PostgreSQL: not measured, SWITCHBOARD_TEST_POSTGRES is not set"),
        }
    }
    table.finish()
}

async fn rows_on_large(table: &mut Table, large: &Filled, options: &Options) -> Result<()> {
    if options.wants("decay") {
        table.add(row::decay::row(&large.filling))?;
    }
    if options.wants("start") {
        table.add(row::start::row(large).await?)?;
    }
    if options.wants("list") {
        table.add(row::list::row(large, options).await?)?;
    }
    if options.wants("search") {
        table.add(row::search::row(large, options).await?)?;
    }
    if options.wants("fan-out") {
        table.add(row::fan_out::row(&large.place, options).await?)?;
    }
    if options.wants("memory") {
        table.add(row::memory::idle(large).await?)?;
        table.add(row::memory::under_load(&large.place, options).await?)?;
    }
    Ok(())
}

async fn rows_on_small(table: &mut Table, small: &Filled, options: &Options) -> Result<()> {
    if options.wants("memory") {
        table.add(row::memory::idle(small).await?)?;
    }
    if options.wants("start") {
        table.add(row::start::row(small).await?)?;
    }
    if options.wants("burst") {
        table.add(row::memory::after_burst(&small.place, options).await?)?;
    }
    if options.wants("list") {
        table.add(row::list::row(small, options).await?)?;
    }
    if options.wants("reply") {
        table.add(row::reply::row(&small.place, options).await?)?;
    }
    if options.wants("single") {
        table.add(row::single::row(&small.place, options).await?)?;
    }
    if options.wants("inbound") {
        let bare = limit::commits::Database::Sqlite;
        table.add(row::inbound::row(&small.place, &bare, options).await?)?;
    }
    if options.wants("searchable") {
        table.add(row::searchable::row(&small.place, options).await?)?;
    }
    if options.wants("screen") {
        table.add(row::screen::row(&small.place, options).await?)?;
    }
    Ok(())
}

/// Pause before a process that was started or loaded is looked at.
const REST: Duration = Duration::from_secs(2);
