//! How many chats there are in views, tabs and lists, told again as chats change: at most four times a second,
//! and only what is another number now.

use crate::types::view_counts::{CountKey, Counted, Gone, ViewCounts, Watched};
use async_graphql::Result;
use futures::{Stream, stream};
use std::{collections::HashMap, sync::Arc};
use switchboard_desk::{read::Reader, session};
use switchboard_graphql::{
    Api, errors::top_level, limits::COUNTS_EVERY, log_reader::head, scalars::EventCursor,
};
use switchboard_model::{
    Actor, Permission,
    actor::OperatorActor,
    event::{Event, EventKind, SubjectKind},
};
use tokio::sync::broadcast::{
    Receiver,
    error::{RecvError, TryRecvError},
};

struct Counts {
    api: Arc<Api>,
    operator: OperatorActor,
    /// What the credentials allow at most: a token may be cut to less than its operator's role.
    most: Vec<Permission>,
    watched: Watched,
    batches: Receiver<Arc<Vec<Event>>>,
    told: HashMap<CountKey, (i64, i64)>,
    is_first: bool,
}

/// What came since the last count.
#[derive(Clone, Copy, Default)]
struct News {
    changes_numbers: bool,
    changes_permissions: bool,
}

/// The numbers as they are, and then those that change.
pub fn counts(
    api: Arc<Api>,
    operator: OperatorActor,
    watched: Watched,
) -> impl Stream<Item = Result<ViewCounts>> + use<> {
    let batches = api.live.subscribe();
    let most = operator.permissions().to_vec();
    let told = HashMap::new();
    let counts = Counts { api, operator, most, watched, batches, told, is_first: true };
    stream::try_unfold(counts, |mut counts| async move {
        Ok(counts.next().await?.map(|told| (told, counts)))
    })
}

impl Counts {
    async fn next(&mut self) -> Result<Option<ViewCounts>> {
        loop {
            if !self.is_first {
                let Some(news) = self.news().await else { return Ok(None) };
                if news.changes_permissions && !self.renew().await? {
                    return Ok(None);
                }
            }
            let cursor = EventCursor(head(&self.api).await?);
            let (watched, who) = (self.watched.clone(), self.operator.operator_id);
            let actor = Actor::Operator(self.operator.clone());
            let read = move |reader: &mut Reader<'_>| watched.count(reader, who, Gone::LeftOut);
            let counted = self.api.read(actor, read).await?;
            let changed = self.changed(counted);
            if self.is_first || !changed.is_empty() {
                self.is_first = false;
                return Ok(Some(ViewCounts::of(changed, cursor)));
            }
        }
    }

    /// Waits until something may have changed a number, and then a moment for more of it; none when the
    /// server stops.
    async fn news(&mut self) -> Option<News> {
        let mut news = News::default();
        while !news.changes_numbers && !news.changes_permissions {
            match self.batches.recv().await {
                Ok(events) => self.note(&mut news, &events),
                Err(RecvError::Lagged(_)) => news = News::anything(),
                Err(RecvError::Closed) => return None,
            }
        }
        tokio::time::sleep(COUNTS_EVERY).await;
        loop {
            match self.batches.try_recv() {
                Ok(events) => self.note(&mut news, &events),
                Err(TryRecvError::Lagged(_)) => news = News::anything(),
                Err(TryRecvError::Empty | TryRecvError::Closed) => return Some(news),
            }
        }
    }

    fn note(&self, news: &mut News, events: &[Event]) {
        for event in events {
            news.changes_numbers |= self.may_change_numbers(event);
            news.changes_permissions |= event.event.kind.may_change_permissions();
        }
    }

    fn may_change_numbers(&self, event: &Event) -> bool {
        let is_own = event.event.detail.operator_id == Some(self.operator.operator_id.0);
        match event.event.kind {
            EventKind::ChatRead => is_own,
            EventKind::MessageCreated => true,
            kind => matches!(
                kind.noun(),
                SubjectKind::Chat | SubjectKind::Contact | SubjectKind::Label | SubjectKind::View
            ),
        }
    }

    /// The watcher as they are now; false when they may not sign in any more.
    async fn renew(&mut self) -> Result<bool> {
        let most = self.most.clone();
        let renewed = session::renewed(&self.api.desk, &self.operator, most).await;
        let Some(operator) = renewed.map_err(top_level)? else { return Ok(false) };
        self.operator = operator;
        Ok(true)
    }

    /// Those whose numbers are others than the watcher was told.
    fn changed(&mut self, counted: Vec<Counted>) -> Vec<Counted> {
        let now: HashMap<CountKey, (i64, i64)> =
            counted.iter().map(|one| (one.key(), one.numbers())).collect();
        let before = std::mem::replace(&mut self.told, now);
        let is_other = |one: &Counted| before.get(&one.key()) != Some(&one.numbers());
        counted.into_iter().filter(is_other).collect()
    }
}

impl News {
    /// What was lost may have been anything.
    fn anything() -> Self {
        Self { changes_numbers: true, changes_permissions: true }
    }
}
