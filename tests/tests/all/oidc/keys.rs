//! An identity provider changes its keys while the server runs (F109).

use super::{Browser, claims, opened, refused};
use switchboard_server::limits::OIDC_KEYS_KEPT_MS;
use switchboard_testkit::database::{TestDatabase, both_databases};

#[both_databases]
async fn a_new_key_is_read_once_a_dropped_one_refused_and_a_flood_asks_for_nothing(
    database: TestDatabase,
) {
    let (app, mut provider) = opened(&database, &[]).await;
    app.operator("Ana", "Operator", &[]).await;
    provider.knows(&claims("ana-1", "ana@example.org"));
    let answer = Browser::default().signs_in(&app, &mut provider).await;
    assert_eq!((answer.status, provider.keys_asked()), (303, 1), "{answer:?}");

    provider.changes_keys();
    app.clock.pass_ms(OIDC_KEYS_KEPT_MS);
    for _ in 0..2 {
        let answer = Browser::default().signs_in(&app, &mut provider).await;
        assert_eq!((answer.status, provider.keys_asked()), (303, 2), "{answer:?}");
    }
    // Keys that were read just now are not asked for again, whatever is signed with others.
    for damage in ["dropped key", "unknown key", "unknown key", "unknown key"] {
        provider.damages(damage);
        let said = refused(&app, &mut provider).await;
        assert!(said.contains("none of the provider's keys"), "{damage}: {said}");
        assert_eq!(provider.keys_asked(), 2, "{damage}");
    }
    app.clock.pass_ms(OIDC_KEYS_KEPT_MS);
    for damage in ["unknown key", "dropped key", "unknown key"] {
        provider.damages(damage);
        refused(&app, &mut provider).await;
        assert_eq!(provider.keys_asked(), 3, "{damage}");
    }
    provider.damages("none");
    let answer = Browser::default().signs_in(&app, &mut provider).await;
    assert_eq!((answer.status, provider.keys_asked()), (303, 3), "{answer:?}");
}
