//! What admins look after: what failed, who changed what, settings.

use crate::{
    api::{api, chat_reader, operator_with},
    cost,
    enums::DeliveryState,
    errors::invalid,
    family::{Family, by_id},
    page::{Arguments, PageSize, encode, filled},
    scalars::{DateTime, Id},
    types::{
        audit::{AuditEntry, AuditEntryConnection},
        delivery::{Delivery, DeliveryConnection},
        inbox::{InboxDelivery, InboxDeliveryConnection},
        setting::Settings,
    },
};
use async_graphql::{Context, InputObject, Object, Result};
use switchboard_model::{
    AuditId, ChannelId, DeliveryId, InboxId, OperatorId, Right, delivery, inbox::InboxState,
};
use switchboard_store::{
    DatabaseConnection,
    page::{Page, audit, deliveries, inbox},
};

/// Which lines of the audit log. Absent fields ask for nothing.
#[derive(Clone, Default, InputObject)]
pub struct AuditFilter {
    /// Done by this operator.
    operator_id: Option<Id<OperatorId>>,
    /// The command's name.
    action: Option<String>,
    /// Done at this time or later.
    from: Option<DateTime>,
    /// Done before this time.
    to: Option<DateTime>,
}

#[derive(Default)]
pub struct AdminQuery;

/// What failed, who changed what, settings.
#[Object]
impl AdminQuery {
    /// The deliveries of chats that you may read, newest first: by default those that failed and
    /// those of which nobody knows whether they arrived.
    #[graphql(complexity = "cost::page(child_complexity)")]
    #[allow(clippy::too_many_arguments)]
    async fn deliveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In one of these states; absent: FAILED and MAYBE_SENT.")] states: Option<
            Vec<DeliveryState>,
        >,
        #[graphql(desc = "By this channel only.")] channel_id: Option<Id<ChannelId>>,
        #[graphql(desc = "How many from the beginning, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<PageSize>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<DeliveryConnection> {
        let scope = chat_reader(ctx)?.scope.clone();
        let slice = Arguments { first, after, last, before }.slice::<DeliveryId>()?;
        let states: Vec<delivery::DeliveryState> = match states {
            Some(states) if states.len() > delivery::DeliveryState::ALL.len() => {
                return Err(invalid("Name each state once in \"states\"."));
            }
            Some(states) => states.into_iter().map(Into::into).collect(),
            None => vec![delivery::DeliveryState::Failed, delivery::DeliveryState::MaybeSent],
        };
        let channel_id = channel_id.map(|id| id.0);
        let read = move |connection: &mut DatabaseConnection| {
            let page = deliveries::page(connection, &scope, &states, channel_id, &slice)?;
            let rows = Delivery::rows(connection, &page.items)?;
            Ok((page, rows))
        };
        let (page, rows) = api(ctx)?.read(read).await?;
        let found = by_id(Delivery::siblings(rows));
        let page = filled(page, |id| found.get(&id).cloned());
        Ok(DeliveryConnection::of(page, |delivery| encode(&delivery.key())))
    }

    /// The raw requests of platforms that could not be taken in, newest first.
    #[graphql(complexity = "cost::page(child_complexity)")]
    async fn inbox_deliveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To this channel only.")] channel_id: Option<Id<ChannelId>>,
        #[graphql(desc = "How many from the beginning, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<PageSize>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<InboxDeliveryConnection> {
        operator_with(ctx, Right::ChannelRead)?;
        let slice = Arguments { first, after, last, before }.slice::<InboxId>()?;
        let channel_id = channel_id.map(|id| id.0);
        let read = move |connection: &mut DatabaseConnection| {
            inbox::page(connection, InboxState::Dead, channel_id, &slice)
        };
        let Page { items, has_previous, has_next } = api(ctx)?.read(read).await?;
        let page = Page { items: InboxDelivery::siblings(items), has_previous, has_next };
        Ok(InboxDeliveryConnection::of(page, |one| encode(&one.key())))
    }

    /// Who changed what, newest first.
    #[graphql(complexity = "cost::page(child_complexity)")]
    async fn audit_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which lines.")] filter: Option<AuditFilter>,
        #[graphql(desc = "How many from the beginning, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<PageSize>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<AuditEntryConnection> {
        operator_with(ctx, Right::AuditRead)?;
        let slice = Arguments { first, after, last, before }.slice::<AuditId>()?;
        let filter = filter.unwrap_or_default();
        let filter = audit::AuditFilter {
            operator_id: filter.operator_id.map(|id| id.0),
            action: filter.action,
            subject: None,
            from: filter.from.map(|at| at.0),
            to: filter.to.map(|at| at.0),
        };
        let read =
            move |connection: &mut DatabaseConnection| audit::page(connection, &filter, &slice);
        let Page { items, has_previous, has_next } = api(ctx)?.read(read).await?;
        let page = Page { items: AuditEntry::siblings(items), has_previous, has_next };
        Ok(AuditEntryConnection::of(page, |entry| encode(&entry.row.audit_id)))
    }

    /// The settings of the house.
    async fn settings(&self, ctx: &Context<'_>) -> Result<Settings> {
        operator_with(ctx, Right::SettingManage)?;
        Ok(api(ctx)?.read(switchboard_desk::setting::load).await?.into())
    }
}
