//! One Rust source as the rules see it: parsed, with what is compiled for tests only taken out.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, ImplItem, Item, Meta};

use super::Finding;
use super::tokens::{self, Token, flatten};

pub struct Source {
    pub path: String,
    /// Everything, tests too.
    pub whole: Vec<Token>,
    /// Without test modules and test functions; empty for a file that holds tests alone.
    pub code: Vec<Token>,
    /// Modules in files of their own that are compiled for tests only.
    pub test_modules: Vec<String>,
}

impl Source {
    pub fn parse(path: &str, text: &str) -> syn::Result<Self> {
        let mut syntax = syn::parse_file(text)?;
        let whole = flatten(syntax.to_token_stream());
        let mut test_modules = Vec::new();
        if syntax.attrs.iter().any(is_for_tests) {
            syntax.items.clear();
        }
        prune(&mut syntax.items, &mut test_modules);
        let code = flatten(syntax.to_token_stream());
        Ok(Self { path: path.to_owned(), whole, code, test_modules })
    }

    /// Where the file lies.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    pub fn is_under(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// Whether the file is part of what people install: no test, bench, example or task.
    pub fn is_product(&self) -> bool {
        !self.is_under("scripts/") && !is_test_path(&self.path)
    }

    pub fn finding(&self, line: usize, message: impl Into<String>) -> Finding {
        Finding { path: self.path.clone(), line, message: message.into() }
    }

    /// A finding with `message` wherever `pattern` stands in the code.
    pub fn findings(&self, pattern: &str, message: &str) -> Vec<Finding> {
        tokens::places(&self.code, pattern)
            .map(|place| self.finding(self.code[place].line, message))
            .collect()
    }

    /// The folder, with its final slash, where the files of its child modules lie.
    pub fn module_folder(&self) -> String {
        let (folder, file) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        match file {
            "lib.rs" | "main.rs" | "mod.rs" => format!("{folder}/"),
            _ => format!("{}/", self.path.trim_end_matches(".rs")),
        }
    }
}

/// Tests, benches, examples, and the modules named `testing` that other packages' tests use.
pub fn is_test_path(path: &str) -> bool {
    path.starts_with("tests/")
        || ["/tests/", "/benches/", "/examples/", "/src/testing/", "/src/testing.rs"]
            .iter()
            .any(|part| path.contains(part))
}

fn prune(items: &mut Vec<Item>, test_modules: &mut Vec<String>) {
    items.retain(|item| {
        let is_test = attributes(item).iter().any(is_for_tests);
        if let Item::Mod(module) = item
            && is_test
            && module.content.is_none()
        {
            test_modules.push(module.ident.to_string());
        }
        !is_test
    });
    for item in items {
        match item {
            Item::Mod(module) => {
                if let Some((_, items)) = &mut module.content {
                    prune(items, test_modules);
                }
            }
            Item::Impl(block) => block.items.retain(|item| match item {
                ImplItem::Fn(function) => !function.attrs.iter().any(is_for_tests),
                ImplItem::Const(constant) => !constant.attrs.iter().any(is_for_tests),
                _ => true,
            }),
            _ => {}
        }
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// `#[test]` and its kin, and a `cfg` that asks for a test build.
fn is_for_tests(attribute: &Attribute) -> bool {
    let name = attribute.path().segments.last().map(|segment| segment.ident.to_string());
    match (name.as_deref(), &attribute.meta) {
        (Some("test" | "both_databases"), _) => true,
        (Some("cfg"), Meta::List(list)) => asks_for_tests(list.tokens.clone()),
        _ => false,
    }
}

fn asks_for_tests(condition: TokenStream) -> bool {
    let words = flatten(condition);
    tokens::places(&words, "test")
        .any(|place| place < 2 || !(words[place - 2].is("not") && words[place - 1].is("(")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_taken_out_and_what_follows_stays() {
        let text = "fn a() { x.unwrap() }\n#[cfg(test)]\nmod tests { fn b() { y.unwrap() } }\n\
                    #[tokio::test]\nasync fn c() { z.unwrap() }\nfn d() { w.unwrap() }\n\
                    impl D { #[cfg(all(test, unix))] fn e() { v.unwrap() } }";
        let found = Source::parse("core/desk/src/a.rs", text).unwrap().findings("unwrap", "");
        assert_eq!(found.iter().map(|one| one.line).collect::<Vec<_>>(), [1, 6]);
    }

    #[test]
    fn production_code_that_excludes_tests_is_production() {
        let file = Source::parse("a.rs", "#[cfg(not(test))]\nfn a() { x.unwrap() }").unwrap();
        assert_eq!(file.findings("unwrap", "").len(), 1);
    }

    #[test]
    fn test_modules_in_their_own_files_are_named() {
        let text = "#[cfg(test)]\nmod flows;\nmod real;\n";
        let file = Source::parse("core/desk/src/chat.rs", text).unwrap();
        assert_eq!(file.test_modules, ["flows"]);
        assert_eq!(file.module_folder(), "core/desk/src/chat/");
    }
}
