//! Every bound of the plugin host, with its unit.

use std::time::Duration;

/// Largest component file, in bytes.
pub const COMPONENT_MAX_BYTES: usize = 8 << 20;
/// Largest manifest, in bytes.
pub const MANIFEST_MAX_BYTES: usize = 64 << 10;
/// Largest settings schema, in bytes.
pub const SCHEMA_MAX_BYTES: usize = 256 << 10;
/// Most fields of a settings schema.
pub const SCHEMA_FIELDS_MAX: usize = 200;
/// Most choices of one field of a settings schema.
pub const SCHEMA_CHOICES_MAX: usize = 200;
/// Most plugins in one process.
pub const PLUGINS_MAX: usize = 64;
/// Most channels whose connectors are kept ready.
pub const CONNECTORS_MAX: usize = 4096;

/// Memory of one instance unless the manifest asks for another amount, in bytes.
pub const MEMORY_DEFAULT_BYTES: u64 = 32 << 20;
/// Most memory a manifest may ask for, in bytes; also the size of a slot in the pool.
pub const MEMORY_MAX_BYTES: u64 = 256 << 20;
/// Most elements of one table.
pub const TABLE_MAX_ELEMENTS: usize = 20_000;
/// Most core instances, memories and tables of one component.
pub const COMPONENT_MAX_INSTANCES: usize = 64;
/// Native stack of one call, host functions included, in bytes.
pub const STACK_BYTES: usize = 1 << 20;
/// The part of the stack that a guest may use, in bytes.
pub const GUEST_STACK_BYTES: usize = 512 << 10;
/// Most frames of a backtrace.
pub const BACKTRACE_MAX_FRAMES: usize = 20;

/// How often guests are looked at: one may run for so much longer than its processor budget.
pub const TICK: Duration = Duration::from_millis(10);
/// Processor time of a pure call.
pub const PURE_CPU: Duration = Duration::from_millis(50);
/// Processor time of an effectful call unless the manifest asks for another.
pub const EFFECT_CPU_DEFAULT: Duration = Duration::from_millis(200);
/// Most processor time a manifest may ask for.
pub const EFFECT_CPU_MAX: Duration = Duration::from_secs(2);
/// Longest pure call by the wall's clock.
pub const PURE_WALL: Duration = Duration::from_secs(5);
/// Longest effectful call by the wall's clock unless the manifest asks for another.
pub const EFFECT_WALL_DEFAULT: Duration = Duration::from_secs(20);
/// Longest effectful call a manifest may ask for.
pub const EFFECT_WALL_MAX: Duration = Duration::from_secs(120);
/// Longest time that a poll may be held open by the platform.
pub const POLL_WAIT_MAX: Duration = Duration::from_secs(50);
/// What a call may take beyond the poll's wait.
pub const POLL_WALL_MARGIN: Duration = Duration::from_secs(20);
/// Longest time that a call waits for its turn.
pub const TURN_WAIT: Duration = Duration::from_secs(10);

/// Calls of one plugin at a time.
pub const CALLS_PER_PLUGIN: usize = 8;
/// Calls of all plugins at a time, polls aside.
pub const CALLS_IN_TOTAL: usize = 100;
/// Polls of one plugin at a time.
pub const POLLS_PER_PLUGIN: usize = 64;
/// Polls of all plugins at a time.
pub const POLLS_IN_TOTAL: usize = 100;
/// Instances that the pool holds: calls, polls and some that are being dropped.
pub const POOL_INSTANCES: u32 = 256;
/// Core instances that the pool holds.
pub const POOL_CORE_INSTANCES: u32 = 10_000;
/// Memories that the pool holds.
pub const POOL_MEMORIES: u32 = 768;
/// Tables that the pool holds.
pub const POOL_TABLES: u32 = 2_048;
/// Tables of one module.
pub const POOL_TABLES_PER_MODULE: u32 = 8;
/// What of a memory's slot stays resident after its call, in bytes.
pub const POOL_KEEP_RESIDENT_BYTES: usize = 64 << 10;

/// Bytes that a guest may hand to the host in one host call.
pub const HOST_CALL_MAX_BYTES: usize = 8 << 20;
/// Host calls of one pure call.
pub const PURE_HOST_CALLS_MAX: u32 = 64;
/// Host calls of one effectful call.
pub const EFFECT_HOST_CALLS_MAX: u32 = 2_000;
/// Resources that a guest may hold at a time.
pub const RESOURCES_MAX: usize = 32;
/// One line of a guest's log, in bytes.
pub const LOG_LINE_MAX_BYTES: usize = 4 << 10;
/// Log lines of one call.
pub const LOG_LINES_MAX: u32 = 200;
/// Random bytes of one host call.
pub const RANDOM_MAX_BYTES: u32 = 4 << 10;

/// Largest reply in a guest's memory, in bytes.
pub const REPLY_MAX_BYTES: usize = 1 << 20;
/// Largest blob that a plugin may make, in bytes.
pub const BLOB_MAX_BYTES: u64 = 100 << 20;
/// One read of a blob, in bytes.
pub const BLOB_READ_MAX_BYTES: usize = 256 << 10;
/// Chunks of a blob under way from a guest to the store.
pub const BLOB_CHUNKS_IN_FLIGHT: usize = 4;
/// Longest URL, in bytes.
pub const URL_MAX_BYTES: usize = 8 << 10;
/// Most headers of a request or reply.
pub const HEADERS_MAX: usize = 64;
/// Longest header value, in bytes.
pub const HEADER_MAX_BYTES: usize = 8 << 10;
/// Most parts of a multipart body.
pub const PARTS_MAX: usize = 64;
/// Connections per host, which is also requests per host and plugin at a time.
pub const CONNECTIONS_PER_HOST: usize = 4;
/// Longest time to connect.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Shorter secrets are left where they are: hiding them would tell where they are.
pub const HIDDEN_MIN_BYTES: usize = 8;
/// How long an unused connection is kept.
pub const CONNECTION_IDLE: Duration = Duration::from_secs(30);
/// Shortest time that a guest may give a request.
pub const REQUEST_TIMEOUT_MIN: Duration = Duration::from_millis(100);
/// Longest time that a guest may give a request.
pub const REQUEST_TIMEOUT_MAX: Duration = Duration::from_secs(60);
/// What is left of a call for the guest to judge a request's end.
pub const ANSWER_MARGIN: Duration = Duration::from_millis(250);
/// Longest wait for a rate bucket within a call.
pub const BUCKET_WAIT_MAX: Duration = Duration::from_secs(5);
/// Longest pause that a platform's Retry-After causes.
pub const BUCKET_PAUSE_MAX: Duration = Duration::from_secs(3600);
/// Buckets kept per channel.
pub const BUCKETS_MAX: usize = 10_000;

/// Failures in a row that suspend a plugin.
pub const STRIKES_IN_A_ROW: usize = 3;
/// Failures within the strike window that suspend a plugin.
pub const STRIKES_IN_WINDOW: usize = 10;
/// The strike window.
pub const STRIKE_WINDOW: Duration = Duration::from_secs(3600);
/// How long a suspended plugin rests between two calls that show whether it works again.
pub const SUSPENSION: Duration = Duration::from_secs(300);
/// Failures of a host in a row that open its circuit.
pub const CIRCUIT_FAILURES: u32 = 5;
/// How long a circuit stays open.
pub const CIRCUIT_OPEN: Duration = Duration::from_secs(15);
/// Hosts whose circuits are remembered per plugin.
pub const CIRCUITS_MAX: usize = 256;

/// Items of one parse or poll.
pub const ITEMS_MAX: usize = 1_000;
/// Other ids of one identity.
pub const ALIASES_MAX: usize = 16;
/// Media of one message.
pub const MEDIA_MAX: usize = 100;
/// Longest id, key or code that a guest may return, in bytes.
pub const ID_MAX_BYTES: usize = 512;
/// Longest text that a guest may return, in bytes.
pub const TEXT_MAX_BYTES: usize = 256 << 10;
/// Longest JSON that a guest may return in one field, in bytes.
pub const JSON_MAX_BYTES: usize = 64 << 10;
/// Longest cursor of a poll, in bytes.
pub const CURSOR_MAX_BYTES: usize = 4 << 10;
/// Longest error sentence that is kept, in bytes.
pub const MESSAGE_MAX_BYTES: usize = 2 << 10;
/// Largest answer of a guest's `verify`, in bytes.
pub const ANSWER_MAX_BYTES: usize = 64 << 10;

/// Compiled components kept on disk.
pub const CACHE_FILES_MAX: usize = 128;

/// Upper ends of the buckets that a call is measured in, in seconds.
pub const CALL_BUCKETS_S: [f64; 17] = [
    0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0,
    2.5, 10.0, 30.0,
];
/// Names this alike are likely the same with a slip, from 0 to 1.
pub const NEAR_NAMES: f64 = 0.75;
