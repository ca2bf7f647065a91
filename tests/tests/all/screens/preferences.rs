//! What an operator prefers is theirs, on all of their devices.

use crate::drafts::from_now;
use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, scene::Scene};

const OWN: &str = "{ viewer { preferences { theme density language isEnterSending hasSingleKeys \
    listWidth soundVolume inApp sounds pushes isTextPushed quietFromMinute quietToMinute \
    quietTimeZone version } } }";
const FEED: &str = "subscription($after: EventCursor) { \
    events(after: $after, topics: [PERSONAL, SETTINGS]) { events { kind \
    ... on PreferencesEvent { version } } } }";

/// F23, F79.
#[both_databases]
async fn w7_preferences_are_kept_and_told_to_their_owner_alone(scene: Scene) {
    let own = async || scene.nora.data(OWN, json!({})).await["viewer"]["preferences"].clone();
    let before = own().await;
    assert_eq!((&before["theme"], &before["version"]), (&json!("SYSTEM"), &json!(0)));
    let mut feed = scene.nora.subscribe(FEED, from_now(&scene.app, &scene.nora).await).await;
    let mut of_admin = scene.admin.subscribe(FEED, from_now(&scene.app, &scene.admin).await).await;
    let input = json!({ "theme": "DARK", "language": "uk", "listWidth": 360, "soundVolume": 0,
        "sounds": ["MENTIONED", "QUEUED", "MENTIONED"], "pushes": [], "isTextPushed": true,
        "quietFromMinute": 1320, "quietToMinute": 420, "quietTimeZone": "europe/madrid", "expectedVersion": 0 });
    let changed = scene.nora.change("preferencesUpdate", input, "preferences { id version }").await;
    assert_eq!(changed["preferences"]["version"], 1);
    let told = feed.next(&scene.app).await;
    let event = json!([{ "kind": "PREFERENCES_UPDATED", "version": 1 }]);
    assert_eq!(told["events"]["events"], event);
    scene.admin.change("labelCreate", json!({ "name": "mark" }), "label { id }").await;
    let told = of_admin.next(&scene.app).await;
    assert_eq!(told["events"]["events"], json!([{ "kind": "LABEL_CREATED" }]), "nobody else");

    let after = own().await;
    assert_eq!(after["sounds"], json!(["QUEUED", "MENTIONED"]), "each once");
    assert_eq!((&after["pushes"], &after["isTextPushed"]), (&json!([]), &json!(true)));
    assert_eq!(after["quietTimeZone"], "Europe/Madrid", "as it is usually written");
    assert_eq!((&after["listWidth"], &after["language"]), (&json!(360), &json!("uk")));
    assert_eq!(after["isEnterSending"], true, "what is absent is kept");
    let back = json!({ "listWidth": null, "language": null, "quietFromMinute": null,
        "quietToMinute": null, "quietTimeZone": null });
    scene.nora.change("preferencesUpdate", back, "preferences { version }").await;
    let after = own().await;
    assert_eq!((&after["listWidth"], &after["language"]), (&Value::Null, &Value::Null));
    assert_eq!(after["version"], 2);
    let of_others = scene.admin.data(OWN, json!({})).await;
    assert_eq!(of_others["viewer"]["preferences"]["version"], 0);
}

#[both_databases]
async fn w7_preferences_beyond_their_bounds_and_outdated_ones_change_nothing(scene: Scene) {
    for (input, code, field) in [
        (json!({ "language": "no language" }), "INVALID", "language"),
        (json!({ "listWidth": 119 }), "INVALID", "listWidth"),
        (json!({ "panelWidth": 2001 }), "INVALID", "panelWidth"),
        (json!({ "soundVolume": 101 }), "INVALID", "soundVolume"),
        (json!({ "quietFromMinute": 1440 }), "INVALID", "quietFromMinute"),
        (json!({ "quietFromMinute": 0 }), "INVALID", "quietFromMinute"),
        (json!({ "quietTimeZone": "Europe/Nowhere" }), "INVALID", "quietTimeZone"),
        (json!({ "theme": "DARK", "expectedVersion": 7 }), "STALE_VERSION", "expectedVersion"),
    ] {
        let refused = scene.nora.attempt("preferencesUpdate", input, "eventCursor").await;
        let error = &refused["userErrors"][0];
        assert_eq!((&error["code"], &error["path"]), (&json!(code), &json!(["input", field])));
    }
    let own = scene.nora.data(OWN, json!({})).await;
    assert_eq!(own["viewer"]["preferences"]["version"], 0);
}
