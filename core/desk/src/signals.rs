//! Typing, previews, who looks at a chat and how visits change: told to whoever listens now, on all nodes, and
//! never stored by that. A slow listener loses the oldest; each signal expires by itself, so that a lost "stopped"
//! mends itself.

mod bus;
mod chat_window;
mod ephemeral;
mod viewers;
mod visits;

pub use bus::Bus;
pub use chat_window::ChatWindow;
pub use ephemeral::{Ephemeral, Signal, Unsent};
pub use viewers::Viewer;
#[cfg(test)]
pub(crate) use visits::visit_of;
pub use visits::{VisitChange, VisitListener};

use crate::limits::{
    SIGNAL_LIFE_MS, SIGNAL_QUEUE, SIGNAL_SOURCES_MAX, SIGNAL_THROTTLE_MS, VIEWING_LIFE_MS,
};
use bus::Heard;
use std::sync::Arc;
use switchboard_bounds::Windows;
use switchboard_model::visit::Visit;
use switchboard_model::{AuthorKind, ChatId, OperatorId, Timestamp, VisitId};
use tokio::sync::broadcast;
use viewers::Viewers;
use visits::Visits;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Source {
    Typing(ChatId, AuthorKind, Option<i64>, bool),
    NoteTyping(ChatId, OperatorId, bool),
    Viewing(ChatId, OperatorId, u64, bool),
    Preview(ChatId),
}

impl Source {
    fn of(ephemeral: &Ephemeral) -> Self {
        match ephemeral {
            Ephemeral::Typing { chat_id, author_kind, author_id, is_on } => {
                Self::Typing(*chat_id, *author_kind, *author_id, *is_on)
            }
            Ephemeral::NoteTyping { chat_id, operator_id, is_on } => {
                Self::NoteTyping(*chat_id, *operator_id, *is_on)
            }
            Ephemeral::Viewing { chat_id, operator_id, window, is_on } => {
                Self::Viewing(*chat_id, *operator_id, *window, *is_on)
            }
            Ephemeral::Preview { chat_id, .. } => Self::Preview(*chat_id),
        }
    }
}

/// The signals of this node, and those that it hears from others. Cheap to clone.
#[derive(Clone)]
pub struct Signals(Arc<Inner>);

struct Inner {
    sender: broadcast::Sender<Signal>,
    throttle: Windows<Source>,
    viewers: Viewers,
    visits: Visits,
    /// The way to other nodes; none where there are no others.
    bus: Option<Arc<dyn Bus>>,
    /// What this node calls itself among the others: by it, it knows what it told itself.
    node: u64,
}

impl Default for Signals {
    fn default() -> Self {
        Self::new(None)
    }
}

impl Signals {
    /// Signals that other nodes hear as well.
    pub fn over(bus: Arc<dyn Bus>) -> Self {
        Self::new(Some(bus))
    }

    fn new(bus: Option<Arc<dyn Bus>>) -> Self {
        Self(Arc::new(Inner {
            sender: broadcast::channel(SIGNAL_QUEUE).0,
            throttle: Windows::new(SIGNAL_SOURCES_MAX, 1, SIGNAL_THROTTLE_MS),
            viewers: Viewers::default(),
            visits: Visits::default(),
            bus,
            node: rand::random(),
        }))
    }

    /// Tells a signal to all listeners; false when its source told the same less than a second ago.
    pub fn tell(&self, ephemeral: Ephemeral, now: Timestamp) -> bool {
        if self.0.throttle.count(Source::of(&ephemeral), now.0).is_err() {
            return false;
        }
        if let Some(bus) = &self.0.bus {
            bus::pass(bus.as_ref(), self.0.node, &ephemeral);
        }
        self.spread(ephemeral, true, now);
        true
    }

    /// Hears what the bus has brought; false for what this version does not understand. What this node told
    /// itself comes back on some buses, and is not told twice.
    pub fn hear(&self, notice: &str, now: Timestamp) -> bool {
        let Some((node, heard)) = bus::read(notice) else { return false };
        match heard {
            _ if node == self.0.node => {}
            Heard::Signal(ephemeral) => self.spread(ephemeral, false, now),
            Heard::Visit(change) => self.0.visits.hear(change),
        }
        true
    }

    /// Tells how a visit is now. One that is not kept reaches other nodes only where it lies on no disk.
    pub(crate) fn tell_visit(&self, change: VisitChange, is_kept: bool) {
        if let Some(bus) = &self.0.bus {
            bus::pass_visit(bus.as_ref(), self.0.node, &change, is_kept);
        }
        self.0.visits.spread(Arc::new(change));
    }

    /// Tells those who follow here that the visit was written. Other nodes are not told: to them it would mean that
    /// the visitor was seen here.
    pub(crate) fn tell_visit_written(&self, visit: Visit) {
        self.0.visits.spread(Arc::new(VisitChange { visit, is_over: false }));
    }

    /// The visitor was seen here.
    pub(crate) fn visit_is_here(&self, id: VisitId) {
        self.0.visits.is_here(id);
    }

    /// Has another node told of the visit since it was seen here.
    pub(crate) fn is_visit_elsewhere(&self, id: VisitId) -> bool {
        self.0.visits.is_elsewhere(id)
    }

    /// Follows the visits from now on.
    pub(crate) fn follow_visits(&self) -> VisitListener {
        self.0.visits.listen()
    }

    /// Listens from now on.
    pub fn listen(&self) -> Listener {
        Listener { receiver: self.0.sender.subscribe() }
    }

    /// Which operators have a chat open or write in it, by their ids.
    pub fn viewers(&self, chat_id: ChatId, now: Timestamp) -> Vec<Viewer> {
        self.0.viewers.of(chat_id, now)
    }

    fn spread(&self, ephemeral: Ephemeral, is_own: bool, now: Timestamp) {
        let life_ms = match ephemeral {
            Ephemeral::Viewing { .. } => VIEWING_LIFE_MS,
            Ephemeral::Typing { .. } | Ephemeral::NoteTyping { .. } | Ephemeral::Preview { .. } => {
                SIGNAL_LIFE_MS
            }
        };
        let signal = Signal { ephemeral, is_own, at: now, expires_at: now.plus_ms(life_ms) };
        self.0.viewers.note(&signal);
        // Nobody listening is as good as told.
        let _ = self.0.sender.send(signal);
    }
}

/// Hears signals from the moment it was made.
pub struct Listener {
    receiver: broadcast::Receiver<Signal>,
}

impl Listener {
    /// The next signal; skips what was lost to slowness. None when the process stops.
    pub async fn next(&mut self) -> Option<Signal> {
        loop {
            match self.receiver.recv().await {
                Ok(signal) => return Some(signal),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parking_lot::Mutex;

    fn preview(text: &str) -> Ephemeral {
        Ephemeral::Preview { chat_id: ChatId(1), text: text.to_owned().into() }
    }

    fn typing(is_on: bool) -> Ephemeral {
        let (author_kind, author_id) = (AuthorKind::Operator, Some(7));
        Ephemeral::Typing { chat_id: ChatId(1), author_kind, author_id, is_on }
    }

    #[tokio::test]
    async fn one_source_is_heard_once_a_second() {
        let signals = Signals::default();
        let mut listener = signals.listen();
        assert!(signals.tell(preview("a"), Timestamp(0)));
        assert!(!signals.tell(preview("ab"), Timestamp(999)));
        assert!(signals.tell(preview("abc"), Timestamp(1_000)));
        let heard = [listener.next().await, listener.next().await];
        let texts: Vec<_> = heard.into_iter().flatten().map(|signal| signal.ephemeral).collect();
        assert_eq!(texts, [preview("a"), preview("abc")]);
    }

    #[tokio::test]
    async fn a_slow_listener_loses_the_oldest() {
        let signals = Signals::default();
        let mut listener = signals.listen();
        let of_chat = |chat_id| Ephemeral::Preview { chat_id, text: "x".to_owned().into() };
        for chat in 0..=SIGNAL_QUEUE {
            let chat_id = ChatId(i64::try_from(chat).expect("small"));
            assert!(signals.tell(of_chat(chat_id), Timestamp(0)));
        }
        let first = listener.next().await.expect("a signal").ephemeral;
        assert_eq!(first, of_chat(ChatId(1)));
    }

    #[test]
    fn a_flood_of_sources_silences_nobody_else() {
        let signals = Signals::default();
        for chat in 0..20_000 {
            let (chat_id, text) = (ChatId(chat), "x".to_owned().into());
            signals.tell(Ephemeral::Preview { chat_id, text }, Timestamp(0));
        }
        assert!(signals.tell(preview("a"), Timestamp(0)), "old sources are forgotten");
    }

    /// A bus that brings everything to all who are on it, the teller too.
    #[derive(Default)]
    struct Echoing(Mutex<Vec<String>>);

    impl Bus for Echoing {
        fn pass(&self, notice: String) {
            self.0.lock().push(notice);
        }
        fn pass_unstored(&self, notice: String) {
            self.0.lock().push(notice);
        }
    }

    #[tokio::test]
    async fn each_node_hears_a_signal_once_and_knows_its_own() {
        let bus = Arc::new(Echoing::default());
        let nodes = [0, 1].map(|_| Signals::over(bus.clone()));
        let mut listeners = nodes.each_ref().map(Signals::listen);
        let viewing = Ephemeral::Viewing {
            chat_id: ChatId(1),
            operator_id: OperatorId(8),
            window: 1,
            is_on: true,
        };
        let told = [typing(true), viewing, preview("hello")];
        for signal in &told {
            assert!(nodes[0].tell(signal.clone(), Timestamp(0)));
        }
        for notice in &*bus.0.lock() {
            // Another node's clock is another.
            assert!(nodes[0].hear(notice, Timestamp(5)) && nodes[1].hear(notice, Timestamp(9)));
        }
        for node in &nodes {
            assert!(node.tell(typing(false), Timestamp(10)));
        }
        for (place, listener) in listeners.iter_mut().enumerate() {
            for signal in &told {
                let heard = listener.next().await.expect("a signal");
                assert_eq!((&heard.ephemeral, heard.is_own), (signal, place == 0));
            }
            let next = listener.next().await.expect("a signal");
            assert_eq!((next.ephemeral, next.is_own), (typing(false), true), "nothing twice");
        }
        let seen = |node: &Signals| node.viewers(ChatId(1), Timestamp(11)).len();
        assert_eq!(nodes.each_ref().map(seen), [1, 1]);
        assert!(!nodes[1].hear("of another version", Timestamp(0)));
    }

    /// F57: how a visit changes is heard once on each node, and the node that saw the visitor last tells the end.
    #[tokio::test]
    async fn each_node_hears_of_a_visit_once_and_knows_where_it_goes_on() {
        let bus = Arc::new(Echoing::default());
        let nodes = [0, 1].map(|_| Signals::over(bus.clone()));
        let mut listeners = nodes.each_ref().map(Signals::follow_visits);
        let change = |is_over| VisitChange { visit: visit_of(7), is_over };
        nodes[0].tell_visit(change(false), true);
        nodes[0].tell_visit(change(true), false);
        for notice in &*bus.0.lock() {
            assert!(nodes[0].hear(notice, Timestamp(5)) && nodes[1].hear(notice, Timestamp(9)));
        }
        for listener in &mut listeners {
            for is_over in [false, true] {
                assert_eq!(*listener.next().await.expect("a change"), change(is_over));
            }
        }
        let is_elsewhere = |node: &Signals| node.is_visit_elsewhere(VisitId(7));
        assert_eq!(nodes.each_ref().map(is_elsewhere), [false, true]);
        nodes[1].visit_is_here(VisitId(7));
        assert!(!is_elsewhere(&nodes[1]));
        nodes[1].tell_visit(change(false), true);
        for listener in &mut listeners[1..] {
            let next = listener.next().await.expect("a change");
            assert_eq!(*next, change(false), "nothing twice");
        }
    }
}
