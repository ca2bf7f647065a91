//! The program `switchboard`.

use clap::Parser;
use std::process::ExitCode;
use switchboard_server::cli::Arguments;

/// Gives memory back after a burst, by a thread of its own and while nothing happens: how soon stands in
/// `.cargo/config.toml`. That of the system keeps it. What is written in C, such as SQLite, takes from it too.
#[cfg(feature = "jemalloc")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[cfg(all(feature = "mimalloc", not(feature = "jemalloc")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match Arguments::parse().run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("switchboard: {error:#}");
            ExitCode::FAILURE
        }
    }
}
