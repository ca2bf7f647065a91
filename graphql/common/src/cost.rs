//! What a field costs before it runs: a list costs what is selected below it, times its length.
//!
//! The page that a client asks for is measured by the transport before the engine sees the document.
//! The engine cannot: reading an argument for a cost refuses variables that are declared and left out.

/// The cost of a connection, as if its page had one item.
pub fn page(child: usize) -> usize {
    list(1, child)
}

/// The cost of a list of about this many items.
pub fn list(size: usize, child: usize) -> usize {
    child.saturating_mul(size).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_multiplies_what_is_below_it() {
        assert_eq!(list(50, 3), 151);
        assert_eq!(page(2), 3);
    }
}
