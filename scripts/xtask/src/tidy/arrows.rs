//! Which room may depend on which: the arrows of ARCHITECTURE.md, read from the packages' manifests.

use super::Finding;
use super::tree::{Member, Tree};

/// Each package with the packages of this workspace that it may use.
const ARROWS: [(&str, &[&str]); 11] = [
    ("switchboard-model", &[]),
    ("switchboard-store", &["switchboard-model"]),
    ("switchboard-desk", &["switchboard-model", "switchboard-store"]),
    ("switchboard-flow", &["switchboard-model", "switchboard-store", "switchboard-desk"]),
    ("switchboard-search", &["switchboard-model", "switchboard-store", "switchboard-desk"]),
    ("switchboard-rules", &["switchboard-model", "switchboard-store", "switchboard-desk"]),
    (
        "switchboard-schema",
        &["switchboard-model", "switchboard-store", "switchboard-desk", "switchboard-search"],
    ),
    ("switchboard-transport", &["switchboard-model", "switchboard-schema"]),
    ("switchboard-host", &["switchboard-model"]),
    ("switchboard-plugin", &[]),
    ("switchboard-kit", &["switchboard-model", "switchboard-host"]),
];

/// Guests see the contract alone.
const GUEST_ARROWS: &[&str] = &["switchboard-plugin"];

/// Where everything meets; nobody but the tests may use these in turn.
const MEETING_PLACES: [&str; 3] = ["switchboard-server", "switchboard-tests", "xtask"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.members.iter().flat_map(|member| breaches(member, tree)).collect()
}

fn breaches(member: &Member, tree: &Tree) -> Vec<Finding> {
    if MEETING_PLACES.contains(&member.name.as_str()) {
        return Vec::new();
    }
    let listed = ARROWS.iter().find(|(name, _)| *name == member.name).map(|(_, may)| *may);
    let Some(may_use) = listed.or(member.is_guest.then_some(GUEST_ARROWS)) else {
        return vec![finding(member, "has no arrows yet: say in tidy/arrows.rs what it may use")];
    };
    let ours = member.dependencies.iter().filter(|(name, _)| {
        // A package may name itself to switch on a feature for its own tests.
        *name != member.name
            && tree.members.iter().any(|other| other.name == *name)
            && !may_use.contains(&name.as_str())
    });
    ours.map(|(name, _)| finding(member, &format!("must not depend on {name}"))).collect()
}

fn finding(member: &Member, words: &str) -> Finding {
    Finding {
        path: format!("{}Cargo.toml", member.folder),
        line: 1,
        message: format!("{} {words}", member.name),
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
    fn a_package_without_arrows_is_found() {
        assert_eq!(check(&Tree::default().with_member("extra", "core/extra/", &[])).len(), 1);
    }
}
