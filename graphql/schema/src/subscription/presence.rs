//! Presence: how the statuses of operators change, told as the log grows.

use crate::{relation::load, types::operator::Operator};
use async_graphql::{Result, SimpleObject};
use futures::{Stream, stream};
use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::Arc,
};
use switchboard_graphql::{
    Api,
    choice::OperatorStatus,
    errors::{coded, top_level},
    scalars::DateTime,
};
use switchboard_model::{
    OperatorId,
    event::{Event, EventKind},
    presence::Presence,
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
    waiting: VecDeque<PresenceChange>,
}

/// How the statuses of operators change.
pub fn presence(api: Arc<Api>) -> impl Stream<Item = Result<PresenceChange>> + use<> {
    let batches = api.live.subscribe();
    let changes = Changes { api, batches, waiting: VecDeque::new() };
    stream::try_unfold(changes, |mut changes| async move {
        Ok(changes.next().await?.map(|change| (change, changes)))
    })
}

impl Changes {
    async fn next(&mut self) -> Result<Option<PresenceChange>> {
        loop {
            if let Some(change) = self.waiting.pop_front() {
                return Ok(Some(change));
            }
            match self.batches.recv().await {
                Ok(events) => self.waiting = self.of(changed(&events)).await?,
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

    /// The statuses of these operators, in their order; those who never had one are missing.
    async fn of(&self, ids: Vec<OperatorId>) -> Result<VecDeque<PresenceChange>> {
        if ids.is_empty() {
            return Ok(VecDeque::new());
        }
        let operators = load::<Operator>(&self.api, ids.iter().copied()).await?;
        let wanted = ids.clone();
        let found = self.api.desk.read_related(move |related| related.presences(&wanted)).await;
        let presences: HashMap<OperatorId, Presence> =
            found.map_err(top_level)?.into_iter().map(|one| (one.operator_id, one)).collect();
        let change = |id: OperatorId| {
            let (operator, presence) = (operators.get(&id)?.clone(), presences.get(&id)?);
            let (status, since) = (presence.status.into(), DateTime(presence.since_at));
            Some(PresenceChange { operator, status, since })
        };
        Ok(ids.into_iter().filter_map(change).collect())
    }
}

/// Whose status has changed, each once, in the order of the log.
fn changed(events: &[Event]) -> Vec<OperatorId> {
    let of_status = events.iter().filter(|one| one.event.kind == EventKind::OperatorStatusSet);
    let mut met = HashSet::new();
    of_status.map(|one| OperatorId(one.event.subject_id)).filter(|id| met.insert(*id)).collect()
}
