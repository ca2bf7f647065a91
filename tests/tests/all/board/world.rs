//! What operators and customers do with a few chats, by chance. What is refused for what was done before has no
//! effect, and no consequence.

mod known;

pub use known::ROLES;

use known::LOCALES;
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use serde_json::json;
use switchboard_desk::chat::archive::{ArchiveInput, archive};
use switchboard_desk::chat::assign::{AssignInput, assign};
use switchboard_desk::chat::close::{CloseInput, close};
use switchboard_desk::chat::delete::{DeleteInput, delete};
use switchboard_desk::chat::join::{JoinInput, join};
use switchboard_desk::chat::label::{self, LabelInput};
use switchboard_desk::chat::leave::{LeaveInput, leave};
use switchboard_desk::chat::read::{ReadInput, read};
use switchboard_desk::chat::reopen::{ReopenInput, reopen};
use switchboard_desk::chat::snooze::{SnoozeInput, snooze};
use switchboard_desk::chat::unread::{UnreadInput, unread};
use switchboard_desk::chat::update::{UpdateInput, update};
use switchboard_desk::chat::wake::{WakeInput, wake};
use switchboard_desk::ingest::{IngestInput, Ingested, ItemOutcome, Source, ingest};
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_desk::team::create::{CreateInput as CreateTeam, create as create_team};
use switchboard_desk::{Context, Desk, close_reason};
use switchboard_model::chat::ChatPriority;
use switchboard_model::connector::{
    InboundAuthor, InboundEvent, InboundItem, InboundMessage, PlatformChat, PlatformIdentity,
    PlatformMessage, Text, TextFormat,
};
use switchboard_model::{
    Actor, ChannelId, ChatId, ChatVisibility, CloseReasonId, LabelId, OperatorId, ReferenceKindId,
    TeamId,
};
use switchboard_testkit::app::TestApp;

/// How far the clock goes on with each deed, in milliseconds.
const STEP_MS: i64 = 60_000;

/// Those who work, and what there is.
pub struct World {
    pub operators: Vec<OperatorId>,
    /// What each of them may see.
    pub visibilities: Vec<ChatVisibility>,
    pub teams: Vec<TeamId>,
    pub channels: Vec<ChannelId>,
    pub labels: Vec<LabelId>,
    pub chats: Vec<ChatId>,
    pub close_reasons: Vec<CloseReasonId>,
    pub reference_kinds: Vec<ReferenceKindId>,
    people: Vec<Context>,
    customers: usize,
    messages: usize,
    label_names: usize,
}

impl World {
    /// Two teams, a channel of one of them and one of nobody, and operators with and without either.
    pub async fn open(app: &TestApp) -> Self {
        let (desk, system) = (&app.app.desk, Context::system());
        let mut teams = Vec::new();
        for name in ["first", "second"] {
            let input = CreateTeam { name: format!("{name} team"), operator_ids: Vec::new() };
            let made = create_team(desk, &system, input).await.expect("a team");
            teams.push(made.value.team_id);
        }
        let closed = app.web_channel("closed", Some(teams[0])).await.channel_id;
        let open = app.web_channel("open", None).await.channel_id;
        let (mut operators, mut visibilities, mut people) = (Vec::new(), Vec::new(), Vec::new());
        let none: &[TeamId] = &[];
        for (name, role, teams) in [
            ("Alma", "Admin", none),
            ("Otto", "Operator", &teams[..1]),
            ("Olga", "Operator", &teams[1..]),
            ("Rolf", "Operator", none),
        ] {
            let made = app.operator(&format!("Board{name}"), role, teams).await;
            let context = app.context_of(made.operator_id).await;
            let Actor::Operator(actor) = &context.actor else { panic!("an operator") };
            visibilities.push(actor.visible_chats().expect("they read chats").clone());
            operators.push(made.operator_id);
            people.push(context);
        }
        let mut close_reasons = Vec::new();
        for name in ["no more of it", "all said"] {
            let input = close_reason::CreateInput { name: name.to_owned() };
            let made = close_reason::create(desk, &system, input).await.expect("a reason");
            close_reasons.push(made.value.close_reason_id);
        }
        let mut world = Self {
            operators,
            visibilities,
            teams,
            channels: vec![closed, open],
            labels: Vec::new(),
            chats: Vec::new(),
            close_reasons,
            reference_kinds: known::reference_kinds(desk).await,
            people,
            customers: 0,
            messages: 0,
            label_names: 0,
        };
        for _ in 0..3 {
            world.creates_label(desk).await;
        }
        world
    }

    async fn creates_label(&mut self, desk: &Desk) {
        self.label_names += 1;
        let name = format!("label {}", self.label_names);
        let input = label::CreateInput { name, color: None };
        let made = label::create(desk, &Context::system(), input).await.expect("a label");
        self.labels.push(made.value.label_id);
    }

    /// Somebody does something.
    pub async fn does_something(&mut self, app: &TestApp, random: &mut StdRng) {
        app.clock.pass_ms(STEP_MS);
        let desk = &app.app.desk;
        if self.chats.is_empty() || random.random_bool(0.25) {
            return self.customer_writes(desk, random).await;
        }
        let chat_id = *self.chats.choose(random).expect("chats");
        let someone = self.people.choose(random).expect("operators").clone();
        // The admin sees what nobody else does.
        let who = if random.random_bool(0.5) { &self.people[0] } else { &someone };
        let expected_version = None;
        match random.random_range(0..24) {
            0 | 1 => {
                let operator_id = Some(perhaps(random, &self.operators));
                let team_id = random.random_bool(0.5).then(|| perhaps(random, &self.teams));
                let input = AssignInput { chat_id, operator_id, team_id, expected_version };
                let _ = assign(desk, who, input).await;
            }
            2 => drop(join(desk, who, JoinInput { chat_id }).await),
            3 => drop(leave(desk, who, LeaveInput { chat_id }).await),
            4 | 5 => {
                let close_reason_id = *self.close_reasons.choose(random).expect("reasons");
                let input = CloseInput { chat_id, close_reason_id, expected_version };
                let _ = close(desk, who, input).await;
            }
            6 => drop(reopen(desk, who, ReopenInput { chat_id, expected_version }).await),
            7 => {
                let input = SnoozeInput { chat_id, until: None, is_kept: true, expected_version };
                let _ = snooze(desk, who, input).await;
            }
            8 => drop(wake(desk, who, WakeInput { chat_id }).await),
            9 => {
                let label_id = *self.labels.choose(random).expect("labels");
                let _ = label::label(desk, who, LabelInput { chat_id, label_id }).await;
            }
            10 => {
                let label_id = *self.labels.choose(random).expect("labels");
                let _ = label::unlabel(desk, who, LabelInput { chat_id, label_id }).await;
            }
            11 => drop(read(desk, who, ReadInput { chat_id }).await),
            12 => drop(unread(desk, who, UnreadInput { chat_id }).await),
            13 => {
                let priority = ChatPriority::ALL.choose(random).copied();
                let (subject, language, attributes) = (None, None, None);
                let input = UpdateInput {
                    chat_id,
                    subject,
                    language,
                    priority,
                    attributes,
                    expected_version,
                };
                let _ = update(desk, who, input).await;
            }
            14 => drop(archive(desk, who, ArchiveInput { chat_id, expected_version }).await),
            15 => self.operator_replies(desk, who, chat_id).await,
            16 => self.takes_something_away(app, random, chat_id).await,
            _ => self.learns(desk, random, chat_id).await,
        }
    }

    async fn operator_replies(&self, desk: &Desk, who: &Context, chat_id: ChatId) {
        let input = ReplyInput {
            chat_id,
            identity_id: None,
            text: Some(Text { body: "an answer".to_owned(), format: TextFormat::Plain }),
            quoted_message_id: None,
            attachment_ids: Vec::new(),
            template_id: None,
            if_last_message_id: None,
            expected_version: None,
        };
        let _ = reply(desk, who, input).await;
    }

    /// A chat, or a label that perhaps many have.
    async fn takes_something_away(&mut self, app: &TestApp, random: &mut StdRng, chat_id: ChatId) {
        let desk = &app.app.desk;
        if random.random_bool(0.5) {
            let label_id = self.labels.remove(random.random_range(0..self.labels.len()));
            label::delete(desk, &self.people[0], label_id).await.expect("the label is there");
            self.creates_label(desk).await;
            return;
        }
        let found = desk
            .store()
            .read(move |connection| switchboard_store::chat::get(connection, chat_id))
            .await
            .expect("the chat is there");
        let input = DeleteInput { chat_id, number: found.number };
        delete(desk, &self.people[0], input).await.expect("it is deleted");
        self.chats.retain(|id| *id != chat_id);
    }

    /// Somebody new, or one who has written before.
    async fn customer_writes(&mut self, desk: &Desk, random: &mut StdRng) {
        let is_new = self.customers == 0 || random.random_bool(0.5);
        self.customers += usize::from(is_new);
        let customer =
            if is_new { self.customers } else { random.random_range(1..=self.customers) };
        self.messages += 1;
        let id = format!("board customer {customer}");
        let message = InboundMessage {
            reference: PlatformMessage {
                chat: PlatformChat { id: id.clone(), thread: None },
                id: format!("board message {}", self.messages),
                part: None,
            },
            at: desk.store().clock().now(),
            edited_at: None,
            order: Some(self.messages.to_string()),
            author: InboundAuthor::Contact,
            sender: PlatformIdentity {
                id,
                aliases: Vec::new(),
                name: Some(format!("Customer {customer}")),
                // What the platform tells fills what is not known.
                locale: LOCALES.get(customer % 10).map(|word| (*word).to_owned()),
                avatar: None,
                extra: json!({}),
            },
            text: Some(Text { body: "hello".to_owned(), format: TextFormat::Plain }),
            media: Vec::new(),
            quoted: None,
            chosen: None,
            echo_of: None,
            extra: json!({}),
        };
        let item = InboundItem {
            dedup: format!("board {}", self.messages),
            event: InboundEvent::Message(message),
            follow_up: None,
        };
        let channel_id = self.channels[customer % self.channels.len()];
        let input = IngestInput { channel_id, source: Source::Direct, items: vec![item] };
        let taken = ingest(desk, &Context::system(), input).await.expect("it is taken in");
        let Ingested::Done { outcomes, .. } = taken else { panic!("no echo") };
        for outcome in outcomes {
            if let ItemOutcome::Stored { chat_id, .. } = outcome
                && !self.chats.contains(&chat_id)
            {
                self.chats.push(chat_id);
            }
        }
    }
}

fn perhaps<T: Copy>(random: &mut StdRng, values: &[T]) -> Option<T> {
    if random.random_bool(0.6) { values.choose(random).copied() } else { None }
}
