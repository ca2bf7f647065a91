//! What is known about a document before the schema sees it: its size, its shape, its cost.
//!
//! Everything here runs in time linear in the document, so that a hostile one is refused for less
//! than it cost to send. The schema's own rules walk fragments again at every use and must never see a
//! document that has not passed here.

mod circles;
mod cost;
mod lexer;
mod outline;
mod shape;
mod variables;

use async_graphql::{
    Pos, Positioned,
    parser::{
        Error as SyntaxError, parse_query,
        types::{DocumentOperations, ExecutableDocument, OperationDefinition, OperationType},
    },
};

use crate::{limits::Limits, refusal::Refusal, request::GraphQlRequest, status::Reason};

pub(crate) use outline::Outline;

/// A document that may be given to the schema.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) document: ExecutableDocument,
    pub(crate) kind: OperationType,
    pub(crate) cost: u64,
}

/// Checks a document against the limits, of which the cost is this caller's own, and chooses its
/// operation. `outline` is asked for where the document asks for the schema; without one it is not told.
pub(crate) fn prepare<'a>(
    request: &GraphQlRequest,
    limits: &Limits,
    most: u64,
    outline: impl FnOnce() -> Option<&'a Outline>,
) -> Result<Prepared, Refusal> {
    lexer::check(&request.query, limits)?;
    let document = parse_query(&request.query).map_err(syntax_refusal)?;
    let shape = shape::measure(&document, limits)?;
    let outline = if shape.asks_for_schema { outline() } else { None };
    if shape.asks_for_schema && outline.is_none() {
        return Err(Refusal::new(
            Reason::IntrospectionDisabled,
            "This server does not tell you its schema. Sign in as one of those who may know it, or use \
             the published schema file.",
        ));
    }
    let operation = choose(&document, request.operation_name.as_deref())?;
    if operation.node.ty == OperationType::Subscription {
        shape::check_subscription(operation)?;
    }
    variables::check(&operation.node, &request.variables)?;
    let cost = cost::of(&document, &operation.node, &request.variables, limits, outline)
        .map_err(|message| Refusal::limit(message).at(operation.pos))?;
    if cost > most {
        return Err(Refusal::limit(format!(
            "This operation costs {cost}; at most {most} is allowed. Ask for fewer fields or smaller pages."
        ))
        .at(operation.pos));
    }
    let kind = operation.node.ty;
    Ok(Prepared { document, kind, cost })
}

fn choose<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a Positioned<OperationDefinition>, Refusal> {
    let unknown = |name: &str| {
        let message = format!("The document has no operation named \"{name}\".");
        Refusal::new(Reason::Validation, message)
    };
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(operation),
        (DocumentOperations::Single(_), Some(name)) => Err(unknown(name)),
        (DocumentOperations::Multiple(all), Some(name)) => {
            all.get(name).ok_or_else(|| unknown(name))
        }
        (DocumentOperations::Multiple(all), None) => match (all.len(), all.values().next()) {
            (1, Some(operation)) => Ok(operation),
            (count, _) => Err(Refusal::new(
                Reason::Validation,
                format!("The document has {count} operations: say which one in \"operationName\"."),
            )),
        },
    }
}

/// The parser draws its syntax errors with lines and arrows; only its last line says what is wrong.
fn syntax_refusal(error: SyntaxError) -> Refusal {
    let positions: Vec<Pos> = error.positions().collect();
    let text = error.to_string();
    let cause = text.lines().last().unwrap_or_default().trim_start_matches([' ', '=']).trim();
    let place = positions
        .first()
        .map_or(String::new(), |at| format!(" at line {}, column {}", at.line, at.column));
    let mut refusal = match error {
        SyntaxError::RecursionLimitExceeded => {
            Refusal::limit("The document is nested too deeply. Ask in several smaller queries.")
        }
        SyntaxError::Syntax { .. } => {
            Refusal::new(Reason::Syntax, format!("Syntax error{place}: {cause}"))
        }
        _ => Refusal::new(Reason::Syntax, format!("Invalid document{place}: {cause}")),
    };
    refusal.locations = positions;
    refusal
}
