//! Files that the fake hands out: as large as recorded, and really of the kind that is told.

/// Bytes of a kind and size; the kind is the fixtures' word or the media type.
pub fn file(kind: &str, mime: &str, size: usize) -> Vec<u8> {
    let head: &[u8] = match (kind, mime) {
        ("image", _) => b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00",
        ("sticker", _) => b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        ("voice", _) | (_, "audio/ogg") => b"OggS\x00\x02OpusHead",
        ("video", _) => b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom",
        (_, "application/pdf") => b"%PDF-1.7\n",
        other => panic!("no bytes for {other:?}"),
    };
    let mut bytes = head.to_vec();
    bytes.resize(size, 0);
    bytes
}
