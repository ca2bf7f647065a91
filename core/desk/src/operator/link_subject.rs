//! Links an operator to who they are at an identity provider, by which they sign in from then on.

use crate::access::OperatorForChange;
use crate::change::changed;
use crate::check::field_taken;
use crate::command::Author;
use crate::limits::SUBJECT_MAX_BYTES;
use crate::{Command, DeskError, Result};
use serde_json::json;
use switchboard_model::OperatorId;
use switchboard_model::event::EventKind;
use switchboard_model::operator::Operator;
use switchboard_store::operator_subject;

/// Who is who.
#[derive(Clone, Debug)]
pub struct LinkSubjectInput {
    pub operator_id: OperatorId,
    /// The provider, as it names itself in its tokens.
    pub issuer: String,
    /// What it calls the operator: the claim `sub`.
    pub subject: String,
}

command!(link_subject: link_subject_in(&LinkSubjectInput) -> Operator);

/// Links them. Where they are linked so already nothing changes.
///
/// # Errors
/// `Denied` without `operator.manage`, `Forbidden` for an API token and for one who has permissions that the
/// actor lacks, `NotFound`, `Invalid` for the subject, `Taken` where another operator has it or this one has
/// another.
pub fn link_subject_in(command: &mut Command<'_>, input: &LinkSubjectInput) -> Result<Operator> {
    command.interactive()?;
    let operator = command.operator_for_manage(input.operator_id)?;
    check_subject(&input.subject)?;
    let who = (input.issuer.as_str(), input.subject.as_str());
    if operator_subject::find(command, who.0, who.1)? == Some(operator.operator_id) {
        return Ok(Operator::clone(&operator));
    }
    let author = command.author();
    link(command, author, &operator, who)
}

/// Writes the link, with its event and audit line.
pub(super) fn link(
    command: &mut Command<'_>,
    author: Author,
    operator: &OperatorForChange,
    who: (&str, &str),
) -> Result<Operator> {
    let session = command.interactive()?;
    operator.link_subject(command, session, who).map_err(|error| {
        field_taken(error, "subject", || {
            format!(
                "another operator has this subject, or {} has another one: take that link away first, with \
                 `switchboard operator unlink`",
                operator.email
            )
        })
    })?;
    let after = operator.changed(command);
    operator.write(command, &after)?;
    command.event_by(author, EventKind::OperatorUpdated, &after, changed(&["subject"]))?;
    let linked = json!({ "issuer": who.0, "subject": who.1 });
    command.audit_by(author, "operator.link_subject", &after, (None, Some(linked)))?;
    Ok(after)
}

/// Is it what a provider may call somebody.
pub(super) fn check_subject(subject: &str) -> Result<()> {
    let is_bounded = (1..=SUBJECT_MAX_BYTES).contains(&subject.len());
    if is_bounded && !subject.chars().any(char::is_control) {
        return Ok(());
    }
    let reason = format!("has 1 to {SUBJECT_MAX_BYTES} bytes, and no control characters");
    Err(DeskError::invalid("subject", reason))
}
