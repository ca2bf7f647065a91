//! The table: printed row by row while it grows, and kept in `target/bench.md`.

use crate::{options::Options, usage::load_average};
use anyhow::Result;
use std::{fs, path::PathBuf};

/// A row.
pub struct Row {
    /// What is measured.
    pub name: String,
    /// The product's figure with its unit.
    pub product: String,
    /// The limit's figure in the same run.
    pub limit: String,
    /// The product over its limit.
    pub ratio: String,
    /// The budget.
    pub budget: &'static str,
    /// Sizes, counts and settings.
    pub settings: String,
}

/// The table under construction.
pub struct Table {
    text: String,
    path: PathBuf,
}

impl Table {
    /// The head of the table.
    pub fn begin(options: &Options) -> Result<Self> {
        let processors = std::thread::available_parallelism()?;
        let text = format!(
            "{processors} processors, durable commits unless said otherwise, {} messages in the \
             large database; the generator's own CPU is not counted, it shares the processors.\n\n\
             | row | product | limit in the same run | ratio | budget | settings | load |\n\
             | --- | --- | --- | --- | --- | --- | --- |\n",
            options.messages
        );
        print!("{text}");
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/bench.md");
        Ok(Self { text, path })
    }

    /// Adds a row, with the load of the moment.
    pub fn add(&mut self, row: Row) -> Result<()> {
        let Row { name, product, limit, ratio, budget, settings } = row;
        let load = load_average()?;
        self.line(&format!(
            "| {name} | {product} | {limit} | {ratio} | {budget} | {settings} | {load} |"
        ));
        Ok(fs::write(&self.path, &self.text)?)
    }

    /// Says something below the rows so far.
    pub fn note(&mut self, words: &str) {
        self.line(&format!("| {words} | | | | | | |"));
    }

    /// Keeps the whole table.
    pub fn finish(self) -> Result<()> {
        fs::write(&self.path, &self.text)?;
        println!("\nkept in target/bench.md");
        Ok(())
    }

    fn line(&mut self, line: &str) {
        println!("{line}");
        self.text.push_str(line);
        self.text.push('\n');
    }
}
