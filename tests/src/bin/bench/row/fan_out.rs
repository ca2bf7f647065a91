//! One message to many GraphQL subscribers over the same bytes to as many bare sockets.

use crate::{
    REST,
    limit::Limit,
    options::{Options, ROUNDS, SOCKETS_PER_OPERATOR},
    place::Place,
    row::{reply::write, screen::SUBSCRIPTION},
    statistics::median,
    table::Row,
    usage::{memory_kib, processor_time},
    wire::{Frame, Wanted, listen, source},
};
use anyhow::{Context, Result};
use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};
use switchboard_server::process::raise_open_files;
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinHandle,
    time::timeout,
};

/// How long the last socket may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Files that this process has open besides the sockets of both sides.
const OTHER_FILES: u64 = 256;
/// Time in which frames of an earlier message still come.
const STRAY: Duration = Duration::from_millis(700);

/// One side: its process, its sockets, its figures.
struct Side {
    process: u32,
    frames: UnboundedReceiver<Frame>,
    sender: UnboundedSender<Frame>,
    sockets: Vec<JoinHandle<()>>,
    kib: f64,
    last_ms: Vec<f64>,
    frame_us: Vec<f64>,
    frame: String,
}

/// The row.
pub async fn row(place: &Place, options: &Options) -> Result<Row> {
    let (server, bare) = (place.serve(), Limit::start("fan-out")?);
    let chats = place.visitors(&server, 1).await?;
    let operator = place.operator(&server);
    let http = reqwest::Client::new();
    let count = options.subscribers.min(fitting());
    tokio::time::sleep(REST).await;
    let mut product = Side::of(server.id())?;
    for number in 0..count {
        let secret = place.tokens.get(number / SOCKETS_PER_OPERATOR).context("an operator")?;
        let wanted = Wanted::Subscription(secret, SUBSCRIPTION);
        let from = source(number / SOCKETS_PER_OPERATOR);
        product.open(from, server.address(), "/graphql/ws", wanted).await?;
    }
    product.settle().await?;
    let mut limit = Side::of(bare.id())?;
    for number in 0..count {
        let from = source(number / SOCKETS_PER_OPERATOR);
        limit.open(from, bare.address(), "/socket", Wanted::All).await?;
    }
    limit.settle().await?;
    // The first round warms up and is not counted.
    for round in 0..=ROUNDS {
        let word = format!("to-all-{round}");
        product.round(&word, count, round > 0, write(&operator, &chats[0], &word)).await?;
        let body =
            format!("{word} {}", "x".repeat(product.frame.len().saturating_sub(word.len() + 1)));
        let send = async {
            http.post(bare.url("/send")).body(body).send().await?.error_for_status()?;
            Ok(())
        };
        limit.round(&word, count, round > 0, send).await?;
    }
    for socket in product.sockets.iter().chain(&limit.sockets) {
        socket.abort();
    }
    let words = |side: &Side| {
        format!(
            "last after {:.0} ms, {:.1} µs CPU a frame, {:.1} KiB a socket",
            median(&side.last_ms),
            median(&side.frame_us),
            side.kib / count as f64
        )
    };
    Ok(Row {
        name: format!("one message to {count} GraphQL subscribers"),
        product: words(&product),
        limit: words(&limit),
        ratio: format!(
            "time {:.1}, CPU {:.1}",
            median(&product.last_ms) / median(&limit.last_ms),
            median(&product.frame_us) / median(&limit.frame_us)
        ),
        budget: "≤ 1.5; ≤ 16 KiB a socket",
        settings: format!(
            "{ROUNDS} rounds, frame of {} bytes, one shape, {} operators, {} wanted; the write of \
             the message is in the product's time and CPU",
            product.frame.len(),
            place.tokens.len(),
            options.subscribers
        ),
    })
}

/// How many sockets each side may have, so that all files of this process fit: it raises its bound as far
/// as the system allows, and measures with fewer where that is too little.
fn fitting() -> usize {
    let sockets = raise_open_files().map_or(u64::MAX, |most| most.saturating_sub(OTHER_FILES));
    usize::try_from(sockets / 2).unwrap_or(usize::MAX)
}

impl Side {
    fn of(process: u32) -> Result<Self> {
        let (sender, frames) = unbounded_channel();
        let kib = -memory_kib(process)?;
        Ok(Self {
            process,
            frames,
            sender,
            sockets: Vec::new(),
            kib,
            last_ms: Vec::new(),
            frame_us: Vec::new(),
            frame: String::new(),
        })
    }

    async fn open(
        &mut self,
        from: Ipv4Addr,
        address: &str,
        path: &str,
        wanted: Wanted<'_>,
    ) -> Result<()> {
        self.sockets.push(listen(from, address, path, wanted, self.sender.clone()).await?);
        Ok(())
    }

    /// All sockets are open: what they hold is theirs.
    async fn settle(&mut self) -> Result<()> {
        tokio::time::sleep(REST).await;
        self.kib += memory_kib(self.process)?;
        Ok(())
    }

    /// Sends a message that has this word and waits until it has come on `count` sockets.
    async fn round(
        &mut self,
        word: &str,
        count: usize,
        is_counted: bool,
        send: impl Future<Output = Result<()>>,
    ) -> Result<()> {
        while self.frames.try_recv().is_ok() {}
        let before = processor_time(self.process)?;
        let begun = Instant::now();
        send.await?;
        let mut last = begun;
        for came in 0..count {
            let frame = timeout(PATIENCE, self.next(word)).await;
            let frame = frame.with_context(|| format!("{came} of {count} sockets heard {word}"))?;
            let frame = frame.context("the sockets ended")?;
            last = last.max(frame.at);
            self.frame = frame.text;
        }
        // What the message brought behind it belongs to its cost.
        tokio::time::sleep(STRAY).await;
        let used = processor_time(self.process)?.saturating_sub(before);
        if is_counted {
            self.last_ms.push(last.saturating_duration_since(begun).as_secs_f64() * 1e3);
            self.frame_us.push(used.as_secs_f64() * 1e6 / count as f64);
        }
        Ok(())
    }

    async fn next(&mut self, word: &str) -> Option<Frame> {
        loop {
            let frame = self.frames.recv().await?;
            if frame.text.contains(word) {
                return Some(frame);
            }
        }
    }
}
