//! Shows what is set, secrets hidden.

use super::{Config, EmailDomain, KEYS};
use std::fmt::Write;
use switchboard_host::PrivateHost;
use switchboard_model::Origin;

/// The configuration as TOML-like lines, one per key, secrets as `(hidden)`.
pub fn print(config: &Config) -> String {
    let mut text = String::new();
    for key in KEYS {
        let value = value(config, key.path);
        let shown = match (key.is_secret, value) {
            (_, None) => "(unset)".to_owned(),
            (true, Some(_)) => "(hidden)".to_owned(),
            (false, Some(value)) => value,
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{} = {shown}  # {}", key.path, key.help);
    }
    text
}

fn value(config: &Config, path: &str) -> Option<String> {
    let Config { server, sign_in, database, bus, files, backup, plugins, graphql, .. } = config;
    let Config { hooks, web, log, .. } = config;
    match path {
        "server.data" => Some(server.data.display().to_string()),
        "server.listen" => Some(server.listen.to_string()),
        "server.public_url" => server.public_url.as_ref().map(|url| url.as_str().to_owned()),
        "server.trusted_origins" => Some(joined(&server.trusted_origins, Origin::as_str)),
        "server.development" => Some(server.development.to_string()),
        "server.stop_seconds" => Some(server.stop_seconds.to_string()),
        "server.trusted_proxies" => Some(server.trusted_proxies.to_string()),
        "server.metrics" => Some(format!("{:?}", server.metrics).to_lowercase()),
        "server.metrics_token" => server.metrics_token.clone(),
        "server.geoip" => server.geoip.as_ref().map(|path| path.display().to_string()),
        "sign_in.password" => Some(sign_in.password.to_string()),
        "sign_in.oidc_issuer" => sign_in.oidc_issuer.as_ref().map(|url| url.as_str().to_owned()),
        "sign_in.oidc_client_id" => sign_in.oidc_client_id.clone(),
        "sign_in.oidc_client_secret" => sign_in.oidc_client_secret.clone(),
        "sign_in.oidc_email_domains" => {
            Some(joined(&sign_in.oidc_email_domains, EmailDomain::as_str))
        }
        "database.url" => database.url.clone(),
        "database.durability" => Some(format!("{:?}", database.durability).to_lowercase()),
        "database.readers" => Some(database.readers.to_string()),
        "database.lanes" => Some(database.lanes.to_string()),
        "bus.nats_url" => bus.nats_url.as_ref().map(|url| url.as_str().to_owned()),
        "files.url" => files.url.clone(),
        "files.s3_endpoint" => files.s3_endpoint.clone(),
        "files.s3_region" => files.s3_region.clone(),
        "files.s3_access_key" => files.s3_access_key.clone(),
        "files.s3_secret_key" => files.s3_secret_key.clone(),
        "files.attachment_max_bytes" => Some(files.attachment_max_bytes.to_string()),
        "files.quota_bytes" => Some(files.quota_bytes.to_string()),
        "backup.every" => backup.every.as_ref().map(|every| every.as_str().to_owned()),
        "backup.folder" => backup.folder.as_ref().map(|path| path.display().to_string()),
        "backup.keep" => Some(backup.keep.count().to_string()),
        "plugins.folder" => plugins.folder.as_ref().map(|path| path.display().to_string()),
        "plugins.bundled_folder" => {
            plugins.bundled_folder.as_ref().map(|path| path.display().to_string())
        }
        "plugins.allow_private_hosts" => {
            Some(joined(&plugins.allow_private_hosts, PrivateHost::as_str))
        }
        "graphql.introspection" => Some(format!("{:?}", graphql.introspection).to_lowercase()),
        "graphql.free_text" => Some(format!("{:?}", graphql.free_text).to_lowercase()),
        "graphql.documents_folder" => {
            graphql.documents_folder.as_ref().map(|path| path.display().to_string())
        }
        "graphql.body_max_bytes" => Some(graphql.body_max_bytes.to_string()),
        "graphql.depth_max" => Some(graphql.depth_max.to_string()),
        "graphql.cost_max" => Some(graphql.cost_max.to_string()),
        "graphql.cost_per_minute" => Some(graphql.cost_per_minute.to_string()),
        "graphql.operation_seconds" => Some(graphql.operation_seconds.to_string()),
        "hooks.body_max_bytes" => Some(hooks.body_max_bytes.to_string()),
        "hooks.per_second" => Some(hooks.per_second.to_string()),
        "web.folder" => web.folder.as_ref().map(|path| path.display().to_string()),
        "log.format" => Some(format!("{:?}", log.format).to_lowercase()),
        "log.level" => Some(log.level.as_str().to_owned()),
        _ => None,
    }
}

fn joined<T>(list: &[T], text: impl Fn(&T) -> &str) -> String {
    list.iter().map(text).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Sources, load};

    #[test]
    fn every_key_is_shown_and_no_secret() {
        let sources = Sources {
            environment: vec![
                ("SWITCHBOARD_DATABASE_URL".into(), "postgres://canary".into()),
                ("SWITCHBOARD_BUS_NATS_URL".into(), "nats://canary".into()),
                ("SWITCHBOARD_FILES_S3_SECRET_KEY".into(), "canary".into()),
                ("SWITCHBOARD_SIGN_IN_OIDC_ISSUER".into(), "https://accounts.example.org".into()),
                ("SWITCHBOARD_SIGN_IN_OIDC_CLIENT_ID".into(), "desk".into()),
                ("SWITCHBOARD_SIGN_IN_OIDC_CLIENT_SECRET".into(), "canary".into()),
                ("SWITCHBOARD_SERVER_PUBLIC_URL".into(), "https://desk.example.org".into()),
            ],
            ..Sources::default()
        };
        let shown = print(&load(&sources).expect("a configuration"));
        assert!(!shown.contains("canary"), "{shown}");
        for key in KEYS {
            let line = shown.lines().find(|line| line.starts_with(key.path)).expect(key.path);
            let variable = key.variable();
            let is_set = key.default.is_some()
                || sources.environment.iter().any(|(name, _)| *name == variable);
            assert_eq!(!line.contains("(unset)"), is_set, "{line}");
        }
    }
}
