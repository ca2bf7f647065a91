//! A folder of rules: what lies in it, and whether all of it is right. Read by the command line.

use crate::engine::{Engine, Mode};
use crate::limits::{FILE_MAX_BYTES, KEY_MAX_BYTES, RULES_MAX};
use crate::names::Names;
use crate::rule::{Rule, RuleReader};
use crate::search::WordList;
use crate::transcript::{self, CaseFailure};
use crate::unreached;
use crate::words::Problem;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Why a folder cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file or the folder itself is not there, or not to be read.
    #[error("{} cannot be read: {error}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// There is nothing to do.
    #[error("{} has no rules: write one as 10-first.rhai", .0.display())]
    Empty(PathBuf),
    /// There are too many.
    #[error("{} has {count} rules, {RULES_MAX} are allowed: switch off what is not needed", path.display())]
    TooMany {
        /// The folder.
        path: PathBuf,
        /// How many.
        count: usize,
    },
}

/// A problem, in its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileProblem {
    /// The file, below the folder.
    pub file: String,
    /// The problem.
    #[serde(flatten)]
    pub problem: Problem,
}

impl std::fmt::Display for FileProblem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Problem { line, column, message, is_warning } = &self.problem;
        let warning = if *is_warning { "warning: " } else { "" };
        write!(formatter, "{}:{line}:{column}: {warning}{message}", self.file)
    }
}

/// A folder that was read and checked.
#[derive(Debug)]
pub struct Folder {
    /// What is wrong in it.
    pub problems: Vec<FileProblem>,
    /// How many rules it has.
    pub rule_count: usize,
    names: Names,
    rules: Vec<Rule>,
    tests: Vec<(String, String)>,
    lists: Vec<(String, String)>,
}

/// A rule of a folder, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderText {
    /// Its key.
    pub key: String,
    /// The script.
    pub source: String,
    /// Its cases; empty where it has none.
    pub tests: String,
}

/// What the cases of a folder came to.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tested {
    /// How many came to what was expected.
    pub passed: usize,
    /// Those that did not.
    pub failures: Vec<TestFailure>,
    /// Rules without a case.
    pub untested: Vec<String>,
}

/// A case that failed, in its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TestFailure {
    /// The file, below the folder.
    pub file: String,
    /// The case.
    #[serde(flatten)]
    pub failure: CaseFailure,
}

impl std::fmt::Display for TestFailure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let CaseFailure { case, line, message } = &self.failure;
        write!(formatter, "{}:{line}:1: {case}: {message}", self.file)
    }
}

impl std::fmt::Display for Tested {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for failure in &self.failures {
            writeln!(formatter, "{failure}")?;
        }
        for key in &self.untested {
            writeln!(formatter, "{key}.rhai has no cases: write them into {key}.test")?;
        }
        write!(formatter, "{} passed, {} failed", self.passed, self.failures.len())
    }
}

impl std::fmt::Display for Folder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for problem in &self.problems {
            writeln!(formatter, "{problem}")?;
        }
        let counted = |count: usize, noun: &str| {
            format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
        };
        let problems = counted(self.problems.len(), "problem");
        write!(formatter, "{}, {problems}", counted(self.rule_count, "rule"))
    }
}

impl Folder {
    /// Reads a folder and checks all that lies in it.
    pub fn read(path: &Path) -> Result<Self, FolderError> {
        let mut problems = Vec::new();
        let (names, lists) = read_names(path, &mut problems)?;
        let scripts = files(path, "rhai")?;
        if scripts.is_empty() {
            return Err(FolderError::Empty(path.to_owned()));
        }
        if scripts.len() > RULES_MAX {
            return Err(FolderError::TooMany { path: path.to_owned(), count: scripts.len() });
        }
        let reader = RuleReader::default();
        let mut rules = Vec::new();
        for (key, file) in &scripts {
            let name = format!("{key}.rhai");
            let mut tell =
                |problem: Problem| problems.push(FileProblem { file: name.clone(), problem });
            if !is_key(key) {
                let message = "a rule's file has a name of small letters, digits, - and _, such as 20-payment.rhai";
                tell(Problem::error((1, 1), message));
            }
            let Some(source) = text(file, &mut tell)? else { continue };
            let read = reader.read(key, &source, &names);
            read.problems.into_iter().for_each(&mut tell);
            rules.extend(read.rule);
        }
        rules.sort_by(|one, other| {
            (one.header.order, &one.key).cmp(&(other.header.order, &other.key))
        });
        for (place, rule) in rules.iter().enumerate() {
            let file = format!("{}.rhai", rule.key);
            let told = unreached::warnings(rule, &rules[..place]);
            problems.extend(
                told.into_iter().map(|problem| FileProblem { file: file.clone(), problem }),
            );
        }
        let mut tests = Vec::new();
        for (key, file) in files(path, "test")? {
            let name = format!("{key}.test");
            let mut tell =
                |problem: Problem| problems.push(FileProblem { file: name.clone(), problem });
            if !scripts.iter().any(|(script, _)| *script == key) {
                let hint =
                    crate::words::did_you_mean(&key, scripts.iter().map(|(key, _)| key.as_str()));
                tell(Problem::error((1, 1), format!("there is no rule {key}.rhai.{hint}")));
            }
            let Some(text) = text(&file, &mut tell)? else { continue };
            match transcript::parse(&text) {
                Ok(_) => tests.push((key, text)),
                Err(all) => all.into_iter().for_each(&mut tell),
            }
        }
        Ok(Self { problems, rule_count: scripts.len(), names, rules, tests, lists })
    }

    /// Is nothing wrong but what is only warned of.
    pub fn is_clean(&self) -> bool {
        self.problems.iter().all(|one| one.problem.is_warning)
    }

    /// The rules that are right, as they are written, in their order.
    pub fn texts(&self) -> Vec<FolderText> {
        let tests = |key: &str| {
            let found = self.tests.iter().find(|(of, _)| of == key);
            found.map(|(_, text)| text.clone()).unwrap_or_default()
        };
        let text = |rule: &Rule| FolderText {
            key: rule.key.clone(),
            source: rule.source.clone(),
            tests: tests(&rule.key),
        };
        self.rules.iter().map(text).collect()
    }

    /// The lists of words, by their keys.
    pub fn lists(&self) -> &[(String, String)] {
        &self.lists
    }

    /// Runs all cases of the rules that are right.
    pub fn test(&self) -> Tested {
        let mut tested = Tested::default();
        let mut engine = Engine::new(Mode::Plain);
        for rule in &self.rules {
            let Some((key, text)) = self.tests.iter().find(|(key, _)| *key == rule.key) else {
                tested.untested.push(rule.key.clone());
                continue;
            };
            for case in transcript::parse(text).unwrap_or_default() {
                match transcript::run(&case, rule, &self.rules, &self.names, &mut engine) {
                    Ok(()) => tested.passed += 1,
                    Err(failure) => {
                        tested.failures.push(TestFailure { file: format!("{key}.test"), failure });
                    }
                }
            }
        }
        tested
    }
}

/// The names of a folder, and the texts of its lists by their keys.
fn read_names(
    path: &Path,
    problems: &mut Vec<FileProblem>,
) -> Result<(Names, Vec<(String, String)>), FolderError> {
    let file = path.join("names.toml");
    let mut tell =
        |name: &str, problem| problems.push(FileProblem { file: name.to_owned(), problem });
    let mut names = Names::default();
    if file.exists()
        && let Some(text) = text(&file, &mut |problem| tell("names.toml", problem))?
    {
        match Names::parse(&text) {
            Ok(read) => names = read,
            Err((line, message)) => tell("names.toml", Problem::error((line, 1), message)),
        }
    }
    let mut texts = Vec::new();
    let lists = path.join("lists");
    if lists.is_dir() {
        for (key, file) in files(&lists, "txt")? {
            let name = format!("lists/{key}.txt");
            let Some(text) = text(&file, &mut |problem| tell(&name, problem))? else { continue };
            match WordList::of_text(&text) {
                Ok(list) => {
                    names.insert_list(&key, list);
                    texts.push((key, text));
                }
                Err(message) => tell(&name, Problem::error((1, 1), message)),
            }
        }
    }
    Ok((names, texts))
}

fn is_key(key: &str) -> bool {
    let is_plain = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '-' | '_')
    };
    !key.is_empty() && key.len() <= KEY_MAX_BYTES && key.chars().all(is_plain)
}

/// The files of a folder with an ending, by their names without it, in order.
fn files(folder: &Path, ending: &str) -> Result<Vec<(String, PathBuf)>, FolderError> {
    let unreadable = |error| FolderError::Unreadable { path: folder.to_owned(), error };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|found| found == ending)
            && let Some(stem) = path.file_stem().and_then(|stem| stem.to_str())
        {
            files.push((stem.to_owned(), path.clone()));
        }
    }
    files.sort();
    Ok(files)
}

/// The text of a file; one that is too long or no text is told.
fn text(file: &Path, tell: &mut impl FnMut(Problem)) -> Result<Option<String>, FolderError> {
    let unreadable = |error| FolderError::Unreadable { path: file.to_owned(), error };
    if fs::metadata(file).map_err(unreadable)?.len() > FILE_MAX_BYTES {
        tell(Problem::error((1, 1), format!("the file is larger than {FILE_MAX_BYTES} bytes")));
        return Ok(None);
    }
    match String::from_utf8(fs::read(file).map_err(unreadable)?) {
        Ok(text) => Ok(Some(text)),
        Err(_) => {
            tell(Problem::error((1, 1), "the file is no text in UTF-8"));
            Ok(None)
        }
    }
}
