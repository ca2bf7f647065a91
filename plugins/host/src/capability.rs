//! What plugins may import: one capability, one file. Refusals are values, so that an author sees
//! why; only a flood of calls that cannot carry an error is a trap.

pub(crate) mod blobs;
pub(crate) mod http;
mod key_values;
mod secrets;
mod sys;
mod types;

use crate::{bindings::switchboard::plugin as imports, state::CallState};
use wasmtime::component::{HasSelf, Linker};

/// Gives a linker all capabilities and nothing else: no WASI.
pub(crate) fn link(linker: &mut Linker<CallState>) -> wasmtime::Result<()> {
    type Data = HasSelf<CallState>;
    imports::types::add_to_linker::<_, Data>(linker, |state| state)?;
    imports::items::add_to_linker::<_, Data>(linker, |state| state)?;
    imports::sys::add_to_linker::<_, Data>(linker, |state| state)?;
    imports::kv::add_to_linker::<_, Data>(linker, |state| state)?;
    imports::secrets::add_to_linker::<_, Data>(linker, |state| state)?;
    imports::http::add_to_linker::<_, Data>(linker, |state| state)?;
    imports::blobs::add_to_linker::<_, Data>(linker, |state| state)
}
