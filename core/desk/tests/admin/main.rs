//! Who comes in and what they may set up: operators, channels, visitors and files, over a real
//! database.

mod channels;
mod house;
mod operators;
mod visitors;
