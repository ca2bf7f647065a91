//! Functions with their bodies, what they call, and which come to call a given one. Names are
//! resolved as a reader would: in the same file, by their module, or by what is imported.

use std::collections::BTreeSet;

use super::source::Source;
use super::tokens::{Token, closing, contains, inside, places};

/// A function with a body.
pub struct Function<'a> {
    pub file: &'a Source,
    pub name: &'a str,
    pub line: usize,
    pub body: &'a [Token],
    parameters: &'a [Token],
    is_method: bool,
}

pub fn functions(file: &Source) -> Vec<Function<'_>> {
    let code = file.code.as_slice();
    places(code, "fn").filter_map(|place| function_at(file, code, place)).collect()
}

fn function_at<'a>(file: &'a Source, code: &'a [Token], place: usize) -> Option<Function<'a>> {
    let name = code.get(place + 1).filter(|token| token.is_word())?;
    let open = place + code[place..].iter().position(|token| token.is("("))?;
    let close = closing(code, open);
    let body =
        close + code.get(close..)?.iter().position(|token| token.is("{") || token.is(";"))?;
    let parameters = inside(code, open);
    code[body].is("{").then(|| Function {
        file,
        name: &name.text,
        line: name.line,
        body: inside(code, body),
        parameters,
        is_method: contains(parameters, "self"),
    })
}

/// The functions that take a transaction or a command, and the methods, that come to call one of
/// `targets`: the first of them a function, the others methods of a command.
pub struct Callers<'a> {
    all: Vec<Function<'a>>,
    reaching: BTreeSet<usize>,
    targets: &'a [&'a str],
}

/// What commands change rows by, in their parameters.
const TRANSACTIONS: [&str; 2] = ["Transaction", "Command"];

impl<'a> Callers<'a> {
    pub fn of(targets: &'a [&'a str], files: &[&'a Source]) -> Self {
        let all = files.iter().flat_map(|file| functions(file)).filter(|function| {
            function.is_method
                || TRANSACTIONS.iter().any(|word| contains(function.parameters, word))
        });
        let mut callers = Self { all: all.collect(), reaching: BTreeSet::new(), targets };
        loop {
            let found: Vec<usize> = (0..callers.all.len())
                .filter(|index| !callers.reaching.contains(index))
                .filter(|index| callers.reach(callers.all[*index].file, callers.all[*index].body))
                .collect();
            if found.is_empty() {
                return callers;
            }
            callers.reaching.extend(found);
        }
    }

    /// Whether `code`, a part of `file`, comes to call a target.
    pub fn reach(&self, file: &Source, code: &[Token]) -> bool {
        calls(code).iter().any(|call| {
            let is_target = match call.receiver {
                None => self.targets.first() == Some(&call.name),
                Some(_) => call.is_on_command() && self.targets[1..].contains(&call.name),
            };
            is_target || self.reaching.iter().any(|index| is_callee(&self.all[*index], call, file))
        })
    }
}

/// One call, as it is written.
pub struct Call<'a> {
    pub name: &'a str,
    /// The last part of the path before the name.
    pub module: Option<&'a str>,
    /// The word before the dot of a method.
    pub receiver: Option<&'a str>,
}

impl Call<'_> {
    /// By the names that a command and what is built on one have.
    fn is_on_command(&self) -> bool {
        matches!(self.receiver, Some("self" | "command" | "processor"))
    }
}

pub fn calls(code: &[Token]) -> Vec<Call<'_>> {
    let opens = places(code, "(").filter(|open| *open > 0 && code[open - 1].is_word());
    opens
        .map(|open| {
            let before = |back: usize| (open > back).then(|| code[open - 1 - back].text.as_str());
            let is_path = before(1) == Some("::");
            Call {
                name: &code[open - 1].text,
                module: if is_path { before(2) } else { None },
                receiver: if before(1) == Some(".") { before(2) } else { None },
            }
        })
        .collect()
}

fn is_callee(function: &Function<'_>, call: &Call<'_>, file: &Source) -> bool {
    if function.name != call.name {
        return false;
    }
    if call.receiver.is_some() {
        // A type's own methods may stand in the files of one folder.
        let is_near = match call.receiver {
            Some("self") => function.file.folder() == file.folder(),
            _ => function.file.path == file.path || call.is_on_command(),
        };
        return function.is_method && is_near;
    }
    match call.module {
        Some("Self" | "self" | "super" | "crate") => true,
        Some(module) if is_of_store(file, module) => false,
        Some(module) => {
            let path = function.file.path.trim_end_matches(".rs");
            path.rsplit('/').take(2).any(|part| part == module)
        }
        None => function.file.path == file.path || is_imported(file, call.name),
    }
}

/// Whether the module is a table of the store, which may be called as one of the desk's is.
fn is_of_store(file: &Source, module: &str) -> bool {
    imports(file).any(|import| contains(import, "switchboard_store") && contains(import, module))
}

pub fn is_imported(file: &Source, name: &str) -> bool {
    imports(file).any(|import| contains(import, name))
}

/// The tokens of each `use`.
pub fn imports(file: &Source) -> impl Iterator<Item = &[Token]> {
    places(&file.code, "use").map(|place| {
        let rest = &file.code[place..];
        &rest[..rest.iter().position(|token| token.is(";")).unwrap_or(rest.len())]
    })
}

/// The arguments of a call `.write(…)` on a store, `.command(…)` or `.transact(…)` on the desk.
pub struct Write<'a> {
    pub line: usize,
    pub arguments: &'a [Token],
}

/// The store's `write` is known by what it is given (a closure) or called on (a store); that of
/// files, sockets and locks is another one.
pub fn writes(code: &[Token]) -> Vec<Write<'_>> {
    let methods =
        places(code, ".").filter(|place| code.get(place + 2).is_some_and(|open| open.is("(")));
    let mut found = Vec::new();
    for place in methods {
        let before = |back: usize| place.checked_sub(back).map_or("", |at| &code[at].text);
        let arguments = inside(code, place + 2);
        let is_write = match code[place + 1].text.as_str() {
            "command" | "transact" => true,
            "write" => {
                let is_getter = [before(3), before(2), before(1)] == ["store", "(", ")"];
                let starts = arguments.first().is_some_and(|one| one.is("|") || one.is("move"));
                before(1) == "store" || is_getter || starts || contains(arguments, "| transaction")
            }
            _ => false,
        };
        if is_write && !arguments.is_empty() {
            found.push(Write { line: code[place].line, arguments });
        }
    }
    found
}

/// The commands that are declared by the function that does the work: `command!(close: close_in(…) -> …)`.
pub fn declared(code: &[Token]) -> impl Iterator<Item = Write<'_>> {
    places(code, "command ! (")
        .map(|place| Write { line: code[place].line, arguments: inside(code, place + 2) })
        .filter(|write| write.arguments.first().is_some_and(Token::is_word))
}

/// The lines where a value of the type is built, or taken apart, field by field.
pub fn written_out(code: &[Token], name: &str) -> Vec<usize> {
    let pattern = format!("{name} {{");
    let found = places(code, &pattern).filter(|place| {
        let is_path = |token: &&Token| token.is("::") || token.is_word();
        let path = code[..*place].iter().rev().take_while(is_path).count();
        // Words before a type that is declared or implemented, an arrow before one that is returned.
        let before = &code[(place - path).saturating_sub(1)..*place];
        !before.iter().any(|token| {
            ["struct", "impl", "for", "enum", "trait", "mod", "->"].contains(&token.text.as_str())
        })
    });
    found.map(|place| code[place].line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(path: &str, text: &str) -> Source {
        Source::parse(path, text).unwrap()
    }

    #[test]
    fn callers_are_found_through_each_other() {
        let one = parse(
            "core/desk/src/state.rs",
            "fn set(t: &mut Transaction) { put(t) }\nfn put(t: &mut Transaction) { append(t) }\n\
             fn get(t: &mut Transaction) { t.append(1) }\nfn bare() { append(1) }\n\
             fn close(command: &mut Command) { command.event(kind) }\n\
             impl Processor { fn tell(&mut self) { self.command.event_by(kind) }\n\
             fn take(&mut self) { self.tell() } fn look(&self) { self.span.record(1) } }",
        );
        let two = parse("core/desk/src/pause.rs", "use crate::state::{self, put};");
        let callers = Callers::of(&["append", "event", "event_by", "record"], &[&one, &two]);
        for (code, expected) in [
            ("state::set(t)", true),
            ("put(t)", true),
            ("set(t)", false),
            ("state::get(t)", false),
            ("other::set(t)", false),
            ("log::append(t)", true),
            ("list.append(t)", false),
            ("state::close(command)", true),
            ("command.record(kind)", true),
            ("span.record(kind)", false),
            ("processor.take()", true),
            ("processor.look()", false),
        ] {
            let code = super::super::tokens::flatten(code.parse().unwrap());
            assert_eq!(callers.reach(&two, &code), expected, "{code:?}");
        }
    }

    #[test]
    fn functions_have_names_and_bodies() {
        let text = "pub async fn a<T>(x: impl Fn(T)) -> Result<(), E> where T: B { c() }\n\
                    trait D { fn d(); }";
        let file = parse("a.rs", text);
        let found = functions(&file);
        assert_eq!((found.len(), found[0].name, found[0].body.len()), (1, "a", 3));
    }

    #[test]
    fn writes_on_stores_are_told_from_other_writes() {
        for (code, expected) in [
            ("self.store.write(lane, f)", 1),
            ("self.store().write(lane, f)", 1),
            ("desk.database.write(|t| t.run())", 1),
            ("desk.command(context, lane, work)", 1),
            ("desk.transact(context, lane, |command| close(command))", 1),
            ("file.write(bytes)", 0),
            ("self.map.write().insert(1)", 0),
        ] {
            let file = parse("a.rs", &format!("fn f() {{ {code} }}"));
            assert_eq!(writes(&file.code).len(), expected, "{code}");
        }
    }
}
