//! Broadcasts: one text to many contacts who have agreed to that.

mod recipient;

use crate::{
    batch::{batch, batched},
    caller::{operator, read},
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    query::contact::{ContactFilter, shown},
    relation::ToOne,
    types::{contact::Contact, event::event, operator::Operator, template::TemplateText},
};
use async_graphql::{Context, ID, MaybeUndefined, Object, Result, SimpleObject};
use recipient::{BroadcastRecipientConnection, recipients};
use std::collections::HashMap;
use switchboard_desk::{
    broadcast::{
        CreateInput, PreviewInput, UpdateInput, cancel, channels_of, create, delete, filter_of,
        pause, resume, start, texts_of, update,
    },
    limits::BROADCASTS_MAX,
    read::PageRequest,
};
use switchboard_graphql::{
    api::api,
    choice::Choice,
    cost, input,
    lazy::{Memo, Once},
    object,
    page::empty,
    payload,
    plain::Plain,
    scalars::{DateTime, Id, Json},
};
use switchboard_model::{
    BroadcastId, ChannelId, ContactId, OperatorId, Permission, TemplateId,
    broadcast::{self, BroadcastState, LeftOutReason, RecipientState},
};

batched!(Broadcast of broadcast::Broadcast, broadcast_id: BroadcastId, Relations);

#[derive(Default)]
pub struct Relations {
    operators: ToOne<Operator>,
    left_out: Once<HashMap<BroadcastId, Vec<BroadcastLeftOut>>>,
    recipients: Memo<AskedRecipients, HashMap<BroadcastId, BroadcastRecipientConnection>>,
}

/// Who asks for which contacts of broadcasts.
type AskedRecipients = (OperatorId, Option<Vec<RecipientState>>, PageRequest<ContactId>);

impl Noun for Broadcast {
    const ROWS: Rows<Self> = |related, ids| related.broadcasts(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_broadcasts(ids);
    const IS_TOLD: IsTold = |_, subscriber| subscriber.operator.has(Permission::BroadcastSend);
}

event! {
    /// A broadcast was created, changed, started, paused, resumed, cancelled or deleted, got further, or ended.
    BroadcastEvent {
        /// The broadcast as it is now; absent when it was deleted.
        broadcast: Broadcast
    }
}

/// How many contacts are not written to for a reason.
#[derive(Clone, SimpleObject)]
pub struct BroadcastLeftOut {
    /// Why not.
    reason: Choice<LeftOutReason>,
    /// How many.
    count: i64,
}

/// One text to many contacts who have agreed to that, each in a chat of theirs. It changes no status of a chat, and a
/// closed one stays closed; who answers has an ordinary chat.
#[object(id = broadcast_id)]
impl Broadcast {
    /// What it is about; nobody outside reads it.
    fn name(&self) -> &str;

    /// What its contacts are like, in the form of a `ContactFilter`; absent when a newer version of the server made
    /// it and this one cannot read it, and does nothing.
    async fn filter(&self) -> Option<Json> {
        filter_of(&self.0).ok().map(shown)
    }

    /// The id of the template that its texts were taken from.
    async fn template_id(&self) -> ID {
        self.0.template_id.into()
    }

    /// What it says, by the languages: the template's texts as they were when it was made.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn texts(&self) -> Vec<TemplateText> {
        texts_of(&self.0).unwrap_or_default().into_iter().map(Into::into).collect()
    }

    /// The language for whom there is no better one.
    fn default_locale(&self) -> &str;

    /// The ids of the channels by which it leaves, the preferred one first.
    async fn channel_ids(&self) -> Vec<ID> {
        channels_of(&self.0).into_iter().map(Into::into).collect()
    }

    /// How many messages a minute leave by each channel.
    fn rate_per_minute(&self) -> i64;
    /// How far it is.
    fn state(&self) -> Choice<BroadcastState>;
    /// When it begins, once it was started; absent: at once.
    fn begins_at(&self) -> Option<DateTime>;
    /// Were all contacts looked for that it means.
    fn is_collected(&self) -> bool;
    /// How many contacts it means, as far as they were looked for.
    fn recipient_count(&self) -> i64;
    /// How many of them were written to; how that arrived, their chats tell.
    fn sent_count(&self) -> i64;
    /// How many of them are not written to.
    fn left_out_count(&self) -> i64;

    /// How many of them are not written to, by the reasons.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn left_out(&self, ctx: &Context<'_>) -> Result<Vec<BroadcastLeftOut>> {
        let load = || async {
            let ids = self.0.all(|row| row.broadcast_id);
            let read = api(ctx)?.read_related(move |related| related.left_out_of_broadcasts(&ids));
            let mut counts: HashMap<BroadcastId, Vec<BroadcastLeftOut>> = HashMap::new();
            for row in read.await? {
                let one = BroadcastLeftOut { reason: row.reason.into(), count: row.count };
                counts.entry(row.broadcast_id).or_default().push(one);
            }
            Ok(counts)
        };
        let counts = self.0.relations().left_out.get(load).await?;
        Ok(counts.get(&self.0.broadcast_id).cloned().unwrap_or_default())
    }

    /// The contacts that it means, in the order in which they were looked for.
    async fn recipients(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that stand like this; absent: all.")] states: Option<
            Vec<Choice<RecipientState>>,
        >,
        page: PageRequest<ContactId>,
    ) -> Result<BroadcastRecipientConnection> {
        let asked: AskedRecipients = (operator(ctx)?.operator_id, states.plain(), page);
        let load = || async {
            let (_, states, page) = asked.clone();
            recipients(ctx, self.0.all(|row| row.broadcast_id), states, page).await
        };
        let pages = self.0.relations().recipients.get(asked.clone(), load).await?;
        let none = || BroadcastRecipientConnection::of(empty(), |_| String::new());
        Ok(pages.get(&self.0.broadcast_id).cloned().unwrap_or_else(none))
    }

    /// Who made it; absent for the machine itself.
    async fn operator(&self, ctx: &Context<'_>) -> Result<Option<Operator>> {
        self.0.one(ctx, |of| &of.operators, |row| row.operator_id).await
    }

    /// Counts every act on it, from 1.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
    /// When it last got further.
    fn updated_at(&self) -> DateTime;
}

/// A contact who would not be written to.
#[derive(Clone, SimpleObject)]
pub struct BroadcastLeftOutContact {
    /// The contact.
    contact: Contact,
    /// Why not.
    reason: Choice<LeftOutReason>,
}

/// What a broadcast would do if it began now.
#[derive(Clone, SimpleObject)]
pub struct BroadcastPreview {
    /// How many contacts would be written to.
    count: i64,
    /// How many would not, by the reasons.
    left_out: Vec<BroadcastLeftOut>,
    /// The first hundred of those, as far as you may see them.
    left_out_contacts: Vec<BroadcastLeftOutContact>,
    /// Are these all: no more than 10,000 contacts are looked at.
    is_whole: bool,
}

#[derive(Default)]
pub struct BroadcastQuery;

/// The broadcasts.
#[Object]
impl BroadcastQuery {
    /// The broadcasts, by name. Needs the permission `BROADCAST_SEND`.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn broadcasts(&self, ctx: &Context<'_>) -> Result<Vec<Broadcast>> {
        Ok(batch(read(ctx, |reader| reader.broadcasts(BROADCASTS_MAX)).await?))
    }

    /// What a broadcast like this would do if it began now; it changes nothing. Whether its channel takes a text of
    /// this length is seen when somebody is written to. Needs the permission `BROADCAST_SEND`.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn broadcast_preview(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the contacts are like.")] filter: ContactFilter,
        #[graphql(desc = "The template whose texts are said.")] template_id: Id<TemplateId>,
        #[graphql(desc = "The channels by which it leaves, the preferred one first.")]
        channel_ids: Vec<Id<ChannelId>>,
    ) -> Result<BroadcastPreview> {
        let input = PreviewInput {
            filter: filter.plain(),
            template_id: template_id.0,
            channel_ids: channel_ids.plain(),
        };
        let seen = read(ctx, move |reader| reader.broadcast_preview(&input)).await?;
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let (reasons, rows): (Vec<LeftOutReason>, Vec<_>) =
            seen.first_left_out.into_iter().map(|one| (one.reason, one.contact)).unzip();
        let contacts = batch::<Contact>(rows).into_iter().zip(reasons);
        Ok(BroadcastPreview {
            count: number(seen.count),
            left_out: seen
                .left_out
                .into_iter()
                .map(|(reason, count)| BroadcastLeftOut {
                    reason: reason.into(),
                    count: number(count),
                })
                .collect(),
            left_out_contacts: contacts
                .map(|(contact, reason)| BroadcastLeftOutContact { contact, reason: reason.into() })
                .collect(),
            is_whole: seen.is_whole,
        })
    }
}

input! {
    /// A new broadcast. What it says is what the template says now.
    BroadcastCreateInput into CreateInput {
        /// What it is about; nobody outside reads it.
        name: String,
        /// What its contacts are like. Only those are written to who have an address on one of the channels that has
        /// agreed to broadcasts and can be reached, and who are not blocked.
        filter: ContactFilter,
        /// The template whose texts are said, each contact in their language. It may name nothing of who writes.
        template_id: Id<TemplateId>,
        /// The channels by which it leaves, the preferred one first: you see the chats of all of them.
        channel_ids: Vec<Id<ChannelId>>,
        /// How many messages a minute leave by each channel, at most 600; absent: 30.
        rate_per_minute: Option<i64>,
        /// When it begins, once it was started; absent: at once.
        begins_at: Option<DateTime>,
    }

    /// What to change of a broadcast that has not begun. Absent keeps.
    BroadcastUpdateInput into UpdateInput {
        /// The broadcast.
        broadcast_id: Id<BroadcastId>,
        /// What it is about; nobody outside reads it.
        name: Option<String>,
        /// What its contacts are like.
        filter: Option<ContactFilter>,
        /// The template whose texts are said as they are now: name it again to take over what was changed there.
        template_id: Option<Id<TemplateId>>,
        /// The channels by which it leaves, the preferred one first: you see the chats of all of them.
        channel_ids: Option<Vec<Id<ChannelId>>>,
        /// How many messages a minute leave by each channel, at most 600.
        rate_per_minute: Option<i64>,
        /// When it begins, once it was started; null: at once.
        begins_at: MaybeUndefined<DateTime>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The broadcast to start.
    BroadcastStartInput of BroadcastId {
        /// The broadcast.
        broadcast_id
    }

    /// The broadcast to pause.
    BroadcastPauseInput of BroadcastId {
        /// The broadcast.
        broadcast_id
    }

    /// The broadcast to let go on.
    BroadcastResumeInput of BroadcastId {
        /// The broadcast.
        broadcast_id
    }

    /// The broadcast to cancel.
    BroadcastCancelInput of BroadcastId {
        /// The broadcast.
        broadcast_id
    }

    /// The broadcast to delete.
    BroadcastDeleteInput of BroadcastId {
        /// The broadcast.
        broadcast_id
    }
}

payload!(BroadcastCreatePayload, "The result of creating a broadcast.", broadcast: Broadcast, "The broadcast; absent when it was not created.");
payload!(BroadcastUpdatePayload, "The result of changing a broadcast.", broadcast: Broadcast, "The broadcast as it is now; absent when it was not changed.");
payload!(BroadcastStartPayload, "The result of starting a broadcast.", broadcast: Broadcast, "The broadcast as it is now; absent when it was not started.");
payload!(BroadcastPausePayload, "The result of pausing a broadcast.", broadcast: Broadcast, "The broadcast as it is now; absent when it was not paused.");
payload!(BroadcastResumePayload, "The result of letting a broadcast go on.", broadcast: Broadcast, "The broadcast as it is now; absent when it was not resumed.");
payload!(BroadcastCancelPayload, "The result of cancelling a broadcast.", broadcast: Broadcast, "The broadcast as it is now; absent when it was not cancelled.");
payload!(BroadcastDeletePayload, "The result of deleting a broadcast.", deleted_id: ID, "The id of the broadcast; absent when it was not deleted.");

mutations! {
    /// What is done with a broadcast.
    BroadcastMutation {
        /// Creates a broadcast, of which nobody hears until it is started.
        broadcast_create(BroadcastCreateInput, "The broadcast.")
            -> BroadcastCreatePayload { create }
        /// Changes a broadcast that was not started yet, or was paused before anybody was looked for.
        broadcast_update(BroadcastUpdateInput, "What to change.")
            -> BroadcastUpdatePayload { update, version of broadcast_id }
        /// Starts a broadcast: its contacts are written to, at once or from its begin on.
        broadcast_start(BroadcastStartInput, "The broadcast.") -> BroadcastStartPayload { start }
        /// Pauses a broadcast: from now on nobody is written to.
        broadcast_pause(BroadcastPauseInput, "The broadcast.") -> BroadcastPausePayload { pause }
        /// Lets a broadcast that was paused go on with whom it had not written to.
        broadcast_resume(BroadcastResumeInput, "The broadcast.")
            -> BroadcastResumePayload { resume }
        /// Cancels a broadcast: whom it has not written to by now, it never does.
        broadcast_cancel(BroadcastCancelInput, "The broadcast.")
            -> BroadcastCancelPayload { cancel }
        /// Deletes a broadcast that was never started or is over. What its contacts were written stays.
        broadcast_delete(BroadcastDeleteInput, "The broadcast.")
            -> BroadcastDeletePayload { delete }
    }
}
