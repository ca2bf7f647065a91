//! Whether a rule ends the list whatever it finds.

use crate::lexed::place;
use rhai::{Expr, Stmt};

/// The line of the `stop()` that is reached whatever holds; none where a way leads past it.
pub fn certainly(statements: &[Stmt]) -> Option<usize> {
    for statement in statements {
        if let Some(line) = of_one(statement) {
            return Some(line);
        }
        if may_return(statement) {
            return None;
        }
    }
    None
}

/// The line of a `stop()` that stands for itself.
pub fn called(statement: &Stmt) -> Option<usize> {
    let (call, position) = match statement {
        Stmt::FnCall(call, position) => (call, position),
        Stmt::Expr(expression) => match &**expression {
            Expr::FnCall(call, position) => (call, position),
            _ => return None,
        },
        _ => return None,
    };
    (call.name == "stop").then(|| place(*position).0)
}

fn of_one(statement: &Stmt) -> Option<usize> {
    match statement {
        Stmt::FnCall(..) | Stmt::Expr(_) => called(statement),
        Stmt::Block(block) => certainly(block.statements()),
        Stmt::If(parts, _) => {
            let line = certainly(parts.body.statements())?;
            certainly(parts.branch.statements()).map(|_| line)
        }
        _ => None,
    }
}

fn may_return(statement: &Stmt) -> bool {
    let any = |statements: &[Stmt]| statements.iter().any(may_return);
    match statement {
        Stmt::Return(..) => true,
        Stmt::Block(block) => any(block.statements()),
        Stmt::If(parts, _) => any(parts.body.statements()) || any(parts.branch.statements()),
        Stmt::For(parts, _) => any(parts.2.body.statements()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::checked;

    #[test]
    fn only_a_stop_that_nothing_leads_past_is_certain() {
        for (script, line) in [
            ("stop();", Some(3)),
            ("chat.set_priority(\"HIGH\");\nstop();", Some(4)),
            ("if chat.is_new { stop(); } else { chat.add_label(\"vip\"); stop(); }", Some(3)),
            ("if chat.is_new { stop(); }\nstop();", Some(4)),
            ("if chat.is_new { stop(); }", None),
            ("if chat.is_new { return; }\nstop();", None),
            ("for label in chat.labels { stop(); }", None),
            ("for label in chat.labels { if label == \"vip\" { return; } }\nstop();", None),
            ("chat.add_label(\"vip\");", None),
        ] {
            assert_eq!(checked(script).stop_line, line, "{script}");
        }
    }
}
