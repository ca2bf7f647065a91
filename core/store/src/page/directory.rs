//! The operators, page by page, and who of them is online.

use super::{Page, PageRequest};
use crate::{DatabaseConnection, Result, schema::operators};
use diesel::prelude::*;
use diesel::sql_types::Text;
use switchboard_model::presence::OperatorStatus;
use switchboard_model::{OperatorId, TeamId};

/// A page of operators, in the order in which they were added.
pub fn operators(
    connection: &mut DatabaseConnection,
    is_active: Option<bool>,
    page_request: &PageRequest<OperatorId>,
) -> Result<Page<OperatorId>> {
    let mut query = operators::table.select(operators::operator_id).into_boxed();
    if let Some(is_active) = is_active {
        query = query.filter(operators::is_active.eq(is_active));
    }
    if let Some(key) = page_request.after {
        query = query.filter(operators::operator_id.gt(key));
    }
    if let Some(key) = page_request.before {
        query = query.filter(operators::operator_id.lt(key));
    }
    query = if page_request.is_from_end {
        query.order(operators::operator_id.desc())
    } else {
        query.order(operators::operator_id.asc())
    };
    Ok(Page::of(query.limit(page_request.count.saturating_add(1)).load(connection)?, page_request))
}

#[derive(QueryableByName)]
struct FoundName {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The names of those of a team, or of all where there is none, who are online, at most `limit`.
pub fn online_names(
    connection: &mut DatabaseConnection,
    team_id: Option<TeamId>,
    limit: i64,
) -> Result<Vec<String>> {
    let of_team = team_id.map_or(String::new(), |id| {
        format!(
            " AND EXISTS (SELECT 1 FROM team_operators WHERE team_operators.team_id = {} \
             AND team_operators.operator_id = operators.operator_id)",
            id.0
        )
    });
    let text = format!(
        "SELECT operators.name AS name FROM operators JOIN operator_presences \
         ON operator_presences.operator_id = operators.operator_id \
         WHERE operators.is_active AND operator_presences.status = '{}'{of_team} \
         ORDER BY operators.name, operators.operator_id LIMIT {limit}",
        OperatorStatus::Online.as_str()
    );
    let rows = diesel::sql_query(text).load::<FoundName>(connection)?.into_iter();
    Ok(rows.map(|row| row.name).collect())
}
