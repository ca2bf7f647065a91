//! Uploads that are attacked: several senders to one address, the same bytes by others, sweeps in
//! between, and announcements without end.

use crate::app::{ANSWERS, TestApp, words};
use crate::files::bytes;
use crate::visitors::{file, visitor};
use bytes::Bytes;
use futures::StreamExt;
use futures::future::{BoxFuture, join_all};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use switchboard_desk::attachment::begin::{Begun, begin};
use switchboard_desk::attachment::discard::{expire, release, sweep};
use switchboard_desk::attachment::finish::finish;
use switchboard_desk::attachment::receive::{progress, receive};
use switchboard_desk::channel::{pause, resume};
use switchboard_desk::contact::block::{BlockInput, block};
use switchboard_desk::files::Files;
use switchboard_desk::message::delete::{DeleteInput, delete};
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_desk::{Context, DeskError, DeskLimits};
use switchboard_model::actor::VisitorActor;
use switchboard_model::attachment::AttachmentState;
use switchboard_model::connector::{BlobPort, BlobStream};
use switchboard_model::{Actor, AttachmentId, ChannelId, ChatId};
use switchboard_store::testing::{TestDatabase, both_databases};
use switchboard_store::{attachment, content, file_meter};

const MINUTE_MS: i64 = 60_000;

fn token(begun: &Begun) -> &str {
    begun.upload_path.strip_prefix("/uploads/").expect("a path")
}

fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl TestApp {
    pub async fn announces(
        &self,
        context: &Context,
        chat_id: Option<ChatId>,
        size_bytes: usize,
    ) -> Result<Begun, DeskError> {
        let mut input = file("a.txt", size_bytes as u64);
        input.chat_id = chat_id;
        begin(&self.desk, context, input).await.map(|begun| begun.value)
    }

    /// The bytes of a content.
    async fn content(&self, sha256: &str) -> Vec<u8> {
        let opened = self.desk.files().open(&Files::blob_of_content(sha256)).await;
        let mut stream = opened.expect("the content is there");
        let mut all = Vec::new();
        while let Some(bytes) = stream.next().await {
            all.extend_from_slice(&bytes.expect("read"));
        }
        all
    }

    async fn wrong_meters(&self) -> i64 {
        self.read(file_meter::count_wrong).await
    }
}

#[both_databases]
async fn one_request_holds_an_upload_from_its_first_byte_to_its_row(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let visitor = visitor(&app).await;
    let begun = Arc::new(app.announces(&visitor, None, 10).await.expect("begun"));
    let (comes, has_come) = tokio::sync::oneshot::channel();
    let (go, goes_on) = tokio::sync::oneshot::channel::<()>();
    let slow: BlobStream = Box::pin(futures::stream::once(async move {
        comes.send(()).expect("the test waits");
        goes_on.await.expect("the test goes on");
        Ok(Bytes::from_static(b"0123456789"))
    }));
    let (desk, same) = (app.desk.clone(), begun.clone());
    let first = tokio::spawn(async move { receive(&desk, token(&same), 0, slow).await });
    has_come.await.expect("the first request holds it");
    for content in [&b"9876543210"[..], b"98765"] {
        let second = receive(&app.desk, token(&begun), 0, bytes(content)).await;
        let refused = second.expect_err("it is held");
        assert!(refused.is_conflict() && refused.to_string().contains("wait"), "{refused}");
    }
    let id = begun.attachment.attachment_id;
    let early = finish(&app.desk, &visitor, id).await.expect_err("it is not whole");
    assert!(early.is_conflict(), "{early}");
    go.send(()).expect("it waits");
    first.await.expect("it ends").expect("it is taken");
    let late = receive(&app.desk, token(&begun), 0, bytes(b"9876543210")).await;
    assert_eq!(late, Err(DeskError::Gone));
    let stored = finish(&app.desk, &visitor, id).await.expect("finished").value;
    assert_eq!(app.content(&stored.sha256.expect("a hash")).await, b"0123456789");
}

/// Chunks of random lengths, with others at work in between.
fn chunked(content: &[u8], random: &mut StdRng) -> BlobStream {
    let mut chunks = Vec::new();
    let mut rest = content;
    while !rest.is_empty() {
        let (chunk, more) = rest.split_at(random.random_range(1..=rest.len()));
        chunks.push((Bytes::copy_from_slice(chunk), random.random_range(0..4)));
        rest = more;
    }
    Box::pin(futures::stream::iter(chunks).then(|(chunk, pauses)| async move {
        for _ in 0..pauses {
            tokio::task::yield_now().await;
        }
        Ok(chunk)
    }))
}

/// A random step of somebody: bytes of one of two files to one of the uploads, or what takes away.
fn step<'a>(
    app: &'a TestApp,
    operator: &'a Context,
    uploads: &'a [Begun],
    files: &'a [Vec<u8>; 2],
    random: &mut StdRng,
) -> BoxFuture<'a, Result<(), DeskError>> {
    let upload = &uploads[random.random_range(0..uploads.len())];
    let content = &files[random.random_range(0..files.len())];
    match random.random_range(0..10) {
        0 => Box::pin(async move { sweep(&app.desk).await.map(|_| ()) }),
        1 => Box::pin(async move { release(&app.desk, vec![hash(content)]).await }),
        2 => Box::pin(async move {
            finish(&app.desk, operator, upload.attachment.attachment_id).await.map(|_| ())
        }),
        kind => {
            let from = if kind < 7 { 0 } else { random.random_range(0..content.len()) };
            let stream = chunked(&content[from..], random);
            Box::pin(async move {
                receive(&app.desk, token(upload), from as u64, stream).await.map(|_| ())
            })
        }
    }
}

#[both_databases]
async fn whatever_comes_between_a_content_has_the_hash_that_is_its_name(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    for seed in 0..16_u64 {
        let mut random = StdRng::seed_from_u64(seed);
        let size = random.random_range(1..1_000_usize);
        let files = [(); 2]
            .map(|()| -> Vec<u8> { (0..size).map(|_| random.random_range(b'a'..=b'z')).collect() });
        let sent = app.uploads(&olga, Some(chat_id), "victim.txt", &files[0]).await;
        let said = ReplyInput {
            attachment_ids: vec![sent.attachment_id],
            ..words(chat_id, "what everybody gets")
        };
        let message = reply(&app.desk, &olga, said).await.expect("sent").value;
        let mut uploads = Vec::new();
        for _ in 0..2 {
            uploads.push(app.announces(&olga, Some(chat_id), size).await.expect("begun"));
        }
        let mut steps: Vec<BoxFuture<'_, Result<(), DeskError>>> = Vec::new();
        for _ in 0..24 {
            steps.push(step(&app, &olga, &uploads, &files, &mut random));
        }
        let is_deleted = seed.is_multiple_of(2);
        if is_deleted {
            let this = DeleteInput { message_id: message.message_id, expected_version: None };
            let (desk, olga) = (&app.desk, &olga);
            steps.push(Box::pin(async move { delete(desk, olga, this).await.map(|_| ()) }));
        }
        for result in join_all(steps).await {
            let code = result.as_ref().err().map_or("", DeskError::code);
            assert!(["", "CONFLICT", "GONE"].contains(&code), "seed {seed}: {result:?}");
        }
        let mut ids: Vec<AttachmentId> =
            uploads.iter().map(|begun| begun.attachment.attachment_id).collect();
        ids.extend((!is_deleted).then_some(sent.attachment_id));
        let rows = app.read(move |connection| attachment::by_ids(connection, &ids)).await;
        for row in rows.iter().filter(|row| row.state == AttachmentState::Stored) {
            let name = row.sha256.as_deref().expect("a hash");
            assert_eq!(hash(&app.content(name).await), name, "seed {seed}");
        }
        if !is_deleted {
            let victim = rows.iter().find(|row| row.attachment_id == sent.attachment_id);
            assert_eq!(victim.and_then(|row| row.sha256.as_ref()), sent.sha256.as_ref());
            assert_eq!(hash(&files[0]), sent.sha256.expect("a hash"), "seed {seed}");
        }
        assert_eq!(app.wrong_meters().await, 0, "seed {seed}");
        app.pass_ms(25 * 60 * MINUTE_MS);
        sweep(&app.desk).await.expect("swept");
        let now = app.desk.now();
        let unused = app.read(move |connection| content::unused(connection, now, 10)).await;
        assert_eq!(unused, Vec::<String>::new(), "seed {seed}: all that is kept is named");
    }
}

#[both_databases]
async fn strangers_leave_room_for_operators_and_learn_no_numbers(database: TestDatabase) {
    let limits = DeskLimits {
        attachment_max_bytes: 100,
        storage_quota_bytes: 1_000,
        ..DeskLimits::default()
    };
    let app = TestApp::open(&database, limits, None).await;
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    let mut taken = 0;
    let mut refused = None;
    for _ in 0..20 {
        let stranger = visitor(&app).await;
        match app.announces(&stranger, None, 100).await {
            Ok(_) => taken += 1,
            Err(error) => refused = Some(error),
        }
    }
    assert_eq!(taken, 2, "a quarter of the quota for what visitors of a channel did not send");
    let refused = refused.expect("the others are refused");
    assert_eq!(refused.code(), "QUOTA_FULL");
    assert!(!refused.to_string().contains(|letter: char| letter.is_ascii_digit()), "{refused}");
    for _ in 0..8 {
        app.announces(&admin, Some(chat_id), 100).await.expect("operators have their room");
    }
    let full = app.announces(&admin, Some(chat_id), 100).await.expect_err("nothing is left");
    assert!(full.to_string().contains("1000"), "an operator learns how full it is: {full}");

    app.pass_ms(11 * MINUTE_MS);
    let stranger = visitor(&app).await;
    app.announces(&stranger, None, 100).await.expect("what nobody went on with made room");
    let meters = app.read(|connection| file_meter::read(connection, ChannelId(0))).await;
    assert_eq!((meters.announced_bytes, meters.stored_bytes), (100, 0));
    assert_eq!(app.wrong_meters().await, 0);
}

/// Each look costs a write and a walk through the files, so that no number of the refused makes more (S9).
#[both_databases]
async fn room_is_looked_for_once_in_a_while(database: TestDatabase) {
    let limits =
        DeskLimits { attachment_max_bytes: 100, storage_quota_bytes: 200, ..DeskLimits::default() };
    let app = TestApp::open(&database, limits, None).await;
    let (_, admin) = app.admin().await;
    let (_, chat_id) = app.writes("1", "hello").await;
    for _ in 0..2 {
        app.announces(&admin, Some(chat_id), 100).await.expect("there is room");
    }
    app.pass_ms(10 * MINUTE_MS - 1);
    app.announces(&admin, Some(chat_id), 100).await.expect_err("nothing is over, and looked for");
    app.pass_ms(9_000);
    app.announces(&admin, Some(chat_id), 100).await.expect_err("two are over, and not looked for");
    let meters = app.read(|connection| file_meter::read(connection, ChannelId(0))).await;
    assert_eq!(meters.announced_bytes, 200, "nobody has removed them");
    app.pass_ms(1_000);
    app.announces(&admin, Some(chat_id), 100).await.expect("the next look finds them");
    let meters = app.read(|connection| file_meter::read(connection, ChannelId(0))).await;
    assert_eq!(meters.announced_bytes, 100);
}

#[both_databases]
async fn a_visitor_has_a_days_share(database: TestDatabase) {
    let large = 300 << 20;
    let limits = DeskLimits { attachment_max_bytes: large, ..DeskLimits::default() };
    let app = TestApp::open(&database, limits, None).await;
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let (one, other) = (visitor(&app).await, visitor(&app).await);
    app.announces(&one, None, 300 << 20).await.expect("the first");
    let refused = app.announces(&one, None, 300 << 20).await.expect_err("beyond the share");
    assert!(refused.to_string().contains("tomorrow"), "{refused}");
    app.announces(&other, None, 300 << 20).await.expect("another's share is their own");
}

#[both_databases]
async fn an_upload_lives_while_its_bytes_come(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let visitor = visitor(&app).await;
    let alive = app.announces(&visitor, None, 10).await.expect("begun");
    let silent = app.announces(&visitor, None, 10).await.expect("begun");
    for place in 0..3_u64 {
        app.pass_ms(9 * MINUTE_MS);
        receive(&app.desk, token(&alive), place, bytes(b"x")).await.expect("a byte");
    }
    receive(&app.desk, token(&alive), 3, bytes(b"1234567")).await.expect("the rest");
    assert_eq!(expire(&app.desk).await.expect("expired"), 1, "nothing came for the other");
    assert_eq!(progress(&app.desk, token(&silent)).await, Err(DeskError::Gone));
    app.pass_ms(59 * MINUTE_MS);
    assert_eq!(expire(&app.desk).await.expect("expired"), 0);
    let sha256 = hash(b"xxx1234567");
    assert!(app.has_content(&sha256).await);
    app.pass_ms(MINUTE_MS);
    assert_eq!(expire(&app.desk).await.expect("expired"), 1, "it was never sent");
    assert!(!app.has_content(&sha256).await);
    assert_eq!(app.wrong_meters().await, 0);
}

#[both_databases]
async fn a_link_is_no_use_to_a_visitor_who_may_not_write(app: TestApp) {
    let (_, admin) = app.admin().await;
    let web = app.web_channel(&admin, json!({})).await;
    let visitor = visitor(&app).await;
    let begun = app.announces(&visitor, None, 10).await.expect("begun");
    let Actor::Visitor(VisitorActor { contact_id, .. }) = visitor.actor else {
        panic!("a visitor")
    };
    pause::pause(&app.desk, &admin, web.channel_id).await.expect("paused");
    let closed = receive(&app.desk, token(&begun), 0, bytes(b"0123456789")).await;
    assert!(closed.expect_err("the chat is closed").is_conflict());
    resume::resume(&app.desk, &admin, web.channel_id).await.expect("resumed");
    let input = BlockInput { contact_id, expected_version: None };
    block(&app.desk, &admin, input).await.expect("blocked");
    let blocked = receive(&app.desk, token(&begun), 0, bytes(b"0123456789")).await;
    assert_eq!(blocked.expect_err("the visitor is blocked").code(), "FORBIDDEN");
    assert!(app.announces(&visitor, None, 10).await.is_err());
}
