//! The operator who calls, and what they have the permission to.

use async_graphql::{Context, Result};
use switchboard_desk::{DeskError, read::Reader};
use switchboard_graphql::{
    api::{api, caller},
    errors::{lacking, unauthenticated},
    personal,
};
use switchboard_model::{Actor, ChatFilter, ChatOrder, Permission, actor::OperatorActor};

/// The operator who calls. What is resolved with it is theirs alone; for permissions ask [`has`].
pub fn operator<'a>(ctx: &Context<'a>) -> Result<&'a OperatorActor> {
    personal::mark();
    calling(ctx)
}

fn calling<'a>(ctx: &Context<'a>) -> Result<&'a OperatorActor> {
    match &caller(ctx)?.actor {
        Actor::Operator(operator) => Ok(operator),
        Actor::Visitor(_) | Actor::Rule(_) | Actor::System => Err(unauthenticated()),
    }
}

/// The operator who calls, if they have the permission.
pub fn operator_with<'a>(ctx: &Context<'a>, permission: Permission) -> Result<&'a OperatorActor> {
    let operator = operator(ctx)?;
    if operator.has(permission) { Ok(operator) } else { Err(lacking(permission)) }
}

/// Does the operator who calls have the permission.
pub fn has(ctx: &Context<'_>, permission: Permission) -> bool {
    calling(ctx).is_ok_and(|operator| operator.has(permission))
}

/// The operator who calls, if they may read chats at all.
pub fn chat_reader<'a>(ctx: &Context<'a>) -> Result<&'a OperatorActor> {
    let operator = operator(ctx)?;
    if operator.visible_chats().is_some() {
        Ok(operator)
    } else {
        Err(lacking(Permission::ChatRead))
    }
}

/// Reads as far as the operator who calls may.
pub async fn read<T: Send + 'static>(
    ctx: &Context<'_>,
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, DeskError> + Send + 'static,
) -> Result<T> {
    operator(ctx)?;
    api(ctx)?.read(caller(ctx)?.actor.clone(), read).await
}

/// Reads the list or the number of chats that are like this, in an order where it is a list, as far as the
/// operator who calls may.
pub async fn read_list<T: Send + 'static>(
    ctx: &Context<'_>,
    asked: (ChatFilter, Option<ChatOrder>),
    read: impl FnOnce(&mut Reader<'_>, &ChatFilter) -> Result<T, DeskError> + Send + 'static,
) -> Result<T> {
    operator(ctx)?;
    api(ctx)?.read_list(caller(ctx)?.actor.clone(), asked, read).await
}
