//! A server for tests: a desk over a fresh database, a clock that the test moves, and words to speak of
//! what customers, operators and admins do.

use crate::platform::{IDENTITY_SECRET, PLUGIN, Platform, plugin_channel};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use switchboard_desk::channel::create;
use switchboard_desk::files::{ERASURES, Files, FilesConfig};
use switchboard_desk::ingest::{IngestInput, Ingested, ItemOutcome, Source, ingest};
use switchboard_desk::keys::Keys;
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_desk::operator::first_admin::{self, RedeemInput};
use switchboard_desk::operator::sign_in::SignedIn;
use switchboard_desk::signals::Signals;
use switchboard_desk::visit::Places;
use switchboard_desk::{Context, Desk, DeskError, DeskLimits, DeskParts, built_in, session};
use switchboard_model::actor::{Credential, OperatorActor};
use switchboard_model::channel::Channel;
use switchboard_model::chat::Chat;
use switchboard_model::connector::{
    InboundAuthor, InboundEvent, InboundItem, InboundMessage, PlatformChat, PlatformIdentity,
    PlatformMessage, Text, TextFormat,
};
use switchboard_model::event::{Event, EventKind};
use switchboard_model::message::Message;
use switchboard_model::operator::{Operator, Role};
use switchboard_model::{
    Actor, ChatId, ContactId, EventCursor, ManualClock, MessageId, OperatorId, Permission,
    Timestamp,
};
use switchboard_store::log::{self, LogPage};
use switchboard_store::testing::{OnDatabase, TestDatabase};
use switchboard_store::{
    DatabaseConnection, Durability, Lane, Store, StoreConfig, StoreError, chat, message, operator,
    role,
};

/// When each server begins, in Unix milliseconds.
pub const START: i64 = 1_790_000_000_000;
/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery";

/// The permissions of an operator who answers.
pub const ANSWERS: &[Permission] = Permission::OF_OPERATORS;

pub struct TestApp {
    pub desk: Desk,
    pub clock: Arc<ManualClock>,
    pub channel: Channel,
    folder: tempfile::TempDir,
}

impl OnDatabase for TestApp {
    async fn on(database: &TestDatabase) -> Self {
        Self::open(database, DeskLimits::default(), None).await
    }
}

impl TestApp {
    /// The desk of a second process on the same database and files.
    pub async fn beside(&self, database: &TestDatabase) -> Desk {
        let store = database.open_with(self.clock.clone()).await;
        desk(store, self.folder.path(), DeskLimits::default())
    }

    /// A server with these limits, whose channel opens a closed chat again within this time.
    pub async fn open(
        database: &TestDatabase,
        limits: DeskLimits,
        reopen_within_ms: Option<i64>,
    ) -> Self {
        let clock = Arc::new(ManualClock::at(Timestamp(START)));
        let store = database.open_with(clock.clone()).await;
        let folder = tempfile::tempdir().expect("a folder");
        let desk = desk(store, folder.path(), limits);
        built_in::ensure(&desk).await.expect("built-in rows");
        let input =
            create::CreateInput { key: None, reopen_within_ms, ..plugin_channel(PLUGIN, "unused") };
        let channel =
            create::create(&desk, &Context::system(), input).await.expect("a channel").value;
        let id = channel.channel_id;
        let work = desk.store().write(Lane::Any, move |transaction| {
            let mut channel = switchboard_store::channel::get(transaction, id)?;
            channel.state = switchboard_model::channel::ChannelState::Active;
            channel.account = Some("account-0".to_owned());
            switchboard_store::channel::update(transaction, &channel)?;
            Ok::<_, StoreError>(channel)
        });
        let channel = work.await.expect("an active channel");
        Self { desk, clock, channel, folder }
    }

    /// The first admin, and the context in which they act.
    pub async fn admin(&self) -> (SignedIn, Context) {
        let link = first_admin::invite(&self.desk).await.expect("asked");
        let input = RedeemInput {
            secret: link.expect("nobody is there"),
            email: "ana@example.com".to_owned(),
            name: "Ana".to_owned(),
            password: PASSWORD.to_owned(),
        };
        let nobody = Context::system();
        let admin = first_admin::redeem(&self.desk, &nobody, input).await.expect("redeemed").value;
        let context = self.context_of(&admin.secret).await;
        (admin, context)
    }

    /// Who acts with this session or token.
    pub async fn context_of(&self, secret: &str) -> Context {
        let found = session::authenticate(&self.desk, secret).await.expect("asked");
        Context::of(found.expect("a session").actor)
    }

    /// An active web chat of the key `shop`.
    pub async fn web_channel(&self, context: &Context, settings: serde_json::Value) -> Channel {
        let mut input = plugin_channel("web", "shop");
        input.settings = settings;
        input.secrets = [("identity_secret".to_owned(), IDENTITY_SECRET.to_owned())].into();
        create::create(&self.desk, context, input).await.expect("added").value
    }

    /// Does it stand among the files that this contact was erased.
    pub fn has_erasure(&self, id: ContactId) -> bool {
        self.erasures().join(id.to_string()).is_file()
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Puts there that a contact was erased, as another life of the database has left it.
    pub fn notes_erasure(&self, id: ContactId) {
        std::fs::create_dir_all(self.erasures()).expect("a folder");
        std::fs::write(self.erasures().join(id.to_string()), "").expect("noted");
    }

    fn erasures(&self) -> PathBuf {
        self.folder.path().join("files").join(ERASURES)
    }

    pub fn pass_ms(&self, milliseconds: i64) {
        self.clock.pass_ms(milliseconds);
    }

    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut DatabaseConnection) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.desk.store().read(work).await.expect("a read")
    }

    /// An operator with these permissions who sees the server's channel, or does not.
    pub async fn operator(
        &self,
        name: &str,
        permissions: &[Permission],
        sees_channel: bool,
    ) -> Context {
        let (email, name) = (format!("{name}@example.com"), name.to_owned());
        let permissions = permissions.to_vec();
        let held = permissions.clone();
        let work = self.desk.store().write(Lane::Any, move |transaction| {
            let role = Role {
                role_id: transaction.id(),
                name: format!("role of {name}"),
                is_built_in: false,
                permissions: held.clone(),
                is_totp_required: false,
                version: 1,
            };
            role::insert(transaction, &role)?;
            let now = transaction.now();
            let operator = Operator {
                operator_id: transaction.id(),
                email: email.clone(),
                name: name.clone(),
                role_id: role.role_id,
                is_active: true,
                avatar_sha256: None,
                version: 1,
                created_at: now,
                updated_at: now,
            };
            operator::insert(transaction, &operator)?;
            Ok::<_, StoreError>(operator.operator_id)
        });
        let operator_id: OperatorId = work.await.expect("an operator");
        let channel_ids = if sees_channel { vec![self.channel.channel_id] } else { Vec::new() };
        let actor = OperatorActor::new(
            operator_id,
            Credential::Console,
            permissions,
            Vec::new(),
            channel_ids,
        );
        Context::of(Actor::Operator(actor))
    }

    pub async fn take(&self, items: Vec<InboundItem>) -> Result<Ingested, DeskError> {
        let channel_id = self.channel.channel_id;
        let input = IngestInput { channel_id, source: Source::Direct, items };
        ingest(&self.desk, &Context::system(), input).await
    }

    /// Takes one item and answers what became of it.
    pub async fn take_one(&self, item: InboundItem) -> ItemOutcome {
        match self.take(vec![item]).await.expect("it is taken") {
            Ingested::Done { outcomes, .. } => outcomes[0],
            Ingested::EchoPending => panic!("nothing is in flight"),
        }
    }

    /// Takes one message, which is stored; answers it and its chat.
    pub async fn stored(&self, item: InboundItem) -> (MessageId, ChatId) {
        let key = item.dedup.clone();
        match self.take_one(item).await {
            ItemOutcome::Stored { message_id, chat_id } => (message_id, chat_id),
            other => panic!("{key} was not stored: {other:?}"),
        }
    }

    /// A customer writes; answers the message and the chat.
    pub async fn writes(&self, id: &str, text: &str) -> (MessageId, ChatId) {
        self.stored(written(id, text)).await
    }

    pub async fn replies(&self, operator: &Context, chat_id: ChatId, text: &str) -> Message {
        let input = words(chat_id, text);
        reply(&self.desk, operator, input).await.expect("a reply").value
    }

    pub async fn chat(&self, id: ChatId) -> Chat {
        self.read(move |connection| chat::get(connection, id)).await
    }

    pub async fn message(&self, id: MessageId) -> Message {
        self.read(move |connection| message::get(connection, id)).await
    }

    pub async fn message_count(&self, id: ChatId) -> usize {
        let found = self.read(move |connection| {
            switchboard_store::page::scan::messages_of_chat(
                connection,
                id,
                (i64::MIN, MessageId(0)),
                100,
            )
        });
        found.await.len()
    }

    /// How many events of a kind there are.
    pub async fn count(&self, kind: EventKind) -> usize {
        let start = EventCursor::start(self.desk.store().epoch());
        let events = events(&self.desk, start).await;
        events.iter().filter(|event| event.event.kind == kind).count()
    }
}

/// The events behind a place in the log, once all that is committed can be seen in it: on PostgreSQL other
/// tests' transactions may hold that back for a moment.
pub async fn events(desk: &Desk, mut place: EventCursor) -> Vec<Event> {
    let store = desk.store();
    while store.read::<_, StoreError>(log::has_hidden).await.expect("the log is read") {
        tokio::task::yield_now().await;
    }
    let mut all = Vec::new();
    loop {
        let read =
            store.read::<_, StoreError>(move |connection| log::after(connection, place, 1_000));
        match read.await.expect("the log is read") {
            LogPage::Events(events) => {
                let Some(last) = events.last() else { return all };
                place = last.cursor;
                all.extend(events);
            }
            LogPage::Unknown(behind) => place = behind,
            LogPage::Gone => panic!("the log is kept"),
        }
    }
}

/// The desk of a process that was told nothing but where its database and its files are.
pub async fn desk_at(url: &str, clock: Arc<ManualClock>, folder: &Path) -> Desk {
    let durability = Durability::Normal;
    let config = StoreConfig { durability, readers: 2, lanes: 2, ..StoreConfig::new(url) };
    let store = Store::open(config, clock).await.expect("the database can be opened");
    desk(store, folder, DeskLimits::default())
}

fn desk(store: Store, folder: &Path, limits: DeskLimits) -> Desk {
    let config = FilesConfig::Local { folder: folder.join("files") };
    Desk::new(DeskParts {
        store,
        connectors: Arc::new(Platform),
        files: Files::open(config, folder.join("parts")).expect("files"),
        keys: Arc::new(Keys::read(&Keys::generate()).expect("keys")),
        limits,
        signals: Signals::default(),
        places: Places::default(),
    })
}

/// What an operator says.
pub fn words(chat_id: ChatId, text: &str) -> ReplyInput {
    ReplyInput {
        chat_id,
        identity_id: None,
        text: Some(Text { body: text.to_owned(), format: TextFormat::Plain }),
        quoted_message_id: None,
        attachment_ids: Vec::new(),
        template_id: None,
        if_last_message_id: None,
        expected_version: None,
    }
}

pub fn place() -> PlatformChat {
    PlatformChat { id: "chat-1".to_owned(), thread: None }
}

pub fn reference(id: &str) -> PlatformMessage {
    PlatformMessage { chat: place(), id: id.to_owned(), part: None }
}

pub fn ana() -> PlatformIdentity {
    PlatformIdentity {
        id: "ana".to_owned(),
        aliases: Vec::new(),
        name: Some("Ana".to_owned()),
        locale: None,
        avatar: None,
        extra: json!({}),
    }
}

pub fn inbound(id: &str, text: &str) -> InboundMessage {
    InboundMessage {
        reference: reference(id),
        at: Timestamp(START),
        edited_at: None,
        order: Some(id.to_owned()),
        author: InboundAuthor::Contact,
        sender: ana(),
        text: Some(Text { body: text.to_owned(), format: TextFormat::Plain }),
        media: Vec::new(),
        quoted: None,
        chosen: None,
        echo_of: None,
        extra: json!({}),
    }
}

pub fn item(dedup: &str, event: InboundEvent) -> InboundItem {
    InboundItem { dedup: dedup.to_owned(), event, follow_up: None }
}

pub fn written(id: &str, text: &str) -> InboundItem {
    item(&format!("message:{id}"), InboundEvent::Message(inbound(id, text)))
}
