//! Programs in other languages: the clients, audits and linters of `tests/clients`. What one prints
//! is shown when it fails.

use serde_json::Value;
use std::{
    ffi::OsString,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// A script that serves on this machine: it says where, and obeys the lines of its input, each of which it answers
/// by one line of JSON.
pub struct Script {
    child: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// Where it serves.
    pub url: String,
}

impl Script {
    /// Starts one with Node.js.
    pub fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new("node")
            .args(arguments)
            .current_dir(folder())
            // It reaches itself by HTTP: not by way of a proxy.
            .env("NO_PROXY", "127.0.0.1")
            .env("no_proxy", "127.0.0.1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let commands = child.stdin.take().expect("a pipe");
        let answers = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut script = Self { child, commands, answers, url: String::new() };
        script.url = script.line();
        assert!(script.url.starts_with("http://127.0.0.1:"), "it listens: {}", script.url);
        script
    }

    /// What it answers to a line.
    pub fn ask(&mut self, command: &str) -> Value {
        writeln!(self.commands, "{command}").expect("the script listens");
        let line = self.line();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{command}: {error}: {line:?}"))
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the script answers");
        line.trim_end().to_owned()
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        // A test that failed leaves no process behind; one that is gone already needs nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

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
