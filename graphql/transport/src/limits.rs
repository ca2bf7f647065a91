//! Every bound of the transport, with its unit. What is not bounded here is bounded by the schema.

use std::time::Duration;

use switchboard_meter::Share;

/// Bytes of a request id that a client may choose.
pub(crate) const REQUEST_ID_BYTES: usize = 64;
/// Events of an event stream that are ready before the reader asks. The source waits with the next.
pub(crate) const EVENT_STREAM_QUEUE: usize = 1;
/// Messages for which an emptied queue of a socket may keep its memory.
pub(crate) const QUEUE_KEEPS_MESSAGES: usize = 8;
/// Errors of one answer that are told; further ones are only counted.
pub(crate) const ERRORS: usize = 50;
/// Bytes of one error's message.
pub(crate) const ERROR_MESSAGE_BYTES: usize = 1_000;
/// Bytes of an answer's body that are handed to its reader at a time.
pub(crate) const PIECE_BYTES: usize = 64 * 1024;
/// Bytes that a reader must take in a second, on the whole of a large answer.
pub(crate) const SLOWEST_BYTES_PER_SECOND: usize = 32 * 1024;
/// Documents that are kept by their hash because somebody sent them.
pub(crate) const LEARNED_DOCUMENTS: usize = 512;
/// Bytes of such a document; a longer one is sent whole each time.
pub(crate) const LEARNED_DOCUMENT_BYTES: usize = 16 * 1024;
/// Fields of the schema about itself that cost as much as one of an object.
pub(crate) const SCHEMA_FIELDS_PER_COST: u64 = 10;
/// `ofType` inside each other; tools that read the schema need up to nine.
pub(crate) const WRAPPERS: usize = 12;
/// When an operation for which there was no place may be tried again.
pub(crate) const BUSY_RETRY_AFTER: Duration = Duration::from_secs(1);
/// When a connection that was refused for lack of room may be tried again.
pub(crate) const RECONNECT_AFTER: Duration = Duration::from_secs(5);

/// Bounds of one endpoint. `Default` is what a small installation runs with.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of a request body.
    pub body_bytes: usize,
    /// Bytes of one WebSocket message. A socket may hold that much while it waits for the rest.
    pub message_bytes: usize,
    /// Bytes of the GraphQL document inside the request.
    pub document_bytes: usize,
    /// Lexical tokens of the document.
    pub tokens: usize,
    /// Open brackets of any kind at one place of the document; guards the parser's own recursion.
    pub brackets: usize,
    /// Fields inside fields, with fragments spread out.
    pub depth: usize,
    /// Selections inside selections, fragments and inline fragments counted as well.
    pub nesting: usize,
    /// Selected fields and fragments of the document, with fragments spread out.
    pub selections: u64,
    /// Aliases of the document, with fragments spread out.
    pub aliases: u64,
    /// Directives of the document, with fragments spread out.
    pub directives: u64,
    /// Value of a `first` or `last` argument.
    pub page: u64,
    /// Items assumed for a connection whose page is not given.
    pub page_default: u64,
    /// Cost of one operation, as `document::cost` tells it.
    pub cost: u64,
    /// Cost that an actor may spend at once.
    pub rate_burst: u64,
    /// Cost that flows back to an actor in one second.
    pub rate_per_second: u64,
    /// Actors whose spending is told apart; those beyond share one budget.
    pub rate_actors: usize,
    /// Time a query or mutation may take. A subscription has no end of its own.
    pub operation_time: Duration,
    /// Time that an operation may wait until there are bytes for its answer and few enough others of
    /// its caller are being resolved. A subscription waits with its next result as long as it takes.
    pub start_wait: Duration,
    /// Operations that are active on one socket.
    pub operations_per_socket: usize,
    /// Bytes of an operation's id on a socket.
    pub operation_id_bytes: usize,
    /// Messages that wait for a slow reader; the source is not asked for more until there is room.
    pub queue_messages: usize,
    /// Bytes of results that wait for a slow reader; a single larger result passes alone. No
    /// subscription of the socket begins a further result while its results, those that do not fit here
    /// included, have as many. As many bytes of pongs and refusals may wait, and more end the socket.
    pub queue_bytes: usize,
    /// Pongs, acknowledgements and refusals that wait for a slow reader; more end the socket.
    pub queue_controls: usize,
    /// Bytes of a socket's read buffer. Memory is held for as long as the socket lives.
    pub read_buffer_bytes: usize,
    /// Bytes of a socket's write buffer.
    pub write_buffer_bytes: usize,
    /// Time until `connection_init` must have come.
    pub connection_init_wait: Duration,
    /// Time between two keep-alives.
    pub ping_every: Duration,
    /// Time without a sign of the other side after which a socket counts as half-open. Looked at with
    /// every keep-alive, so it is found within `silence` and `ping_every` together.
    pub silence: Duration,
    /// Time without progress after which a reader is closed as slow.
    pub slow_reader: Duration,
    /// Time that a closing handshake may take.
    pub close_wait: Duration,
    /// Time that running queries and mutations of a socket get when the server stops.
    pub drain_wait: Duration,
    /// Clients of a stopping server are told to come back at a random time within this.
    pub reconnect_spread: Duration,
    /// What is less for those who are not signed in.
    pub strangers: StrangerLimits,
}

/// What those who are not signed in get, visitors among them.
#[derive(Debug, Clone, Copy)]
pub struct StrangerLimits {
    /// Cost of one operation.
    pub cost: u64,
    /// Cost that one of them may spend at once.
    pub rate_burst: u64,
    /// Cost that flows back to one of them in one second.
    pub rate_per_second: u64,
    /// Operations that are active on one socket.
    pub operations_per_socket: usize,
}

impl Default for StrangerLimits {
    fn default() -> Self {
        Self { cost: 5_000, rate_burst: 10_000, rate_per_second: 1_000, operations_per_socket: 8 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1024 * 1024,
            message_bytes: 256 * 1024,
            document_bytes: 64 * 1024,
            tokens: 5_000,
            brackets: 64,
            depth: 16,
            nesting: 32,
            selections: 2_000,
            aliases: 100,
            directives: 100,
            page: 100,
            page_default: 20,
            cost: 20_000,
            rate_burst: 100_000,
            rate_per_second: 10_000,
            rate_actors: 50_000,
            operation_time: Duration::from_secs(30),
            start_wait: Duration::from_secs(5),
            operations_per_socket: 64,
            operation_id_bytes: 128,
            queue_messages: 256,
            queue_bytes: 1024 * 1024,
            queue_controls: 64,
            read_buffer_bytes: 2 * 1024,
            write_buffer_bytes: 1024,
            connection_init_wait: Duration::from_secs(3),
            ping_every: Duration::from_secs(10),
            silence: Duration::from_secs(20),
            slow_reader: Duration::from_secs(30),
            close_wait: Duration::from_secs(2),
            drain_wait: Duration::from_secs(5),
            reconnect_spread: Duration::from_secs(10),
            strangers: StrangerLimits::default(),
        }
    }
}

/// Bounds of the bodies of a process, kept by [`crate::Bodies`].
#[derive(Debug, Clone)]
pub struct BodyLimits {
    /// Time that a body may take to come; on its way to a disk, the time without any of its bytes.
    pub wait: Duration,
    /// Bytes of all bodies that are not whole yet.
    pub unfinished_bytes: usize,
}

impl Default for BodyLimits {
    fn default() -> Self {
        Self { wait: Duration::from_secs(15), unfinished_bytes: 64 * 1024 * 1024 }
    }
}

/// Bounds of all endpoints of a process together, kept by the [`crate::Registry`].
#[derive(Debug, Clone)]
pub struct ConnectionLimits {
    /// Sockets and event streams of the process.
    pub connections: usize,
    /// Sockets and event streams of one actor.
    pub connections_per_actor: usize,
    /// Sockets and event streams of one who is not signed in.
    pub connections_per_stranger: usize,
    /// Bytes of answers that those who are signed in may hold.
    pub signed_in: Share,
    /// Bytes of answers that all others may hold.
    pub strangers: Share,
}

const MEBIBYTE: usize = 1024 * 1024;

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            connections: 20_000,
            connections_per_actor: 100,
            connections_per_stranger: 10,
            signed_in: Share {
                bytes: 80 * MEBIBYTE,
                caller_bytes: 32 * MEBIBYTE,
                answer_bytes: 16 * MEBIBYTE,
                parts: 3,
                resolving: 32,
            },
            strangers: Share {
                bytes: 48 * MEBIBYTE,
                caller_bytes: 8 * MEBIBYTE,
                answer_bytes: 4 * MEBIBYTE,
                parts: 10,
                resolving: 4,
            },
        }
    }
}
