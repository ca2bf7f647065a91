//! One connection: its bytes, which hold its place for as long as they flow, and what it has been
//! asked, which says when it is silent or idle.

use super::connections::Place;
use crate::limits::WRITE_STALL;
use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use parking_lot::Mutex;
use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep},
};

/// A stream that holds its place in the table, also after it has become a WebSocket.
pub(super) struct PlacedStream {
    stream: TcpStream,
    _place: Arc<Place>,
    /// Runs while the peer takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl PlacedStream {
    pub(super) fn new(stream: TcpStream, place: Arc<Place>) -> Self {
        Self { stream, _place: place, stalled: None }
    }

    /// Ends the connection of a peer that takes nothing: what waits for it is held in memory.
    fn written(
        &mut self,
        context: &mut Context<'_>,
        polled: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if polled.is_ready() {
            self.stalled = None;
            return polled;
        }
        let wait = self.stalled.get_or_insert_with(|| Box::pin(sleep(WRITE_STALL)));
        wait.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for PlacedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for PlacedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.written(context, polled)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.written(context, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

/// What a connection has been asked.
pub(super) struct Activity {
    place: Arc<Place>,
    was_heard: AtomicBool,
    asked: Mutex<Asked>,
}

struct Asked {
    /// Requests whose answers are not sent yet.
    running: usize,
    /// When the last one began or ended.
    last_at: Instant,
    /// Since when it is idle, as its place counts.
    rest: Option<u64>,
}

/// A request whose answer is not sent yet.
pub(super) struct Asking(Arc<Activity>);

impl Activity {
    /// Nothing has been asked.
    pub(super) fn new(place: Arc<Place>) -> Arc<Self> {
        let asked = Mutex::new(Asked { running: 0, last_at: Instant::now(), rest: None });
        Arc::new(Self { place, was_heard: AtomicBool::new(false), asked })
    }

    /// A whole head has come.
    pub(super) fn begin(self: &Arc<Self>) -> Asking {
        let mut asked = self.asked.lock();
        asked.running += 1;
        asked.last_at = Instant::now();
        let rest = asked.rest.take();
        if rest.is_some() || !self.was_heard.swap(true, Ordering::Relaxed) {
            self.place.asks(rest);
        }
        Asking(Arc::clone(self))
    }

    /// Whether a whole head has come.
    pub(super) fn was_heard(&self) -> bool {
        self.was_heard.load(Ordering::Relaxed)
    }

    /// Resolves when no whole head has come in the first of these times, or later nothing was asked
    /// for the second.
    pub(super) async fn overdue(&self, head_wait: Duration, idle_wait: Duration) {
        sleep(head_wait).await;
        while self.was_heard() {
            let due = {
                let asked = self.asked.lock();
                let since = if asked.running > 0 { Instant::now() } else { asked.last_at };
                since + idle_wait
            };
            if due <= Instant::now() {
                return;
            }
            tokio::time::sleep_until(due).await;
        }
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        let mut asked = self.0.asked.lock();
        asked.running -= 1;
        asked.last_at = Instant::now();
        if asked.running == 0 {
            asked.rest = Some(self.0.place.rests());
        }
    }
}

impl Drop for Activity {
    fn drop(&mut self) {
        if let Some(rest) = self.asked.get_mut().rest.take() {
            self.place.forget(rest);
        }
    }
}

/// The body of an answer, whose request is not over before the last byte was taken.
pub(super) struct AnswerBody {
    body: Body,
    _asking: Asking,
}

impl AnswerBody {
    pub(super) fn new(body: Body, asking: Asking) -> Self {
        Self { body, _asking: asking }
    }
}

impl HttpBody for AnswerBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
