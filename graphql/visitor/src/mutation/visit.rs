//! How a visit begins, goes on and ends, what is agreed to, and how the page tells who the visitor is.

use crate::{
    access::{VisitorCaller, session_id, visitor},
    cursor::{EventCursor, outcome},
};
use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use switchboard_desk::{
    Committed, Context as DeskContext, DeskError,
    channel::web::{ConsentSettings, WebSettings},
    visitor::{
        consent::{ConsentInput, consent},
        end::end,
        identify::{IdentifyInput, identify},
        page::{PageInput, page},
        start::{StartInput, Started, start},
    },
};
use switchboard_graphql::{
    Api, api::api, choice::Choice, errors::top_level, mutation::Outcome, payload, scalars::DateTime,
};
use switchboard_model::{Actor, visit::ConsentPurpose};

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
    /// Returned in the payload: each call gives a new session.
    client_mutation_id: Option<String>,
    /// The identity that the page's own server signed (JWT).
    identity: String,
}

/// The end of the visit.
#[derive(Clone, InputObject)]
pub struct VisitEndInput {
    /// Returned in the payload: what has ended cannot end again.
    client_mutation_id: Option<String>,
}

/// The page that you are on.
#[derive(Clone, InputObject)]
pub struct VisitUpdateInput {
    /// Returned in the payload: the same page again says that you are still there.
    client_mutation_id: Option<String>,
    /// The page's address; names, tokens and the like in its query are not kept.
    url: String,
    /// The page's title.
    title: Option<String>,
    /// The page that led here.
    referrer: Option<String>,
    /// The browser's language (BCP 47).
    locale: Option<String>,
    /// The browser's time zone (IANA name), such as `Europe/Madrid`.
    time_zone: Option<String>,
}

/// What you agree to.
#[derive(Clone, InputObject)]
pub struct ConsentSetInput {
    /// Returned in the payload: the same again changes nothing.
    client_mutation_id: Option<String>,
    /// What it is about; absent: that what is personal of you is recorded.
    purpose: Option<Choice<ConsentPurpose>>,
    /// You agree, or take it back.
    is_given: bool,
    /// The version of the text that you have read.
    text_version: String,
    /// The language that you have read it in (BCP 47).
    locale: Option<String>,
}

/// The result of telling which page you are on.
#[derive(Clone, SimpleObject)]
pub struct VisitUpdatePayload {
    /// The key that was passed.
    client_mutation_id: Option<String>,
}

/// What visitors are asked to agree to.
#[derive(Clone, SimpleObject)]
pub struct VisitConsent {
    /// Which text it is: pass it to `consentSet`.
    version: String,
    /// The text beside the box to tick.
    text: String,
    /// The page that the text links; absent when it links none.
    url: Option<String>,
    /// You have agreed.
    is_given: bool,
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
pub struct VisitorVisit {
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
    /// Once you have a chat you may begin a further one: `messageWrite(isNewChat:)`.
    is_new_chat_offered: bool,
    /// What you are asked to agree to: before you have, nothing personal is stored and you cannot write. Absent when
    /// nothing is asked. A page that signs its users in passes the identity again afterwards.
    consent: Option<VisitConsent>,
    /// Whether you may be written to without having asked for something; absent when nobody is asked.
    broadcast_consent: Option<VisitConsent>,
    /// The page has signed you in: what it vouched for you need not tell.
    is_verified: bool,
}

payload!(cursor = EventCursor; VisitStartPayload, "The result of coming.", visit: VisitorVisit, "The visit; absent when you were not let in.");
payload!(cursor = EventCursor; VisitIdentifyPayload, "The result of an identity.", visit: VisitorVisit, "The visit with a new session; absent when the identity was refused.");
payload!(cursor = EventCursor; ConsentSetPayload, "The result of agreeing, or of taking it back.", is_given: bool, "Whether you agree; absent when it was not taken.");
payload!(cursor = EventCursor; VisitEndPayload, "The result of leaving.", ended_id: ID, "The id of the session; absent when it was not ended.");

fn asked_for(
    ConsentSettings { version, text, url }: ConsentSettings,
    is_given: bool,
) -> VisitConsent {
    VisitConsent { version, text, url, is_given }
}

fn visit(started: Started) -> Option<VisitorVisit> {
    let settings = WebSettings::read(&started.channel.settings).ok()?;
    Some(VisitorVisit {
        secret: started.secret,
        expires_at: DateTime(started.session.expires_at),
        greeting: settings.greeting,
        ask_name: settings.ask_name.into(),
        ask_email: settings.ask_email.into(),
        is_identity_required: settings.is_identity_required,
        is_new_chat_offered: settings.is_new_chat_offered,
        consent: settings.consent.map(|asked| asked_for(asked, started.has_agreed)),
        broadcast_consent: settings
            .broadcast_consent
            .map(|asked| asked_for(asked, started.takes_broadcasts)),
        is_verified: started.session.secret_generation.is_some(),
    })
}

/// The result of a visit that begins, told to the visitor that it makes.
fn begun(
    api: &Api,
    client_mutation_id: Option<String>,
    done: Result<Committed<Started>, DeskError>,
) -> Result<(Option<VisitorVisit>, Outcome<EventCursor>)> {
    let visitor = done.as_ref().ok().map(|done| done.value.visitor.clone());
    let actor = visitor.map_or(Actor::System, Actor::Visitor);
    let (started, outcome) = outcome(api, &actor, client_mutation_id, done)?;
    Ok((started.and_then(visit), outcome))
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
        let api = api(ctx)?;
        let done = start(&api.desk, &context, command).await;
        let (visit, outcome) = begun(api, input.client_mutation_id, done)?;
        Ok(VisitStartPayload::of(outcome, visit))
    }

    /// Tells who the visitor is, after they have signed in on the page: gives a session of that identity,
    /// and ends the one that was used.
    async fn visit_identify(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The identity.")] input: VisitIdentifyInput,
    ) -> Result<VisitIdentifyPayload> {
        let visitor = visitor(ctx)?;
        let api = api(ctx)?;
        let session_id = Some(session_id(ctx)?);
        let command = IdentifyInput { identity: input.identity, session_id };
        let done = identify(&api.desk, &visitor.context, command).await;
        let (visit, outcome) = begun(api, input.client_mutation_id, done)?;
        Ok(VisitIdentifyPayload::of(outcome, visit))
    }

    /// Tells which page you are on, whenever that changes, and once a minute that you are still there.
    async fn visit_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The page.")] input: VisitUpdateInput,
    ) -> Result<VisitUpdatePayload> {
        let visitor = visitor(ctx)?;
        let hints = ctx.data_opt::<VisitorCaller>().map(|caller| caller.hints.clone());
        let command = PageInput {
            url: input.url,
            title: input.title,
            referrer: input.referrer,
            locale: input.locale,
            time_zone: input.time_zone,
            hints: hints.unwrap_or_default(),
        };
        page(&api(ctx)?.desk, &visitor.context, command).await.map_err(top_level)?;
        Ok(VisitUpdatePayload { client_mutation_id: input.client_mutation_id })
    }

    /// Agrees to what the chat asks for, or takes that back. What was said last counts.
    async fn consent_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you agree to.")] input: ConsentSetInput,
    ) -> Result<ConsentSetPayload> {
        let visitor = visitor(ctx)?;
        let (api, is_given) = (api(ctx)?, input.is_given);
        let command = ConsentInput {
            purpose: input.purpose.map_or(ConsentPurpose::Processing, |purpose| purpose.0),
            is_given,
            text_version: input.text_version,
            locale: input.locale,
        };
        let done = consent(&api.desk, &visitor.context, command).await;
        let actor = &visitor.context.actor;
        let (said, outcome) = outcome(api, actor, input.client_mutation_id, done)?;
        Ok(ConsentSetPayload::of(outcome, said.map(|()| is_given)))
    }

    /// Leaves: the session ends at once, and so do all connections that use it. What was written stays, and a
    /// page that signs its users in leads back to it.
    async fn visit_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The visit.")] input: VisitEndInput,
    ) -> Result<VisitEndPayload> {
        let visitor = visitor(ctx)?;
        let (api, id) = (api(ctx)?, session_id(ctx)?);
        let done = end(&api.desk, &visitor.context, id).await;
        let actor = &visitor.context.actor;
        let (ended, outcome) = outcome(api, actor, input.client_mutation_id, done)?;
        Ok(VisitEndPayload::of(outcome, ended.map(|()| id.into())))
    }
}
