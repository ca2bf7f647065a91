//! The bounds that the tools for plugins keep by themselves, and the way to read a platform's
//! bounds from the manifest, where the host reads them too.

/// How long an HTTP call may take when the plugin does not say, in milliseconds.
pub const CALL_TIMEOUT_MS: u32 = 15_000;

/// How long an HTTP call may take that uploads a file, in milliseconds.
pub const UPLOAD_TIMEOUT_MS: u32 = 60_000;

/// Below this much time left no call is begun, in milliseconds.
pub const CALL_LEAST_MS: u64 = 500;

/// How long the parts of a half-sent message are stored, in milliseconds: seven days.
pub const PROGRESS_TTL_MS: u64 = 7 * 24 * 60 * 60 * 1_000;

/// Largest payload that is kept as the detail of an event without a case of its own, in bytes.
pub const DETAIL_BYTES: usize = 16 * 1024;

/// Most characters of a platform's own words that are shown in an error.
pub const EXCERPT_CHARS: usize = 120;

/// From here on a time is written in milliseconds, not in seconds: as seconds it is in the year 5138.
pub const TIME_SECONDS_END: u64 = 100_000_000_000;

/// The year 10000, in milliseconds: no time is read that comes later.
pub const TIME_MILLISECONDS_END: u64 = 253_402_300_800_000;

/// Longest reference of HTML by number, in bytes behind its `&#`: `x10FFFF;` with some zeros in front.
pub const REFERENCE_BYTES: usize = 12;

/// Longest panic message that is handed to the host's log, in bytes.
#[cfg(target_arch = "wasm32")]
pub const PANIC_MESSAGE_BYTES: usize = 2_048;

/// A number of the plugin's own `plugin.toml`, read while compiling, so that a bound of the platform
/// is stated once: `manifest_limit!("caption_max_units")`. A name that the manifest does not give a
/// number for stops the build.
#[macro_export]
macro_rules! manifest_limit {
    ($name:literal) => {
        const {
            let manifest = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/plugin.toml"));
            $crate::limits::number(manifest, $name)
        }
    };
}

/// The number after `name = ` in a manifest.
#[doc(hidden)]
pub const fn number(manifest: &str, name: &str) -> u64 {
    let (text, name) = (manifest.as_bytes(), name.as_bytes());
    let mut start = 0;
    loop {
        assert!(start + name.len() < text.len(), "plugin.toml gives no number for this name");
        let is_inside_a_name = start > 0 && matches!(text[start - 1], b'a'..=b'z' | b'_');
        let (mut at, mut value) = (0, None);
        while at < name.len() && text[start + at] == name[at] {
            at += 1;
        }
        let is_name = at == name.len() && !is_inside_a_name;
        at += start;
        while is_name && at < text.len() && matches!(text[at], b' ' | b'=' | b'_' | b'0'..=b'9') {
            if text[at].is_ascii_digit() {
                let before = if let Some(before) = value { before } else { 0 };
                value = Some(before * 10 + (text[at] - b'0') as u64);
            }
            at += 1;
        }
        if let Some(value) = value {
            return value;
        }
        start += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_is_found_by_its_whole_name() {
        let manifest =
            "# max_units\ntext = { caption_max_units = 1024, max_units = 4_096 }\nmax=7\n";
        assert_eq!(number(manifest, "caption_max_units"), 1_024);
        assert_eq!(number(manifest, "max_units"), 4_096);
        assert_eq!(number(manifest, "max"), 7);
    }

    #[test]
    #[should_panic(expected = "no number")]
    fn a_name_without_a_number_stops_the_build() {
        number("title = \"Telegram\"", "title");
    }
}
