//! Random valid queries of schemathesis: whatever is asked, no answer is an internal error, and none
//! takes longer than an operation may.

use switchboard_testkit::{
    installation::{Installation, WEB_CHANNEL},
    programs::{folder, python_module},
    remote::visitor_secret,
};

/// Cases of each field of the roots.
const CASES: &str = "10";
/// Where the fuzzer's randomness begins: a failure can be run again.
const SEED: &str = "1";

fn fuzz(url: &str, secret: &str) -> String {
    let header = format!("Authorization: Bearer {secret}");
    let hooks = folder().join("audit/fuzz.py");
    python_module(
        &[
            "schemathesis.cli",
            "run",
            url,
            "--header",
            &header,
            "--checks",
            "no_internal_error",
            "--phases",
            "fuzzing",
            "--mode",
            "positive",
            // It would ask everything else as nobody.
            "--exclude-name",
            "VisitorMutation.visitEnd",
            "--max-examples",
            CASES,
            "--seed",
            SEED,
            "--no-shrink",
            "--generation-database",
            "none",
            "--no-color",
        ],
        &[("SCHEMATHESIS_HOOKS", &hooks)],
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn random_queries_never_end_in_an_internal_error() {
    let mut installation = Installation::new();
    let token = installation.admin_token("ada");
    // The fuzzer is not to be turned away for asking much.
    let spending = ("SWITCHBOARD_GRAPHQL_COST_PER_MINUTE", "100000000");
    installation.start.environment.push((spending.0.to_owned(), spending.1.to_owned()));
    let server = installation.serve();
    let visitor = visitor_secret(&server.url(""), WEB_CHANNEL).await;
    for (path, secret) in [("/graphql", &token), ("/visitor/graphql", &visitor)] {
        let printed = fuzz(&server.url(path), secret);
        assert!(printed.contains(" passed"), "{path}: {printed}");
        assert!(!printed.contains(" failed"), "{path}: {printed}");
    }
}
