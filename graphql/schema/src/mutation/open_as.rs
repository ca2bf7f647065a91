//! Opens the company's own page as the customer of a chat.

use crate::mutation::call::{Returned, mutations};
use async_graphql::{Context, Result, SimpleObject};
use switchboard_desk::chat::open_as;
use switchboard_graphql::{
    input, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::ChatId;

input! {
    /// As whose customer to open the company's own page.
    ChatOpenAsInput into open_as::OpenAsInput {
        /// The chat.
        chat_id: Id<ChatId>,
    }
}

/// Where the company's own page is opened as a customer.
#[derive(Clone, SimpleObject)]
pub struct OpenedAs {
    /// The address, told once. Whoever has it is the customer there: keep it to yourself.
    url: String,
    /// Until when it can be followed: a minute.
    expires_at: DateTime,
}

impl Returned<open_as::OpenedAs> for OpenedAs {
    async fn returned(_: &Context<'_>, opened: open_as::OpenedAs) -> Result<Option<Self>> {
        Ok(Some(Self { url: opened.url, expires_at: DateTime(opened.expires_at) }))
    }
}

payload!(ChatOpenAsPayload, "The result of opening the company's own page as a customer.", opened: OpenedAs, "Where it is; absent when there is nothing to open.");

mutations! {
    /// What opens the company's own page.
    OpenAsMutation {
        /// Opens the company's own page as the customer of a chat, whom it has signed in. Told in the chat's
        /// timeline and in the audit log.
        chat_open_as(ChatOpenAsInput, "The chat.") -> ChatOpenAsPayload { open_as::open_as }
    }
}
