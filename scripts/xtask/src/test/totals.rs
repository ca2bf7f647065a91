//! Adds up what the test programs and the stories say of themselves.

use std::fmt;

/// Counts over all test programs of one run.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Totals {
    passed: u64,
    failed: u64,
    failed_names: Vec<String>,
}

impl Totals {
    /// Takes in one line of a test program.
    pub fn see(&mut self, line: &str) {
        if let Some(name) =
            line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED"))
        {
            self.failed_names.push(name.to_owned());
        }
        let Some(result) = line.strip_prefix("test result: ") else { return };
        let Some((_, counts)) = result.split_once(". ") else { return };
        for count in counts.split("; ") {
            match count.split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse().unwrap_or(0),
                Some((number, "failed")) => self.failed += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }

    /// Takes in one line of the stories.
    pub fn see_story(&mut self, line: &str) {
        if line.starts_with("ok   ") {
            self.passed += 1;
        } else if let Some(name) = line.strip_prefix("FAIL ") {
            self.failed += 1;
            self.failed_names.push(name.to_owned());
        }
    }

    pub fn ran(&self) -> u64 {
        self.passed + self.failed
    }

    pub fn failed_names(&self) -> &[String] {
        &self.failed_names
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_all_programs_are_added() {
        let mut totals = Totals::default();
        let output = "running 3 tests\n\
            test chat::opens ... ok\n\
            test chat::closes ... FAILED\n\
            test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 4 filtered out; finished in 0.1s\n\
            test result: ok. 40 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 2s";
        output.lines().for_each(|line| totals.see(line));
        assert_eq!(totals.to_string(), "42 passed, 1 failed");
        assert_eq!(totals.failed_names(), ["chat::closes"]);
        assert_eq!(totals.ran(), 43);
    }

    #[test]
    fn a_story_that_fails_is_named() {
        let mut totals = Totals::default();
        let output = "ok   f1_a_chat\nFAIL f2_a_reply on PostgreSQL\nError: no reply";
        output.lines().for_each(|line| totals.see_story(line));
        assert_eq!(totals.to_string(), "1 passed, 1 failed");
        assert_eq!(totals.failed_names(), ["f2_a_reply on PostgreSQL"]);
    }

    #[test]
    fn a_line_that_only_looks_alike_counts_nothing() {
        let mut totals = Totals::default();
        totals.see("test result: what does 9 passed mean");
        totals.see("a test result: ok. 9 passed; 0 failed");
        assert_eq!(totals, Totals::default());
    }
}
