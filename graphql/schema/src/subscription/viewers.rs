//! Which colleagues have a chat open, and who of them writes. Whoever follows this has it open: until the
//! connection ends, or is silent for half a minute.

use super::watcher::Watcher;
use crate::{relation::load, types::operator::Operator};
use async_graphql::{Result, SimpleObject};
use futures::{Stream, stream};
use std::sync::Arc;
use switchboard_desk::{
    limits::VIEWING_AGAIN,
    signals::{ChatWindow, Ephemeral, Listener, Signal, Viewer},
};
use switchboard_graphql::Api;
use switchboard_model::{
    AuthorKind, ChatId,
    event::{Event, SubjectKind},
};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, Interval, interval_at},
};

/// A colleague who has a chat open or writes in it.
#[derive(Clone, SimpleObject)]
pub struct ChatViewer {
    /// The colleague.
    operator: Operator,
    /// They write.
    is_writing: bool,
}

/// Who else has a chat open now.
#[derive(Clone, SimpleObject)]
pub struct ChatViewers {
    /// All colleagues who have; you are not among them.
    viewers: Vec<ChatViewer>,
}

struct Viewers {
    watcher: Watcher,
    /// Colleagues see the window as long as this is there; none for an API token.
    window: Option<ChatWindow>,
    signals: Listener,
    batches: Receiver<Arc<Vec<Event>>>,
    again: Interval,
    /// What was told last; none before the first time.
    last: Option<Vec<Viewer>>,
}

/// Who else has a chat open: at once, and whenever that changes.
pub fn viewers(watcher: Watcher) -> impl Stream<Item = Result<ChatViewers>> + use<> {
    let desk = &watcher.api.desk;
    let viewers = Viewers {
        // Heard from before it is told, so that nothing is missed in between.
        signals: desk.signals().listen(),
        batches: watcher.api.live.subscribe(),
        window: desk.open_window(watcher.operator(), watcher.chat_id),
        again: interval_at(Instant::now() + VIEWING_AGAIN, VIEWING_AGAIN),
        last: None,
        watcher,
    };
    stream::try_unfold(viewers, |mut viewers| async move {
        Ok(viewers.next().await?.map(|told| (told, viewers)))
    })
}

impl Viewers {
    async fn next(&mut self) -> Result<Option<ChatViewers>> {
        loop {
            if self.watcher.look().await?.is_none() {
                return Ok(None);
            }
            let now = self.others();
            if self.last.as_ref() != Some(&now) {
                let told = told(&self.watcher.api, &now).await?;
                self.last = Some(now);
                return Ok(Some(told));
            }
            if !self.wait().await {
                return Ok(None);
            }
        }
    }

    fn others(&self) -> Vec<Viewer> {
        let (desk, own) = (&self.watcher.api.desk, self.watcher.operator().operator_id);
        let mut all = desk.signals().viewers(self.watcher.chat_id, desk.now());
        all.retain(|one| one.operator_id != own);
        all
    }

    /// Waits until there may be something else to tell, or less to see; false when the process stops.
    async fn wait(&mut self) -> bool {
        loop {
            tokio::select! {
                signal = self.signals.next() => match signal {
                    // That a window is still open tells nothing new.
                    Some(signal) if is_about(&signal, self.watcher.chat_id) => {
                        if self.last.as_ref() != Some(&self.others()) {
                            return true;
                        }
                    }
                    Some(_) => {}
                    None => return false,
                },
                batch = self.batches.recv() => match batch {
                    Ok(events) => {
                        if events.iter().any(|one| may_hide(one, self.watcher.chat_id)) {
                            return true;
                        }
                    }
                    Err(RecvError::Lagged(_)) => return true,
                    Err(RecvError::Closed) => return false,
                },
                // Also looks who has expired.
                _ = self.again.tick() => {
                    if let Some(window) = &self.window {
                        window.tell_again();
                    }
                    return true;
                }
            }
        }
    }
}

async fn told(api: &Api, viewers: &[Viewer]) -> Result<ChatViewers> {
    let ids = viewers.iter().map(|one| one.operator_id);
    let mut operators = load::<Operator>(api, ids).await?;
    let viewers = viewers.iter().filter_map(|one| {
        let operator = operators.remove(&one.operator_id)?;
        Some(ChatViewer { operator, is_writing: one.is_writing })
    });
    Ok(ChatViewers { viewers: viewers.collect() })
}

/// May an event have taken the chat from somebody.
fn may_hide(event: &Event, chat_id: ChatId) -> bool {
    let event = &event.event;
    let is_of_chat = event.subject_kind == SubjectKind::Chat && event.chat_id == Some(chat_id);
    is_of_chat || event.kind.may_change_permissions()
}

/// Does a signal tell of a colleague in this chat.
fn is_about(signal: &Signal, wanted: ChatId) -> bool {
    match &signal.ephemeral {
        Ephemeral::Viewing { chat_id, .. } | Ephemeral::NoteTyping { chat_id, .. } => {
            *chat_id == wanted
        }
        Ephemeral::Typing { chat_id, author_kind, .. } => {
            *chat_id == wanted && *author_kind == AuthorKind::Operator
        }
        Ephemeral::Preview { .. } => false,
    }
}
