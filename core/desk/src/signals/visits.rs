//! Visits as they change: told to whoever follows them, here and on other nodes. Where a visit goes on is where it
//! was seen last: that node alone tells its end.

use crate::limits::{SIGNAL_QUEUE, VISITS_LIVE_MAX};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use switchboard_bounds::Keyed;
use switchboard_model::VisitId;
use switchboard_model::visit::Visit;
use tokio::sync::broadcast;

/// A visit as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitChange {
    /// The visit.
    pub visit: Visit,
    /// Nothing was heard of the visitor for so long that it is over.
    pub is_over: bool,
}

pub(super) struct Visits {
    sender: broadcast::Sender<Arc<VisitChange>>,
    /// Those of which another node has told since they were seen here.
    elsewhere: Mutex<Keyed<VisitId, ()>>,
}

impl Default for Visits {
    fn default() -> Self {
        let sender = broadcast::channel(SIGNAL_QUEUE).0;
        Self { sender, elsewhere: Mutex::new(Keyed::new(VISITS_LIVE_MAX)) }
    }
}

impl Visits {
    /// Tells it here.
    pub(super) fn spread(&self, change: Arc<VisitChange>) {
        // Nobody following is as good as told.
        let _ = self.sender.send(change);
    }

    /// Another node tells of it.
    pub(super) fn hear(&self, change: Arc<VisitChange>) {
        self.elsewhere.lock().insert(change.visit.visit_id, ());
        self.spread(change);
    }

    /// The visitor was seen here.
    pub(super) fn is_here(&self, id: VisitId) {
        self.elsewhere.lock().remove(&id);
    }

    /// Has another node told of it since it was seen here.
    pub(super) fn is_elsewhere(&self, id: VisitId) -> bool {
        self.elsewhere.lock().contains(&id)
    }

    pub(super) fn listen(&self) -> VisitListener {
        VisitListener { receiver: self.sender.subscribe() }
    }
}

/// Hears of visits from the moment it was made.
pub struct VisitListener {
    receiver: broadcast::Receiver<Arc<VisitChange>>,
}

impl VisitListener {
    /// The next change; skips what was lost to slowness. None when the process stops.
    pub async fn next(&mut self) -> Option<Arc<VisitChange>> {
        loop {
            match self.receiver.recv().await {
                Ok(change) => return Some(change),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

/// A visit of somebody who is on a page.
#[cfg(test)]
pub(crate) fn visit_of(id: i64) -> Visit {
    use switchboard_model::visit::DeviceKind;
    use switchboard_model::{ChannelId, ContactId, Timestamp};

    let url = "https://shop.example.com/".to_owned();
    Visit {
        visit_id: VisitId(id),
        channel_id: ChannelId(1),
        platform_id: "somebody".to_owned(),
        first_contact_id: ContactId(1),
        begun_at: Timestamp(0),
        seen_at: Timestamp(0),
        entry_url: url.clone(),
        referrer: None,
        url,
        title: None,
        page_count: 1,
        browser: None,
        os: None,
        device: DeviceKind::Other,
        locale: None,
        time_zone: None,
        ip: None,
        country: None,
        city: None,
        chat_id: None,
    }
}
