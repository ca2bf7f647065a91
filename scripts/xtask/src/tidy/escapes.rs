//! How a text stands in HTML is written in one place: a second one forgets the apostrophe. A guest, which knows
//! nothing of the server, has its own.

use super::Finding;
use super::tree::Tree;

const HOMES: [&str; 2] = ["core/model/src/html.rs", "plugins/sdk/src/markup"];

/// What no form can do without.
const REFERENCE: &str = "&lt;";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let is_home = |path: &str| HOMES.iter().any(|home| path.starts_with(home));
    let files = tree.rust.iter().filter(|file| file.is_product() && !is_home(&file.path));
    let mut findings = Vec::new();
    for file in files {
        let message = "a text becomes HTML, and is read again, by `switchboard_model::html`";
        let written = file.code.iter().filter(|token| token.text.contains(REFERENCE));
        findings.extend(written.map(|token| file.finding(token.line, message)));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_place_that_escapes_is_found() {
        let text = "fn escaped(text: &str) -> String { text.replace('<', \"&lt;\") }";
        let found = |path| check(&Tree::planted(&[(path, text)])).len();
        assert_eq!(found("core/server/src/http/page.rs"), 1);
        assert_eq!(found("core/model/src/html.rs"), 0);
        assert_eq!(found("plugins/sdk/src/markup/token.rs"), 0);
        assert_eq!(found("core/desk/tests/all/page.rs"), 0);
    }
}
