//! The GraphQL-over-HTTP audit of npm `graphql-http`: all 61, on both endpoints, signed in or not.

use switchboard_testkit::{
    installation::{Installation, WEB_CHANNEL},
    programs::node,
    remote::visitor_secret,
};

const ALL: &str = "61 of 61 audits ok";

#[tokio::test(flavor = "multi_thread")]
async fn both_endpoints_pass_the_audit_of_graphql_over_http() {
    let installation = Installation::new();
    let token = installation.admin_token("ada");
    let server = installation.serve();
    let visitor = visitor_secret(&server.url(""), WEB_CHANNEL).await;
    for (path, secret) in [("/graphql", &token), ("/visitor/graphql", &visitor)] {
        let url = server.url(path);
        for arguments in [vec!["audit/http.mjs", &url], vec!["audit/http.mjs", &url, secret]] {
            let printed = node(&arguments);
            assert!(printed.contains(ALL), "{path}: {printed}");
        }
    }
}
