//! What an operation costs before it runs, so that nothing needs to run to find out.

use std::cell::Cell;

use async_graphql::{
    Value, Variables,
    parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet},
};
use async_graphql_value::{Number, Value as Given};

use super::{circles, outline::Outline};
use crate::limits::{Limits, SCHEMA_FIELDS_PER_COST};

/// Cost in units of about one field of one object. Knows Relay's connections, lists that are given, the
/// schema's own fields, and nothing else of a schema: a field costs 1, and what is selected below
/// `first` or `last` costs that many times as much, as it does below a list of ids for each of them. A
/// connection (a field with `edges` or `nodes` below it) without either counts as a page of the default
/// size. What the schema tells about itself has its real length. Documents that come here are bounded
/// in size and free of circles. An error is a page that is too large, or a circle of the schema's own
/// fields, in words for the client.
pub(super) fn of(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    variables: &Variables,
    limits: &Limits,
    outline: Option<&Outline>,
) -> Result<u64, String> {
    let left = limits.cost.saturating_mul(SCHEMA_FIELDS_PER_COST).saturating_add(1);
    let left = Cell::new(left);
    let walk = Walk { document, operation, variables, limits, outline, left };
    Ok(walk.set(&operation.selection_set.node)?.max(1))
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    limits: &'a Limits,
    outline: Option<&'a Outline>,
    /// Fields of the schema's description that are still counted, of the whole operation.
    left: Cell<u64>,
}

/// What is given for an argument, by itself or by a variable. Nothing is copied: a variable may be
/// large, and used often.
enum Argument<'a> {
    Number(&'a Number),
    Text(&'a str),
    List(usize),
    Other,
}

impl<'a> Walk<'a> {
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
        let set = &field.selection_set.node;
        match field.name.node.as_str() {
            "__schema" => return self.schema(set, None),
            "__type" => {
                let name = field.get_argument("name").map(|name| self.given(&name.node));
                let Some(Argument::Text(name)) = name else { return Ok(1) };
                return self.schema(set, Some(name));
            }
            _ => {}
        }
        let below = self.set(set)?;
        let times = match self.page(field)? {
            Some(page) => page,
            None if self.is_connection(set) => self.limits.page_default,
            None => self.longest_list(field).unwrap_or(1),
        };
        Ok(below.saturating_mul(times).saturating_add(1))
    }

    /// What the schema tells about itself. It is at hand, so that its fields cost less than others.
    fn schema(&self, set: &SelectionSet, type_name: Option<&str>) -> Result<u64, String> {
        circles::check(self.document, set)?;
        let most = self.left.get();
        let fields =
            self.outline.map_or(0, |told| told.fields(self.document, set, type_name, most));
        self.left.set(most.saturating_sub(fields));
        Ok(fields.div_ceil(SCHEMA_FIELDS_PER_COST).saturating_add(1))
    }

    fn page(&self, field: &Field) -> Result<Option<u64>, String> {
        let mut largest = None;
        for name in ["first", "last"] {
            let Some(argument) = field.get_argument(name) else { continue };
            let Argument::Number(number) = self.given(&argument.node) else { continue };
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

    /// The length of the longest list that is given, such as of ids, each of which is answered.
    fn longest_list(&self, field: &Field) -> Option<u64> {
        let lengths =
            field.arguments.iter().filter_map(|(_, value)| match self.given(&value.node) {
                Argument::List(length) => Some(length as u64),
                _ => None,
            });
        lengths.max()
    }

    fn given<'b>(&'b self, value: &'b Given) -> Argument<'b> {
        match value {
            Given::Number(number) => Argument::Number(number),
            Given::String(text) => Argument::Text(text),
            Given::List(items) => Argument::List(items.len()),
            Given::Variable(name) => match self.variable(name) {
                Some(Value::Number(number)) => Argument::Number(number),
                Some(Value::String(text)) => Argument::Text(text),
                Some(Value::List(items)) => Argument::List(items.len()),
                _ => Argument::Other,
            },
            _ => Argument::Other,
        }
    }

    fn variable(&self, name: &str) -> Option<&'a Value> {
        let default = || {
            let definitions = &self.operation.variable_definitions;
            let definition = definitions.iter().find(|one| one.node.name.node == name)?;
            definition.node.default_value()
        };
        self.variables.get(name).or_else(default)
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
        of(&parsed, operation, &variables, &Limits::default(), None)
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

    #[test]
    fn each_of_a_list_that_is_given_is_answered() {
        let none = serde_json::json!({});
        assert_eq!(cost("{ nodes(ids: [\"a\", \"b\", \"a\"]) { id } }", none.clone()), Ok(4));
        assert_eq!(cost("{ nodes(ids: []) { id } }", none.clone()), Ok(1));
        let by_variable = "query q($ids: [ID!]!) { nodes(ids: $ids) { ... on Chat { \
             messages(first: 100) { nodes { id } } } } }";
        let hundred = serde_json::json!({ "ids": vec!["a"; 100] });
        assert_eq!(cost(by_variable, hundred), Ok(1 + 100 * (1 + 100 * 2)));
        let filtered = "{ chats(first: 10, states: [A, B]) { nodes { id } } }";
        assert_eq!(cost(filtered, none), Ok(21), "a page has its own length");
    }

    #[test]
    fn circles_of_the_schema_are_refused_wherever_they_stand() {
        let circle = "{ __type(name: \"Node\") { possibleTypes { interfaces { ...f } } } } \
             fragment f on __Type { possibleTypes { name } }";
        let refused = cost(circle, serde_json::json!({})).unwrap_err();
        assert!(refused.contains("\"possibleTypes\" stands inside"), "{refused}");
    }
}
