//! What a store's statements are, with their values, for tests that ask how a database answers them.

use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

/// The statements of one store while somebody listens: each that differs from the others by more than numbers.
#[derive(Clone, Debug, Default)]
pub struct Heard(Arc<Mutex<Option<BTreeMap<String, String>>>>);

impl Heard {
    /// Listens from now on.
    pub fn listen(&self) {
        *self.0.lock() = Some(BTreeMap::new());
    }

    /// What was heard, as diesel shows it; nothing is heard any more.
    pub fn end(&self) -> Vec<String> {
        self.0.lock().take().unwrap_or_default().into_values().collect()
    }

    pub(crate) fn note(&self, statement: &impl Display) {
        if let Some(all) = self.0.lock().as_mut() {
            let shown = statement.to_string();
            let text = shown.split(" -- binds: ").next().unwrap_or_default();
            let shape = text.replace(|letter: char| letter.is_ascii_digit(), "");
            all.entry(shape).or_insert(shown);
        }
    }
}
