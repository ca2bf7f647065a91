//! Browsers that are told with the console closed, and what waits to be told to them.

use crate::{AlertId, NotificationId, OperatorId, PushSubscriptionId, SessionId, Timestamp};
use async_trait::async_trait;

/// A browser of an operator, as its push service names it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::push_subscriptions, primary_key(push_subscription_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct PushSubscription {
    /// The id.
    pub push_subscription_id: PushSubscriptionId,
    /// Whose browser it is.
    pub operator_id: OperatorId,
    /// The session that it is signed in by: it is told nothing once that has ended.
    pub session_id: Option<SessionId>,
    /// Where its push service takes what is for it. Whoever knows the address can annoy, and read nothing.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub endpoint: String,
    /// Its public key: a point of P-256, in base64url.
    pub p256dh: String,
    /// The secret that it shares with this server alone, in base64url.
    pub auth: String,
    /// The program, as it names itself.
    pub user_agent: Option<String>,
    /// When it was first subscribed.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it was last renewed.
    pub updated_at: Timestamp,
}

/// What waits to be pushed to a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::alerts),
    diesel(treat_none_as_default_value = false)
)]
pub struct Alert {
    /// The id.
    pub alert_id: AlertId,
    /// The browser.
    pub push_subscription_id: PushSubscriptionId,
    /// What is told; none for a test.
    pub notification_id: Option<NotificationId>,
    /// How often it was tried.
    pub attempt_count: i32,
    /// When it is tried next.
    pub next_attempt_at: Timestamp,
}

/// The origin of a push service's address; none for what is no http or https address.
pub fn origin_of(endpoint: &str) -> Option<String> {
    let url = url::Url::parse(endpoint).ok()?;
    let is_bare = url.username().is_empty() && url.password().is_none();
    (is_bare && matches!(url.scheme(), "https" | "http") && url.host().is_some())
        .then(|| url.origin().ascii_serialization())
}

/// What is handed to a push service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// Where it takes it.
    pub endpoint: String,
    /// Who sends it: a word that this server has signed.
    pub authorization: String,
    /// What it is about: of what waits for a browser, the newest about one thing is kept.
    pub topic: String,
    /// How long it is kept for a browser that is not there, in seconds.
    pub ttl_s: u32,
    /// What only the browser can read.
    pub body: Vec<u8>,
}

/// What a push service answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushAnswer {
    /// It has it.
    Taken,
    /// It knows the browser no more, or its address must not be reached.
    Gone,
    /// It does not take this, now or later.
    Declined,
    /// It may take it later, where it said so after this many milliseconds.
    Later(Option<u64>),
}

/// The way to push services.
#[async_trait]
pub trait PushPort: Send + Sync {
    /// Whom a push service can turn to: an address of this server; none where it has none outside.
    fn contact(&self) -> Option<String>;
    /// Hands something over.
    async fn send(&self, push: Push) -> PushAnswer;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_of_a_push_service_is_read_from_its_address() {
        for (endpoint, origin) in [
            ("https://push.example.org/a/b?token=c", Some("https://push.example.org")),
            ("http://127.0.0.1:8081/x", Some("http://127.0.0.1:8081")),
            ("https://me:secret@push.example.org/", None),
            ("ftp://push.example.org/", None),
            ("push.example.org", None),
        ] {
            assert_eq!(origin_of(endpoint).as_deref(), origin, "{endpoint}");
        }
    }
}
