//! mutation_key.
