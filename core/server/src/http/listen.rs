//! The listener: HTTP/1 and HTTP/2, with bounds on connections and on slow peers, and a graceful end.
//! Some clients compare the names of headers by the letter: HTTP/1 writes them in title case, and the
//! answer to a WebSocket's handshake as the client spelt them (`Sec-WebSocket-Protocol`).

use super::{
    answer::Refusal,
    connection::{Activity, AnswerBody, PlacedStream},
    connections::Connections,
    peer::RemoteAddress,
};
use crate::limits::{
    ACCEPT_PAUSE, CONNECTION_IDLE, CONNECTIONS, HEAD_BYTES, HEAD_WAIT, OWN_OPEN_FILES, PEER_PART,
    PING_EVERY, PING_WAIT, SITE_PART, STREAMS_PER_CONNECTION, TOLD_EVERY_MS,
};
use axum::{Router, body::Body, response::IntoResponse};
use http::{
    Extensions, Response, StatusCode, Version,
    header::{HOST, UPGRADE},
};
use hyper::{Request, body::Incoming};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use std::{convert::Infallible, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use switchboard_bounds::{Peer, Tallies};
use tokio::{
    net::{TcpListener, TcpStream},
    time::Instant,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

/// Bounds of a listener.
#[derive(Clone, Debug)]
pub struct ListenLimits {
    /// Connections of all peers.
    pub all: usize,
    /// Connections of one peer.
    pub of_peer: usize,
    /// Connections of one site.
    pub of_site: usize,
    /// Do proxies bring the connections, so that their peers say nothing.
    pub is_behind_proxies: bool,
    /// Time from the beginning of a connection to its first whole head.
    pub head_wait: Duration,
    /// Time without a request after which a connection is asked to end.
    pub idle_wait: Duration,
}

impl Default for ListenLimits {
    fn default() -> Self {
        Self {
            all: CONNECTIONS,
            of_peer: CONNECTIONS / PEER_PART,
            of_site: CONNECTIONS / SITE_PART,
            is_behind_proxies: false,
            head_wait: HEAD_WAIT,
            idle_wait: CONNECTION_IDLE,
        }
    }
}

impl ListenLimits {
    /// With so many open files and proxies in front.
    #[must_use]
    pub fn of(open_files: Option<u64>, trusted_proxies: usize) -> Self {
        let fit = open_files.map_or(u64::MAX, |most| most.saturating_sub(OWN_OPEN_FILES));
        let all = usize::try_from(fit).unwrap_or(usize::MAX).clamp(1, CONNECTIONS);
        Self {
            all,
            of_peer: all.div_ceil(PEER_PART),
            of_site: all.div_ceil(SITE_PART),
            is_behind_proxies: trusted_proxies > 0,
            ..Self::default()
        }
    }

    /// Whose share a connection is taken from. What comes through a proxy, or from this machine, may
    /// be everybody's.
    fn peer(&self, address: SocketAddr) -> Option<Peer> {
        let peer = Peer::of(address.ip());
        (!self.is_behind_proxies && !peer.is_loopback()).then_some(peer)
    }
}

/// A bound socket that does not serve yet.
pub struct Listening {
    listener: TcpListener,
}

/// Binds the address.
pub async fn listen(address: SocketAddr) -> io::Result<Listening> {
    Ok(Listening { listener: TcpListener::bind(address).await? })
}

impl Listening {
    /// The address with the port that the system chose.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves until `stop`, then waits for the requests in flight, at most `grace`.
    pub async fn serve(
        self,
        router: Router,
        limits: ListenLimits,
        stop: CancellationToken,
        grace: Duration,
    ) {
        let server = Server {
            builder: builder(&limits),
            router,
            connections: Connections::new(limits.clone()),
            limits,
            tasks: TaskTracker::new(),
            stop,
        };
        let (begun, refused) = (Instant::now(), Tallies::new(1, TOLD_EVERY_MS));
        loop {
            let accepted = tokio::select! {
                () = server.stop.cancelled() => break,
                accepted = self.listener.accept() => accepted,
            };
            let (stream, address) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            };
            if !server.serve(stream, address) {
                let now_ms = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
                if let Some(count) = refused.count((), now_ms) {
                    tracing::warn!(count, peer = %address.ip(), "too many connections: some were closed");
                }
            }
        }
        drop(self.listener);
        server.tasks.close();
        if tokio::time::timeout(grace, server.tasks.wait()).await.is_err() {
            tracing::warn!("some requests did not end in time and are cut off");
        }
    }
}

fn builder(limits: &ListenLimits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .title_case_headers(true)
        .preserve_header_case(true)
        // It runs between two requests as well; the first head has a deadline of its own.
        .header_read_timeout(limits.idle_wait)
        .max_buf_size(HEAD_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_PER_CONNECTION)
        .keep_alive_interval(PING_EVERY)
        .keep_alive_timeout(PING_WAIT);
    builder
}

struct Server {
    builder: Builder<TokioExecutor>,
    router: Router,
    connections: Arc<Connections>,
    limits: ListenLimits,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Server {
    /// Serves a connection in a task of its own, unless there are too many.
    fn serve(&self, stream: TcpStream, address: SocketAddr) -> bool {
        let Some(place) = self.connections.enter(self.limits.peer(address)) else { return false };
        // Small answers are not to wait for a full packet; a failure costs only latency.
        let _ = stream.set_nodelay(true);
        let place = Arc::new(place);
        let activity = Activity::new(Arc::clone(&place));
        let (router, asked) = (self.router.clone(), Arc::clone(&activity));
        let service = tower::service_fn(move |request| {
            let asking = asked.begin();
            let answer = answer(router.clone(), address, request);
            async move {
                let answer: Response<Body> = answer.await?;
                Ok::<_, Infallible>(answer.map(|body| Body::new(AnswerBody::new(body, asking))))
            }
        });
        let is_over = place.is_over.clone();
        let connection = self
            .builder
            .serve_connection_with_upgrades(
                TokioIo::new(PlacedStream::new(stream, place)),
                TowerToHyperService::new(service),
            )
            .into_owned();
        let (stop, head_wait, idle_wait) =
            (self.stop.clone(), self.limits.head_wait, self.limits.idle_wait);
        self.tasks.spawn(async move {
            let mut connection = pin!(connection);
            let mut overdue = pin!(activity.overdue(head_wait, idle_wait));
            let mut is_ending = false;
            loop {
                tokio::select! {
                    ended = connection.as_mut() => {
                        if let Err(error) = ended {
                            tracing::debug!(%error, "a connection ended badly");
                        }
                        return;
                    }
                    () = is_over.cancelled() => return,
                    () = stop.cancelled(), if !is_ending => {}
                    () = overdue.as_mut(), if !is_ending => {
                        if !activity.was_heard() {
                            return;
                        }
                    }
                }
                is_ending = true;
                connection.as_mut().graceful_shutdown();
            }
        });
        true
    }
}

/// Has the router answer. How the client spelt its headers stands in an extension of the request; the
/// answer to a handshake takes it over.
async fn answer(
    router: Router,
    address: SocketAddr,
    mut request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    if !names_host(&request) {
        let refusal = Refusal::new(
            StatusCode::BAD_REQUEST,
            "INVALID",
            "a request of HTTP/1.1 names its host once: send one Host header",
        );
        return Ok(refusal.into_response());
    }
    let spelling: Option<Extensions> =
        request.headers().contains_key(UPGRADE).then(|| request.extensions().clone());
    request.extensions_mut().insert(RemoteAddress(address));
    let mut response = router.oneshot(request.map(Body::new)).await?;
    if let Some(spelling) =
        spelling.filter(|_| response.status() == StatusCode::SWITCHING_PROTOCOLS)
    {
        response.extensions_mut().extend(spelling);
    }
    Ok(response)
}

/// Two servers on the way could take a request for different hosts' where it names none or two.
fn names_host<B>(request: &Request<B>) -> bool {
    let hosts = request.headers().get_all(HOST).iter().count();
    match request.version() {
        Version::HTTP_11 => hosts == 1,
        Version::HTTP_10 => hosts <= 1,
        _ => true,
    }
}

#[cfg(test)]
mod tests;
