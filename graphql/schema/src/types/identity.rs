//! A contact's address on a channel.

use crate::{
    api::api,
    family::{self, Family, load},
    lazy::Once,
    scalars::DateTime,
    types::{channel::Channel, contact::Contact},
};
use async_graphql::{Context, ID, Object, Result};
use std::{collections::HashMap, sync::Arc};
use switchboard_model::{ChannelId, ContactId, IdentityId, contact};
use switchboard_store::{DatabaseConnection, StoreError};

/// A contact's address on a channel.
#[derive(Clone)]
pub struct Identity {
    pub(crate) row: Arc<contact::Identity>,
    family: Arc<Siblings>,
}

struct Siblings {
    rows: Vec<Arc<contact::Identity>>,
    channels: Once<HashMap<ChannelId, Channel>>,
    contacts: Once<HashMap<ContactId, Contact>>,
}

impl Family for Identity {
    type Id = IdentityId;
    type Row = contact::Identity;

    fn siblings(rows: Vec<contact::Identity>) -> Vec<Self> {
        let family = |rows| Siblings { rows, channels: Once::default(), contacts: Once::default() };
        family::shared(rows, family, |row, family| Self { row, family })
    }

    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[IdentityId],
    ) -> Result<Vec<contact::Identity>, StoreError> {
        switchboard_store::identity::by_ids(connection, ids)
    }

    fn key(&self) -> IdentityId {
        self.row.identity_id
    }
}

/// A contact's address on a channel.
#[Object]
impl Identity {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.identity_id.into()
    }

    /// Whose it is.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<Contact>> {
        let load =
            || async { load(api(ctx)?, self.family.rows.iter().map(|row| row.contact_id)).await };
        Ok(self.family.contacts.get(load).await?.get(&self.row.contact_id).cloned())
    }

    /// Where it is valid.
    async fn channel(&self, ctx: &Context<'_>) -> Result<Option<Channel>> {
        let load =
            || async { load(api(ctx)?, self.family.rows.iter().map(|row| row.channel_id)).await };
        Ok(self.family.channels.get(load).await?.get(&self.row.channel_id).cloned())
    }

    /// The platform's id.
    async fn platform_id(&self) -> &str {
        &self.row.platform_id
    }

    /// The name on the platform; absent when it has none.
    async fn name(&self) -> Option<&str> {
        self.row.name.as_deref()
    }

    /// The handle on the platform; absent when it has none.
    async fn username(&self) -> Option<&str> {
        self.row.username.as_deref()
    }

    /// The language (BCP 47); absent when the platform does not tell.
    async fn locale(&self) -> Option<&str> {
        self.row.locale.as_deref()
    }

    /// Can it be written to: false after the customer blocked the channel.
    async fn is_reachable(&self) -> bool {
        self.row.is_reachable
    }

    /// When it was first seen.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.row.updated_at)
    }
}
