//! The port to the language: what the desk asks of a script before it keeps it or lets it run.

use crate::engine::{Engine, Mode};
use crate::library::waits_of;
use crate::names::Names;
use crate::rule::RuleReader;
use crate::search::WordList;
use crate::transcript;
use crate::words::Problem;
use std::collections::BTreeMap;
use switchboard_model::rule::{RuleCheck, RuleLanguage, RuleNames, RuleProblem, RuleScript};

/// The language of rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct Language;

impl RuleLanguage for Language {
    fn check(
        &self,
        script: RuleScript<'_>,
        names: &RuleNames,
        lists: &BTreeMap<String, String>,
    ) -> RuleCheck {
        let names = Names::new(names.clone(), lists);
        let read = RuleReader::default().read(script.key, script.source, &names);
        let failures = match (transcript::parse(script.tests), &read.rule) {
            (Err(problems), _) => problems.into_iter().map(told).collect(),
            (Ok(_), None) => Vec::new(),
            (Ok(cases), Some(rule)) => {
                let mut engine = Engine::new(Mode::Plain);
                let rules = std::slice::from_ref(rule);
                let failed = |case: &transcript::Case| {
                    transcript::run(case, rule, rules, &names, &mut engine).err()
                };
                let failed = cases.iter().filter_map(failed);
                failed
                    .map(|failure| {
                        let message = format!("{}: {}", failure.case, failure.message);
                        told(Problem::error((failure.line, 1), message))
                    })
                    .collect()
            }
        };
        RuleCheck {
            title: read.header.title.clone(),
            position: read.header.order,
            problems: read.problems.into_iter().map(told).collect(),
            failures,
            permissions: read.permissions,
            waits: waits_of(&read.header.on),
        }
    }

    fn check_list(&self, words: &str) -> Option<String> {
        WordList::of_text(words).err()
    }
}

fn told(problem: Problem) -> RuleProblem {
    let number = |value: usize| i32::try_from(value).unwrap_or(i32::MAX);
    RuleProblem {
        line: number(problem.line),
        column: number(problem.column),
        message: problem.message,
        is_warning: problem.is_warning,
    }
}
