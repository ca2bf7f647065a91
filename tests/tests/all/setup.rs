//! The first admin of a fresh server: the secret lies where the server's owner alone reads it, guesses
//! of strangers do not close the door, and it is gone once somebody is in.

use serde_json::json;
use std::{fs, os::unix::fs::PermissionsExt, time::Duration};
use switchboard_desk::limits::SIGN_IN_TRIES_PER_EMAIL;
use switchboard_testkit::{installation::Installation, process::Server};
use tokio::time::sleep;

/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(20);

async fn status(server: &Server, secret: &str) -> u16 {
    let body = json!({
        "secret": secret, "email": "ada@example.org", "name": "Ada",
        "password": "correct horse battery staple"
    });
    let asked = reqwest::Client::new().post(server.url("/setup")).json(&body).send().await;
    asked.expect("an answer").status().as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_admin_comes_in_by_a_secret_that_only_the_owner_reads() {
    let mut installation = Installation::new();
    let log = installation.start.data.join("log");
    installation.start.log = Some(log.clone());
    let file = installation.start.data.join("setup.secret");
    let server = installation.serve();
    let secret = loop {
        match fs::read_to_string(&file) {
            Ok(secret) if !secret.is_empty() => break secret,
            _ => sleep(PAUSE).await,
        }
    };
    let mode = fs::metadata(&file).expect("the file is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    for _ in 0..SIGN_IN_TRIES_PER_EMAIL {
        assert_eq!(status(&server, "a guess").await, 410);
    }
    assert_eq!(status(&server, "a guess").await, 429);
    assert_eq!(status(&server, &secret).await, 200, "the right one comes in all the same");
    assert!(!fs::read_to_string(&log).expect("a log").contains(&secret));

    assert!(server.terminate().success());
    let server = installation.serve();
    while file.exists() {
        sleep(PAUSE).await;
    }
    assert!(server.terminate().success());
}
