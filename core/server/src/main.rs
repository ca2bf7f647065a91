//! The program `switchboard`.

use clap::Parser;
use std::process::ExitCode;
use switchboard_server::cli::Arguments;
use tikv_jemallocator::Jemalloc;

/// Gives memory back after a burst, that of SQLite as well; how soon stands in `.cargo/config.toml`.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    match Arguments::parse().run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("switchboard: {error:#}");
            ExitCode::FAILURE
        }
    }
}
