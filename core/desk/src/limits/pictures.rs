//! Bounds of pictures that the server unpacks.

/// Longest side of a thumbnail, in pixels.
pub const THUMBNAIL_SIDE_PIXELS: u32 = 320;
/// Largest thumbnail, in bytes. A picture that is no larger, in pixels and in bytes, has none: it is one.
pub const THUMBNAIL_MAX_BYTES: u64 = 128 * 1024;
/// Quality of a thumbnail's JPEG, of 100.
pub const THUMBNAIL_QUALITY: u8 = 80;
/// Pictures that are unpacked at a time, so that their memory is taken once.
pub const PICTURES_AT_ONCE: usize = 1;
/// Largest file that is unpacked, in bytes.
pub const PICTURE_FILE_MAX_BYTES: u64 = 32 * 1024 * 1024;
/// Most pixels that are unpacked.
pub const PICTURE_MAX_PIXELS: u64 = 25_000_000;
/// Most memory that an unpacked picture may take, in bytes.
pub const PICTURE_MAX_BYTES: u64 = 128 * 1024 * 1024;

/// Longest side of an operator's picture, in pixels.
pub const AVATAR_SIDE_PIXELS: u32 = 256;
/// Largest file that is taken for one, in bytes: within the body of a call, in base 64.
pub const AVATAR_FILE_MAX_BYTES: usize = 256 * 1024;
/// Most pixels of such a file.
pub const AVATAR_MAX_PIXELS: u64 = 2_048 * 2_048;
