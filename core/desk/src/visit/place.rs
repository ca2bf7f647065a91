//! Where addresses probably are (F59), by a file in MaxMind's format on this machine. The file is read into memory,
//! so that one that is replaced or cut short while it is asked ends nothing, and is asked behind a net: whatever
//! it holds, the worst is that nothing is known.

use crate::limits::PLACES_FILE_MAX_BYTES;
use crate::text;
use maxminddb::{Reader, geoip2};
use parking_lot::Mutex;
use std::fs::{self, File};
use std::io::{self, Read};
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use tracing::{info, warn};

/// The places of addresses; of none without a file.
#[derive(Default)]
pub struct Places {
    file: Option<PathBuf>,
    opened: Mutex<Opened>,
}

#[derive(Default)]
struct Opened {
    /// What the file was when it was last read.
    stamp: Option<Stamp>,
    reader: Option<Arc<Reader<Vec<u8>>>>,
}

/// How a file is seen to have changed; nothing is known of one that is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Stamp {
    length: Option<u64>,
    modified_at: Option<SystemTime>,
}

/// Where an address probably is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) country: Option<String>,
    pub(crate) city: Option<String>,
}

impl Places {
    /// By this file. Reads it; that it cannot be read is told in the log and stops nobody.
    pub fn by(file: PathBuf) -> Self {
        let places = Self { file: Some(file), opened: Mutex::default() };
        places.refresh();
        places
    }

    /// Reads the file again where it has changed. One that cannot be read leaves what was known.
    pub fn refresh(&self) {
        let Some(file) = &self.file else { return };
        let stamp = Some(Stamp::of(file));
        if self.opened.lock().stamp == stamp {
            return;
        }
        let read = open(file);
        let mut opened = self.opened.lock();
        opened.stamp = stamp;
        match read {
            Ok(reader) => {
                info!(file = %file.display(), "the places of addresses were read");
                opened.reader = Some(Arc::new(reader));
            }
            Err(error) => warn!(
                file = %file.display(), %error,
                "the places of addresses cannot be read: put a file in MaxMind's format there, and it \
                 is read within a minute"
            ),
        }
    }

    /// Where an address probably is.
    pub(crate) fn find(&self, address: IpAddr) -> Place {
        let Some(reader) = self.opened.lock().reader.clone() else { return Place::default() };
        let found = catch_unwind(AssertUnwindSafe(|| look_up(&reader, address)));
        found.ok().flatten().unwrap_or_default()
    }
}

impl Stamp {
    fn of(file: &Path) -> Self {
        let Ok(found) = fs::metadata(file) else { return Self::default() };
        Self { length: Some(found.len()), modified_at: found.modified().ok() }
    }
}

fn open(file: &Path) -> io::Result<Reader<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(PLACES_FILE_MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > PLACES_FILE_MAX_BYTES) {
        return Err(io::Error::other(format!("it has more than {PLACES_FILE_MAX_BYTES} bytes")));
    }
    let read = catch_unwind(AssertUnwindSafe(|| Reader::from_source(bytes)));
    read.map_err(|_| io::Error::other("it is damaged"))?.map_err(io::Error::other)
}

fn look_up(reader: &Reader<Vec<u8>>, address: IpAddr) -> Option<Place> {
    let found: geoip2::City<'_> = reader.lookup(address).ok()?.decode().ok()??;
    let is_code = |code: &&str| code.len() == 2 && code.bytes().all(|one| one.is_ascii_uppercase());
    Some(Place {
        country: found.country.iso_code.filter(is_code).map(str::to_owned),
        city: found.city.names.english.and_then(text::name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word of the format: a string of less than 29 bytes.
    fn word(text: &str) -> Vec<u8> {
        let control = 0x40 | u8::try_from(text.len()).expect("a short word");
        [&[control], text.as_bytes()].concat()
    }

    /// A database of one node: every address of IPv4 is in the same city.
    fn database(city: &str) -> Vec<u8> {
        let tree = [0, 0, 17, 0, 0, 17].to_vec();
        let country = [vec![0xe1], word("iso_code"), word("ES")].concat();
        let names = [vec![0xe1], word("names"), vec![0xe1], word("en"), word(city)].concat();
        let data = [vec![0xe2], word("country"), country, word("city"), names].concat();
        let metadata = [
            vec![0xe9],
            [word("binary_format_major_version"), vec![0xa1, 2]].concat(),
            [word("binary_format_minor_version"), vec![0xa0]].concat(),
            [word("build_epoch"), vec![1, 2, 1]].concat(),
            [word("database_type"), word("Test")].concat(),
            [word("description"), vec![0xe0]].concat(),
            [word("ip_version"), vec![0xa1, 4]].concat(),
            [word("languages"), vec![0, 4]].concat(),
            [word("node_count"), vec![0xc1, 1]].concat(),
            [word("record_size"), vec![0xa1, 24]].concat(),
        ];
        [tree, vec![0; 16], data, b"\xab\xcd\xefMaxMind.com".to_vec(), metadata.concat()].concat()
    }

    fn city(places: &Places) -> Option<String> {
        places.find("192.0.2.7".parse().expect("an address")).city
    }

    /// F59: the place of an address, from a file that may be replaced while the server runs.
    #[test]
    fn a_file_is_read_again_when_it_has_changed_and_a_wrong_one_takes_nothing_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("city.mmdb");
        let places = Places::by(file.clone());
        assert_eq!(city(&places), None, "there is no file yet");
        for (bytes, expected) in [
            (database("Madrid"), "Madrid"),
            (database("Sevilla la Nueva"), "Sevilla la Nueva"),
            (b"no database".to_vec(), "Sevilla la Nueva"),
            (database("Soria"), "Soria"),
        ] {
            fs::write(&file, bytes).expect("written");
            places.refresh();
            assert_eq!(city(&places).as_deref(), Some(expected));
        }
        let found = places.find("192.0.2.7".parse().expect("an address"));
        assert_eq!(found.country.as_deref(), Some("ES"));
        assert_eq!(places.find("2001:db8::1".parse().expect("an address")), Place::default());
    }

    /// A damaged or hostile file must not end the server: each byte of a good one is tried with others, and
    /// each of its beginnings.
    #[test]
    fn whatever_a_file_holds_it_ends_nothing() {
        let good = database("Madrid");
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("city.mmdb");
        let tries = |bytes: &[u8]| {
            fs::write(&file, bytes).expect("written");
            let places = Places::by(file.clone());
            for address in ["0.0.0.0", "255.255.255.255", "::", "2001:db8::1"] {
                places.find(address.parse().expect("an address"));
            }
        };
        for place in 0..good.len() {
            tries(&good[..place]);
            for byte in [0x00, 0x1f, 0x20, 0x3f, 0x7f, 0xff] {
                let mut bytes = good.clone();
                bytes[place] = byte;
                tries(&bytes);
            }
        }
    }
}
