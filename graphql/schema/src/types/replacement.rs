//! Replacements: something short that is typed, and what the console puts in its place.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    relation::ToOne,
    types::{event::event, team::Team, template::IS_OWNER_TOLD},
};
use async_graphql::{Context, ID, Object, Result};
use switchboard_desk::replacement::{CreateInput, UpdateInput, create, delete, update};
use switchboard_graphql::{
    choice::Choice,
    cost, input, object, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::{ReplacementId, SharingScope, TeamId, template};

batched!(Replacement of template::Replacement, replacement_id: ReplacementId, Relations);

#[derive(Default)]
pub struct Relations {
    teams: ToOne<Team>,
}

impl Noun for Replacement {
    const ROWS: Rows<Self> = |related, ids| related.replacements(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_replacements(ids);
    const IS_TOLD: IsTold = IS_OWNER_TOLD;
}

event! {
    /// A replacement was created, changed or deleted.
    ReplacementEvent {
        /// The replacement as it is now; absent when it was deleted.
        replacement: Replacement
    }
}

/// Something short that is typed, and what is put in its place.
#[object(id = replacement_id)]
impl Replacement {
    /// Whose it is.
    fn scope(&self) -> Choice<SharingScope>;

    /// The team, of a team's; absent for others.
    async fn team(&self, ctx: &Context<'_>) -> Result<Option<Team>> {
        self.0.one(ctx, |of| &of.teams, |row| row.team_id).await
    }

    /// What is typed, unique among its owner's.
    fn token(&self) -> &str;
    /// What is put in its place.
    fn text(&self) -> &str;
    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
}

#[derive(Default)]
pub struct ReplacementQuery;

/// The replacements.
#[Object]
impl ReplacementQuery {
    /// The replacements that are for you, by their tokens. Of one token the first is meant: your own, then a
    /// team's.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn replacements(&self, ctx: &Context<'_>) -> Result<Vec<Replacement>> {
        Ok(batch(read(ctx, |reader| reader.replacements()).await?))
    }
}

input! {
    /// A new replacement.
    ReplacementCreateInput into CreateInput {
        /// Whose it is. Those of a team and of everyone need the permission `TEMPLATE_MANAGE`.
        scope: Choice<SharingScope>,
        /// The team, of a team's.
        team_id: Option<Id<TeamId>>,
        /// What is typed, unique among its owner's: one word.
        token: String,
        /// What is put in its place.
        text: String,
    }

    /// What to change of a replacement. Absent keeps. Whose it is stays.
    ReplacementUpdateInput into UpdateInput {
        /// The replacement.
        replacement_id: Id<ReplacementId>,
        /// What is typed, unique among its owner's: one word.
        token: Option<String>,
        /// What is put in its place.
        text: Option<String>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The replacement to delete.
    ReplacementDeleteInput of ReplacementId {
        /// The replacement.
        replacement_id
    }
}

payload!(ReplacementCreatePayload, "The result of creating a replacement.", replacement: Replacement, "The replacement; absent when it was not created.");
payload!(ReplacementUpdatePayload, "The result of changing a replacement.", replacement: Replacement, "The replacement as it is now; absent when it was not changed.");
payload!(ReplacementDeletePayload, "The result of deleting a replacement.", deleted_id: ID, "The id of the replacement; absent when it was not deleted.");

mutations! {
    /// What is done with a replacement.
    ReplacementMutation {
        /// Creates a replacement.
        replacement_create(ReplacementCreateInput, "The replacement.")
            -> ReplacementCreatePayload { create }
        /// Changes a replacement.
        replacement_update(ReplacementUpdateInput, "What to change.")
            -> ReplacementUpdatePayload { update, version of replacement_id }
        /// Deletes a replacement.
        replacement_delete(ReplacementDeleteInput, "The replacement.")
            -> ReplacementDeletePayload { delete }
    }
}
