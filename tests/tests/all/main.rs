//! The tests of the whole house, in one binary.

mod api;
mod audits;
mod backup;
mod chaos;
mod clients;
mod faults;
mod flows;
mod hooks;
mod hostile;
mod replay;
mod rights;
mod search;
mod sweep;
mod telegram;
mod web_chat;
