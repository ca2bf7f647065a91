//! Fills an installation through the desk's own ingest in this process: identities, contacts, chats,
//! messages and events as from a platform, without hook and guest, several messages in one command.

use crate::{corpus::Corpus, load::closed_loop, place::Place};
use anyhow::{Result, bail};
use serde_json::json;
use std::{ops::Range, time::Instant};
use switchboard_desk::{
    Context, Desk,
    ingest::{IngestInput, Ingested, Source, ingest},
};
use switchboard_model::{
    ChannelId, Timestamp,
    connector::{
        InboundAuthor, InboundEvent, InboundItem, InboundMessage, PlatformChat, PlatformIdentity,
        PlatformMessage, Text, TextFormat,
    },
};

/// Messages of one command, at most: a longer chat gets its messages in several visits.
const COMMAND_MESSAGES: usize = 10;
/// Commands that wait for their commit together.
const COMMANDS: usize = 64;
/// Time over which the messages are spread, in milliseconds.
const SPAN_MS: i64 = 90 * 24 * 3_600_000;

/// A filled installation.
pub struct Filled {
    /// The installation; its server is closed.
    pub place: Place,
    /// How the filling went.
    pub filling: Filling,
}

/// How a filling went.
pub struct Filling {
    /// Messages written.
    pub messages: usize,
    /// Chats that they are in.
    pub chats: usize,
    /// Messages of one command.
    pub per_command: usize,
    /// Messages per second of each tenth.
    pub tenths: Vec<f64>,
    /// Seconds that the index took, made at the end and in one go.
    pub index_seconds: f64,
}

/// Sets up an installation with this many messages, so many of them in each chat, indexed.
pub async fn filled(messages: usize, per_chat: usize, operators: usize) -> Result<Filled> {
    let (chats, per_command) = (messages.div_ceil(per_chat), per_chat.min(COMMAND_MESSAGES));
    eprintln!("filling a database with {messages} messages in {chats} chats");
    let open = Place::set_up(None, operators).await?;
    let (app, channel_id) = (&open.app, open.channel_id);
    let commands = messages / per_command;
    let now = app.clock.now();
    let mut tenths = Vec::new();
    for tenth in 0..10 {
        let (first, last) = (commands * tenth / 10, commands * (tenth + 1) / 10);
        let desk = app.desk.clone();
        let work = move |_, number| {
            let at = now.plus_ms(SPAN_MS * (number as i64 - commands as i64) / commands as i64);
            let customer = number % chats;
            let first = number * per_command;
            command(desk.clone(), channel_id, customer, first..first + per_command, at)
        };
        let elapsed = closed_loop(COMMANDS, first, last - first, work).await?;
        tenths.push(((last - first) * per_command) as f64 / elapsed.as_secs_f64());
    }
    let begun = Instant::now();
    while app.search.advance().await? > 0 {}
    let index_seconds = begun.elapsed().as_secs_f64();
    let place = open.close().await;
    let messages = commands * per_command;
    let filling = Filling { messages, chats, per_command, tenths, index_seconds };
    Ok(Filled { place, filling })
}

async fn command(
    desk: Desk,
    channel_id: ChannelId,
    customer: usize,
    numbers: Range<usize>,
    at: Timestamp,
) -> Result<()> {
    let mut corpus = Corpus::part(numbers.start as u64);
    let items = numbers.map(|number| item(customer, number, corpus.message(), at)).collect();
    let input = IngestInput { channel_id, source: Source::Direct, items };
    match ingest(&desk, &Context::system(), input).await? {
        Ingested::Done { .. } => Ok(()),
        Ingested::EchoPending => bail!("a customer's message was taken for an echo"),
    }
}

fn item(customer: usize, number: usize, body: String, at: Timestamp) -> InboundItem {
    let id = (5_000_000_000 + customer).to_string();
    let sender = PlatformIdentity {
        id: id.clone(),
        aliases: Vec::new(),
        name: Some(format!("Customer {customer}")),
        locale: Some("uk".to_owned()),
        avatar: None,
        extra: json!({}),
    };
    let message = InboundMessage {
        reference: PlatformMessage {
            chat: PlatformChat { id, thread: None },
            id: number.to_string(),
            part: None,
        },
        at,
        edited_at: None,
        order: Some(number.to_string()),
        author: InboundAuthor::Contact,
        sender,
        text: Some(Text { body, format: TextFormat::Plain }),
        media: Vec::new(),
        quoted: None,
        chosen: None,
        echo_of: None,
        extra: json!({}),
    };
    InboundItem {
        dedup: format!("message:{number}"),
        event: InboundEvent::Message(message),
        follow_up: None,
    }
}
