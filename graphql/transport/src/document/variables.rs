//! Variables that an operation requires but the request does not give. The engine would find out
//! only while executing, too late to answer as a refused request.

use async_graphql::{Value, Variables, parser::types::OperationDefinition};

use crate::{refusal::Refusal, status::Reason};

/// Refuses a non-null variable that is absent without a default, or null.
pub(super) fn check(operation: &OperationDefinition, given: &Variables) -> Result<(), Refusal> {
    for definition in &operation.variable_definitions {
        let variable = &definition.node;
        if variable.var_type.node.nullable {
            continue;
        }
        let name = &variable.name.node;
        let is_missing = match given.get(name) {
            None => variable.default_value.is_none(),
            Some(value) => matches!(value, Value::Null),
        };
        if is_missing {
            return Err(Refusal::new(
                Reason::Variables,
                format!(
                    "The variable \"${name}\" of type \"{}\" must have a value that is not null.",
                    variable.var_type.node
                ),
            )
            .at(definition.pos));
        }
    }
    Ok(())
}
