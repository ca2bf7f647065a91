//! The one reader of bodies, for all routes of a process: each is bounded in bytes and time, and all
//! that are not whole yet in bytes together.

use std::{collections::BTreeMap, convert::Infallible, fmt, io, sync::Arc, time::Duration};

use axum::body::{Body, HttpBody as _};
use bytes::Bytes;
use futures::{Stream, StreamExt, stream};
use parking_lot::Mutex;
use tokio::sync::oneshot;

use crate::limits::BodyLimits;

/// Why a body was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyError {
    /// It has more bytes than this.
    TooLarge { most: usize },
    /// It did not come within this time.
    Slow { wait: Duration },
    /// Others needed the room, and this one had been coming for the longest.
    Crowded,
    /// The sender broke it off.
    Broken,
}

impl fmt::Display for BodyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { most } => write!(formatter, "the body has more than {most} bytes"),
            Self::Slow { wait } => {
                let wait_ms = wait.as_millis();
                write!(formatter, "the body did not come within {wait_ms} ms: send it again")
            }
            Self::Crowded => formatter.write_str("the body came too slowly: send it again"),
            Self::Broken => formatter.write_str("the body broke off: send it again"),
        }
    }
}

/// Reads the bodies of a process.
#[derive(Debug)]
pub struct Bodies {
    limits: BodyLimits,
    unfinished: Mutex<Unfinished>,
}

/// What has come of bodies that are not whole yet, the oldest first.
#[derive(Debug, Default)]
struct Unfinished {
    begun: u64,
    bytes: usize,
    bodies: BTreeMap<u64, Part>,
}

#[derive(Debug)]
struct Part {
    bytes: usize,
    /// Dropped with the part, which its reader notices.
    _gone: oneshot::Sender<Infallible>,
}

impl Bodies {
    /// Nothing is being read yet.
    pub fn new(limits: BodyLimits) -> Arc<Self> {
        Arc::new(Self { limits, unfinished: Mutex::default() })
    }

    /// Reads a whole body of at most so many bytes. One that announces more is refused unread.
    ///
    /// # Errors
    /// `BodyError`; whoever begins later makes the oldest unfinished one end when all together become
    /// too large.
    pub async fn read(&self, body: Body, most: usize) -> Result<Vec<u8>, BodyError> {
        if body.size_hint().lower() > most as u64 {
            return Err(BodyError::TooLarge { most });
        }
        let (reader, gone) = self.begin();
        let reading = async {
            let (mut pieces, mut bytes) = (body.into_data_stream(), Vec::new());
            while let Some(piece) = pieces.next().await {
                let piece = piece.map_err(|_| BodyError::Broken)?;
                if bytes.len() + piece.len() > most {
                    return Err(BodyError::TooLarge { most });
                }
                reader.grow(piece.len());
                bytes.extend_from_slice(&piece);
            }
            Ok(bytes)
        };
        let wait = self.limits.wait;
        tokio::select! {
            biased;
            _ = gone => Err(BodyError::Crowded),
            read = tokio::time::timeout(wait, reading) => {
                read.unwrap_or(Err(BodyError::Slow { wait }))
            }
        }
    }

    /// A body that goes on to a disk: a stream that fails when nothing comes for as long as a body may
    /// take.
    pub fn stream(&self, body: Body) -> impl Stream<Item = io::Result<Bytes>> + Send + use<> {
        let wait = self.limits.wait;
        stream::try_unfold(body.into_data_stream(), move |mut pieces| async move {
            match tokio::time::timeout(wait, pieces.next()).await {
                Ok(Some(Ok(piece))) => Ok(Some((piece, pieces))),
                Ok(Some(Err(error))) => Err(io::Error::other(error)),
                Ok(None) => Ok(None),
                Err(_) => Err(io::Error::other(BodyError::Slow { wait }.to_string())),
            }
        })
    }

    /// Bytes of bodies that are not whole yet.
    pub fn unfinished_bytes(&self) -> usize {
        self.unfinished.lock().bytes
    }

    fn begin(&self) -> (Reader<'_>, oneshot::Receiver<Infallible>) {
        let (sender, gone) = oneshot::channel();
        let mut unfinished = self.unfinished.lock();
        let number = unfinished.begun;
        unfinished.begun += 1;
        unfinished.bodies.insert(number, Part { bytes: 0, _gone: sender });
        (Reader { bodies: self, number }, gone)
    }
}

/// One who reads a body. What has come of it is counted until it is whole or given up.
struct Reader<'a> {
    bodies: &'a Bodies,
    number: u64,
}

impl Reader<'_> {
    fn grow(&self, bytes: usize) {
        let unfinished = &mut *self.bodies.unfinished.lock();
        let Some(part) = unfinished.bodies.get_mut(&self.number) else { return };
        part.bytes += bytes;
        unfinished.bytes += bytes;
        while unfinished.bytes > self.bodies.limits.unfinished_bytes
            && let Some((_, oldest)) = unfinished.bodies.pop_first()
        {
            unfinished.bytes -= oldest.bytes;
        }
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let unfinished = &mut *self.bodies.unfinished.lock();
        if let Some(part) = unfinished.bodies.remove(&self.number) {
            unfinished.bytes -= part.bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(wait: Duration, unfinished_bytes: usize) -> Arc<Bodies> {
        Bodies::new(BodyLimits { wait, unfinished_bytes })
    }

    /// Some bytes, and then nothing more, nor an end.
    fn half(bytes: usize) -> Body {
        let begin = stream::iter([Ok::<_, io::Error>(Bytes::from(vec![0; bytes]))]);
        Body::from_stream(begin.chain(stream::pending()))
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_its_limit() {
        let bodies = bodies(Duration::from_secs(60), 1_000);
        let read = async |size: usize| bodies.read(Body::from(vec![7; size]), 10).await;
        assert_eq!(read(10).await, Ok(vec![7; 10]));
        assert_eq!(read(0).await, Ok(Vec::new()));
        assert_eq!(read(11).await, Err(BodyError::TooLarge { most: 10 }), "by what it announces");
        let unannounced = bodies.read(half(11), 10).await;
        assert_eq!(unannounced, Err(BodyError::TooLarge { most: 10 }), "by what it brings");
        let broken = stream::iter([Err::<Bytes, _>(io::Error::other("gone"))]);
        assert_eq!(bodies.read(Body::from_stream(broken), 10).await, Err(BodyError::Broken));
        assert_eq!(bodies.unfinished_bytes(), 0);
    }

    #[tokio::test]
    async fn a_body_that_does_not_end_is_given_up() {
        let bodies = bodies(Duration::from_millis(5), 1_000);
        let wait = Duration::from_millis(5);
        assert_eq!(bodies.read(half(5), 10).await, Err(BodyError::Slow { wait }));
        assert_eq!(bodies.unfinished_bytes(), 0);
        let pieces: Vec<_> = bodies.stream(half(5)).collect().await;
        assert_eq!(pieces[0].as_ref().expect("what came"), &Bytes::from(vec![0; 5]));
        assert!(pieces.len() == 2 && pieces[1].is_err(), "{pieces:?}");
    }

    #[tokio::test]
    async fn half_bodies_make_room_the_oldest_first() {
        let bodies = bodies(Duration::from_secs(60), 100);
        let start = |bytes| {
            let bodies = Arc::clone(&bodies);
            tokio::spawn(async move { bodies.read(half(bytes), 100).await })
        };
        let (first, second) = (start(40), start(40));
        while bodies.unfinished_bytes() < 80 {
            tokio::task::yield_now().await;
        }
        let whole = bodies.read(Body::from(vec![7; 30]), 100).await;
        assert_eq!(whole, Ok(vec![7; 30]), "who sends a whole one is not refused");
        assert_eq!(first.await.expect("it ends"), Err(BodyError::Crowded));
        assert_eq!(bodies.unfinished_bytes(), 40);
        assert!(!second.is_finished());
        second.abort();
        assert!(second.await.is_err_and(|error| error.is_cancelled()));
        assert_eq!(bodies.unfinished_bytes(), 0);
    }
}
