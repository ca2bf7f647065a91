//! What a listener bears: the silent, the slow, too many, and requests without a host.

use super::*;
use axum::routing::get;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(30);
const ASKS: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

async fn serve(limits: ListenLimits) -> (SocketAddr, CancellationToken) {
    let listening = listen("127.0.0.1:0".parse().expect("an address")).await.expect("a port");
    let address = listening.address().expect("an address");
    let stop = CancellationToken::new();
    let router = Router::new().route("/", get(|| async { "hello" }));
    tokio::spawn(listening.serve(router, limits, stop.clone(), PATIENCE));
    (address, stop)
}

async fn connect(address: SocketAddr, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(bytes).await.expect("written");
    stream
}

/// All that comes until the server closes the connection, however it does.
async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut bytes)).await;
    let _ = read.expect("the server closes the connection");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn who_brings_no_whole_head_is_closed_on_both_protocols() {
    let head_wait = Duration::from_millis(50);
    let (address, _) = serve(ListenLimits { head_wait, ..ListenLimits::default() }).await;
    let beginnings: [&[u8]; 4] =
        [b"", b"PRI * HT", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET / HTTP/1.1\r\nHo"];
    for bytes in beginnings {
        let said = rest(connect(address, bytes).await).await;
        assert!(!said.contains("hello"), "{said}");
    }
    assert!(rest(connect(address, ASKS).await).await.ends_with("hello"));
}

#[tokio::test]
async fn silent_connections_make_room_for_those_who_ask() {
    let (address, _) = serve(ListenLimits { all: 3, ..ListenLimits::default() }).await;
    let mut silent = Vec::new();
    for _ in 0..10 {
        silent.push(connect(address, b"").await);
    }
    for _ in 0..5 {
        assert!(rest(connect(address, ASKS).await).await.ends_with("hello"));
    }
    assert_eq!(rest(silent.remove(0)).await, "", "the oldest has made room");
}

/// An answer to a request that keeps its connection.
async fn hears(stream: &mut TcpStream) {
    stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.expect("written");
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"hello") {
        let read = tokio::time::timeout(PATIENCE, stream.read_buf(&mut bytes)).await;
        assert_ne!(read.expect("it is answered").expect("it goes on"), 0, "it was closed");
    }
}

#[tokio::test]
async fn a_connection_is_kept_longer_than_a_first_head_may_take() {
    let head_wait = Duration::from_millis(50);
    let (address, _) = serve(ListenLimits { head_wait, ..ListenLimits::default() }).await;
    let mut stream = connect(address, b"").await;
    hears(&mut stream).await;
    tokio::time::sleep(4 * head_wait).await;
    hears(&mut stream).await;
}

#[tokio::test]
async fn who_asks_nothing_now_makes_room() {
    let (address, _) = serve(ListenLimits { all: 2, ..ListenLimits::default() }).await;
    let (mut first, mut second) = (connect(address, b"").await, connect(address, b"").await);
    hears(&mut first).await;
    hears(&mut second).await;
    hears(&mut first).await;
    let mut third = connect(address, b"").await;
    hears(&mut third).await;
    assert_eq!(rest(second).await, "", "it has been idle for longest");
    hears(&mut first).await;
}

#[tokio::test]
async fn a_request_names_its_host_once() {
    let (address, _) = serve(ListenLimits::default()).await;
    for (head, status) in [
        ("GET / HTTP/1.1\r\nHost: a\r\n", "200"),
        ("GET / HTTP/1.1\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n", "400"),
        ("GET / HTTP/1.0\r\n", "200"),
        ("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n", "400"),
    ] {
        let request = format!("{head}Connection: close\r\n\r\n");
        let answer = rest(connect(address, request.as_bytes()).await).await;
        assert_eq!(answer.split(' ').nth(1), Some(status), "{head:?}: {answer}");
    }
}

#[tokio::test]
async fn a_connection_is_idle_only_while_nothing_is_answered() {
    let place = Connections::new(ListenLimits::default()).enter(None).expect("a place");
    let activity = Activity::new(Arc::new(place));
    let soon = Duration::from_millis(5);
    let asking = activity.begin();
    let overdue = tokio::time::timeout(10 * soon, activity.overdue(soon, soon)).await;
    assert!(overdue.is_err(), "an answer takes its time");
    drop(asking);
    activity.overdue(soon, soon).await;
    assert!(activity.was_heard());
}

#[test]
fn proxies_and_this_machine_have_no_share_of_their_own() {
    let address = |text: &str| SocketAddr::new(text.parse().expect("an address"), 1);
    let few = ListenLimits::of(Some(1_024), 0);
    assert_eq!((few.all, few.of_peer, few.of_site), (768, 192, 384));
    assert!(few.peer(address("192.0.2.1")).is_some());
    assert!(few.peer(address("127.0.0.1")).is_none() && few.peer(address("::1")).is_none());
    let behind = ListenLimits::of(None, 1);
    assert_eq!((behind.all, behind.peer(address("192.0.2.1"))), (CONNECTIONS, None));
}
