//! Who is connected, and what follows from it for their status: one who is not seen for a minute is
//! offline as of that minute, and has their status back when they are seen again.

use crate::change::changed;
use crate::limits::{OPERATORS_MAX, UNSEEN_MS};
use crate::{Command, Context, Desk, DeskError, Result};
use parking_lot::Mutex;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use switchboard_model::actor::OperatorActor;
use switchboard_model::event::EventKind;
use switchboard_model::presence::{OperatorStatus, Presence, SpanSource};
use switchboard_model::{OperatorId, Timestamp};
use switchboard_store::{DatabaseConnection, Lane, StoreError, operator_presence, operator_span};

/// How many live connections each operator has to this process. No more operators than there are.
#[derive(Default)]
pub(crate) struct Connections(Mutex<HashMap<OperatorId, usize>>);

/// An operator's live connection: while it is held, they are seen.
pub struct Connection {
    connections: Arc<Connections>,
    operator_id: OperatorId,
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut all = self.connections.0.lock();
        if let Some(count) = all.get_mut(&self.operator_id) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.operator_id);
            }
        }
    }
}

impl Desk {
    /// An operator is connected until the answer is dropped; none for an API token, which is nobody at
    /// work.
    pub fn connect(&self, operator: &OperatorActor) -> Option<Connection> {
        let operator_id = operator.operator_id;
        operator.is_interactive().then(|| {
            let connections = Arc::clone(self.connections());
            *connections.0.lock().entry(operator_id).or_default() += 1;
            Connection { connections, operator_id }
        })
    }
}

/// Looks after the statuses of who comes and goes.
#[derive(Default)]
pub struct PresenceWatch(Mutex<Option<Awake>>);

/// Since when this process looks without a break. Whoever was not seen before may have been kept away
/// by the server: they have a minute to come back.
#[derive(Clone, Copy, Debug)]
struct Awake {
    since: Timestamp,
    last: Timestamp,
}

impl Awake {
    fn again(before: Option<Self>, now: Timestamp) -> Self {
        let is_unbroken =
            before.filter(|before| (0..UNSEEN_MS).contains(&now.since_ms(before.last)));
        Self { since: is_unbroken.map_or(now, |before| before.since), last: now }
    }

    fn may_judge(self) -> bool {
        self.last.since_ms(self.since) >= UNSEEN_MS
    }
}

impl PresenceWatch {
    /// Notes who is connected, all in one statement; sets back the status of who came back, and to offline
    /// that of who is gone. Returns how many statuses changed.
    pub async fn round(&self, desk: &Desk) -> Result<usize> {
        let now = desk.now();
        let awake = {
            let mut awake = self.0.lock();
            let next = Awake::again(*awake, now);
            *awake = Some(next);
            next
        };
        let connected: Vec<OperatorId> = desk.connections().0.lock().keys().copied().collect();
        let ids = connected.clone();
        let read = move |connection: &mut DatabaseConnection| -> Result<_, StoreError> {
            let present = operator_presence::present(connection, OPERATORS_MAX)?;
            Ok((present, operator_span::disconnected(connection, &ids)?))
        };
        let (present, back) = desk.store().read(read).await?;
        let connected: HashSet<OperatorId> = connected.into_iter().collect();
        note_seen(desk, &present, &connected, now).await?;
        let mut changed = 0;
        for id in back {
            changed += usize::from(come_back(desk, id).await?);
        }
        let unseen = present.into_iter().filter(|one| {
            !connected.contains(&one.operator_id)
                && one.is_auto_offline
                && now.since_ms(one.seen_at) >= UNSEEN_MS
        });
        for one in unseen.filter(|_| awake.may_judge()) {
            changed += usize::from(go_offline(desk, one).await?);
        }
        Ok(changed)
    }
}

/// Who is connected was seen now. So was who was seen in the future, by a clock that was ahead: else they
/// were there until then.
async fn note_seen(
    desk: &Desk,
    present: &[Presence],
    connected: &HashSet<OperatorId>,
    now: Timestamp,
) -> Result<()> {
    let seen = |one: &&Presence| connected.contains(&one.operator_id) || one.seen_at > now;
    let ids: Vec<OperatorId> = present.iter().filter(seen).map(|one| one.operator_id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    desk.store()
        .write(Lane::Any, move |transaction| {
            operator_presence::set_seen(transaction, &ids, now).map_err(DeskError::from)
        })
        .await
}

/// Gives an operator the status back that they had before they were not seen any more.
async fn come_back(desk: &Desk, id: OperatorId) -> Result<bool> {
    desk.transact(&Context::system(), Lane::Any, move |command| {
        let operator = command.operator_for_status(id)?;
        let is_gone = is_gone(command, id)?;
        let before = operator_span::find_last_ended(command, id)?;
        let (Some(known), Some(before)) = (operator_presence::find(command, id)?, before) else {
            return Ok(false);
        };
        if !is_gone || !operator.is_active {
            return Ok(false);
        }
        let now = command.now();
        let since_at = operator.begin_span(command, (before.status, SpanSource::Return), now)?;
        let after = Presence { status: before.status, since_at, seen_at: now, ..known };
        operator.set_presence(command, &after)?;
        tell(command, id)?;
        Ok(true)
    })
    .await
}

/// Sets an operator offline as of a minute after they were last seen, unless they were seen since.
async fn go_offline(desk: &Desk, unseen: Presence) -> Result<bool> {
    let id = unseen.operator_id;
    desk.transact(&Context::system(), Lane::Any, move |command| {
        let operator = command.operator_for_status(id)?;
        if operator_presence::find(command, id)?.as_ref() != Some(&unseen) {
            return Ok(false);
        }
        let at = unseen.seen_at.plus_ms(UNSEEN_MS);
        let status = OperatorStatus::Offline;
        let since_at = operator.begin_span(command, (status, SpanSource::Disconnect), at)?;
        let after = Presence { status, since_at, ..unseen.clone() };
        operator.set_presence(command, &after)?;
        tell(command, id)?;
        Ok(true)
    })
    .await
}

/// Is the operator offline because they were not seen any more, and nobody has said anything since.
pub(super) fn is_gone(
    connection: &mut DatabaseConnection,
    id: OperatorId,
) -> Result<bool, StoreError> {
    let open = operator_span::find_open(connection, id)?;
    Ok(open.is_some_and(|open| open.source == SpanSource::Disconnect))
}

pub(super) fn tell(command: &mut Command<'_>, id: OperatorId) -> Result<()> {
    Ok(command.event(EventKind::OperatorStatusSet, id, changed(&["status"]))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_gives_everybody_a_minute_to_come_back() {
        let mut awake = None;
        let mut looks = Vec::new();
        for now in [0, 20_000, 40_000, 60_000, 80_000, 200_000, 220_000, 260_000, 100_000, 161_000]
        {
            awake = Some(Awake::again(awake, Timestamp(now)));
            looks.push(awake.is_some_and(Awake::may_judge));
        }
        let expected = [false, false, false, true, true, false, false, true, false, false];
        assert_eq!(looks, expected);
    }
}
