//! What a task tells its reader: plain lines, steps with their durations, the closing table.

use std::fmt::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::process;

/// Prints the error with its causes on one line each and gives the task's exit code.
pub fn failure(error: &anyhow::Error) -> ExitCode {
    eprintln!("error: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
    ExitCode::FAILURE
}

/// One line about what a task does, skips or misses.
pub fn say(text: impl AsRef<str>) {
    println!("   {}", text.as_ref());
}

/// The steps of a task in the order in which they ran.
#[derive(Default)]
pub struct Steps {
    rows: Vec<Row>,
}

struct Row {
    name: String,
    outcome: &'static str,
    took: Duration,
}

impl Steps {
    /// Runs one step between a headline and a line with its duration.
    pub fn run<T>(&mut self, name: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
        process::check_interrupted()?;
        println!("== {name}");
        let started = Instant::now();
        let result = step();
        let outcome = if result.is_ok() { "ok" } else { "FAILED" };
        let took = started.elapsed();
        println!("-- {name}: {outcome} in {}", seconds(took));
        self.rows.push(Row { name: name.to_owned(), outcome, took });
        result
    }

    /// The closing table, one line per step and one for the sum.
    pub fn table(&self) -> String {
        let width = self.rows.iter().map(|row| row.name.len()).max().unwrap_or(0).max(5);
        let mut text = String::new();
        for row in &self.rows {
            let _ = writeln!(
                text,
                "{:<width$}  {:<6}  {:>9}",
                row.name,
                row.outcome,
                seconds(row.took)
            );
        }
        let sum = self.rows.iter().map(|row| row.took).sum();
        let _ = writeln!(text, "{:<width$}  {:<6}  {:>9}", "total", "", seconds(sum));
        text
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_shows_every_step_that_ran_with_its_outcome() {
        let mut steps = Steps::default();
        steps.run("format", || Ok(())).unwrap();
        steps.run("tidy", || -> Result<()> { anyhow::bail!("a breach") }).unwrap_err();
        let table = steps.table();
        let lines: Vec<_> = table.lines().collect();
        assert!(lines[0].starts_with("format  ok"), "{table}");
        assert!(lines[1].starts_with("tidy    FAILED"), "{table}");
        assert!(lines[2].starts_with("total"), "{table}");
    }
}
