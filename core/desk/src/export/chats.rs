//! Streams an export of chats. Which chats it has is settled once, at one moment; what of them may be read is
//! asked again for every few hundred, so that a right that was taken away ends it.

use super::cell::{self, Line};
use super::open::OpenedExport;
use super::{Exporter, Pieces, line, place, stream};
use crate::limits::{EXPORT_CHATS_MAX, EXPORT_PAGE_CHATS, EXPORT_PAGE_MESSAGES};
use crate::read::{MessageKey, PageRequest, Reader};
use crate::{Desk, Result, access};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashMap;
use switchboard_model::chat::Chat;
use switchboard_model::export::ExportFormat;
use switchboard_model::{Actor, ChatFilter, ChatId, NoteId, Permission};

/// Which chats are exported, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChatsOrder {
    pub(super) format: ExportFormat,
    pub(super) includes_notes: bool,
    pub(super) after_chat_id: Option<ChatId>,
    pub(super) filter: ChatFilter,
}

/// Opens the export.
pub(super) async fn open(
    desk: &Desk,
    exporter: Exporter,
    order: ChatsOrder,
) -> Result<OpenedExport> {
    let place = place(desk.exports())?;
    let cursor = desk.log_head().await?;
    let (filter, after) = (order.filter.clone(), order.after_chat_id);
    let settle = move |reader: &mut Reader<'_>| reader.chat_ids(&filter, after, EXPORT_CHATS_MAX);
    let ids = desk.read(acting(desk, exporter).await?, settle).await?;
    let (content_type, name) = match order.format {
        ExportFormat::ChatsCsv => ("text/csv; charset=utf-8", "chats.csv"),
        ExportFormat::MessagesCsv => ("text/csv; charset=utf-8", "messages.csv"),
        ExportFormat::Jsonl => ("application/jsonl; charset=utf-8", "chats.jsonl"),
    };
    let desk = desk.clone();
    let pieces = stream(place, |pieces| async move {
        let run = Run { desk: &desk, exporter, order: &order, pieces: &pieces };
        run.write(&ids).await
    });
    Ok(OpenedExport { content_type, name: name.to_owned(), is_page: false, cursor, pieces })
}

/// The one who exports, with the rights of this moment.
async fn acting(desk: &Desk, exporter: Exporter) -> Result<Actor> {
    let actor = exporter.acting(desk).await?;
    access::require(&actor, Permission::ChatExport)?;
    Ok(actor)
}

/// An export while it runs.
#[derive(Clone, Copy)]
struct Run<'a> {
    desk: &'a Desk,
    exporter: Exporter,
    order: &'a ChatsOrder,
    pieces: &'a Pieces,
}

impl Run<'_> {
    async fn write(self, ids: &[ChatId]) -> Result<()> {
        let Self { desk, exporter, order, pieces } = self;
        match order.format {
            ExportFormat::ChatsCsv => pieces.push(cell::head(&line::OF_CHATS)?).await?,
            ExportFormat::MessagesCsv => pieces.push(cell::head(&line::OF_MESSAGES)?).await?,
            ExportFormat::Jsonl => {}
        }
        for page in ids.chunks(EXPORT_PAGE_CHATS) {
            let (actor, page) = (acting(desk, exporter).await?, page.to_vec());
            let read = move |reader: &mut Reader<'_>| -> Result<Vec<(Chat, Line)>> {
                let mut chats = reader.visible_chats(&page)?;
                chats.sort_unstable_by_key(|chat| chat.chat_id);
                let lines = line::of_chats(reader.related(), &chats)?;
                Ok(chats.into_iter().zip(lines).collect())
            };
            let chats = desk.read(actor, read).await?;
            match order.format {
                ExportFormat::ChatsCsv => {
                    self.lines(chats.into_iter().map(|(_, line)| line).collect()).await?;
                }
                ExportFormat::MessagesCsv | ExportFormat::Jsonl => {
                    for (chat, line) in chats {
                        self.write_chat(&chat, line).await?;
                    }
                }
            }
        }
        Ok(())
    }

    async fn write_chat(self, chat: &Chat, line: Line) -> Result<()> {
        // Whoever reads slowly may have lost the right since.
        let (actor, id) = (acting(self.desk, self.exporter).await?, chat.chat_id);
        let read = move |reader: &mut Reader<'_>| reader.visible_chats(&[id]);
        if self.desk.read(actor, read).await?.is_empty() {
            return Ok(());
        }
        if self.order.format == ExportFormat::Jsonl {
            self.lines(vec![of_kind("CHAT", line)]).await?;
        }
        self.write_messages(chat).await?;
        if self.order.includes_notes { self.write_notes(chat).await } else { Ok(()) }
    }

    async fn lines(self, lines: Vec<Line>) -> Result<()> {
        let bytes = match self.order.format {
            _ if lines.is_empty() => return Ok(()),
            ExportFormat::ChatsCsv | ExportFormat::MessagesCsv => cell::table(&lines)?,
            ExportFormat::Jsonl => cell::objects(lines),
        };
        self.pieces.push(bytes).await
    }

    async fn write_messages(self, chat: &Chat) -> Result<()> {
        let mut after: Option<MessageKey> = None;
        loop {
            let (chat, wanted) = (chat.clone(), PageRequest { after, ..first() });
            let read = self.desk.read_related(move |related| {
                let mut pages = related.messages_of_chats(&[chat.chat_id], &wanted)?;
                let page = pages.remove(&chat.chat_id).unwrap_or_default();
                let last = page.items.last().map(|message| MessageKey {
                    position: message.position,
                    message_id: message.message_id.0,
                });
                let lines = line::of_messages(related, &chat, &page.items)?;
                Ok((lines, last.filter(|_| page.has_next)))
            });
            let (lines, next) = read.await?;
            self.lines(lines).await?;
            let Some(next) = next else { return Ok(()) };
            after = Some(next);
        }
    }

    async fn write_notes(self, chat: &Chat) -> Result<()> {
        let mut after: Option<NoteId> = None;
        loop {
            let (chat, wanted) = (chat.clone(), PageRequest { after, ..first() });
            let read = self.desk.read_related(move |related| {
                let mut pages: HashMap<ChatId, _> =
                    related.notes_of_chats(&[chat.chat_id], &wanted)?;
                let page = pages.remove(&chat.chat_id).unwrap_or_default();
                let last = page.items.last().map(|note| note.note_id);
                let lines = line::of_notes(related, &chat, &page.items)?;
                Ok((lines, last.filter(|_| page.has_next)))
            });
            let (lines, next) = read.await?;
            self.lines(lines).await?;
            let Some(next) = next else { return Ok(()) };
            after = Some(next);
        }
    }
}

/// A line that says what it is of.
fn of_kind(kind: &'static str, mut line: Line) -> Line {
    line.push(("kind", json!(kind)));
    line
}

fn first<K>() -> PageRequest<K> {
    PageRequest::first(EXPORT_PAGE_MESSAGES)
}
