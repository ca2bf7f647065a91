//! What an export is sent in: pieces that wait for whoever reads them, and not for long.

use crate::limits::{EXPORT_PIECES, EXPORT_RETRY_MS, EXPORT_STALL};
use crate::{DeskError, Result};
use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

/// Where the pieces go. Who does not take them loses the place, which others wait for.
#[derive(Clone)]
pub(crate) struct Pieces(mpsc::Sender<Result<Bytes>>);

impl Pieces {
    /// Hands over the next piece. One that is empty would be the end.
    pub(crate) async fn push(&self, piece: impl Into<Bytes>) -> Result<()> {
        let piece = piece.into();
        if piece.is_empty() { Ok(()) } else { self.hand_over(Ok(piece)).await }
    }

    async fn hand_over(&self, piece: Result<Bytes>) -> Result<()> {
        match tokio::time::timeout(EXPORT_STALL, self.0.send(piece)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(DeskError::Gone),
        }
    }
}

/// A place among those who export at once.
pub(crate) fn place(places: Arc<Semaphore>) -> Result<OwnedSemaphorePermit> {
    places.try_acquire_owned().map_err(|_| DeskError::TooMany { retry_after_ms: EXPORT_RETRY_MS })
}

/// What `write` hands over, while it holds its place. An error ends the stream before its time.
pub(crate) fn stream<W>(
    place: OwnedSemaphorePermit,
    write: impl FnOnce(Pieces) -> W,
) -> BoxStream<'static, Result<Bytes>>
where
    W: Future<Output = Result<()>> + Send + 'static,
{
    let (sender, receiver) = mpsc::channel(EXPORT_PIECES);
    let pieces = Pieces(sender);
    let writing = write(pieces.clone());
    tokio::spawn(async move {
        let _place = place;
        if let Err(error) = writing.await {
            // Whoever reads has gone, or is told that this is not all.
            let _ = pieces.hand_over(Err(error)).await;
        }
    });
    let pieces = stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|piece| (piece, receiver))
    });
    pieces.boxed()
}
