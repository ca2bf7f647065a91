//! Calls: how many arguments, of which kinds, and whether their names are known.

use super::expressions::{are_alike, called, source};
use super::{Checker, Type};
use crate::lexed::place;
use crate::search::{WordList, pattern};
use crate::surface::{Argument, Kind, Method, Owner};
use crate::words::{did_you_mean, listed};
use rhai::{Expr, FnCallExpr};

impl Checker<'_> {
    /// Checks a call of something that is there.
    pub fn call(&mut self, method: &'static Method, call: &FnCallExpr, at: (usize, usize)) -> Type {
        let name = method.name;
        let shown = match method.owner {
            Owner::Nothing => name.to_owned(),
            owner => format!("{}.{name}", owner.word()),
        };
        self.permissions.extend(method.permission());
        if !method.is_available {
            self.error(at, format!("{shown} is not available on this server yet"));
        }
        if self.is_closed
            && matches!(name, "reply" | "assign" | "snooze" | "escalate" | "close" | "start_timer")
        {
            self.warn(at, format!("a closed chat refuses {shown}: open it again first"));
        }
        let fewest = method.arguments.iter().filter(|argument| !argument.is_optional).count();
        if !(fewest..=method.arguments.len()).contains(&call.args.len()) {
            let names: Vec<&str> = method.arguments.iter().map(|argument| argument.name).collect();
            let wanted = if names.is_empty() { "nothing".to_owned() } else { listed(&names) };
            self.error(at, format!("{shown} takes {wanted} in its ( )"));
        }
        for (index, expression) in call.args.iter().enumerate() {
            match method.arguments.get(index) {
                Some(argument) => self.argument(&shown, argument, expression),
                None => {
                    self.expression(expression);
                }
            }
        }
        self.searches_of(method, call);
        Type { kind: method.kind, is_optional: method.is_optional }
    }

    fn argument(&mut self, method: &str, argument: &Argument, expression: &Expr) {
        let given = self.expression(expression);
        let at = place(expression.start_position());
        let fits = argument.kinds.iter().any(|kind| are_alike(*kind, given.kind));
        if !fits {
            let wanted: Vec<String> = argument.kinds.iter().map(|kind| called(*kind)).collect();
            let what = called(given.kind);
            self.error(at, format!("{method} takes {}, and this is {what}", wanted.join(" or ")));
            return;
        }
        if argument.is_literal && given.kind == Kind::Text && source(expression).is_none() {
            let message =
                format!("{method} takes a text in double quotes that stands here as it is");
            self.error(at, message);
        }
        if let Some(text) = source(expression) {
            for kind in argument.kinds {
                self.known_word(*kind, &text, at);
            }
        }
        if let Expr::Map(entries, _) = expression
            && !argument.options.is_empty()
        {
            self.options(method, argument, &entries.0);
        }
    }

    fn options(&mut self, method: &str, argument: &Argument, entries: &[(rhai::Ident, Expr)]) {
        for (key, value) in entries {
            let at = place(key.pos);
            let name = key.name.as_str();
            if name == "over_ai" {
                self.error(at, "over_ai is not available on this server yet");
                continue;
            }
            match argument.options.iter().find(|(known, _)| *known == name) {
                Some((_, kind)) => {
                    let given = self.expression(value).kind;
                    if !are_alike(*kind, given) {
                        let message =
                            format!("{name} is {}, and this is {}", called(*kind), called(given));
                        self.error(place(value.start_position()), message);
                    }
                }
                None => {
                    let known = argument.options.iter().map(|(known, _)| *known);
                    let hint = did_you_mean(name, known);
                    self.error(at, format!("{method} has no option \"{name}\".{hint}"));
                }
            }
        }
    }

    /// Compiles what a search looks for.
    fn searches_of(&mut self, method: &Method, call: &FnCallExpr) {
        let Some((text, expression)) = call.args.first().and_then(|one| Some((source(one)?, one)))
        else {
            return;
        };
        let result = match method.name {
            "matches" => pattern(&text).map(|pattern| {
                self.searches.patterns.insert(text, pattern);
            }),
            "mentions" => WordList::new([text.as_str()]).map(|list| {
                self.searches.words.insert(text, list);
            }),
            _ => return,
        };
        if let Err(message) = result {
            self.error(place(expression.start_position()), message);
        }
    }
}
