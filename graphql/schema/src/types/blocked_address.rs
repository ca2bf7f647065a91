//! Blocked addresses: email addresses and phone numbers whose owners may not write.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    types::event::event,
};
use async_graphql::{Context, ID, Object, Result};
use switchboard_desk::blocked_address::{CreateInput, create, delete};
use switchboard_graphql::{choice::AddressKind, cost, input, object, payload, scalars::DateTime};
use switchboard_model::{BlockedAddressId, Permission, contact};

batched!(BlockedAddress of contact::BlockedAddress, blocked_address_id: BlockedAddressId);

impl Noun for BlockedAddress {
    const ROWS: Rows<Self> = |related, ids| related.blocked_addresses(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_blocked_addresses(ids);
    const IS_TOLD: IsTold = |_, subscriber| subscriber.operator.has(Permission::ContactRead);
}

event! {
    /// An address was blocked, or is blocked no more.
    BlockedAddressEvent {
        /// The blocked address; absent when it is blocked no more.
        blocked_address: BlockedAddress
    }
}

/// An address whose owners may not write.
#[object(id = blocked_address_id)]
impl BlockedAddress {
    /// Email address or phone number.
    fn kind(&self) -> AddressKind;
    /// The address.
    fn value(&self) -> &str;
    /// When it was blocked.
    fn created_at(&self) -> DateTime;
}

#[derive(Default)]
pub struct BlockedAddressQuery;

/// The blocked addresses.
#[Object]
impl BlockedAddressQuery {
    /// The blocked addresses, newest first.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn blocked_addresses(&self, ctx: &Context<'_>) -> Result<Vec<BlockedAddress>> {
        Ok(batch(read(ctx, |reader| reader.newest_blocked_addresses()).await?))
    }
}

input! {
    /// An address to block.
    BlockedAddressCreateInput into CreateInput {
        /// Email address or phone number.
        kind: AddressKind,
        /// The address, in any spelling.
        value: String,
    }

    /// The address that is to be blocked no more.
    BlockedAddressDeleteInput of BlockedAddressId {
        /// The blocked address.
        blocked_address_id
    }
}

payload!(BlockedAddressCreatePayload, "The result of blocking an address.", blocked_address: BlockedAddress, "The blocked address; absent when it was not blocked.");
payload!(BlockedAddressDeletePayload, "The result of taking an address off the list.", deleted_id: ID, "The id of the blocked address; absent when it was not deleted.");

mutations! {
    /// What is done with a blocked address.
    BlockedAddressMutation {
        /// Blocks an address: contacts that have it are blocked, and whoever comes with it later.
        blocked_address_create(BlockedAddressCreateInput, "The address.")
            -> BlockedAddressCreatePayload { create }
        /// Takes an address off the list. Contacts that were blocked for it stay blocked: `contactUnblock` lets one
        /// write again.
        blocked_address_delete(BlockedAddressDeleteInput, "The address.")
            -> BlockedAddressDeletePayload { delete }
    }
}
