//! Codes of authenticator apps (RFC 6238): what an app shares with the server, and which step of time a
//! code is of. A step is taken once, set-up included, so that a code that was seen is worth nothing.

use crate::access::OperatorForChange;
use crate::limits::{
    RECOVERY_CODE_BYTES, RECOVERY_CODES, TOTP_DIGITS, TOTP_SECRET_BYTES, TOTP_SETUP_MS,
    TOTP_SKEW_STEPS, TOTP_STEP_SECONDS,
};
use crate::session::{hash, hex};
use crate::{Command, DeskError, Result};
use subtle::ConstantTimeEq as _;
use switchboard_model::{OperatorId, Timestamp};
use switchboard_store::operator_totp::{self, OperatorTotp};
use switchboard_store::recovery_code;
use totp_rs::{Algorithm, TOTP};

/// What an authenticator app shows codes of; told once.
#[derive(Clone, PartialEq, Eq)]
pub struct Setup {
    /// The secret in base 32, to be typed.
    pub secret: String,
    /// The same as an address that apps read from a picture.
    pub url: String,
}

/// Makes the secret of an app for this operator. It is asked for when a code of it was shown.
pub(super) fn begin(
    command: &mut Command<'_>,
    operator: &OperatorForChange,
    account_name: &str,
) -> Result<Setup> {
    let session = command.interactive()?;
    let secret: [u8; TOTP_SECRET_BYTES] = rand::random();
    let sealed = command.keys().seal(&place(operator.operator_id), &secret)?;
    operator.set_totp(command, session, sealed)?;
    let secret = totp(secret.to_vec())?.get_secret_base32();
    let url = format!(
        "otpauth://totp/Switchboard:{}?secret={secret}&issuer=Switchboard",
        percent_encoded(account_name)
    );
    Ok(Setup { secret, url })
}

/// The operator's secret that waits to be confirmed, if it did not wait too long.
pub(super) fn pending(command: &mut Command<'_>, id: OperatorId) -> Result<Option<OperatorTotp>> {
    let now = command.now();
    let found = operator_totp::find(command, id)?;
    Ok(found
        .filter(|row| row.confirmed_at.is_none() && now.since_ms(row.created_at) < TOTP_SETUP_MS))
}

/// The operator's secret that is asked for, if there is one.
pub(super) fn confirmed(command: &mut Command<'_>, id: OperatorId) -> Result<Option<OperatorTotp>> {
    Ok(operator_totp::find(command, id)?.filter(|row| row.confirmed_at.is_some()))
}

/// Confirms the app by a code of it: returns the recovery codes, none for a wrong code.
pub(super) fn confirm(
    command: &mut Command<'_>,
    operator: &OperatorForChange,
    row: &OperatorTotp,
    code: &str,
) -> Result<Option<Vec<String>>> {
    if !is_code_of_app(command, row, code)? {
        return Ok(None);
    }
    let session = command.interactive()?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code()).collect();
    let hashes: Vec<String> = codes.iter().map(|code| hash(&plain(code))).collect();
    operator.confirm_totp(command, session, &hashes)?;
    Ok(Some(codes))
}

/// Is this the app's code of now, or a recovery code; either is used up with that.
pub(super) fn is_code(command: &mut Command<'_>, row: &OperatorTotp, code: &str) -> Result<bool> {
    if is_code_of_app(command, row, code)? {
        return Ok(true);
    }
    Ok(recovery_code::take(command, row.operator_id, &hash(&plain(code)))?)
}

fn is_code_of_app(command: &mut Command<'_>, row: &OperatorTotp, code: &str) -> Result<bool> {
    let secret = command.keys().unseal(&place(row.operator_id), &row.sealed_secret)?;
    let step = step_of(&totp(secret.to_vec())?, &plain(code), command.now());
    match step {
        Some(step) => Ok(operator_totp::take_step(command, row.operator_id, step)?),
        None => Ok(false),
    }
}

fn place(id: OperatorId) -> String {
    format!("{id}/totp")
}

fn totp(secret: Vec<u8>) -> Result<TOTP> {
    TOTP::new(Algorithm::SHA1, TOTP_DIGITS, TOTP_SKEW_STEPS, TOTP_STEP_SECONDS, secret)
        .map_err(|error| DeskError::Internal(format!("codes cannot be computed: {error}")))
}

/// Of which step of time around now the code is, if of any.
fn step_of(totp: &TOTP, code: &str, now: Timestamp) -> Option<i64> {
    let current = u64::try_from(now.0 / 1_000).ok()? / TOTP_STEP_SECONDS;
    let skew = u64::from(TOTP_SKEW_STEPS);
    let mut steps = current.saturating_sub(skew)..=current + skew;
    let step = steps.find(|step| {
        let expected = totp.generate(step * TOTP_STEP_SECONDS);
        expected.as_bytes().ct_eq(code.as_bytes()).into()
    });
    step.and_then(|step| i64::try_from(step).ok())
}

fn recovery_code() -> String {
    let bytes: [u8; RECOVERY_CODE_BYTES] = rand::random();
    let parts: Vec<String> = bytes.chunks(2).map(hex).collect();
    parts.join("-")
}

/// A code without the spaces and dashes that people type.
fn plain(code: &str) -> String {
    let written = code.chars().filter(|letter| letter.is_ascii_alphanumeric());
    written.take(2 * RECOVERY_CODE_BYTES + 1).collect::<String>().to_ascii_lowercase()
}

fn percent_encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'@' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238's test vectors, which are of eight digits there.
    #[test]
    fn codes_are_those_of_the_standard_and_of_the_steps_around_now() {
        let totp = totp(b"12345678901234567890".to_vec()).expect("a secret");
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")]
        {
            let step = seconds / 30;
            for (now, found) in [
                (seconds, Some(step)),
                (seconds + 30, Some(step)),
                (seconds - 30, Some(step)),
                (seconds + 60, None),
            ] {
                assert_eq!(step_of(&totp, code, Timestamp(now * 1_000)), found, "{code} at {now}");
            }
        }
        for code in ["", "28708", "2870822", "28708２", "\0\0\0\0\0\0"] {
            assert_eq!(step_of(&totp, code, Timestamp(59_000)), None, "{code:?}");
        }
        assert_eq!(step_of(&totp, "287082", Timestamp(-120_000)), None, "before 1970");
    }

    #[test]
    fn what_people_type_is_read() {
        assert_eq!(plain(" 287 082 "), "287082");
        let code = recovery_code();
        assert_eq!(code.len(), 24, "{code}");
        assert_eq!(plain(&code.to_uppercase()), code.replace('-', ""));
        assert!(plain(&"7".repeat(1_000)).len() < 30);
        assert_eq!(percent_encoded("ana?x&y@example.org"), "ana%3Fx%26y@example.org");
    }
}
