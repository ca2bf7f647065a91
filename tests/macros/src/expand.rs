//! The two tests of one body.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{FnArg, ItemFn, ReturnType, Type};

const OPTIONS: &str =
    "the only option is `deep`: threads with as much stack as the server's own have";
const ASYNC: &str = "a test on both databases is asynchronous: write `async fn`";
const ARGUMENT: &str = "a test on both databases takes one argument by value, set up on a fresh \
                        database: `database: TestDatabase`, `store: Store`, `app: TestApp` …";
const PLAIN: &str =
    "a test on both databases has no type parameters and returns nothing: let it panic";

pub fn expand(options: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    let is_deep = !options.is_empty() && syn::parse2::<Ident>(options.clone())? == "deep";
    if !options.is_empty() && !is_deep {
        return Err(syn::Error::new_spanned(options, OPTIONS));
    }
    let body: ItemFn = syn::parse2(item)?;
    check(&body)?;
    let name = &body.sig.ident;
    let tests = [("sqlite", "Sqlite"), ("postgres", "Postgres")].map(|(suffix, backend)| {
        let test = format_ident!("{name}_on_{suffix}", span = name.span());
        let backend = format_ident!("{backend}");
        let run = quote! {
            ::switchboard_store::testing::run(
                ::switchboard_store::testing::Backend::#backend,
                #name,
            )
        };
        if is_deep {
            quote! {
                #[test]
                fn #test() {
                    ::switchboard_testkit::stack::deep(|| #run);
                }
            }
        } else {
            quote! {
                #[::tokio::test(flavor = "multi_thread")]
                async fn #test() {
                    #run.await;
                }
            }
        }
    });
    // As `clippy.toml` allows it in a test, which this is, though not by its own attribute.
    let allow = quote!(#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]);
    Ok(quote!(#allow #body #(#tests)*))
}

fn check(body: &ItemFn) -> syn::Result<()> {
    let signature = &body.sig;
    if signature.asyncness.is_none() {
        return Err(syn::Error::new_spanned(signature.fn_token, ASYNC));
    }
    let is_by_value = |argument: &FnArg| match argument {
        FnArg::Typed(given) => !matches!(*given.ty, Type::Reference(_)),
        FnArg::Receiver(_) => false,
    };
    if signature.inputs.len() != 1 || !signature.inputs.iter().all(is_by_value) {
        return Err(syn::Error::new_spanned(signature, ARGUMENT));
    }
    if !signature.generics.params.is_empty() || !matches!(signature.output, ReturnType::Default) {
        return Err(syn::Error::new_spanned(signature, PLAIN));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(options: &str, item: &str) -> Result<String, String> {
        let parsed = |text: &str| text.parse::<TokenStream>().map_err(|error| error.to_string());
        let expanded = expand(parsed(options)?, parsed(item)?);
        expanded.map(|tokens| tokens.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn one_body_becomes_a_test_for_each_database() {
        let text = expanded("", "async fn opens(store: Store) {}");
        let text = text.unwrap_or_default();
        for part in
            ["async fn opens (", "async fn opens_on_sqlite (", "async fn opens_on_postgres ("]
        {
            assert!(text.contains(part), "{part} is missing: {text}");
        }
        assert_eq!(text.matches("tokio :: test").count(), 2, "{text}");
    }

    #[test]
    fn a_deep_test_brings_its_own_runtime() {
        let text = expanded("deep", "async fn walks(database: TestDatabase) {}");
        let text = text.unwrap_or_default();
        assert_eq!(text.matches("stack :: deep").count(), 2, "{text}");
        assert!(!text.contains("tokio"), "{text}");
    }

    #[test]
    fn misuse_is_told_with_what_to_do() {
        for (options, item, message) in [
            ("", "fn opens(store: Store) {}", ASYNC),
            ("", "async fn opens() {}", ARGUMENT),
            ("", "async fn opens(&self) {}", ARGUMENT),
            ("", "async fn opens(store: &Store) {}", ARGUMENT),
            ("", "async fn opens(store: Store, number: u8) {}", ARGUMENT),
            ("", "async fn opens<T>(given: T) {}", PLAIN),
            ("", "async fn opens(store: Store) -> u8 { 1 }", PLAIN),
            ("wide", "async fn opens(store: Store) {}", OPTIONS),
        ] {
            assert_eq!(expanded(options, item), Err(message.to_owned()), "{item}");
        }
    }
}
