//! `cargo xtask tidy`: the rules that no compiler and no lint sees. One file per rule; each shows
//! by its own tests that a planted breach is found.

mod accounts;
mod arrows;
mod backends;
mod bounds;
mod calls;
mod channel_names;
mod escapes;
mod events;
mod exceptions;
mod followers;
mod headers;
mod layout;
mod lengths;
mod lints;
mod machine_paths;
mod migrations;
mod outbound;
mod promises;
mod readers;
mod resolvers;
mod source;
mod tokens;
mod transactions;
mod tree;
mod unfinished;
mod visibility;
mod visitors;
mod words;

use anyhow::{Result, bail};

use crate::report;
use tree::Tree;

/// One breach of a rule, at a place that an editor can jump to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub path: String,
    pub line: usize,
    pub message: String,
}

type Rule = fn(&Tree) -> Vec<Finding>;

/// Every rule with the name that stands in front of its findings.
const RULES: [(&str, Rule); 23] = [
    ("accounts", accounts::check),
    ("arrows", arrows::check),
    ("backends", backends::check),
    ("bounds", bounds::check),
    ("channel names", channel_names::check),
    ("escapes", escapes::check),
    ("events", events::check),
    ("followers", followers::check),
    ("headers", headers::check),
    ("layout", layout::check),
    ("lengths", lengths::check),
    ("lints", lints::check),
    ("machine paths", machine_paths::check),
    ("migrations", migrations::check),
    ("outbound", outbound::check),
    ("promises", promises::check),
    ("readers", readers::check),
    ("resolvers", resolvers::check),
    ("transactions", transactions::check),
    ("unfinished", unfinished::check),
    ("visibility", visibility::check),
    ("visitors", visitors::check),
    ("words", words::check),
];

pub fn tidy() -> Result<()> {
    let tree = Tree::read()?;
    let mut count = 0;
    for (name, rule) in RULES {
        let mut findings = rule(&tree);
        findings.sort();
        findings.dedup();
        count += findings.len();
        for finding in findings {
            report::say(format!("{}:{}: {name}: {}", finding.path, finding.line, finding.message));
        }
    }
    if count > 0 {
        bail!("{count} breaches of the rules above");
    }
    report::say(format!("{} rules hold in {} files", RULES.len(), tree.files.len()));
    Ok(())
}
