//! Media in the words of the expectations.

use super::extra;
use serde_json::{Map, Value};
use switchboard_model::connector::{Media, MediaAt};

/// A medium as an attachment. What the connector puts in `extra` fills what the fields leave open.
pub(super) fn attachment(media: &Media) -> Value {
    let mut attachment = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            attachment.insert(name.to_owned(), value);
        }
    };
    put("type", media.kind.called().into());
    put("mime", media.mime.clone().into());
    put("name", media.name.clone().into());
    put("size", media.size_bytes.into());
    put("caption", media.caption.clone().into());
    if let MediaAt::Platform(token) = &media.at {
        put("id", token.clone().into());
        if token.contains("://") {
            put("url", token.clone().into());
        }
    }
    for (name, value) in extra(&media.extra) {
        if name == "type" || name == "id" || name == "url" || !attachment.contains_key(&name) {
            attachment.insert(name, value);
        }
    }
    Value::Object(attachment)
}
