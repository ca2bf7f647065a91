//! The desk: the parts that every command works with.

use crate::attachment::UploadGuard;
use crate::files::Files;
use crate::keys::Keys;
use crate::operator::{Connections, SignInGuard};
use crate::outward::OutwardPermit;
use crate::session::SessionCache;
use crate::signals::Signals;
use crate::visit::{LiveVisits, Places, VisitListener};
use crate::visitor::{StartGuard, TypingGuard, WriteGuard};
use crate::{DeskError, DeskLimits, Result};
use std::sync::Arc;
use switchboard_bounds::Recent;
use switchboard_model::channel::{Channel, ChannelState, WEB_PLUGIN};
use switchboard_model::connector::{
    Capabilities, Connector, ConnectorError, ConnectorResult, Connectors, EditCapability,
    ErrorClass, TextCapability,
};
use switchboard_model::rule::RuleLanguage;
use switchboard_model::{ChannelId, Timestamp};
use switchboard_store::Store;
use switchboard_store::page::board::ChatBoard;
use tokio::sync::{Notify, Semaphore};

/// What a desk is made of.
pub struct DeskParts {
    /// The database.
    pub store: Store,
    /// The connectors of the installed plugins.
    pub connectors: Arc<dyn Connectors>,
    /// The files.
    pub files: Files,
    /// The instance's keys.
    pub keys: Arc<Keys>,
    /// The limits that an admin may set.
    pub limits: DeskLimits,
    /// Typing, previews and who looks at a chat: never stored.
    pub signals: Signals,
    /// Where addresses probably are.
    pub places: Places,
}

/// The desk. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    parts: Arc<DeskParts>,
    sessions: Arc<SessionCache>,
    sign_in_guard: Arc<SignInGuard>,
    connections: Arc<Connections>,
    start_guard: Arc<StartGuard>,
    typing_guard: Arc<TypingGuard>,
    upload_guard: Arc<UploadGuard>,
    write_guard: Arc<WriteGuard>,
    visits: Arc<LiveVisits>,
    reply_times: Arc<Recent<ChannelId, Option<i64>>>,
    exports: Arc<Semaphore>,
    transcripts: Arc<Semaphore>,
    outward: OutwardPermit,
    timer_bell: Arc<Notify>,
    board: Option<Arc<dyn ChatBoard>>,
    rule_language: Option<Arc<dyn RuleLanguage>>,
}

impl Desk {
    /// A desk over these parts.
    pub fn new(parts: DeskParts) -> Self {
        Self {
            outward: OutwardPermit::new(parts.store.clone()),
            visits: Arc::new(LiveVisits::new(parts.signals.clone())),
            parts: Arc::new(parts),
            sessions: Arc::default(),
            sign_in_guard: Arc::default(),
            connections: Arc::default(),
            start_guard: Arc::default(),
            typing_guard: Arc::default(),
            upload_guard: Arc::default(),
            write_guard: Arc::default(),
            reply_times: Arc::new(Recent::new(
                crate::limits::REPLY_TIME_CHANNELS_MAX,
                crate::limits::REPLY_TIME_BELIEVED_MS,
            )),
            exports: Arc::new(Semaphore::new(crate::limits::EXPORTS_AT_ONCE)),
            transcripts: Arc::new(Semaphore::new(crate::limits::TRANSCRIPTS_AT_ONCE)),
            timer_bell: Arc::default(),
            board: None,
            rule_language: None,
        }
    }

    /// The same desk with lists and counts from memory.
    #[must_use]
    pub fn with_board(self, board: Arc<dyn ChatBoard>) -> Self {
        Self { board: Some(board), ..self }
    }

    /// The same desk with what knows the language of rules.
    #[must_use]
    pub fn with_rule_language(self, language: Arc<dyn RuleLanguage>) -> Self {
        Self { rule_language: Some(language), ..self }
    }

    /// What knows the language of rules, where somebody has brought it.
    pub(crate) fn rule_language(&self) -> Option<&Arc<dyn RuleLanguage>> {
        self.rule_language.as_ref()
    }

    /// Lists and counts from memory, where they are kept.
    pub(crate) fn board(&self) -> Option<&Arc<dyn ChatBoard>> {
        self.board.as_ref()
    }

    /// Who was recognised a moment ago.
    pub(crate) fn sessions(&self) -> &SessionCache {
        &self.sessions
    }

    /// What slows down those who guess passwords.
    pub(crate) fn sign_in_guard(&self) -> &SignInGuard {
        &self.sign_in_guard
    }

    /// Which operators are connected to this process.
    pub(crate) fn connections(&self) -> &Arc<Connections> {
        &self.connections
    }

    /// What slows down those who start visits without end.
    pub(crate) fn start_guard(&self) -> &StartGuard {
        &self.start_guard
    }

    /// What slows down visitors who tell without end that they type.
    pub(crate) fn typing_guard(&self) -> &TypingGuard {
        &self.typing_guard
    }

    /// What slows down those who announce files without end.
    pub(crate) fn upload_guard(&self) -> &UploadGuard {
        &self.upload_guard
    }

    /// What slows down visitors who write without end.
    pub(crate) fn write_guard(&self) -> &Arc<WriteGuard> {
        &self.write_guard
    }

    /// The visits of the web chat that go on, as this process hears of them.
    pub(crate) fn visits(&self) -> &LiveVisits {
        &self.visits
    }

    /// How long customers usually wait for a first answer, as it was found a moment ago.
    pub(crate) fn reply_times(&self) -> &Recent<ChannelId, Option<i64>> {
        &self.reply_times
    }

    /// Follows the visits of the web chat from now on, on whichever node they go on and whoever may see them.
    pub fn follow_visits(&self) -> VisitListener {
        self.signals().follow_visits()
    }

    /// Where addresses probably are.
    pub fn places(&self) -> &Places {
        &self.parts.places
    }

    /// The places of exports that run at once.
    pub(crate) fn exports(&self) -> Arc<Semaphore> {
        Arc::clone(&self.exports)
    }

    /// The places of transcripts that are written at once.
    pub(crate) fn transcripts(&self) -> Arc<Semaphore> {
        Arc::clone(&self.transcripts)
    }

    /// Rung after a command of this process has set a timer.
    pub fn timer_bell(&self) -> &Arc<Notify> {
        &self.timer_bell
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.parts.store
    }

    /// May anything leave this server.
    pub fn outward(&self) -> &OutwardPermit {
        &self.outward
    }

    /// The time by the clock that all rows are dated by.
    pub fn now(&self) -> Timestamp {
        self.store().clock().now()
    }

    /// The connectors.
    pub fn connectors(&self) -> &Arc<dyn Connectors> {
        &self.parts.connectors
    }

    /// The files.
    pub fn files(&self) -> &Files {
        &self.parts.files
    }

    /// The instance's keys.
    pub fn keys(&self) -> &Keys {
        &self.parts.keys
    }

    /// The limits that an admin may set.
    pub fn limits(&self) -> &DeskLimits {
        &self.parts.limits
    }

    /// Typing, previews and who looks at a chat.
    pub fn signals(&self) -> &Signals {
        &self.parts.signals
    }

    /// What a channel of this plugin can do. The built-in web chat can do all that its widget shows.
    ///
    /// # Errors
    /// `Unsupported` when the plugin is not installed.
    pub fn capabilities(&self, plugin: &str) -> Result<Capabilities> {
        if plugin == WEB_PLUGIN {
            return Ok(self.web_capabilities());
        }
        self.connectors().capabilities(plugin).ok_or_else(|| {
            DeskError::unsupported(format!(
                "the plugin {plugin} of this channel is not installed: install it, then try again"
            ))
        })
    }

    /// The connector of a channel, or the sentence that says what is missing.
    ///
    /// # Errors
    /// `Transient` without the plugin, and what its start says.
    pub async fn connector(&self, channel: &Channel) -> ConnectorResult<Arc<dyn Connector>> {
        self.connectors()
            .connector(&channel.plugin, channel.channel_id, &channel.settings)
            .await?
            .ok_or_else(|| {
                ConnectorError::new(
                    ErrorClass::Transient,
                    "plugin.missing",
                    format!("the plugin {} is not installed: install it", channel.plugin),
                )
            })
    }

    /// The connector by which something leaves for the channel's platform or is fetched from there. What
    /// came from it before may still be read with [`Self::connector`].
    ///
    /// # Errors
    /// `Permanent` for a channel that was deleted, and as [`Self::connector`].
    pub async fn outward_connector(
        &self,
        channel: &Channel,
    ) -> ConnectorResult<Arc<dyn Connector>> {
        if channel.state == ChannelState::Deleted {
            return Err(ConnectorError::new(
                ErrorClass::Permanent,
                "channel.deleted",
                format!("the channel {:?} was deleted", channel.name),
            ));
        }
        self.connector(channel).await
    }

    fn web_capabilities(&self) -> Capabilities {
        let any_age = Some(EditCapability { max_age_ms: None });
        Capabilities {
            text: TextCapability {
                max_units: crate::limits::WEB_TEXT_MAX_UNITS,
                caption_max_units: crate::limits::WEB_TEXT_MAX_UNITS,
                formats: vec!["plain".into(), "markdown".into()],
            },
            edit: any_age.clone(),
            retract: any_age,
            quote: true,
            reactions: true,
            typing: true,
            receipts_delivered: false,
            receipts_read: true,
            attachment_max_bytes: Some(self.limits().attachment_max_bytes),
            attachment_max_count: crate::limits::MESSAGE_ATTACHMENTS_MAX,
            reply_window_ms: None,
            idempotent_send: true,
            polling: false,
        }
    }
}
