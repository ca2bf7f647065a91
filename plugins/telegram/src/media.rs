//! What a message carries beside its text, read into the contract's media. One medium per message:
//! Telegram repeats an animation as a document and a venue as a location for old clients.

use crate::person;
use switchboard_plugin::{
    json,
    serde_json::{Value, json},
    text::file_name,
    types::{Media, MediaAt, MediaKind},
};

/// The fields that hold a file, in the order in which the first one present wins.
const FILES: [(&str, MediaKind); 7] = [
    ("animation", MediaKind::Video),
    ("audio", MediaKind::Audio),
    ("document", MediaKind::File),
    ("sticker", MediaKind::Sticker),
    ("video", MediaKind::Video),
    ("video_note", MediaKind::Video),
    ("voice", MediaKind::Voice),
];

/// The medium of a message, when it has one that can be shown.
pub fn of_message(message: &Value) -> Option<Media> {
    photo(&message["photo"])
        .or_else(|| FILES.iter().find_map(|(field, kind)| file(&message[*field], *kind)))
        .or_else(|| place(&message["venue"]["location"], &message["venue"]))
        .or_else(|| place(&message["location"], &Value::Null))
        .or_else(|| card(&message["contact"]))
}

/// A picture is given in several sizes; the largest is the picture.
fn photo(sizes: &Value) -> Option<Media> {
    let area = |size: &&Value| {
        let side = |name: &str| size[name].as_u64().unwrap_or(0);
        side("width").saturating_mul(side("height"))
    };
    file(sizes.as_array()?.iter().max_by_key(area)?, MediaKind::Image)
}

fn file(file: &Value, kind: MediaKind) -> Option<Media> {
    let extra = json!({
        "width": file["width"], "height": file["height"], "duration_s": file["duration"],
        "emoji": file["emoji"], "unique_id": file["file_unique_id"],
    });
    Some(Media {
        mime: json::text(&file["mime_type"]),
        name: file["file_name"].as_str().and_then(file_name),
        size_bytes: file["file_size"].as_u64(),
        extra: json::without_nulls(extra).to_string(),
        ..Media::new(kind, MediaAt::Platform(json::text(&file["file_id"])?))
    })
}

fn place(location: &Value, venue: &Value) -> Option<Media> {
    let extra = json!({
        "lat": location["latitude"].as_f64()?, "lon": location["longitude"].as_f64()?,
        "name": json::text(&venue["title"]), "address": json::text(&venue["address"]),
    });
    Some(Media::without_bytes(MediaKind::Location, &json::without_nulls(extra)))
}

fn card(contact: &Value) -> Option<Media> {
    let phone = json::text(&contact["phone_number"])?;
    let extra = json!({"phone": phone, "name": person::full_name(contact)});
    Some(Media::without_bytes(MediaKind::Card, &json::without_nulls(extra)))
}
