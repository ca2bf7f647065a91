//! The body of an HTTP answer. A large one is handed out piece by piece by a task of its own, so that a
//! reader that stands still, or takes a byte now and then, does not keep the whole of it in memory.

use std::{convert::Infallible, time::Duration};

use axum::body::Body;
use bytes::Bytes;
use futures::stream;
use tokio::sync::mpsc;

use crate::limits::{Limits, PIECE_BYTES, SLOWEST_BYTES_PER_SECOND};

/// A body that ends early when its reader is too slow; the length in the head then tells that it did.
pub(crate) fn of(answer: Bytes, limits: &Limits) -> Body {
    if answer.len() <= PIECE_BYTES {
        return answer.into();
    }
    let (pieces, received) = mpsc::channel(1);
    tokio::spawn(hand_out(answer, pieces, limits.slow_reader));
    Body::from_stream(stream::unfold(received, |mut received| async {
        received.recv().await.map(|piece: Bytes| (Ok::<_, Infallible>(piece), received))
    }))
}

/// The pieces are copies: one that waits must not keep all others.
async fn hand_out(answer: Bytes, pieces: mpsc::Sender<Bytes>, slow_reader: Duration) {
    let seconds = answer.len() / SLOWEST_BYTES_PER_SECOND;
    let whole = slow_reader.saturating_add(Duration::from_secs(seconds as u64));
    let handing_out = async {
        for piece in answer.chunks(PIECE_BYTES) {
            if pieces.send_timeout(Bytes::copy_from_slice(piece), slow_reader).await.is_err() {
                return;
            }
        }
    };
    let _ = tokio::time::timeout(whole, handing_out).await;
}
