//! `#[object]`: what every object of the schemas would write out by hand for async-graphql's `#[Object]`.
//!
//! - `#[object(id = chat_id)]` has the global id of a row, by its column.
//! - `fn name(&self) -> &str;` without a body shows the row's column of that name.
//! - A resolver that takes a `PageRequest` has `first`, `after`, `last` and `before` in the schema, and
//!   costs what a page costs.

use proc_macro::TokenStream;
use quote::quote;
use syn::{
    FnArg, Ident, ImplItem, ImplItemFn, ItemImpl, Token, TraitItemFn, Type,
    parse::{Parse, ParseStream},
    parse_macro_input, parse_quote,
    punctuated::Punctuated,
};

mod word {
    syn::custom_keyword!(id);
}

/// The column of the row's id, where it has one.
struct Options(Option<Ident>);

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Ok(Self(None));
        }
        input.parse::<word::id>()?;
        input.parse::<Token![=]>()?;
        Ok(Self(Some(input.parse()?)))
    }
}

/// Makes an object of the schema from an `impl` block. See the crate's documentation.
#[proc_macro_attribute]
pub fn object(options: TokenStream, item: TokenStream) -> TokenStream {
    let Options(id) = parse_macro_input!(options as Options);
    let mut object = parse_macro_input!(item as ItemImpl);
    for item in &mut object.items {
        match item {
            ImplItem::Verbatim(tokens) => match syn::parse2(std::mem::take(tokens)) {
                Ok(declared) => *item = ImplItem::Fn(column(declared)),
                Err(error) => return error.into_compile_error().into(),
            },
            ImplItem::Fn(resolver) => write_out_page(resolver),
            _ => {}
        }
    }
    if let Some(id) = id {
        object.items.insert(
            0,
            parse_quote! {
                /// The global id.
                pub async fn id(&self) -> ::async_graphql::ID {
                    self.0.#id.into()
                }
            },
        );
    }
    quote!(#[::async_graphql::Object] #object).into()
}

fn column(declared: TraitItemFn) -> ImplItemFn {
    let TraitItemFn { attrs, mut sig, .. } = declared;
    sig.asyncness = Some(Token![async](sig.fn_token.span));
    let name = &sig.ident;
    parse_quote! {
        #(#attrs)*
        #sig { ::switchboard_graphql::show::Show::show(&self.0.#name) }
    }
}

fn write_out_page(resolver: &mut ImplItemFn) {
    let mut arguments = Punctuated::new();
    for argument in std::mem::take(&mut resolver.sig.inputs) {
        let page = match &argument {
            FnArg::Typed(page) if is_page_request(&page.ty) => page,
            _ => {
                arguments.push(argument);
                continue;
            }
        };
        let (name, page_request) = (&page.pat, &page.ty);
        let read = parse_quote! {
            let #name: #page_request = ::switchboard_graphql::page::Arguments {
                first, after, last, before
            }.page_request()?;
        };
        resolver.block.stmts.insert(0, read);
        resolver.attrs.push(parse_quote! {
            #[graphql(complexity = "::switchboard_graphql::cost::page(child_complexity)")]
        });
        resolver.attrs.push(parse_quote!(#[allow(clippy::too_many_arguments)]));
        let written_out: Punctuated<FnArg, Token![,]> = parse_quote! {
            #[graphql(desc = "How many from the beginning, at most 100.")]
            first: Option<::switchboard_graphql::page::PageSize>,
            #[graphql(desc = "Only what comes after this cursor.")]
            after: Option<String>,
            #[graphql(desc = "How many from the end, at most 100.")]
            last: Option<::switchboard_graphql::page::PageSize>,
            #[graphql(desc = "Only what comes before this cursor.")]
            before: Option<String>
        };
        arguments.extend(written_out);
    }
    resolver.sig.inputs = arguments;
}

fn is_page_request(argument: &Type) -> bool {
    let Type::Path(path) = argument else { return false };
    path.path.segments.last().is_some_and(|last| last.ident == "PageRequest")
}
