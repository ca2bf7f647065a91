//! Which functions of a room call a given one, directly or through each other. Names are resolved
//! as a reader would: in the same file, by their module, or by what is imported.

use std::collections::BTreeSet;

use super::mask::is_word;
use super::rust_file::RustFile;
use super::scan::{closing, words};

/// A function with a body.
pub struct Function<'a> {
    pub file: &'a RustFile,
    pub name: &'a str,
    /// Where its body begins and ends in the production code.
    pub start: usize,
    pub end: usize,
    parameters: &'a str,
}

impl<'a> Function<'a> {
    pub fn body(&self) -> &'a str {
        &self.file.production[self.start..self.end]
    }
}

pub fn functions(file: &RustFile) -> Vec<Function<'_>> {
    let code = file.production.as_str();
    words(code, "fn").filter_map(|place| function_at(file, code, place + 2)).collect()
}

/// The functions that take a `Transaction` and come to call `target` with it.
pub struct Callers<'a> {
    all: Vec<Function<'a>>,
    reaching: BTreeSet<usize>,
    target: &'a str,
}

impl<'a> Callers<'a> {
    pub fn of(target: &'a str, files: &[&'a RustFile]) -> Self {
        let all = files.iter().flat_map(|file| functions(file));
        let all = all.filter(|function| words(function.parameters, "Transaction").next().is_some());
        let mut callers = Self { all: all.collect(), reaching: BTreeSet::new(), target };
        loop {
            let found: Vec<usize> = (0..callers.all.len())
                .filter(|index| !callers.reaching.contains(index))
                .filter(|index| {
                    let function = &callers.all[*index];
                    callers.reach(function.file, function.body())
                })
                .collect();
            if found.is_empty() {
                return callers;
            }
            callers.reaching.extend(found);
        }
    }

    /// Whether `code`, a part of `file`, comes to call the target.
    pub fn reach(&self, file: &RustFile, code: &str) -> bool {
        calls(code).iter().any(|call| {
            (call.name == self.target && !call.is_method)
                || self.reaching.iter().any(|index| is_callee(&self.all[*index], call, file))
        })
    }
}

/// One call, as it is written.
pub struct Call<'a> {
    pub name: &'a str,
    /// The last part of the path before the name.
    pub module: Option<&'a str>,
    pub is_method: bool,
}

fn is_callee(function: &Function<'_>, call: &Call<'_>, file: &RustFile) -> bool {
    if function.name != call.name {
        return false;
    }
    let is_same_file = function.file.path == file.path;
    match call.module {
        Some("Self" | "self" | "super" | "crate") => true,
        Some(module) => {
            let path = function.file.path.trim_end_matches(".rs");
            path.rsplit('/').take(2).any(|part| part == module)
        }
        None => is_same_file || (!call.is_method && is_imported(file, call.name)),
    }
}

fn is_imported(file: &RustFile, name: &str) -> bool {
    words(&file.production, "use").any(|place| {
        let import = file.production[place..].split(';').next().unwrap_or_default();
        words(import, name).next().is_some()
    })
}

pub fn calls(code: &str) -> Vec<Call<'_>> {
    let opens = code.match_indices('(').map(|(place, _)| place);
    opens
        .filter_map(|open| {
            let (before, name) = last_word(&code[..open])?;
            let module = before.strip_suffix("::").and_then(last_word).map(|(_, module)| module);
            Some(Call { name, module, is_method: before.trim_end().ends_with('.') })
        })
        .collect()
}

/// The word that ends the text, and what stands before it.
fn last_word(text: &str) -> Option<(&str, &str)> {
    let length = text.bytes().rev().take_while(|byte| is_word(*byte)).count();
    (length > 0).then(|| text.split_at(text.len() - length))
}

fn function_at<'a>(file: &'a RustFile, code: &'a str, after: usize) -> Option<Function<'a>> {
    let start = after + code[after..].len() - code[after..].trim_start().len();
    let length = code[start..].bytes().take_while(|byte| is_word(*byte)).count();
    let open = start + code[start..].find('(')?;
    let close = closing(code, open);
    let body = close + code.get(close..)?.find(['{', ';'])?;
    if length == 0 || code.as_bytes()[body] == b';' {
        return None;
    }
    Some(Function {
        file,
        name: &code[start..start + length],
        start: body,
        end: (closing(code, body) + 1).min(code.len()),
        parameters: &code[open..close],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callers_are_found_through_each_other() {
        let one = RustFile::new(
            "core/desk/src/state.rs",
            "fn set(t: &mut Transaction) { put(t) }\nfn put(t: &mut Transaction) { append(t) }\n\
             fn get(t: &mut Transaction) { t.append(1) }\nfn bare() { append(1) }",
        );
        let two = RustFile::new("core/desk/src/pause.rs", "use crate::state::{self, put};");
        let callers = Callers::of("append", &[&one, &two]);
        for (code, expected) in [
            ("state::set(t)", true),
            ("put(t)", true),
            ("set(t)", false),
            ("state::get(t)", false),
            ("other::set(t)", false),
            ("log::append(t)", true),
            ("list.append(t)", false),
        ] {
            assert_eq!(callers.reach(&two, code), expected, "{code}");
        }
    }

    #[test]
    fn functions_have_names_and_bodies() {
        let text = "pub async fn a<T>(x: impl Fn(T)) -> Result<(), E> where T: B { c() }\nfn d();";
        let file = RustFile::new("a.rs", text);
        let found = functions(&file);
        assert_eq!((found.len(), found[0].name, found[0].body()), (1, "a", "{ c() }"));
    }
}
