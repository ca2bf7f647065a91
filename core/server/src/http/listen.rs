//! The listener: HTTP/1 and HTTP/2, with bounds on slow peers, and a graceful end. Some clients compare
//! the names of headers by the letter: HTTP/1 writes them in title case, and the answer to a
//! WebSocket's handshake as the client spelt them (`Sec-WebSocket-Protocol`).

use super::peer::Peer;
use crate::limits::{ACCEPT_PAUSE, HEAD_BYTES, HEAD_WAIT, STREAMS_PER_CONNECTION};
use axum::{Router, body::Body};
use http::{Extensions, Response, StatusCode, header::UPGRADE};
use hyper::{Request, body::Incoming};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use std::{convert::Infallible, io, net::SocketAddr, time::Duration};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

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
    pub async fn serve(self, router: Router, stop: CancellationToken, grace: Duration) {
        let mut builder = Builder::new(TokioExecutor::new());
        builder
            .http1()
            .timer(TokioTimer::new())
            .title_case_headers(true)
            .preserve_header_case(true)
            .header_read_timeout(HEAD_WAIT)
            .max_buf_size(HEAD_BYTES);
        builder.http2().timer(TokioTimer::new()).max_concurrent_streams(STREAMS_PER_CONNECTION);
        let graceful = GracefulShutdown::new();
        loop {
            let accepted = tokio::select! {
                () = stop.cancelled() => break,
                accepted = self.listener.accept() => accepted,
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            };
            // Small answers are not to wait for a full packet; a failure costs only latency.
            let _ = stream.set_nodelay(true);
            let router = router.clone();
            let service = tower::service_fn(move |request| answer(router.clone(), peer, request));
            let connection = builder
                .serve_connection_with_upgrades(
                    TokioIo::new(stream),
                    TowerToHyperService::new(service),
                )
                .into_owned();
            let connection = graceful.watch(connection);
            tokio::spawn(async move {
                if let Err(error) = connection.await {
                    tracing::debug!(%error, "a connection ended badly");
                }
            });
        }
        drop(self.listener);
        if tokio::time::timeout(grace, graceful.shutdown()).await.is_err() {
            tracing::warn!("some requests did not end in time and are cut off");
        }
    }
}

/// Has the router answer. How the client spelt its headers stands in an extension of the request; the
/// answer to a handshake takes it over.
async fn answer(
    router: Router,
    peer: SocketAddr,
    mut request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let spelling: Option<Extensions> =
        request.headers().contains_key(UPGRADE).then(|| request.extensions().clone());
    request.extensions_mut().insert(Peer(peer));
    let mut response = router.oneshot(request.map(Body::new)).await?;
    if let Some(spelling) =
        spelling.filter(|_| response.status() == StatusCode::SWITCHING_PROTOCOLS)
    {
        response.extensions_mut().extend(spelling);
    }
    Ok(response)
}
