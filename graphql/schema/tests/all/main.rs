//! The schema's tests, one binary: the texts of both schemas, and both schemas over a real house.

mod board;
mod encodings;
#[path = "../../../../core/desk/tests/all/house.rs"]
#[allow(dead_code)]
mod house;
mod lists;
#[path = "../../../../core/desk/tests/all/platform.rs"]
#[allow(dead_code)]
mod platform;
mod schema_text;
