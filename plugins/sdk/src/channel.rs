//! What a channel plugin exports: a table of functions, named once here together with the default
//! of each. A plugin fills in what it can do and writes `register!(ITS_TABLE)`; the manifest's
//! capabilities have to say the same.

use crate::{
    Host, Imports,
    account::{self, Connected},
    inbound::{self, Answer, Request, Verdict},
    items::Item,
    outbound::{self, Attempt, Draft, Sent},
    polling::{self, Page},
    types::{Error, Identity, Media, PlatformChat, PlatformMessage},
};

/// A type whose table of functions is exported. Made by [`register!`](crate::register).
pub trait Plugin {
    /// The functions of the plugin.
    const CHANNEL: Channel;
}

/// Exports a constant of type [`Channel`] from the plugin's component. All four interfaces are
/// exported; which of them mean something is said by the manifest.
#[macro_export]
macro_rules! register {
    ($channel:expr) => {
        #[cfg(target_arch = "wasm32")]
        #[allow(unsafe_code, reason = "generated code: a component's exports are raw symbols")]
        mod switchboard_exports {
            use super::*;
            struct Component;
            impl $crate::Plugin for Component {
                const CHANNEL: $crate::Channel = $channel;
            }
            $crate::bindings::export_component!(Component with_types_in $crate::bindings);
        }
    };
}

macro_rules! exports {
    ($($interface:ident {
        $($(#[$doc:meta])* $name:ident($($argument:ident: $kind:ty),*) -> $answer:ty = $default:expr;)*
    })*) => {
        /// The functions of a channel plugin, each with the host to work through. What a plugin
        /// leaves out with `..Channel::NONE` answers `unsupported`.
        #[derive(Clone, Copy, Debug)]
        pub struct Channel {
            $($($(#[$doc])* pub $name: fn(&dyn Host $(, $kind)*) -> $answer,)*)*
        }

        impl Channel {
            /// A plugin that can do nothing.
            pub const NONE: Self = Self {
                $($($name: |_: &dyn Host $(, _: $kind)*| $default,)*)*
            };
        }

        $(impl<T: Plugin> $interface::Guest for T {
            $(fn $name($($argument: $kind),*) -> $answer {
                (T::CHANNEL.$name)(&host() $(, $argument)*)
            })*
        })*
    };
}

exports! {
    inbound {
        /// Called only for `verify = "guest"` in the manifest. Rejects unless a plugin says
        /// otherwise: what nobody checked is not authentic.
        verify(request: Request) -> Verdict =
            Verdict::Reject(Answer { status: 401, headers: vec![], body: vec![] });
        /// Reads a stored request. Pure: the same request gives the same items, and HTTP, blobs
        /// and writes to plugin storage are refused.
        parse(request: Request) -> Result<Vec<Item>, Error> = Err(Error::not_offered("read webhooks"));
    }
    outbound {
        /// Sends one message, of one or more parts.
        send(draft: Draft, attempt: Attempt) -> Result<Sent, Error> =
            Err(Error::not_offered("send messages"));
        /// Whether an attempt whose answer was lost arrived; `None` when it surely did not.
        find_sent(key: String, draft: Draft) -> Result<Option<Sent>, Error> =
            Err(Error::not_offered("look up sent messages"));
        /// Changes an own message.
        edit(message: PlatformMessage, draft: Draft, attempt: Attempt) -> Result<Sent, Error> =
            Err(Error::not_offered("edit messages"));
        /// Deletes an own message.
        retract(message: PlatformMessage, attempt: Attempt) -> Result<(), Error> =
            Err(Error::not_offered("delete messages"));
        /// Shows or hides "an operator types".
        typing(chat: PlatformChat, is_on: bool) -> Result<(), Error> =
            Err(Error::not_offered("show typing"));
        /// Makes the call that one of this plugin's own items asked for. May come twice.
        follow_up(call: String) -> Result<(), Error> = Err(Error::not_offered("follow up"));
    }
    account {
        /// Tests the credentials and tells whose they are; changes nothing on the platform.
        identify() -> Result<Connected, Error> = Err(Error::not_offered("identify an account"));
        /// Registers the webhook; without a URL gets ready to be polled.
        connect(webhook_url: Option<String>) -> Result<(), Error> =
            Err(Error::not_offered("connect an account"));
        /// Deletes the registration.
        disconnect(webhook_url: Option<String>) -> Result<(), Error> = Ok(());
        /// Asks for an account's profile.
        profile(id: String) -> Result<Identity, Error> = Err(Error::not_offered("look up profiles"));
        /// Turns a platform's media token into a blob of the host.
        fetch_media(token: String) -> Result<Media, Error> = Err(Error::not_offered("fetch media"));
    }
    polling {
        /// Asks a polled platform for what is new.
        poll(cursor: Option<String>, wait_ms: u32) -> Result<Page, Error> =
            Err(Error::not_offered("be polled"));
    }
}

fn host() -> Imports {
    #[cfg(target_arch = "wasm32")]
    crate::panic::install_hook();
    Imports
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ScriptedHost, chat, webhook};

    #[test]
    fn what_is_left_out_is_refused_and_nothing_unchecked_is_authentic() {
        let host = ScriptedHost::default();
        let error = (Channel::NONE.typing)(&host, chat(), true).expect_err("left out");
        assert_eq!(error.code, "plugin.unsupported");
        let verdict = (Channel::NONE.verify)(&host, webhook("{}"));
        assert!(matches!(verdict, Verdict::Reject(Answer { status: 401, .. })));
    }
}
