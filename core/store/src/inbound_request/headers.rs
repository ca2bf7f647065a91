//! The headers of an inbound request as one column.

use crate::{Result, StoreError};
use switchboard_model::connector::Header;

/// Headers as `name length, name, value length, value` with lengths of four bytes, little-endian:
/// values need not be UTF-8, and a JSON array of bytes would be four times as long.
pub(super) fn encode(headers: &[Header]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(
        headers.iter().map(|header| header.name.len() + header.value.len() + 8).sum(),
    );
    for header in headers {
        for part in [header.name.as_bytes(), &header.value] {
            bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
            bytes.extend_from_slice(part);
        }
    }
    bytes
}

/// The headers again, as they were.
pub(super) fn decode(bytes: &[u8]) -> Result<Vec<Header>> {
    let mut rest = bytes;
    let mut headers = Vec::new();
    while !rest.is_empty() {
        let (name, value) = (take(&mut rest)?, take(&mut rest)?);
        let name = String::from_utf8(name.to_vec()).map_err(|_| damaged())?;
        headers.push(Header { name, value: value.to_vec() });
    }
    Ok(headers)
}

fn take<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8]> {
    let (length, behind) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| damaged())?;
    let (part, behind) = behind.split_at_checked(length).ok_or_else(damaged)?;
    *rest = behind;
    Ok(part)
}

fn damaged() -> StoreError {
    StoreError::Database("the headers of an inbound request are damaged".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_come_back_byte_for_byte() {
        let headers = vec![
            Header { name: "content-type".into(), value: b"application/json".to_vec() },
            Header { name: "x-empty".into(), value: Vec::new() },
            Header { name: "x-bytes".into(), value: vec![0, 255, 10] },
        ];
        assert_eq!(decode(&encode(&headers)), Ok(headers));
        assert_eq!(decode(&[]), Ok(Vec::new()));
    }

    #[test]
    fn damaged_headers_are_refused() {
        for bytes in [&[1][..], &[1, 0, 0, 0][..], &[1, 0, 0, 0, 65][..]] {
            assert!(decode(bytes).is_err(), "{bytes:?} was taken");
        }
    }
}
