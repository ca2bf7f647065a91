//! One call of a command: begun with who calls and the key that recognises a repeated call, ended with
//! a payload.

use crate::{
    caller::operator,
    noun::{Noun, visible_one},
};
use async_graphql::{Context, ID, Result};
use std::fmt::Display;
use switchboard_desk::{
    Committed, Context as DeskContext, Desk, DeskError, idempotent::IdempotencyKey,
};
use switchboard_graphql::{
    api::{api, caller},
    mutation::{Input, Outcome, Payload, given},
};

/// What a payload returns, made of what the desk's command gives.
pub trait Returned<T>: Sized {
    /// As far as the caller may know of it.
    async fn returned(ctx: &Context<'_>, value: T) -> Result<Option<Self>>;
}

impl<N: Noun> Returned<N::Row> for N {
    async fn returned(ctx: &Context<'_>, row: N::Row) -> Result<Option<Self>> {
        <N as Noun>::returned(ctx, row).await
    }
}

/// Of what was deleted the id is left.
impl<T: Display> Returned<T> for ID {
    async fn returned(_: &Context<'_>, id: T) -> Result<Option<Self>> {
        Ok(Some(id.into()))
    }
}

/// Runs a command with the input of the mutation that was called: what it gave when it worked, and the
/// rest of the payload.
pub async fn run<I: Input, T>(
    ctx: &Context<'_>,
    input: I,
    command: impl AsyncFnOnce(&Desk, &DeskContext, I) -> Result<Committed<T>, DeskError>,
) -> Result<(Option<T>, Outcome)> {
    let mut context = caller(ctx)?.clone();
    operator(ctx)?;
    let key = input.key().map(ToOwned::to_owned);
    let form = cfg!(debug_assertions).then(|| input.to_value());
    if let Some(word) = &key {
        let request = given(ctx, input.to_value())?;
        context = match IdempotencyKey::new(word, &request) {
            Ok(known) => context.with_key(known),
            Err(error) => return Outcome::of(key, Err(error)),
        };
    }
    let done = command(&api(ctx)?.desk, &context, input).await;
    let (value, outcome) = Outcome::of(key, done)?;
    debug_assert!(form.is_none_or(|form| outcome.is_of_form(&form)), "{:?}", outcome.user_errors);
    Ok((value, outcome))
}

/// Runs a command of the desk whose input is the mutation's.
pub async fn mutate<I: Input + Into<C>, C, T, P: Payload<Value: Returned<T>>>(
    ctx: &Context<'_>,
    input: I,
    command: impl AsyncFnOnce(&Desk, &DeskContext, C) -> Result<Committed<T>, DeskError>,
) -> Result<P> {
    let command = async |desk: &Desk, context: &DeskContext, input: I| {
        command(desk, context, input.into()).await
    };
    payload(ctx, run(ctx, input, command).await?).await
}

/// Like [`mutate`], of a command that also wants what only the server knows: `input_of` adds it.
pub async fn mutate_as<I: Input + Clone, C, T, P: Payload<Value: Returned<T>>>(
    ctx: &Context<'_>,
    input: I,
    input_of: impl FnOnce(&Context<'_>, I) -> Result<C>,
    command: impl AsyncFnOnce(&Desk, &DeskContext, C) -> Result<Committed<T>, DeskError>,
) -> Result<P> {
    let whole = input_of(ctx, input.clone())?;
    let command =
        async |desk: &Desk, context: &DeskContext, _: I| command(desk, context, whole).await;
    payload(ctx, run(ctx, input, command).await?).await
}

async fn payload<T, P: Payload<Value: Returned<T>>>(
    ctx: &Context<'_>,
    (value, outcome): (Option<T>, Outcome),
) -> Result<P> {
    let value = match value {
        Some(value) => P::Value::returned(ctx, value).await?,
        None => None,
    };
    Ok(P::with(outcome, value))
}

/// Like [`mutate`], of an object with a version: when the caller's was stale, the payload returns the
/// object as it is now.
pub async fn mutate_version<I: Input + Into<C>, C, N: Noun, P: Payload<Value = N>>(
    ctx: &Context<'_>,
    id: N::Id,
    input: I,
    command: impl AsyncFnOnce(&Desk, &DeskContext, C) -> Result<Committed<N::Row>, DeskError>,
) -> Result<P> {
    let command = async |desk: &Desk, context: &DeskContext, input: I| {
        command(desk, context, input.into()).await
    };
    let (row, outcome) = run(ctx, input, command).await?;
    let object = match row {
        Some(row) => <N as Noun>::returned(ctx, row).await?,
        None => if_stale(ctx, &outcome, id).await?,
    };
    Ok(P::with(outcome, object))
}

/// The object as it is now, when the caller's version of it was stale.
pub async fn if_stale<N: Noun>(
    ctx: &Context<'_>,
    outcome: &Outcome,
    id: N::Id,
) -> Result<Option<N>> {
    if outcome.is_stale() { visible_one(ctx, id).await } else { Ok(None) }
}

/// Declares the mutations of a noun, each with the command that it runs. `version of` names the field
/// whose object has a version, `from` the function that makes the command's input of the mutation's; `by`
/// names a function of the same file for what is not that simple.
macro_rules! mutations {
    ($(#[doc = $doc:literal])+ $name:ident { $(
        $(#[doc = $field_doc:literal])+
        $field:ident($input:ident, $desc:literal) -> $payload:ident { $($run:tt)+ }
    )+ }) => {
        #[derive(Default)]
        pub struct $name;

        $(#[doc = $doc])+
        #[async_graphql::Object]
        impl $name { $(
            $(#[doc = $field_doc])+
            async fn $field(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = $desc)] input: $input,
            ) -> async_graphql::Result<$payload> {
                $crate::mutation::call::mutations!(@run ctx, input, $($run)+).await
            }
        )+ }
    };
    (@run $ctx:ident, $input:ident, by $resolve:ident) => { $resolve($ctx, $input) };
    (@run $ctx:ident, $input:ident, $command:path, version of $id:ident) => {
        $crate::mutation::call::mutate_version($ctx, $input.$id.0, $input, $command)
    };
    (@run $ctx:ident, $input:ident, $command:path, from $input_of:ident) => {
        $crate::mutation::call::mutate_as($ctx, $input, $input_of, $command)
    };
    (@run $ctx:ident, $input:ident, $command:path) => {
        $crate::mutation::call::mutate($ctx, $input, $command)
    };
}
pub(crate) use mutations;
