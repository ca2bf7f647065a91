//! `#[both_databases]`: one test body, and a test of its own name for each database, so that a failure
//! says where.

mod expand;

use proc_macro::TokenStream;

/// Makes `name_on_sqlite` and `name_on_postgres` of `async fn name(given: T)`, where `T` is set up on a
/// fresh database: `TestDatabase` itself, `Store`, or whatever implements
/// `switchboard_store::testing::OnDatabase`.
///
/// `#[both_databases(deep)]` runs them on threads with as much stack as the server's own have.
#[proc_macro_attribute]
pub fn both_databases(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(options.into(), item.into())
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}
