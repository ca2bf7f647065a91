//! What a field costs before it runs: a list costs what is selected below it, times its page.

use crate::{limits::PAGE_DEFAULT, page::PageSize};

/// The cost of a connection.
pub fn page(first: Option<PageSize>, last: Option<PageSize>, child: usize) -> usize {
    let size = first.or(last).map_or(PAGE_DEFAULT, |size| size.0);
    list(usize::try_from(size).unwrap_or(0), child)
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
        assert_eq!(page(Some(PageSize(50)), None, 3), 151);
        assert_eq!(page(None, Some(PageSize(7)), 1), 8);
        assert_eq!(page(None, None, 2), 41);
    }
}
