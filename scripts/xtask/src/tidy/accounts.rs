//! What is written about an operator – the row, the password, sessions, tokens, teams – is written in one
//! folder, which takes the proof that the actor may change this operator. A command that wrote past it could
//! forget to ask.

use super::Finding;
use super::tree::Tree;

const HOME: &str = "core/desk/src/access/operator.rs";
/// The same for authenticator apps.
const SECOND_FACTOR: &str = "core/desk/src/access/second_factor.rs";
/// The same for who they are at an identity provider.
const SUBJECTS: &str = "core/desk/src/access/operator_subject.rs";
/// The store has the statements themselves.
const STATEMENTS: &str = "core/store/";
const WRITES: [&str; 21] = [
    "operator :: insert (",
    "operator :: update (",
    "operator :: set_avatar (",
    "operator :: set_password_hash (",
    "operator_presence :: insert (",
    "operator_presence :: update (",
    "operator_span :: insert (",
    "operator_span :: end (",
    "operator_subject :: insert (",
    "operator_subject :: delete_of_operator (",
    "operator_totp :: upsert (",
    "operator_totp :: confirm (",
    "operator_totp :: delete (",
    "recovery_code :: replace (",
    "recovery_code :: delete_all (",
    "session :: revoke_of_operator (",
    "token :: insert (",
    "token :: revoke (",
    "token :: revoke_of_operator (",
    "team :: insert_member (",
    "team :: delete_member (",
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let message = "writes about an operator past the proof that the actor may: take an \
                   `OperatorForChange` and let it write";
    let product = tree.rust.iter().filter(|file| {
        let is_home = [HOME, SECOND_FACTOR, SUBJECTS].contains(&file.path.as_str());
        file.is_product() && !file.is_under(STATEMENTS) && !is_home
    });
    product.flat_map(|file| WRITES.iter().flat_map(|write| file.findings(write, message))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_past_the_proof_is_found() {
        let found = |path: &str, text: &str| check(&Tree::planted(&[(path, text)])).len();
        for text in [
            "fn f() { operator::update(command, &after)?; }",
            "fn f() { switchboard_store::token::revoke(command, id, now)?; }",
            "fn f() { team::insert_member(command, team_id, operator_id)?; }",
        ] {
            assert_eq!(found("core/desk/src/operator/update.rs", text), 1, "{text}");
            assert_eq!(found("core/flow/src/retention.rs", text), 1, "{text}");
            assert_eq!(found(HOME, text), 0, "{text}");
            assert_eq!(found("core/store/src/operator.rs", text), 0, "{text}");
            assert_eq!(found("core/desk/tests/all/app.rs", text), 0, "{text}");
        }
        let text =
            "use switchboard_desk::operator::update; fn f() { before.write(command, &after)?; }";
        assert_eq!(found("core/desk/src/operator/update.rs", text), 0);
    }
}
