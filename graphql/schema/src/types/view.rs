//! Views: saved lists of chats.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    query::chat_filter::{ChatFilter, ChatOrder, shown},
    relation::ToOne,
    types::{event::event, team::Team},
};
use async_graphql::{Context, ID, Object, Result};
use switchboard_desk::view::{CreateInput, UpdateInput, create, delete, filter_of, update};
use switchboard_graphql::{
    choice::Choice,
    cost, input, object, payload,
    scalars::{DateTime, Id, Json},
};
use switchboard_model::{Permission, SharingScope, TeamId, ViewId, view};

batched!(View of view::View, view_id: ViewId, Relations);

#[derive(Default)]
pub struct Relations {
    teams: ToOne<Team>,
}

impl Noun for View {
    const ROWS: Rows<Self> = |related, ids| related.views(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_views(ids);
    const IS_TOLD: IsTold =
        |event, to| event.event.detail.owner().is_seen_by(to.operator, Permission::ViewManage);
}

event! {
    /// A view was created, changed or deleted.
    ViewEvent {
        /// The view as it is now; absent when it was deleted.
        view: View
    }
}

/// A saved list of chats. Whoever sees it sees those of its chats that they may read.
#[object(id = view_id)]
impl View {
    /// The name.
    fn name(&self) -> &str;
    /// Whose it is.
    fn scope(&self) -> Choice<SharingScope>;

    /// The team whose it is; absent when it is no team's.
    async fn team(&self, ctx: &Context<'_>) -> Result<Option<Team>> {
        self.0.one(ctx, |of| &of.teams, |row| row.team_id).await
    }

    /// What its chats are like, in the form of a `ChatFilter`; absent when a newer version of the server
    /// made it and this one cannot read it.
    async fn filter(&self) -> Option<Json> {
        filter_of(&self.0).ok().map(shown)
    }

    /// How its chats are ordered.
    fn chat_order(&self) -> ChatOrder;
    /// Where it stands among the others of its scope, the lowest first.
    fn position(&self) -> i64;
    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
}

#[derive(Default)]
pub struct ViewQuery;

/// The views.
#[Object]
impl ViewQuery {
    /// Your own views and those that you share with others, in the order of their positions.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn views(&self, ctx: &Context<'_>) -> Result<Vec<View>> {
        Ok(batch(read(ctx, |reader| reader.known_views()).await?))
    }
}

input! {
    /// A new view.
    ViewCreateInput into CreateInput {
        /// The name.
        name: String,
        /// Whose it is. One that is not your own needs the permission `VIEW_MANAGE`.
        scope: Choice<SharingScope>,
        /// The team, where it is a team's.
        team_id: Option<Id<TeamId>>,
        /// What its chats are like.
        filter: ChatFilter,
        /// How they are ordered; absent: by the newest message.
        chat_order: Option<ChatOrder>,
        /// Where it stands among the others, the lowest first; absent: 0.
        position: Option<i64>,
    }

    /// What to change of a view. Absent keeps; whose it is stays.
    ViewUpdateInput into UpdateInput {
        /// The view.
        view_id: Id<ViewId>,
        /// The name.
        name: Option<String>,
        /// What its chats are like: the whole filter.
        filter: Option<ChatFilter>,
        /// How they are ordered.
        chat_order: Option<ChatOrder>,
        /// Where it stands among the others.
        position: Option<i64>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The view to delete.
    ViewDeleteInput of ViewId {
        /// The view.
        view_id
    }
}

payload!(ViewCreatePayload, "The result of creating a view.", view: View, "The view; absent when it was not created.");
payload!(ViewUpdatePayload, "The result of changing a view.", view: View, "The view as it is now; absent when it was not changed.");
payload!(ViewDeletePayload, "The result of deleting a view.", deleted_id: ID, "The id of the view; absent when it was not deleted.");

mutations! {
    /// What is done with a view.
    ViewMutation {
        /// Creates a view.
        view_create(ViewCreateInput, "The view.") -> ViewCreatePayload { create }
        /// Changes a view.
        view_update(ViewUpdateInput, "What to change.")
            -> ViewUpdatePayload { update, version of view_id }
        /// Deletes a view. Its chats stay.
        view_delete(ViewDeleteInput, "The view.") -> ViewDeletePayload { delete }
    }
}
