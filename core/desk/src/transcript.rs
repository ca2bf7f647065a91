//! Transcripts of one chat, to read and to print: one for operators, and one to give to the customer, in which
//! is what they have seen and nothing else.

mod begin;
mod notes;
mod page;
mod said;
mod text;

pub use begin::{BeginInput, begin};

use crate::export::open::OpenedExport;
use crate::export::{Exporter, Pieces, place, stream};
use crate::limits::EXPORT_PAGE_MESSAGES;
use crate::read::{PageRequest, Reader};
use crate::{Desk, DeskError, Result, access};
use notes::Notes;
use said::Entry;
use serde::{Deserialize, Serialize};
use switchboard_model::export::{TranscriptAudience, TranscriptFormat};
use switchboard_model::{ChatId, Timestamp};
use text::Clock;

/// What is printed, for whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TranscriptOrder {
    chat_id: ChatId,
    format: TranscriptFormat,
    audience: TranscriptAudience,
    time_zone: Option<String>,
}

/// What stands above a transcript.
struct Head {
    number: i64,
    subject: Option<String>,
    contact: String,
    channel: String,
    begun_at: Timestamp,
}

/// Opens the transcript.
pub(crate) async fn open(
    desk: &Desk,
    exporter: Exporter,
    order: TranscriptOrder,
) -> Result<OpenedExport> {
    let place = place(desk.transcripts())?;
    let (cursor, clock) = (desk.log_head().await?, Clock::of(order.time_zone.as_deref())?);
    let (actor, chat_id) = (exporter.acting(desk).await?, order.chat_id);
    let head = desk.read(actor, move |reader| head(reader, chat_id)).await?;
    let is_page = order.format == TranscriptFormat::Html;
    let (content_type, ending) = match order.format {
        TranscriptFormat::Html => ("text/html; charset=utf-8", "html"),
        TranscriptFormat::Text => ("text/plain; charset=utf-8", "txt"),
    };
    let name = format!("chat-{}.{ending}", head.number);
    let desk = desk.clone();
    let pieces =
        stream(place, |pieces| async move { write(&desk, &order, &head, &clock, &pieces).await });
    Ok(OpenedExport { content_type, name, is_page, cursor, pieces })
}

/// How something is shown in one of the forms.
type Show<T> = fn(&T, &Clock) -> Result<String>;

fn head(reader: &mut Reader<'_>, chat_id: ChatId) -> Result<Head> {
    let actor = reader.actor();
    let related = reader.related();
    let chat = access::chat_for_read(related.connection, actor, chat_id)?.into_chat();
    let contact = related.contacts(&[chat.contact_id])?.pop().ok_or(DeskError::NotFound)?;
    let channel = related.channels(&[chat.channel_id])?.pop().ok_or(DeskError::NotFound)?;
    Ok(Head {
        number: chat.number,
        subject: chat.subject,
        contact: contact.display_name().into_owned(),
        channel: channel.name,
        begun_at: chat.created_at,
    })
}

async fn write(
    desk: &Desk,
    order: &TranscriptOrder,
    head: &Head,
    clock: &Clock,
    pieces: &Pieces,
) -> Result<()> {
    let (show_head, show, end): (Show<Head>, Show<Entry>, &'static str) = match order.format {
        TranscriptFormat::Html => (page::head, page::entry, page::END),
        TranscriptFormat::Text => (text::head, text::entry, ""),
    };
    let shown = |entries: Vec<Entry>| -> Result<String> {
        entries.iter().map(|entry| show(entry, clock)).collect()
    };
    pieces.push(show_head(head, clock)?).await?;
    let mut notes = match order.audience {
        TranscriptAudience::Operators => Some(Notes::of(order.chat_id)),
        TranscriptAudience::Customer => None,
    };
    let mut after = None;
    loop {
        let wanted = PageRequest { after, ..PageRequest::first(EXPORT_PAGE_MESSAGES) };
        let page = said::page(desk, order.chat_id, &head.contact, wanted).await?;
        let entries = match &mut notes {
            Some(notes) => notes.among(desk, page.entries, page.next.is_none()).await?,
            None => page.entries,
        };
        pieces.push(shown(entries)?).await?;
        let Some(next) = page.next else { break };
        after = Some(next);
    }
    pieces.push(end).await
}
