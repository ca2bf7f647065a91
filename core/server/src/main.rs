//! The program `switchboard`.

use clap::Parser;
use std::process::ExitCode;
use switchboard_server::cli::Arguments;

/// Gives memory back after a burst; that of the system keeps it.
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
