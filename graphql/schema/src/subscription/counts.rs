//! How many chats there are in views, tabs and lists, told again as chats change: at most four times a second,
//! more rarely where counting takes long, and only what is another number now. However many watch, the database
//! counts for one at a time.

use crate::types::view_counts::{CountKey, Counted, Gone, ViewCounts, Watched};
use async_graphql::Result;
use futures::{Stream, stream};
use std::{collections::HashMap, sync::Arc, time::Duration};
use switchboard_desk::{DeskError, read::Reader, session};
use switchboard_graphql::{
    Api,
    errors::top_level,
    limits::{COUNTS_EVERY, COUNTS_PAUSE_FACTOR},
    scalars::EventCursor,
};
use switchboard_model::{
    self as model, Actor, Permission,
    actor::OperatorActor,
    event::{Event, EventKind, SubjectKind},
};
use tokio::{
    sync::broadcast::{
        Receiver,
        error::{RecvError, TryRecvError},
    },
    time::{Instant, sleep},
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
    /// The place in the log up to which news has come; none to count as of the log's end.
    through: Option<model::EventCursor>,
    /// How long news is gathered before the next count.
    pause: Duration,
}

/// What came since the last count.
#[derive(Clone, Copy, Default)]
struct News {
    changes_numbers: bool,
    changes_permissions: bool,
    /// The last of it; none where some was lost.
    through: Option<model::EventCursor>,
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
    let pause = COUNTS_EVERY;
    let (is_first, through) = (true, None);
    let counts = Counts { api, operator, most, watched, batches, told, is_first, through, pause };
    stream::try_unfold(counts, |mut counts| async move {
        Ok(counts.next().await?.map(|told| (told, counts)))
    })
}

impl Counts {
    async fn next(&mut self) -> Result<Option<ViewCounts>> {
        let mut is_late = false;
        loop {
            if is_late || !self.is_first {
                let Some(news) = self.news(is_late).await else { return Ok(None) };
                self.through = news.through;
                if news.changes_permissions && !self.renew().await? {
                    return Ok(None);
                }
            }
            let (cursor, counted) = match self.count().await {
                Err(error) if error.is_passing() => {
                    is_late = true;
                    continue;
                }
                counted => counted.map_err(top_level)?,
            };
            is_late = false;
            let changed = self.changed(counted);
            if self.is_first || !changed.is_empty() {
                self.is_first = false;
                return Ok(Some(ViewCounts::of(changed, cursor)));
            }
        }
    }

    /// What there is now, when it is this watcher's turn.
    async fn count(&mut self) -> Result<(EventCursor, Vec<Counted>), DeskError> {
        let (watched, who) = (self.watched.clone(), self.operator.operator_id);
        let actor = Actor::Operator(self.operator.clone());
        let _turn = self.api.turn_to_count().await;
        let begun = Instant::now();
        let from = match self.through.take() {
            Some(place) => place,
            None => self.api.desk.log_head().await?,
        };
        let read = move |reader: &mut Reader<'_>| watched.count(reader, who, from, Gone::LeftOut);
        let counted = self.api.desk.read_counts(actor, from, read).await;
        self.pause = COUNTS_EVERY.max(begun.elapsed().saturating_mul(COUNTS_PAUSE_FACTOR));
        Ok((EventCursor(from), counted?))
    }

    /// Waits until something may have changed a number, unless it `is_due` to count again, and then a moment
    /// for more of it; none when the server stops.
    async fn news(&mut self, is_due: bool) -> Option<News> {
        let mut news = News { changes_numbers: is_due, ..News::default() };
        while !news.changes_numbers && !news.changes_permissions {
            match self.batches.recv().await {
                Ok(events) => self.note(&mut news, &events),
                Err(RecvError::Lagged(_)) => news = News::anything(),
                Err(RecvError::Closed) => return None,
            }
        }
        sleep(self.pause).await;
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
            news.through = Some(event.cursor);
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
        loop {
            let most = self.most.clone();
            match session::renewed(&self.api.desk, &self.operator, most).await {
                Ok(Some(operator)) => {
                    self.operator = operator;
                    return Ok(true);
                }
                Ok(None) => return Ok(false),
                Err(error) if error.is_passing() => sleep(self.pause).await,
                Err(error) => return Err(top_level(error)),
            }
        }
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
        Self { changes_numbers: true, changes_permissions: true, through: None }
    }
}
