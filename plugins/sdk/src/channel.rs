//! The one trait a channel plugin implements. Whatever a plugin leaves out answers `unsupported`;
//! the manifest's capabilities have to say the same.

use crate::{
    Host,
    account::Connected,
    inbound::{Request, Verdict},
    items::Item,
    outbound::{Attempt, Draft, Sent},
    polling::Page,
    types::{Error, Identity, Media, PlatformChat, PlatformMessage},
};

/// A platform's language: how its input is read and how messages are brought to it.
pub trait Channel {
    /// Called only for `verify = "guest"` in the manifest. Rejects unless a plugin says otherwise:
    /// what nobody checked is not authentic.
    fn verify(host: &dyn Host, request: Request) -> Verdict {
        let _ = (host, request);
        Verdict::Reject(crate::inbound::Answer { status: 401, headers: vec![], body: vec![] })
    }

    /// Reads a stored request. Pure: the same request gives the same items, and HTTP, blobs and
    /// writes to the key-value memory are refused.
    fn parse(host: &dyn Host, request: Request) -> Result<Vec<Item>, Error> {
        let _ = (host, request);
        Err(Error::not_offered("read webhooks"))
    }

    /// Sends one message, of one or more parts.
    fn send(host: &dyn Host, draft: Draft, attempt: Attempt) -> Result<Sent, Error> {
        let _ = (host, draft, attempt);
        Err(Error::not_offered("send messages"))
    }

    /// Whether an attempt whose answer was lost arrived; `None` when it surely did not.
    fn find_sent(host: &dyn Host, key: &str, draft: Draft) -> Result<Option<Sent>, Error> {
        let _ = (host, key, draft);
        Err(Error::not_offered("look up sent messages"))
    }

    /// Changes an own message.
    fn edit(
        host: &dyn Host,
        message: PlatformMessage,
        draft: Draft,
        attempt: Attempt,
    ) -> Result<Sent, Error> {
        let _ = (host, message, draft, attempt);
        Err(Error::not_offered("edit messages"))
    }

    /// Deletes an own message.
    fn retract(host: &dyn Host, message: PlatformMessage, attempt: Attempt) -> Result<(), Error> {
        let _ = (host, message, attempt);
        Err(Error::not_offered("delete messages"))
    }

    /// Shows or hides "an operator types".
    fn typing(host: &dyn Host, chat: PlatformChat, is_on: bool) -> Result<(), Error> {
        let _ = (host, chat, is_on);
        Err(Error::not_offered("show typing"))
    }

    /// Makes the call that one of this plugin's own items asked for. May come twice.
    fn follow_up(host: &dyn Host, call: &str) -> Result<(), Error> {
        let _ = (host, call);
        Err(Error::not_offered("follow up"))
    }

    /// Tests the credentials and registers the webhook; without a URL gets ready to be polled.
    fn connect(host: &dyn Host, webhook_url: Option<&str>) -> Result<Connected, Error> {
        let _ = (host, webhook_url);
        Err(Error::not_offered("connect an account"))
    }

    /// Takes the registration back.
    fn disconnect(host: &dyn Host, webhook_url: Option<&str>) -> Result<(), Error> {
        let _ = (host, webhook_url);
        Ok(())
    }

    /// Asks for an account's profile.
    fn profile(host: &dyn Host, id: &str) -> Result<Identity, Error> {
        let _ = (host, id);
        Err(Error::not_offered("look up profiles"))
    }

    /// Turns a platform's media token into a blob of the host.
    fn fetch_media(host: &dyn Host, token: &str) -> Result<Media, Error> {
        let _ = (host, token);
        Err(Error::not_offered("fetch media"))
    }

    /// Asks a polled platform for what is new.
    fn poll(host: &dyn Host, cursor: Option<&str>, wait_ms: u32) -> Result<Page, Error> {
        let _ = (host, cursor, wait_ms);
        Err(Error::not_offered("be polled"))
    }
}
