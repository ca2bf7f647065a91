//! The WebAssembly engine: one per process, every flag set on purpose. Where the pool's address
//! space cannot be had, instances are made on demand.

use crate::{error::HostError, limits};
use std::{num::NonZeroUsize, thread};
use wasmtime::{
    Config, Engine, EngineWeak, InstanceAllocationStrategy, OptLevel, PoolingAllocationConfig,
    Strategy,
};

/// Starts the engine and its ticker.
///
/// # Errors
/// When WebAssembly cannot run on this machine at all.
pub(crate) fn start() -> Result<Engine, HostError> {
    let engine = match Engine::new(&pooled()) {
        Ok(engine) => engine,
        Err(error) => {
            tracing::warn!(%error, "no address space for a pool of plugin instances: making them on demand");
            Engine::new(&base()).map_err(|error| HostError::Engine(format!("{error:#}")))?
        }
    };
    let weak = engine.weak();
    thread::Builder::new()
        .name("plugin-ticker".into())
        .spawn(move || tick(&weak))
        .map_err(|error| HostError::Engine(error.to_string()))?;
    Ok(engine)
}

/// An engine without the guards, to measure what they cost.
pub(crate) fn unguarded() -> Result<Engine, HostError> {
    let mut config = pooled();
    config.epoch_interruption(false);
    Engine::new(&config).map_err(|error| HostError::Engine(format!("{error:#}")))
}

/// A plain thread, because a task of the async runtime would stand still behind a busy guest.
fn tick(engine: &EngineWeak) {
    loop {
        thread::sleep(limits::TICK);
        match engine.upgrade() {
            Some(engine) => engine.increment_epoch(),
            None => return,
        }
    }
}

fn base() -> Config {
    let mut config = Config::new();
    config
        .strategy(Strategy::Cranelift)
        .cranelift_opt_level(OptLevel::Speed)
        .epoch_interruption(true)
        .consume_fuel(false)
        .concurrency_support(false)
        .async_stack_size(limits::STACK_BYTES)
        .max_wasm_stack(limits::GUEST_STACK_BYTES)
        .wasm_backtrace_max_frames(NonZeroUsize::new(limits::BACKTRACE_MAX_FRAMES))
        .parallel_compilation(true)
        .memory_init_cow(true)
        .generate_address_map(true)
        .debug_info(false)
        .wasm_component_model(true)
        .wasm_bulk_memory(true)
        .wasm_multi_value(true)
        .wasm_simd(true)
        .wasm_extended_const(true)
        .wasm_tail_call(true)
        .wasm_multi_memory(true)
        .wasm_relaxed_simd(false)
        .wasm_memory64(false)
        .wasm_gc(false)
        .wasm_custom_page_sizes(false)
        .wasm_wide_arithmetic(false)
        .wasm_stack_switching(false)
        .allocation_strategy(InstanceAllocationStrategy::OnDemand);
    config
}

fn pooled() -> Config {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(limits::POOL_INSTANCES)
        .total_core_instances(limits::POOL_CORE_INSTANCES)
        .total_memories(limits::POOL_MEMORIES)
        .total_tables(limits::POOL_TABLES)
        .total_stacks(limits::POOL_INSTANCES)
        .max_tables_per_module(limits::POOL_TABLES_PER_MODULE)
        .table_elements(limits::TABLE_MAX_ELEMENTS)
        .max_memory_size(usize::try_from(limits::MEMORY_MAX_BYTES).unwrap_or(usize::MAX))
        .linear_memory_keep_resident(limits::POOL_KEEP_RESIDENT_BYTES);
    let mut config = base();
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    config
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasmtime::component::Component;

    #[test]
    fn a_component_starts_with_and_without_the_pool() {
        for config in [base(), pooled()] {
            let engine = Engine::new(&config).unwrap();
            assert!(Component::new(&engine, wat::parse_str("(component)").unwrap()).is_ok());
        }
    }

    #[test]
    fn what_guests_do_not_need_is_off() {
        let engine = Engine::new(&base()).unwrap();
        for (feature, module) in [
            ("threads", "(module (memory 1 1 shared))"),
            ("memory64", "(module (memory i64 1))"),
            ("gc", "(module (type (struct (field i32))))"),
            ("exceptions", "(module (tag))"),
        ] {
            let bytes = wat::parse_str(module).unwrap();
            assert!(wasmtime::Module::new(&engine, bytes).is_err(), "{feature} must be off");
        }
    }

    #[test]
    fn the_ticker_moves_the_epoch_and_ends_with_the_engine() {
        let engine = start().unwrap();
        let weak = engine.weak();
        drop(engine);
        for _ in 0..100 {
            if weak.upgrade().is_none() {
                return;
            }
            thread::sleep(limits::TICK);
        }
        panic!("the ticker keeps the engine alive");
    }
}
