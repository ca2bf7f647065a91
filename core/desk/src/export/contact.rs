//! Streams all that is held on one contact: what is known of them, their visits, what both sides wrote, what their
//! chats are about and how they rated them, what operators noted, and the files. Drafts are their authors' alone, and
//! what a chat is an example of is for colleagues: neither is in it.

use super::archive::Archive;
use super::cell::Line;
use super::line::{self, at};
use super::open::OpenedExport;
use super::{Exporter, place, stream, visits};
use crate::contact::fields;
use crate::limits::{EXPORT_PAGE_CHATS, EXPORT_PAGE_MESSAGES, FILE_EXTENSION_MAX_CHARACTERS};
use crate::read::{MessageKey, PageRequest, Reader, Related};
use crate::{Desk, Result, access};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use switchboard_model::attachment::Attachment;
use switchboard_model::chat::Chat;
use switchboard_model::contact::Contact;
use switchboard_model::message::{MessageVersion, Reaction};
use switchboard_model::note::Note;
use switchboard_model::{
    ChatId, ChatVisibility, ContactId, NoteId, Permission, ReferenceKindId, VisitId,
};
use switchboard_store::chat;
use switchboard_store::page::{notes, united};

/// Opens the export.
pub(super) async fn open(
    desk: &Desk,
    exporter: Exporter,
    contact_id: ContactId,
) -> Result<OpenedExport> {
    let place = place(desk.exports())?;
    let cursor = desk.log_head().await?;
    let contact_id = seen(desk, exporter, contact_id).await?.contact_id;
    let name = format!("{contact_id}.tar");
    let desk = desk.clone();
    let pieces = stream(place, move |pieces| async move {
        let mut run =
            Run { desk: &desk, exporter, contact_id, archive: Archive::new(&pieces, desk.now()) };
        run.write_contact().await?;
        run.write_visits().await?;
        run.write_chats().await?;
        run.write_notes().await?;
        run.archive.finish().await
    });
    Ok(OpenedExport { content_type: "application/x-tar", name, is_page: false, cursor, pieces })
}

/// The contact, as long as the one who exports may have it.
async fn seen(desk: &Desk, exporter: Exporter, contact_id: ContactId) -> Result<Contact> {
    let actor = exporter.acting(desk).await?;
    let read = move |reader: &mut Reader<'_>| -> Result<Contact> {
        reader.require(Permission::ContactExport)?;
        let actor = reader.actor();
        access::contact_for_read(reader.related().connection, actor, contact_id)
    };
    desk.read(actor, read).await
}

/// An export while it runs.
struct Run<'a> {
    desk: &'a Desk,
    exporter: Exporter,
    contact_id: ContactId,
    archive: Archive<'a>,
}

/// What is told of some messages of a chat.
struct MessagePage {
    lines: Vec<Line>,
    versions: Vec<Value>,
    reactions: Vec<Value>,
    files: Vec<Attachment>,
    next: Option<MessageKey>,
}

impl Run<'_> {
    async fn write_contact(&mut self) -> Result<()> {
        let id = self.contact_id;
        let read = move |related: &mut Related<'_>| -> Result<Vec<(&'static str, Value)>> {
            let mut lines = Vec::new();
            let pulled = united::pulled(related.connection, &[id])?;
            let ids: Vec<ContactId> =
                [id].into_iter().chain(pulled.into_iter().map(|(_, id)| id)).collect();
            for contact in related.contacts(&ids)? {
                lines.push(("contacts", of_contact(&contact)?));
            }
            for address in related.addresses_of_contacts(&ids)? {
                let line = json!({ "kind": address.kind.as_str(), "value": address.value });
                lines.push(("addresses", line));
            }
            for (_, identity) in related.identities_of_contacts(&ids)? {
                let line = json!({
                    "identity_id": identity.identity_id.to_string(),
                    "channel_id": identity.channel_id.to_string(),
                    "platform_id": identity.platform_id,
                    "name": identity.name,
                    "username": identity.username,
                    "locale": identity.locale,
                    "verified": identity.verified,
                    "created_at": at(identity.created_at)?,
                    "updated_at": at(identity.updated_at)?,
                });
                lines.push(("identities", line));
                let consents = visits::consents(related, &identity)?;
                lines.extend(consents.into_iter().map(|line| ("consents", line)));
            }
            Ok(lines)
        };
        for (name, line) in self.desk.read_related(read).await? {
            self.archive.line(name, &line).await?;
        }
        Ok(())
    }

    async fn write_visits(&mut self) -> Result<()> {
        let mut after: Option<VisitId> = None;
        loop {
            let id = self.contact_id;
            let read = move |related: &mut Related<'_>| visits::of_contact(related, id, after);
            let page = self.desk.read_related(read).await?;
            for (name, lines) in [("visits", page.visits), ("pages", page.pages)] {
                for line in lines {
                    self.archive.line(name, &line).await?;
                }
            }
            if page.next.is_none() {
                return Ok(());
            }
            after = page.next;
        }
    }

    async fn write_chats(&mut self) -> Result<()> {
        let mut after = ChatId(0);
        loop {
            let contact_id = seen(self.desk, self.exporter, self.contact_id).await?.contact_id;
            let limit = i64::try_from(EXPORT_PAGE_CHATS).unwrap_or(i64::MAX);
            let read = move |related: &mut Related<'_>| -> Result<(Vec<(Chat, Line)>, Vec<_>)> {
                let chats = chat::of_contact(related.connection, contact_id, after, limit)?;
                let (lines, more) = (line::of_chats(related, &chats)?, around(related, &chats)?);
                Ok((chats.into_iter().zip(lines).collect(), more))
            };
            let (chats, more) = self.desk.read_related(read).await?;
            for (name, line) in more {
                self.archive.line(name, &line).await?;
            }
            let Some((last, _)) = chats.last() else { return Ok(()) };
            after = last.chat_id;
            for (chat, line) in chats {
                self.archive.line("chats", &object(line)).await?;
                self.write_messages(&chat).await?;
            }
        }
    }

    async fn write_messages(&mut self, chat: &Chat) -> Result<()> {
        let mut after: Option<MessageKey> = None;
        loop {
            let (chat, wanted) = (chat.clone(), PageRequest { after, ..first() });
            let page =
                self.desk.read_related(move |related| messages(related, &chat, &wanted)).await?;
            for line in page.lines {
                self.archive.line("messages", &object(line)).await?;
            }
            for (name, lines) in [("versions", page.versions), ("reactions", page.reactions)] {
                for line in lines {
                    self.archive.line(name, &line).await?;
                }
            }
            for file in page.files {
                self.write_file(&file).await?;
            }
            let Some(next) = page.next else { return Ok(()) };
            after = Some(next);
        }
    }

    /// One whose bytes are not there is told of all the same.
    async fn write_file(&mut self, file: &Attachment) -> Result<()> {
        let size_bytes = u64::try_from(file.size_bytes).unwrap_or_default();
        let name = format!("files/{}{}", file.attachment_id, extension(&file.name));
        let content = match &file.sha256 {
            Some(sha256) => self.desk.files().open_content(sha256, 0..size_bytes).await.ok(),
            None => None,
        };
        let line = json!({
            "attachment_id": file.attachment_id.to_string(),
            "chat_id": file.chat_id.to_string(),
            "message_id": file.message_id.map(|id| id.to_string()),
            "kind": file.kind.as_str(),
            "name": file.name,
            "mime": file.mime,
            "size_bytes": file.size_bytes,
            "extra": file.extra,
            "file": content.is_some().then_some(&name),
        });
        self.archive.line("attachments", &line).await?;
        match content {
            Some(content) => self.archive.file(&name, size_bytes, content).await,
            None => Ok(()),
        }
    }

    async fn write_notes(&mut self) -> Result<()> {
        let mut after: Option<NoteId> = None;
        loop {
            let (id, wanted) = (self.contact_id, PageRequest { after, ..first() });
            let read = move |related: &mut Related<'_>| -> Result<_> {
                let all = ChatVisibility::everything();
                let mut pages = notes::of_contacts(related.connection, &all, &[id], &wanted)?;
                let page = pages.remove(&id.0).unwrap_or_default();
                let ids: Vec<NoteId> = page.items.iter().copied().map(NoteId).collect();
                let last = ids.last().copied().filter(|_| page.has_next);
                Ok((related.notes(&ids)?, last))
            };
            let (mut notes, next) = self.desk.read_related(read).await?;
            notes.sort_unstable_by_key(|note| note.note_id);
            for note in &notes {
                self.archive.line("notes", &of_note(note)?).await?;
            }
            if next.is_none() {
                return Ok(());
            }
            after = next;
        }
    }
}

/// What these chats are about, and what their customer said of them.
fn around(related: &mut Related<'_>, chats: &[Chat]) -> Result<Vec<(&'static str, Value)>> {
    let ids: Vec<ChatId> = chats.iter().map(|chat| chat.chat_id).collect();
    let references = related.references_of_chats(&ids)?;
    let kind_ids: BTreeSet<_> = references.iter().map(|one| one.reference_kind_id).collect();
    let kind_ids: Vec<_> = kind_ids.into_iter().collect();
    let kinds = related.reference_kinds(&kind_ids)?;
    let key = |id: ReferenceKindId| {
        kinds.iter().find(|kind| kind.reference_kind_id == id).map(|kind| &kind.key)
    };
    let mut lines = Vec::new();
    for one in &references {
        let line = json!({
            "chat_id": one.chat_id.to_string(),
            "kind": key(one.reference_kind_id),
            "external_id": one.external_id,
            "title": one.title,
            "at": at(one.set_at)?,
        });
        lines.push(("references", line));
    }
    let mut attributes = related.attributes_of_chats(&ids)?;
    for id in &ids {
        let Some(own) = attributes.remove(id) else { continue };
        let line = json!({ "chat_id": id.to_string(), "attributes": own });
        lines.push(("chat_attributes", line));
    }
    for one in related.ratings_of_chats(&ids)? {
        let line = json!({
            "chat_id": one.chat_id.to_string(),
            "round": one.round,
            "score": one.score,
            "comment": one.comment,
            "at": at(one.rated_at)?,
        });
        lines.push(("ratings", line));
    }
    Ok(lines)
}

fn messages(
    related: &mut Related<'_>,
    chat: &Chat,
    wanted: &PageRequest<MessageKey>,
) -> Result<MessagePage> {
    let mut pages = related.messages_of_chats(&[chat.chat_id], wanted)?;
    let page = pages.remove(&chat.chat_id).unwrap_or_default();
    let next = page
        .items
        .last()
        .filter(|_| page.has_next)
        .map(|message| MessageKey { position: message.position, message_id: message.message_id.0 });
    let ids: Vec<_> = page.items.iter().map(|message| message.message_id).collect();
    let version = |row: MessageVersion| -> Result<Value> {
        Ok(json!({
            "message_id": row.message_id.to_string(),
            "version": row.version,
            "body": row.body,
            "replaced_at": at(row.replaced_at)?,
        }))
    };
    let reaction = |row: Reaction| -> Result<Value> {
        Ok(json!({
            "message_id": row.message_id.to_string(),
            "author_kind": row.author_kind.as_str(),
            "emoji": row.emoji,
            "at": at(row.created_at)?,
        }))
    };
    Ok(MessagePage {
        lines: line::of_messages(related, chat, &page.items)?,
        versions: related
            .message_versions(&ids)?
            .into_iter()
            .map(version)
            .collect::<Result<_>>()?,
        reactions: related.reactions(&ids)?.into_iter().map(reaction).collect::<Result<_>>()?,
        files: related.attachments_of_messages(&ids)?.into_iter().map(|(_, file)| file).collect(),
        next,
    })
}

fn of_contact(contact: &Contact) -> Result<Value> {
    let mut known = fields::of(contact);
    let own = [
        ("contact_id", json!(contact.contact_id.to_string())),
        ("united_into", json!(contact.united_into_id.map(|id| id.to_string()))),
        ("created_at", at(contact.created_at)?),
        ("updated_at", at(contact.updated_at)?),
    ];
    known.extend(own.into_iter().map(|(name, value)| (name.to_owned(), value)));
    Ok(Value::Object(known))
}

fn of_note(note: &Note) -> Result<Value> {
    Ok(json!({
        "note_id": note.note_id.to_string(),
        "chat_id": note.chat_id.map(|id| id.to_string()),
        "operator_id": note.operator_id.map(|id| id.to_string()),
        "rule_id": note.rule_id.map(|id| id.to_string()),
        "body": note.body,
        "at": at(note.created_at)?,
    }))
}

fn object(line: Line) -> Value {
    Value::Object(line.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// The extension of a file's name, where it is a plain one: the whole name stands in the line about it.
fn extension(name: &str) -> String {
    let found = name.rsplit_once('.').map(|(_, extension)| extension);
    let is_plain = |extension: &&str| {
        (1..=FILE_EXTENSION_MAX_CHARACTERS).contains(&extension.len())
            && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    found.filter(is_plain).map_or_else(String::new, |extension| format!(".{extension}"))
}

fn first<K>() -> PageRequest<K> {
    PageRequest::first(EXPORT_PAGE_MESSAGES)
}
