//! Shows customers on other platforms that an operator types. Ephemeral: what cannot be shown at once
//! is dropped, and a failure says nothing to anybody.

use crate::limits;
use std::sync::Arc;
use switchboard_desk::{Desk, signals::Ephemeral};
use switchboard_model::{
    AuthorKind, ChatId,
    channel::Channel,
    connector::{ConnectorResult, PlatformChat},
};
use switchboard_store::{StoreError, channel, chat};
use tokio::sync::Semaphore;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::debug;

/// Listens until `stop`.
pub(crate) fn spawn(desk: Desk, tasks: &TaskTracker, stop: CancellationToken) {
    let mut signals = desk.signals().listen();
    let turns = Arc::new(Semaphore::new(limits::TYPING_PARALLEL));
    tasks.spawn(async move {
        loop {
            let signal = tokio::select! {
                () = stop.cancelled() => return,
                signal = signals.next() => signal,
            };
            let Some(signal) = signal else { return };
            // What another node has told, that node shows.
            if !signal.is_own {
                continue;
            }
            let Ephemeral::Typing { chat_id, author_kind: AuthorKind::Operator, is_on, .. } =
                signal.ephemeral
            else {
                continue;
            };
            let Ok(turn) = Arc::clone(&turns).try_acquire_owned() else { continue };
            let desk = desk.clone();
            tokio::spawn(async move {
                if let Err(error) = show(&desk, chat_id, is_on).await {
                    debug!(chat.id = %chat_id, %error, "typing could not be shown");
                }
                drop(turn);
            });
        }
    });
}

/// Shows it on the chat's platform, where that can.
pub(crate) async fn show(desk: &Desk, chat_id: ChatId, is_on: bool) -> ConnectorResult<()> {
    let Ok(true) = desk.outward().is_given().await else { return Ok(()) };
    let found: Result<(PlatformChat, Channel), StoreError> = desk
        .store()
        .read(move |connection| {
            let chat = chat::get(connection, chat_id)?;
            let channel = channel::get(connection, chat.channel_id)?;
            let place = PlatformChat { id: chat.platform_chat, thread: chat.platform_thread };
            Ok((place, channel))
        })
        .await;
    let Ok((place, channel)) = found else { return Ok(()) };
    let can = desk.connectors().capabilities(&channel.plugin).is_some_and(|can| can.typing);
    if !can || !channel.state.is_working() {
        return Ok(());
    }
    let connector = desk.connector(&channel).await?;
    let shown = tokio::time::timeout(limits::TYPING_WAIT, connector.typing(&place, is_on));
    shown.await.unwrap_or(Ok(()))
}
