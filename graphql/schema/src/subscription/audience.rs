//! Those who may see the same.

use sha2::{Digest, Sha256};
use switchboard_model::actor::OperatorActor;

/// Those who may see the same: a hash of their permissions and of the chats that are visible to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audience(pub [u8; 32]);

impl Audience {
    /// Of an operator.
    pub fn of(operator: &OperatorActor) -> Self {
        let mut hash = Sha256::new();
        hash.update(format!("{:?} {:?}", operator.permissions(), operator.visible_chats()));
        hash.update(format!("{:?}", operator.visible_contacts()));
        Self(hash.finalize().into())
    }
}
