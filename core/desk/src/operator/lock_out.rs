//! Locks out who guesses the password of one account, on all nodes and over restarts. Counted for an
//! address and a peer together: nobody keeps the owner out from anywhere else.

use crate::limits::{
    SIGN_IN_FAILURE_KEYS_MAX, SIGN_IN_FAILURES_MAX, SIGN_IN_FAILURES_MS, SIGN_IN_LOCKED_MS,
};
use crate::session::hash;
use crate::{Desk, DeskError, Result};
use switchboard_bounds::Peer;
use switchboard_model::{OperatorId, Timestamp};
use switchboard_store::sign_in_failure::{self, FailureKey, Failures};
use switchboard_store::{DatabaseConnection, Lane, StoreError, Transaction};

/// The wrong sign-ins of one peer for one address.
#[derive(Clone)]
pub(super) struct LockOut(FailureKey);

impl LockOut {
    /// Of an address (lower case) and a peer; those of unknown peers count together.
    pub(super) fn of(email: &str, peer: Option<Peer>) -> Self {
        let peer = peer.map(|peer| peer.to_string()).unwrap_or_default();
        Self(FailureKey { email_hash: hash(email), peer })
    }

    /// Of the codes that are tried for one account by who knows its password, from wherever.
    pub(super) fn of_codes(id: OperatorId) -> Self {
        Self(FailureKey { email_hash: hash(&format!("codes of {id}")), peer: String::new() })
    }

    /// May somebody try now.
    ///
    /// # Errors
    /// `TooMany` while nobody may.
    pub(super) fn check(&self, connection: &mut DatabaseConnection, now: Timestamp) -> Result<()> {
        let counted = sign_in_failure::find(connection, &self.0)?;
        let until = counted.and_then(|counted| counted.locked_until_at);
        let left_ms = until.map_or(0, |until| until.since_ms(now));
        // A clock that was ahead locks nobody out for longer.
        if (1..=SIGN_IN_LOCKED_MS).contains(&left_ms) {
            let retry_after_ms = u64::try_from(left_ms).unwrap_or_default();
            return Err(DeskError::TooMany { retry_after_ms });
        }
        Ok(())
    }

    /// Counts a wrong try.
    pub(super) async fn count(&self, desk: &Desk) -> Result<()> {
        let key = self.0.clone();
        // One after the other: two that read the same count would be one.
        let lane = u64::from_str_radix(&key.email_hash[..16], 16).unwrap_or_default();
        desk.store().write(Lane::Key(lane), move |transaction| count(transaction, &key)).await?;
        Ok(())
    }

    /// Forgets the wrong tries before a right one.
    pub(super) fn forget(&self, connection: &mut DatabaseConnection) -> Result<(), StoreError> {
        sign_in_failure::delete(connection, &self.0)
    }
}

fn count(transaction: &mut Transaction<'_>, key: &FailureKey) -> Result<(), StoreError> {
    let now = transaction.now();
    let known = sign_in_failure::find(transaction, key)?;
    if known.is_none() && sign_in_failure::count(transaction)? >= SIGN_IN_FAILURE_KEYS_MAX {
        sign_in_failure::delete_oldest(transaction)?;
    }
    let running = known.filter(|known| {
        (0..SIGN_IN_FAILURES_MS).contains(&now.since_ms(known.counted_from_at))
            && known.locked_until_at.is_none()
    });
    let mut counted = running.unwrap_or(Failures {
        failure_count: 0,
        counted_from_at: now,
        locked_until_at: None,
    });
    counted.failure_count += 1;
    if counted.failure_count >= SIGN_IN_FAILURES_MAX {
        counted.locked_until_at = Some(now.plus_ms(SIGN_IN_LOCKED_MS));
    }
    sign_in_failure::upsert(transaction, key, counted)
}
