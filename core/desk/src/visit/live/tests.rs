//! Who tells the end of a visit that went on elsewhere.

use super::*;
use crate::signals::{Bus, visit_of};
use std::sync::Arc;

/// Brings everything to all who are on it when it is asked to.
#[derive(Default)]
struct Kept(Mutex<Vec<String>>);

impl Bus for Kept {
    fn pass(&self, notice: String) {
        self.0.lock().push(notice);
    }
}

impl Kept {
    fn bring(&self, nodes: &[Signals]) {
        for notice in self.0.lock().drain(..) {
            for node in nodes {
                assert!(node.hear(&notice, Timestamp(0)));
            }
        }
    }
}

fn sees(node: &LiveVisits, at: Timestamp) {
    let seen = Seen {
        url: "https://shop.example.com/".to_owned(),
        title: None,
        locale: None,
        time_zone: None,
        ip: None,
        country: None,
        city: None,
        may_be_kept: true,
    };
    let whose = (ChannelId(1), "somebody".to_owned());
    node.see(&whose, seen, None, || Ok(visit_of(7)), at).expect("taken");
    let due = node.due(at);
    node.kept(&due, at);
}

/// F57: a visitor whose second page came to another node is still there when the first node hears nothing more.
#[tokio::test]
async fn the_node_that_saw_the_visitor_last_tells_the_end() {
    let bus = Arc::new(Kept::default());
    let signals = [0, 1].map(|_| Signals::over(bus.clone()));
    let [first, second] = signals.each_ref().map(|one| LiveVisits::new(one.clone()));
    let mut heard = signals[1].follow_visits();
    sees(&first, Timestamp(0));
    bus.bring(&signals);
    sees(&second, Timestamp(1_000));
    bus.bring(&signals);
    assert!(first.due(Timestamp(VISIT_SILENT_MS)).is_empty());
    bus.bring(&signals);
    assert!(second.due(Timestamp(1_000 + VISIT_SILENT_MS)).is_empty());
    // The second tells of its own visit when it is seen and when it is written.
    for is_over in [false, false, false, true] {
        assert_eq!(heard.next().await.expect("a change").is_over, is_over);
    }
    signals[1].tell_visit(VisitChange { visit: visit_of(8), is_over: false }, true);
    let next = heard.next().await.expect("a change");
    assert_eq!(next.visit.visit_id, VisitId(8), "the end is told once");
}
