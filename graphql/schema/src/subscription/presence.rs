//! Presence: how the statuses of operators change, told as the log grows.

use crate::{relation::load, types::operator::Operator};
use async_graphql::{Result, SimpleObject};
use futures::{Stream, stream};
use std::sync::Arc;
use switchboard_graphql::{
    Api,
    choice::OperatorStatus,
    errors::{coded, top_level},
    scalars::DateTime,
};
use switchboard_model::{
    OperatorId,
    event::{Event, EventKind},
};
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// An operator has another status.
#[derive(Clone, SimpleObject)]
pub struct PresenceChange {
    /// The operator.
    operator: Operator,
    /// Their status now.
    status: OperatorStatus,
    /// Since when they have it.
    since: DateTime,
}

struct Changes {
    api: Arc<Api>,
    batches: Receiver<Arc<Vec<Event>>>,
    waiting: Vec<OperatorId>,
}

/// How the statuses of operators change.
pub fn presence(api: Arc<Api>) -> impl Stream<Item = Result<PresenceChange>> + use<> {
    let batches = api.live.subscribe();
    let changes = Changes { api, batches, waiting: Vec::new() };
    stream::try_unfold(changes, |mut changes| async move {
        Ok(changes.next().await?.map(|change| (change, changes)))
    })
}

impl Changes {
    async fn next(&mut self) -> Result<Option<PresenceChange>> {
        loop {
            while let Some(id) = self.waiting.pop() {
                if let Some(change) = self.of(id).await? {
                    return Ok(Some(change));
                }
            }
            match self.batches.recv().await {
                Ok(events) => self.waiting = changed(&events),
                // What was lost is not known: whoever follows reads the operators again.
                Err(RecvError::Lagged(_)) => {
                    return Err(coded(
                        "LAGGED",
                        "Changes were lost: subscribe again, then read the operators.",
                    ));
                }
                Err(RecvError::Closed) => return Ok(None),
            }
        }
    }

    async fn of(&self, id: OperatorId) -> Result<Option<PresenceChange>> {
        let found = self.api.desk.read_related(move |related| related.presences(&[id])).await;
        let presence = found.map_err(top_level)?.pop();
        let operator = load::<Operator>(&self.api, [id]).await?.remove(&id);
        Ok(operator.zip(presence).map(|(operator, presence)| PresenceChange {
            operator,
            status: presence.status.into(),
            since: DateTime(presence.since_at),
        }))
    }
}

/// Whose status has changed, the first of them last, each once.
fn changed(events: &[Event]) -> Vec<OperatorId> {
    let mut ids: Vec<OperatorId> = Vec::new();
    for event in events.iter().filter(|one| one.event.kind == EventKind::OperatorStatusSet) {
        let id = OperatorId(event.event.subject_id);
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.reverse();
    ids
}
