//! What the screens of operators and customers need of the schemas, beside what the nouns' own tests show.

mod chats;
mod lists;
mod own;
mod preferences;
mod refusals;
mod server;
mod texts;
mod visitor_chats;
mod widget;
