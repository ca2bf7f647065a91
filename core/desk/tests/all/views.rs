//! Views: who makes, sees and changes which.

use crate::app::{ANSWERS, TestApp};
use switchboard_desk::Context;
use switchboard_desk::view::{CreateInput, UpdateInput, create, delete, update};
use switchboard_model::{ChatFilter, ChatOrder, Permission, SharingScope, ViewId};
use switchboard_store::testing::both_databases;

fn view(scope: SharingScope) -> CreateInput {
    CreateInput {
        name: "Unread".to_owned(),
        scope,
        team_id: None,
        filter: ChatFilter { is_unread: Some(true), ..ChatFilter::default() },
        chat_order: Some(ChatOrder::Created),
        position: None,
    }
}

fn renamed(view_id: ViewId) -> UpdateInput {
    UpdateInput {
        view_id,
        name: Some("Not read".to_owned()),
        filter: None,
        chat_order: None,
        position: None,
        expected_version: Some(1),
    }
}

async fn known(app: &TestApp, who: &Context) -> Vec<ViewId> {
    let read = app.desk.read(who.actor.clone(), |reader| reader.known_views());
    read.await.expect("views").iter().map(|view| view.view_id).collect()
}

/// F9b.
#[both_databases]
async fn an_own_view_is_nobody_elses_and_a_shared_one_is_looked_after_by_who_may(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let otto = app.operator("otto", ANSWERS, true).await;
    let boss = app.operator("boss", &[Permission::ViewManage], false).await;
    let own = create(&app.desk, &olga, view(SharingScope::Own)).await.expect("made").value.view_id;
    let denied = create(&app.desk, &olga, view(SharingScope::Everyone)).await;
    assert_eq!(denied.map_err(|error| error.code()), Err("FORBIDDEN"));
    let everyone =
        create(&app.desk, &boss, view(SharingScope::Everyone)).await.expect("made").value;
    assert_eq!(known(&app, &olga).await, [own, everyone.view_id]);
    assert_eq!(known(&app, &otto).await, [everyone.view_id]);
    for (who, id, code) in [
        (&otto, own, "NOT_FOUND"),
        (&boss, own, "NOT_FOUND"),
        (&otto, everyone.view_id, "FORBIDDEN"),
    ] {
        let refused = update(&app.desk, who, renamed(id)).await;
        assert_eq!(refused.map_err(|error| error.code()), Err(code));
        let refused = delete(&app.desk, who, id).await;
        assert_eq!(refused.map_err(|error| error.code()), Err(code));
    }
    let changed = update(&app.desk, &olga, renamed(own)).await.expect("changed").value;
    assert_eq!((changed.name.as_str(), changed.version), ("Not read", 2));
    let stale = update(&app.desk, &olga, renamed(own)).await;
    assert_eq!(stale.map_err(|error| error.code()), Err("STALE_VERSION"));
    delete(&app.desk, &olga, own).await.expect("deleted");
    assert_eq!(known(&app, &olga).await, [everyone.view_id]);
}

#[both_databases]
async fn what_a_view_cannot_be_is_refused(app: TestApp) {
    let olga = app.operator("olga", &[Permission::ViewManage], true).await;
    let roles = Some(vec!["a\0b".to_owned()]);
    let hostile = ChatFilter { contact_roles: roles, ..ChatFilter::default() };
    for input in [
        CreateInput { name: " ".to_owned(), ..view(SharingScope::Own) },
        CreateInput { filter: hostile, ..view(SharingScope::Own) },
        view(SharingScope::Team),
        CreateInput { team_id: Some(switchboard_model::TeamId(1)), ..view(SharingScope::Team) },
        CreateInput { team_id: Some(switchboard_model::TeamId(1)), ..view(SharingScope::Own) },
    ] {
        let refused = create(&app.desk, &olga, input).await;
        assert_eq!(refused.map_err(|error| error.code()), Err("INVALID"));
    }
    for _ in 0..switchboard_desk::limits::VIEWS_OF_OPERATOR_MAX {
        create(&app.desk, &olga, view(SharingScope::Own)).await.expect("made");
    }
    let full = create(&app.desk, &olga, view(SharingScope::Own)).await;
    assert_eq!(full.map_err(|error| error.code()), Err("CONFLICT"));
    create(&app.desk, &olga, view(SharingScope::Everyone)).await.expect("of another kind");
}
