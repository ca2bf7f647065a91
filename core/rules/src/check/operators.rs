//! Operators: whether what stands on both sides goes together.

use super::expressions::{are_alike, called, is_text, source};
use super::{Checker, Type};
use crate::lexed::place;
use crate::surface::Kind;
use rhai::{Expr, FnCallExpr, Position, Token};

impl Checker<'_> {
    /// Checks what stands on both sides of a sign.
    pub fn operator(&mut self, call: &FnCallExpr, position: Position) -> Type {
        let kinds: Vec<Type> = call.args.iter().map(|side| self.expression(side)).collect();
        let at = place(position);
        let name = call.name.as_str();
        match (kinds.as_slice(), call.args.as_slice()) {
            ([one], [side]) if name == "!" => {
                if !matches!(one.kind, Kind::Flag | Kind::Any) {
                    let what = called(one.kind);
                    self.error(
                        place(side.start_position()),
                        format!("! stands before yes or no, and this is {what}"),
                    );
                }
                Type::of(Kind::Flag)
            }
            ([one], _) => *one,
            ([left, right], [left_side, right_side]) => match name {
                // `a in b` comes as `contains(b, a)`.
                "contains" => {
                    self.is_in(*right, right_side, *left, left_side);
                    Type::of(Kind::Flag)
                }
                "==" | "!=" => {
                    self.equal(*left, left_side, *right, right_side, at);
                    Type::of(Kind::Flag)
                }
                "<" | "<=" | ">" | ">=" => {
                    self.ordered(*left, *right, name, at);
                    Type::of(Kind::Flag)
                }
                _ => self.arithmetic(*left, *right, call.op_token.as_ref(), at),
            },
            _ => Type::UNKNOWN,
        }
    }

    fn is_in(&mut self, entry: Type, entry_side: &Expr, list: Type, list_side: &Expr) {
        match list_side {
            Expr::Array(entries, _) => {
                for one in entries {
                    if let Some(text) = source(one) {
                        self.known_word(entry.kind, &text, place(one.start_position()));
                    }
                }
            }
            Expr::DynamicConstant(value, position) => {
                for one in value.as_array_ref().iter().flat_map(|array| array.iter()) {
                    if let Ok(text) = one.clone().into_string() {
                        self.known_word(entry.kind, &text, place(*position));
                    }
                }
            }
            _ => {}
        }
        match list.kind {
            Kind::Texts(Some(name)) => {
                if let Some(text) = source(entry_side) {
                    self.known_word(Kind::Name(name), &text, place(entry_side.start_position()));
                }
            }
            kind if is_text(kind) || matches!(kind, Kind::Texts(_)) => {}
            other => {
                let what = called(other);
                let hint =
                    if other == Kind::Words { ": write message.mentions(list(…))" } else { "" };
                self.error(
                    place(list_side.start_position()),
                    format!("`in` looks into a list or a text, and this is {what}{hint}"),
                );
            }
        }
    }

    fn equal(
        &mut self,
        left: Type,
        left_side: &Expr,
        right: Type,
        right_side: &Expr,
        at: (usize, usize),
    ) {
        if matches!(left.kind, Kind::Nothing) || matches!(right.kind, Kind::Nothing) {
            let other = if left.kind == Kind::Nothing { right } else { left };
            if !other.is_optional && other.kind != Kind::Nothing {
                self.warn(
                    at,
                    "this condition is always the same: what is compared with () is never absent",
                );
            }
            return;
        }
        if !are_alike(left.kind, right.kind) {
            let message = format!(
                "{} and {} are never the same: unlike kinds",
                called(left.kind),
                called(right.kind)
            );
            self.error(at, message);
            return;
        }
        for (kind, side) in [(left.kind, right_side), (right.kind, left_side)] {
            if let Some(text) = source(side) {
                self.known_word(kind, &text, place(side.start_position()));
            }
        }
    }

    fn ordered(&mut self, left: Type, right: Type, sign: &str, at: (usize, usize)) {
        let is_ordered =
            |kind| matches!(kind, Kind::Number | Kind::Time | Kind::Duration | Kind::Any);
        for kind in [left.kind, right.kind] {
            if !is_ordered(kind) {
                let what = called(kind);
                self.error(at, format!("{sign} compares numbers, times and durations, and this is {what}: write == or in"));
                return;
            }
        }
        if !are_alike(left.kind, right.kind) {
            let (left, right) = (called(left.kind), called(right.kind));
            self.error(at, format!("{left} is never {sign} {right}: unlike kinds"));
        }
    }

    fn arithmetic(
        &mut self,
        left: Type,
        right: Type,
        sign: Option<&Token>,
        at: (usize, usize),
    ) -> Type {
        let sign = sign.map(ToString::to_string).unwrap_or_default();
        let kind = match (sign.as_str(), left.kind, right.kind) {
            (_, Kind::Any, _) | (_, _, Kind::Any) => return Type::UNKNOWN,
            ("+", left, right) if is_text(left) && is_text(right) => Kind::Text,
            ("+" | "-" | "*" | "/" | "%", Kind::Number, Kind::Number) => Kind::Number,
            ("+" | "-", Kind::Time, Kind::Duration) => Kind::Time,
            ("-", Kind::Time, Kind::Time) => Kind::Duration,
            ("+" | "-", Kind::Duration, Kind::Duration) => Kind::Duration,
            ("+", left, right) if is_text(left) || is_text(right) => {
                let other = if is_text(left) { right } else { left };
                let message = format!(
                    "a text is made of texts, and this is {}: write .text behind it",
                    called(other)
                );
                self.error(at, message);
                return Type::of(Kind::Text);
            }
            (sign, left, right) => {
                let message = format!(
                    "{} and {} cannot be put together by {sign}",
                    called(left),
                    called(right)
                );
                self.error(at, message);
                return Type::UNKNOWN;
            }
        };
        Type::of(kind)
    }
}
