//! The table of reactions.

use crate::schema::reactions;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use switchboard_model::message::Reaction;
use switchboard_model::{AuthorKind, MessageId};

/// Adds a reaction; answers false when it is there.
pub fn insert_or_ignore(connection: &mut DatabaseConnection, reaction: &Reaction) -> Result<bool> {
    dialect::insert_or_ignore(connection, diesel::insert_into(reactions::table).values(reaction))
}

/// Takes a reaction back, or all of an author where no emoji is given; answers how many.
pub fn delete(
    connection: &mut DatabaseConnection,
    message_id: MessageId,
    author: (AuthorKind, i64),
    emoji: Option<&str>,
) -> Result<usize> {
    let of_author = reactions::table
        .filter(reactions::message_id.eq(message_id))
        .filter(reactions::author_kind.eq(author.0))
        .filter(reactions::author_id.eq(author.1));
    Ok(match emoji {
        Some(emoji) => {
            diesel::delete(of_author.filter(reactions::emoji.eq(emoji))).execute(connection)?
        }
        None => diesel::delete(of_author).execute(connection)?,
    })
}

/// How many reactions an author has on a message.
pub fn count_of_author(
    connection: &mut DatabaseConnection,
    message_id: MessageId,
    author: (AuthorKind, i64),
) -> Result<i64> {
    Ok(reactions::table
        .filter(reactions::message_id.eq(message_id))
        .filter(reactions::author_kind.eq(author.0))
        .filter(reactions::author_id.eq(author.1))
        .count()
        .get_result(connection)?)
}
