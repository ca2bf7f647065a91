//! The shape of a subscription: what it asks of each event, whatever place it began at. Subscriptions of
//! one shape can be told the same bytes.

use async_graphql::{Name, Positioned};
use async_graphql::{
    Request, Variables,
    parser::types::{Directive, ExecutableDocument, Field, Selection, SelectionSet},
};
use async_graphql_value::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// The shape of a subscription: a hash of its text and of the variables that its fields read.
/// Variables that only say where it begins are not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape(pub [u8; 32]);

impl Shape {
    /// Of a request; none where its text does not parse.
    pub fn of(request: &mut Request) -> Option<Self> {
        let names = read_below_the_root(request.parsed_query().ok()?);
        let mut hash = Sha256::new();
        let mut add = |part: &[u8]| {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        };
        add(request.query.as_bytes());
        add(request.operation_name.as_deref().unwrap_or_default().as_bytes());
        add(&serde_json::to_vec(&only(&request.variables, &names)).ok()?);
        Some(Self(hash.finalize().into()))
    }
}

fn only<'a>(
    variables: &'a Variables,
    names: &BTreeSet<Name>,
) -> Vec<(&'a Name, &'a async_graphql::Value)> {
    variables.iter().filter(|(name, _)| names.contains(*name)).collect()
}

/// The variables that anything but the arguments of a root field reads.
fn read_below_the_root(document: &ExecutableDocument) -> BTreeSet<Name> {
    let mut names = BTreeSet::new();
    for fragment in document.fragments.values() {
        in_directives(&fragment.node.directives, &mut names);
        in_set(&fragment.node.selection_set.node, &mut names);
    }
    for (_, operation) in document.operations.iter() {
        in_directives(&operation.node.directives, &mut names);
        for selection in &operation.node.selection_set.node.items {
            match &selection.node {
                Selection::Field(field) => below(&field.node, &mut names),
                other => in_selection(other, &mut names),
            }
        }
    }
    names
}

fn below(field: &Field, names: &mut BTreeSet<Name>) {
    in_directives(&field.directives, names);
    in_set(&field.selection_set.node, names);
}

fn in_set(set: &SelectionSet, names: &mut BTreeSet<Name>) {
    for selection in &set.items {
        in_selection(&selection.node, names);
    }
}

fn in_selection(selection: &Selection, names: &mut BTreeSet<Name>) {
    match selection {
        Selection::Field(field) => {
            in_arguments(&field.node.arguments, names);
            below(&field.node, names);
        }
        Selection::InlineFragment(inline) => {
            in_directives(&inline.node.directives, names);
            in_set(&inline.node.selection_set.node, names);
        }
        Selection::FragmentSpread(spread) => in_directives(&spread.node.directives, names),
    }
}

fn in_directives(directives: &[Positioned<Directive>], names: &mut BTreeSet<Name>) {
    for directive in directives {
        in_arguments(&directive.node.arguments, names);
    }
}

fn in_arguments(arguments: &[(Positioned<Name>, Positioned<Value>)], names: &mut BTreeSet<Name>) {
    for (_, value) in arguments {
        in_value(&value.node, names);
    }
}

fn in_value(value: &Value, names: &mut BTreeSet<Name>) {
    match value {
        Value::Variable(name) => {
            names.insert(name.clone());
        }
        Value::List(values) => values.iter().for_each(|value| in_value(value, names)),
        Value::Object(fields) => fields.values().for_each(|value| in_value(value, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn shape(query: &str, variables: Json) -> Option<Shape> {
        Shape::of(&mut Request::new(query).variables(Variables::from_json(variables)))
    }

    #[test]
    fn the_place_of_the_beginning_is_not_in_it() {
        let query = "subscription($after: EventCursor) { events(after: $after) { cursor } }";
        let early = shape(query, json!({ "after": "a" }));
        assert!(early.is_some());
        assert_eq!(early, shape(query, json!({ "after": "b" })));
        assert_eq!(early, shape(query, json!({})));
    }

    #[test]
    fn what_fields_read_is_in_it_however_deep() {
        for query in [
            "subscription($a: Int) { events { events { ... on MessageEvent { message { x(first: $a) } } } } }",
            "subscription($a: Int) { events { ...f } } fragment f on EventBatch { x(in: { list: [$a] }) }",
            "subscription($a: Boolean) { events { cursor @skip(if: $a) } }",
            "subscription($a: Boolean) { events @include(if: $a) { cursor } }",
            "subscription($a: Boolean) { ... @include(if: $a) { events { cursor } } }",
        ] {
            let one = shape(query, json!({ "a": 1 }));
            assert!(one.is_some(), "{query}");
            assert_ne!(one, shape(query, json!({ "a": 2 })), "{query}");
        }
    }

    #[test]
    fn another_text_or_operation_is_another_shape() {
        let cursor = "subscription a { events { cursor } }";
        let kind = "subscription a { events { events { kind } } }";
        assert_ne!(shape(cursor, json!({})), shape(kind, json!({})));
        let both = "subscription a { events { cursor } } subscription b { events { cursor } }";
        let named = |name: &str| Shape::of(&mut Request::new(both).operation_name(name));
        assert_ne!(named("a"), named("b"));
        assert_eq!(shape("not a document", json!({})), None);
    }
}
