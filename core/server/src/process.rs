//! What the program asks of the system when it starts: files and memory for its owner alone, and as
//! many open files as it may have.

use crate::print;
use rustix::{
    fs::Mode,
    process::{
        DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit, umask,
    },
};

/// Whatever this process makes from here on, through whichever library, is for its owner alone: files
/// 0600, folders 0700. Called once, before the first thread.
pub fn keep_private() {
    umask(Mode::RWXG | Mode::RWXO);
}

/// From here on the system writes no core file of this process, and lets no other process of its owner
/// read its memory, which holds keys and secrets.
pub fn hide_memory() {
    if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        let owner = "other processes of its owner can read its memory";
        print::tell(format_args!("switchboard: {owner}: {error}"));
    }
}

/// Raises the number of files that may be open at a time to the most that the system allows this
/// process. Returns what it is then; none where it has no bound.
pub fn raise_open_files() -> Option<u64> {
    let now = getrlimit(Resource::Nofile);
    if now.current == now.maximum {
        return now.current;
    }
    match setrlimit(Resource::Nofile, Rlimit { current: now.maximum, maximum: now.maximum }) {
        Ok(()) => now.maximum,
        Err(error) => {
            tracing::warn!(%error, "the limit of open files could not be raised");
            now.current
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::process::dumpable_behavior;

    #[test]
    fn a_hidden_process_cannot_be_dumped() {
        hide_memory();
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
    }

    #[test]
    fn as_many_files_may_be_open_as_the_system_allows() {
        let raised = raise_open_files();
        assert_eq!(raised, getrlimit(Resource::Nofile).current);
        assert_eq!(raised, raise_open_files(), "a second time changes nothing");
    }
}
