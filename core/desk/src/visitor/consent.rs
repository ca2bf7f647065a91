//! A visitor agrees to be recorded or to be written to in broadcasts, or takes that back (F63, F68), where their
//! channel asks. Before they have agreed nothing personal is stored of them.

use super::acting::{ActingVisitor, visitor_of};
use crate::channel::web::WebSettings;
use crate::consent::{Said, keep};
use crate::{CommandResult, Context, Desk, DeskError};
use switchboard_model::ChannelId;
use switchboard_model::actor::VisitorActor;
use switchboard_model::visit::{ConsentPurpose, ConsentSource};
use switchboard_store::{DatabaseConnection, Lane, StoreError, consent as consents};

/// What a visitor says.
#[derive(Clone, Debug)]
pub struct ConsentInput {
    /// About what.
    pub purpose: ConsentPurpose,
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
/// `Forbidden` for an actor that is no visitor or a blocked contact, and for who has not agreed to be recorded,
/// `Conflict` when the channel is not at work, asks for nothing or asks by another text, and after too many changes
/// of mind.
pub async fn consent(desk: &Desk, context: &Context, input: ConsentInput) -> CommandResult<()> {
    let VisitorActor { channel_id, platform_id, contact_id } = visitor_of(&context.actor)?.clone();
    let (purpose, is_given) = (input.purpose, input.is_given);
    let done = desk
        .command(context, Lane::Key(contact_id.0.cast_unsigned()), move |command| {
            let actor = command.actor();
            let visitor = ActingVisitor::now(command, actor)?;
            let asked = match purpose {
                ConsentPurpose::Processing => visitor.settings.consent.as_ref(),
                ConsentPurpose::Broadcast => visitor.settings.broadcast_consent.as_ref(),
            };
            let asked =
                asked.ok_or_else(|| DeskError::conflict("this chat asks for no consent"))?;
            if is_given && asked.version != input.text_version {
                return Err(DeskError::conflict(format!(
                    "the text has changed: show version {:?} and ask again",
                    asked.version
                )));
            }
            if is_given && purpose == ConsentPurpose::Broadcast {
                visitor.check_agreed(command)?;
            }
            let said = Said {
                purpose,
                is_given,
                text_version: &asked.version,
                locale: input.locale.as_deref(),
                source: ConsentSource::Widget,
            };
            let VisitorActor { channel_id, platform_id, .. } = &visitor.actor;
            keep(command, (*channel_id, platform_id.as_str()), &said)?;
            Ok(())
        })
        .await?;
    if purpose == ConsentPurpose::Processing {
        desk.visits().set_consent(&(channel_id, platform_id), is_given);
    }
    Ok(done)
}

/// Have they agreed to be written to in broadcasts.
pub(super) fn takes_broadcasts(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_id: &str,
) -> Result<bool, StoreError> {
    let last = consents::find_last(connection, channel_id, platform_id, ConsentPurpose::Broadcast)?;
    Ok(last.is_some_and(|last| last.is_given))
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
    let last =
        consents::find_last(connection, channel_id, platform_id, ConsentPurpose::Processing)?;
    Ok(last.is_some_and(|last| last.is_given))
}
