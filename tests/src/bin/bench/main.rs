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

use anyhow::Result;
use options::Options;
use std::time::Duration;
use switchboard_testkit::usage;
use table::Table;

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<()> {
    let options = match Options::parse(std::env::args().skip(1))? {
        options::Wanted::Limit(name) => return limit::serve(&name).await,
        options::Wanted::Table(options) => options,
    };
    let mut table = Table::begin(&options)?;
    let mut large = filling::filled(options.messages, options.operators()).await?;
    table.add(row::decay::row(&large.filling))?;
    let small = filling::filled(options.small_messages(), 1).await?;
    if options.wants("start") {
        table.add(row::start::row(&large.place, &options).await?)?;
    }
    if options.wants("memory") {
        table.add(row::memory::idle(&small.place).await?)?;
    }
    if options.wants("list") {
        for size in [&small, &large] {
            table.add(row::list::row(size, &options).await?)?;
        }
    }
    if options.wants("search") {
        table.add(row::search::row(&large, &options).await?)?;
    }
    if options.wants("reply") {
        table.add(row::reply::row(&small.place, &options).await?)?;
    }
    if options.wants("single") {
        table.add(row::single::row(&small.place, &options).await?)?;
    }
    if options.wants("inbound") {
        let bare = limit::commits::Database::Sqlite;
        table.add(row::inbound::row(&small.place, &bare, &options).await?)?;
        match place::on_postgres().await? {
            Some((database, place)) => {
                let bare = limit::commits::Database::postgres().await;
                table.add(row::inbound::row(&place, &bare, &options).await?)?;
                drop((place, database));
            }
            None => table.note("PostgreSQL: not measured, SWITCHBOARD_TEST_POSTGRES is not set"),
        }
    }
    if options.wants("searchable") {
        table.add(row::searchable::row(&small.place, &options).await?)?;
    }
    if options.wants("screen") {
        table.add(row::screen::row(&small.place, &options).await?)?;
    }
    if options.wants("fan-out") {
        table.add(row::fan_out::row(&large.place, &options).await?)?;
    }
    if options.wants("memory") {
        table.add(row::memory::under_load(&mut large.place, &options).await?)?;
    }
    table.finish()
}

/// Pause before a process that was started or loaded is looked at.
const REST: Duration = Duration::from_secs(2);
