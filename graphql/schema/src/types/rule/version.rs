//! What a rule said at a time.

use crate::{relation::load, types::operator::Operator};
use async_graphql::{Context, Result, SimpleObject};
use switchboard_graphql::{api::api, scalars::DateTime};
use switchboard_model::rule;

/// A version of a rule.
#[derive(Clone, SimpleObject)]
pub struct RuleVersion {
    /// Its number, from 1.
    number: i64,
    /// The script.
    source: String,
    /// Its cases.
    tests: String,
    /// Who saved it; absent where it was saved on the server's own machine.
    operator: Option<Operator>,
    /// What was changed, in its author's words.
    comment: Option<String>,
    /// When it was saved.
    created_at: DateTime,
}

/// Versions with their authors, in the same order.
pub(super) async fn with_authors(
    ctx: &Context<'_>,
    rows: Vec<rule::RuleVersion>,
) -> Result<Vec<RuleVersion>> {
    let authors =
        load::<Operator>(api(ctx)?, rows.iter().filter_map(|row| row.operator_id)).await?;
    let version = |row: rule::RuleVersion| RuleVersion {
        number: row.number,
        source: row.source,
        tests: row.tests,
        operator: row.operator_id.and_then(|id| authors.get(&id).cloned()),
        comment: row.comment,
        created_at: DateTime(row.created_at),
    };
    Ok(rows.into_iter().map(version).collect())
}
