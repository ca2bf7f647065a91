//! What a message carries beside its text, read into the contract's media. One medium per message:
//! Telegram repeats an animation as a document and a venue as a location for old clients.

use crate::person;
use switchboard_plugin::{
    json,
    serde_json::{Map, Value},
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
        .or_else(|| venue(&message["venue"]))
        .or_else(|| place(&message["location"], Map::new()))
        .or_else(|| card(&message["contact"]))
}

/// Stands for something that cannot be shown, so that an operator sees that something came.
pub fn unsupported(original_type: &str) -> Media {
    let mut extra = Map::new();
    extra.insert("original_type".to_owned(), original_type.into());
    without_bytes(MediaKind::Unsupported, extra)
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
    let id = json::text(&file["file_id"])?;
    let mut extra = Map::new();
    for (field, name) in
        [("width", "width"), ("height", "height"), ("duration", "duration_s"), ("emoji", "emoji")]
    {
        if !file[field].is_null() {
            extra.insert(name.to_owned(), file[field].clone());
        }
    }
    Some(Media {
        at: MediaAt::Platform(id),
        kind,
        mime: json::text(&file["mime_type"]),
        name: json::text(&file["file_name"]),
        size_bytes: file["file_size"].as_u64(),
        caption: None,
        extra: Value::Object(extra).to_string(),
    })
}

fn venue(venue: &Value) -> Option<Media> {
    let mut extra = Map::new();
    for (field, name) in [("title", "name"), ("address", "address")] {
        if let Some(text) = json::text(&venue[field]) {
            extra.insert(name.to_owned(), text.into());
        }
    }
    place(&venue["location"], extra)
}

fn place(location: &Value, mut extra: Map<String, Value>) -> Option<Media> {
    for (field, name) in [("latitude", "lat"), ("longitude", "lon")] {
        extra.insert(name.to_owned(), location[field].as_f64()?.into());
    }
    Some(without_bytes(MediaKind::Location, extra))
}

fn card(contact: &Value) -> Option<Media> {
    let mut extra = Map::new();
    extra.insert("phone".to_owned(), json::text(&contact["phone_number"])?.into());
    if let Some(name) = person::full_name(contact) {
        extra.insert("name".to_owned(), name.into());
    }
    Some(without_bytes(MediaKind::Card, extra))
}

fn without_bytes(kind: MediaKind, extra: Map<String, Value>) -> Media {
    Media {
        at: MediaAt::Nowhere,
        kind,
        mime: None,
        name: None,
        size_bytes: None,
        caption: None,
        extra: Value::Object(extra).to_string(),
    }
}
