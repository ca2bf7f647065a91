//! The channels that do nothing, and the proxies that hide who calls them.

use super::Finding;
use crate::{app::Services, config::Config, limits};
use anyhow::Result;
use switchboard_model::channel::{Channel, ChannelState, WEB_PLUGIN};
use switchboard_store::channel;

/// This server speaks no TLS: behind an https address stands a proxy.
pub(super) fn proxies(config: &Config) -> Finding {
    let public_url = config.server.public_url.as_ref();
    let is_behind = public_url.is_some_and(|url| url.as_str().starts_with("https:"));
    let problem = (is_behind && config.server.trusted_proxies == 0).then(|| {
        "server.public_url is https, so a proxy stands in front, and server.trusted_proxies is 0: all \
         visitors share one limit, and so do all sign-ins; set it to the number of proxies"
            .to_owned()
    });
    Finding::new("proxies", problem)
}

pub(super) async fn channels(services: &Services) -> Result<Vec<Finding>> {
    let channels =
        services.desk.store().read(|connection| channel::all(connection, limits::CHANNELS)).await?;
    let plugins = services.plugin_ids();
    let public_url = services.config.server.public_url.as_ref();
    let problems = channels.iter().filter_map(|channel| {
        let has_hook = public_url.is_some_and(|url| url.hook(&channel.key).is_some());
        problem(channel, &plugins, has_hook)
    });
    let mut findings: Vec<Finding> =
        problems.map(|problem| Finding::new("channel", Some(problem))).collect();
    if findings.is_empty() {
        findings.push(Finding::new("channels", None));
    }
    Ok(findings)
}

/// What keeps a channel from working that no admin has paused.
fn problem(channel: &Channel, plugins: &[String], has_hook: bool) -> Option<String> {
    let Channel { name, key, plugin, .. } = channel;
    let reason = channel.state_reason.as_deref().unwrap_or_default();
    let is_foreign = plugin != WEB_PLUGIN;
    match channel.state {
        ChannelState::Paused | ChannelState::Deleted => None,
        ChannelState::Broken => Some(format!(
            "{name:?} is broken: {reason}; mend it, then run `switchboard channel connect {key}`"
        )),
        ChannelState::Failing => Some(format!("{name:?} is failing, and tried again: {reason}")),
        ChannelState::Active if is_foreign && !plugins.contains(plugin) => {
            Some(format!("{name:?} does nothing: its plugin {plugin} is not installed: install it"))
        }
        ChannelState::Active if is_foreign && !channel.is_polled && !has_hook => Some(format!(
            "{name:?} waits for webhooks, and server.public_url is no https address: set it, or run \
             `switchboard channel connect {key}` to ask the platform for news"
        )),
        ChannelState::Active => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Sources, load};

    #[test]
    fn a_proxy_that_is_not_trusted_is_a_problem() {
        let problem = |public_url: &str, trusted_proxies: &str| {
            let set = |name: &str, text: &str| (name.to_owned(), text.to_owned());
            let environment = vec![
                set("SWITCHBOARD_SERVER_PUBLIC_URL", public_url),
                set("SWITCHBOARD_SERVER_TRUSTED_PROXIES", trusted_proxies),
            ];
            let config = load(&Sources { environment, ..Sources::default() });
            proxies(&config.expect("a configuration")).problem
        };
        assert!(problem("https://desk.example.org", "0").is_some());
        assert_eq!(problem("https://desk.example.org", "1"), None);
        assert_eq!(problem("http://desk.example.org", "0"), None);
        assert_eq!(problem("", "0"), None);
    }
}
