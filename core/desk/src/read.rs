//! The readers: all that GraphQL reads of the database. [`Reader`] reads for one actor, as far as their
//! permissions go and as far as chats are visible to them. [`Related`] reads what belongs to objects that
//! were handed out already, and asks nobody again.
//!
//! What is absent: locks and changes (`access` hands out what commands change), and SQL.

mod chat;
mod contact;
mod delivery;
mod directory;
mod draft;
mod entry;
mod inbound_request;
mod log;
mod message;
mod note;
mod notification;
mod pending_reply;
mod reply_time;
mod seen;
mod viewer;
mod visit;
mod visitor;
mod widget;

pub use entry::Entries;
pub use seen::SeenUpTo;
pub use switchboard_store::audit::AuditLine;
pub use switchboard_store::log::LogPage;
pub use switchboard_store::page::audit::AuditFilter;
pub use switchboard_store::page::chats::{ChatCount, ChatKey};
pub use switchboard_store::page::contacts::{ContactFilter, ContactKey};
pub use switchboard_store::page::entries::{EntryKey, EntryKind};
pub use switchboard_store::page::inbound_requests::InboundRequestSummary;
pub use switchboard_store::page::messages::MessageKey;
pub use switchboard_store::page::visits::VisitFilter;
pub use switchboard_store::page::{Page, PageRequest};
pub use visitor::{VisitorMessages, VisitorOperator, VisitorOperators};
pub use widget::Widget;

use crate::{Desk, DeskError, Result, access};
use std::collections::HashMap;
use std::hash::Hash;
use switchboard_model::actor::OperatorActor;
use switchboard_model::contact::Identity;
use switchboard_model::{
    Actor, ChatFilter, ChatOrder, ChatVisibility, EventCursor, IdentityId, InboundRequestId,
    Permission, Timestamp,
};
use switchboard_store::page::board::ChatBoard;
use switchboard_store::page::inbound_requests;
use switchboard_store::{DatabaseConnection, identity};

/// Reads for one actor: what they may not know of is left out, what they lack the permission for is
/// `Denied`.
pub struct Reader<'a> {
    actor: &'a Actor,
    now: Timestamp,
    related: Related<'a>,
    board: Option<&'a dyn ChatBoard>,
}

/// Reads rows by their ids, whoever may see them. Pass it only the ids that an object names which was
/// handed out as visible; whoever shares what it read holds it against the visibility of each one.
pub struct Related<'a> {
    pub(crate) connection: &'a mut DatabaseConnection,
}

impl Desk {
    /// Reads for an actor.
    ///
    /// # Errors
    /// Those of `read`; `Store`.
    pub async fn read<T: Send + 'static>(
        &self,
        actor: Actor,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let now = self.now();
        let board = self.board().cloned();
        let run = move |connection: &mut DatabaseConnection| {
            let (related, board) = (Related { connection }, board.as_deref());
            read(&mut Reader { actor: &actor, now, related, board })
        };
        self.store().read(run).await
    }

    /// Reads the list or the number of chats that are like this, in an order where it is a list, for an actor: like
    /// [`Self::read`], after a moment in which what is kept in memory comes to the end of the log. Nobody waits for
    /// what is not kept there.
    ///
    /// # Errors
    /// Those of `read`; `Store`.
    pub async fn read_list<T: Send + 'static>(
        &self,
        actor: Actor,
        (filter, order): (ChatFilter, Option<ChatOrder>),
        read: impl FnOnce(&mut Reader<'_>, &ChatFilter) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if let Some(board) = self.board().filter(|board| board.holds(&filter, order)) {
            board.come_near().await;
        }
        self.read(actor, move |reader| read(reader, &filter)).await
    }

    /// Reads counts of chats for an actor, as of a place in the log or later: like [`Self::read`], after a moment
    /// in which what is kept in memory comes to that place.
    ///
    /// # Errors
    /// Those of `read`; `Store`.
    pub async fn read_counts<T: Send + 'static>(
        &self,
        actor: Actor,
        from: EventCursor,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if let Some(board) = self.board() {
            board.come_to(from).await;
        }
        self.read(actor, read).await
    }

    /// Reads what belongs to objects that were handed out already.
    ///
    /// # Errors
    /// Those of `read`; `Store`.
    pub async fn read_related<T: Send + 'static>(
        &self,
        read: impl FnOnce(&mut Related<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let run = move |connection: &mut DatabaseConnection| read(&mut Related { connection });
        self.store().read(run).await
    }
}

impl<'a> Reader<'a> {
    /// What belongs to objects that this reader has handed out.
    pub fn related(&mut self) -> &mut Related<'a> {
        &mut self.related
    }

    /// When it is read.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// Who reads.
    pub(crate) fn actor(&self) -> &'a Actor {
        self.actor
    }

    pub(crate) fn operator(&self) -> Result<&'a OperatorActor> {
        match self.actor {
            Actor::Operator(operator) => Ok(operator),
            Actor::Visitor { .. } | Actor::Rule(_) | Actor::System => Err(DeskError::NotAllowed),
        }
    }

    pub(crate) fn require(&self, permission: Permission) -> Result<()> {
        access::require(self.actor, permission)
    }

    /// The chats that the operator may see; `Denied` without the permission to read chats.
    fn chat_visibility(&self) -> Result<&'a ChatVisibility> {
        access::visible_chats(self.operator()?)
    }
}

impl Related<'_> {
    /// The identities with these ids, in any order; reads nothing where there are none.
    pub fn identities(&mut self, ids: &[IdentityId]) -> Result<Vec<Identity>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(identity::by_ids(self.connection, ids)?)
    }

    /// The inbound requests with these ids, in any order; reads nothing where there are none.
    pub fn inbound_requests(
        &mut self,
        ids: &[InboundRequestId],
    ) -> Result<Vec<InboundRequestSummary>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(inbound_requests::by_ids(self.connection, ids)?)
    }
}

/// A page of ids as the page of their rows.
fn filled<K: Eq + Hash, R>(page: Page<K>, rows: &mut HashMap<K, R>) -> Page<R> {
    let Page { items, has_previous, has_next } = page;
    let items = items.into_iter().filter_map(|id| rows.remove(&id)).collect();
    Page { items, has_previous, has_next }
}

/// Pages of many parents as the pages of their rows.
fn filled_pages<P: Eq + Hash, R>(
    pages: HashMap<i64, Page<i64>>,
    parent: impl Fn(i64) -> P,
    rows: Vec<R>,
    id: impl Fn(&R) -> i64,
) -> HashMap<P, Page<R>> {
    let mut rows = keyed(rows, id);
    pages.into_iter().map(|(key, page)| (parent(key), filled(page, &mut rows))).collect()
}

/// Pairs of a parent and an id as pairs of the parent and the row, in the same order.
fn placed<P, K: Eq + Hash, R>(pairs: Vec<(P, K)>, mut rows: HashMap<K, R>) -> Vec<(P, R)> {
    pairs.into_iter().filter_map(|(parent, id)| Some((parent, rows.remove(&id)?))).collect()
}

fn keyed<K: Eq + Hash, R>(rows: Vec<R>, id: impl Fn(&R) -> K) -> HashMap<K, R> {
    rows.into_iter().map(|row| (id(&row), row)).collect()
}

/// The ids on pages of many parents.
fn ids_of<I>(pages: &HashMap<i64, Page<i64>>, id: impl Fn(i64) -> I) -> Vec<I> {
    pages.values().flat_map(|page| &page.items).map(|raw| id(*raw)).collect()
}
