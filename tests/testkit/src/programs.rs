//! Programs in other languages: the clients, audits and linters of `tests/clients`. What one prints
//! is shown when it fails.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

/// The folder of the scripts.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../clients")
}

/// Runs a script with Node.js and gives what it printed.
pub fn node(arguments: &[&str]) -> String {
    let packages = folder().join("node_modules");
    assert!(packages.is_dir(), "the npm packages are missing: `npm ci` in tests/clients");
    run(Command::new("node").args(arguments))
}

/// Runs a script with the Python of the tests and gives what it printed.
pub fn python(arguments: &[&str]) -> String {
    run(Command::new(interpreter()).args(arguments))
}

/// Runs a module of the Python of the tests with more variables and gives what it printed.
pub fn python_module(arguments: &[&str], environment: &[(&str, &Path)]) -> String {
    let mut command = Command::new(interpreter());
    command.arg("-m").args(arguments).envs(environment.iter().copied());
    run(&mut command)
}

/// The interpreter that the task that runs the tests names, else the one that it makes.
fn interpreter() -> OsString {
    std::env::var_os("SWITCHBOARD_PYTHON").unwrap_or_else(|| {
        let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/python/bin/python");
        assert!(made.is_file(), "the Python packages are missing: run `cargo xtask test`");
        made.into()
    })
}

fn run(command: &mut Command) -> String {
    command.current_dir(folder());
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{command:?} ended with {}\n{printed}\n{errors}",
        output.status
    );
    printed
}
