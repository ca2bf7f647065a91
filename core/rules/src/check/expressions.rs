//! What each expression is, and whether its parts go together.

use super::{Checker, Type};
use crate::lexed::place;
use crate::surface::{self, Kind, Owner};
use crate::words::did_you_mean;
use rhai::{BinaryExpr, Expr, FnCallExpr, Position};

/// A kind as it is called in a sentence.
pub fn called(kind: Kind) -> String {
    match kind {
        Kind::Any => "of any kind".to_owned(),
        Kind::Text => "a text".to_owned(),
        Kind::Word(word) => format!("a {}", word.noun()),
        Kind::Name(name) => format!("the name of a {}", name.noun()),
        Kind::Number => "a number".to_owned(),
        Kind::Flag => "yes or no".to_owned(),
        Kind::Time => "a time".to_owned(),
        Kind::Duration => "a duration, such as minutes(5)".to_owned(),
        Kind::Texts(_) => "a list".to_owned(),
        Kind::Words => "a list of words".to_owned(),
        Kind::Options => "a map, such as #{ every: hours(8) }".to_owned(),
        Kind::Object(owner @ (Owner::Team | Owner::Operator | Owner::Role)) => {
            format!("{}(\"…\")", owner.word())
        }
        Kind::Object(owner) => format!("the object {}", owner.word()),
        Kind::Nothing => "()".to_owned(),
    }
}

/// Is it handled as a text.
pub fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Word(_) | Kind::Name(_) | Kind::Any)
}

/// May values of these kinds be the same.
pub fn are_alike(left: Kind, right: Kind) -> bool {
    left == right
        || left == Kind::Any
        || right == Kind::Any
        || (is_text(left) && is_text(right))
        || matches!((left, right), (Kind::Texts(_), Kind::Texts(_)))
}

fn owner(kind: Kind) -> Owner {
    match kind {
        Kind::Object(owner) => owner,
        Kind::Number => Owner::Number,
        Kind::Time => Owner::Time,
        Kind::Duration => Owner::Duration,
        Kind::Texts(_) => Owner::Texts,
        Kind::Text | Kind::Word(_) | Kind::Name(_) => Owner::Text,
        Kind::Any | Kind::Flag | Kind::Words | Kind::Options | Kind::Nothing => Owner::Nothing,
    }
}

/// The text that stands here as it is.
pub fn source(expression: &Expr) -> Option<String> {
    match expression {
        Expr::StringConstant(text, _) => Some(text.to_string()),
        _ => None,
    }
}

impl Checker<'_> {
    /// Checks what must be yes or no.
    pub fn condition(&mut self, expression: &Expr) {
        let kind = self.expression(expression);
        let at = place(expression.start_position());
        if let Expr::BoolConstant(..) = expression {
            self.warn(at, "this condition is always the same");
        }
        if !matches!(kind.kind, Kind::Flag | Kind::Any) {
            let what = called(kind.kind);
            let hint = if kind.is_optional { ": ask whether it is set by != ()" } else { "" };
            self.error(at, format!("a condition is yes or no, and this is {what}{hint}"));
        }
    }

    /// What an expression is.
    pub fn expression(&mut self, expression: &Expr) -> Type {
        match expression {
            Expr::BoolConstant(..) => Type::of(Kind::Flag),
            Expr::IntegerConstant(..) => Type::of(Kind::Number),
            Expr::StringConstant(..) => Type::of(Kind::Text),
            Expr::Unit(_) => Type { kind: Kind::Nothing, is_optional: true },
            Expr::DynamicConstant(value, _) => Type::of(match value.type_name() {
                name if name.contains("ecimal") => Kind::Number,
                _ if value.is_array() => Kind::Texts(None),
                _ => Kind::Any,
            }),
            Expr::InterpolatedString(parts, _) => {
                for part in parts {
                    self.interpolated(part);
                }
                Type::of(Kind::Text)
            }
            Expr::Array(entries, _) => {
                for entry in entries {
                    self.expression(entry);
                }
                Type::of(Kind::Texts(None))
            }
            Expr::Map(entries, _) => {
                for (_, value) in &entries.0 {
                    self.expression(value);
                }
                Type::of(Kind::Options)
            }
            Expr::Variable(name, _, position) => self.variable(&name.1, place(*position)),
            Expr::FnCall(call, position) => self.function(call, *position),
            Expr::Dot(sides, ..) => {
                let left = self.expression(&sides.lhs);
                self.member(left, &sides.rhs)
            }
            Expr::Index(sides, ..) => self.index(sides),
            Expr::And(parts, _) | Expr::Or(parts, _) => {
                for part in parts.iter() {
                    self.condition(part);
                }
                Type::of(Kind::Flag)
            }
            Expr::Coalesce(parts, _) => {
                let kinds: Vec<Type> = parts.iter().map(|part| self.expression(part)).collect();
                let first = kinds.first().map_or(Kind::Any, |first| first.kind);
                Type { kind: first, is_optional: kinds.last().is_none_or(|last| last.is_optional) }
            }
            Expr::Stmt(block) => {
                self.block(block.statements());
                Type::UNKNOWN
            }
            _ => Type::UNKNOWN,
        }
    }

    fn variable(&mut self, name: &str, at: (usize, usize)) -> Type {
        if let Some(known) = self.variables.get(name) {
            return *known;
        }
        let objects = Owner::VARIABLES;
        let own: Vec<String> = self.variables.keys().cloned().collect();
        if let Some(object) = objects.into_iter().find(|object| object.word() == name) {
            if object == Owner::Message
                && let Some(event) = self.lacking(surface::At::Messages)
            {
                let message = format!(
                    "there is no message at {event} (@on): remove that event or ask chat.last_from"
                );
                self.error(at, message);
                return Type::UNKNOWN;
            }
            return Type::of(Kind::Object(object));
        }
        let mut known: Vec<&str> = own.iter().map(String::as_str).collect();
        known.extend(objects.map(Owner::word));
        let helper = surface::methods(Owner::Nothing).find(|method| method.name == name);
        let hint = match helper {
            Some(_) => format!(" Did you mean {name}(…)?"),
            None => did_you_mean(name, known),
        };
        self.error(at, format!("there is no \"{name}\".{hint}"));
        Type::UNKNOWN
    }

    fn interpolated(&mut self, part: &Expr) {
        let inner = match part {
            Expr::Stmt(block) => match block.statements() {
                [rhai::Stmt::Expr(inner)] => inner,
                [rhai::Stmt::FnCall(call, position)] => {
                    self.function(call, *position);
                    return;
                }
                _ => return,
            },
            other => other,
        };
        let kind = self.expression(inner).kind;
        if !is_text(kind) {
            let message = format!(
                "a text is made of texts, and this is {}: write .text behind it",
                called(kind)
            );
            self.error(place(inner.start_position()), message);
        }
    }

    fn index(&mut self, sides: &BinaryExpr) -> Type {
        let left = self.expression(&sides.lhs);
        let right = self.expression(&sides.rhs);
        match left.kind {
            Kind::Texts(Some(name)) if right.kind == Kind::Number => Type::of(Kind::Name(name)),
            Kind::Texts(None) if right.kind == Kind::Number => Type::of(Kind::Text),
            Kind::Any | Kind::Options => Type::UNKNOWN,
            other => {
                let what = called(other);
                self.error(
                    place(sides.lhs.start_position()),
                    format!("[ ] stands behind a list, and this is {what}"),
                );
                Type::UNKNOWN
            }
        }
    }

    /// What stands behind a dot, and behind the dots after it.
    fn member(&mut self, of: Type, member: &Expr) -> Type {
        match member {
            Expr::Property(name, position) => self.property(of, &name.2, place(*position)),
            Expr::MethodCall(call, position) => self.method(of, call, *position),
            Expr::Dot(sides, ..) => {
                let next = self.member(of, &sides.lhs);
                self.member(next, &sides.rhs)
            }
            Expr::Index(sides, ..) => {
                let list = self.member(of, &sides.lhs);
                self.expression(&sides.rhs);
                match list.kind {
                    Kind::Texts(Some(name)) => Type::of(Kind::Name(name)),
                    Kind::Texts(None) => Type::of(Kind::Text),
                    _ => Type::UNKNOWN,
                }
            }
            _ => Type::UNKNOWN,
        }
    }

    fn property(&mut self, of: Type, name: &str, at: (usize, usize)) -> Type {
        if of.kind == Kind::Any {
            return Type::UNKNOWN;
        }
        let owner = owner(of.kind);
        if let Some(property) = surface::properties(owner).find(|one| one.name == name) {
            if let Some(event) = self.lacking(property.at) {
                let message = format!("{}.{name} is not there at {event} (@on)", owner.word());
                self.error(at, message);
            }
            return Type { kind: property.kind, is_optional: property.is_optional };
        }
        let is_method = surface::methods(owner).any(|method| method.name == name);
        let known = surface::properties(owner).map(|property| property.name);
        let (noun, hint) = if is_method {
            ("property", format!(" Did you mean {name}(…)?"))
        } else {
            ("property", did_you_mean(name, known))
        };
        let what = if owner == Owner::Nothing { called(of.kind) } else { owner.word().to_owned() };
        self.error(at, format!("{what} has no {noun} \"{name}\".{hint}"));
        Type::UNKNOWN
    }

    fn method(&mut self, of: Type, call: &FnCallExpr, position: Position) -> Type {
        let at = place(position);
        if of.kind == Kind::Any {
            call.args.iter().for_each(|argument| {
                self.expression(argument);
            });
            return Type::UNKNOWN;
        }
        let owner = owner(of.kind);
        let name = call.name.as_str();
        if let Some(method) = surface::methods(owner).find(|one| one.name == name)
            && owner != Owner::Nothing
        {
            return self.call(method, call, at);
        }
        let is_property = surface::properties(owner).any(|property| property.name == name);
        let known = surface::methods(owner).map(|method| method.name);
        let hint = if is_property {
            format!(" Did you mean {name} without ( )?")
        } else {
            did_you_mean(name, known)
        };
        let what = if owner == Owner::Nothing { called(of.kind) } else { owner.word().to_owned() };
        self.error(at, format!("{what} has no method \"{name}\".{hint}"));
        for argument in &call.args {
            self.expression(argument);
        }
        Type::UNKNOWN
    }

    /// A helper, or an operator.
    pub fn function(&mut self, call: &FnCallExpr, position: Position) -> Type {
        let name = call.name.as_str();
        let is_operator = call.is_operator_call() || matches!(name, "!" | "-" | "+");
        if is_operator || (name == "contains" && call.args.len() == 2) {
            return self.operator(call, position);
        }
        let at = place(position);
        if let Some(method) = surface::methods(Owner::Nothing).find(|one| one.name == name) {
            return self.call(method, call, at);
        }
        let known = surface::methods(Owner::Nothing).map(|method| method.name);
        let of_chat = surface::methods(Owner::Chat).any(|method| method.name == name);
        let hint = if of_chat {
            format!(" Did you mean chat.{name}(…)?")
        } else {
            did_you_mean(name, known)
        };
        self.error(at, format!("there is no \"{name}(…)\".{hint}"));
        for argument in &call.args {
            self.expression(argument);
        }
        Type::UNKNOWN
    }

    /// Tells of a word or name that is none of the known ones.
    pub fn known_word(&mut self, kind: Kind, text: &str, at: (usize, usize)) {
        match kind {
            Kind::Word(word) if !word.all().contains(&text) => {
                let (noun, known) = (word.noun(), word.all());
                let hint = did_you_mean(text, known.iter().copied());
                let known = known.join(" ");
                self.error(at, format!("\"{text}\" is no {noun}.{hint} Known: {known}."));
            }
            Kind::Name(name) | Kind::Texts(Some(name)) => {
                if let Err(message) = self.names.find(name, text) {
                    self.error(at, message);
                }
            }
            _ => {}
        }
    }
}
