//! Where a throwaway cluster lies. The database of a test is some hundred files, copied from a template and removed
//! again: in memory that takes a tenth of the time that it takes on a disk.

use std::path::{Path, PathBuf};

use super::Durability;
use crate::setup::disk;

/// Linux keeps what lies here in memory.
const MEMORY: &str = "/dev/shm";
/// What a cluster takes at most, with what it writes ahead, in GiB.
const NEEDED_GIB: u64 = 4;

/// The folder for a new cluster: in memory where there is room and nothing has to last, else that for temporary files.
pub fn of(durability: Durability) -> PathBuf {
    let memory = Path::new(MEMORY);
    let has_room = disk::free_gib(memory).is_some_and(|free| free >= NEEDED_GIB);
    if durability == Durability::Relaxed && has_room {
        return memory.to_owned();
    }
    std::env::temp_dir()
}

/// All the folders in which clusters may have been left behind.
pub fn all() -> [PathBuf; 2] {
    [std::env::temp_dir(), MEMORY.into()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_to_last_lies_on_a_disk() {
        assert_eq!(of(Durability::Flushed), std::env::temp_dir());
        assert!(all().contains(&of(Durability::Relaxed)));
    }
}
