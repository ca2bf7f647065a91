//! Notifications: what the operator who calls is told of.

use crate::{
    batch::batched,
    mutation::call::{mutations, run},
    noun::{IsTold, Noun, Rows, TOLD_TO_ITS_AUTHOR, Visible},
    types::event::event,
};
use async_graphql::{Context, ID, Result};
use switchboard_desk::{
    Context as DeskContext, Desk,
    notification::{ReadAllInput, read, read_all},
};
use switchboard_graphql::{
    choice::Choice,
    connection, input, object, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::{
    ChatId, NotificationId,
    notification::{self, NotificationKind},
};

batched!(Notification of notification::Notification, notification_id: NotificationId);

impl Noun for Notification {
    const ROWS: Rows<Self> = |related, ids| related.notifications(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_notifications(ids);
    const IS_TOLD: IsTold = TOLD_TO_ITS_AUTHOR;
}

event! {
    /// You are told of something, or what you were told of is read.
    NotificationEvent {
        /// The notification as it is now; absent when it was forgotten since.
        notification: Notification
    }
}

/// What you are told of. Nobody else sees it. Its chat is found by its id, as far as you may see it now.
#[object(id = notification_id)]
impl Notification {
    /// Of what you are told.
    fn kind(&self) -> Choice<NotificationKind>;

    /// The id of the chat; absent where it happened in none.
    async fn chat_id(&self) -> Option<ID> {
        self.0.chat_id.map(Into::into)
    }

    /// The id of what it is about: the message, the note, the channel or the chat itself.
    async fn subject_id(&self) -> ID {
        self.0.about().into()
    }

    /// When it happened.
    fn at(&self) -> DateTime;
    /// When it was read, here or with its chat; absent while it was not.
    fn read_at(&self) -> Option<DateTime>;
}

connection!(
    NotificationConnection,
    NotificationEdge,
    Notification,
    "A page of what you are told of.",
    "A notification in a list."
);

input! {
    /// The notification that you have read.
    NotificationReadInput of NotificationId {
        /// The notification.
        notification_id
    }

    /// What you have read.
    NotificationsReadInput into ReadAllInput {
        /// What you are told of in this chat; absent: everything.
        chat_id: Option<Id<ChatId>>,
    }
}

payload!(NotificationReadPayload, "The result of reading a notification.", notification: Notification, "The notification as it is now; absent when there is none.");
payload!(NotificationsReadPayload, "The result of reading notifications.", read_count: i64, "How many were not read before, at most 500; absent when it was refused.");

async fn notifications_read(
    ctx: &Context<'_>,
    input: NotificationsReadInput,
) -> Result<NotificationsReadPayload> {
    let command = async |desk: &Desk, context: &DeskContext, input: NotificationsReadInput| {
        read_all(desk, context, input.into()).await
    };
    let (count, outcome) = run(ctx, input, command).await?;
    let count = count.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    Ok(NotificationsReadPayload::of(outcome, count))
}

mutations! {
    /// What is done with notifications.
    NotificationMutation {
        /// Marks a notification as read. Reading its chat does so too.
        notification_read(NotificationReadInput, "The notification.")
            -> NotificationReadPayload { read }
        /// Marks as read what you were told of, all of it or all of a chat: the oldest 500 at a time.
        notifications_read(NotificationsReadInput, "What you have read.")
            -> NotificationsReadPayload { by notifications_read }
    }
}
