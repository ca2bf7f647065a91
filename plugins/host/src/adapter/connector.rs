//! The functions of the `Connector` port, each a call of one export of the guest.

use super::{PluginConnector, unsupported};
use crate::{
    call::{Body, Lane, Plan},
    convert, limits, verify,
};
use async_trait::async_trait;
use serde_json::Value;
use std::time::Duration;
use switchboard_model::connector::{
    Attempt, Blob, Capabilities, Connected, Connector, ConnectorResult, InboundItem, MediaAt,
    Outbound, PlatformChat, PlatformIdentity, PlatformMessage, PollPage, RawRequest, Sent, Verdict,
};

/// The call of one function of one exported interface.
macro_rules! body {
    ($self:ident, $interface:ident, $function:ident $(, $argument:expr)*) => {{
        let plugin = $self.caller.plugin.clone();
        let body: Body<_> = Box::new(move |store, instance| {
            Box::pin(async move {
                let guest = plugin.exports.$interface()?.load(&mut *store, instance)?;
                guest.$function(store $(, $argument)*).await
            })
        });
        body
    }};
}

#[async_trait]
impl Connector for PluginConnector {
    fn capabilities(&self) -> &Capabilities {
        &self.caller.plugin.manifest.capabilities
    }

    fn version(&self) -> &str {
        &self.caller.plugin.label
    }

    async fn verify_head(&self, head: &RawRequest) -> ConnectorResult<Option<Verdict>> {
        let plugin = self.caller.plugin.clone();
        let Some(webhook) = &plugin.manifest.webhook else { return Err(unsupported("webhook")) };
        if verify::is_by_head(&webhook.verify) {
            return self.declared_verdict(webhook, head).await;
        }
        Ok(verify::without_tag(webhook, head))
    }

    async fn verify(&self, request: &RawRequest) -> ConnectorResult<Verdict> {
        let plugin = self.caller.plugin.clone();
        let Some(webhook) = &plugin.manifest.webhook else { return Err(unsupported("webhook")) };
        if let Some(verdict) = self.declared_verdict(webhook, request).await? {
            return Ok(verdict);
        }
        let guest_request = convert::request_to_guest(request);
        let body: Body<_> = Box::new(move |store, instance| {
            Box::pin(async move {
                let guest = plugin.exports.inbound()?.load(&mut *store, instance)?;
                guest.call_verify(store, &guest_request).await.map(Ok)
            })
        });
        // Strangers can post whatever they like: they must not get a plugin suspended by it.
        let plan = Plan { input: None, ..self.pure(request) };
        self.call(plan, body, |verdict, _| convert::verdict_from_guest(verdict)).await
    }

    async fn parse(&self, request: &RawRequest) -> ConnectorResult<Vec<InboundItem>> {
        if !self.caller.plugin.manifest.world.has_inbound() {
            return Err(unsupported("webhook"));
        }
        let guest_request = convert::request_to_guest(request);
        let body = body!(self, inbound, call_parse, &guest_request);
        self.call(self.pure(request), body, |items, _| convert::items_from_guest(items)).await
    }

    async fn send(&self, outbound: &Outbound, attempt: &Attempt) -> ConnectorResult<Sent> {
        let draft = convert::draft_to_guest(outbound);
        let guest_attempt = convert::attempt_to_guest(attempt);
        let body = body!(self, outbound, call_send, &draft, &guest_attempt);
        let plan = self.delivery(Some(outbound), attempt)?;
        self.call(plan, body, |sent, _| convert::sent_from_guest(sent)).await
    }

    async fn find_sent(&self, key: &str, outbound: &Outbound) -> ConnectorResult<Option<Sent>> {
        let (draft, guest_key) = (convert::draft_to_guest(outbound), key.to_owned());
        let body = body!(self, outbound, call_find_sent, &guest_key, &draft);
        let plan = self.effect(("find-sent", key));
        self.call(plan, body, |sent, _| sent.map(convert::sent_from_guest).transpose()).await
    }

    async fn edit(
        &self,
        message: &PlatformMessage,
        outbound: &Outbound,
        attempt: &Attempt,
    ) -> ConnectorResult<Sent> {
        let guest_message = convert::message_to_guest(message);
        let draft = convert::draft_to_guest(outbound);
        let guest_attempt = convert::attempt_to_guest(attempt);
        let body = body!(self, outbound, call_edit, &guest_message, &draft, &guest_attempt);
        let plan = self.delivery(Some(outbound), attempt)?;
        self.call(plan, body, |sent, _| convert::sent_from_guest(sent)).await
    }

    async fn retract(&self, message: &PlatformMessage, attempt: &Attempt) -> ConnectorResult<()> {
        let guest_message = convert::message_to_guest(message);
        let guest_attempt = convert::attempt_to_guest(attempt);
        let body = body!(self, outbound, call_retract, &guest_message, &guest_attempt);
        self.call(self.delivery(None, attempt)?, body, |(), _| Ok(())).await
    }

    async fn typing(&self, chat: &PlatformChat, is_on: bool) -> ConnectorResult<()> {
        let guest_chat = convert::chat_to_guest(chat);
        let body = body!(self, outbound, call_typing, &guest_chat, is_on);
        self.call(self.effect(("typing", &chat.id)), body, |(), _| Ok(())).await
    }

    async fn follow_up(&self, call: &Value) -> ConnectorResult<()> {
        let guest_call = call.to_string();
        let plan = self.effect(("follow-up", &guest_call));
        let body = body!(self, outbound, call_follow_up, &guest_call);
        self.call(plan, body, |(), _| Ok(())).await
    }

    async fn identify(&self) -> ConnectorResult<Connected> {
        let body = body!(self, account, call_identify);
        let plan = self.effect("identify");
        self.call(plan, body, |connected, _| convert::connected_from_guest(connected)).await
    }

    async fn connect(&self, webhook_url: Option<&str>) -> ConnectorResult<()> {
        let url = webhook_url.map(str::to_owned);
        let body = body!(self, account, call_connect, url.as_deref());
        self.call(self.effect(("connect", webhook_url)), body, |(), _| Ok(())).await
    }

    async fn disconnect(&self, webhook_url: Option<&str>) -> ConnectorResult<()> {
        let url = webhook_url.map(str::to_owned);
        let body = body!(self, account, call_disconnect, url.as_deref());
        self.call(self.effect(("disconnect", webhook_url)), body, |(), _| Ok(())).await
    }

    async fn fetch_media(&self, token: &str) -> ConnectorResult<Blob> {
        let guest_token = token.to_owned();
        let body = body!(self, account, call_fetch_media, &guest_token);
        self.call(self.effect(("fetch-media", token)), body, |media, blobs| {
            let media = convert::media_from_guest(media)?;
            let MediaAt::Blob(id) = &media.at else {
                return Err("fetched media must be a blob".into());
            };
            let blob = blobs.get(id).ok_or("fetched media must be a blob of this call")?;
            Ok(Blob {
                id: blob.id.clone(),
                mime: media.mime.or_else(|| blob.mime.clone()),
                name: media.name.or_else(|| blob.name.clone()),
                size_bytes: blob.size_bytes,
            })
        })
        .await
    }

    async fn profile(&self, id: &str) -> ConnectorResult<PlatformIdentity> {
        let guest_id = id.to_owned();
        let body = body!(self, account, call_profile, &guest_id);
        let plan = self.effect(("profile", id));
        self.call(plan, body, |identity, _| convert::identity_from_guest(identity)).await
    }

    async fn poll(&self, cursor: Option<&str>, wait_ms: u32) -> ConnectorResult<PollPage> {
        if !self.caller.plugin.manifest.world.has_polling() {
            return Err(unsupported("polling"));
        }
        let wait = Duration::from_millis(wait_ms.into()).min(limits::POLL_WAIT_MAX);
        let wait_ms = u32::try_from(wait.as_millis()).unwrap_or(u32::MAX);
        let plan = Plan {
            lane: Lane::Poll,
            wall: wait + limits::POLL_WALL_MARGIN,
            ..self.effect(("poll", cursor))
        };
        let cursor = cursor.map(str::to_owned);
        let body = body!(self, polling, call_poll, cursor.as_deref(), wait_ms);
        self.call(plan, body, |page, _| convert::page_from_guest(page)).await
    }
}
