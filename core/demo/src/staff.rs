//! Hires the people of the demo and gives them what they work with: teams, channels, labels, reasons, templates.

use crate::data::{ChannelText, Data, TemplateText};
use crate::error::During as _;
use crate::{DemoError, limits};
use switchboard_desk::channel::{connect, create as channel_create};
use switchboard_desk::chat::label;
use switchboard_desk::operator::{create as operator_create, set_status};
use switchboard_desk::team::{create as team_create, update as team_update};
use switchboard_desk::template::{self, LocalText};
use switchboard_desk::{Context, Desk, DeskError, close_reason, session, setting};
use switchboard_model::channel::{ChannelMembers, WEB_PLUGIN};
use switchboard_model::connector::TextFormat;
use switchboard_model::presence::OperatorStatus;
use switchboard_model::{
    Actor, ChannelId, CloseReasonId, LabelId, OperatorId, RoleId, SharingScope, TeamId, TemplateId,
};
use switchboard_store::{close_reason as close_reasons, role};

/// The language in which a text is always there.
const ALWAYS: &str = "en";
/// The server's own reason for most ends of chats.
const SOLVED: &str = "Solved";

/// Who and what is there, each at the place at which it stands in the files.
pub(crate) struct Cast {
    pub(crate) operators: Vec<Context>,
    pub(crate) teams: Vec<TeamId>,
    pub(crate) channels: Vec<ChannelId>,
    pub(crate) labels: Vec<LabelId>,
    /// The server's own reason first.
    pub(crate) close_reasons: Vec<CloseReasonId>,
    pub(crate) templates: Vec<TemplateId>,
}

impl Cast {
    /// Who looks after the desk.
    pub(crate) fn admin(&self) -> Context {
        self.operators.first().cloned().unwrap_or_else(Context::system)
    }
}

/// Makes all of it, on an empty desk.
pub(crate) async fn hire(desk: &Desk, data: &Data) -> Result<Cast, DemoError> {
    let system = Context::system();
    let mut teams = Vec::new();
    for name in &data.company.teams {
        let input = team_create::CreateInput { name: name.clone(), operator_ids: Vec::new() };
        let made = team_create::create(desk, &system, input).await.during(name)?;
        teams.push(made.value.team_id);
    }
    let mut ids = Vec::new();
    for operator in &data.company.operators {
        let (own, role) = (teams_named(data, &teams, &operator.teams), operator.role.as_str());
        let input = operator_create::CreateInput {
            email: data.company.email_of(&operator.name),
            name: operator.name.clone(),
            password: Some(limits::PASSWORD.to_owned()),
            role_id: role_named(desk, role).await?,
            team_ids: own,
        };
        let made = operator_create::create(desk, &system, input).await.during(&operator.name)?;
        ids.push(made.value.operator_id);
    }
    set_escalations(desk, data, &teams).await?;
    let mut operators = Vec::new();
    for id in ids {
        operators.push(at_work(desk, id).await?);
    }
    let mut cast = Cast {
        operators,
        teams,
        channels: Vec::new(),
        labels: Vec::new(),
        close_reasons: Vec::new(),
        templates: Vec::new(),
    };
    furnish(desk, data, &mut cast).await?;
    for context in &cast.operators {
        set_status_to(desk, context, OperatorStatus::Online, None).await?;
    }
    Ok(cast)
}

/// Gives everybody the status with which the demo begins for who looks at it.
pub(crate) async fn set_statuses(desk: &Desk, data: &Data, cast: &Cast) -> Result<(), DemoError> {
    for (text, context) in data.company.operators.iter().zip(&cast.operators) {
        set_status_to(desk, context, text.status, Some(text.message.clone())).await?;
    }
    Ok(())
}

async fn set_status_to(
    desk: &Desk,
    context: &Context,
    status: OperatorStatus,
    message: Option<Option<String>>,
) -> Result<(), DemoError> {
    // Nobody is connected, and all of them are there.
    let is_auto_offline = Some(false);
    let input = set_status::SetStatusInput { operator_id: None, status, message, is_auto_offline };
    set_status::set_status(desk, context, input).await.during("a status").map(|_| ())
}

fn teams_named(data: &Data, teams: &[TeamId], names: &[String]) -> Vec<TeamId> {
    let all = data.company.teams.iter().zip(teams);
    all.filter(|(name, _)| names.contains(name)).map(|(_, id)| *id).collect()
}

async fn role_named(desk: &Desk, name: &str) -> Result<Option<RoleId>, DemoError> {
    let wanted = name.to_owned();
    let read = desk.store().read(move |connection| role::find_by_name(connection, &wanted));
    Ok(read.await.during("the roles")?.map(|role| role.role_id))
}

/// An operator as this machine acts in their name.
async fn at_work(desk: &Desk, id: OperatorId) -> Result<Context, DemoError> {
    let what = "an operator's first day";
    let actor = session::at_console(desk, id).await.during(what)?;
    let actor = actor.ok_or(DeskError::NotFound).during(what)?;
    Ok(Context::of(Actor::Operator(actor)))
}

async fn set_escalations(desk: &Desk, data: &Data, teams: &[TeamId]) -> Result<(), DemoError> {
    for (team_id, above) in teams.iter().zip(&data.company.escalates_to) {
        let above = teams_named(data, teams, std::slice::from_ref(above)).pop();
        let Some(above) = above else { continue };
        let input = team_update::UpdateInput {
            key: None,
            team_id: *team_id,
            name: None,
            operator_ids: None,
            escalates_to_team_id: Some(Some(above)),
            forward_expires_ms: None,
            schedule_id: None,
            expected_version: None,
        };
        team_update::update(desk, &Context::system(), input).await.during("the teams")?;
    }
    Ok(())
}

async fn furnish(desk: &Desk, data: &Data, cast: &mut Cast) -> Result<(), DemoError> {
    let (company, admin) = (&data.company, cast.admin());
    let input = setting::UpdateInput {
        desk_name: Some(Some(company.desk_name.clone())),
        ..setting::UpdateInput::default()
    };
    setting::update(desk, &admin, input).await.during("the settings")?;
    for text in &company.channels {
        let channel_id = open_channel(desk, data, cast, text).await?;
        cast.channels.push(channel_id);
    }
    for text in &company.labels {
        let input = label::CreateInput { name: text.name.clone(), color: Some(text.color) };
        let made = label::create(desk, &admin, input).await.during(&text.name)?;
        cast.labels.push(made.value.label_id);
    }
    let read = desk.store().read(|connection| close_reasons::find_by_name(connection, SOLVED));
    cast.close_reasons.extend(read.await.during("the reasons")?.map(|one| one.close_reason_id));
    for name in &company.close_reasons {
        let input = close_reason::CreateInput { name: name.clone() };
        let made = close_reason::create(desk, &admin, input).await.during(name)?;
        cast.close_reasons.push(made.value.close_reason_id);
    }
    for text in &company.templates {
        let template_id = write_template(desk, data, cast, text).await?;
        cast.templates.push(template_id);
    }
    Ok(())
}

async fn open_channel(
    desk: &Desk,
    data: &Data,
    cast: &Cast,
    text: &ChannelText,
) -> Result<ChannelId, DemoError> {
    let admin = cast.admin();
    let input = channel_create::CreateInput {
        plugin: text.plugin.clone(),
        key: Some(text.key.clone()),
        name: text.name.clone(),
        settings: text.settings.clone(),
        secrets: text.secrets.clone(),
        team_id: teams_named(data, &cast.teams, std::slice::from_ref(&text.team)).pop(),
        members: ChannelMembers::default(),
        reopen_within_ms: Some(limits::REOPEN_MS),
    };
    let made = channel_create::create(desk, &admin, input).await.during(&text.name)?;
    let channel_id = made.value.channel_id;
    if text.plugin != WEB_PLUGIN {
        let input = connect::ConnectInput { channel_id, public_url: None };
        connect::connect(desk, &admin, input).await.during(&text.name)?;
    }
    Ok(channel_id)
}

async fn write_template(
    desk: &Desk,
    data: &Data,
    cast: &Cast,
    text: &TemplateText,
) -> Result<TemplateId, DemoError> {
    let team = text.team.as_slice();
    let team_id = teams_named(data, &cast.teams, team).pop();
    let local = |(locale, body): (&String, &String)| LocalText {
        locale: locale.clone(),
        body: body.clone(),
        format: TextFormat::Plain,
    };
    let input = template::CreateInput {
        scope: if team_id.is_some() { SharingScope::Team } else { SharingScope::Everyone },
        team_id,
        shortcut: text.shortcut.clone(),
        title: text.title.clone(),
        folder: Some(text.folder.clone()),
        texts: text.texts.iter().map(local).collect(),
        default_locale: Some(ALWAYS.to_owned()),
    };
    let made = template::create(desk, &cast.admin(), input).await.during(&text.shortcut)?;
    Ok(made.value.template_id)
}
