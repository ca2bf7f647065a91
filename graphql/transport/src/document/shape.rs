//! Depth, breadth, aliases and directives of a document with its fragments spread out. Each fragment
//! is measured once, however often it is used, so doubling fragments cost nothing to refuse.

use std::collections::HashMap;

use async_graphql::{
    Positioned,
    parser::types::{
        Directive, ExecutableDocument, FragmentSpread, OperationDefinition, Selection, SelectionSet,
    },
};

use crate::{limits::Limits, refusal::Refusal, status::Reason};

/// Measures of a selection set, fragments included.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shape {
    depth: usize,
    nesting: usize,
    selections: u64,
    aliases: u64,
    directives: u64,
    pub(super) asks_for_schema: bool,
}

impl Shape {
    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.nesting = self.nesting.max(other.nesting);
        self.selections = self.selections.saturating_add(other.selections);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.asks_for_schema |= other.asks_for_schema;
    }
}

/// Measures all operations and fragments together and holds the result against the limits.
pub(super) fn measure(document: &ExecutableDocument, limits: &Limits) -> Result<Shape, Refusal> {
    let mut walk = Walk { document, limits, fragments: HashMap::new() };
    let mut whole = Shape::default();
    for (_, operation) in document.operations.iter() {
        whole.add(walk.set(&operation.node.selection_set.node, 0)?);
        whole.directives = whole.directives.saturating_add(operation.node.directives.len() as u64);
        for variable in &operation.node.variable_definitions {
            whole.directives =
                whole.directives.saturating_add(variable.node.directives.len() as u64);
        }
    }
    for (name, fragment) in &document.fragments {
        whole.directives = whole.directives.saturating_add(fragment.node.directives.len() as u64);
        walk.fragment(name, 0)?;
    }
    check(&whole, limits)?;
    Ok(whole)
}

fn check(shape: &Shape, limits: &Limits) -> Result<(), Refusal> {
    let over = |what: &str, count: u64, most: u64| {
        (count > most).then(|| {
            Refusal::limit(format!(
                "The document has {count} {what} with its fragments spread out; at most {most} are \
                 allowed. Ask in several smaller queries."
            ))
        })
    };
    let refusals = [
        over("levels of fields", shape.depth as u64, limits.depth as u64),
        over("levels of selections", shape.nesting as u64, limits.nesting as u64),
        over("selections", shape.selections, limits.selections),
        over("aliases", shape.aliases, limits.aliases),
        over("directives", shape.directives, limits.directives),
    ];
    refusals.into_iter().flatten().next().map_or(Ok(()), Err)
}

/// The schema's engine answers one root field of a subscription and passes over fragments there.
pub(super) fn check_subscription(
    operation: &Positioned<OperationDefinition>,
) -> Result<(), Refusal> {
    match operation.node.selection_set.node.items.as_slice() {
        [only] if matches!(only.node, Selection::Field(_)) => Ok(()),
        _ => Err(Refusal::new(
            Reason::Validation,
            "A subscription selects exactly one root field, written directly and not in a fragment.",
        )
        .at(operation.pos)),
    }
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    limits: &'a Limits,
    /// `None` while a fragment is being measured: meeting it again is a cycle.
    fragments: HashMap<&'a str, Option<Shape>>,
}

impl<'a> Walk<'a> {
    /// `level` is how deep the walk itself stands; it ends before its own stack could.
    fn set(&mut self, set: &'a SelectionSet, level: usize) -> Result<Shape, Refusal> {
        let mut whole = Shape { nesting: 1, ..Shape::default() };
        if level > self.limits.nesting {
            return Err(Refusal::limit(format!(
                "Selections and fragments are nested more than {} deep. Nest them less.",
                self.limits.nesting
            )));
        }
        for selection in &set.items {
            whole.selections = whole.selections.saturating_add(1);
            match &selection.node {
                Selection::Field(field) => {
                    let name = field.node.name.node.as_str();
                    let mut inner = Shape::default();
                    if !field.node.selection_set.node.items.is_empty() {
                        inner = self.set(&field.node.selection_set.node, level + 1)?;
                    }
                    inner.depth += 1;
                    inner.nesting += 1;
                    inner.aliases =
                        inner.aliases.saturating_add(u64::from(field.node.alias.is_some()));
                    inner.asks_for_schema |= matches!(name, "__schema" | "__type");
                    whole.add(with_directives(inner, &field.node.directives));
                }
                Selection::InlineFragment(inline) => {
                    let mut inner = self.set(&inline.node.selection_set.node, level + 1)?;
                    inner.nesting += 1;
                    whole.add(with_directives(inner, &inline.node.directives));
                }
                Selection::FragmentSpread(spread) => {
                    let inner = self.spread(spread, level)?;
                    whole.add(with_directives(inner, &spread.node.directives));
                }
            }
        }
        Ok(whole)
    }

    fn spread(
        &mut self,
        spread: &'a Positioned<FragmentSpread>,
        level: usize,
    ) -> Result<Shape, Refusal> {
        let name = spread.node.fragment_name.node.as_str();
        let mut inner = self.fragment(name, level + 1).map_err(|refusal| {
            if refusal.locations.is_empty() { refusal.at(spread.pos) } else { refusal }
        })?;
        inner.nesting += 1;
        Ok(inner)
    }

    /// An unknown fragment measures nothing; the schema says so in its own words.
    fn fragment(&mut self, name: &'a str, level: usize) -> Result<Shape, Refusal> {
        match self.fragments.get(name) {
            Some(Some(shape)) => return Ok(*shape),
            Some(None) => {
                let message = format!("The fragment \"{name}\" contains itself. Break the circle.");
                return Err(Refusal::new(Reason::Validation, message));
            }
            None => {}
        }
        let Some(fragment) = self.document.fragments.get(name) else { return Ok(Shape::default()) };
        self.fragments.insert(name, None);
        let shape = self.set(&fragment.node.selection_set.node, level)?;
        self.fragments.insert(name, Some(shape));
        Ok(shape)
    }
}

fn with_directives(mut shape: Shape, directives: &[Positioned<Directive>]) -> Shape {
    shape.directives = shape.directives.saturating_add(directives.len() as u64);
    shape
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use async_graphql::parser::parse_query;

    use super::*;

    fn refused(document: &str) -> Option<(&'static str, String)> {
        let limits = Limits { brackets: 10_000, ..Limits::default() };
        let parsed = parse_query(document).unwrap();
        measure(&parsed, &limits).err().map(|refusal| (refusal.reason.code(), refusal.message))
    }

    #[test]
    fn fragments_that_double_are_refused_without_being_spread_out() {
        let mut document = "query { ...f0 } fragment f29 on Query { a }".to_owned();
        for index in 0..29 {
            let next = index + 1;
            write!(document, " fragment f{index} on Query {{ ...f{next} ...f{next} }}").unwrap();
        }
        let (code, message) = refused(&document).unwrap();
        assert_eq!(code, "LIMIT_EXCEEDED");
        assert!(message.contains("selections"), "{message}");
    }

    #[test]
    fn circles_and_chains_are_refused() {
        let circle = "{ ...a } fragment a on Query { b { ...c } } fragment c on B { d { ...a } }";
        assert_eq!(refused(circle).unwrap().0, "GRAPHQL_VALIDATION_FAILED");
        assert_eq!(
            refused("{ a } fragment s on Query { ...s }").unwrap().0,
            "GRAPHQL_VALIDATION_FAILED"
        );
        let mut chain = "{ ...f0 } fragment f500 on Query { a }".to_owned();
        for index in 0..500 {
            write!(chain, " fragment f{index} on Query {{ ...f{} }}", index + 1).unwrap();
        }
        assert_eq!(refused(&chain).unwrap().0, "LIMIT_EXCEEDED");
    }

    #[test]
    fn each_measure_has_its_bound() {
        let deep = format!("{}a{}", "{ a ".repeat(17), " }".repeat(17));
        let aliases = (0..101).map(|n| format!("x{n}: a ")).collect::<String>();
        let cases = [
            (deep.as_str(), "levels of fields"),
            (&format!("{{ {aliases} }}"), "aliases"),
            (&format!("{{ a {} }}", "@skip(if: true) ".repeat(101)), "directives"),
            (&format!("{{ {} }}", "a ".repeat(2_001)), "selections"),
        ];
        for (document, expected) in cases {
            let (code, message) = refused(document).unwrap();
            assert_eq!(code, "LIMIT_EXCEEDED");
            assert!(message.contains(expected), "{message}");
        }
        assert!(refused("{ a { b { c } } ...f } fragment f on Query { d e: f }").is_none());
    }
}
