//! Sets a paused or broken channel to work again.

use super::state;
use crate::admin::require;
use crate::{Context, Desk, DeskError, Done};
use switchboard_model::ChannelId;
use switchboard_model::Right;
use switchboard_model::channel::Channel;
use switchboard_model::channel::ChannelState;
use switchboard_store::{Lane, channel};

/// Sets a paused or broken channel to work again. Doing it twice changes nothing.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`.
pub async fn resume(
    desk: &Desk,
    context: &Context,
    channel_id: ChannelId,
) -> Result<Done<Channel>, DeskError> {
    require(&context.actor, Right::ChannelManage)?;
    let (acting, epoch) = (context.clone(), desk.store().epoch());
    desk.command(context, Lane::Any, move |transaction| {
        let before = channel::lock(transaction, channel_id)?;
        let (action, next) = ("channel.resume", ChannelState::Active);
        state::set(transaction, &acting, action, before, next, None, epoch).map(|done| done.value)
    })
    .await
}
