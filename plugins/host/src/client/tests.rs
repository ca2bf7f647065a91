//! The client against real sockets of this machine.

use super::*;
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

fn request(url: &str, reach: Reach) -> HttpRequest {
    HttpRequest {
        method: "POST".into(),
        url: url.parse().unwrap(),
        shown_url: url.into(),
        headers: Vec::new(),
        body: HttpBody::Bytes(b"hello".to_vec()),
        timeout: Duration::from_millis(500),
        reach,
    }
}

async fn failure_of(url: &str, reach: Reach) -> HttpFailure {
    match HttpClient::new().unwrap().call(request(url, reach)).await {
        Ok(response) => panic!("{url} answered {}", response.status),
        Err(failure) => failure,
    }
}

/// A server that reads one request and answers with the given bytes.
async fn server(answer: &'static [u8]) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut bytes = [0; 1024];
            if socket.read(&mut bytes).await.is_ok() && answer.is_empty() {
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
            let _ = socket.write_all(answer).await;
        }
    });
    Ok(format!("http://{address}/"))
}

#[tokio::test]
async fn private_addresses_are_refused_as_literals_and_behind_names() {
    for url in
        ["http://127.0.0.1:1/", "http://[::1]:1/", "http://169.254.169.254/", "http://localhost:1/"]
    {
        assert!(matches!(failure_of(url, Reach::Public).await, HttpFailure::Refused(_)), "{url}");
    }
    let metadata = failure_of("http://169.254.169.254/", Reach::Private).await;
    assert!(matches!(metadata, HttpFailure::Refused(_)));
}

#[tokio::test]
async fn a_refused_connection_means_nothing_left() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let failure = failure_of(&format!("http://{free}/secret-path"), Reach::Private).await;
    let HttpFailure::NotSent(reason) = failure else { panic!("{failure:?}") };
    assert!(!reason.contains("secret-path"), "no URL in an error: {reason}");
}

#[tokio::test]
async fn silence_and_a_cut_after_the_request_mean_maybe_sent() {
    let silent = server(b"").await.unwrap();
    assert!(matches!(failure_of(&silent, Reach::Private).await, HttpFailure::MaybeSent(_)));
    let cut = server(b"HTTP/1.1 200").await.unwrap();
    assert!(matches!(failure_of(&cut, Reach::Private).await, HttpFailure::MaybeSent(_)));
}

#[tokio::test]
async fn a_redirect_is_an_answer() {
    let url = server(
        b"HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n",
    )
    .await
    .unwrap();
    let response = HttpClient::new().unwrap().call(request(&url, Reach::Private)).await;
    assert_eq!(response.map(|response| response.status).ok(), Some(302));
}

#[tokio::test]
async fn a_name_that_turns_inward_is_refused_whatever_it_was_before() {
    let url = server(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
    let url = url.unwrap().replace("127.0.0.1", "rebound.example");
    let [own, metadata]: [SocketAddr; 2] =
        ["127.0.0.1:0", "169.254.169.254:0"].map(|text| text.parse().unwrap());
    let asked = AtomicUsize::new(0);
    let client = HttpClient::over(Arc::new(move |_| {
        let found = match asked.fetch_add(1, Ordering::SeqCst) {
            0 => vec![metadata, own],
            1 => vec![metadata],
            _ => vec![own],
        };
        Box::pin(async move { Ok(found) })
    }));
    let client = client.unwrap();
    let first = client.call(request(&url, Reach::Private)).await;
    assert_eq!(first.map(|response| response.status).ok(), Some(200), "by the good address alone");
    let ways = [Reach::Private, Reach::Public];
    for way in ways {
        let again = client.call(request(&url, way)).await;
        assert!(matches!(again, Err(HttpFailure::Refused(_))), "{way:?}");
    }
}
