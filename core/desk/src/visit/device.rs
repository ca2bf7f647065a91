//! What somebody visits with (F60): by the client hints of the browser where it sends them, else by its name.

use crate::limits::DEVICE_WORD_MAX_CHARACTERS;
use crate::text;
use switchboard_model::visit::DeviceKind;
use woothee::parser::Parser;
use woothee::woothee::VALUE_UNKNOWN;

/// What browsers tell of themselves beside their name: the `Sec-CH-UA` headers that are sent unasked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientHints {
    /// `Sec-CH-UA`: brands with their versions, one of them made up.
    pub brands: Option<String>,
    /// `Sec-CH-UA-Platform`: the operating system, in quotes.
    pub platform: Option<String>,
    /// `Sec-CH-UA-Mobile`: `?1` on phones.
    pub mobile: Option<String>,
}

/// What somebody visits with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Device {
    pub(crate) browser: Option<String>,
    pub(crate) os: Option<String>,
    pub(crate) kind: DeviceKind,
}

impl Device {
    /// Of what a request says.
    pub(crate) fn of(user_agent: Option<&str>, hints: &ClientHints) -> Self {
        let by_name = user_agent.map_or_else(Self::unknown, Self::by_name);
        let kind = match (hints.mobile.as_deref(), by_name.kind) {
            (Some("?1"), _) => DeviceKind::Phone,
            (Some("?0"), DeviceKind::Other) => DeviceKind::Desktop,
            (_, kind) => kind,
        };
        Self {
            browser: hints.brands.as_deref().and_then(brand).or(by_name.browser),
            os: hints.platform.as_deref().and_then(unquoted).or(by_name.os),
            kind,
        }
    }

    fn unknown() -> Self {
        Self { browser: None, os: None, kind: DeviceKind::Other }
    }

    fn by_name(user_agent: &str) -> Self {
        let Some(found) = Parser::new().parse(user_agent) else { return Self::unknown() };
        let known = |word: &str| Some(word).filter(|word| *word != VALUE_UNKNOWN).and_then(short);
        let major = found.version.split('.').next().and_then(known);
        let browser = known(found.name);
        let is_tablet =
            found.os == "iPad" || (found.os == "Android" && !user_agent.contains("Mobile"));
        let kind = match found.category {
            _ if is_tablet => DeviceKind::Tablet,
            "pc" => DeviceKind::Desktop,
            "smartphone" | "mobilephone" => DeviceKind::Phone,
            _ => DeviceKind::Other,
        };
        Self { browser: browser.map(|name| with_version(&name, major)), os: known(found.os), kind }
    }
}

fn with_version(name: &str, version: Option<String>) -> String {
    version.map_or_else(|| name.to_owned(), |version| format!("{name} {version}"))
}

/// One short line.
fn short(word: &str) -> Option<String> {
    text::name(word).map(|word| word.chars().take(DEVICE_WORD_MAX_CHARACTERS).collect())
}

/// What stands in quotes.
fn unquoted(word: &str) -> Option<String> {
    short(word.trim().strip_prefix('"')?.strip_suffix('"')?)
}

/// The brand in `"Chromium";v="124", "Google Chrome";v="124", "Not-A.Brand";v="99"`: the one that is neither made
/// up nor the engine of many, else the engine.
fn brand(list: &str) -> Option<String> {
    let brands = list.split(',').filter_map(|one| {
        let (name, version) = one.trim().strip_prefix('"')?.split_once("\";v=\"")?;
        let is_made_up = name.contains("Not") && name.contains("Brand");
        let version = short(version.strip_suffix('"')?);
        let brand = with_version(&short(name).filter(|_| !is_made_up)?, version);
        Some((name == "Chromium", brand))
    });
    // `false` comes before `true`.
    brands.min_by_key(|(is_engine, _)| *is_engine).map(|(_, brand)| brand)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 \
        (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36";
    const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 \
        (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1";
    const IPAD: &str = "Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15 \
        (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1";
    const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0";

    fn by_name(user_agent: &str) -> (Option<String>, DeviceKind) {
        let device = Device::of(Some(user_agent), &ClientHints::default());
        (device.browser, device.kind)
    }

    /// F60: browser, operating system and device.
    #[test]
    fn browsers_are_known_by_their_names() {
        for (user_agent, browser, kind) in [
            (CHROME, "Chrome 124", DeviceKind::Desktop),
            (FIREFOX, "Firefox 125", DeviceKind::Desktop),
            (IPHONE, "Safari 17", DeviceKind::Phone),
            (IPAD, "Safari 17", DeviceKind::Tablet),
        ] {
            assert_eq!(by_name(user_agent), (Some(browser.to_owned()), kind), "{user_agent}");
        }
        for garbage in ["", "-", "\u{202e}\0", &"(".repeat(256)] {
            assert_eq!(by_name(garbage), (None, DeviceKind::Other), "{garbage:?}");
        }
        assert_eq!(Device::of(None, &ClientHints::default()), Device::unknown());
    }

    #[test]
    fn hints_say_it_better_and_nonsense_in_them_says_nothing() {
        let hints = |brands: &str, platform: &str, mobile: &str| ClientHints {
            brands: Some(brands.to_owned()),
            platform: Some(platform.to_owned()),
            mobile: Some(mobile.to_owned()),
        };
        let edge = "\"Chromium\";v=\"124\", \"Microsoft Edge\";v=\"124\", \"Not-A.Brand\";v=\"99\"";
        let device = Device::of(Some(CHROME), &hints(edge, "\"Android\"", "?1"));
        let expected = Device {
            browser: Some("Microsoft Edge 124".to_owned()),
            os: Some("Android".to_owned()),
            kind: DeviceKind::Phone,
        };
        assert_eq!(device, expected);
        let plain = Device::of(Some(CHROME), &ClientHints::default());
        assert_eq!(Device::of(Some(CHROME), &hints("\";;v=,\"", "Windows", "yes")), plain);
    }
}
