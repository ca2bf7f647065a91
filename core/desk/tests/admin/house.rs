//! A desk over a fresh SQLite file, a clock that the test moves, and a plugin whose channels all have
//! the same account.

use async_trait::async_trait;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use switchboard_desk::channel::add::{self, AddInput};
use switchboard_desk::files::{Files, FilesConfig};
use switchboard_desk::keys::Keys;
use switchboard_desk::operator::first_admin::{self, RedeemInput};
use switchboard_desk::operator::sign_in::SignedIn;
use switchboard_desk::signals::Signals;
use switchboard_desk::{Context, Desk, DeskLimits, DeskParts, built_in, session};
use switchboard_model::channel::Channel;
use switchboard_model::connector::*;
use switchboard_model::{ChannelId, Clock, Timestamp};
use switchboard_store::{Store, StoreConfig};

pub const PASSWORD: &str = "correct horse battery";
pub const IDENTITY_SECRET: &str = "0123456789abcdef0123456789abcdef";

pub struct FakeClock(AtomicI64);

impl FakeClock {
    pub fn advance_ms(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

pub struct House {
    pub desk: Desk,
    pub clock: Arc<FakeClock>,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn with_limits(limits: DeskLimits) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(FakeClock(AtomicI64::new(1_800_000_000_000)));
        let url = format!("sqlite:{}", folder.path().join("house.db").display());
        let store = Store::open(StoreConfig::new(url), clock.clone()).await.expect("a store");
        let local = FilesConfig::Local { folder: folder.path().join("files") };
        let files = Files::open(local, folder.path().join("parts")).expect("files");
        let keys = Keys::read(&Keys::generate()).expect("keys");
        let (connectors, signals) = (Arc::new(OneAccount), Signals::default());
        let desk = Desk::new(DeskParts { store, connectors, files, keys: keys.into(), limits, signals });
        built_in::ensure(&desk).await.expect("built-in rows");
        Self { desk, clock, _folder: folder }
    }

    pub async fn new() -> Self {
        Self::with_limits(DeskLimits::default()).await
    }

    /// A house with its first admin, and the admin's context.
    pub async fn with_admin() -> (Self, SignedIn, Context) {
        let house = Self::new().await;
        let (admin, context) = house.admin().await;
        (house, admin, context)
    }

    pub async fn admin(&self) -> (SignedIn, Context) {
        let link = first_admin::invite(&self.desk).await.expect("asked");
        let input = RedeemInput {
            secret: link.expect("nobody is there"),
            email: "ana@example.com".into(),
            name: "Ana".into(),
            password: PASSWORD.into(),
        };
        let nobody = Context::system();
        let admin = first_admin::redeem(&self.desk, &nobody, input).await.expect("redeemed").value;
        let context = self.context_of(&admin.secret).await;
        (admin, context)
    }

    pub async fn context_of(&self, secret: &str) -> Context {
        let found = session::authenticate(&self.desk, secret).await.expect("asked");
        Context::of(found.expect("a session").actor)
    }

    pub async fn web_channel(&self, context: &Context, settings: serde_json::Value) -> Channel {
        let mut input = plugin_channel("web", "shop");
        input.settings = settings;
        input.secrets = [("identity_secret".to_owned(), IDENTITY_SECRET.to_owned())].into();
        add::add(&self.desk, context, input).await.expect("added").value
    }
}

pub fn plugin_channel(plugin: &str, key: &str) -> AddInput {
    AddInput {
        plugin: plugin.into(),
        key: Some(key.into()),
        name: "Shop".into(),
        settings: serde_json::json!({}),
        secrets: [].into(),
        team_id: None,
        reopen_within_ms: None,
    }
}

struct OneAccount;

#[async_trait]
impl Connectors for OneAccount {
    async fn connector(
        &self,
        plugin: &str,
        _: ChannelId,
        _: &serde_json::Value,
    ) -> Result<Option<Arc<dyn Connector>>, ConnectorError> {
        Ok((plugin == "one").then(|| Arc::new(Self) as Arc<dyn Connector>))
    }

    fn capabilities(&self, plugin: &str) -> Option<Capabilities> {
        (plugin == "one").then(Capabilities::default)
    }

    fn secrets(&self, plugin: &str) -> Option<Vec<SecretField>> {
        let field = |name: &str, is_generated| SecretField {
            name: name.into(),
            is_required: true,
            is_generated,
        };
        (plugin == "one").then(|| vec![field("bot_token", false), field("webhook_secret", true)])
    }

    fn check_settings(
        &self,
        _: &str,
        _: &serde_json::Value,
        names: &[String],
    ) -> Result<(), ConnectorError> {
        if names.iter().any(|name| name == "bot_token") {
            return Ok(());
        }
        Err(ConnectorError::new(ErrorClass::Invalid, "settings", "bot_token is missing"))
    }
}

fn unsupported<T>() -> Result<T, ConnectorError> {
    Err(ConnectorError::new(ErrorClass::Unsupported, "unsupported", "not in this test"))
}

#[async_trait]
impl Connector for OneAccount {
    fn capabilities(&self) -> &Capabilities {
        static NONE: std::sync::OnceLock<Capabilities> = std::sync::OnceLock::new();
        NONE.get_or_init(Capabilities::default)
    }
    fn version(&self) -> &str {
        "one 1.0.0"
    }
    async fn verify(&self, _: &RawRequest) -> Result<Verdict, ConnectorError> {
        unsupported()
    }
    async fn parse(&self, _: &RawRequest) -> Result<Vec<InboundItem>, ConnectorError> {
        unsupported()
    }
    async fn send(&self, _: &Outbound, _: &Attempt) -> Result<Sent, ConnectorError> {
        unsupported()
    }
    async fn find_sent(&self, _: &str, _: &Outbound) -> Result<Option<Sent>, ConnectorError> {
        unsupported()
    }
    async fn edit(
        &self,
        _: &PlatformMessage,
        _: &Outbound,
        _: &Attempt,
    ) -> Result<Sent, ConnectorError> {
        unsupported()
    }
    async fn retract(&self, _: &PlatformMessage, _: &Attempt) -> Result<(), ConnectorError> {
        unsupported()
    }
    async fn typing(&self, _: &PlatformChat, _: bool) -> Result<(), ConnectorError> {
        unsupported()
    }
    async fn follow_up(&self, _: &serde_json::Value) -> Result<(), ConnectorError> {
        unsupported()
    }
    async fn connect(&self, _: Option<&str>) -> Result<Connected, ConnectorError> {
        let extra = serde_json::json!({});
        Ok(Connected { unique_id: "account-1".into(), title: "One".into(), extra })
    }
    async fn disconnect(&self, _: Option<&str>) -> Result<(), ConnectorError> {
        unsupported()
    }
    async fn fetch_media(&self, _: &str) -> Result<Blob, ConnectorError> {
        unsupported()
    }
    async fn profile(&self, _: &str) -> Result<PlatformIdentity, ConnectorError> {
        unsupported()
    }
    async fn poll(&self, _: Option<&str>, _: u32) -> Result<PollPage, ConnectorError> {
        unsupported()
    }
}
