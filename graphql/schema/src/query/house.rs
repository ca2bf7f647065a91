//! The house: who works here, what it is made of, where the log stands.

use crate::{
    api::{api, operator},
    cost,
    errors::unauthenticated,
    family::{Family, by_id, load},
    head_first::Head,
    limits::LIST_MAX,
    log_reader::head,
    page::{Arguments, PageSize, encode, filled},
    scalars::EventCursor,
    types::{
        channel::Channel,
        operator::{Operator, OperatorConnection},
        plugin::Plugin,
        reason::Reason,
        role::Role,
        server::{ServerInfo, ServerLimits},
        team::Team,
        viewer::Viewer,
    },
};
use async_graphql::{Context, Object, Result};
use switchboard_model::OperatorId;
use switchboard_store::{DatabaseConnection, page::directory};

#[derive(Default)]
pub struct HouseQuery;

/// Who works here, what the house is made of, where the log stands.
#[Object]
impl HouseQuery {
    /// Who is signed in.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Viewer> {
        let actor = operator(ctx)?.clone();
        let id = actor.operator_id;
        let operator = load::<Operator>(api(ctx)?, [id]).await?.remove(&id);
        operator.map(|operator| Viewer { actor, operator }).ok_or_else(unauthenticated)
    }

    /// The place in the log before anything else of this query was read: pass it to the subscription
    /// `events` to miss nothing that this query did not see.
    async fn head_cursor(&self, ctx: &Context<'_>) -> Result<EventCursor> {
        operator(ctx)?;
        match ctx.data_opt::<Head>() {
            Some(head) => Ok(EventCursor(head.0)),
            None => Ok(EventCursor(head(api(ctx)?).await?)),
        }
    }

    /// The operators, in the order in which they were added.
    #[graphql(complexity = "cost::page(child_complexity)")]
    async fn operators(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those who may sign in, or only the others.")] is_active: Option<
            bool,
        >,
        #[graphql(desc = "How many from the beginning, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<PageSize>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<OperatorConnection> {
        operator(ctx)?;
        let slice = Arguments { first, after, last, before }.slice::<OperatorId>()?;
        let read = move |connection: &mut DatabaseConnection| {
            let page = directory::operators(connection, is_active, &slice)?;
            let rows = Operator::rows(connection, &page.items)?;
            Ok((page, rows))
        };
        let (page, rows) = api(ctx)?.read(read).await?;
        let found = by_id(Operator::siblings(rows));
        let page = filled(page, |id| found.get(&id).cloned());
        Ok(OperatorConnection::of(page, |operator| encode(&operator.key())))
    }

    /// The teams, by name.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn teams(&self, ctx: &Context<'_>) -> Result<Vec<Team>> {
        operator(ctx)?;
        let rows =
            api(ctx)?.read(|connection| switchboard_store::team::all(connection, LIST_MAX)).await?;
        Ok(Team::siblings(rows))
    }

    /// The roles, by name.
    #[graphql(complexity = "cost::list(10, child_complexity)")]
    async fn roles(&self, ctx: &Context<'_>) -> Result<Vec<Role>> {
        operator(ctx)?;
        let rows =
            api(ctx)?.read(|connection| switchboard_store::role::all(connection, LIST_MAX)).await?;
        Ok(Role::siblings(rows))
    }

    /// The channels, by name.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn channels(&self, ctx: &Context<'_>) -> Result<Vec<Channel>> {
        operator(ctx)?;
        let read = |connection: &mut DatabaseConnection| {
            switchboard_store::channel::all(connection, LIST_MAX)
        };
        Ok(Channel::siblings(api(ctx)?.read(read).await?))
    }

    /// The reasons for closing a chat, by name.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn reasons(&self, ctx: &Context<'_>) -> Result<Vec<Reason>> {
        operator(ctx)?;
        let read = |connection: &mut DatabaseConnection| {
            let ids = directory::reasons(connection, LIST_MAX)?;
            Ok((Reason::rows(connection, &ids)?, ids))
        };
        let (rows, ids) = api(ctx)?.read(read).await?;
        let found = by_id(Reason::siblings(rows));
        Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
    }

    /// The installed plugins.
    #[graphql(complexity = "cost::list(10, child_complexity)")]
    async fn plugins(&self, ctx: &Context<'_>) -> Result<Vec<Plugin>> {
        operator(ctx)?;
        Ok(api(ctx)?.server.plugins.iter().map(Plugin::from).collect())
    }

    /// The server and what it takes.
    async fn server(&self, ctx: &Context<'_>) -> Result<ServerInfo> {
        operator(ctx)?;
        let api = api(ctx)?;
        Ok(ServerInfo {
            version: api.server.version.clone(),
            public_url: api.server.public_url.clone(),
            limits: ServerLimits::of(api.desk.limits()),
        })
    }
}
