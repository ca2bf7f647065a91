//! Takes away the links of an operator to identity providers. Sessions go on, as after a new address.

use crate::change::changed;
use crate::{Command, Result};
use switchboard_model::OperatorId;
use switchboard_model::event::EventKind;
use switchboard_model::operator::Operator;

command!(unlink_subject: unlink_subject_in(OperatorId) -> Operator);

/// Takes them away. Where there are none nothing changes.
///
/// # Errors
/// `Denied` without `operator.manage`, `Forbidden` for an API token and for one who has permissions that the
/// actor lacks, `NotFound`.
pub fn unlink_subject_in(command: &mut Command<'_>, id: OperatorId) -> Result<Operator> {
    let session = command.interactive()?;
    let operator = command.operator_for_manage(id)?;
    if !operator.unlink_subjects(command, session)? {
        return Ok(Operator::clone(&operator));
    }
    let after = operator.changed(command);
    operator.write(command, &after)?;
    let event = (EventKind::OperatorUpdated, "operator.unlink_subject");
    command.record(event, &after, changed(&["subject"]))?;
    Ok(after)
}
