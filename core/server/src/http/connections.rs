//! How many connections there are, and of whom: bounded in all, per peer and per site. When there are
//! too many, those that have said nothing yet make room, and then those that ask nothing now.

use super::ListenLimits;
use parking_lot::Mutex;
use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
    sync::Arc,
};
use switchboard_bounds::{Peer, Site};
use tokio_util::sync::CancellationToken;

/// The connections of a listener.
pub(super) struct Connections {
    limits: ListenLimits,
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    begun: u64,
    count: usize,
    by_peer: HashMap<Peer, usize>,
    by_site: HashMap<Site, usize>,
    /// Without a whole head of a request so far, the oldest first.
    silent: BTreeMap<u64, CancellationToken>,
    /// How often a connection has fallen idle.
    rests: u64,
    /// Whose requests are all answered, by when they fell idle.
    idle: BTreeMap<u64, CancellationToken>,
}

impl Connections {
    pub(super) fn new(limits: ListenLimits) -> Arc<Self> {
        Arc::new(Self { limits, table: Mutex::default() })
    }

    /// Counts a connection until its place is dropped. None when its peer has too many, or when all
    /// are too many and each of the others is being answered.
    pub(super) fn enter(self: &Arc<Self>, peer: Option<Peer>) -> Option<Place> {
        let table = &mut *self.table.lock();
        if let Some(peer) = peer {
            let of_site = table.by_site.get(&peer.site()).copied().unwrap_or_default();
            let of_peer = table.by_peer.get(&peer).copied().unwrap_or_default();
            if of_peer >= self.limits.of_peer || of_site >= self.limits.of_site {
                return None;
            }
        }
        if table.count >= self.limits.all {
            let (_, oldest) = table.silent.pop_first().or_else(|| table.idle.pop_first())?;
            oldest.cancel();
        }
        if let Some(peer) = peer {
            *table.by_peer.entry(peer).or_default() += 1;
            *table.by_site.entry(peer.site()).or_default() += 1;
        }
        let (number, is_over) = (table.begun, CancellationToken::new());
        table.begun += 1;
        table.count += 1;
        table.silent.insert(number, is_over.clone());
        Some(Place { connections: Arc::clone(self), number, peer, is_over })
    }
}

/// The place of one connection.
pub(super) struct Place {
    connections: Arc<Connections>,
    number: u64,
    peer: Option<Peer>,
    /// Cancelled when the connection has to make room for another.
    pub(super) is_over: CancellationToken,
}

impl Place {
    /// A whole head has come: it does not make room before it has its answer. `rest` is what
    /// [`Place::rests`] gave when it fell idle.
    pub(super) fn asks(&self, rest: Option<u64>) {
        let table = &mut *self.connections.table.lock();
        table.silent.remove(&self.number);
        if let Some(rest) = rest {
            table.idle.remove(&rest);
        }
    }

    /// All that it asked is answered: from now on it makes room.
    pub(super) fn rests(&self) -> u64 {
        let table = &mut *self.connections.table.lock();
        let rest = table.rests;
        table.rests += 1;
        table.idle.insert(rest, self.is_over.clone());
        rest
    }

    /// It ends while it is idle.
    pub(super) fn forget(&self, rest: u64) {
        self.connections.table.lock().idle.remove(&rest);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let table = &mut *self.connections.table.lock();
        table.silent.remove(&self.number);
        table.count -= 1;
        if let Some(peer) = self.peer {
            leave(&mut table.by_peer, &peer);
            leave(&mut table.by_site, &peer.site());
        }
    }
}

fn leave<K: Eq + Hash>(counts: &mut HashMap<K, usize>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connections(all: usize, of_peer: usize, of_site: usize) -> Arc<Connections> {
        Connections::new(ListenLimits { all, of_peer, of_site, ..ListenLimits::default() })
    }

    fn peer(address: &str) -> Option<Peer> {
        Some(Peer::of(address.parse().expect("an address")))
    }

    #[test]
    fn the_silent_make_room_and_those_who_asked_stay() {
        let connections = connections(3, 3, 3);
        let mut places: Vec<Place> =
            (0..3).map(|_| connections.enter(peer("192.0.2.1")).expect("there is room")).collect();
        places[0].asks(None);
        let newcomer = connections.enter(peer("192.0.2.2")).expect("the oldest silent one goes");
        let is_over: Vec<bool> = places.iter().map(|place| place.is_over.is_cancelled()).collect();
        assert_eq!(is_over, [false, true, false]);
        drop(places.remove(1));
        newcomer.asks(None);
        places[1].asks(None);
        assert!(connections.enter(peer("192.0.2.3")).is_none(), "all are being answered");
        let (rest, _) = (newcomer.rests(), places[1].rests());
        newcomer.asks(Some(rest));
        let next = connections.enter(peer("192.0.2.3")).expect("who asks nothing now goes");
        assert!(places[1].is_over.is_cancelled() && !newcomer.is_over.is_cancelled());
        next.asks(None);
        assert!(connections.enter(peer("192.0.2.4")).is_none());
    }

    #[test]
    fn a_peer_and_its_site_have_their_share_and_proxies_have_all() {
        let connections = connections(100, 2, 3);
        let place = |address| connections.enter(peer(address));
        let held = [place("2001:db8::1"), place("2001:db8::2")];
        assert!(held.iter().all(Option::is_some) && place("2001:db8::3").is_none());
        let neighbour = place("2001:db8:0:1::1");
        assert!(neighbour.is_some() && place("2001:db8:0:2::1").is_none());
        assert!(place("2001:db8:1::1").is_some() && place("192.0.2.1").is_some());
        let unbound: Vec<_> = (0..10).map(|_| connections.enter(None)).collect();
        assert!(unbound.iter().all(Option::is_some));
        drop((held, neighbour, unbound));
        let table = connections.table.lock();
        assert_eq!((table.count, table.silent.len(), table.idle.len()), (0, 0, 0));
        assert!(table.by_peer.is_empty() && table.by_site.is_empty());
    }
}
