//! The checked-in texts are what the code says; everything is described; nothing leads from the
//! visitor's types to the operators'.

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, ServiceDocument, Type, TypeDefinition, TypeKind, TypeSystemDefinition},
};
use std::collections::HashSet;
use switchboard_schema::operator_sdl;
use switchboard_visitor::visitor_sdl;

fn types(document: &ServiceDocument) -> Vec<&TypeDefinition> {
    let all = document.definitions.iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(definition) => Some(&definition.node),
        _ => None,
    });
    all.collect()
}

#[test]
fn the_checked_in_texts_are_what_the_code_says() {
    for (name, kept, said) in [
        ("operator", include_str!("../../schema.graphql"), operator_sdl()),
        ("visitor", include_str!("../../../visitor/visitor.graphql"), visitor_sdl()),
    ] {
        let other = kept.lines().zip(said.lines()).find(|(kept, said)| kept != said);
        assert_eq!(other, None, "export the {name} schema");
        assert_eq!(kept.len(), said.len(), "export the {name} schema");
    }
}

#[test]
fn every_type_field_argument_and_value_is_described() {
    for text in [operator_sdl(), visitor_sdl()] {
        let document = parse_schema(text).expect("a schema");
        for definition in types(&document) {
            let name = definition.name.node.as_str();
            assert!(definition.description.is_some(), "{name} is not described");
            match &definition.kind {
                TypeKind::Object(kind) => {
                    for field in &kind.fields {
                        let place = format!("{name}.{}", field.node.name.node);
                        assert!(field.node.description.is_some(), "{place} is not described");
                        for argument in &field.node.arguments {
                            let word = &argument.node.name.node;
                            let is_described = argument.node.description.is_some();
                            assert!(is_described, "{place}({word}:) is not described");
                        }
                    }
                }
                TypeKind::InputObject(kind) => {
                    for field in &kind.fields {
                        let place = format!("{name}.{}", field.node.name.node);
                        assert!(field.node.description.is_some(), "{place} is not described");
                    }
                }
                TypeKind::Enum(kind) => {
                    for value in &kind.values {
                        let place = format!("{name}.{}", value.node.value.node);
                        assert!(value.node.description.is_some(), "{place} is not described");
                    }
                }
                TypeKind::Scalar | TypeKind::Union(_) | TypeKind::Interface(_) => {}
            }
        }
    }
}

fn named(of: &Type) -> &str {
    match &of.base {
        BaseType::Named(name) => name.as_str(),
        BaseType::List(inner) => named(inner),
    }
}

#[test]
fn no_type_of_the_visitor_is_an_operators_type() {
    let operators = parse_schema(operator_sdl()).expect("a schema");
    let objects: HashSet<&str> = types(&operators)
        .into_iter()
        .filter(|one| {
            matches!(one.kind, TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_))
        })
        .map(|one| one.name.node.as_str())
        .collect();
    let plain = ["PageInfo", "TextRange", "UserError"];
    let visitors = parse_schema(visitor_sdl()).expect("a schema");
    for definition in types(&visitors) {
        let TypeKind::Object(kind) = &definition.kind else { continue };
        for field in &kind.fields {
            let target = named(&field.node.ty.node);
            let is_payload = target.ends_with("Payload");
            assert!(
                plain.contains(&target) || is_payload || !objects.contains(target),
                "{}.{} leads to {target}, which operators have",
                definition.name.node,
                field.node.name.node
            );
        }
    }
}
