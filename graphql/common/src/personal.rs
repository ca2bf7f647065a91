//! Tells whether what was resolved is the caller's alone: then it must not be told to others.

use std::cell::Cell;
use tokio::task_local;

task_local! {
    static IS_PERSONAL: Cell<bool>;
}

/// What is being resolved depends on who asks, beyond what they have a permission to.
pub fn mark() {
    // Nobody watches where nothing is shared.
    let _ = IS_PERSONAL.try_with(|is_personal| is_personal.set(true));
}

/// Resolves, and tells whether anything in it is the caller's alone.
pub async fn watch<T>(resolving: impl Future<Output = T>) -> (T, bool) {
    let watched = async {
        let value = resolving.await;
        (value, IS_PERSONAL.with(Cell::get))
    };
    IS_PERSONAL.scope(Cell::new(false), watched).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_marked_is_seen_by_its_own_watch_alone() {
        let (_, is_personal) = watch(async {}).await;
        assert!(!is_personal);
        let ((_, inner), outer) = watch(watch(async { mark() })).await;
        assert!(inner);
        assert!(!outer);
        mark();
        let (_, is_personal) = watch(async {}).await;
        assert!(!is_personal);
    }
}
