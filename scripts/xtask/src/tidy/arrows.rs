//! Which crate may depend on which, ours and others: the arrows of ARCHITECTURE.md, read from the
//! packages' manifests. What a crate does not depend on, its code cannot name.

use super::Finding;
use super::tree::{Member, Tree};
use crate::project::Dependency;

/// Each package with the packages of this workspace that it may use.
const ARROWS: [(&str, &[&str]); 20] = [
    ("switchboard-bounds", &[]),
    ("switchboard-model", &[]),
    ("switchboard-store", &["switchboard-model"]),
    ("switchboard-board", &["switchboard-model", "switchboard-store"]),
    ("switchboard-desk", &["switchboard-bounds", "switchboard-model", "switchboard-store"]),
    (
        "switchboard-flow",
        &[
            "switchboard-bounds",
            "switchboard-model",
            "switchboard-store",
            "switchboard-desk",
            "switchboard-rules",
        ],
    ),
    ("switchboard-search", &["switchboard-model", "switchboard-store"]),
    // A rule is one function of what it is given: rows and commands are others' to bring.
    ("switchboard-rules", &["switchboard-model"]),
    ("switchboard-demo", &["switchboard-model", "switchboard-store", "switchboard-desk"]),
    // What GraphQL reads, the desk hands out.
    (
        "switchboard-graphql",
        &[
            "switchboard-meter",
            "switchboard-model",
            "switchboard-desk",
            "switchboard-graphql-macros",
        ],
    ),
    ("switchboard-graphql-macros", &[]),
    ("switchboard-meter", &[]),
    (
        "switchboard-visitor",
        &[
            "switchboard-model",
            "switchboard-desk",
            "switchboard-graphql",
            "switchboard-graphql-macros",
        ],
    ),
    (
        "switchboard-schema",
        &[
            "switchboard-bounds",
            "switchboard-model",
            "switchboard-desk",
            "switchboard-graphql",
            "switchboard-graphql-macros",
        ],
    ),
    ("switchboard-transport", &["switchboard-bounds", "switchboard-meter"]),
    ("switchboard-host", &["switchboard-bounds", "switchboard-model"]),
    ("switchboard-plugin", &[]),
    ("switchboard-kit", &["switchboard-model", "switchboard-host"]),
    ("guests", &[]),
    ("switchboard-testkit-macros", &[]),
];

/// Guests see the contract alone.
const GUEST_ARROWS: &[&str] = &["switchboard-plugin"];

/// What the tests and examples of the first may use beside it, and its features for tests: the rows
/// that they prepare, the other schema that is exported with it, the attribute of tests on both databases.
const FOR_TESTS: [(&str, &str); 4] = [
    ("switchboard-desk", "switchboard-rules"),
    ("switchboard-schema", "switchboard-store"),
    ("switchboard-schema", "switchboard-visitor"),
    ("switchboard-store", "switchboard-testkit-macros"),
];

/// Where everything meets; nobody but the tests may use these in turn.
const MEETING_PLACES: [&str; 4] =
    ["switchboard-server", "switchboard-testkit", "switchboard-tests", "xtask"];

/// Packages of others with the folders that may use them; a package's companions
/// (`async-graphql-value`) follow it.
const ENGINES: [(&str, &[&str]); 10] = [
    ("diesel", &["core/store/"]),
    ("libsqlite3-sys", &["core/store/"]),
    ("pq-sys", &["core/store/"]),
    ("async-graphql", &["graphql/"]),
    ("wasmtime", &["plugins/host/"]),
    ("rhai", &["core/rules/"]),
    ("tantivy", &["core/search/"]),
    // Crates that others call return errors with names; only where errors end may they be a text.
    ("anyhow", &["core/server/", "plugins/kit/", "scripts/"]),
    ("axum", &["core/server/", "graphql/transport/"]),
    ("async-nats", &["core/server/"]),
];

/// May use any engine, to hold it against the product.
const TESTS: &str = "tests/";

/// The nouns' SQL types stand beside the nouns, behind a feature that the store alone switches on.
const DERIVED_ROWS: (&str, &str) = ("core/model/", "diesel");

pub fn check(tree: &Tree) -> Vec<Finding> {
    let of_ours = tree.members.iter().flat_map(|member| strays(member, tree));
    of_ours.chain(tree.members.iter().flat_map(away_from_home)).collect()
}

fn strays(member: &Member, tree: &Tree) -> Vec<Finding> {
    if MEETING_PLACES.contains(&member.name.as_str()) {
        return Vec::new();
    }
    let listed = ARROWS.iter().find(|(name, _)| *name == member.name).map(|(_, may)| *may);
    let Some(may_use) = listed.or(member.is_guest.then_some(GUEST_ARROWS)) else {
        return vec![finding(member, "has no arrows yet: list in tidy/arrows.rs what it may use")];
    };
    let is_for_tests = |one: &&Dependency| {
        let is_left_out_of_programs = one.is_dev || one.is_optional;
        is_left_out_of_programs && FOR_TESTS.contains(&(member.name.as_str(), one.name.as_str()))
    };
    let dependencies = member.dependencies.iter().filter(|one| !is_for_tests(one));
    let strays = dependencies.map(|one| one.name.as_str()).filter(|name| {
        // A package may name itself to switch on a feature for its own tests.
        *name != member.name
            && tree.members.iter().any(|other| other.name == *name)
            && !may_use.contains(name)
    });
    strays.map(|name| finding(member, &format!("must not depend on {name}"))).collect()
}

fn away_from_home(member: &Member) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (engine, homes) in ENGINES {
        let is_home = homes.iter().any(|home| member.folder.starts_with(home));
        if !is_home && !member.folder.starts_with(TESTS) {
            let used = member.dependencies.iter().any(|one| is_engine(one, engine, member));
            let message = format!("must not depend on {engine}: it is for {}", homes.join(" and "));
            findings.extend(used.then(|| finding(member, &message)));
        }
    }
    findings
}

fn is_engine(dependency: &Dependency, engine: &str, member: &Member) -> bool {
    let is_allowed = dependency.is_optional
        && (member.folder.as_str(), dependency.name.as_str()) == DERIVED_ROWS;
    let rest = dependency.name.strip_prefix(engine);
    !is_allowed && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}

fn finding(member: &Member, message: &str) -> Finding {
    Finding {
        path: format!("{}Cargo.toml", member.folder),
        line: 1,
        message: format!("{} {message}", member.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_that_points_back_is_found() {
        let tree = |uses: &[&str]| {
            Tree::default()
                .with_member("switchboard-model", "core/model/", &[])
                .with_member("switchboard-desk", "core/desk/", uses)
                .with_member("switchboard-flow", "core/flow/", &["switchboard-desk", "serde"])
        };
        assert_eq!(check(&tree(&["switchboard-model", "serde"])), []);
        let found = check(&tree(&["switchboard-flow"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "switchboard-desk must not depend on switchboard-flow");
    }

    #[test]
    fn the_store_may_have_the_tests_attribute_behind_a_feature() {
        let found = |dependency| {
            let tree = Tree::default()
                .with_member("switchboard-testkit-macros", "tests/macros/", &["syn"])
                .with_member("switchboard-store", "core/store/", &[dependency]);
            check(&tree).len()
        };
        assert_eq!(found("switchboard-testkit-macros?"), 0);
        assert_eq!(found("switchboard-testkit-macros"), 1);
    }

    #[test]
    fn a_package_without_arrows_is_found() {
        assert_eq!(check(&Tree::default().with_member("extra", "core/extra/", &[])).len(), 1);
    }

    #[test]
    fn an_engine_away_from_home_is_found() {
        for engine in ["diesel", "diesel_migrations", "async-graphql-axum", "wasmtime-wasi", "axum"]
        {
            let desk = Tree::default().with_member("switchboard-desk", "core/desk/", &[engine]);
            assert_eq!(check(&desk).len(), 1, "{engine}");
            let tests = Tree::default().with_member("switchboard-tests", "tests/", &[engine]);
            assert_eq!(check(&tests), [], "{engine}");
        }
        for (engine, homes) in ENGINES {
            let home = Tree::default().with_member("xtask", homes[0], &[engine]);
            assert_eq!(check(&home), [], "{engine}");
        }
    }

    #[test]
    fn the_model_may_have_diesel_behind_a_feature_and_nothing_of_it_otherwise() {
        let found = |dependency| {
            check(&Tree::default().with_member("switchboard-model", "core/model/", &[dependency]))
        };
        assert_eq!(found("diesel?"), []);
        assert_eq!(found("diesel").len(), 1);
        assert_eq!(found("diesel_migrations?").len(), 1);
    }

    #[test]
    fn graphql_does_not_reach_past_the_desk() {
        for name in ["switchboard-schema", "switchboard-visitor", "switchboard-graphql"] {
            let tree = Tree::default()
                .with_member("switchboard-store", "core/store/", &["diesel"])
                .with_member("switchboard-desk", "core/desk/", &["switchboard-store"])
                .with_member(name, "graphql/a/", &["switchboard-desk", "switchboard-store"]);
            let found = check(&tree);
            assert_eq!(found.len(), 1, "{name}");
            assert_eq!(found[0].message, format!("{name} must not depend on switchboard-store"));
        }
    }
}
