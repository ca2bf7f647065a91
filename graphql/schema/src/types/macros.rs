//! Macros: what operators do again and again with a chat, as one.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::{bulk::IntentInput, call::mutations},
    noun::{IsTold, Noun, Rows, Visible},
    relation::ToOne,
    types::{chat::Chat, event::event, team::Team, template::IS_OWNER_TOLD},
};
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use switchboard_desk::macros::{
    CreateInput, RunInput, UpdateInput, create, delete, intents_of, run, update,
};
use switchboard_graphql::{
    choice::{ChatPriority, Choice},
    cost, input, object, payload,
    scalars::{DateTime, Id, Long},
};
use switchboard_model::{ChatId, MacroId, SharingScope, TeamId, intent, macros};

batched!(Macro of macros::Macro, macro_id: MacroId, Relations);

#[derive(Default)]
pub struct Relations {
    teams: ToOne<Team>,
}

impl Noun for Macro {
    const ROWS: Rows<Self> = |related, ids| related.macros(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_macros(ids);
    const IS_TOLD: IsTold = IS_OWNER_TOLD;
}

event! {
    /// A macro was created, changed or deleted.
    MacroEvent {
        /// The macro as it is now; absent when it was deleted.
        r#macro: Macro
    }
}

/// One thing to do with a chat: exactly one of these is there.
#[derive(Clone, Default, SimpleObject)]
pub struct Intent {
    /// It is assigned.
    assign: Option<IntentAssignment>,
    /// The id of the label that is put on it.
    label_id: Option<ID>,
    /// The id of the label that is taken off it.
    unlabel_id: Option<ID>,
    /// How urgent it becomes.
    priority: Option<ChatPriority>,
    /// The id of the reason for which it is closed.
    close_reason_id: Option<ID>,
    /// It is put away.
    is_archived: Option<bool>,
    /// It is put aside for this long, in ms, or until the customer writes.
    snooze_for_ms: Option<Long>,
    /// The id of the template that is written to the customer.
    template_id: Option<ID>,
    /// It is marked as read, or as unread.
    is_read: Option<bool>,
}

/// To whom a chat is assigned.
#[derive(Clone, SimpleObject)]
pub struct IntentAssignment {
    /// The operator stays who it is.
    keeps_operator: bool,
    /// The id of the operator; absent where it is assigned to none.
    operator_id: Option<ID>,
    /// The team stays which it is.
    keeps_team: bool,
    /// The id of the team; absent where it is assigned to none.
    team_id: Option<ID>,
}

impl From<intent::Intent> for Intent {
    fn from(intent: intent::Intent) -> Self {
        let none = Self::default();
        match intent {
            intent::Intent::Assign { operator_id, team_id } => {
                let assign = IntentAssignment {
                    keeps_operator: operator_id.is_none(),
                    operator_id: operator_id.flatten().map(Into::into),
                    keeps_team: team_id.is_none(),
                    team_id: team_id.flatten().map(Into::into),
                };
                Self { assign: Some(assign), ..none }
            }
            intent::Intent::Label(id) => Self { label_id: Some(id.into()), ..none },
            intent::Intent::Unlabel(id) => Self { unlabel_id: Some(id.into()), ..none },
            intent::Intent::Prioritize(to) => Self { priority: Some(to.into()), ..none },
            intent::Intent::Close(id) => Self { close_reason_id: Some(id.into()), ..none },
            intent::Intent::Archive => Self { is_archived: Some(true), ..none },
            intent::Intent::Snooze(for_ms) => Self { snooze_for_ms: Some(Long(for_ms)), ..none },
            intent::Intent::Reply(id) => Self { template_id: Some(id.into()), ..none },
            intent::Intent::Read => Self { is_read: Some(true), ..none },
            intent::Intent::Unread => Self { is_read: Some(false), ..none },
        }
    }
}

/// Several things that are done with a chat together.
#[object(id = macro_id)]
impl Macro {
    /// Whose it is.
    fn scope(&self) -> Choice<SharingScope>;

    /// The team, of a team's; absent for others.
    async fn team(&self, ctx: &Context<'_>) -> Result<Option<Team>> {
        self.0.one(ctx, |of| &of.teams, |row| row.team_id).await
    }

    /// What it does, in words.
    fn title(&self) -> &str;

    /// What it does, in order; absent when a newer version of the server made it and this one cannot read it.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn acts(&self) -> Option<Vec<Intent>> {
        let intents = intents_of(&self.0).ok()?;
        Some(intents.into_iter().map(Into::into).collect())
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
    /// When it last changed.
    fn updated_at(&self) -> DateTime;
}

#[derive(Default)]
pub struct MacroQuery;

/// The macros.
#[Object]
impl MacroQuery {
    /// The macros that you may use, by their titles.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn macros(&self, ctx: &Context<'_>) -> Result<Vec<Macro>> {
        Ok(batch(read(ctx, |reader| reader.known_macros()).await?))
    }
}

input! {
    /// A new macro.
    MacroCreateInput into CreateInput {
        /// Whose it is. Those of a team and of everyone need the permission `TEMPLATE_MANAGE`.
        scope: Choice<SharingScope>,
        /// The team, of a team's.
        team_id: Option<Id<TeamId>>,
        /// What it does, in words.
        title: String,
        /// What it does, 1 to 20 things in their order. A template has to be one that everybody may use who
        /// has the macro.
        acts: Vec<IntentInput>,
    }

    /// What to change of a macro. Absent keeps. Whose it is stays.
    MacroUpdateInput into UpdateInput {
        /// The macro.
        macro_id: Id<MacroId>,
        /// What it does, in words.
        title: Option<String>,
        /// What it does: the whole list.
        acts: Option<Vec<IntentInput>>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The macro to run, and where.
    MacroRunInput into RunInput {
        /// The macro.
        macro_id: Id<MacroId>,
        /// The chat.
        chat_id: Id<ChatId>,
    }

    /// The macro to delete.
    MacroDeleteInput of MacroId {
        /// The macro.
        macro_id
    }
}

payload!(MacroCreatePayload, "The result of creating a macro.", r#macro: Macro, "The macro; absent when it was not created.");
payload!(MacroUpdatePayload, "The result of changing a macro.", r#macro: Macro, "The macro as it is now; absent when it was not changed.");
payload!(MacroRunPayload, "The result of running a macro.", chat: Chat, "The chat as it is now; absent when nothing was done, or when you may no longer see it.");
payload!(MacroDeletePayload, "The result of deleting a macro.", deleted_id: ID, "The id of the macro; absent when it was not deleted.");

mutations! {
    /// What is done with a macro.
    MacroMutation {
        /// Creates a macro.
        macro_create(MacroCreateInput, "The macro.") -> MacroCreatePayload { create }
        /// Changes a macro.
        macro_update(MacroUpdateInput, "What to change.")
            -> MacroUpdatePayload { update, version of macro_id }
        /// Runs a macro in a chat, as you: all that it does, or nothing of it. One that replies needs a
        /// `clientMutationId`.
        macro_run(MacroRunInput, "The macro and the chat.") -> MacroRunPayload { run }
        /// Deletes a macro. What was done by it stays.
        macro_delete(MacroDeleteInput, "The macro.") -> MacroDeletePayload { delete }
    }
}
