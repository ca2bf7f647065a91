//! Walks a rule's lines from top to bottom: what they define, what can never be reached.

use super::{Checker, Type, stops};
use crate::lexed::place;
use crate::surface::Kind;
use rhai::{Expr, Position, Stmt};

impl Checker<'_> {
    /// Checks lines that stand together. Tells whether the rule certainly ends in them.
    pub fn block(&mut self, statements: &[Stmt]) -> bool {
        let mut has_ended = false;
        let mut is_told = false;
        for statement in statements {
            if has_ended && !is_told && !matches!(statement, Stmt::Noop(_)) {
                is_told = true;
                self.warn(place(statement.position()), "this line is never reached");
            }
            has_ended |= self.statement(statement);
        }
        has_ended
    }

    fn statement(&mut self, statement: &Stmt) -> bool {
        match statement {
            Stmt::Var(parts, _, position) => {
                let name = parts.0.name.to_string();
                let is_taken =
                    crate::surface::Owner::VARIABLES.iter().any(|one| one.word() == name);
                if is_taken || self.variables.contains_key(&name) {
                    let message = format!("\"{name}\" is there already: choose another name");
                    self.error(place(parts.0.pos.or_else(*position)), message);
                }
                let value = self.expression(&parts.1);
                self.variables.insert(name, value);
                false
            }
            Stmt::If(parts, _) => {
                self.condition(&parts.expr);
                let ends = self.block(parts.body.statements());
                let ends_else = self.block(parts.branch.statements());
                ends && ends_else && !parts.branch.is_empty()
            }
            Stmt::For(parts, _) => {
                let (name, counter, flow) = &**parts;
                let list = self.expression(&flow.expr);
                let entry = match list.kind {
                    Kind::Texts(Some(name)) => Kind::Name(name),
                    Kind::Texts(None) => Kind::Text,
                    Kind::Any => Kind::Any,
                    other => {
                        let what = super::expressions::called(other);
                        let message = format!("`for` goes through a list, and this is {what}");
                        self.error(place(flow.expr.start_position()), message);
                        Kind::Any
                    }
                };
                let counter = counter.as_ref().map(|counter| counter.name.to_string());
                let names =
                    [Some((name.name.to_string(), entry)), counter.map(|c| (c, Kind::Number))];
                let mut added = Vec::new();
                for (name, kind) in names.into_iter().flatten() {
                    self.variables.insert(name.clone(), Type::of(kind));
                    added.push(name);
                }
                self.block(flow.body.statements());
                for name in added {
                    self.variables.remove(&name);
                }
                false
            }
            Stmt::Assignment(parts) => {
                let (operation, sides) = &**parts;
                let value = self.expression(&sides.rhs);
                match &sides.lhs {
                    Expr::Variable(name, ..) => self.assigned(&name.1, value, operation.position()),
                    other => {
                        let message = "properties are not given values: ask for a change by a method, such as chat.set_priority(…)";
                        self.error(place(other.start_position()), message);
                    }
                }
                false
            }
            Stmt::Block(block) => self.block(block.statements()),
            Stmt::FnCall(call, position) => {
                self.function(call, *position);
                stops::called(statement).is_some()
            }
            Stmt::Expr(expression) => {
                let kind = self.expression(expression);
                if stops::called(statement).is_some() {
                    return true;
                }
                let is_done = matches!(kind.kind, Kind::Nothing | Kind::Any);
                if !is_done {
                    let message =
                        "nothing comes of this line: ask for something, or write it into an `if`";
                    self.warn(place(expression.start_position()), message);
                }
                false
            }
            Stmt::Return(value, _, position) => {
                if let Some(value) = value {
                    self.expression(value);
                    self.warn(place(*position), "what stands behind `return` is not used");
                }
                true
            }
            Stmt::BreakLoop(..) => true,
            Stmt::While(_, position) | Stmt::Do(_, _, position) | Stmt::TryCatch(_, position) => {
                self.error(place(*position), "the only loop is `for one in` a list");
                false
            }
            _ => false,
        }
    }

    fn assigned(&mut self, name: &str, value: Type, position: Position) {
        match self.variables.get(name).copied() {
            None => {
                let message = format!(
                    "there is no \"{name}\" that could be given a value: write let {name} = …"
                );
                self.error(place(position), message);
            }
            Some(before) if before.kind != value.kind => {
                self.variables.insert(name.to_owned(), Type::UNKNOWN);
            }
            Some(_) => {}
        }
    }
}
