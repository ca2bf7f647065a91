//! A visitor agrees to be recorded, or takes that back (F63), where their channel asks. Before they have agreed
//! nothing personal is stored of them.

use super::acting::{ActingVisitor, visitor_of};
use crate::channel::web::WebSettings;
use crate::limits::CONSENTS_OF_VISITOR_MAX;
use crate::{CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::actor::VisitorActor;
use switchboard_model::visit::{Consent, ConsentSource};
use switchboard_model::{ChannelId, locale};
use switchboard_store::{DatabaseConnection, Lane, StoreError, consent as consents};

/// What a visitor says.
#[derive(Clone, Debug)]
pub struct ConsentInput {
    /// Agrees, or takes it back.
    pub is_given: bool,
    /// The version of the text that they have read.
    pub text_version: String,
    /// The language that they have read it in (BCP 47).
    pub locale: Option<String>,
}

/// Keeps what the visitor says. What they have said last counts; the same again changes nothing.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor or a blocked contact, `Conflict` when the channel is not at work,
/// asks for nothing or asks by another text, and after too many changes of mind.
pub async fn consent(desk: &Desk, context: &Context, input: ConsentInput) -> CommandResult<()> {
    let VisitorActor { channel_id, platform_id, contact_id } = visitor_of(&context.actor)?.clone();
    let is_given = input.is_given;
    let done = desk
        .command(context, Lane::Key(contact_id.0.cast_unsigned()), move |command| {
            let actor = command.actor();
            let visitor = ActingVisitor::now(command, actor)?;
            let asked = visitor.settings.consent.as_ref();
            let asked =
                asked.ok_or_else(|| DeskError::conflict("this chat asks for no consent"))?;
            if is_given && asked.version != input.text_version {
                return Err(DeskError::conflict(format!(
                    "the text has changed: show version {:?} and ask again",
                    asked.version
                )));
            }
            let VisitorActor { channel_id, platform_id, .. } = visitor.actor;
            let most = CONSENTS_OF_VISITOR_MAX;
            let before = consents::of_address(command, channel_id, &platform_id, most)?;
            let is_said = before.first().is_some_and(|last| {
                last.is_given == is_given && (!is_given || last.text_version == input.text_version)
            });
            if is_said || (before.is_empty() && !is_given) {
                return Ok(());
            }
            // Who has agreed can always take it back.
            if is_given && i64::try_from(before.len()).is_ok_and(|count| count >= most) {
                return Err(DeskError::conflict(
                    "this was changed too often: write to the company",
                ));
            }
            let row = Consent {
                consent_id: command.id(),
                channel_id,
                platform_id,
                is_given,
                text_version: asked.version.clone(),
                locale: input.locale.as_deref().and_then(locale::canonical),
                source: ConsentSource::Widget,
                at: command.now(),
            };
            consents::insert(command, &row)?;
            Ok(())
        })
        .await?;
    desk.visits().set_consent(&(channel_id, platform_id), is_given);
    Ok(done)
}

/// May what is personal of this visitor be stored: they have agreed, or nothing is asked.
pub(crate) fn may_record(
    connection: &mut DatabaseConnection,
    settings: &WebSettings,
    channel_id: ChannelId,
    platform_id: &str,
) -> Result<bool, StoreError> {
    if settings.consent.is_none() {
        return Ok(true);
    }
    let last = consents::find_last(connection, channel_id, platform_id)?;
    Ok(last.is_some_and(|last| last.is_given))
}
