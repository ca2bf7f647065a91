//! Several files in one album: one call, one message per file.

use super::{file::File, markup::Words};
use crate::{
    api::{self, Parameters},
    limits::UPLOAD_TIMEOUT_MS,
    refusal::Refusal,
};
use switchboard_plugin::{
    Host,
    serde_json::{Map, Value},
    types::PlatformChat,
};

/// Two to ten files of one family.
#[derive(Debug, PartialEq)]
pub struct Album {
    /// In order.
    pub files: Vec<File>,
    /// The text of the whole, which hangs on the first file.
    pub caption: Option<Words>,
}

impl Album {
    /// Sends it. The answer is a list of messages in the order of the files.
    pub fn send(
        &self,
        host: &dyn Host,
        chat: &PlatformChat,
        mut parameters: Parameters,
        is_plain: bool,
        deadline_ms: u64,
    ) -> Result<Value, Refusal> {
        let items = self.files.iter().enumerate().map(|(index, file)| {
            let mut item = Map::new();
            item.insert("type".to_owned(), file.shape.name().into());
            item.insert("media".to_owned(), format!("attach://{}", field(index)).into());
            if let Some(caption) = self.caption.as_ref().filter(|_| index == 0) {
                caption.put(&mut item, "caption", is_plain);
            }
            Value::Object(item)
        });
        parameters.insert("media".to_owned(), items.collect());
        let files = self.files.iter().enumerate();
        let files = files.map(|(index, file)| file.form_part(&field(index))).collect();
        let timeout_ms = api::time_left(host, deadline_ms, UPLOAD_TIMEOUT_MS)?;
        api::upload(host, "sendMediaGroup", chat, parameters, files, timeout_ms)
    }
}

fn field(index: usize) -> String {
    format!("file{index}")
}
