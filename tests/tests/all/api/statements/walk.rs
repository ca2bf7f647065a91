//! The documents of the statement counts, made from the schema: every list with each thing that hangs
//! on its rows, and with each thing that hangs on those.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use switchboard_testkit::introspection::{Field, Schema};

/// A list with one thing that hangs on its rows.
pub struct List {
    /// Such as `chat.messages Message.author`.
    pub name: String,
    /// The way to the list in an answer.
    pub path: Vec<String>,
    /// Asks for as many rows as its variable `n` says, where the list is paged.
    pub document: String,
    /// Is it paged.
    pub is_paged: bool,
}

/// A way to ask for a list: where it hangs, and with which arguments.
pub struct Way<'a> {
    /// What stands around it, such as `chat(id: "…")`; absent at the root.
    pub parent: Option<&'a str>,
    /// The list.
    pub field: &'a Field,
    /// The arguments beside the size of the page.
    pub arguments: &'a str,
    /// `first` or `last`: the end at which all rows are alike.
    pub end: &'a str,
}

/// Is it a connection.
pub fn is_page(field: &Field) -> bool {
    field.of.name.ends_with("Connection")
}

/// Does it give objects.
pub fn gives_objects(schema: &Schema, field: &Field) -> bool {
    matches!(schema.named(&field.of.name).kind.as_str(), "OBJECT" | "INTERFACE" | "UNION")
}

/// Is it a list of objects.
pub fn is_list(schema: &Schema, field: &Field) -> bool {
    is_page(field) || (field.of.is_list && gives_objects(schema, field))
}

/// The type of a list's rows.
pub fn row_of(schema: &Schema, field: &Field) -> String {
    if !is_page(field) {
        return field.of.name.clone();
    }
    let connection = schema.named(&field.of.name);
    let nodes = connection.fields.iter().find(|field| field.name == "nodes").expect("rows");
    nodes.of.name.clone()
}

/// A list alone, and with each thing that hangs on its rows.
pub fn lists(schema: &Schema, way: &Way<'_>) -> Vec<List> {
    let Way { parent, field, arguments, end } = way;
    let is_paged = is_page(field) || field.arguments.iter().any(|one| one.name == "first");
    let mut passed: Vec<String> = Vec::new();
    passed.extend(is_paged.then(|| format!("{end}: $n")));
    passed.extend((!arguments.is_empty()).then(|| (*arguments).to_owned()));
    let passed = if passed.is_empty() { String::new() } else { format!("({})", passed.join(", ")) };
    let declared = if is_paged { "query($n: Int!) " } else { "" };
    let row = row_of(schema, field);
    let hanging = hanging(schema, &row).into_iter().map(|(name, selection)| {
        let inner = if !is_page(field) {
            selection
        } else if name.is_empty() {
            format!("{{ {} nodes {selection} }}", edges(schema, field))
        } else {
            format!("{{ nodes {selection} }}")
        };
        let asked = format!("{}{passed} {inner}", field.name);
        let (asked, mut path) = match parent {
            Some(parent) => {
                let name = parent.split('(').next().unwrap_or_default().to_owned();
                (format!("{parent} {{ __typename {asked} }}"), vec![name])
            }
            None => (asked, Vec::new()),
        };
        path.push(field.name.clone());
        let list = path.join(".");
        List {
            name: format!("{list}({arguments}) {name}"),
            path,
            document: format!("{declared}{{ __typename {asked} }}"),
            is_paged,
        }
    });
    hanging.collect()
}

/// What an edge says of its own.
fn edges(schema: &Schema, field: &Field) -> String {
    let connection = schema.named(&field.of.name);
    let edges = connection.fields.iter().find(|field| field.name == "edges").expect("edges");
    let own: Vec<String> = schema
        .named(&edges.of.name)
        .fields
        .iter()
        .filter(|field| field.name != "node")
        .map(|field| asked(schema, field, 1))
        .collect();
    format!("edges {{ __typename {} }} pageInfo {{ endCursor }}", own.join(" "))
}

/// The selections of a row: its own words, and each of its relations.
fn hanging(schema: &Schema, row: &str) -> Vec<(String, String)> {
    let of = schema.named(row);
    let owners = if of.kind == "OBJECT" { vec![row.to_owned()] } else { of.possible.clone() };
    let mut all = vec![(
        String::new(),
        below(schema, row, 1, &|schema, field| !gives_objects(schema, field)),
    )];
    for owner in owners {
        for field in schema.named(&owner).fields.iter().filter(|one| gives_objects(schema, one)) {
            if needs_arguments(field) {
                continue;
            }
            let inner = asked(schema, field, 1);
            let selection = if of.kind == "OBJECT" {
                format!("{{ __typename {inner} }}")
            } else {
                format!("{{ __typename ... on {owner} {{ {inner} }} }}")
            };
            all.push((format!("{owner}.{}", field.name), selection));
        }
    }
    all
}

fn needs_arguments(field: &Field) -> bool {
    field.arguments.iter().any(|argument| !argument.is_optional)
}

/// A field with what is below it, down to a depth.
fn asked(schema: &Schema, field: &Field, depth: usize) -> String {
    if !gives_objects(schema, field) {
        return field.name.clone();
    }
    let inner = below(schema, &row_of(schema, field), depth, &|_, _| true);
    let inner = if is_page(field) { format!("{{ nodes {inner} }}") } else { inner };
    let size = field.arguments.iter().any(|argument| argument.name == "first");
    format!("{}{} {inner}", field.name, if size { "(first: 2)" } else { "" })
}

/// The selection of a type with the fields that are wanted. At depth 0 its name alone.
pub fn below(
    schema: &Schema,
    name: &str,
    depth: usize,
    is_wanted: &dyn Fn(&Schema, &Field) -> bool,
) -> String {
    if depth == 0 {
        return "{ __typename }".to_owned();
    }
    format!("{{ __typename {} }}", parts(schema, name, depth, is_wanted).join(" "))
}

/// The parts of such a selection: one for each type that the object may have.
pub fn parts(
    schema: &Schema,
    name: &str,
    depth: usize,
    is_wanted: &dyn Fn(&Schema, &Field) -> bool,
) -> Vec<String> {
    let of = schema.named(name);
    let fields = |owner: &str, has_alias: bool| {
        let wanted = schema
            .named(owner)
            .fields
            .iter()
            .filter(|one| !needs_arguments(one) && is_wanted(schema, one));
        let all: Vec<String> = wanted
            .map(|field| {
                let alias =
                    if has_alias { format!("{owner}_{}: ", field.name) } else { String::new() };
                format!("{alias}{}", asked(schema, field, depth - 1))
            })
            .collect();
        all.join(" ")
    };
    if of.kind == "OBJECT" {
        return vec![fields(name, false)];
    }
    let part = |owner: &String| {
        // Fields of one name may have different types in the objects of a union.
        let own = fields(owner, true);
        if own.is_empty() { String::new() } else { format!("... on {owner} {{ {own} }}") }
    };
    of.possible.iter().map(part).filter(|part| !part.is_empty()).collect()
}

/// What a field gave in an answer.
#[derive(Debug, Default)]
pub struct Met {
    /// How many objects.
    pub count: usize,
    /// Of which types.
    pub types: BTreeSet<String>,
}

/// Adds what each field gave, by its name, such as `Chat.messages`.
pub fn meet(answer: &Value, met: &mut BTreeMap<String, Met>) {
    match answer {
        Value::Array(items) => items.iter().for_each(|item| meet(item, met)),
        Value::Object(fields) => {
            let owner = fields.get("__typename").and_then(Value::as_str).unwrap_or_default();
            for (name, value) in fields {
                let name = name.strip_prefix(&format!("{owner}_")).unwrap_or(name);
                let of = met.entry(format!("{owner}.{name}")).or_default();
                for object in objects(value) {
                    of.count += 1;
                    of.types.extend(object["__typename"].as_str().map(str::to_owned));
                }
                meet(value, met);
            }
        }
        _ => {}
    }
}

fn objects(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().filter(|item| item.is_object()).collect(),
        Value::Object(fields) => fields.get("nodes").map_or_else(|| vec![value], objects),
        _ => Vec::new(),
    }
}
