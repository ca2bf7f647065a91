//! A resolver never writes through the store: a mutation calls a command of the desk.

use super::Finding;
use super::scan::{store_writes, words};
use super::tree::Tree;

const RESOLVERS: &str = "graphql/";
const MUTATIONS: &str = "graphql/schema/src/mutation/";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust.iter().filter(|file| file.is_under(RESOLVERS)) {
        let code = &file.production;
        let writes = store_writes(code).into_iter().map(|write| write.place);
        let mut places: Vec<usize> = writes.chain(words(code, "Transaction")).collect();
        if file.is_under(MUTATIONS) {
            places.extend(code.match_indices(".write(").map(|(place, _)| place));
        }
        let message = "a resolver writes nothing: call the command of the desk";
        findings.extend(places.into_iter().map(|place| file.finding(place, message)));
    }
    findings.sort();
    findings.dedup();
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resolver_that_writes_is_found() {
        let found = |path: &str, text: &str| check(&Tree::planted(&[(path, text)])).len();
        let mutation = "graphql/schema/src/mutation/chat.rs";
        assert_eq!(found(mutation, "context.store.write(|t| chat::close(t, id)).await?"), 1);
        assert_eq!(found(mutation, "database.write(closing).await?"), 1);
        assert_eq!(found("graphql/schema/src/types/chat.rs", "store.write(|t| x(t))"), 1);
        assert_eq!(found(mutation, "desk::chat::close(desk, actor, command).await?"), 0);
        assert_eq!(found("graphql/transport/src/ws.rs", "socket.write(frame).await?"), 0);
    }
}
