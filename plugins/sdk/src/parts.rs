//! Messages that the platform cannot hold in one call: a draft cut into parts, sent one after the
//! other. What has arrived is stored, so that a later try goes on instead of starting over.

mod plan;
mod progress;

pub use plan::{Calls, LongText, Part};

use crate::{
    Host,
    outbound::{Attempt, Sent},
    types::{Error, PlatformChat, PlatformMessage},
};
use progress::Progress;

/// What one call brought into being.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivered {
    /// The messages, in order: as many as the part says.
    pub references: Vec<PlatformMessage>,
    /// When they were written, in milliseconds, where the platform says so.
    pub at: Option<u64>,
}

/// Sends the parts that have not arrived yet. `deliver` makes the call for one part, given with its
/// position; it may change the chat for the parts that follow, when a group got a new id.
///
/// `maybe-sent` when the platform names fewer messages than the part has, or when what arrived
/// cannot be stored; otherwise the error of `deliver`.
pub fn send(
    host: &dyn Host,
    parts: &[Part],
    chat: &PlatformChat,
    attempt: Attempt,
    mut deliver: impl FnMut(usize, &Part, &mut PlatformChat) -> Result<Delivered, Error>,
) -> Result<Sent, Error> {
    let mut progress = Progress::load(host, &attempt.key, attempt.done, parts.len())?;
    let mut chat = progress.chat().unwrap_or_else(|| chat.clone());
    let mut arrived_at = host.now_ms();
    let mut planned = 0;
    for (index, part) in parts.iter().enumerate() {
        planned += part.messages;
        if progress.count() >= planned {
            continue;
        }
        let delivered = deliver(index, part, &mut chat)?;
        if delivered.references.len() != part.messages {
            let message = "The platform took the message, but its answer does not name it: look \
                           into the chat before sending it again.";
            return Err(Error::maybe_sent("sent.unnamed", message));
        }
        arrived_at = delivered.at.unwrap_or(arrived_at);
        progress.add(host, delivered.references)?;
    }
    Ok(Sent { references: progress.into_references(), at: arrived_at, echo: None })
}

/// For a platform that cannot be asked what arrived: a message of several parts may be known all the
/// same, because its parts were stored. `unsupported` for any other.
pub fn find_sent(host: &dyn Host, key: &str, parts: &[Part]) -> Result<Option<Sent>, Error> {
    let progress = Progress::load(host, key, vec![], parts.len())?;
    if parts.len() > 1 && progress.count() >= parts.iter().map(|part| part.messages).sum() {
        let at = host.now_ms();
        return Ok(Some(Sent { references: progress.into_references(), at, echo: None }));
    }
    let message = "The platform cannot be asked whether a message arrived: look into the chat.";
    Err(Error::unsupported("sent.no_lookup", message))
}

#[cfg(test)]
mod tests;
