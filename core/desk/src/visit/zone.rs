//! What time it is for a visitor (F61), by the zone that their browser tells.

use jiff::tz::TimeZone;
use switchboard_model::Timestamp;

/// The name of a zone as it is kept; none for what is no zone that is known here.
pub(crate) fn canonical(name: &str) -> Option<String> {
    TimeZone::get(name).ok()?.iana_name().map(str::to_owned)
}

/// The time of a zone, as RFC 3339 with its offset; none for what is no zone that is known here.
pub fn local_time(zone: &str, at: Timestamp) -> Option<String> {
    let zone = TimeZone::get(zone).ok()?;
    let time = jiff::Timestamp::from_millisecond(at.0).ok()?.to_zoned_datetime(zone);
    Some(time.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// F61: the customer's local time, in summer and in winter.
    #[test]
    fn the_time_of_a_zone_is_told_with_its_offset() {
        let summer = Timestamp(1_782_907_200_000);
        assert_eq!(
            local_time("Europe/Madrid", summer).as_deref(),
            Some("2026-07-01T14:00:00+02:00")
        );
        let winter = summer.plus_ms(184 * 24 * 60 * 60 * 1_000);
        assert_eq!(
            local_time("Europe/Madrid", winter).as_deref(),
            Some("2027-01-01T13:00:00+01:00")
        );
        assert_eq!(local_time("Europe/Nowhere", summer), None);
        assert_eq!(canonical("../etc/passwd"), None);
        assert_eq!(canonical("Europe/Madrid").as_deref(), Some("Europe/Madrid"));
    }
}
