//! Sets the picture of an operator. Whatever comes is unpacked, and a small JPEG made of it: nothing of the file itself
//! is kept.

use crate::access::operator_for_change;
use crate::change::changed;
use crate::limits::{AVATAR_FILE_MAX_BYTES, AVATAR_MAX_PIXELS};
use crate::session::hex;
use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use switchboard_model::event::EventKind;
use switchboard_model::operator::Operator;
use switchboard_model::{Actor, OperatorId};
use switchboard_store::Lane;

/// Whose picture, and which.
#[derive(Clone, Debug)]
pub struct SetAvatarInput {
    /// Whose; none: one's own.
    pub operator_id: Option<OperatorId>,
    /// The file in base 64; none takes the picture away.
    pub image: Option<String>,
}

/// Sets the picture, or takes it away. The same picture again changes nothing.
///
/// # Errors
/// `Denied` without `operator.manage` for another, `Forbidden` for one who has permissions that the actor lacks,
/// `NotFound`, `Invalid` for what is no picture or beyond the bounds.
pub async fn set_avatar(
    desk: &Desk,
    context: &Context,
    input: SetAvatarInput,
) -> CommandResult<Operator> {
    desk.once(context, set_once(desk, context, input)).await
}

async fn set_once(
    desk: &Desk,
    context: &Context,
    input: SetAvatarInput,
) -> CommandResult<Operator> {
    let id = match (input.operator_id, &context.actor) {
        (Some(id), _) => id,
        (None, Actor::Operator(actor)) => actor.operator_id,
        (None, Actor::Visitor { .. } | Actor::Rule(_) | Actor::System) => {
            return Err(DeskError::invalid("operatorId", "name the operator"));
        }
    };
    // Who may not does not have pictures unpacked.
    let actor = context.actor.clone();
    desk.store()
        .read(move |connection| operator_for_change(connection, &actor, id).map(|_| ()))
        .await?;
    let jpeg = match input.image {
        Some(image) => Some(made(desk, &image).await?),
        None => None,
    };
    let work = move |command: &mut Command<'_>| set(command, id, jpeg.as_deref());
    desk.command(context, Lane::Any, work).await
}

async fn made(desk: &Desk, image: &str) -> Result<Vec<u8>> {
    let refused = |reason: String| DeskError::invalid("image", reason);
    let bytes = STANDARD
        .decode(image)
        .map_err(|_| refused("is no base 64: write the bytes of the file in it".to_owned()))?;
    if bytes.len() > AVATAR_FILE_MAX_BYTES {
        let size = bytes.len();
        return Err(refused(format!(
            "has {size} bytes, at most {AVATAR_FILE_MAX_BYTES} are taken: make the picture smaller"
        )));
    }
    desk.files().avatar(bytes).await.ok_or_else(|| {
        refused(format!(
            "cannot be read as a picture of at most {AVATAR_MAX_PIXELS} pixels: send a PNG, JPEG, GIF or WebP"
        ))
    })
}

fn set(command: &mut Command<'_>, id: OperatorId, jpeg: Option<&[u8]>) -> Result<Operator> {
    let before = command.operator_for_change(id)?;
    let avatar_sha256 = jpeg.map(|jpeg| hex(&Sha256::digest(jpeg)));
    if avatar_sha256 == before.avatar_sha256 {
        return Ok(Operator::clone(&before));
    }
    let after = Operator { avatar_sha256, ..before.changed(command) };
    before.set_avatar(command, &after, jpeg)?;
    let event = (EventKind::OperatorUpdated, "operator.set_avatar");
    command.record(event, &after, changed(&["avatar"]))?;
    Ok(after)
}
