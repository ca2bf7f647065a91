//! The sentences with which Telegram refuses, and the class each belongs to.

use switchboard_plugin::types::{Error, ErrorClass};

/// The words of a 400 that say what is wrong: the sentence's part, the class, our code, what to do.
const BAD_REQUESTS: [(&str, ErrorClass, &str, &str); 25] = {
    use ErrorClass::{Invalid, Recipient};
    [
        (
            "chat not found",
            Recipient,
            "recipient.not_found",
            "The chat is gone, or the bot was never in it.",
        ),
        (
            "peer_id_invalid",
            Recipient,
            "recipient.not_found",
            "The chat is gone, or the bot was never in it.",
        ),
        ("user not found", Recipient, "recipient.not_found", "The account is gone."),
        ("user_is_blocked", Recipient, "recipient.blocked", "The customer blocked the bot."),
        (
            "chat_write_forbidden",
            Recipient,
            "recipient.forbidden",
            "The bot may not write in this chat.",
        ),
        (
            "not enough rights",
            Recipient,
            "recipient.forbidden",
            "The bot may not write in this chat.",
        ),
        (
            "have no rights to send",
            Recipient,
            "recipient.forbidden",
            "The bot may not write in this chat.",
        ),
        (
            "voice_messages_forbidden",
            Recipient,
            "recipient.no_voice",
            "The customer takes no voice messages: write instead.",
        ),
        ("message thread not found", Recipient, "recipient.topic_gone", "The topic was deleted."),
        (
            "caption is too long",
            Invalid,
            "text.too_long",
            "The text beside the file is too long: shorten it.",
        ),
        (
            "caption_too_long",
            Invalid,
            "text.too_long",
            "The text beside the file is too long: shorten it.",
        ),
        ("message is too long", Invalid, "text.too_long", "The text is too long: shorten it."),
        ("message_too_long", Invalid, "text.too_long", "The text is too long: shorten it."),
        ("text is empty", Invalid, "text.empty", "The message has no text."),
        ("text must be non-empty", Invalid, "text.empty", "The message has no text."),
        (
            "can't be edited",
            Invalid,
            "message.locked",
            "Telegram does not let this message be changed any more.",
        ),
        (
            "can't be deleted",
            Invalid,
            "message.locked",
            "Telegram does not let this message be deleted any more.",
        ),
        (
            "message to edit not found",
            Invalid,
            "message.not_found",
            "The message is not there any more.",
        ),
        ("message_id_invalid", Invalid, "message.not_found", "The message is not there any more."),
        (
            "file is too big",
            Invalid,
            "media.too_big",
            "The file is larger than Telegram lets bots handle.",
        ),
        (
            "file too large",
            Invalid,
            "media.too_big",
            "The file is larger than Telegram lets bots handle.",
        ),
        (
            "photo_invalid_dimensions",
            Invalid,
            "media.refused",
            "Telegram refused the picture: send it as a document.",
        ),
        ("image_process_failed", Invalid, "media.refused", "Telegram could not read the picture."),
        (
            "wrong file identifier",
            Invalid,
            "media.gone",
            "Telegram does not know this file any more.",
        ),
        ("file must be non-empty", Invalid, "media.empty", "The file is empty."),
    ]
};

/// A 400: the message, the chat or the file is wrong.
pub(super) fn bad_request(words: &str) -> Error {
    if words.contains("upgraded to a supergroup") {
        return Error::recipient("recipient.moved", "The group moved to a new id.");
    }
    if words.contains("can't parse entities") {
        return Error::invalid("text.markup", "Telegram cannot read the text's markup.");
    }
    match BAD_REQUESTS.iter().find(|(part, ..)| words.contains(part)) {
        Some((_, class, code, message)) => Error::new(*class, code, *message),
        None => Error::invalid("telegram.refused", "Telegram refused the message."),
    }
}

/// A 403: the chat does not let the bot in.
pub(super) fn forbidden(words: &str) -> Error {
    let (code, message) = if words.contains("blocked by the user") {
        ("recipient.blocked", "The customer blocked the bot.")
    } else if words.contains("deactivated") {
        ("recipient.deactivated", "The customer's account does not exist any more.")
    } else if words.contains("can't initiate conversation") {
        ("recipient.not_started", "The customer has to write to the bot first.")
    } else if words.contains("kicked") || words.contains("not a member") {
        ("recipient.left", "The bot is not in this chat any more.")
    } else {
        ("recipient.forbidden", "The bot may not write in this chat.")
    };
    Error::recipient(code, message)
}
