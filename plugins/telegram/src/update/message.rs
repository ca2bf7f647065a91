//! Reads a message, new or edited.

use super::{Context, milliseconds};
use crate::{chat, entities, media, person};
use switchboard_plugin::{
    items::{Author, Edit, Event, Item, Message},
    json,
    serde_json::{Value, json},
    types::{Identity, Media, Text},
};

/// What a message can hold, each kind by its field: what can be shown before what only can be named,
/// and words last. A message that holds none of these tells of the chat itself, in a field that may be
/// newer than this list: no person wrote it.
const CONTENT: &str = "\
    photo animation audio document sticker video video_note voice venue location contact \
    poll dice game story paid_media checklist invoice giveaway giveaway_winners passport_data \
    successful_payment refunded_payment web_app_data text caption";

/// What a web app of the bot sent.
const WEB_APP: &str = "web_app_data";

/// The payments among them, which are told field by field.
const PAYMENTS: [&str; 2] = ["successful_payment", "refunded_payment"];

/// The fields of a message that describe it. Whatever else is there says what it is.
const ABOUT: &str = "\
    message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count \
    sender_business_bot sender_tag date business_connection_id chat forward_origin forward_from \
    forward_from_chat forward_date is_topic_message is_automatic_forward reply_to_message \
    external_reply quote reply_to_story reply_to_checklist_task_id via_bot edit_date \
    has_protected_content is_from_offline is_paid_post media_group_id author_signature \
    paid_star_count text entities link_preview_options effect_id caption caption_entities \
    show_caption_above_media reply_markup";

/// A new message.
pub fn new(context: &Context, message: &Value, business: Option<&str>) -> Option<Vec<Item>> {
    let Some(kind) = content(message) else { return service(context, message) };
    let message = read(context, message, kind, business)?;
    Some(vec![context.item(0, Event::Message(message))])
}

/// The new state of a message that was there before.
pub fn edited(context: &Context, message: &Value, business: Option<&str>) -> Option<Vec<Item>> {
    let Some(kind) = content(message) else { return service(context, message) };
    let message = read(context, message, kind, business)?;
    Some(vec![context.item(0, Event::Edited(Edit { message, version: None }))])
}

/// The kind of what a message holds.
fn content(message: &Value) -> Option<&'static str> {
    CONTENT.split_whitespace().find(|kind| !message[*kind].is_null())
}

/// What a chat tells of itself. A group that becomes a supergroup gets a new id, which both of its ends
/// tell.
fn service(context: &Context, message: &Value) -> Option<Vec<Item>> {
    let chat = chat::of_message(message, None)?;
    let to = json::id(&message["migrate_to_chat_id"]);
    let from = json::id(&message["migrate_from_chat_id"]);
    Some(match (from, to) {
        (_, Some(to)) => vec![context.item(0, Event::Moved((chat.id, to)))],
        (Some(from), None) => vec![context.item(0, Event::Moved((from, chat.id)))],
        (None, None) => context.other(unknown(message).unwrap_or("empty"), message),
    })
}

/// The first field of a message that this connector does not know.
fn unknown(message: &Value) -> Option<&str> {
    let known = CONTENT.split_whitespace().chain(ABOUT.split_whitespace());
    let mut fields = message.as_object()?.keys().map(String::as_str);
    fields.find(|name| known.clone().all(|known| known != *name))
}

fn read(context: &Context, message: &Value, kind: &str, business: Option<&str>) -> Option<Message> {
    let chat = chat::of_message(message, business)?;
    let reference = chat::reference(&chat, &message["message_id"])?;
    let sender = person::sender(message)?;
    let author = author(message, &sender, business);
    let at = milliseconds(&message["date"]).unwrap_or(context.received_at);
    let echo_of = message["sender_business_bot"].is_object().then(|| reference.id.clone());
    let (text, entities) = match json::text(&message["text"]) {
        Some(text) => (Some(text), &message["entities"]),
        None => (
            json::text(&message["caption"]).or_else(|| told(&message[kind], kind)),
            &message["caption_entities"],
        ),
    };
    Some(Message {
        quoted: chat::reference(&chat, &message["reply_to_message"]["message_id"]),
        edited_at: milliseconds(&message["edit_date"]),
        order: context.order(),
        author,
        extra: extra(message, text.as_deref().unwrap_or(""), entities, business).to_string(),
        media: media(message, kind, text.is_some()),
        text: text.map(Text::plain),
        echo_of,
        ..Message::new(reference, with_own_phone(sender, message), at)
    })
}

/// In a business chat the customer's id is the chat's id; anybody else there is the owner.
fn author(message: &Value, sender: &Identity, business: Option<&str>) -> Author {
    let is_customer = json::id(&message["chat"]["id"]).as_deref() == Some(sender.id.as_str());
    // Who writes as a chat stands behind an account that is called a bot.
    let is_bot = message["from"]["is_bot"] == true && message["sender_chat"].is_null();
    if message["sender_business_bot"].is_object() || is_bot {
        Author::Bot
    } else if business.is_some() && !is_customer {
        Author::OperatorElsewhere
    } else {
        Author::Contact
    }
}

/// A person's own card proves the number; somebody else's card proves nothing.
fn with_own_phone(mut sender: Identity, message: &Value) -> Identity {
    let card = &message["contact"];
    let is_own = json::id(&card["user_id"]).as_deref() == Some(sender.id.as_str());
    if let Some(phone) = json::text(&card["phone_number"]).filter(|_| is_own) {
        sender.aliases.push(("phone".to_owned(), phone));
    }
    sender
}

/// The words of what has none of its own: what a web app sent, and a payment, field by field.
fn told(content: &Value, kind: &str) -> Option<String> {
    if !PAYMENTS.contains(&kind) {
        return json::text(&content["data"]).filter(|_| kind == WEB_APP);
    }
    let line = |(name, value): (&String, &Value)| match value {
        Value::String(text) => Some(format!("{name}: {text}")),
        Value::Number(_) | Value::Bool(_) => Some(format!("{name}: {value}")),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    let lines: Vec<_> = content.as_object()?.iter().filter_map(line).collect();
    Some(lines.join("\n")).filter(|text| !text.is_empty())
}

/// What the message carries. What cannot be shown leaves a mark, so that an operator sees that it
/// came.
fn media(message: &Value, kind: &str, has_text: bool) -> Vec<Media> {
    let is_told = has_text && matches!(kind, "text" | WEB_APP);
    // Of a kind of file that is not known only the words beside it are.
    let name = unknown(message).filter(|_| kind == "caption").unwrap_or(kind);
    let mark = || (!is_told).then(|| Media::unsupported(name));
    media::of_message(message).or_else(mark).into_iter().collect()
}

fn extra(message: &Value, text: &str, entities: &Value, business: Option<&str>) -> Value {
    let links = entities::links(text, entities);
    let (command, payload) = entities::command(text, entities).unzip();
    let is_start = command.as_deref() == Some("start");
    json::without_nulls(json!({
        "links": (!links.is_empty()).then_some(links),
        "command": command,
        "start_payload": payload.flatten().filter(|_| is_start),
        "group_id": json::text(&message["media_group_id"]),
        "quoted_text": json::text(&message["quote"]["text"]),
        "forwarded_from": forwarded_from(&message["forward_origin"]),
        "business_connection_id": business,
        "web_app_button": json::text(&message[WEB_APP]["button_text"]),
    }))
}

/// The name of who wrote a forwarded message first.
fn forwarded_from(origin: &Value) -> Option<String> {
    json::text(&origin["sender_user_name"]).or_else(|| {
        ["sender_user", "sender_chat", "chat"]
            .iter()
            .find_map(|field| person::identity(&origin[*field])?.name)
    })
}
