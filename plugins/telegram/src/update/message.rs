//! Reads a message, new or edited.

use super::{Context, milliseconds};
use crate::{chat, entities, media, person};
use switchboard_plugin::{
    items::{Author, Edit, Event, Item, Message},
    json,
    serde_json::{Value, json},
    types::{Identity, Media, Text},
};

/// The fields of a message that describe it. Whatever else is there is what the message holds.
const ABOUT: &str = "\
    message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count \
    sender_business_bot sender_tag date business_connection_id chat forward_origin forward_from \
    forward_from_chat forward_date is_topic_message is_automatic_forward reply_to_message \
    external_reply quote reply_to_story reply_to_checklist_task_id via_bot edit_date \
    has_protected_content is_from_offline is_paid_post media_group_id author_signature \
    paid_star_count text entities link_preview_options effect_id caption caption_entities \
    show_caption_above_media reply_markup";

/// What a chat says about itself; no person wrote it.
const SERVICE: &str = "\
    new_chat_members left_chat_member new_chat_title new_chat_photo delete_chat_photo \
    group_chat_created supergroup_chat_created channel_chat_created \
    message_auto_delete_timer_changed migrate_to_chat_id migrate_from_chat_id pinned_message \
    chat_background_set boost_added forum_topic_created forum_topic_edited forum_topic_closed \
    forum_topic_reopened video_chat_started video_chat_ended";

/// A new message.
pub fn new(context: &Context, message: &Value, business: Option<&str>) -> Option<Vec<Item>> {
    if let Some(kind) = SERVICE.split_whitespace().find(|kind| !message[*kind].is_null()) {
        return Some(context.other(kind, message));
    }
    Some(vec![context.item(0, Event::Message(read(context, message, business)?))])
}

/// The new state of a message that was there before.
pub fn edited(context: &Context, message: &Value, business: Option<&str>) -> Option<Vec<Item>> {
    let message = read(context, message, business)?;
    Some(vec![context.item(0, Event::Edited(Edit { message, version: None }))])
}

fn read(context: &Context, message: &Value, business: Option<&str>) -> Option<Message> {
    let chat = chat::of_message(message, business)?;
    let reference = chat::reference(&chat, &message["message_id"])?;
    let sender = person::sender(message)?;
    let author = author(message, &sender, business);
    let at = milliseconds(&message["date"]).unwrap_or(context.received_at);
    let echo_of = message["sender_business_bot"].is_object().then(|| reference.id.clone());
    let (text, entities) = match json::text(&message["text"]) {
        Some(text) => (Some(text), &message["entities"]),
        None => (json::text(&message["caption"]), &message["caption_entities"]),
    };
    Some(Message {
        quoted: chat::reference(&chat, &message["reply_to_message"]["message_id"]),
        edited_at: milliseconds(&message["edit_date"]),
        order: context.order(),
        author,
        extra: extra(message, text.as_deref().unwrap_or(""), entities, business).to_string(),
        media: media(message, text.is_some()),
        text: text.map(Text::plain),
        echo_of,
        ..Message::new(reference, with_own_phone(sender, message), at)
    })
}

/// In a business chat the customer's id is the chat's id; anybody else there is the owner.
fn author(message: &Value, sender: &Identity, business: Option<&str>) -> Author {
    let is_customer = json::id(&message["chat"]["id"]).as_deref() == Some(sender.id.as_str());
    if message["sender_business_bot"].is_object() || message["from"]["is_bot"] == true {
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

/// What the message carries; for an unknown kind a mark, so that an operator sees that it came.
fn media(message: &Value, has_text: bool) -> Vec<Media> {
    if let Some(medium) = media::of_message(message) {
        return vec![medium];
    }
    let is_unknown = |name: &&String| !ABOUT.split_whitespace().any(|known| known == *name);
    let unknown = message.as_object().and_then(|fields| fields.keys().find(is_unknown));
    match unknown {
        Some(kind) => vec![Media::unsupported(kind)],
        None if has_text => vec![],
        None => vec![Media::unsupported("empty")],
    }
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
