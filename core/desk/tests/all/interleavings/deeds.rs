//! What each of those who work does with the chats of a schedule.

use super::ledger::Ledger;
use super::steps::{CHATS, Deed, Step};
use crate::app::{ANSWERS, TestApp, inbound, item, words};
use crate::handover::{offer, says};
use crate::rounds::reason;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use switchboard_desk::chat::archive::{ArchiveInput, archive};
use switchboard_desk::chat::cancel_forward::{CancelForwardInput, cancel_forward};
use switchboard_desk::chat::close::{CloseInput, close};
use switchboard_desk::chat::decline_forward::{DeclineForwardInput, decline_forward};
use switchboard_desk::chat::delete::{DeleteInput, delete};
use switchboard_desk::chat::forward::forward;
use switchboard_desk::chat::join::{JoinInput, join};
use switchboard_desk::chat::leave::{LeaveInput, leave};
use switchboard_desk::chat::reopen::{ReopenInput, reopen};
use switchboard_desk::chat::snooze::{SnoozeInput, snooze};
use switchboard_desk::chat::take_forward::{TakeForwardInput, take_forward};
use switchboard_desk::chat::wake::{WakeInput, wake};
use switchboard_desk::contact::undo_unite::undo_unite;
use switchboard_desk::contact::unite::{UniteInput, unite};
use switchboard_desk::ingest::{IngestInput, Ingested, ItemOutcome, Source, ingest};
use switchboard_desk::message::reply::reply;
use switchboard_desk::message::settle::{Outcome, SettleInput, settle};
use switchboard_desk::note::create::{CreateInput, NoteOn, create};
use switchboard_desk::operator::set_status::{SetStatusInput, set_status};
use switchboard_desk::outbound::{ClaimInput, OutboundJob, claim, start_attempt};
use switchboard_desk::{Context, Desk, DeskError, timer};
use switchboard_model::connector::{InboundEvent, PlatformMessage, Sent};
use switchboard_model::presence::OperatorStatus;
use switchboard_model::{
    ChannelId, ChatId, CloseReasonId, ContactId, EventCursor, ManualClock, Permission,
};
use switchboard_store::{StoreError, chat as chats, log, unite as unites};

const MINUTE_MS: i64 = 60_000;
/// Longer than an offer waits.
const LONG_MS: i64 = 11 * MINUTE_MS;
/// A claim outlives every schedule: nobody dies in one.
const LEASE_MS: i64 = 24 * 60 * MINUTE_MS;

/// Those who work, and where.
pub struct Office {
    /// The server, and the same as another process.
    desks: [Desk; 2],
    clock: Arc<ManualClock>,
    channel_id: ChannelId,
    people: Vec<Context>,
    close_reason_id: CloseReasonId,
    schedules: AtomicUsize,
}

impl Office {
    pub async fn open(app: &TestApp, beside: Desk) -> Self {
        let mut people = Vec::new();
        let permissions = [ANSWERS, &[Permission::ChatDelete]].concat();
        for name in ["olga", "rita", "otto", "dana"] {
            let context = app.operator(name, &permissions, true).await;
            says(app, &context, OperatorStatus::Online).await;
            people.push(context);
        }
        Self {
            desks: [app.desk.clone(), beside],
            clock: Arc::clone(&app.clock),
            channel_id: app.channel.channel_id,
            people,
            close_reason_id: reason(app).await,
            schedules: AtomicUsize::new(0),
        }
    }
}

/// The chats of one schedule.
pub struct World {
    office: Arc<Office>,
    /// How many processes serve.
    pub processes: usize,
    /// What a failure tells.
    pub told: String,
    /// Are chats deleted in it.
    has_deletes: bool,
    number: usize,
    texts: AtomicUsize,
    /// The customers of the chats, before anything happened to them.
    pub contacts: Vec<ContactId>,
    /// Where the log stood.
    pub start: EventCursor,
    /// What is known of it.
    pub ledger: Ledger,
}

impl World {
    pub async fn begin(
        office: &Arc<Office>,
        processes: usize,
        steps: &[Step],
        told: String,
    ) -> Self {
        let desk = &office.desks[0];
        let epoch = desk.store().epoch();
        let start =
            desk.store().read::<_, StoreError>(move |connection| log::head(connection, epoch));
        let mut world = Self {
            office: Arc::clone(office),
            processes,
            told,
            has_deletes: steps.iter().any(|step| matches!(step.deed, Deed::Deletes(_))),
            number: office.schedules.fetch_add(1, Ordering::Relaxed),
            texts: AtomicUsize::new(0),
            contacts: Vec::new(),
            start: start.await.expect("the log is read"),
            ledger: Ledger::default(),
        };
        for chat in 0..CHATS {
            let chat_id = world.writes(desk, chat).await.expect("the customer writes");
            let read = desk.store().read(move |connection| chats::get(connection, chat_id));
            world.contacts.push(read.await.expect("a chat").contact_id);
        }
        world
    }

    /// The server that is asked what there is.
    pub fn desk(&self) -> &Desk {
        &self.office.desks[0]
    }

    /// The beginning of all texts of a chat.
    pub fn mark(&self, chat: usize) -> String {
        format!("s{}-{chat}-", self.number)
    }

    fn text(&self, chat: usize) -> String {
        format!("{}{}", self.mark(chat), self.texts.fetch_add(1, Ordering::Relaxed))
    }

    /// Does a step; answers whether it was not refused. It may be refused for what others did before it, and for
    /// nothing else.
    pub async fn tries(&self, step: Step) -> bool {
        let code = self.does(step).await.map_err(|error| error.code());
        let is_expected = match code {
            Ok(()) => true,
            Err("CONFLICT") => !step.deed.is_free(),
            Err("NOT_FOUND") => self.has_deletes && !step.deed.is_free(),
            // The chat is theirs by then; the time is over by then.
            Err("INVALID") => matches!(step.deed, Deed::Forwards(..) | Deed::Snoozes(..)),
            Err(_) => false,
        };
        assert!(is_expected, "{step:?} is answered {code:?}, {}", self.told);
        code.is_ok()
    }

    async fn does(&self, step: Step) -> Result<(), DeskError> {
        let office = &self.office;
        let (desk, who) = (&office.desks[step.who % self.processes], &office.people[step.who]);
        let of = |chat: usize| self.ledger.chat(chat);
        match step.deed {
            Deed::Writes(chat) => unit(self.writes(desk, chat).await),
            Deed::Replies(chat) => {
                let (chat_id, text) = (of(chat), self.text(chat));
                reply(desk, who, words(chat_id, &text)).await?;
                self.ledger.says(chat_id, text);
                Ok(())
            }
            Deed::Notes(chat) => {
                let input = CreateInput { on: NoteOn::Chat(of(chat)), body: self.text(chat) };
                unit(create(desk, who, input).await)
            }
            Deed::Forwards(chat, to) => {
                unit(forward(desk, who, offer(of(chat), &office.people[to])).await)
            }
            Deed::Takes(chat) => {
                unit(take_forward(desk, who, TakeForwardInput { chat_id: of(chat) }).await)
            }
            Deed::Declines(chat) => {
                let input = DeclineForwardInput { chat_id: of(chat), comment: "no".to_owned() };
                unit(decline_forward(desk, who, input).await)
            }
            Deed::Cancels(chat) => {
                unit(cancel_forward(desk, who, CancelForwardInput { chat_id: of(chat) }).await)
            }
            Deed::Joins(chat) => unit(join(desk, who, JoinInput { chat_id: of(chat) }).await),
            Deed::Leaves(chat) => unit(leave(desk, who, LeaveInput { chat_id: of(chat) }).await),
            Deed::Closes(chat) => {
                let (chat_id, close_reason_id) = (of(chat), office.close_reason_id);
                let input = CloseInput { chat_id, close_reason_id, expected_version: None };
                unit(close(desk, who, input).await)
            }
            Deed::Reopens(chat) => {
                let input = ReopenInput { chat_id: of(chat), expected_version: None };
                unit(reopen(desk, who, input).await)
            }
            Deed::Archives(chat) => {
                let input = ArchiveInput { chat_id: of(chat), expected_version: None };
                unit(archive(desk, who, input).await)
            }
            Deed::Deletes(chat) => self.deletes(desk, who, of(chat)).await,
            Deed::Snoozes(chat, is_kept) => {
                let until = is_kept.then(|| desk.now().plus_ms(15 * MINUTE_MS));
                let chat_id = of(chat);
                let input = SnoozeInput { chat_id, until, is_kept, expected_version: None };
                unit(snooze(desk, who, input).await)
            }
            Deed::Wakes(chat) => unit(wake(desk, who, WakeInput { chat_id: of(chat) }).await),
            Deed::Unites(kept, pulled) => {
                let (contact_id, pulled_id) = (self.contacts[kept], self.contacts[pulled]);
                let input = UniteInput { contact_id, pulled_id, expected_version: None };
                unit(unite(desk, who, input).await)
            }
            Deed::Undoes(pulled) => self.undoes(desk, who, self.contacts[pulled]).await,
            Deed::Sends => unit(self.sends(desk, step.who).await),
            Deed::Goes => self.says(step.who, OperatorStatus::Away).await,
            Deed::Comes => self.says(step.who, OperatorStatus::Online).await,
            Deed::Waits => {
                office.clock.pass_ms(LONG_MS);
                unit(timer::fire_due(desk, 100).await)
            }
        }
    }

    async fn writes(&self, desk: &Desk, chat: usize) -> Result<ChatId, DeskError> {
        let text = self.text(chat);
        let mut told = inbound(&text, &text);
        told.order = None;
        told.reference.chat.id = self.mark(chat);
        told.sender.id = self.mark(chat);
        let items = vec![item(&text, InboundEvent::Message(told))];
        let channel_id = self.office.channel_id;
        let input = IngestInput { channel_id, source: Source::Direct, items };
        let Ingested::Done { outcomes, .. } = ingest(desk, &Context::system(), input).await? else {
            panic!("nothing that was sent comes back, {}", self.told)
        };
        let ItemOutcome::Stored { chat_id, .. } = outcomes[0] else {
            panic!("{text} was not stored: {outcomes:?}, {}", self.told)
        };
        self.ledger.writes(chat, chat_id, text);
        Ok(chat_id)
    }

    async fn deletes(&self, desk: &Desk, who: &Context, chat_id: ChatId) -> Result<(), DeskError> {
        let read = desk.store().read(move |connection| chats::get(connection, chat_id));
        let number = read.await?.number;
        delete(desk, who, DeleteInput { chat_id, number }).await?;
        self.ledger.deletes(chat_id);
        Ok(())
    }

    async fn undoes(&self, desk: &Desk, who: &Context, id: ContactId) -> Result<(), DeskError> {
        let read = desk
            .store()
            .read::<_, StoreError>(move |connection| unites::find_of_pulled(connection, id));
        let Some(found) = read.await? else { return Ok(()) };
        unit(undo_unite(desk, who, found.unite_id).await)
    }

    /// Sends the oldest queued message of each chat; answers how many.
    async fn sends(&self, desk: &Desk, who: usize) -> Result<usize, DeskError> {
        let worker_id = format!("deliverer {who}");
        let input = ClaimInput { worker_id: worker_id.clone(), lease_ms: LEASE_MS, limit: 10 };
        let jobs = claim(desk, input).await?;
        let count = jobs.len();
        for job in jobs {
            let OutboundJob { delivery, outbound, .. } = job;
            let delivery_id = delivery.delivery_id;
            let is_held = start_attempt(desk, delivery_id, &worker_id).await?;
            assert!(is_held || self.has_deletes, "a claim was lost, {}", self.told);
            if !is_held {
                continue;
            }
            self.ledger.leaves(outbound.text.map(|text| text.body));
            let id = delivery_id.to_string();
            let references = vec![PlatformMessage { chat: outbound.chat, id, part: None }];
            let outcome = Outcome::Sent(Sent { references, at: desk.now(), echo: None });
            let worker_id = worker_id.clone();
            let input = SettleInput { delivery_id, worker_id, outcome };
            let settled = settle(desk, &Context::system(), input).await;
            // Its chat was deleted while it left.
            let is_late = matches!(&settled, Err(DeskError::Conflict { .. } | DeskError::NotFound));
            if !(self.has_deletes && is_late) {
                settled?;
            }
        }
        Ok(count)
    }

    async fn says(&self, who: usize, status: OperatorStatus) -> Result<(), DeskError> {
        let input =
            SetStatusInput { operator_id: None, status, message: None, is_auto_offline: None };
        unit(set_status(self.desk(), &self.office.people[who], input).await)
    }

    /// Those who went come back, every chat is closed, what was united is parted, and what is queued leaves.
    pub async fn end(&self, steps: &[Step]) {
        for step in steps.iter().filter(|step| matches!(step.deed, Deed::Goes)) {
            self.tries(Step { deed: Deed::Comes, ..*step }).await;
        }
        for chat in 0..CHATS {
            self.tries(Step { who: 0, deed: Deed::Closes(chat) }).await;
            self.tries(Step { who: 0, deed: Deed::Undoes(chat) }).await;
        }
        while self.sends(self.desk(), 0).await.expect("what is queued leaves") > 0 {}
    }
}

fn unit<T>(result: Result<T, DeskError>) -> Result<(), DeskError> {
    result.map(|_| ())
}
