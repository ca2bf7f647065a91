//! One call of a guest: its turn, a fresh store, bounds on time and memory, and the store dropped
//! whatever happened. A trap or a call that was given up poisons a store for good, so there is no
//! other way out.

use crate::{
    bindings::switchboard::plugin::types::Error,
    channel::ChannelContext,
    error::{CallFailure, FailureKind},
    limits,
    plugin::Plugin,
    ports::HostPorts,
    state::{CallState, Mode},
};
use futures::future::BoxFuture;
use std::{collections::HashMap, sync::Arc, time::Duration};
use switchboard_model::connector::Blob;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use wasmtime::{Store, Trap, UpdateDeadline, component::Instance};

/// What all plugins share.
pub(crate) struct Turns {
    pub(crate) calls: Arc<Semaphore>,
    pub(crate) polls: Arc<Semaphore>,
}

impl Turns {
    pub(crate) fn new() -> Self {
        Self {
            calls: Arc::new(Semaphore::new(limits::CALLS_IN_TOTAL)),
            polls: Arc::new(Semaphore::new(limits::POLLS_IN_TOTAL)),
        }
    }
}

/// Which queue a call stands in: a poll that waits for a platform must not keep messages waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    Call,
    Poll,
}

/// How a call is to be made.
pub(crate) struct Plan {
    pub(crate) mode: Mode,
    pub(crate) lane: Lane,
    pub(crate) cpu: Duration,
    pub(crate) wall: Duration,
    /// Blobs that the call may read.
    pub(crate) blobs: HashMap<String, Blob>,
    /// Recognises the same input, so that it counts once against the plugin; none for what anybody may
    /// send, which counts neither against it nor for it.
    pub(crate) input: Option<u64>,
}

/// What a call left behind besides its value.
pub(crate) struct Finished<T> {
    pub(crate) value: Result<T, Error>,
    pub(crate) blobs: HashMap<String, Blob>,
    pub(crate) is_outcome_unknown: bool,
    pub(crate) bytes_left: bool,
    pub(crate) last_bucket: Option<String>,
}

/// The parts of the server that a call is made with.
pub(crate) struct Caller {
    pub(crate) plugin: Arc<Plugin>,
    pub(crate) channel: Arc<ChannelContext>,
    pub(crate) ports: Arc<HostPorts>,
    pub(crate) turns: Arc<Turns>,
}

/// The guest's function, once an instance is there.
pub(crate) type Body<T> = Box<
    dyn for<'a> FnOnce(
            &'a mut Store<CallState>,
            &'a Instance,
        ) -> BoxFuture<'a, wasmtime::Result<Result<T, Error>>>
        + Send,
>;

/// The processor budget is spent.
#[derive(Debug, thiserror::Error)]
#[error("the processor budget is spent")]
struct BudgetSpent;

impl Caller {
    pub(crate) async fn run<T>(
        &self,
        plan: Plan,
        body: Body<T>,
    ) -> Result<Finished<T>, CallFailure> {
        let is_pure = plan.mode.is_pure();
        let refused = |kind, message| CallFailure { kind, message, bytes_left: false, is_pure };
        if let Some(reason) = self.plugin.breaker.refuses(self.ports.clock.now()) {
            let message = format!("{} is suspended: {reason}", self.plugin.label);
            return Err(refused(FailureKind::Suspended, message));
        }
        let Some(_turn) = self.turn(plan.lane).await else {
            let message = format!("{} has too many calls under way", self.plugin.label);
            return Err(refused(FailureKind::Busy, message));
        };
        let (input, wall) = (plan.input, plan.wall);
        let mut store = self.store(plan);
        let meter = store.data().processor.meter();
        let outcome = timeout(wall, meter.count(call(&mut store, &self.plugin, body))).await;
        let state = store.into_data();
        self.plugin.metrics.called(state.stopwatch.elapsed(), state.memory.used_bytes());
        let failed = match outcome {
            Ok(Ok(value)) => {
                return Ok(Finished {
                    value,
                    blobs: state.blobs,
                    is_outcome_unknown: state.is_outcome_unknown,
                    bytes_left: state.bytes_left,
                    last_bucket: state.last_bucket,
                });
            }
            Ok(Err(error)) => self.failure(&error, state, is_pure),
            Err(_) => CallFailure {
                kind: if state.is_fetching { FailureKind::Slow } else { FailureKind::Wall },
                message: format!("{} took longer than {} ms", self.plugin.label, wall.as_millis()),
                bytes_left: state.bytes_left,
                is_pure,
            },
        };
        self.strike(&failed, input);
        Err(failed)
    }

    /// Counts a failure against the plugin.
    pub(crate) fn strike(&self, failure: &CallFailure, input: Option<u64>) {
        if failure.kind.is_strike() {
            self.plugin.metrics.strikes.inc();
            if let Some(input) = input {
                self.plugin.breaker.failed(self.ports.clock.now(), input, &failure.message);
            }
            tracing::warn!(
                target: "plugin",
                plugin = self.plugin.label,
                channel = %self.channel.id,
                kind = ?failure.kind,
                reason = failure.message,
                "a call failed"
            );
        }
    }

    async fn turn(&self, lane: Lane) -> Option<(OwnedSemaphorePermit, OwnedSemaphorePermit)> {
        let (own, shared) = match lane {
            Lane::Call => (&self.plugin.calls, &self.turns.calls),
            Lane::Poll => (&self.plugin.polls, &self.turns.polls),
        };
        let both = async {
            let own = own.clone().acquire_owned().await.ok()?;
            let shared = shared.clone().acquire_owned().await.ok()?;
            Some((own, shared))
        };
        timeout(limits::TURN_WAIT, both).await.ok().flatten()
    }

    fn store(&self, plan: Plan) -> Store<CallState> {
        let mut state = CallState::new(
            self.plugin.clone(),
            self.channel.clone(),
            self.ports.clone(),
            plan.mode,
            plan.cpu,
            plan.wall,
        );
        state.blobs = plan.blobs;
        let mut store = Store::new(self.plugin.instance.engine(), state);
        store.limiter(|state| &mut state.memory);
        store.set_hostcall_fuel(limits::HOST_CALL_MAX_BYTES);
        store.set_epoch_deadline(1);
        // A budget, not a deadline: the time that a guest waits for the host, or for a busy machine, is
        // not its own.
        store.epoch_deadline_callback(|context| {
            if context.data().processor.may_go_on() {
                Ok(UpdateDeadline::Yield(1))
            } else {
                Err(wasmtime::Error::new(BudgetSpent))
            }
        });
        store
    }

    fn failure(&self, error: &wasmtime::Error, state: CallState, is_pure: bool) -> CallFailure {
        let label = &self.plugin.label;
        let (kind, message) = if error.is::<BudgetSpent>() {
            (FailureKind::Cpu, format!("{label} used up its processor time"))
        } else if state.memory.is_hit {
            let most = self.plugin.granted.memory_bytes >> 10;
            (FailureKind::Memory, format!("{label} wanted more than its {most} KiB of memory"))
        } else if error.is::<Trap>() {
            let words = state.last_error_line.unwrap_or_else(|| cause_first(error));
            (FailureKind::Trap, format!("{label} stopped: {words}"))
        } else {
            (
                FailureKind::ContractViolation,
                format!("{label} broke the contract: {}", cause_first(error)),
            )
        };
        CallFailure { kind, message, bytes_left: state.bytes_left, is_pure }
    }
}

/// The words of an error, the cause before the place: a backtrace is long, and what is kept is cut.
fn cause_first(error: &wasmtime::Error) -> String {
    let mut words: Vec<String> = error.chain().map(ToString::to_string).collect();
    words.reverse();
    words.join("; ")
}

async fn call<T>(
    store: &mut Store<CallState>,
    plugin: &Plugin,
    body: Body<T>,
) -> wasmtime::Result<Result<T, Error>> {
    let instance = plugin.instance.instantiate_async(&mut *store).await?;
    body(store, &instance).await
}
