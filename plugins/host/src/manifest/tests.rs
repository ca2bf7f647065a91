//! What a manifest may say, and how the host answers when it says something else.

use super::*;

const WHOLE: &str = r#"
id = "org.example.shop"
version = "1.2.0"
api = "1.0"
title = "Shop"
license = "MIT"
maintainers = ["Ana"]
world = "channel-polled"
[webhook]
verify = { equals = { header = "x-secret", secret = "webhook_secret" } }
ack = { status = 200, body = "ok" }
[net]
allow = ["https://api.example.org", "{settings.base_url}"]
buckets = { send = "30/s", chat = "1/s" }
[secrets.bot_token]
hosts = ["https://api.example.org", "{settings.base_url}"]
in = ["url"]
[secrets.webhook_secret]
generated = true
[limits]
memory = "16MiB"
cpu = "100ms"
wall = "10s"
[capabilities]
quote = true
text = { max_units = 4096, formats = ["plain", "markdown"] }
edit = { max_age_ms = 172800000 }
"#;

fn refused(from: &str, to: &str) -> String {
    Manifest::parse(&WHOLE.replacen(from, to, 1)).expect_err(&format!("{to} must be refused"))
}

#[test]
fn a_whole_manifest_is_understood() {
    let manifest = Manifest::parse(WHOLE).unwrap();
    assert_eq!(manifest.world, World::ChannelPolled);
    assert_eq!(manifest.allow[1].pattern, OriginPattern::Setting("base_url".into()));
    assert_eq!(manifest.buckets["chat"].count, 1);
    assert_eq!(manifest.limits.memory_bytes, 16 << 20);
    assert_eq!(manifest.capabilities.edit.unwrap().max_age_ms, Some(172_800_000));
    assert_eq!(manifest.webhook.unwrap().reject.status, 401);
    assert!(manifest.secrets["webhook_secret"].is_generated);
}

#[test]
fn a_secret_names_the_settings_that_say_where_it_is_sent() {
    let fields = Manifest::parse(WHOLE).unwrap().secret_fields();
    let of = |name: &str| fields.iter().find(|field| field.name == name).unwrap();
    assert_eq!(of("bot_token").host_settings, ["base_url"]);
    assert!(of("webhook_secret").host_settings.is_empty());
}

#[test]
fn an_unknown_key_is_refused_by_name() {
    assert!(refused("license", "licence").contains("licence"));
    assert!(refused("quote = true", "quoting = true").contains("quoting"));
    assert!(refused("memory", "memori").contains("memori"));
    assert!(refused("generated", "generate").contains("generate"));
    assert!(refused("header = \"x-secret\"", "heading = \"x\"").contains("heading"));
}

#[test]
fn what_makes_no_sense_is_refused_with_the_key() {
    assert!(refused("api = \"1.0\"", "api = \"2.0\"").contains("newer Switchboard"));
    assert!(refused("org.example.shop", "Shop").contains("id"));
    assert!(refused("\"30/s\"", "\"fast\"").contains("net.buckets.send"));
    assert!(refused("\"16MiB\"", "\"4GiB\"").contains("limits.memory"));
    assert!(refused("\"10s\"", "\"10m\"").contains("limits.wall"));
    assert!(refused("in = [\"url\"]", "").contains("secrets.bot_token"));
    assert!(refused("secret = \"webhook_secret\"", "secret = \"other\"").contains("secrets.other"));
    assert!(refused("status = 200", "status = 99").contains("webhook.ack"));
    assert!(refused("https://api.example.org", "https://*.org").contains("net.allow"));
}
