//! What the rules look at: the files that git knows or would take, and the workspace's packages.

use std::fs;

use anyhow::{Context, Result};

use super::source::Source;
use crate::project::Dependency;
use crate::{process, project};

/// A file with its path from the root; `text` is empty for what is no UTF-8.
pub struct File {
    pub path: String,
    pub text: String,
}

/// A package of the workspace with the names of everything that it depends on.
pub struct Member {
    pub name: String,
    /// From the root, with a final slash.
    pub folder: String,
    pub is_guest: bool,
    pub dependencies: Vec<Dependency>,
}

#[derive(Default)]
pub struct Tree {
    pub files: Vec<File>,
    pub rust: Vec<Source>,
    pub members: Vec<Member>,
}

impl Tree {
    pub fn read() -> Result<Self> {
        let root = project::root();
        let mut command = std::process::Command::new("git");
        command.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
        let listed = process::output(command.current_dir(&root))
            .context("the list of files is read from git")?;
        let mut files = Vec::new();
        for path in listed.split_terminator('\0') {
            match fs::read(root.join(path)) {
                Ok(bytes) => {
                    let text = String::from_utf8(bytes).unwrap_or_default();
                    files.push(File { path: path.to_owned(), text });
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(error).with_context(|| format!("{path} cannot be read")),
            }
        }
        let mut tree = Self::of(files)?;
        for package in project::members()? {
            let folder = package.folder().strip_prefix(&root).unwrap_or(package.folder());
            tree.members.push(Member {
                folder: format!("{}/", folder.display()),
                is_guest: package.is_guest,
                dependencies: package.dependencies,
                name: package.name,
            });
        }
        Ok(tree)
    }

    fn of(mut files: Vec<File>) -> Result<Self> {
        files.sort_by(|one, other| one.path.cmp(&other.path));
        files.dedup_by(|one, other| one.path == other.path);
        let sources = files.iter().filter(|file| file.path.ends_with(".rs"));
        let mut rust = sources
            .map(|file| {
                Source::parse(&file.path, &file.text)
                    .with_context(|| format!("{} is not valid Rust", file.path))
            })
            .collect::<Result<Vec<_>>>()?;
        let tests: Vec<String> = rust
            .iter()
            .flat_map(|file| {
                let folder = file.module_folder();
                file.test_modules.iter().map(move |name| format!("{folder}{name}"))
            })
            .collect();
        for file in &mut rust {
            let is_test = tests.iter().any(|module| {
                let rest = file.path.strip_prefix(module.as_str());
                rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
            });
            if is_test {
                file.code.clear();
            }
        }
        Ok(Self { files, rust, members: Vec::new() })
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }

    /// A tree of the given paths and texts, to plant breaches in. Rust that is no file by itself
    /// becomes the body of a function.
    #[cfg(test)]
    pub fn planted(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| {
            let is_body = path.ends_with(".rs") && syn::parse_file(text).is_err();
            let text = if is_body { format!("fn planted() {{ {text} }}") } else { (*text).into() };
            File { path: (*path).to_owned(), text }
        };
        Self::of(files.iter().map(file).collect()).unwrap()
    }

    #[cfg(test)]
    pub fn with_member(mut self, name: &str, folder: &str, dependencies: &[&str]) -> Self {
        let dependency = |name: &&str| Dependency {
            name: name.trim_end_matches('?').to_owned(),
            is_dev: false,
            is_optional: name.ends_with('?'),
        };
        self.members.push(Member {
            name: name.to_owned(),
            folder: folder.to_owned(),
            is_guest: false,
            dependencies: dependencies.iter().map(dependency).collect(),
        });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_module_in_its_own_file_is_no_production_code() {
        let tree = Tree::planted(&[
            ("core/a/src/lib.rs", "#[cfg(test)]\nmod flows;\nmod flowsy;"),
            ("core/a/src/flows.rs", "fn a() { b.unwrap() }"),
            ("core/a/src/flowsy.rs", "fn a() { b.unwrap() }"),
        ]);
        let production: Vec<_> =
            tree.rust.iter().filter(|file| !file.findings("unwrap", "").is_empty()).collect();
        assert_eq!(production.len(), 1);
        assert_eq!(production[0].path, "core/a/src/flowsy.rs");
    }
}
