//! How a visit begins, and how the page tells who the visitor is.

use crate::access::{VisitorCaller, visitor};
use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use switchboard_desk::{
    Context as DeskContext,
    channel::web::WebSettings,
    visitor::{
        identify::identify,
        start::{StartInput, Started, start},
    },
};
use switchboard_graphql::{api::api, mutation::Outcome, payload, scalars::DateTime};
use switchboard_model::Actor;

/// Who comes, and to which channel.
#[derive(Clone, InputObject)]
pub struct VisitStartInput {
    /// Returned in the payload: each call gives a new session.
    client_mutation_id: Option<String>,
    /// The channel's key, as the snippet on the page has it.
    channel_key: String,
    /// The identity that the page's own server signed (JWT); absent for unknown visitors.
    identity: Option<String>,
}

/// An identity for a visitor who is already here.
#[derive(Clone, InputObject)]
pub struct VisitIdentifyInput {
    /// Returned in the payload: the same identity again changes nothing.
    client_mutation_id: Option<String>,
    /// The identity that the page's own server signed (JWT).
    identity: String,
}

/// Is something asked of a visitor before the first message.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
#[graphql(remote = "switchboard_desk::channel::web::Ask")]
pub enum VisitorAsk {
    /// Not asked.
    No,
    /// Asked, may be left empty.
    Optional,
    /// Asked and needed.
    Required,
}

/// A visit that has begun.
#[derive(Clone, SimpleObject)]
pub struct Visit {
    /// The session's secret, for `Authorization: Bearer`. Keep it to come back to the same chat.
    secret: String,
    /// The session ends then, unless it is used.
    expires_at: DateTime,
    /// A greeting to show; absent when the company set none.
    greeting: Option<String>,
    /// Is your name asked before the first message.
    ask_name: VisitorAsk,
    /// Is your email address asked before the first message.
    ask_email: VisitorAsk,
    /// Only visitors whom the page has signed in may write.
    is_identity_required: bool,
}

payload!(VisitStartPayload, "The result of coming.", visit: Visit, "The visit; absent when you were not let in.");
payload!(VisitIdentifyPayload, "The result of an identity.", visit: Visit, "The visit with a new session; absent when the identity was refused.");

fn visit(started: Started) -> Option<Visit> {
    let settings = WebSettings::read(&started.channel.settings).ok()?;
    Some(Visit {
        secret: started.secret,
        expires_at: DateTime(started.session.expires_at),
        greeting: settings.greeting,
        ask_name: settings.ask_name.into(),
        ask_email: settings.ask_email.into(),
        is_identity_required: settings.is_identity_required,
    })
}

#[derive(Default)]
pub struct VisitMutation;

/// How a visit begins.
#[Object]
impl VisitMutation {
    /// Comes to a channel: gives a session. Needs no session itself.
    async fn visit_start(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who comes.")] input: VisitStartInput,
    ) -> Result<VisitStartPayload> {
        let caller = ctx.data::<VisitorCaller>()?;
        let mut context = DeskContext::of(Actor::System);
        context.request_id = caller.request_id.clone();
        context.remote_address = caller.remote_address.clone();
        let command = StartInput {
            channel_key: input.channel_key,
            origin: caller.origin.clone(),
            identity: input.identity,
        };
        let done = start(&api(ctx)?.desk, &context, command).await;
        let (started, outcome) = Outcome::of(input.client_mutation_id, done)?;
        Ok(VisitStartPayload::of(outcome, started.and_then(visit)))
    }

    /// Tells who the visitor is, after they have signed in on the page.
    async fn visit_identify(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The identity.")] input: VisitIdentifyInput,
    ) -> Result<VisitIdentifyPayload> {
        let visitor = visitor(ctx)?;
        let desk = &api(ctx)?.desk;
        let done = identify(desk, &visitor.context, input.identity).await;
        let (started, outcome) = Outcome::of(input.client_mutation_id, done)?;
        Ok(VisitIdentifyPayload::of(outcome, started.and_then(visit)))
    }
}
