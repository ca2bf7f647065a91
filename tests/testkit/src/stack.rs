//! Runs a test on threads with as much stack as the server's own have: an operation of many levels
//! needs more than a test's thread has.

use std::panic::resume_unwind;
use switchboard_server::limits::THREAD_STACK_BYTES;

/// Runs the test to its end.
pub fn deep<F: Future<Output = ()>>(test: impl FnOnce() -> F + Send + 'static) {
    let run = move || {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.thread_stack_size(THREAD_STACK_BYTES).enable_all().build();
        runtime.expect("a runtime").block_on(test());
    };
    let thread = std::thread::Builder::new().stack_size(THREAD_STACK_BYTES).spawn(run);
    if let Err(panic) = thread.expect("a thread").join() {
        resume_unwind(panic);
    }
}
