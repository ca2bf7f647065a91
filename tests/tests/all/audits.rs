//! What others say of the two GraphQL endpoints and their schemas: audits, linters, a fuzzer, and
//! requests that another site could make a browser send.

mod cross_site;
mod fuzz;
mod http;
mod schema;
