//! Quantities as manifests write them: `32MiB`, `200ms`, `20s`, `30/s`.

use std::time::Duration;

/// Bytes from `512KiB`, `32MiB`, `1GiB` or `1024B`.
///
/// # Errors
/// A sentence that shows the accepted form.
pub fn bytes(text: &str) -> Result<u64, String> {
    let (number, unit) = split(text)?;
    let factor = match unit {
        "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return Err(format!("`{text}`: write bytes as 512KiB, 32MiB or 1GiB")),
    };
    number.checked_mul(factor).ok_or_else(|| format!("`{text}` is too large"))
}

/// A duration from `200ms`, `20s` or `2m`.
///
/// # Errors
/// A sentence that shows the accepted form.
pub fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = split(text)?;
    let factor = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        _ => return Err(format!("`{text}`: write a duration as 200ms, 20s or 2m")),
    };
    number
        .checked_mul(factor)
        .map(Duration::from_millis)
        .ok_or_else(|| format!("`{text}` is too large"))
}

/// How many per how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many, also how many may come at once.
    pub count: u32,
    /// Per how long.
    pub per: Duration,
}

/// A rate from `30/s`, `20/m` or `1000/h`.
///
/// # Errors
/// A sentence that shows the accepted form.
pub fn rate(text: &str) -> Result<Rate, String> {
    let wrong = || format!("`{text}`: write a rate as 30/s, 20/m or 1000/h");
    let (count, unit) = text.split_once('/').ok_or_else(wrong)?;
    let count: u32 = count.trim().parse().map_err(|_| wrong())?;
    let seconds = match unit.trim() {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        _ => return Err(wrong()),
    };
    if count == 0 {
        return Err(format!("`{text}`: a rate of zero lets nothing through"));
    }
    Ok(Rate { count, per: Duration::from_secs(seconds) })
}

fn split(text: &str) -> Result<(u64, &str), String> {
    let text = text.trim();
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let number =
        text[..end].parse().map_err(|_| format!("`{text}` does not begin with a number"))?;
    Ok((number, text[end..].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_need_their_unit() {
        assert_eq!(bytes("32MiB"), Ok(32 << 20));
        assert_eq!(duration("200ms"), Ok(Duration::from_millis(200)));
        assert_eq!(rate("20/m"), Ok(Rate { count: 20, per: Duration::from_secs(60) }));
        for bad in ["32", "MiB", "32MB", "-1B", "99999999999999GiB"] {
            assert!(bytes(bad).is_err(), "{bad} must be refused");
        }
        for bad in ["20", "s", "1h"] {
            assert!(duration(bad).is_err(), "{bad} must be refused");
        }
        for bad in ["30", "0/s", "x/s", "1/day"] {
            assert!(rate(bad).is_err(), "{bad} must be refused");
        }
    }
}
