//! Updates as the Bot API posts them to a hook. Source: the Bot API's documentation, `Update`.

use crate::corpus::Corpus;
use anyhow::{Result, bail};
use serde_json::json;

/// The header that shows that an update comes from the platform.
const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";
/// The secret of the benches' channel.
pub const SECRET: &str = "the-secret-of-the-benches";
/// Customers who write in turn.
const CUSTOMERS: usize = 1_000;
/// The first customer who writes through the hook; the fill's ids lie below.
const FIRST_CUSTOMER: usize = 6_000_000_000;
/// Texts that are used in turn, so that making them costs the generator nothing.
const TEXTS: usize = 4_096;

/// The hook of a server.
#[derive(Clone)]
pub struct Hook {
    http: reqwest::Client,
    url: String,
    texts: std::sync::Arc<Vec<String>>,
}

impl Hook {
    /// The hook of a server, or another address that takes the same posts.
    pub fn new(http: &reqwest::Client, url: String) -> Self {
        let mut corpus = Corpus::part(u64::MAX >> 17);
        let texts = (0..TEXTS).map(|_| corpus.message()).collect::<Vec<_>>();
        Self { http: http.clone(), url, texts: texts.into() }
    }

    /// A customer's message with this number.
    pub async fn post(&self, number: usize) -> Result<()> {
        let customer = FIRST_CUSTOMER + number % CUSTOMERS;
        let update = json!({
            "update_id": number,
            "message": {
                "message_id": number,
                "from": {
                    "id": customer, "is_bot": false, "first_name": "Olena",
                    "last_name": format!("No {customer}"), "language_code": "uk",
                },
                "chat": { "id": customer, "first_name": "Olena", "type": "private" },
                "date": 1_764_000_000 + number / 100,
                "text": self.texts[number % self.texts.len()],
            },
        });
        let request = self.http.post(&self.url).header(SECRET_HEADER, SECRET).json(&update);
        let answer = request.send().await?;
        let status = answer.status();
        let body = answer.text().await?;
        if !status.is_success() {
            bail!("the hook answered {status}: {body}");
        }
        Ok(())
    }
}
