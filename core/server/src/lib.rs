//! The server: the command line, the configuration, the routes, and the server that puts all services
//! together. The only place where all meet.
//!
//! What is absent: rules of the desk; every route and command calls one.

// The types of the GraphQL schema nest deeper than the compiler looks by default.
#![recursion_limit = "256"]
// They panic when nobody reads any more: `print` does not.
#![deny(clippy::print_stderr, clippy::print_stdout)]

pub mod app;
mod archive;
pub mod backups;
pub mod bus;
pub mod cli;
pub mod config;
mod demo;
pub mod dependencies;
mod documents;
mod files;
pub mod http;
mod installation;
mod keys;
pub mod limits;
pub mod oidc;
mod print;
pub mod process;
mod progress;
mod telemetry;
mod web;
