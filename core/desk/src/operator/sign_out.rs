//! Ends sessions: the own one, or all of an operator.

use crate::admin::{append, is_self, operator_for_access};
use crate::{Context, Desk, DeskError, Done, audit};
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::session::SessionOwner;
use switchboard_model::{Actor, Right};
use switchboard_model::{OperatorId, SessionId};
use switchboard_store::{Lane, session};

/// Ends one session of the actor, or of anybody with `operator.manage`. Ending it twice is fine.
///
/// # Errors
/// `NotFound` for a session that is not the actor's.
pub async fn sign_out(
    desk: &Desk,
    context: &Context,
    session_id: SessionId,
) -> Result<Done<()>, DeskError> {
    let acting = context.clone();
    let done = desk
        .command(context, Lane::Any, move |transaction| {
            let found = session::find(transaction, session_id)?.ok_or(DeskError::NotFound)?;
            let subject = match (found.owner, &acting.actor) {
                (SessionOwner::Operator(id), actor)
                    if is_self(actor, id) || actor.has(Right::OperatorManage) =>
                {
                    (SubjectKind::Operator, id.0)
                }
                (
                    SessionOwner::Visitor(contact, channel),
                    Actor::Visitor { contact_id, channel_id },
                ) if contact == *contact_id && channel == *channel_id => {
                    (SubjectKind::Contact, contact.0)
                }
                _ => return Err(DeskError::NotFound),
            };
            let now = transaction.now();
            if session::revoke(transaction, session_id, now)? {
                audit::record(transaction, &acting, "operator.sign_out", subject, None, None)?;
            }
            Ok(())
        })
        .await?;
    desk.sessions().rights_changed();
    Ok(done)
}

/// Ends all sessions of an operator: the own ones, or anybody's with `operator.manage`. Returns how
/// many ended.
///
/// # Errors
/// `Denied`, `NotFound`.
pub async fn sign_out_everywhere(
    desk: &Desk,
    context: &Context,
    operator_id: OperatorId,
) -> Result<Done<usize>, DeskError> {
    let context = context.clone();
    let done = desk
        .store()
        .write(Lane::Any, move |transaction| {
            let mut owner = operator_for_access(transaction, &context.actor, operator_id)?;
            let now = transaction.now();
            let count = session::revoke_of_operator(transaction, operator_id, None, now)?;
            owner.version += 1;
            owner.updated_at = now;
            switchboard_store::operator::update(transaction, &owner)?;
            let subject = (SubjectKind::Operator, operator_id.0);
            audit::record(
                transaction,
                &context,
                "operator.sign_out_everywhere",
                subject,
                None,
                None,
            )?;
            let kind = EventKind::OperatorEdited;
            let cursor = append(transaction, &context, kind, subject, &["sessions"])?;
            Ok::<_, DeskError>(Done { value: count, cursor })
        })
        .await?;
    desk.sessions().rights_changed();
    Ok(done)
}
