//! Small copies of pictures: made once, counted like any file, read by a link of their own, gone with the picture.

use crate::app::{ANSWERS, TestApp};
use futures::StreamExt;
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use switchboard_desk::attachment::discard::expire;
use switchboard_desk::attachment::link::{link, thumbnail_link};
use switchboard_desk::attachment::open::{Opened, open, read};
use switchboard_desk::limits::UPLOAD_ABANDONED_MS;
use switchboard_desk::{DeskError, DeskLimits};
use switchboard_model::ChannelId;
use switchboard_model::attachment::Attachment;
use switchboard_store::file_meter;
use switchboard_store::testing::{TestDatabase, both_databases};

fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(800, 400, Rgb([20, 120, 200]));
    picture.write_to(&mut bytes, ImageFormat::Png).expect("encoded");
    bytes.into_inner()
}

fn length(bytes: &[u8]) -> i64 {
    i64::try_from(bytes.len()).expect("a small file")
}

/// What all files take.
async fn stored(app: &TestApp) -> i64 {
    assert_eq!(app.read(file_meter::count_wrong).await, 0);
    app.read(|connection| file_meter::read(connection, ChannelId(0))).await.stored_bytes
}

async fn opened(app: &TestApp, path: Option<String>) -> Result<Opened, DeskError> {
    let path = path.expect("a path");
    open(&app.desk, path.strip_prefix("/files/").expect("a path of a file")).await
}

async fn bytes_of(app: &TestApp, opened: &Opened) -> Vec<u8> {
    let mut stream = read(&app.desk, opened, 0..opened.size_bytes).await.expect("there");
    let mut all = Vec::new();
    while let Some(bytes) = stream.next().await {
        all.extend_from_slice(&bytes.expect("read"));
    }
    all
}

/// W9.
#[both_databases]
async fn a_picture_has_a_small_copy_for_as_long_as_it_is_there(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let sends = async |name: &str, bytes: &[u8]| -> Attachment {
        app.uploads(&olga, Some(chat_id), name, bytes).await
    };
    let whole = picture();
    let file = sends("photo.png", &whole).await;
    let copy = opened(&app, thumbnail_link(&app.desk, &file)).await.expect("opened");
    assert_eq!((copy.content_type.as_str(), &copy.disposition[..6]), ("image/jpeg", "inline"));
    let small = bytes_of(&app, &copy).await;
    let read = image::load_from_memory_with_format(&small, ImageFormat::Jpeg).expect("a JPEG");
    assert_eq!((read.width(), read.height()), (320, 160));
    let original = opened(&app, link(&app.desk, &file)).await.expect("opened");
    assert_eq!(bytes_of(&app, &original).await, whole);
    let both = length(&whole) + length(&small);
    assert_eq!(stored(&app).await, both);

    assert!(sends("again.png", &whole).await.has_thumbnail);
    let copied = sends("small.jpg", &small).await;
    assert_eq!(thumbnail_link(&app.desk, &copied), None, "it is one");
    let text = sends("note.txt", b"no picture").await;
    assert_eq!(thumbnail_link(&app.desk, &text), None);
    assert_eq!(stored(&app).await, both + 10, "each content is kept once");

    app.pass_ms(UPLOAD_ABANDONED_MS + 1);
    assert_eq!(expire(&app.desk).await.expect("expired"), 4);
    assert_eq!(stored(&app).await, 0);
    let gone = opened(&app, thumbnail_link(&app.desk, &file)).await;
    assert_eq!(gone.err(), Some(DeskError::NotFound));
}

/// W9: what cannot be kept beside it keeps no picture from being taken.
#[both_databases]
async fn a_picture_that_fills_the_quota_is_taken_without_a_small_copy(database: TestDatabase) {
    let whole = picture();
    let limits = DeskLimits { storage_quota_bytes: whole.len() as u64, ..DeskLimits::default() };
    let app = TestApp::open(&database, limits, None).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let file = app.uploads(&olga, Some(chat_id), "photo.png", &whole).await;
    assert!(!file.has_thumbnail);
    assert_eq!(stored(&app).await, length(&whole));
}
