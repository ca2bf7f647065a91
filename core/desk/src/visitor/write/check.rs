//! Checks what a visitor wants to say, and that files and quote are the visitor's to use.

use super::WriteInput;
use crate::check::{clean_name, is_email};
use crate::limits::{
    CLIENT_KEY_MAX_CHARACTERS, FIELD_MAX_CHARACTERS, MESSAGE_ATTACHMENTS_MAX, WEB_TEXT_MAX_UNITS,
};
use crate::{DeskError, Result};
use switchboard_model::attachment::AttachmentState;
use switchboard_model::message::Message;
use switchboard_model::{AuthorKind, ChatId};
use switchboard_store::{DatabaseConnection, attachment, message};

/// The input, cleaned.
pub(super) fn input(input: WriteInput) -> Result<WriteInput> {
    let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let length = input.client_key.len();
    if length == 0 || length > CLIENT_KEY_MAX_CHARACTERS || !input.client_key.bytes().all(is_safe) {
        return Err(DeskError::invalid(
            "clientMutationId",
            "has 1 to 64 of a-z, A-Z, 0-9, - and _",
        ));
    }
    let text = input.text.as_deref().map(message_text).transpose()?.flatten();
    let mut ids = input.attachment_ids.clone();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() != input.attachment_ids.len() || ids.len() > MESSAGE_ATTACHMENTS_MAX as usize {
        let reason = format!("names at most {MESSAGE_ATTACHMENTS_MAX} files, each once");
        return Err(DeskError::invalid("attachmentIds", reason));
    }
    if text.is_none() && ids.is_empty() {
        return Err(DeskError::invalid("body", "must not be empty without a file"));
    }
    let name = match input.name.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(name) => Some(clean_name("name", name)?),
    };
    let email = match input.email.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(email) => Some(self::email(email)?),
    };
    Ok(WriteInput { text, name, email, ..input })
}

/// The text of a message, without what stands around it; none where nothing is left.
pub(in crate::visitor) fn message_text(text: &str) -> Result<Option<String>> {
    let text = text.trim();
    if text.encode_utf16().count() > WEB_TEXT_MAX_UNITS as usize {
        let reason = format!("is longer than {WEB_TEXT_MAX_UNITS} characters: send it in parts");
        return Err(DeskError::invalid("body", reason));
    }
    if text.contains('\0') {
        return Err(DeskError::invalid("body", "must not contain NUL"));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

fn email(email: &str) -> Result<String> {
    if !is_email(email) || email.chars().count() > FIELD_MAX_CHARACTERS {
        return Err(DeskError::invalid("email", "is no email address: name@example.com"));
    }
    Ok(email.to_owned())
}

/// Are the files the visitor's own and whole, and is the quoted message in the chat that they write in.
pub(super) fn belongings(
    connection: &mut DatabaseConnection,
    chat_id: Option<ChatId>,
    input: &WriteInput,
) -> Result<()> {
    if input.attachment_ids.is_empty() && input.quoted_message_id.is_none() {
        return Ok(());
    }
    if let Some(quoted) = input.quoted_message_id {
        let found = message::by_ids(connection, &[quoted])?;
        let is_seen =
            |message: &Message| Some(message.chat_id) == chat_id && message.identity_id.is_none();
        if !found.iter().any(is_seen) {
            return Err(DeskError::invalid("quotedId", "there is no such message"));
        }
    }
    let found = attachment::by_ids(connection, &input.attachment_ids)?;
    let is_own = |file: &switchboard_model::attachment::Attachment| {
        Some(file.chat_id) == chat_id
            && file.author_kind == AuthorKind::Contact
            && file.state == AttachmentState::Stored
    };
    if found.len() != input.attachment_ids.len() || !found.iter().all(is_own) {
        return Err(DeskError::invalid("attachmentIds", "one of the files was not uploaded here"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::WhichChat;
    use super::*;

    fn written(client_key: &str, text: &str) -> WriteInput {
        WriteInput {
            client_key: client_key.into(),
            chat: WhichChat::Last,
            text: Some(text.into()),
            attachment_ids: Vec::new(),
            quoted_message_id: None,
            name: None,
            email: None,
        }
    }

    #[test]
    fn keys_and_texts_have_bounds() {
        assert_eq!(input(written("k-1", " hello ")).expect("fine").text.as_deref(), Some("hello"));
        for (key, text) in [
            ("", "hello"),
            ("a b", "hello"),
            (&*"k".repeat(65), "hello"),
            ("k", "  "),
            ("k", "a\0b"),
            ("k", &*"😀".repeat(8_001)),
        ] {
            assert!(
                input(written(key, text)).is_err(),
                "{key:?} with {} bytes was taken",
                text.len()
            );
        }
    }
}
