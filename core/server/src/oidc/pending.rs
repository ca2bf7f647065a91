//! What a browser keeps while it is away at the identity provider, and while a second factor is asked for. Sealed
//! with the instance's key: nobody reads or makes it, and no row waits for those who never come back.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use switchboard_desk::{DeskError, keys::Keys, operator::sso::Vouched};
use switchboard_model::Timestamp;

/// What it is sealed to.
const PLACE: &str = "sign_in/oidc";

/// What a browser keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pending {
    /// It was sent to the provider.
    Asked(Asked),
    /// The provider vouches for somebody, and a second factor is missing.
    Vouched(Answered),
}

/// What was asked of the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What the answer has to bring back.
    pub state: String,
    /// What the token has to say.
    pub nonce: String,
    /// What the code is redeemed with.
    pub verifier: String,
    /// The path that the browser returns to.
    pub return_to: String,
    /// Until when, in milliseconds since 1970.
    pub expires_at: i64,
}

/// For whom the provider vouches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Them.
    pub vouched: Vouched,
    /// The state of the sign-in, which is used once.
    pub state: String,
    /// Until when, in milliseconds since 1970.
    pub expires_at: i64,
}

impl Pending {
    fn expires_at(&self) -> i64 {
        match self {
            Self::Asked(asked) => asked.expires_at,
            Self::Vouched(answered) => answered.expires_at,
        }
    }

    /// As the value of a cookie.
    pub fn seal(&self, keys: &Keys) -> Result<String, DeskError> {
        let text = serde_json::to_vec(self)
            .map_err(|error| DeskError::Internal(format!("a sign-in cannot be kept: {error}")))?;
        Ok(URL_SAFE_NO_PAD.encode(keys.seal(PLACE, &text)?))
    }

    /// What a cookie holds; none of what was not sealed here, or is too old.
    pub fn unseal(keys: &Keys, value: &str, now: Timestamp) -> Option<Self> {
        let sealed = URL_SAFE_NO_PAD.decode(value).ok()?;
        let text = keys.unseal(PLACE, &sealed).ok()?;
        let pending: Self = serde_json::from_slice(&text).ok()?;
        (pending.expires_at() > now.0).then_some(pending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_sealed_here_is_read_and_only_in_time() {
        let [ours, others] =
            [Keys::generate(), Keys::generate()].map(|file| Keys::read(&file).expect("a key file"));
        let word = |letter: &str| letter.repeat(43);
        let asked = Pending::Asked(Asked {
            state: word("s"),
            nonce: word("n"),
            verifier: word("v"),
            return_to: "/".to_owned(),
            expires_at: 1_000,
        });
        let sealed = asked.seal(&ours).expect("sealed");
        assert!(!sealed.contains(&word("v")));
        assert_eq!(Pending::unseal(&ours, &sealed, Timestamp(999)), Some(asked));
        assert_eq!(Pending::unseal(&ours, &sealed, Timestamp(1_000)), None, "too late");
        assert_eq!(Pending::unseal(&others, &sealed, Timestamp(0)), None, "of another instance");
        for wrong in ["", "a", &sealed[1..], "ä"] {
            assert_eq!(Pending::unseal(&ours, wrong, Timestamp(0)), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_longest_fits_a_cookie() {
        let keys = Keys::read(&Keys::generate()).expect("a key file");
        let vouched = Vouched {
            issuer: "i".repeat(300),
            subject: "s".repeat(255),
            email: Some("e".repeat(320)),
            name: Some("n".repeat(200)),
        };
        let answered = Answered { vouched, state: "s".repeat(43), expires_at: 1 };
        let sealed = Pending::Vouched(answered).seal(&keys).expect("sealed");
        assert!(sealed.len() < 4_000, "{}", sealed.len());
    }
}
