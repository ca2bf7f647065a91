//! What a schema tells about itself, kept to know how much an answer about it has in it: its lists have
//! one length each, for as long as the program runs.

use std::collections::HashMap;

use async_graphql::{
    Request, from_value,
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};
use futures::FutureExt;
use serde::Deserialize;

use crate::engine::Engine;

const QUERY: &str = "{ __schema { queryType { name } mutationType { name } \
    subscriptionType { name } types { name fields(includeDeprecated: true) { args { ...of } ...is } \
    inputFields { ...of } enumValues(includeDeprecated: true) { name } interfaces { name } \
    possibleTypes { name } } directives { args { ...of } } } } \
    fragment of on __InputValue { type { ...r } } fragment is on __Field { type { ...r } } \
    fragment r on __Type { name ofType { name ofType { name ofType { name ofType { name } } } } }";

/// The types of a schema with all that is listed of each.
#[derive(Debug)]
pub(crate) struct Outline {
    types: HashMap<String, Type>,
    roots: [Option<Named>; 3],
    directives: Vec<Directive>,
}

#[derive(Debug, Deserialize)]
struct Answer {
    #[serde(rename = "__schema")]
    schema: Told,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    query_type: Option<Named>,
    mutation_type: Option<Named>,
    subscription_type: Option<Named>,
    types: Vec<Type>,
    directives: Vec<Directive>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Type {
    name: String,
    fields: Option<Vec<OfField>>,
    input_fields: Option<Vec<Input>>,
    enum_values: Option<Vec<Named>>,
    interfaces: Option<Vec<Named>>,
    possible_types: Option<Vec<Named>>,
}

#[derive(Debug, Deserialize)]
struct OfField {
    args: Vec<Input>,
    #[serde(rename = "type")]
    of: Reference,
}

#[derive(Debug, Deserialize)]
struct Input {
    #[serde(rename = "type")]
    of: Reference,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reference {
    name: Option<String>,
    of_type: Option<Box<Reference>>,
}

#[derive(Debug, Deserialize)]
struct Directive {
    args: Vec<Input>,
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
}

/// An object of the schema's description.
#[derive(Clone, Copy)]
enum Place<'a> {
    Schema,
    Type(&'a Type),
    /// A list of, or not null.
    Wrapper(&'a Reference),
    Field(&'a OfField),
    Input(&'a Input),
    Directive(&'a Directive),
    EnumValue,
}

impl Outline {
    /// Asks a schema. It answers about itself without waiting for anything; one that does not, or does
    /// not answer at all, has no outline, and its description of itself is told to nobody.
    pub(crate) fn of(engine: &dyn Engine) -> Option<Self> {
        let response = engine.execute(Request::new(QUERY)).now_or_never()?;
        match from_value::<Answer>(response.data) {
            Ok(Answer { schema }) => Some(Self {
                types: schema.types.into_iter().map(|one| (one.name.clone(), one)).collect(),
                roots: [schema.query_type, schema.mutation_type, schema.subscription_type],
                directives: schema.directives,
            }),
            Err(error) => {
                tracing::warn!(%error, errors = ?response.errors, "the schema told no outline");
                None
            }
        }
    }

    /// Fields in the answer to a selection below `__schema`, or below `__type` with this name; counted
    /// as far as `most`.
    pub(super) fn fields(
        &self,
        document: &ExecutableDocument,
        set: &SelectionSet,
        type_name: Option<&str>,
        most: u64,
    ) -> u64 {
        let place = match type_name {
            Some(name) => self.types.get(name).map(Place::Type),
            None => Some(Place::Schema),
        };
        let mut left = most;
        if let Some(place) = place {
            self.count(document, set, place, &mut left);
        }
        most - left
    }

    fn count(
        &self,
        document: &ExecutableDocument,
        set: &SelectionSet,
        place: Place<'_>,
        left: &mut u64,
    ) {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    *left = left.saturating_sub(1);
                    let below = &field.node.selection_set.node;
                    if below.items.is_empty() {
                        continue;
                    }
                    for inner in self.listed(place, &field.node.name.node) {
                        if *left == 0 {
                            return;
                        }
                        self.count(document, below, inner, left);
                    }
                }
                Selection::InlineFragment(inline) => {
                    self.count(document, &inline.node.selection_set.node, place, left);
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = document.fragments.get(&spread.node.fragment_name.node)
                    {
                        self.count(document, &fragment.node.selection_set.node, place, left);
                    }
                }
            }
        }
    }

    /// The objects that a field of an object gives.
    fn listed<'a>(&'a self, place: Place<'a>, field: &str) -> Vec<Place<'a>> {
        let named = |names: &'a Option<Vec<Named>>| -> Vec<Place<'a>> {
            let names = names.iter().flatten();
            names.filter_map(|one| self.types.get(&one.name)).map(Place::Type).collect()
        };
        let root = |index: usize| -> Vec<Place<'a>> {
            let name = self.roots[index].as_ref();
            name.and_then(|one| self.types.get(&one.name)).map(Place::Type).into_iter().collect()
        };
        let inputs =
            |inputs: &'a [Input]| -> Vec<Place<'a>> { inputs.iter().map(Place::Input).collect() };
        let of = |reference: &'a Reference| -> Vec<Place<'a>> {
            self.referred(reference).into_iter().collect()
        };
        match (place, field) {
            (Place::Schema, "types") => self.types.values().map(Place::Type).collect(),
            (Place::Schema, "queryType") => root(0),
            (Place::Schema, "mutationType") => root(1),
            (Place::Schema, "subscriptionType") => root(2),
            (Place::Schema, "directives") => self.directives.iter().map(Place::Directive).collect(),
            (Place::Type(of), "fields") => of.fields.iter().flatten().map(Place::Field).collect(),
            (Place::Type(of), "inputFields") => {
                of.input_fields.iter().flatten().map(Place::Input).collect()
            }
            (Place::Type(of), "enumValues") => {
                of.enum_values.iter().flatten().map(|_| Place::EnumValue).collect()
            }
            (Place::Type(of), "interfaces") => named(&of.interfaces),
            (Place::Type(of), "possibleTypes") => named(&of.possible_types),
            (Place::Wrapper(reference), "ofType") => {
                reference.of_type.as_deref().map(of).unwrap_or_default()
            }
            (Place::Field(field), "args") => inputs(&field.args),
            (Place::Directive(directive), "args") => inputs(&directive.args),
            (Place::Field(field), "type") => of(&field.of),
            (Place::Input(input), "type") => of(&input.of),
            _ => Vec::new(),
        }
    }

    fn referred<'a>(&'a self, reference: &'a Reference) -> Option<Place<'a>> {
        match (&reference.of_type, &reference.name) {
            (Some(_), _) => Some(Place::Wrapper(reference)),
            (None, Some(name)) => self.types.get(name).map(Place::Type),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{
        EmptyMutation, EmptySubscription, Object, Schema, SimpleObject,
        parser::{parse_query, types::DocumentOperations},
    };

    use super::*;

    #[derive(SimpleObject)]
    struct Leaf {
        numbers: Vec<i32>,
    }

    struct Query;

    #[Object]
    impl Query {
        async fn leaf(&self, one: Option<i32>, two: Vec<String>) -> Leaf {
            Leaf { numbers: vec![one.unwrap_or_default(); two.len()] }
        }
    }

    fn outline() -> Outline {
        Outline::of(&Schema::new(Query, EmptyMutation, EmptySubscription)).unwrap()
    }

    /// What is counted, and what the engine's answer really has.
    fn both(set: &str) -> (u64, u64) {
        let document = parse_query(format!("{{ __schema {set} }}")).unwrap();
        let DocumentOperations::Single(operation) = &document.operations else { panic!("one") };
        let Selection::Field(field) = &operation.node.selection_set.node.items[0].node else {
            panic!("a field")
        };
        let set_node = &field.node.selection_set.node;
        let counted = outline().fields(&document, set_node, None, 1_000_000);
        let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
        let asked = schema.execute(format!("{{ __schema {set} }}"));
        let data = asked.now_or_never().unwrap().data.into_json().unwrap();
        (counted, members(&data["__schema"]))
    }

    fn members(value: &serde_json::Value) -> u64 {
        match value {
            serde_json::Value::Object(all) => all.values().map(|one| 1 + members(one)).sum(),
            serde_json::Value::Array(all) => all.iter().map(members).sum(),
            _ => 0,
        }
    }

    #[test]
    fn what_is_counted_is_what_the_answer_has() {
        for set in [
            "{ types { name } }",
            "{ types { fields { name args { name type { kind ofType { kind ofType { name } } } } } } }",
            "{ types { fields { type { name ofType { name ofType { name ofType { name } } } } } } }",
            "{ types { name enumValues { name } inputFields { name } possibleTypes { name } } }",
            "{ queryType { fields { name } } mutationType { name } directives { name args { name } } }",
            "{ types { ... on __Type { name interfaces { name } } } }",
        ] {
            let (counted, real) = both(set);
            assert_eq!(counted, real, "{set}");
            assert!(counted > 0, "{set}");
        }
    }

    #[test]
    fn counting_ends_at_the_bound_and_knows_single_types() {
        let document = parse_query("{ __type(name: \"Leaf\") { fields { name } } }").unwrap();
        let DocumentOperations::Single(operation) = &document.operations else { panic!("one") };
        let Selection::Field(field) = &operation.node.selection_set.node.items[0].node else {
            panic!("a field")
        };
        let set = &field.node.selection_set.node;
        let outline = outline();
        assert_eq!(outline.fields(&document, set, Some("Leaf"), 100), 2);
        assert_eq!(outline.fields(&document, set, Some("Nothing"), 100), 0);
        assert_eq!(outline.fields(&document, set, Some("__Type"), 5), 5);
    }
}
