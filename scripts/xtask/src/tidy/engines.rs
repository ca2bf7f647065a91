//! Each engine has one home: its types do not leak into other rooms.

use super::Finding;
use super::scan::words;
use super::tree::Tree;

struct Engine {
    /// The package and, with a dash behind, its companions.
    package: &'static str,
    homes: &'static [&'static str],
}

const ENGINES: [Engine; 9] = [
    Engine { package: "diesel", homes: &["core/store/"] },
    Engine { package: "libsqlite3-sys", homes: &["core/store/"] },
    Engine { package: "pq-sys", homes: &["core/store/"] },
    Engine { package: "async-graphql", homes: &["graphql/"] },
    Engine { package: "wasmtime", homes: &["plugins/host/"] },
    Engine { package: "rhai", homes: &["core/rules/"] },
    Engine { package: "tantivy", homes: &["core/search/"] },
    // Rooms that others call return errors with names; only where errors end may they be a text.
    Engine { package: "anyhow", homes: &["core/server/", "plugins/kit/", "scripts/xtask/"] },
    Engine { package: "axum", homes: &["core/server/", "graphql/transport/"] },
];

/// May use any engine, to hold it against the product.
const TESTS: &str = "tests/";

pub fn check(tree: &Tree) -> Vec<Finding> {
    ENGINES
        .iter()
        .flat_map(|engine| [engine.in_code(tree), engine.in_manifests(tree)].concat())
        .collect()
}

impl Engine {
    fn is_home(&self, path: &str) -> bool {
        path.starts_with(TESTS) || self.homes.iter().any(|home| path.starts_with(home))
    }

    fn message(&self) -> String {
        format!("{} is used in {} only", self.package, self.homes.join(" and "))
    }

    fn in_code(&self, tree: &Tree) -> Vec<Finding> {
        let module = self.package.replace('-', "_");
        let mut findings = Vec::new();
        for file in tree.rust.iter().filter(|file| !self.is_home(&file.path)) {
            for place in words(&file.code, &module) {
                let before = file.code[..place].trim_end();
                let after = file.code[place + module.len()..].trim_start();
                let is_path = after.starts_with("::") && !before.ends_with("::");
                if is_path || before.ends_with("use") || before.ends_with("extern crate") {
                    findings.push(file.finding(place, self.message()));
                }
            }
        }
        findings
    }

    fn in_manifests(&self, tree: &Tree) -> Vec<Finding> {
        let strangers = tree.members.iter().filter(|member| !self.is_home(&member.folder));
        let users = strangers.filter(|member| {
            member.dependencies.iter().any(|(name, _)| {
                let rest = name.strip_prefix(self.package);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
            })
        });
        users
            .map(|member| Finding {
                path: format!("{}Cargo.toml", member.folder),
                line: 1,
                message: self.message(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_used_away_from_home_is_found() {
        for engine in ENGINES {
            let module = engine.package.replace('-', "_");
            for text in [format!("use {module}::a;"), format!("fn f(x: {module}::A) {{}}")] {
                let stray = Tree::planted(&[("core/model/src/a.rs", &text)]);
                assert_eq!(check(&stray).len(), 1, "{text}");
                let path = format!("{}src/a.rs", engine.homes[0]);
                assert_eq!(check(&Tree::planted(&[(&path, &text)])), [], "{text}");
            }
        }
    }

    #[test]
    fn an_engine_in_a_strangers_manifest_is_found() {
        for engine in ["diesel", "diesel_migrations", "async-graphql-axum", "wasmtime-wasi", "axum"]
        {
            let tree = Tree::default().with_member("switchboard-desk", "core/desk/", &[engine]);
            assert_eq!(check(&tree).len(), 1, "{engine}");
            let tree = Tree::default().with_member("switchboard-tests", "tests/", &[engine]);
            assert_eq!(check(&tree), [], "{engine}");
        }
    }

    #[test]
    fn a_module_that_only_ends_like_an_engine_is_none() {
        let tree = Tree::planted(&[("core/model/src/a.rs", "use crate::axum::b; let axum = 1;")]);
        assert_eq!(check(&tree), []);
    }
}
