//! Streams an export by its signed path. Which chats it has is settled once, at one moment; what of them
//! may be read is asked again for every few hundred, so that a right that was taken away ends it.

use super::cell::{self, Line};
use super::{ExportOrder, line};
use crate::limits::{
    EXPORT_CHATS_MAX, EXPORT_PAGE_CHATS, EXPORT_PAGE_MESSAGES, EXPORT_PIECES, EXPORT_RETRY_MS,
    EXPORT_STALL,
};
use crate::read::{MessageKey, PageRequest, Reader};
use crate::{Desk, DeskError, Result, access, session};
use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt};
use serde_json::json;
use std::collections::HashMap;
use switchboard_model::chat::Chat;
use switchboard_model::export::ExportFormat;
use switchboard_model::{Actor, ChatId, EventCursor, NoteId, Permission};
use tokio::sync::mpsc;

/// An export that runs.
pub struct OpenedExport {
    /// The media type.
    pub content_type: &'static str,
    /// A name for the file.
    pub name: &'static str,
    /// The place in the log before the chats were settled: what came after it may not be in the file.
    pub cursor: EventCursor,
    /// The file, piece by piece. An error ends it before its time.
    pub pieces: BoxStream<'static, Result<Bytes>>,
}

/// Opens the export behind a signed token, the part after `/exports/`.
///
/// # Errors
/// `NotFound` for a forged token, `Gone` for an expired one and for an operator who is signed out,
/// `Denied` when they lack the permission by now, `TooMany` while others run.
pub async fn open(desk: &Desk, token: &str) -> Result<OpenedExport> {
    let order = ExportOrder::verify(desk.keys(), token, desk.now())?;
    let place = desk
        .exports()
        .try_acquire_owned()
        .map_err(|_| DeskError::TooMany { retry_after_ms: EXPORT_RETRY_MS })?;
    let cursor = desk.log_head().await?;
    let (filter, after) = (order.filter.clone(), order.after_chat_id);
    let settle = move |reader: &mut Reader<'_>| reader.chat_ids(&filter, after, EXPORT_CHATS_MAX);
    let ids = desk.read(acting(desk, &order).await?, settle).await?;
    let (content_type, name) = match order.format {
        ExportFormat::ChatsCsv => ("text/csv; charset=utf-8", "chats.csv"),
        ExportFormat::MessagesCsv => ("text/csv; charset=utf-8", "messages.csv"),
        ExportFormat::Jsonl => ("application/jsonl; charset=utf-8", "chats.jsonl"),
    };
    let (sender, receiver) = mpsc::channel(EXPORT_PIECES);
    let desk = desk.clone();
    tokio::spawn(async move {
        let _place = place;
        let pieces = Pieces(sender);
        if let Err(error) = write(&desk, &order, &ids, &pieces).await {
            // Whoever reads has gone, or is told that this is not all.
            let _ = pieces.push(Err(error)).await;
        }
    });
    let pieces = stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|piece| (piece, receiver))
    });
    Ok(OpenedExport { content_type, name, cursor, pieces: pieces.boxed() })
}

/// Who exports, with the rights of this moment.
async fn acting(desk: &Desk, order: &ExportOrder) -> Result<Actor> {
    let found = session::acting(desk, order.operator_id, order.credential).await?;
    let operator = found.ok_or(DeskError::Gone)?;
    let actor = Actor::Operator(operator);
    access::require(&actor, Permission::ChatExport)?;
    Ok(actor)
}

/// Where the pieces go. Who does not take them loses the place, which others wait for.
struct Pieces(mpsc::Sender<Result<Bytes>>);

impl Pieces {
    async fn push(&self, piece: Result<Bytes>) -> Result<()> {
        match tokio::time::timeout(EXPORT_STALL, self.0.send(piece)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(DeskError::Gone),
        }
    }

    async fn lines(&self, format: ExportFormat, lines: Vec<Line>) -> Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let bytes = match format {
            ExportFormat::ChatsCsv | ExportFormat::MessagesCsv => cell::table(&lines)?,
            ExportFormat::Jsonl => cell::objects(lines),
        };
        self.push(Ok(bytes.into())).await
    }
}

async fn write(desk: &Desk, order: &ExportOrder, ids: &[ChatId], pieces: &Pieces) -> Result<()> {
    match order.format {
        ExportFormat::ChatsCsv => pieces.push(Ok(cell::head(&line::OF_CHATS)?.into())).await?,
        ExportFormat::MessagesCsv => {
            pieces.push(Ok(cell::head(&line::OF_MESSAGES)?.into())).await?
        }
        ExportFormat::Jsonl => {}
    }
    for page in ids.chunks(EXPORT_PAGE_CHATS) {
        let (actor, page) = (acting(desk, order).await?, page.to_vec());
        let read = move |reader: &mut Reader<'_>| -> Result<Vec<(Chat, Line)>> {
            let mut chats = reader.visible_chats(&page)?;
            chats.sort_unstable_by_key(|chat| chat.chat_id);
            let lines = line::of_chats(reader.related(), &chats)?;
            Ok(chats.into_iter().zip(lines).collect())
        };
        let chats = desk.read(actor, read).await?;
        match order.format {
            ExportFormat::ChatsCsv => {
                let lines = chats.into_iter().map(|(_, line)| line).collect();
                pieces.lines(order.format, lines).await?;
            }
            ExportFormat::MessagesCsv | ExportFormat::Jsonl => {
                for (chat, line) in chats {
                    // Whoever reads slowly may have lost the right since.
                    let (actor, id) = (acting(desk, order).await?, chat.chat_id);
                    if desk.read(actor, move |reader| reader.visible_chats(&[id])).await?.is_empty()
                    {
                        continue;
                    }
                    if order.format == ExportFormat::Jsonl {
                        pieces.lines(order.format, vec![of_kind("CHAT", line)]).await?;
                    }
                    write_messages(desk, order, &chat, pieces).await?;
                    if order.includes_notes {
                        write_notes(desk, order, &chat, pieces).await?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// A line that says what it is of.
fn of_kind(kind: &'static str, mut line: Line) -> Line {
    line.push(("kind", json!(kind)));
    line
}

async fn write_messages(
    desk: &Desk,
    order: &ExportOrder,
    chat: &Chat,
    pieces: &Pieces,
) -> Result<()> {
    let mut after: Option<MessageKey> = None;
    loop {
        let (chat, wanted) = (chat.clone(), PageRequest { after, ..first() });
        let read = desk.read_related(move |related| {
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
        pieces.lines(order.format, lines).await?;
        let Some(next) = next else { return Ok(()) };
        after = Some(next);
    }
}

async fn write_notes(desk: &Desk, order: &ExportOrder, chat: &Chat, pieces: &Pieces) -> Result<()> {
    let mut after: Option<NoteId> = None;
    loop {
        let (chat, wanted) = (chat.clone(), PageRequest { after, ..first() });
        let read = desk.read_related(move |related| {
            let mut pages: HashMap<ChatId, _> = related.notes_of_chats(&[chat.chat_id], &wanted)?;
            let page = pages.remove(&chat.chat_id).unwrap_or_default();
            let last = page.items.last().map(|note| note.note_id);
            let lines = line::of_notes(related, &chat, &page.items)?;
            Ok((lines, last.filter(|_| page.has_next)))
        });
        let (lines, next) = read.await?;
        pieces.lines(order.format, lines).await?;
        let Some(next) = next else { return Ok(()) };
        after = Some(next);
    }
}

fn first<K>() -> PageRequest<K> {
    PageRequest::first(EXPORT_PAGE_MESSAGES)
}
