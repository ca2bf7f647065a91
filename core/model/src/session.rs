//! Sessions of operators and visitors, and API tokens.

use crate::actor::VisitorActor;
use crate::{OperatorId, Permission, SessionId, Timestamp, TokenId};

/// Whose a session is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SessionOwner {
    /// A signed-in operator.
    Operator(OperatorId),
    /// A visitor on a web channel, with the contact that they had, or were to have, when it began.
    Visitor(VisitorActor),
}

/// A session. Its secret is stored only as a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The id.
    pub session_id: SessionId,
    /// Whose it is.
    pub owner: SessionOwner,
    /// Of a visitor whom the host page signed in: the generation of the channel's secret that it signed
    /// with. The session ends with that.
    pub secret_generation: Option<i64>,
    /// The program that an operator signed in with, as it names itself.
    pub user_agent: Option<String>,
    /// The network that an operator signed in from; the address itself is in the audit log alone.
    pub remote_network: Option<String>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When an operator last used it, to the quarter of an hour; of a visitor, when it was begun.
    pub last_used_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When it was ended.
    pub revoked_at: Option<Timestamp>,
}

/// An API token of an operator. Its secret is stored only as a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::tokens),
    diesel(treat_none_as_default_value = false)
)]
pub struct Token {
    /// The id.
    pub token_id: TokenId,
    /// On whose behalf it acts.
    pub operator_id: OperatorId,
    /// What it is for.
    pub name: String,
    /// What it may do: these permissions as far as the operator still has them.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<Vec<Permission>>))]
    pub permissions: Vec<Permission>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was ended.
    pub revoked_at: Option<Timestamp>,
}
