//! What lists show of files before anybody opens them.

use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use std::io::Cursor;
use switchboard_testkit::{database::both_databases, graphql::Client, scene::Scene};

const FILES: &str = "messages(last: 1) { nodes { attachments { name width url thumbnailUrl } } }";

fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(1_000, 500, Rgb([20, 120, 200]));
    picture.write_to(&mut bytes, ImageFormat::Png).expect("encoded");
    bytes.into_inner()
}

async fn follow(client: &Client, link: &Value) -> (u16, Vec<u8>) {
    client.follow("GET", link.as_str().expect("a link"), Vec::new()).await
}

/// F31.
#[both_databases]
async fn w9_a_picture_is_shown_small_to_both_sides(scene: Scene) {
    let chat = scene.id("chat");
    let whole = picture();
    let photo = scene.nora.upload(Some(chat), "photo.png", &whole).await;
    // It says that it is a picture, and cannot be unpacked.
    let broken = scene.nora.upload(Some(chat), "broken.png", &whole[..100]).await;
    let input = json!({ "chatId": chat, "attachmentIds": [photo, broken] });
    scene.nora.change("messageReply", input, "message { id }").await;
    let query = format!("query($id: ID!) {{ chat(id: $id) {{ {FILES} }} }}");
    let told = scene.nora.data(&query, json!({ "id": chat })).await["chat"].clone();
    let own = scene.visitor.data(&format!("{{ myChat {{ {FILES} }} }}"), json!({})).await;
    for (client, told) in [(&scene.nora, told), (&scene.visitor, own["myChat"].clone())] {
        let files = &told["messages"]["nodes"][0]["attachments"];
        assert_eq!((&files[0]["width"], &files[1]["width"]), (&json!(1_000), &json!(1_000)));
        let (status, small) = follow(client, &files[0]["thumbnailUrl"]).await;
        assert_eq!(status, 200);
        let small = image::load_from_memory_with_format(&small, ImageFormat::Jpeg);
        assert_eq!(small.expect("a JPEG").width(), 320);
        assert_eq!(follow(client, &files[0]["url"]).await, (200, whole.clone()));
        assert_eq!(files[1]["thumbnailUrl"], Value::Null);
        assert_eq!(follow(client, &files[1]["url"]).await.0, 200);
    }
}
