//! The promises of the API: lists cost the same number of statements for any number of rows, pages
//! neither skip nor repeat, repeated and outdated calls are recognised, limits refuse before any
//! statement, files come in and go out.

pub mod calls;
mod deep;
mod files;
mod limits;
mod pages;
mod sessions;
mod statements;
