//! A resolver never writes through the store: a mutation calls one command of the desk.

use super::Finding;
use super::calls::{calls, functions, imports, writes};
use super::source::Source;
use super::tokens::contains;
use super::tree::Tree;

const RESOLVERS: &str = "graphql/";
const MUTATIONS: &str = "graphql/schema/src/mutation/";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let message = "a resolver writes nothing: call the command of the desk";
    let mut findings = Vec::new();
    for file in tree.rust.iter().filter(|file| file.is_under(RESOLVERS)) {
        findings.extend(writes(&file.code).iter().map(|write| file.finding(write.line, message)));
        findings.extend(file.findings("Transaction", message));
        if file.is_under(MUTATIONS) {
            findings.extend(file.findings(". write (", message));
            findings.extend(crowded_mutations(file));
        }
    }
    findings.sort();
    findings.dedup();
    findings
}

/// Mutations that call more than one command: two transactions where one was promised.
fn crowded_mutations(file: &Source) -> Vec<Finding> {
    let is_of_desk = |module: &str| {
        module == "switchboard_desk"
            || (module.starts_with(|first: char| first.is_ascii_lowercase())
                && imports(file)
                    .any(|import| contains(import, "switchboard_desk") && contains(import, module)))
    };
    let mut findings = Vec::new();
    for function in functions(file) {
        let commands: Vec<&str> = calls(function.body)
            .iter()
            .filter(|call| call.module.is_some_and(is_of_desk))
            .map(|call| call.name)
            .collect();
        if commands.len() > 1 {
            let message = format!(
                "`{}` calls {}: a mutation is one command of the desk",
                function.name,
                commands.join(" and ")
            );
            findings.push(file.finding(function.line, message));
        }
    }
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

    #[test]
    fn a_mutation_of_two_commands_is_found() {
        let found = |body: &str| {
            let text =
                format!("use switchboard_desk::{{Done, chat}};\nasync fn close() {{ {body} }}");
            check(&Tree::planted(&[("graphql/schema/src/mutation/chat.rs", &text)])).len()
        };
        assert_eq!(found("chat::close(desk, chat::CloseInput { id }).await?"), 0);
        assert_eq!(found("chat::assign(desk).await?; chat::close(desk).await?"), 1);
        assert_eq!(found("other::assign(desk); chat::close(desk).await?"), 0);
    }
}
