//! A resolver never writes through the store: a mutation calls one command of the desk.

use super::Finding;
use super::calls::{calls, functions};
use super::rust_file::RustFile;
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
            findings.extend(crowded_mutations(file));
        }
        let message = "a resolver writes nothing: call the command of the desk";
        findings.extend(places.into_iter().map(|place| file.finding(place, message)));
    }
    findings.sort();
    findings.dedup();
    findings
}

/// Mutations that call more than one command: two transactions where one was promised.
fn crowded_mutations(file: &RustFile) -> Vec<Finding> {
    let code = &file.production;
    let imports: Vec<&str> = words(code, "use switchboard_desk::")
        .map(|place| code[place..].split(';').next().unwrap_or_default())
        .collect();
    let is_of_desk = |module: &str| {
        module == "switchboard_desk"
            || (module.starts_with(|first: char| first.is_ascii_lowercase())
                && imports.iter().any(|import| words(import, module).next().is_some()))
    };
    let mut findings = Vec::new();
    for function in functions(file) {
        let commands: Vec<&str> = calls(function.body())
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
            findings.push(file.finding(function.start, message));
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
