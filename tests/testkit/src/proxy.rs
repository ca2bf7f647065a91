//! A network that fails: a proxy in front of a server whose lines a test cuts, one at a time, in the
//! ways in which real ones are lost.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    time::sleep,
};

/// Bytes that are passed on at once.
const CHUNK_BYTES: usize = 4 * 1024;
/// How long a cut in the middle of the data waits for data.
const DATA_WAIT: Duration = Duration::from_millis(500);

/// How a line is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Both sides see the end at once.
    Closed,
    /// So many more bytes reach the client, then the line ends: mostly in the middle of a frame.
    After(usize),
    /// Both sides see a reset.
    Reset,
    /// Nothing passes any more and nobody is told, until the client gives up.
    Silent,
}

type Lines = Arc<Mutex<Vec<oneshot::Sender<Cut>>>>;

/// The proxy, listening on loopback until it is dropped.
pub struct Proxy {
    address: SocketAddr,
    lines: Lines,
    listener: tokio::task::JoinHandle<()>,
}

impl Proxy {
    /// Starts in front of `upstream` (host and port).
    pub async fn start(upstream: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let lines = Lines::default();
        let known = Arc::clone(&lines);
        let listener = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (cut, is_cut) = oneshot::channel();
                lock(&known).push(cut);
                tokio::spawn(pass(client, upstream.clone(), is_cut));
            }
        });
        Self { address, lines, listener }
    }

    /// Host and port.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Cuts one of the lines that are open now, by a number that is folded into their count; says
    /// whether there was one.
    pub fn cut(&self, number: usize, how: Cut) -> bool {
        let mut lines = lock(&self.lines);
        lines.retain(|line| !line.is_closed());
        if lines.is_empty() {
            return false;
        }
        let chosen = number % lines.len();
        lines.swap_remove(chosen).send(how).is_ok()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

fn lock(lines: &Lines) -> MutexGuard<'_, Vec<oneshot::Sender<Cut>>> {
    lines.lock().expect("no test panics while it holds the lines")
}

/// Passes bytes both ways until a side ends or the line is cut.
async fn pass(mut client: TcpStream, upstream: String, mut is_cut: oneshot::Receiver<Cut>) {
    let Ok(mut server) = TcpStream::connect(upstream).await else { return };
    let (mut from_client, mut from_server) = ([0; CHUNK_BYTES], [0; CHUNK_BYTES]);
    let how = loop {
        tokio::select! {
            how = &mut is_cut => break how.unwrap_or(Cut::Closed),
            read = client.read(&mut from_client) => match read {
                Ok(count @ 1..) if server.write_all(&from_client[..count]).await.is_ok() => {}
                _ => return,
            },
            read = server.read(&mut from_server) => match read {
                Ok(count @ 1..) if client.write_all(&from_server[..count]).await.is_ok() => {}
                _ => return,
            },
        }
    };
    match how {
        Cut::Closed => {}
        Cut::After(count) => {
            let count = count.clamp(1, CHUNK_BYTES);
            let rest = async {
                if let Ok(read) = server.read(&mut from_server[..count]).await {
                    // The client may be gone already: then there is nothing left to cut.
                    let _ = client.write_all(&from_server[..read]).await;
                }
            };
            let _ = tokio::time::timeout(DATA_WAIT, rest).await;
        }
        Cut::Reset => {
            // Where the system refuses, the line ends without a reset.
            let _ = client.set_zero_linger();
            let _ = server.set_zero_linger();
        }
        Cut::Silent => while client.read(&mut from_client).await.is_ok_and(|count| count > 0) {},
    }
    // A moment in which the system may still deliver what was written.
    if matches!(how, Cut::After(_)) {
        sleep(Duration::from_millis(1)).await;
    }
}
