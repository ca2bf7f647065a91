//! What a plugin's calls know of the channel they are made for. Made once per change of settings.

use crate::{
    bucket::Buckets,
    grant::Granted,
    manifest::AskedOrigin,
    network::Reach,
    origin::{Origin, OriginPattern},
    private_host::PrivateHost,
};
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};
use switchboard_model::ChannelId;

/// A channel as its plugin's calls see it.
#[derive(Debug)]
pub(crate) struct ChannelContext {
    pub(crate) id: ChannelId,
    /// The settings as JSON, without secrets.
    pub(crate) settings: String,
    pub(crate) buckets: Arc<Buckets>,
    allowed: Vec<Allowed>,
    /// Where each secret may go, beside the manifest's word for it.
    secret_origins: HashMap<String, Vec<(String, Origin)>>,
}

#[derive(Debug)]
struct Allowed {
    /// The manifest's word for it.
    asked: String,
    origin: Origin,
    reach: Reach,
}

impl ChannelContext {
    pub(crate) fn new(
        id: ChannelId,
        settings: &Value,
        granted: &Granted,
        private_hosts: &[PrivateHost],
        buckets: Arc<Buckets>,
    ) -> Self {
        let allowed = granted
            .origins
            .iter()
            .filter_map(|AskedOrigin { text, pattern }| {
                let origin = pattern.resolve(settings)?;
                let is_private = matches!(pattern, OriginPattern::Setting(_))
                    && private_hosts.iter().any(|entry| entry.names(&origin));
                let reach = if is_private { Reach::Private } else { Reach::Public };
                Some(Allowed { asked: text.clone(), origin, reach })
            })
            .collect();
        let secret_origins = granted
            .secrets
            .iter()
            .map(|(name, hosts)| {
                let origins = hosts
                    .iter()
                    .filter_map(|host| Some((host.to_string(), host.resolve(settings)?)));
                (name.clone(), origins.collect())
            })
            .collect();
        Self { id, settings: settings.to_string(), buckets, allowed, secret_origins }
    }

    /// May this origin be reached, and which addresses may stand behind it. Plain HTTP is for
    /// private hosts only: anywhere else it would show the secrets to the wire.
    pub(crate) fn reach(&self, origin: &Origin) -> Option<Reach> {
        let covering = || self.allowed.iter().filter(|allowed| allowed.origin.covers(origin));
        let reach = if covering().any(|allowed| allowed.reach == Reach::Private) {
            Reach::Private
        } else {
            covering().next()?.reach
        };
        (origin.is_encrypted() || reach == Reach::Private).then_some(reach)
    }

    /// The manifest's word for a granted origin.
    pub(crate) fn asked(&self, origin: &Origin) -> Option<&str> {
        let granted = self.allowed.iter().find(|allowed| allowed.origin.covers(origin))?;
        Some(&granted.asked)
    }

    /// The manifest's word for an origin that this secret may go to; none where it may not.
    pub(crate) fn bound(&self, secret: &str, origin: &Origin) -> Option<&str> {
        let mut origins = self.secret_origins.get(secret)?.iter();
        origins.find(|(_, bound)| bound.covers(origin)).map(|(asked, _)| asked.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{grant::Grant, manifest::Manifest};
    use serde_json::json;
    use url::Url;

    const MANIFEST: &str = r#"
id = "org.example.shop"
version = "1"
api = "1.0"
world = "polled"
[net]
allow = ["https://api.example.org", "http://plain.example.org", "{settings.base_url}"]
[secrets.token]
hosts = ["{settings.base_url}"]
in = ["url"]
"#;

    fn channel(base_url: &str, private_hosts: &[&str]) -> ChannelContext {
        let manifest = Manifest::parse(MANIFEST).unwrap();
        let granted = Granted::new(&manifest, &Grant::all_of(&manifest));
        let private: Vec<PrivateHost> =
            private_hosts.iter().map(|host| PrivateHost::parse(host).unwrap()).collect();
        ChannelContext::new(
            ChannelId::from(1),
            &json!({ "base_url": base_url }),
            &granted,
            &private,
            Arc::default(),
        )
    }

    fn origin(url: &str) -> Origin {
        Origin::of(&Url::parse(url).unwrap()).unwrap()
    }

    #[test]
    fn only_a_host_that_both_the_channel_and_the_server_name_may_be_private() {
        let inner = "http://bot.internal:8081";
        let reach = channel(inner, &["bot.internal:8081"]).reach(&origin(inner));
        assert_eq!(reach, Some(Reach::Private));
        for others in [&[][..], &["bot.internal"]] {
            let reach = channel(inner, others).reach(&origin(inner));
            assert_eq!(reach, None, "plain HTTP needs a private host, and its port");
        }
        let channel = channel("https://other.example", &["api.example.org"]);
        assert_eq!(channel.reach(&origin("https://api.example.org")), Some(Reach::Public));
        assert_eq!(channel.reach(&origin("http://plain.example.org")), None);
        assert_eq!(channel.reach(&origin("https://bot.internal:8081")), None);
    }

    #[test]
    fn a_secret_goes_to_its_own_host_only() {
        let channel = channel("https://mine.example", &[]);
        let bound = |secret, url| channel.bound(secret, &origin(url));
        assert_eq!(bound("token", "https://mine.example/x"), Some("{settings.base_url}"));
        assert_eq!(bound("token", "https://api.example.org"), None);
        assert_eq!(bound("unknown", "https://mine.example"), None);
    }
}
