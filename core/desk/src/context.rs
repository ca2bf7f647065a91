//! What every command is told beside its input, and what it answers.

use crate::Result;
use crate::idempotent::IdempotencyKey;
use std::net::IpAddr;
use switchboard_bounds::Peer;
use switchboard_model::{Actor, EventCursor};

/// Who asks, and from where.
#[derive(Clone, Debug)]
pub struct Context {
    /// Who acts.
    pub actor: Actor,
    /// The request's id, kept in the audit log.
    pub request_id: Option<String>,
    /// The peer's address, kept in the audit log.
    pub remote_address: Option<String>,
    /// The program at the other end, as it names itself; kept in the audit log.
    pub user_agent: Option<String>,
    /// Recognises a repeated call: the command answers what it answered the first time.
    pub key: Option<IdempotencyKey>,
}

impl Context {
    /// A call of this actor that came from nowhere in particular.
    pub fn of(actor: Actor) -> Self {
        Self { actor, request_id: None, remote_address: None, user_agent: None, key: None }
    }

    /// Who counts as one at the other end, for all that is counted per peer; none where the call came
    /// through no network.
    pub(crate) fn peer(&self) -> Option<Peer> {
        self.remote_address.as_deref()?.parse().ok().map(Peer::of)
    }

    /// The network of the peer, as lists show it: enough to recognise one's own, and nobody's address.
    pub(crate) fn remote_network(&self) -> Option<String> {
        Some(network(self.remote_address.as_deref()?.parse().ok()?))
    }

    /// The server acts by itself.
    pub fn system() -> Self {
        Self::of(Actor::System)
    }

    /// The same call, recognised by a key when it comes again.
    #[must_use]
    pub fn with_key(self, key: IdempotencyKey) -> Self {
        Self { key: Some(key), ..self }
    }
}

/// An IPv4 address without its last number, an IPv6 address without what is behind its site.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        address @ IpAddr::V6(_) => format!("{}/48", Peer::of(address).site()),
    }
}

/// The result of a command.
pub type CommandResult<T> = Result<Committed<T>>;

/// What a command did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed<T> {
    /// The object as it is now.
    pub value: T,
    /// The place of the command's last event in the log; the log's head where nothing had to change.
    pub cursor: EventCursor,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_shows_no_address() {
        for (address, shown) in [
            ("192.0.2.77", "192.0.2.0/24"),
            ("::ffff:192.0.2.77", "192.0.2.0/24"),
            ("2001:db8:1:2::77", "2001:db8:1::/48"),
        ] {
            assert_eq!(network(address.parse().expect("an address")), shown);
        }
    }
}
