//! What an operation costs before it runs, so that nothing needs to run to find out.

use async_graphql::{
    Value, Variables,
    parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet},
};

use crate::limits::Limits;

/// Cost in units of about one field of one object. Knows Relay's connections and nothing of a schema: a
/// field costs 1, and what is selected below `first` or `last` costs that many times as much. A
/// connection (a field with `edges` or `nodes` below it) without either counts as a page of the default
/// size. Documents that come here are bounded in size and free of circles. An error is a page that is
/// too large, in words for the client.
pub(super) fn of(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    variables: &Variables,
    limits: &Limits,
) -> Result<u64, String> {
    let walk = Walk { document, operation, variables, limits };
    Ok(walk.set(&operation.selection_set.node)?.max(1))
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    limits: &'a Limits,
}

impl Walk<'_> {
    fn set(&self, set: &SelectionSet) -> Result<u64, String> {
        let mut sum = 0_u64;
        for selection in &set.items {
            let cost = match &selection.node {
                Selection::Field(field) => self.field(&field.node)?,
                Selection::InlineFragment(inline) => self.set(&inline.node.selection_set.node)?,
                Selection::FragmentSpread(spread) => {
                    match self.document.fragments.get(&spread.node.fragment_name.node) {
                        Some(fragment) => self.set(&fragment.node.selection_set.node)?,
                        None => 0,
                    }
                }
            };
            sum = sum.saturating_add(cost);
        }
        Ok(sum)
    }

    fn field(&self, field: &Field) -> Result<u64, String> {
        let below = self.set(&field.selection_set.node)?;
        let page = match self.page(field)? {
            Some(page) => page,
            None if self.is_connection(&field.selection_set.node) => self.limits.page_default,
            None => 1,
        };
        Ok(below.saturating_mul(page).saturating_add(1))
    }

    fn page(&self, field: &Field) -> Result<Option<u64>, String> {
        let mut largest = None;
        for name in ["first", "last"] {
            let Some(argument) = field.get_argument(name) else { continue };
            let given = argument.node.clone().into_const_with(|variable| self.variable(&variable));
            let Ok(Value::Number(number)) = given else { continue };
            let size = number.as_u64().unwrap_or(if number.is_i64() { 0 } else { u64::MAX });
            if size > self.limits.page {
                return Err(format!(
                    "\"{name}: {number}\" of \"{}\" is too large a page; at most {} are allowed.",
                    field.name.node, self.limits.page
                ));
            }
            largest = largest.max(Some(size));
        }
        Ok(largest)
    }

    fn variable(&self, name: &str) -> Result<Value, ()> {
        let default = || {
            let definitions = &self.operation.variable_definitions;
            let definition = definitions.iter().find(|one| one.node.name.node == name)?;
            definition.node.default_value().cloned()
        };
        self.variables.get(name).cloned().or_else(default).ok_or(())
    }

    fn is_connection(&self, set: &SelectionSet) -> bool {
        set.items.iter().any(|selection| match &selection.node {
            Selection::Field(field) => matches!(field.node.name.node.as_str(), "edges" | "nodes"),
            Selection::InlineFragment(inline) => {
                self.is_connection(&inline.node.selection_set.node)
            }
            Selection::FragmentSpread(spread) => self
                .document
                .fragments
                .get(&spread.node.fragment_name.node)
                .is_some_and(|fragment| self.is_connection(&fragment.node.selection_set.node)),
        })
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::{parse_query, types::DocumentOperations};

    use super::*;

    fn cost(document: &str, variables: serde_json::Value) -> Result<u64, String> {
        let parsed = parse_query(document).unwrap();
        let operation = match &parsed.operations {
            DocumentOperations::Single(operation) => &operation.node,
            DocumentOperations::Multiple(all) => &all.values().next().unwrap().node,
        };
        let variables = Variables::from_json(variables);
        of(&parsed, operation, &variables, &Limits::default())
    }

    #[test]
    fn pages_multiply_what_is_below_them() {
        let none = serde_json::json!({});
        assert_eq!(cost("{ a b { c } }", none.clone()), Ok(3));
        assert_eq!(cost("{ chats(first: 50) { nodes { id } } }", none.clone()), Ok(101));
        assert_eq!(cost("{ chats { edges { node { id } } } }", none.clone()), Ok(61));
        assert_eq!(
            cost("{ chats { ...f } } fragment f on C { nodes { id } }", none.clone()),
            Ok(41)
        );
        let by_variable = "query q($n: Int = 10) { chats(first: $n) { nodes { id } } }";
        assert_eq!(cost(by_variable, none.clone()), Ok(21));
        assert_eq!(cost(by_variable, serde_json::json!({ "n": 3 })), Ok(7));
        let nested = "{ a(first: 100) { nodes { b(first: 100) { nodes { c } } } } }";
        assert_eq!(cost(nested, none.clone()), Ok(1 + 100 * (1 + 1 + 100 * 2)));
        assert!(cost("{ chats(first: 101) { nodes { id } } }", none).is_err());
    }
}
