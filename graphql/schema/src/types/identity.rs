//! A contact's address on a channel.

use crate::{
    batch::batched,
    noun::{IsTold, Noun, Rows, Visible},
    relation::ToOne,
    types::{channel::Channel, contact::Contact},
};
use async_graphql::{Context, Result};
use switchboard_graphql::{object, scalars::DateTime};
use switchboard_model::{IdentityId, contact};

batched!(Identity of contact::Identity, identity_id: IdentityId, Relations);

#[derive(Default)]
pub struct Relations {
    channels: ToOne<Channel>,
    contacts: ToOne<Contact>,
}

impl Noun for Identity {
    const ROWS: Rows<Self> = |related, ids| related.identities(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_identities(ids);
    const IS_TOLD: IsTold = |_, _| false;
}

/// A contact's address on a channel.
#[object(id = identity_id)]
impl Identity {
    /// Whose it is.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<Contact>> {
        self.0.one(ctx, |of| &of.contacts, |row| row.contact_id).await
    }

    /// Where it is valid.
    async fn channel(&self, ctx: &Context<'_>) -> Result<Option<Channel>> {
        self.0.one(ctx, |of| &of.channels, |row| row.channel_id).await
    }

    /// The platform's id.
    fn platform_id(&self) -> &str;
    /// The name on the platform; absent when it has none.
    fn name(&self) -> Option<&str>;
    /// The handle on the platform; absent when it has none.
    fn username(&self) -> Option<&str>;
    /// The language (BCP 47); absent when the platform does not tell.
    fn locale(&self) -> Option<&str>;

    /// The host page has vouched for who this is: it signed them in on the web chat.
    async fn is_verified(&self) -> bool {
        self.0.verified.is_some()
    }

    /// The name that the host page vouched for; absent where it told none.
    async fn verified_name(&self) -> Option<&str> {
        self.0.verified.as_ref()?.name.as_deref()
    }

    /// The email address that the host page vouched for; absent where it told none.
    async fn verified_email(&self) -> Option<&str> {
        self.0.verified.as_ref()?.email.as_deref()
    }

    /// The phone number that the host page vouched for; absent where it told none.
    async fn verified_phone(&self) -> Option<&str> {
        self.0.verified.as_ref()?.phone.as_deref()
    }

    /// The company's own kind of user that the host page vouched for; absent where it told none.
    async fn verified_role(&self) -> Option<&str> {
        self.0.verified.as_ref()?.role.as_deref()
    }

    /// Can it be written to: false after the customer blocked the channel.
    fn is_reachable(&self) -> bool;
    /// When it was first seen.
    fn created_at(&self) -> DateTime;
    /// When it last changed.
    fn updated_at(&self) -> DateTime;
}
