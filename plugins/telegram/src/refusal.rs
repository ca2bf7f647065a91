//! How Telegram refuses: its error code and an English sentence decide the class, and a few refusals
//! have a recovery that the caller may try.

use crate::limits::CONFLICT_WAIT_MS;
use switchboard_plugin::{
    refusals::Refusal,
    types::ErrorClass::{Auth, Invalid, RateLimited, Recipient, Transient},
};

/// What else can be done after a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// Nothing: the message already looks as it should.
    AlreadyDone,
    /// Nothing: the message, or the button's question, is not there any more.
    AlreadyGone,
    /// Send it plain: the markup cannot be read.
    SendPlain,
    /// Edit the caption: the message has no other text.
    EditCaption,
    /// Use the group's new id.
    MovedTo(i64),
}

/// The refusals, the first that matches decides.
pub const REFUSALS: [Refusal<Recovery>; 33] = [
    Refusal::new(Recipient, "recipient.moved", "The group moved to a new id.")
        .when("400", &["upgraded to a supergroup"]),
    Refusal::new(Invalid, "text.markup", "Telegram cannot read the text's markup.")
        .when("400", &["can't parse entities"])
        .or(Recovery::SendPlain),
    Refusal::new(Invalid, "telegram.refused", "The message already looks like this.")
        .when("400", &["message is not modified"])
        .or(Recovery::AlreadyDone),
    Refusal::new(Invalid, "telegram.refused", "Telegram does not know this any more.")
        .when("400", &["message to delete not found", "query is too old", "query id is invalid"])
        .or(Recovery::AlreadyGone),
    Refusal::new(Invalid, "telegram.refused", "The message has no text that could be edited.")
        .when("400", &["no text in the message to edit"])
        .or(Recovery::EditCaption),
    Refusal::new(Recipient, "recipient.not_found", "The chat is gone, or the bot was never in it.")
        .when("400", &["chat not found", "peer_id_invalid"]),
    Refusal::new(Recipient, "recipient.not_found", "The account is gone.")
        .when("400", &["user not found"]),
    Refusal::new(Recipient, "recipient.blocked", "The customer blocked the bot.")
        .when("400", &["user_is_blocked"]),
    Refusal::new(Recipient, "recipient.forbidden", "The bot may not write in this chat.")
        .when("400", &["chat_write_forbidden", "not enough rights", "have no rights to send"]),
    Refusal::new(
        Recipient,
        "recipient.no_voice",
        "The customer takes no voice messages: write instead.",
    )
    .when("400", &["voice_messages_forbidden"]),
    Refusal::new(Recipient, "recipient.topic_gone", "The topic was deleted.")
        .when("400", &["message thread not found"]),
    Refusal::new(Invalid, "text.too_long", "The text beside the file is too long: shorten it.")
        .when("400", &["caption is too long", "caption_too_long"]),
    Refusal::new(Invalid, "text.too_long", "The text is too long: shorten it.")
        .when("400", &["message is too long", "message_too_long"]),
    Refusal::new(Invalid, "text.empty", "The message has no text.")
        .when("400", &["text is empty", "text must be non-empty"]),
    Refusal::new(
        Invalid,
        "message.locked",
        "Telegram does not let this message be edited any more.",
    )
    .when("400", &["can't be edited"]),
    Refusal::new(
        Invalid,
        "message.locked",
        "Telegram does not let this message be deleted any more.",
    )
    .when("400", &["can't be deleted"]),
    Refusal::new(Invalid, "message.not_found", "The message is not there any more.")
        .when("400", &["message to edit not found", "message_id_invalid"]),
    Refusal::new(Invalid, "media.too_big", "The file is larger than Telegram lets bots handle.")
        .when("400", &["file is too big", "file too large"]),
    Refusal::new(Invalid, "media.refused", "Telegram refused the picture: send it as a document.")
        .when("400", &["photo_invalid_dimensions"]),
    Refusal::new(Invalid, "media.refused", "Telegram could not read the picture.")
        .when("400", &["image_process_failed"]),
    Refusal::new(Invalid, "media.gone", "Telegram does not know this file any more.")
        .when("400", &["wrong file identifier"]),
    Refusal::new(Invalid, "media.empty", "The file is empty.")
        .when("400", &["file must be non-empty"]),
    Refusal::new(Invalid, "telegram.refused", "Telegram refused the message.").when("400", &[]),
    Refusal::new(
        Auth,
        "telegram.token",
        "Telegram refused the bot token (401): put a new one into the channel.",
    )
    .when("401", &[]),
    Refusal::new(
        Auth,
        "telegram.token",
        "Telegram refused the bot token (404): put a new one into the channel.",
    )
    .when("404", &[]),
    Refusal::new(Recipient, "recipient.blocked", "The customer blocked the bot.")
        .when("403", &["blocked by the user"]),
    Refusal::new(
        Recipient,
        "recipient.deactivated",
        "The customer's account does not exist any more.",
    )
    .when("403", &["deactivated"]),
    Refusal::new(Recipient, "recipient.not_started", "The customer has to write to the bot first.")
        .when("403", &["can't initiate conversation"]),
    Refusal::new(Recipient, "recipient.left", "The bot is not in this chat any more.")
        .when("403", &["kicked", "not a member"]),
    Refusal::new(Recipient, "recipient.forbidden", "The bot may not write in this chat.")
        .when("403", &[]),
    Refusal::new(Invalid, "media.too_big", "The file is larger than Telegram takes.")
        .when("413", &[]),
    Refusal::new(RateLimited, "rate.limited", "Telegram asks to slow down.").when("420|429", &[]),
    Refusal::new(
        Transient,
        "poll.conflict",
        "Somebody else polls this bot, or a webhook is set: end the other one, or connect the \
         channel again.",
    )
    .when("409", &[])
    .wait_ms(CONFLICT_WAIT_MS),
];
