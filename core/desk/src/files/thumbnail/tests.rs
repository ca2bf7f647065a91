//! What becomes of pictures, and of what pretends to be one.

use super::*;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder as _, ImageFormat, Rgb};

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("encoded");
    bytes.into_inner()
}

fn made(bytes: &[u8]) -> Option<RgbImage> {
    let small = thumbnail(Cursor::new(bytes), bytes.len() as u64).ok()??;
    assert!(small.len() as u64 <= THUMBNAIL_MAX_BYTES);
    let read = image::load_from_memory_with_format(&small, ImageFormat::Jpeg).expect("a JPEG");
    Some(read.into_rgb8())
}

fn plain(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, Rgb([200, 30, 30])))
}

/// A PNG whose header says so, and in which nothing is.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&[0; 4], 2, 2, ExtendedColorType::L8)
        .expect("a small picture");
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let checked = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checked.to_be_bytes());
    bytes
}

/// The check of PNG's chunks.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    let byte = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc));
    !bytes.iter().fold(u32::MAX, byte)
}

#[test]
fn a_picture_of_each_kind_becomes_small_and_keeps_its_shape() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let small = made(&encoded(&plain(1_600, 400), format)).expect("a thumbnail");
        assert_eq!(small.dimensions(), (320, 80), "{format:?}");
        let Rgb([red, green, _]) = *small.get_pixel(160, 40);
        assert!(red > 150 && green < 80, "{format:?}: {red} {green}");
    }
    let narrow = made(&encoded(&plain(3, 6_000), ImageFormat::Png)).expect("a thumbnail");
    assert_eq!(narrow.dimensions(), (1, 320));
}

#[test]
fn what_shines_through_is_white() {
    let holes = RgbaImage::from_pixel(800, 800, Rgba([0, 0, 0, 0]));
    let bytes = encoded(&DynamicImage::ImageRgba8(holes), ImageFormat::Png);
    let small = made(&bytes).expect("a thumbnail");
    assert!(small.pixels().all(|Rgb([red, ..])| *red > 250));
}

#[test]
fn a_thumbnail_has_none() {
    let small = encoded(&plain(320, 320), ImageFormat::Jpeg);
    assert_eq!(thumbnail(Cursor::new(&small), small.len() as u64).expect("read"), None);
    let heavy = thumbnail(Cursor::new(&small), THUMBNAIL_MAX_BYTES + 1).expect("read");
    assert!(heavy.is_some(), "one of few pixels and many bytes");
}

#[test]
fn an_operators_picture_is_made_small_and_bounded() {
    let kept = avatar(Cursor::new(encoded(&plain(1_024, 512), ImageFormat::Png)));
    let kept = kept.expect("read").expect("a picture");
    let read = image::load_from_memory_with_format(&kept, ImageFormat::Jpeg).expect("a JPEG");
    assert_eq!((read.width(), read.height()), (256, 128));
    let tiny = avatar(Cursor::new(encoded(&plain(1, 1), ImageFormat::Gif)));
    assert!(tiny.expect("read").is_some(), "one that is small already");
    assert_eq!(avatar(Cursor::new(bomb(2_049, 2_048))).expect("looked at"), None);
    assert!(avatar(Cursor::new(b"<svg onload=x>")).is_err());
}

/// A few hundred bytes that would be gigabytes are not unpacked, nor is what is no picture or half of one.
#[test]
fn what_cannot_be_unpacked_has_no_thumbnail() {
    assert!(bomb(600, 600).len() < 200);
    for (width, height) in [(65_535, 65_535), (u32::MAX >> 1, 1), (5_001, 5_000)] {
        assert_eq!(made(&bomb(width, height)), None, "{width} x {height}");
    }
    assert_eq!(made(&bomb(600, 600)), None, "the pixels are missing");
    let whole = encoded(&plain(1_600, 400), ImageFormat::Png);
    assert_eq!(made(&whole[..whole.len() / 2]), None, "cut off");
    for word in ["", "BM", "<svg/>", "GIF89a", "\u{89}PNG"] {
        assert_eq!(made(word.as_bytes()), None, "{word:?}");
    }
}
