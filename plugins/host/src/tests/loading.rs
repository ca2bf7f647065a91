//! What is loaded and what is refused, with the reason.

use crate::{
    config::HostConfig,
    directory::FILE_SUFFIX,
    grant::Grant,
    host::PluginHost,
    package::Package,
    testing::{Guest, PLUGIN, TestHost, TestPorts, package, package_of, request, with_manifest},
};
use serde_json::json;
use switchboard_model::{
    ChannelId,
    connector::{Connectors, ErrorClass},
};

fn host(config: HostConfig) -> PluginHost {
    PluginHost::new(config, TestPorts::default().bundle()).unwrap()
}

#[tokio::test]
async fn a_component_that_wants_more_than_the_contract_is_refused_by_name() {
    let wasi = wat::parse_str(
        r#"(component (import "wasi:filesystem/types@0.2.0" (instance (export "x" (func)))))"#,
    )
    .unwrap();
    let package = package_of(&wasi);
    let grant = Grant::all_of(&package.manifest);
    let error = host(HostConfig::default()).load(package, &grant).await.unwrap_err().to_string();
    assert!(error.contains("wasi:filesystem"), "{error}");
}

#[tokio::test]
async fn a_component_without_its_exports_is_refused_by_name() {
    let package = package_of(&wat::parse_str("(component)").unwrap());
    let error =
        host(HostConfig::default()).load(package, &Grant::default()).await.unwrap_err().to_string();
    assert!(error.contains("account"), "{error}");
}

#[tokio::test]
async fn a_folder_loads_what_is_good_and_names_what_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let cache = tempfile::tempdir().unwrap();
    let good = package("inbound.parse { (i32.const 1024) }").component;
    std::fs::write(folder.path().join(format!("good{FILE_SUFFIX}")), good).unwrap();
    std::fs::write(folder.path().join(format!("bad{FILE_SUFFIX}")), b"nonsense").unwrap();
    std::fs::write(folder.path().join("notes.txt"), b"not a plugin").unwrap();
    let config =
        HostConfig { cache_folder: Some(cache.path().to_owned()), ..HostConfig::default() };
    for start in ["compiled", "from the cache"] {
        let host = host(config.clone());
        let report =
            host.load_directory(folder.path(), |asked| Ok(Grant::all_of(asked))).await.unwrap();
        assert_eq!((report.loaded.len(), report.refused.len()), (1, 1), "{start}");
        let connector = host.connector(PLUGIN, ChannelId(1), &json!({})).await.unwrap().unwrap();
        assert_eq!(connector.parse(&request("x")).await, Ok(Vec::new()), "{start}");
    }
}

#[tokio::test]
async fn without_a_grant_nothing_is_reached() {
    let call = crate::testing::fetch("GET", "https://api.example.org/");
    let package = package(&format!("outbound.follow-up {{ {call} (i32.const 2048) }}"));
    let host = host(HostConfig::default());
    host.load(package, &Grant::default()).await.unwrap();
    let connector = host.connector(PLUGIN, ChannelId(1), &json!({})).await.unwrap().unwrap();
    assert_eq!(connector.follow_up(&json!({})).await.unwrap_err().class, ErrorClass::Denied);
}

#[tokio::test]
async fn a_new_version_takes_over_and_a_removed_plugin_is_gone() {
    let test = TestHost::with("inbound.parse { (i32.const 1024) }").await;
    let old = test.connector().await;
    let manifest =
        "id = \"org.example.test\"\nversion = \"2.0.0\"\napi = \"1.0\"\nworld = \"polled\"\n";
    let bytes = with_manifest(&Guest::new("").component(), manifest);
    test.host.load(Package::from_bytes(bytes).unwrap(), &Grant::default()).await.unwrap();
    assert_eq!(test.connector().await.version(), "org.example.test 2.0.0");
    let unsupported = test.connector().await.parse(&request("x")).await.unwrap_err();
    assert_eq!(unsupported.class, ErrorClass::Unsupported, "a polled plugin reads no webhooks");
    assert_eq!(
        old.parse(&request("x")).await,
        Ok(Vec::new()),
        "calls under way end with the old one"
    );
    assert!(test.host.remove(PLUGIN) && !test.host.remove(PLUGIN));
    assert!(test.host.connector(PLUGIN, ChannelId(1), &json!({})).await.unwrap().is_none());
}

#[tokio::test]
async fn settings_and_secrets_are_checked_by_name() {
    let test = TestHost::with("").await;
    let check = |settings, secrets: &[&str]| {
        let secrets: Vec<String> = secrets.iter().map(|&name| name.to_owned()).collect();
        test.host.check_settings(PLUGIN, &settings, &secrets).map_err(|error| error.message)
    };
    assert_eq!(check(json!({}), &["token"]), Ok(()));
    assert!(check(json!({}), &[]).unwrap_err().contains("`token` is missing"));
    assert!(check(json!({}), &["tokn"]).unwrap_err().contains("did you mean `token`"));
    assert!(check(json!({"a": 1}), &["token"]).unwrap_err().contains("`a`"));
    let fields = test.host.secrets(PLUGIN).unwrap();
    assert!(fields.iter().any(|field| field.name == "webhook_secret" && field.is_generated));
}
