//! Templates: texts that operators write again and again, in several languages.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    relation::ToOne,
    types::{event::event, team::Team},
};
use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, Result, SimpleObject};
use std::collections::HashMap;
use switchboard_desk::template::{
    CreateInput, LocalText, RenderInput, UpdateInput, create, delete, update,
};
use switchboard_graphql::{
    api::api,
    choice::{Choice, TextFormat},
    cost, input,
    lazy::Once,
    object, payload,
    plain::Plain,
    scalars::{DateTime, Id},
};
use switchboard_model::{ChatId, Permission, SharingScope, TeamId, TemplateId, template};

batched!(Template of template::Template, template_id: TemplateId, Relations);

#[derive(Default)]
pub struct Relations {
    teams: ToOne<Team>,
    texts: Once<HashMap<TemplateId, Vec<TemplateText>>>,
}

impl Noun for Template {
    const ROWS: Rows<Self> = |related, ids| related.templates(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_templates(ids);
    const IS_TOLD: IsTold = IS_OWNER_TOLD;
}

/// Who may know of a text of this owner is told what happens to it.
pub const IS_OWNER_TOLD: IsTold = |event, subscriber| {
    event.event.detail.owner().is_seen_by(subscriber.operator, Permission::TemplateManage)
};

event! {
    /// A template was created, changed or deleted.
    TemplateEvent {
        /// The template as it is now; absent when it was deleted.
        template: Template
    }
}

/// A template in one language.
#[derive(Clone, SimpleObject)]
pub struct TemplateText {
    /// The language: BCP 47.
    locale: String,
    /// The text with its variables, such as `{{ contact.first_name }}`.
    body: String,
    /// How the text is marked up.
    format: TextFormat,
}

impl From<template::TemplateText> for TemplateText {
    fn from(row: template::TemplateText) -> Self {
        Self { locale: row.locale, body: row.body, format: row.format.into() }
    }
}

/// A text that is written again and again.
#[object(id = template_id)]
impl Template {
    /// Whose it is.
    fn scope(&self) -> Choice<SharingScope>;

    /// The team, of a team's; absent for others.
    async fn team(&self, ctx: &Context<'_>) -> Result<Option<Team>> {
        self.0.one(ctx, |of| &of.teams, |row| row.team_id).await
    }

    /// What is typed behind a slash, unique among its owner's.
    fn shortcut(&self) -> &str;
    /// What it is about.
    fn title(&self) -> &str;
    /// Where it is kept; absent where it is in no folder.
    fn folder(&self) -> Option<&str>;
    /// The language for whom there is no better one.
    fn default_locale(&self) -> &str;

    /// The texts, by their languages.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn texts(&self, ctx: &Context<'_>) -> Result<Vec<TemplateText>> {
        let load = || async {
            let ids = self.0.all(|row| row.template_id);
            let rows =
                api(ctx)?.read_related(move |related| related.texts_of_templates(&ids)).await?;
            let mut texts: HashMap<TemplateId, Vec<TemplateText>> = HashMap::new();
            for row in rows {
                texts.entry(row.template_id).or_default().push(row.into());
            }
            Ok(texts)
        };
        let texts = self.0.relations().texts.get(load).await?;
        Ok(texts.get(&self.0.template_id).cloned().unwrap_or_default())
    }

    /// How often a reply was made of it, when this was read: the feed does not tell.
    fn use_count(&self) -> i64;
    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
    /// When it last changed.
    fn updated_at(&self) -> DateTime;
}

/// What a template says in a chat.
#[derive(Clone, SimpleObject)]
pub struct RenderedTemplate {
    /// The text. What is missing stands in it as `{{contact.email}}`; no reply leaves with that.
    body: String,
    /// How the text is marked up.
    format: TextFormat,
    /// The language that was chosen.
    locale: String,
    /// The variables that nothing is known for.
    missing: Vec<String>,
}

#[derive(Default)]
pub struct TemplateQuery;

/// The templates.
#[Object]
impl TemplateQuery {
    /// The templates that you may use, by their shortcuts; of one shortcut your own first, then a team's.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn templates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of this scope; absent: all.")] scope: Option<
            Choice<SharingScope>,
        >,
        #[graphql(desc = "Only those whose shortcut begins like this; absent: all.")]
        shortcut_prefix: Option<String>,
    ) -> Result<Vec<Template>> {
        let (scope, prefix) = (scope.map(|one| one.0), shortcut_prefix.unwrap_or_default());
        Ok(batch(read(ctx, move |reader| reader.templates(scope, &prefix)).await?))
    }

    /// What a template says in a chat: in the customer's language, with what is known of them. Nothing is
    /// sent.
    async fn template_render(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The template.")] template_id: Id<TemplateId>,
        #[graphql(desc = "The chat.")] chat_id: Id<ChatId>,
        #[graphql(desc = "The language; absent: the customer's.")] locale: Option<String>,
    ) -> Result<RenderedTemplate> {
        let input = RenderInput { template_id: template_id.0, chat_id: chat_id.0, locale };
        let filled = read(ctx, move |reader| reader.render_template(&input)).await?;
        let (body, format, locale) = (filled.body, filled.format.into(), filled.locale);
        Ok(RenderedTemplate { body, format, locale, missing: filled.missing })
    }
}

/// A text in one language.
#[derive(Clone, InputObject)]
pub struct TemplateTextInput {
    /// The language: BCP 47, such as `en` or `pt-BR`.
    locale: String,
    /// The text with its variables, such as `{{ contact.first_name }}`.
    body: String,
    /// How the text is marked up.
    format: TextFormat,
}

impl Plain<LocalText> for TemplateTextInput {
    fn plain(self) -> LocalText {
        LocalText { locale: self.locale, body: self.body, format: self.format.0 }
    }
}

input! {
    /// A new template.
    TemplateCreateInput into CreateInput {
        /// Whose it is. Those of a team and of everyone need the permission `TEMPLATE_MANAGE`.
        scope: Choice<SharingScope>,
        /// The team, of a team's.
        team_id: Option<Id<TeamId>>,
        /// What is typed behind a slash, unique among its owner's.
        shortcut: String,
        /// What it is about.
        title: String,
        /// Where it is kept.
        folder: Option<String>,
        /// The texts, one for each language.
        texts: Vec<TemplateTextInput>,
        /// The language for whom there is no better one; absent: the first text's.
        default_locale: Option<String>,
    }

    /// What to change of a template. Absent keeps. Whose it is stays.
    TemplateUpdateInput into UpdateInput {
        /// The template.
        template_id: Id<TemplateId>,
        /// What is typed behind a slash, unique among its owner's.
        shortcut: Option<String>,
        /// What it is about.
        title: Option<String>,
        /// Where it is kept; null takes it out of its folder.
        folder: MaybeUndefined<String>,
        /// The texts: the whole list.
        texts: Option<Vec<TemplateTextInput>>,
        /// The language for whom there is no better one.
        default_locale: Option<String>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The template to delete.
    TemplateDeleteInput of TemplateId {
        /// The template.
        template_id
    }
}

payload!(TemplateCreatePayload, "The result of creating a template.", template: Template, "The template; absent when it was not created.");
payload!(TemplateUpdatePayload, "The result of changing a template.", template: Template, "The template as it is now; absent when it was not changed.");
payload!(TemplateDeletePayload, "The result of deleting a template.", deleted_id: ID, "The id of the template; absent when it was not deleted.");

mutations! {
    /// What is done with a template.
    TemplateMutation {
        /// Creates a template.
        template_create(TemplateCreateInput, "The template.") -> TemplateCreatePayload { create }
        /// Changes a template.
        template_update(TemplateUpdateInput, "What to change.")
            -> TemplateUpdatePayload { update, version of template_id }
        /// Deletes a template. What was written with it stays.
        template_delete(TemplateDeleteInput, "The template.") -> TemplateDeletePayload { delete }
    }
}
