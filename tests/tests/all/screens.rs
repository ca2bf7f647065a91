//! What the screens of operators and customers need of the schemas, beside what the nouns' own tests show.

mod channels;
mod chats;
mod files;
mod lists;
mod operators;
mod own;
mod preferences;
mod refusals;
mod server;
mod texts;
mod visitor_chats;
mod widget;
