//! What the host knows during one call of a guest. Made with the store, dropped with it.

use crate::{
    bindings::switchboard::plugin::types::{Error, ErrorClass},
    channel::ChannelContext,
    limits,
    plugin::Plugin,
    ports::HostPorts,
    processor::ProcessorTime,
};
use rand::{SeedableRng, rngs::StdRng};
use std::{collections::HashMap, sync::Arc, time::Duration};
use switchboard_model::{Stopwatch, Timestamp, connector::Blob};
use wasmtime::{ResourceLimiter, component::ResourceTable};

/// What a call may do.
pub(crate) enum Mode {
    /// Read and compute. The clock stands still and chance comes from a seed, so that the same
    /// request gives the same items.
    Pure {
        /// What the clock shows.
        now: Timestamp,
        /// What chance is made of.
        random: Box<StdRng>,
    },
    /// Reach out.
    Effect,
}

impl Mode {
    pub(crate) fn pure(now: Timestamp, seed: u64) -> Self {
        Self::Pure { now, random: Box::new(StdRng::seed_from_u64(seed)) }
    }

    pub(crate) fn is_pure(&self) -> bool {
        matches!(self, Self::Pure { .. })
    }
}

/// The data of one call's store.
pub(crate) struct CallState {
    pub(crate) plugin: Arc<Plugin>,
    pub(crate) channel: Arc<ChannelContext>,
    pub(crate) ports: Arc<HostPorts>,
    pub(crate) mode: Mode,
    pub(crate) memory: MemoryLimit,
    pub(crate) resources: ResourceTable,
    /// Blobs that the call may read: those of the call and those it made.
    pub(crate) blobs: HashMap<String, Blob>,
    /// How long the call lasts already.
    pub(crate) stopwatch: Stopwatch,
    /// When it is stopped.
    wall: Duration,
    pub(crate) processor: ProcessorTime,
    pub(crate) host_calls_left: u32,
    pub(crate) log_lines_left: u32,
    /// The guest waits for the network.
    pub(crate) is_fetching: bool,
    /// A request that changes something may have reached a platform.
    pub(crate) bytes_left: bool,
    /// Such a request got no answer.
    pub(crate) is_outcome_unknown: bool,
    /// The bucket that a refused send belongs to.
    pub(crate) last_bucket: Option<String>,
    /// The last thing the guest logged as an error: its panic, if it panicked.
    pub(crate) last_error_line: Option<String>,
}

impl CallState {
    pub(crate) fn new(
        plugin: Arc<Plugin>,
        channel: Arc<ChannelContext>,
        ports: Arc<HostPorts>,
        mode: Mode,
        cpu: Duration,
        wall: Duration,
    ) -> Self {
        let mut resources = ResourceTable::new();
        resources.set_max_capacity(limits::RESOURCES_MAX);
        let host_calls_left = if mode.is_pure() {
            limits::PURE_HOST_CALLS_MAX
        } else {
            limits::EFFECT_HOST_CALLS_MAX
        };
        Self {
            memory: MemoryLimit::new(plugin.granted.memory_bytes),
            plugin,
            channel,
            ports,
            mode,
            resources,
            blobs: HashMap::new(),
            stopwatch: Stopwatch::start(),
            wall,
            processor: ProcessorTime::new(cpu),
            host_calls_left,
            log_lines_left: limits::LOG_LINES_MAX,
            bytes_left: false,
            is_fetching: false,
            is_outcome_unknown: false,
            last_bucket: None,
            last_error_line: None,
        }
    }

    /// Waits for the server: the time is not the guest's.
    pub(crate) async fn waiting<T>(&mut self, answer: impl Future<Output = T>) -> T {
        self.processor.pause();
        let answer = answer.await;
        self.processor.resume();
        answer
    }

    /// Counts a host call.
    pub(crate) fn count_call(&mut self) -> Result<(), Error> {
        match self.host_calls_left.checked_sub(1) {
            Some(left) => {
                self.host_calls_left = left;
                Ok(())
            }
            None => Err(self.denied("call.too-many", "this call has made too many host calls")),
        }
    }

    /// Counts a host call that has no way to answer with an error.
    pub(crate) fn count_plain_call(&mut self) -> wasmtime::Result<()> {
        self.count_call().map_err(|error| wasmtime::format_err!("{}", error.message))
    }

    /// Refuses what a pure call must not do.
    pub(crate) fn require_effect(&self, what: &str) -> Result<(), Error> {
        if self.mode.is_pure() {
            return Err(self.denied("call.pure", &format!("{what} is not possible while reading")));
        }
        Ok(())
    }

    /// A refusal by policy, counted.
    pub(crate) fn denied(&self, code: &str, message: &str) -> Error {
        self.plugin.metrics.denied.inc();
        error(ErrorClass::Denied, code, message)
    }

    /// How long a request may take, so that the guest can still say what became of it.
    pub(crate) fn time_for_network(&self) -> Duration {
        self.time_left().saturating_sub(limits::ANSWER_MARGIN).max(limits::REQUEST_TIMEOUT_MIN)
    }

    /// How long the call may still take.
    pub(crate) fn time_left(&self) -> Duration {
        self.wall.saturating_sub(self.stopwatch.elapsed())
    }
}

/// An error as a value for the guest.
pub(crate) fn error(class: ErrorClass, code: &str, message: impl Into<String>) -> Error {
    Error {
        class,
        code: code.to_owned(),
        message: message.into(),
        retry_after_ms: None,
        platform_code: None,
    }
}

/// Bounds the memory of one call, all its instances together.
#[derive(Debug)]
pub(crate) struct MemoryLimit {
    max_bytes: u64,
    used_bytes: u64,
    /// Something was refused.
    pub(crate) is_hit: bool,
}

impl MemoryLimit {
    fn new(max_bytes: u64) -> Self {
        Self { max_bytes, used_bytes: 0, is_hit: false }
    }

    pub(crate) fn used_bytes(&self) -> u64 {
        self.used_bytes
    }
}

impl ResourceLimiter for MemoryLimit {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let used_bytes = self.used_bytes.saturating_add(desired.saturating_sub(current) as u64);
        if used_bytes > self.max_bytes {
            self.is_hit = true;
            return Ok(false);
        }
        self.used_bytes = used_bytes;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let fits = desired <= limits::TABLE_MAX_ELEMENTS;
        self.is_hit |= !fits;
        Ok(fits)
    }

    fn instances(&self) -> usize {
        limits::COMPONENT_MAX_INSTANCES
    }

    fn tables(&self) -> usize {
        limits::COMPONENT_MAX_INSTANCES
    }

    fn memories(&self) -> usize {
        limits::COMPONENT_MAX_INSTANCES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memories_count_together() {
        let mut limit = MemoryLimit::new(100);
        assert!(limit.memory_growing(0, 60, None).unwrap());
        assert!(limit.memory_growing(0, 40, None).unwrap());
        assert!(!limit.memory_growing(40, 41, None).unwrap());
        assert!(limit.is_hit && limit.used_bytes() == 100);
    }
}
