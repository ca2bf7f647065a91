//! A file on its way in and out: begun and finished by GraphQL, its bytes by signed links.

use axum::{body::Body, http::Request};
use insta::{allow_duplicates, assert_compact_json_snapshot};
use serde_json::json;
use switchboard_testkit::{
    database::both_databases,
    graphql::Client,
    scene::{FILE, Scene},
};
use tower::ServiceExt;

/// A download: status, headers that matter, bytes.
async fn download(scene: &Scene, url: &str) -> (u16, axum::http::HeaderMap, Vec<u8>) {
    download_with(scene, url, &[]).await
}

/// The same with headers.
async fn download_with(
    scene: &Scene,
    url: &str,
    headers: &[(&str, &str)],
) -> (u16, axum::http::HeaderMap, Vec<u8>) {
    let mut request = Request::get(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let answer = scene.app.router.clone().oneshot(request).await.expect("routers do not fail");
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
    (status, headers, bytes.to_vec())
}

async fn url_of(client: &Client, id: &str) -> String {
    let query = "query($id: ID!) { node(id: $id) { ... on Attachment { url } } }";
    let node = client.data(query, json!({ "id": id })).await;
    node["node"]["url"].as_str().expect("a link").to_owned()
}

#[both_databases]
async fn ranges_and_what_a_browser_has_already_are_answered_by_the_rules(scene: Scene) {
    let chat = scene.id("chat").to_owned();
    let id = scene.nora.upload(Some(&chat), "a.txt", FILE).await;
    let input = json!({ "chatId": chat, "attachmentIds": [id] });
    scene.nora.change("messageReply", input, "message { id }").await;
    let url = url_of(&scene.nora, &id).await;
    let (_, whole, _) = download(&scene, &url).await;
    let etag = whole["etag"].to_str().expect("a tag").to_owned();
    let size = FILE.len();

    let (status, headers, bytes) = download_with(&scene, &url, &[("range", "bytes=2-5")]).await;
    assert_eq!((status, bytes.as_slice()), (206, &FILE[2..6]));
    assert_eq!(headers["content-range"], format!("bytes 2-5/{size}"));
    for beyond in [format!("bytes={size}-"), "bytes=-0".to_owned(), "bytes=9999-10000".to_owned()] {
        let (status, headers, bytes) = download_with(&scene, &url, &[("range", &beyond)]).await;
        assert_eq!(status, 416, "{beyond}");
        assert_eq!(headers["content-range"], format!("bytes */{size}"), "{beyond}");
        assert!(String::from_utf8_lossy(&bytes).contains("RANGE_NOT_SATISFIABLE"), "{beyond}");
    }
    for known in [etag.clone(), format!("W/{etag}, \"x\""), "*".to_owned()] {
        let asked = [("if-none-match", known.as_str()), ("range", "bytes=9999-")];
        let (status, headers, bytes) = download_with(&scene, &url, &asked).await;
        assert_eq!((status, bytes.len()), (304, 0), "{known}");
        assert_eq!(headers["etag"], etag, "{known}");
    }
    for (name, value) in
        [("if-none-match", "\"x\""), ("range", "bytes=5-2"), ("range", "lines=1-2")]
    {
        let (status, _, bytes) = download_with(&scene, &url, &[(name, value)]).await;
        assert_eq!((status, bytes.as_slice()), (200, FILE), "{name}: {value}");
    }
    let other = [("range", "bytes=2-5"), ("if-range", "\"x\"")];
    assert_eq!(download_with(&scene, &url, &other).await.0, 200);
    assert_eq!(download(&scene, &format!("{url}/")).await.0, 200, "a slash behind it");
}

/// F30.
#[both_databases]
async fn a_file_comes_in_and_goes_out(scene: Scene) {
    let chat = scene.id("chat").to_owned();
    let begin = "upload { url maxBytes attachment { id state } }";
    let input = json!({ "chatId": chat, "name": "../../etc/pass\nword.html", "sizeBytes": FILE.len(), "contentType": "text/html" });
    let begun = scene.nora.change("attachmentUploadBegin", input, begin).await["upload"].clone();
    let id = begun["attachment"]["id"].as_str().expect("an id").to_owned();
    assert_eq!(begun["attachment"]["state"], "PENDING");

    let finish = json!({ "attachmentId": id });
    let early =
        scene.nora.attempt("attachmentUploadFinish", finish.clone(), "attachment { id }").await;
    assert_ne!(early["userErrors"], json!([]), "nothing has come yet");
    let url = begun["url"].as_str().expect("a link");
    assert_eq!(scene.app.send("PUT", &format!("{url}x"), FILE).await.0 / 100, 4, "a broken link");
    assert_eq!(scene.app.send("PUT", url, FILE).await.0, 200);
    let done = scene
        .nora
        .change("attachmentUploadFinish", finish, "attachment { state sizeBytes name contentType }")
        .await;
    // The name is no path, and the bytes tell what it is.
    allow_duplicates! {
        assert_compact_json_snapshot!(
            done["attachment"],
            @r#"{"contentType": "text/plain", "name": "password.html", "sizeBytes": 23, "state": "STORED"}"#
        );
    }

    let input = json!({ "chatId": chat, "attachmentIds": [id] });
    scene.nora.change("messageReply", input, "message { attachments { id } }").await;
    let mine = "{ myChat { messages { nodes { attachments { id url } } } } }";
    let chat = scene.visitor.data(mine, json!({})).await;
    let messages = chat["myChat"]["messages"]["nodes"].as_array().expect("messages").clone();
    let last = messages.last().expect("the file")["attachments"][0].clone();
    assert_eq!(last["id"], json!(id));
    let of_visitor = last["url"].as_str().expect("a link").to_owned();
    for url in [url_of(&scene.nora, &id).await, of_visitor] {
        let (status, headers, bytes) = download(&scene, &url).await;
        assert_eq!((status, bytes.as_slice()), (200, FILE));
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert!(headers.contains_key("content-disposition"), "{headers:?}");
        assert!(headers.contains_key("content-security-policy"), "{headers:?}");
        assert!(!headers.contains_key("set-cookie"), "{headers:?}");
        assert_eq!(download(&scene, &format!("{url}x")).await.0 / 100, 4, "a broken link");
        scene.app.clock.pass_ms(24 * 60 * 60 * 1000);
        assert_eq!(download(&scene, &url).await.0 / 100, 4, "an old link");
        scene.app.clock.pass_ms(-24 * 60 * 60 * 1000);
    }
}

#[both_databases]
async fn many_connections_to_one_link_store_one_file_and_touch_no_other(scene: Scene) {
    let chat = scene.id("chat").to_owned();
    let other = vec![b'x'; FILE.len()];
    let sent = scene.nora.upload(Some(&chat), "a.txt", FILE).await;
    let input = json!({ "chatId": chat, "attachmentIds": [sent] });
    scene.nora.change("messageReply", input, "message { id }").await;
    let (_, of_sent, _) = download(&scene, &url_of(&scene.nora, &sent).await).await;

    for round in 0..8 {
        let input = json!({ "chatId": chat, "name": "b.txt", "sizeBytes": FILE.len() });
        let begun =
            scene.nora.change("attachmentUploadBegin", input, "upload { url attachment { id } }");
        let begun = begun.await["upload"].clone();
        let url = begun["url"].as_str().expect("a link");
        let puts = (0..12).map(|one| {
            let body = if (one + round) % 2 == 0 { FILE.to_vec() } else { other.clone() };
            scene.app.send("PUT", url, body)
        });
        let statuses: Vec<u16> =
            futures::future::join_all(puts).await.into_iter().map(|(status, _)| status).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| [200, 409, 410].contains(status)), "{statuses:?}");
        let id = begun["attachment"]["id"].as_str().expect("an id");
        let (_, headers, bytes) = download(&scene, &url_of(&scene.nora, id).await).await;
        assert!(bytes == FILE || bytes == other, "round {round}: a mixture");
        assert_eq!(bytes == FILE, headers["etag"] == of_sent["etag"], "round {round}: its hash");
        let (status, _, bytes) = download(&scene, &url_of(&scene.nora, &sent).await).await;
        assert_eq!((status, bytes.as_slice()), (200, FILE), "round {round}: what was sent");
    }
}
