//! The report of a run: a line per failing case, the differences below it, and the sums.

use crate::{
    limits::{SHOWN_CHARS, SHOWN_DIFFERENCES},
    matching::Difference,
};
use std::fmt;

/// The result of one case.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// As expected.
    Passed,
    /// Otherwise; each difference names what was expected and what came.
    Failed(Vec<Difference>),
    /// The case describes nothing that could be run, and why.
    NotRun(String),
}

/// The results of all cases of a folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    cases: Vec<(String, Verdict)>,
}

impl Report {
    pub(crate) fn add(&mut self, name: impl Into<String>, verdict: Verdict) {
        self.cases.push((name.into(), verdict));
    }

    /// How many came out as expected.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Passed))
    }

    /// How many did not.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Failed(_)))
    }

    /// All cases with their results, in the order in which they ran.
    #[must_use]
    pub fn cases(&self) -> &[(String, Verdict)] {
        &self.cases
    }

    fn count(&self, is_counted: impl Fn(&Verdict) -> bool) -> usize {
        self.cases.iter().filter(|(_, verdict)| is_counted(verdict)).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, verdict) in &self.cases {
            match verdict {
                Verdict::Passed => {}
                Verdict::NotRun(reason) => writeln!(formatter, "not run  {name}: {reason}")?,
                Verdict::Failed(differences) => {
                    writeln!(formatter, "FAILED   {name}")?;
                    for difference in differences.iter().take(SHOWN_DIFFERENCES) {
                        write!(formatter, "{difference}")?;
                    }
                }
            }
        }
        writeln!(formatter, "{} passed, {} failed", self.passed(), self.failed())
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "    {}", self.at)?;
        writeln!(formatter, "        expected {}", shown(&self.expected))?;
        writeln!(formatter, "        actual   {}", shown(&self.actual))
    }
}

fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN_CHARS).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_what_failed_and_closes_with_the_sums() {
        let mut report = Report::default();
        report.add("01-text", Verdict::Passed);
        report.add("02-photo", Verdict::Failed(vec![Difference::new("text", "\"a\"", "\"b\"")]));
        report.add("03-call", Verdict::NotRun("it names no call".into()));
        let expected = "FAILED   02-photo\n    text\n        expected \"a\"\n        actual   \"b\"\n\
                        not run  03-call: it names no call\n1 passed, 1 failed\n";
        assert_eq!(report.to_string(), expected);
    }
}
