//! The table of routes: where else than at home chats are talked in.

use crate::dialect::{Locked, direct};
use crate::page::statement::FoundId;
use crate::schema::{chat_routes, chats};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_query;
use switchboard_model::chat::Chat;
use switchboard_model::chat_route::ChatRoute;
use switchboard_model::connector::PlatformChat;
use switchboard_model::sql::Json;
use switchboard_model::{ChannelId, ChatId, ContactId, IdentityId};

/// The route by which what is said in a platform chat comes, with its chat; both rows locked until the end of
/// the transaction.
pub fn lock_current(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    place: &PlatformChat,
) -> Result<Option<(Chat, ChatRoute)>> {
    // The chat stands first, because rows are locked in the order of the tables.
    macro_rules! where_thread {
        ($is_its:expr) => {
            direct!(connection => Locked(
                chats::table
                    .inner_join(chat_routes::table.on(chat_routes::chat_id.eq(chats::chat_id)))
                    .filter(chat_routes::channel_id.eq(channel_id))
                    .filter(chat_routes::platform_chat.eq(&place.id))
                    .filter(chat_routes::is_current)
                    .filter(chats::deleted_at.is_null())
                    .filter($is_its)
                    .select((Chat::as_select(), ChatRoute::as_select()))
            )
            .get_result(connection))
        };
    }
    let found = match &place.thread {
        Some(thread) => where_thread!(chat_routes::platform_thread.eq(thread)),
        None => where_thread!(chat_routes::platform_thread.is_null()),
    };
    Ok(found.optional()?)
}

/// The chat that has the route to a platform chat.
pub fn chat_at(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    place: &PlatformChat,
) -> Result<Option<ChatId>> {
    let query = chat_routes::table
        .filter(chat_routes::channel_id.eq(channel_id))
        .filter(chat_routes::platform_chat.eq(&place.id))
        .filter(chat_routes::is_current)
        .select(chat_routes::chat_id);
    let found = match &place.thread {
        Some(thread) => {
            query.filter(chat_routes::platform_thread.eq(thread)).get_result(connection)
        }
        None => query.filter(chat_routes::platform_thread.is_null()).get_result(connection),
    };
    Ok(found.optional()?)
}

/// The chat that has the newest route to an address.
pub fn chat_of_identity(
    connection: &mut DatabaseConnection,
    id: IdentityId,
) -> Result<Option<ChatId>> {
    Ok(chat_routes::table
        .filter(chat_routes::identity_id.eq(id))
        .filter(chat_routes::is_current)
        .order((chat_routes::created_at.desc(), chat_routes::chat_id.desc()))
        .select(chat_routes::chat_id)
        .first(connection)
        .optional()?)
}

/// The route of a chat to an address, also one that it has lost.
pub fn find(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    identity_id: IdentityId,
) -> Result<Option<ChatRoute>> {
    Ok(ChatRoute::query().find((chat_id, identity_id)).get_result(connection).optional()?)
}

/// All routes of these chats, those of a chat in the order in which they were added.
pub fn of_chats(connection: &mut DatabaseConnection, ids: &[ChatId]) -> Result<Vec<ChatRoute>> {
    Ok(ChatRoute::query()
        .filter(chat_routes::chat_id.eq_any(ids))
        .order((chat_routes::chat_id, chat_routes::created_at, chat_routes::identity_id))
        .load(connection)?)
}

/// Gives a chat a route, in the place of the one to the same address that it had. Where the platform chat is
/// another chat's by a route, it is a conflict.
pub fn put(connection: &mut DatabaseConnection, route: &ChatRoute) -> Result<()> {
    let before = chat_routes::table.find((route.chat_id, route.identity_id));
    diesel::delete(before).execute(connection)?;
    let insert = diesel::insert_into(chat_routes::table).values(route.clone());
    direct!(connection => insert.execute(connection))?;
    Ok(())
}

/// What is said there comes to this chat no more.
pub fn retire(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    identity_id: IdentityId,
) -> Result<()> {
    diesel::update(chat_routes::table.find((chat_id, identity_id)))
        .set(chat_routes::is_current.eq(false))
        .execute(connection)?;
    Ok(())
}

/// What is said at other addresses comes to this chat no more, whichever they are.
pub fn retire_all(connection: &mut DatabaseConnection, chat_id: ChatId) -> Result<()> {
    diesel::update(chat_routes::table.filter(chat_routes::chat_id.eq(chat_id)))
        .set(chat_routes::is_current.eq(false))
        .execute(connection)?;
    Ok(())
}

/// The platform has another id for the chat there; `is_current` says whether what is said there comes to it.
pub fn move_to_platform_chat(
    connection: &mut DatabaseConnection,
    route: &ChatRoute,
    platform_chat: &str,
    is_current: bool,
) -> Result<()> {
    diesel::update(chat_routes::table.find((route.chat_id, route.identity_id)))
        .set((chat_routes::platform_chat.eq(platform_chat), chat_routes::is_current.eq(is_current)))
        .execute(connection)?;
    Ok(())
}

/// Replies there need this from now on.
pub fn set_reply_context(
    connection: &mut DatabaseConnection,
    route: &ChatRoute,
    context: &serde_json::Value,
) -> Result<()> {
    let update = diesel::update(chat_routes::table.find((route.chat_id, route.identity_id)))
        .set(chat_routes::reply_context.eq(Json::from(context)));
    direct!(connection => update.execute(connection))?;
    Ok(())
}

/// Takes the routes away that lead from chats of this contact to addresses of others, and from chats of others
/// to its addresses: two people share no chat. Gives the chats that have lost one.
pub fn part(connection: &mut DatabaseConnection, contact_id: ContactId) -> Result<Vec<ChatId>> {
    let chats = format!("SELECT chat_id FROM chats WHERE contact_id = {}", contact_id.0);
    let addresses =
        format!("SELECT identity_id FROM identities WHERE contact_id = {}", contact_id.0);
    let mut parted = Vec::new();
    for (own, others) in [
        (format!("chat_id IN ({chats})"), format!("identity_id NOT IN ({addresses})")),
        (format!("identity_id IN ({addresses})"), format!("chat_id NOT IN ({chats})")),
    ] {
        let lost = format!("is_current AND {own} AND {others}");
        let ids = format!("SELECT DISTINCT chat_id AS id FROM chat_routes WHERE {lost}");
        let ids: Vec<FoundId> = sql_query(ids).load(connection)?;
        if !ids.is_empty() {
            let retire = format!("UPDATE chat_routes SET is_current = FALSE WHERE {lost}");
            sql_query(retire).execute(connection)?;
        }
        parted.extend(ids.into_iter().map(|row| ChatId(row.id)));
    }
    Ok(parted)
}
