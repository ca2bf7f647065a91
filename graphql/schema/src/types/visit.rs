//! A visit of the web chat: who is on a page, and what they look at.

use crate::{
    batch::{batch, batched},
    caller::{has, read},
    relation::ToOne,
    types::{channel::Channel, contact::Contact},
};
use async_graphql::{Context, ID, Result, SimpleObject};
use std::collections::HashMap;
use switchboard_desk::visit::local_time;
use switchboard_graphql::{
    api::api, choice::Choice, connection, cost, lazy::Once, object, scalars::DateTime,
};
use switchboard_model::{Permission, VisitId, visit};

batched!(Visit of visit::Visit, visit_id: VisitId, Relations);

#[derive(Default)]
pub struct Relations {
    channels: ToOne<Channel>,
    contacts: Once<HashMap<VisitId, Contact>>,
    pages: Once<HashMap<VisitId, Vec<VisitPage>>>,
    consents: Once<HashMap<VisitId, visit::Consent>>,
}

/// A page that a visitor looked at.
#[derive(Clone, SimpleObject)]
pub struct VisitPage {
    /// Its address, without what it may tell about people.
    url: String,
    /// Its title; absent where it has none.
    title: Option<String>,
    /// Since when they looked at it.
    at: DateTime,
}

/// What a visitor has said about being recorded.
#[derive(Clone, SimpleObject)]
pub struct Consent {
    /// Agreed, or took it back.
    is_given: bool,
    /// The version of the text that they have read.
    text_version: String,
    /// The language that they have read it in (BCP 47); absent where that is not known.
    locale: Option<String>,
    /// When.
    at: DateTime,
}

/// A visit of the web chat.
#[object(id = visit_id)]
impl Visit {
    /// The channel.
    async fn channel(&self, ctx: &Context<'_>) -> Result<Option<Channel>> {
        self.0.one(ctx, |of| &of.channels, |row| row.channel_id).await
    }

    /// Who visits; absent for somebody who has not written yet, and for a contact that you may not see.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<Contact>> {
        let load = || async {
            let ids = self.0.all(|row| row.visit_id);
            let pairs = read(ctx, move |reader| reader.contacts_of_visits(&ids)).await?;
            let (visits, rows): (Vec<VisitId>, Vec<_>) = pairs.into_iter().unzip();
            Ok(visits.into_iter().zip(batch::<Contact>(rows)).collect())
        };
        let contacts = self.0.relations().contacts.get(load).await?;
        Ok(contacts.get(&self.0.visit_id).cloned())
    }

    /// The id of the chat that the visitor has; absent where there is none.
    async fn chat_id(&self) -> Option<ID> {
        self.0.chat_id.map(Into::into)
    }

    /// When it began.
    fn begun_at(&self) -> DateTime;
    /// When the visitor was last heard of, to the minute.
    fn seen_at(&self) -> DateTime;
    /// The first page.
    fn entry_url(&self) -> &str;
    /// The page that led to the first one; absent where that is not known.
    fn referrer(&self) -> Option<&str>;
    /// The page that the visitor is on.
    fn url(&self) -> &str;
    /// Its title; absent where it has none.
    fn title(&self) -> Option<&str>;
    /// How many pages they have looked at.
    fn page_count(&self) -> i64;

    /// The pages that they have looked at, the first one first: at most the newest 200.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn pages(&self, ctx: &Context<'_>) -> Result<Vec<VisitPage>> {
        let load = || async {
            let ids = self.0.all(|row| row.visit_id);
            let rows = api(ctx)?.read_related(move |related| related.pages_of_visits(&ids)).await?;
            let mut pages: HashMap<VisitId, Vec<VisitPage>> = HashMap::new();
            for visit::VisitPage { visit_id, url, title, at, .. } in rows {
                let page = VisitPage { url, title, at: DateTime(at) };
                pages.entry(visit_id).or_default().push(page);
            }
            Ok(pages)
        };
        let pages = self.0.relations().pages.get(load).await?;
        Ok(pages.get(&self.0.visit_id).cloned().unwrap_or_default())
    }

    /// What the visitor has said last about being recorded; absent where they were not asked.
    async fn consent(&self, ctx: &Context<'_>) -> Result<Option<Consent>> {
        let load = || async {
            let ids = self.0.all(|row| row.visit_id);
            api(ctx)?.read_related(move |related| related.consents_of_visits(&ids)).await
        };
        let consents = self.0.relations().consents.get(load).await?;
        let last = consents.get(&self.0.visit_id).cloned();
        Ok(last.map(|visit::Consent { is_given, text_version, locale, at, .. }| Consent {
            is_given,
            text_version,
            locale,
            at: DateTime(at),
        }))
    }

    /// The browser with its version; absent where that is not known.
    fn browser(&self) -> Option<&str>;
    /// The operating system; absent where that is not known.
    fn os(&self) -> Option<&str>;
    /// What they visit with.
    fn device(&self) -> Choice<visit::DeviceKind>;
    /// The browser's language (BCP 47); absent where that is not known.
    fn locale(&self) -> Option<&str>;
    /// The browser's time zone (IANA name); absent where that is not known.
    fn time_zone(&self) -> Option<&str>;

    /// What time it is for the visitor now, with the offset: `2026-07-01T14:00:00+02:00`; absent where that is
    /// not known.
    async fn local_time(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let now = api(ctx)?.desk.now();
        Ok(self.0.time_zone.as_deref().and_then(|zone| local_time(zone, now)))
    }

    /// What is kept of the address, as the channel's `visitor_ip` says. Absent where that is nothing, and
    /// without the permission `VISIT_ADDRESS`.
    async fn ip(&self, ctx: &Context<'_>) -> Option<&str> {
        self.0.ip.as_deref().filter(|_| has(ctx, Permission::VisitAddress))
    }

    /// The country that the address is approximately in (ISO 3166-1); absent where that is not known.
    fn country(&self) -> Option<&str>;
    /// The city that the address is approximately in; absent where that is not known.
    fn city(&self) -> Option<&str>;
}

connection!(VisitConnection, VisitEdge, Visit, "A page of visits.", "A visit in a list.");
