//! Speaks the Telegram Bot API: reads updates from the webhook or by polling, brings replies to the
//! customer, says what went wrong. Keeps no state but the parts of half-sent messages. The webhook's
//! authenticity is checked by the host, as the manifest declares.

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

use switchboard_plugin::Channel;

/// The connector.
pub const TELEGRAM: Channel = Channel {
    parse: update::parse_request,
    send: send::send,
    find_sent: send::find_sent,
    edit: edit::edit,
    retract: retract::retract,
    typing: typing::typing,
    follow_up: follow_up::follow_up,
    identify: connect::identify,
    connect: connect::connect,
    disconnect: connect::disconnect,
    profile: profile::profile,
    fetch_media: fetch_media::fetch_media,
    poll: poll::poll,
    ..Channel::NONE
};

switchboard_plugin::register!(TELEGRAM);
