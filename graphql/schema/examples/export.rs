//! Prints a schema's text, sorted: `cargo run -p switchboard-schema --example export -- operator`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let sdl = match std::env::args().nth(1).as_deref() {
        Some("operator") => switchboard_schema::operator_sdl(),
        Some("visitor") => switchboard_visitor::visitor_sdl(),
        _ => {
            eprintln!("say which schema to print: operator or visitor");
            return ExitCode::FAILURE;
        }
    };
    print!("{sdl}");
    ExitCode::SUCCESS
}
