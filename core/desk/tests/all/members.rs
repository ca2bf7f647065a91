//! Members of channels (F69): they see its chats, by themselves or by a team; of one without members everybody
//! does.

use crate::app::{ANSWERS, TestApp};
use crate::handover::new_team;
use crate::shorthand::{id_of, unchanged_channel};
use switchboard_desk::channel::update::{UpdateInput, update};
use switchboard_desk::{Context, DeskError, team};
use switchboard_model::event::EventKind;
use switchboard_model::visibility::VisibilityArm;
use switchboard_model::{ChatId, OperatorId, TeamId};
use switchboard_store::testing::both_databases;

async fn gives(
    app: &TestApp,
    operators: Vec<OperatorId>,
    teams: Vec<TeamId>,
) -> Result<(), DeskError> {
    let input = UpdateInput {
        member_operator_ids: Some(operators),
        member_team_ids: Some(teams),
        ..unchanged_channel(app.channel.channel_id)
    };
    update(&app.desk, &Context::system(), input).await.map(|_| ())
}

/// Does the operator see the chat; it is nobody's, so the channel alone can speak for them.
async fn sees(app: &TestApp, chat_id: ChatId, who: &Context) -> bool {
    let (id, asks) = (id_of(who), Context::system().actor);
    let told = app.desk.read(asks, move |reader| reader.why_not(id, chat_id)).await.expect("told");
    let channel = told.checks.iter().find(|check| check.arm == VisibilityArm::Channel);
    assert_eq!(channel.map(|check| check.is_passed), Some(told.is_allowed), "{told:?}");
    told.is_allowed
}

/// F69.
#[both_databases]
async fn only_members_see_the_chats_of_a_channel_that_has_any(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let (olga, rita) =
        (app.operator("olga", ANSWERS, true).await, app.operator("rita", ANSWERS, true).await);
    let night = new_team(&app, "Night", &[&rita]).await;
    let alone = vec![id_of(&olga)];
    for (operators, teams, expected) in [
        (vec![], vec![], (true, true)),
        (alone.clone(), vec![], (true, false)),
        (vec![], vec![night], (false, true)),
        (alone.clone(), vec![night], (true, true)),
    ] {
        gives(&app, operators.clone(), teams.clone()).await.expect("given");
        let both = (sees(&app, chat_id, &olga).await, sees(&app, chat_id, &rita).await);
        assert_eq!(both, expected, "{operators:?} {teams:?}");
    }
    let told = app.count(EventKind::ChannelUpdated).await;
    gives(&app, alone.clone(), vec![night]).await.expect("it is so already");
    for (operators, teams) in [(vec![OperatorId(1)], vec![]), (vec![], vec![TeamId(1)])] {
        let refused = gives(&app, operators, teams).await.map_err(|error| error.code());
        assert_eq!(refused, Err("INVALID"), "nobody has this id");
    }
    assert_eq!(app.count(EventKind::ChannelUpdated).await, told, "nothing has changed");

    let input = team::update::UpdateInput {
        key: None,
        team_id: night,
        name: None,
        operator_ids: Some(Vec::new()),
        escalates_to_team_id: None,
        forward_expires_ms: None,
        schedule_id: None,
        expected_version: None,
    };
    team::update::update(&app.desk, &Context::system(), input).await.expect("nobody is in it");
    assert!(!sees(&app, chat_id, &rita).await, "she is in no member any more");
    assert_eq!(app.chat(chat_id).await.team_id, None, "members get no chats by being members");
}
