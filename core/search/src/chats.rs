//! Which chats a query asks for by `status:`, `label:` and the like. They are found among the chats as they are
//! now, on the board or else in the database, and hits are tested by their chat: a chat that changes makes no
//! document again, and no document tells of a state that is past.

use crate::{Search, SearchError, chat_term::ChatTerm, limits, query::Query};
use std::sync::Arc;
use switchboard_model::{
    ChannelId, ChatFilter, ChatId, ChatVisibility, FilterContext, LabelId, OperatorId,
};
use switchboard_store::page::chats::{self, Wanted};
use switchboard_store::{
    DatabaseConnection, StoreError, channel, contact_role, label, log, operator,
};

/// Ids of chats, in order.
pub type ChatIds = Arc<[ChatId]>;

/// The chats that a query asks for.
#[derive(Clone, Debug, Default)]
pub struct Chats {
    /// A hit belongs to one of these.
    pub wanted: Option<ChatIds>,
    /// A hit belongs to none of these.
    pub excluded: Option<ChatIds>,
}

impl Search {
    /// The chats that a query asks for, as they are now; reads nothing when it asks nothing of them.
    pub(crate) async fn chats_of(
        &self,
        query: &Query,
        visibility: &ChatVisibility,
    ) -> Result<Chats, SearchError> {
        let (wanted, excluded) = (query.chats.clone(), query.excluded_chats.clone());
        if wanted.is_empty() && excluded.is_empty() {
            return Ok(Chats::default());
        }
        let read = self.store.read::<_, SearchError>(move |connection| {
            Ok((like_all(connection, &wanted)?, like_any(connection, &excluded)?))
        });
        let (wanted, excluded) = read.await?;
        if let Some(board) = &self.board {
            board.come_near().await;
        }
        Ok(Chats {
            wanted: self.chats_like(wanted, visibility).await?,
            excluded: self.chats_like(excluded, visibility).await?,
        })
    }

    /// The chats that are like this, of which the visible ones are complete.
    async fn chats_like(
        &self,
        filter: Option<ChatFilter>,
        visibility: &ChatVisibility,
    ) -> Result<Option<ChatIds>, SearchError> {
        let Some(filter) = filter else { return Ok(None) };
        // Nothing that is asked here depends on who asks.
        let context = FilterContext { operator_id: OperatorId(0), now: self.store.clock().now() };
        let kept = self.board.as_ref().and_then(|board| board.like(&filter, context));
        if let Some(kept) = kept {
            let through = kept.through;
            if self.store.read(move |connection| log::is_end(connection, through)).await? {
                return bounded(kept.found);
            }
        }
        let visibility = visibility.clone();
        let read = self.store.read::<_, StoreError>(move |connection| {
            let wanted = Wanted { visibility: &visibility, filter: &filter, context };
            chats::ids(connection, wanted, None, limits::CHATS + 1)
        });
        bounded(read.await?)
    }
}

fn bounded(found: Vec<ChatId>) -> Result<Option<ChatIds>, SearchError> {
    if i64::try_from(found.len()).is_ok_and(|count| count <= limits::CHATS) {
        return Ok(Some(found.into()));
    }
    let text = format!(
        "more than {} chats are like that: ask for fewer, such as by channel: or label:",
        limits::CHATS
    );
    Err(SearchError::Query(text))
}

/// Like all that was said. Of what a chat has one of, such as its status, several mean one of them.
fn like_all(
    connection: &mut DatabaseConnection,
    terms: &[ChatTerm],
) -> Result<Option<ChatFilter>, SearchError> {
    let mut whole = ChatFilter::default();
    for term in terms {
        let one = filter(connection, term)?;
        match term {
            ChatTerm::Label(_) | ChatTerm::Operator(_) | ChatTerm::Reference(_) => {
                whole.all.push(one);
            }
            ChatTerm::Channel(_) => join(&mut whole.channel_ids, one.channel_ids),
            ChatTerm::Language(_) => join(&mut whole.languages, one.languages),
            ChatTerm::Priority(_) => join(&mut whole.priorities, one.priorities),
            ChatTerm::Role(_) => join(&mut whole.contact_roles, one.contact_roles),
            ChatTerm::Status(_) => join(&mut whole.statuses, one.statuses),
        }
    }
    Ok(Some(whole).filter(|_| !terms.is_empty()))
}

fn like_any(
    connection: &mut DatabaseConnection,
    terms: &[ChatTerm],
) -> Result<Option<ChatFilter>, SearchError> {
    let each: Result<Vec<ChatFilter>, SearchError> =
        terms.iter().map(|term| filter(connection, term)).collect();
    let any = Some(each?).filter(|each| !each.is_empty());
    Ok(any.map(|any| ChatFilter { any: Some(any), ..ChatFilter::default() }))
}

fn join<T>(all: &mut Option<Vec<T>>, more: Option<Vec<T>>) {
    all.get_or_insert_default().extend(more.into_iter().flatten());
}

/// What a chat must be like, with ids for names.
fn filter(connection: &mut DatabaseConnection, term: &ChatTerm) -> Result<ChatFilter, SearchError> {
    let none = ChatFilter::default();
    Ok(match term {
        ChatTerm::Channel(name) => {
            let all = channel::all(connection, limits::NAMES)?;
            let same = all.iter().filter(|one| is_same(&one.name, name));
            let ids: Vec<ChannelId> = same.map(|one| one.channel_id).collect();
            ChatFilter { channel_ids: known("channel", name, ids)?, ..none }
        }
        ChatTerm::Label(name) => {
            let all = label::all(connection, limits::NAMES)?;
            let same = all.iter().filter(|one| is_same(&one.name, name));
            let ids: Vec<LabelId> = same.map(|one| one.label_id).collect();
            ChatFilter { label_ids: known("label", name, ids)?, ..none }
        }
        ChatTerm::Operator(name) => {
            let all = operator::all(connection, limits::NAMES)?;
            let same =
                all.iter().filter(|one| is_same(&one.name, name) || is_same(&one.email, name));
            let ids: Vec<OperatorId> = same.map(|one| one.operator_id).collect();
            ChatFilter { operator_ids: known("operator", name, ids)?, ..none }
        }
        ChatTerm::Role(name) => {
            let all = contact_role::all(connection, limits::NAMES)?;
            let same =
                all.into_iter().filter(|one| is_same(&one.key, name) || is_same(&one.name, name));
            let keys: Vec<String> = same.map(|one| one.key).collect();
            ChatFilter { contact_roles: known("role", name, keys)?, ..none }
        }
        ChatTerm::Language(language) => {
            ChatFilter { languages: Some(vec![language.clone()]), ..none }
        }
        ChatTerm::Priority(priority) => ChatFilter { priorities: Some(vec![*priority]), ..none },
        ChatTerm::Reference(id) => ChatFilter { external_ids: Some(vec![id.clone()]), ..none },
        ChatTerm::Status(status) => ChatFilter { statuses: Some(vec![*status]), ..none },
    })
}

/// Is it the same name, in upper or lower case.
fn is_same(name: &str, typed: &str) -> bool {
    name.to_lowercase() == typed.to_lowercase()
}

/// What bears a name, if there is any.
fn known<T>(operator: &str, name: &str, found: Vec<T>) -> Result<Option<Vec<T>>, SearchError> {
    if !found.is_empty() {
        return Ok(Some(found));
    }
    let what = if operator == "role" { "contact role" } else { operator };
    Err(SearchError::Query(format!(
        "{operator}: there is no {what} {name:?}; put a name of several words in quotes"
    )))
}
