//! A schema as it tells about itself: the lists from which tests are generated.

use crate::graphql::Client;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const QUERY: &str = "{ __schema { queryType { name } mutationType { name } subscriptionType { name } \
    types { kind name fields { name args { ...input } type { ...reference } } inputFields { ...input } \
    enumValues { name } possibleTypes { name } } } } \
    fragment input on __InputValue { name defaultValue type { ...reference } } \
    fragment reference on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// So many objects, with what hangs on each, stay below the fields that a document may ask for.
const OBJECTS_OF_A_DOCUMENT: usize = 3;

/// The three kinds of operations.
pub const OPERATIONS: [Operation; 3] =
    [Operation::Query, Operation::Mutation, Operation::Subscription];

/// A kind of operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Reads.
    Query,
    /// Changes.
    Mutation,
    /// Follows.
    Subscription,
}

impl Operation {
    /// The keyword.
    pub fn word(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Mutation => "mutation",
            Self::Subscription => "subscription",
        }
    }
}

/// The type of a field or argument, without its wrappers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The name of the type.
    pub name: String,
    /// Is it a list.
    pub is_list: bool,
    /// Must it be there.
    pub is_required: bool,
    /// As it is written in a document, such as `[ID!]`.
    pub text: String,
}

/// An argument, or a field of an input.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name.
    pub name: String,
    /// The type.
    pub of: Reference,
    /// May it be left out.
    pub is_optional: bool,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name.
    pub name: String,
    /// The arguments.
    pub arguments: Vec<Input>,
    /// The type.
    pub of: Reference,
}

/// A type.
#[derive(Clone, Debug)]
pub struct Type {
    /// `OBJECT`, `INTERFACE`, `UNION`, `ENUM`, `SCALAR` or `INPUT_OBJECT`.
    pub kind: String,
    /// The fields of an object or interface.
    pub fields: Vec<Field>,
    /// The fields of an input.
    pub inputs: Vec<Input>,
    /// The values of an enum.
    pub values: Vec<String>,
    /// The objects of an interface or union.
    pub possible: Vec<String>,
}

/// A schema.
pub struct Schema {
    types: BTreeMap<String, Type>,
    roots: [String; 3],
}

impl Schema {
    /// What the client's endpoint tells.
    pub async fn told_to(client: &Client) -> Self {
        let told = client.data(QUERY, json!({})).await;
        let told = &told["__schema"];
        let root = |name: &str| text(&told[name]["name"]);
        let types =
            list(&told["types"]).iter().map(|one| (text(&one["name"]), read(one))).collect();
        Self { types, roots: [root("queryType"), root("mutationType"), root("subscriptionType")] }
    }

    /// A type by its name.
    pub fn named(&self, name: &str) -> &Type {
        self.types.get(name).unwrap_or_else(|| panic!("the schema has no type {name}"))
    }

    /// All types with their names.
    pub fn types(&self) -> impl Iterator<Item = (&str, &Type)> {
        self.types.iter().map(|(name, of)| (name.as_str(), of))
    }

    /// The fields of a kind of operation.
    pub fn fields(&self, operation: Operation) -> &[Field] {
        let place = match operation {
            Operation::Query => 0,
            Operation::Mutation => 1,
            Operation::Subscription => 2,
        };
        &self.named(&self.roots[place]).fields
    }

    /// Everything below a type down to a depth, as a selection with its braces; empty for scalars and
    /// enums. Fields that need arguments are left out; pages are short.
    pub fn selection(&self, name: &str, depth: usize) -> String {
        let of = self.named(name);
        match of.kind.as_str() {
            "OBJECT" => {
                let fields: Vec<String> =
                    of.fields.iter().filter_map(|field| self.field(field, depth)).collect();
                format!("{{ __typename {} }}", fields.join(" "))
            }
            "INTERFACE" | "UNION" => self.among(&of.possible, &of.possible, depth),
            _ => String::new(),
        }
    }

    /// Such selections that together ask for everything: those of many objects, a portion of the objects
    /// each, because a document may ask for a bounded number of fields.
    #[must_use]
    pub fn selections(&self, name: &str, depth: usize) -> Vec<String> {
        let of = self.named(name);
        match of.kind.as_str() {
            "INTERFACE" | "UNION" => {
                let portions = of.possible.chunks(OBJECTS_OF_A_DOCUMENT);
                portions.map(|objects| self.among(objects, &of.possible, depth)).collect()
            }
            _ => vec![self.selection(name, depth)],
        }
    }

    fn among(&self, objects: &[String], all: &[String], depth: usize) -> String {
        let part = |object: &String| format!("... on {object} {}", self.part(object, all, depth));
        let parts: Vec<String> = objects.iter().map(part).collect();
        format!("{{ __typename {} }}", parts.join(" "))
    }

    /// The part of a selection that is for one of several objects. Where they have fields of one name
    /// and different types, each gets its own alias.
    fn part(&self, object: &str, all: &[String], depth: usize) -> String {
        let is_disputed = |field: &Field| {
            let others = all.iter().flat_map(|other| &self.named(other).fields);
            others.filter(|other| other.name == field.name).any(|other| other.of != field.of)
        };
        let selected = |field: &Field| {
            let selected = self.field(field, depth)?;
            let alias = if is_disputed(field) {
                format!("{object}_{}: ", field.name)
            } else {
                String::new()
            };
            Some(format!("{alias}{selected}"))
        };
        let fields: Vec<String> = self.named(object).fields.iter().filter_map(selected).collect();
        format!("{{ {} }}", fields.join(" "))
    }

    fn field(&self, field: &Field, depth: usize) -> Option<String> {
        if field.arguments.iter().any(|argument| !argument.is_optional) {
            return None;
        }
        let below = self.named(&field.of.name);
        let is_leaf = matches!(below.kind.as_str(), "SCALAR" | "ENUM");
        if is_leaf {
            return Some(field.name.clone());
        }
        // A page is two steps of its own on the way to what it holds.
        let is_page = field.of.name.ends_with("Connection");
        if depth == 0 && !is_page && !is_wrapper(&field.of.name) {
            return None;
        }
        let is_paged = field.arguments.iter().any(|argument| argument.name == "first");
        let arguments = if is_paged { "(first: 2)" } else { "" };
        let selection = if is_page {
            let inner = below.fields.iter().find(|field| field.name == "nodes")?;
            if depth == 0 {
                return None;
            }
            format!("{{ nodes {} }}", self.selection(&inner.of.name, depth - 1))
        } else {
            self.selection(&field.of.name, depth.saturating_sub(1))
        };
        Some(format!("{}{arguments} {selection}", field.name))
    }
}

fn is_wrapper(name: &str) -> bool {
    name == "PageInfo" || name == "UserError"
}

fn read(told: &Value) -> Type {
    Type {
        kind: text(&told["kind"]),
        fields: list(&told["fields"])
            .iter()
            .map(|field| Field {
                name: text(&field["name"]),
                arguments: list(&field["args"]).iter().map(input).collect(),
                of: reference(&field["type"]),
            })
            .collect(),
        inputs: list(&told["inputFields"]).iter().map(input).collect(),
        values: list(&told["enumValues"]).iter().map(|one| text(&one["name"])).collect(),
        possible: list(&told["possibleTypes"]).iter().map(|one| text(&one["name"])).collect(),
    }
}

fn input(told: &Value) -> Input {
    let of = reference(&told["type"]);
    let is_optional = !of.is_required || told["defaultValue"].is_string();
    Input { name: text(&told["name"]), of, is_optional }
}

fn reference(told: &Value) -> Reference {
    match told["kind"].as_str() {
        Some("NON_NULL") => {
            let inner = reference(&told["ofType"]);
            Reference { is_required: true, text: format!("{}!", inner.text), ..inner }
        }
        Some("LIST") => {
            let inner = reference(&told["ofType"]);
            let text = format!("[{}]", inner.text);
            Reference { is_list: true, is_required: false, text, name: inner.name }
        }
        _ => {
            let name = text(&told["name"]);
            Reference { is_list: false, is_required: false, text: name.clone(), name }
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
