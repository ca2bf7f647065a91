//! Speaks the Telegram Bot API: reads updates from the webhook or by polling, brings replies to the
//! customer, tells what went wrong. Keeps no state but the parts of half-sent messages.

mod api;
mod chat;
mod connect;
mod edit;
mod entities;
mod fetch_media;
mod follow_up;
mod limits;
mod media;
mod person;
mod poll;
mod profile;
mod refusal;
mod retract;
mod send;
mod typing;
mod update;

#[cfg(test)]
mod tests;

use switchboard_plugin::{
    Channel, Host,
    account::Connected,
    inbound::Request,
    items::Item,
    outbound::{Attempt, Draft, Sent},
    polling::Page,
    types::{Error, Identity, Media, PlatformChat, PlatformMessage},
};

/// The connector. The webhook's authenticity is checked by the host, as the manifest declares.
pub struct Telegram;

switchboard_plugin::register!(Telegram);

impl Channel for Telegram {
    fn parse(_: &dyn Host, request: Request) -> Result<Vec<Item>, Error> {
        update::parse_request(request)
    }

    fn send(host: &dyn Host, draft: Draft, attempt: Attempt) -> Result<Sent, Error> {
        send::send(host, draft, attempt)
    }

    fn find_sent(host: &dyn Host, key: &str, draft: Draft) -> Result<Option<Sent>, Error> {
        send::find_sent(host, key, &draft)
    }

    fn edit(
        host: &dyn Host,
        message: PlatformMessage,
        draft: Draft,
        attempt: Attempt,
    ) -> Result<Sent, Error> {
        edit::edit(host, message, draft, &attempt)
    }

    fn retract(host: &dyn Host, message: PlatformMessage, attempt: Attempt) -> Result<(), Error> {
        retract::retract(host, &message, &attempt)
    }

    fn typing(host: &dyn Host, chat: PlatformChat, is_on: bool) -> Result<(), Error> {
        typing::typing(host, &chat, is_on)
    }

    fn follow_up(host: &dyn Host, call: &str) -> Result<(), Error> {
        follow_up::follow_up(host, call)
    }

    fn connect(host: &dyn Host, webhook_url: Option<&str>) -> Result<Connected, Error> {
        connect::connect(host, webhook_url)
    }

    fn disconnect(host: &dyn Host, webhook_url: Option<&str>) -> Result<(), Error> {
        connect::disconnect(host, webhook_url)
    }

    fn profile(host: &dyn Host, id: &str) -> Result<Identity, Error> {
        profile::profile(host, id)
    }

    fn fetch_media(host: &dyn Host, token: &str) -> Result<Media, Error> {
        fetch_media::fetch_media(host, token)
    }

    fn poll(host: &dyn Host, cursor: Option<&str>, wait_ms: u32) -> Result<Page, Error> {
        poll::poll(host, cursor, wait_ms)
    }
}
