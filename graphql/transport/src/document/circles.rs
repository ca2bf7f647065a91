//! The ways on which a schema's description of itself comes back to where it was. One short document
//! that goes round a few times asks for everything, times everything, times everything.

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

use crate::limits::WRAPPERS;

/// Fields of `__Schema`, `__Type`, `__Field` and `__Directive` that each stand once on a path.
const ONCE: [&str; 7] =
    ["types", "directives", "fields", "inputFields", "args", "interfaces", "possibleTypes"];

/// Refuses a selection below `__schema` or `__type` that goes round. Its document is bounded in size
/// and has no fragment inside itself.
pub(super) fn check(document: &ExecutableDocument, set: &SelectionSet) -> Result<(), String> {
    Walk { document, path: Vec::new(), wrappers: 0 }.set(set)
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    path: Vec<&'static str>,
    wrappers: usize,
}

impl Walk<'_> {
    fn set(&mut self, set: &SelectionSet) -> Result<(), String> {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    let name = field.node.name.node.as_str();
                    self.below(name, &field.node.selection_set.node)?;
                }
                Selection::InlineFragment(inline) => self.set(&inline.node.selection_set.node)?,
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = self.document.fragments.get(name) {
                        self.set(&fragment.node.selection_set.node)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn below(&mut self, name: &str, set: &SelectionSet) -> Result<(), String> {
        let once = ONCE.into_iter().find(|once| *once == name);
        if let Some(name) = once.filter(|name| self.path.contains(name)) {
            return Err(format!(
                "\"{name}\" stands inside \"{name}\". Ask for it once on a path of the schema, and \
                 find what it names among \"types\"."
            ));
        }
        let is_wrapper = name == "ofType";
        if is_wrapper && self.wrappers == WRAPPERS {
            return Err(format!("\"ofType\" is nested more than {WRAPPERS} deep. Nest it less."));
        }
        self.path.extend(once);
        self.wrappers += usize::from(is_wrapper);
        self.set(set)?;
        self.wrappers -= usize::from(is_wrapper);
        self.path.truncate(self.path.len() - once.iter().count());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::{parse_query, types::DocumentOperations};

    use super::*;

    fn checked(document: &str) -> Result<(), String> {
        let parsed = parse_query(document).unwrap();
        let DocumentOperations::Single(operation) = &parsed.operations else { panic!("one") };
        check(&parsed, &operation.node.selection_set.node)
    }

    #[test]
    fn each_circle_is_refused_at_its_second_round() {
        for round in [
            "possibleTypes { interfaces { possibleTypes { name } } }",
            "interfaces { possibleTypes { interfaces { name } } }",
            "fields { type { fields { name } } }",
            "fields { type { ofType { fields { name } } } }",
            "fields { args { type { fields { name } } } }",
            "inputFields { type { ofType { inputFields { name } } } }",
            "fields { args { type { inputFields { type { fields { name } } } } } }",
            "...f } } fragment f on __Type { fields { type { ... on __Type { fields { name } } }",
        ] {
            let refused = checked(&format!("{{ __type(name: \"Node\") {{ {round} }} }}"));
            assert!(refused.unwrap_err().contains("stands inside"), "{round}");
        }
        let wrapped = |count: usize| {
            let (open, close) = ("ofType { ".repeat(count), " }".repeat(count));
            checked(&format!("{{ __type(name: \"Node\") {{ {open} name {close} }} }}"))
        };
        assert_eq!(wrapped(WRAPPERS), Ok(()));
        assert!(wrapped(WRAPPERS + 1).is_err());
    }

    #[test]
    fn what_stands_side_by_side_goes_nowhere() {
        let ask = "{ __schema { types { fields { args { name } type { name } } interfaces { name } \
             possibleTypes { name } inputFields { name } } directives { args { name } } } }";
        assert_eq!(checked(ask), Ok(()));
        assert_eq!(
            checked(
                &ask.replace("{ __schema", "{ a: __schema { types { fields { name } } } __schema")
            ),
            Ok(())
        );
    }
}
