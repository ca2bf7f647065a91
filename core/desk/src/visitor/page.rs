//! A visitor tells which page they are on (F57, F58): a visit begins with the first one, or goes on. Nothing is
//! written here.

use super::acting::{ActingVisitor, visitor_of};
use crate::channel::web::{IpKept, VisitsOf};
use crate::limits::VISIT_SILENT_MS;
use crate::visit::{ClientHints, Device, Seen, canonical};
use crate::{Context, Desk, DeskError, Result, text};
use std::net::IpAddr;
use switchboard_model::actor::VisitorActor;
use switchboard_model::visit::Visit;
use switchboard_model::{locale, page_address};
use switchboard_store::visit;

/// The page that a visitor is on.
#[derive(Clone, Debug)]
pub struct PageInput {
    /// Its address; what it may tell of people is left out.
    pub url: String,
    /// Its title.
    pub title: Option<String>,
    /// The page that led to the first one.
    pub referrer: Option<String>,
    /// The browser's language (BCP 47); what is none is left out.
    pub locale: Option<String>,
    /// The browser's time zone (IANA name); what is none is left out.
    pub time_zone: Option<String>,
    /// What the browser tells of itself.
    pub hints: ClientHints,
}

/// Takes the page. The same one again says that the visitor is still there. Nothing is kept of it where the
/// channel lists no visit of theirs.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor or a blocked contact, `Invalid` for the address, `Conflict` when
/// the channel is not at work, `TooMany` for too many pages, or visits of one peer, site or channel.
pub async fn page(desk: &Desk, context: &Context, input: PageInput) -> Result<()> {
    let visitor = visitor_of(&context.actor)?.clone();
    let whose = (visitor.channel_id, visitor.platform_id.clone());
    let now = desk.now();
    desk.visits().take_turn(&whose, now)?;
    let url = page_address::kept(&input.url).ok_or_else(|| {
        DeskError::invalid("url", "is no http or https address: pass the page's own")
    })?;
    let is_live = desk.visits().is_live(&whose, now);
    let (actor, since) = (context.actor.clone(), now.plus_ms(-VISIT_SILENT_MS));
    let found = desk
        .store()
        .read(move |connection| -> Result<_> {
            let visitor = ActingVisitor::now(connection, &actor)?;
            let chat = match visitor.settings.visits_of {
                VisitsOf::Everybody if is_live => None,
                VisitsOf::Everybody | VisitsOf::WithChat => visitor.chat(connection)?,
                VisitsOf::Nobody => return Ok(None),
            };
            if visitor.settings.visits_of == VisitsOf::WithChat && chat.is_none() {
                return Ok(None);
            }
            let may_be_kept = visitor.has_agreed(connection)?;
            let VisitorActor { channel_id, platform_id, .. } = &visitor.actor;
            let stored = if is_live || !may_be_kept {
                None
            } else {
                visit::find_current(connection, *channel_id, platform_id, since)?
            };
            let chat_id = chat.map(|chat| chat.chat_id);
            Ok(Some((visitor.settings.visitor_ip, may_be_kept, stored, chat_id)))
        })
        .await?;
    // The channel lists no visit of theirs.
    let Some((ip_kept, may_be_kept, stored, chat_id)) = found else { return Ok(()) };
    let address: Option<IpAddr> =
        context.remote_address.as_deref().and_then(|text| text.parse().ok());
    let place = match (ip_kept, address) {
        (IpKept::Off, _) | (_, None) => None,
        (_, Some(address)) => Some(desk.places().find(address)),
    };
    let seen = Seen {
        url: url.clone(),
        title: input.title.as_deref().and_then(text::name),
        locale: input.locale.as_deref().and_then(locale::canonical),
        time_zone: input.time_zone.as_deref().and_then(canonical),
        ip: match ip_kept {
            IpKept::Off => None,
            IpKept::Masked => context.remote_network(),
            IpKept::Full => address.map(|address| address.to_string()),
        },
        country: place.as_ref().and_then(|place| place.country.clone()),
        city: place.and_then(|place| place.city),
        may_be_kept,
    };
    let fresh = || -> Result<Visit> {
        desk.visits().begin(visitor.channel_id, context.peer(), now)?;
        let device = Device::of(context.user_agent.as_deref(), &input.hints);
        Ok(Visit {
            visit_id: desk.store().id(),
            channel_id: visitor.channel_id,
            platform_id: visitor.platform_id.clone(),
            first_contact_id: visitor.contact_id,
            begun_at: now,
            seen_at: now,
            entry_url: url.clone(),
            referrer: input.referrer.as_deref().and_then(page_address::kept),
            url,
            title: None,
            page_count: 0,
            browser: device.browser,
            os: device.os,
            device: device.kind,
            locale: None,
            time_zone: None,
            ip: None,
            country: None,
            city: None,
            chat_id,
        })
    };
    desk.visits().see(&whose, seen, stored, fresh, now)
}
