//! GraphQL reads through the desk, which alone decides who may see what: no resolver reaches past
//! it to the store. That they do not depend on it either is one of the arrows.

use super::Finding;
use super::tree::Tree;

const RESOLVERS: &str = "graphql/";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let message = "reads past the desk: ask `desk::read` for what the caller may see";
    let mut findings = Vec::new();
    let resolvers = tree.rust.iter().filter(|file| file.is_under(RESOLVERS) && file.is_product());
    for file in resolvers {
        let reads = ["switchboard_store", ". store (", ". read ( |", ". read ( move"];
        findings.extend(reads.iter().flat_map(|read| file.findings(read, message)));
    }
    findings.sort();
    findings.dedup();
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_past_the_desk_is_found() {
        let found = |path: &str, text: &str| check(&Tree::planted(&[(path, text)])).len();
        for text in [
            "use switchboard_store::label;",
            "fn f(row: &switchboard_store::LabelRow) {}",
            "api.store().read(move |transaction| label::get(transaction, id)).await?",
            "self.rows.read(|connection| label::get(connection, id)).await?",
        ] {
            assert_eq!(found("graphql/schema/src/types/label.rs", text), 1, "{text}");
            assert_eq!(found("graphql/visitor/src/query.rs", text), 1, "{text}");
            assert_eq!(found("core/desk/src/label.rs", text), 0, "{text}");
            assert_eq!(found("graphql/schema/tests/all/label.rs", text), 0, "{text}");
        }
        let text = "let label = desk::read::label(caller, id).await?; cache.read().get(id)";
        assert_eq!(found("graphql/schema/src/types/label.rs", text), 0);
    }
}
