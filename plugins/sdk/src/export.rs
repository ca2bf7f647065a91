//! Exports a [`Channel`] as a component. Plugins write `register!(TheirType)` and nothing else.

use crate::{
    Channel, Imports,
    account::{self, Connected},
    inbound::{self, Request, Verdict},
    items::Item,
    outbound::{self, Attempt, Draft, Sent},
    polling::{self, Page},
    types::{Error, Identity, Media, PlatformChat, PlatformMessage},
};
use std::marker::PhantomData;

/// Turns a [`Channel`] into the generated export traits, over the real host.
#[derive(Debug)]
pub struct Registered<T>(PhantomData<T>);

/// Exports a type that implements [`Channel`] from the plugin's component. All four interfaces are
/// exported; which of them mean something is said by the manifest.
#[macro_export]
macro_rules! register {
    ($channel:ty) => {
        #[cfg(target_arch = "wasm32")]
        #[allow(unsafe_code, reason = "generated code: a component's exports are raw symbols")]
        mod switchboard_exports {
            use super::*;
            type Component = $crate::Registered<$channel>;
            $crate::bindings::export_component!(Component with_types_in $crate::bindings);
        }
    };
}

fn host() -> Imports {
    #[cfg(target_arch = "wasm32")]
    crate::panic::install_hook();
    Imports
}

impl<T: Channel> inbound::Guest for Registered<T> {
    fn verify(request: Request) -> Verdict {
        T::verify(&host(), request)
    }

    fn parse(request: Request) -> Result<Vec<Item>, Error> {
        T::parse(&host(), request)
    }
}

impl<T: Channel> outbound::Guest for Registered<T> {
    fn send(draft: Draft, attempt: Attempt) -> Result<Sent, Error> {
        T::send(&host(), draft, attempt)
    }

    fn find_sent(key: String, draft: Draft) -> Result<Option<Sent>, Error> {
        T::find_sent(&host(), &key, draft)
    }

    fn edit(message: PlatformMessage, draft: Draft, attempt: Attempt) -> Result<Sent, Error> {
        T::edit(&host(), message, draft, attempt)
    }

    fn retract(message: PlatformMessage, attempt: Attempt) -> Result<(), Error> {
        T::retract(&host(), message, attempt)
    }

    fn typing(chat: PlatformChat, is_on: bool) -> Result<(), Error> {
        T::typing(&host(), chat, is_on)
    }

    fn follow_up(call: String) -> Result<(), Error> {
        T::follow_up(&host(), &call)
    }
}

impl<T: Channel> account::Guest for Registered<T> {
    fn connect(webhook_url: Option<String>) -> Result<Connected, Error> {
        T::connect(&host(), webhook_url.as_deref())
    }

    fn disconnect(webhook_url: Option<String>) -> Result<(), Error> {
        T::disconnect(&host(), webhook_url.as_deref())
    }

    fn profile(id: String) -> Result<Identity, Error> {
        T::profile(&host(), &id)
    }

    fn fetch_media(token: String) -> Result<Media, Error> {
        T::fetch_media(&host(), &token)
    }
}

impl<T: Channel> polling::Guest for Registered<T> {
    fn poll(cursor: Option<String>, wait_ms: u32) -> Result<Page, Error> {
        T::poll(&host(), cursor.as_deref(), wait_ms)
    }
}
