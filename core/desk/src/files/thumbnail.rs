//! Small copies of pictures. Pictures come from strangers: one is unpacked at a time, within bounds of pixels and
//! memory, and one that cannot be read has no copy. Nothing that a picture says of itself, such as a place, is copied.

use super::part::Part;
use super::{Files, FilesError};
use crate::limits::{
    AVATAR_MAX_PIXELS, AVATAR_SIDE_PIXELS, PICTURE_FILE_MAX_BYTES, PICTURE_MAX_BYTES,
    PICTURE_MAX_PIXELS, THUMBNAIL_MAX_BYTES, THUMBNAIL_QUALITY, THUMBNAIL_SIDE_PIXELS,
};
use image::codecs::jpeg::JpegEncoder;
use image::{
    DynamicImage, ImageDecoder as _, ImageReader, ImageResult, Limits, RgbImage, Rgba, RgbaImage,
};
use std::io::{BufRead, BufReader, Cursor, Seek};
use std::sync::Arc;

/// The media type of every small copy.
pub(crate) const THUMBNAIL_MIME: &str = "image/jpeg";

impl Files {
    /// The small copy of a picture that is whole; none of what is no picture, is small itself, is beyond the bounds
    /// or cannot be read.
    pub(crate) async fn thumbnail(
        &self,
        part: &Part,
        size_bytes: u64,
    ) -> Result<Option<Vec<u8>>, FilesError> {
        if size_bytes > PICTURE_FILE_MAX_BYTES {
            return Ok(None);
        }
        let file = BufReader::new(part.reader().await?);
        Ok(self.unpacked(move || thumbnail(file, size_bytes)).await)
    }

    /// The picture of an operator, made small; none of what is no picture, is beyond the bounds or cannot be read.
    pub(crate) async fn avatar(&self, bytes: Vec<u8>) -> Option<Vec<u8>> {
        self.unpacked(move || avatar(Cursor::new(bytes))).await
    }

    /// Unpacks a picture when its turn has come.
    async fn unpacked(
        &self,
        work: impl FnOnce() -> ImageResult<Option<Vec<u8>>> + Send + 'static,
    ) -> Option<Vec<u8>> {
        let turn = Arc::clone(&self.pictures).acquire_owned().await.ok()?;
        let work = move || {
            let made = work();
            drop(turn);
            made
        };
        // A decoder that gives up by a panic has read nothing either.
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok(made)) => made,
            Ok(Err(error)) => {
                tracing::debug!(%error, "a picture cannot be read");
                None
            }
            Err(error) => {
                tracing::warn!(%error, "a picture was not unpacked to its end");
                None
            }
        }
    }
}

fn thumbnail(file: impl BufRead + Seek, size_bytes: u64) -> ImageResult<Option<Vec<u8>>> {
    let is_heavy = size_bytes > THUMBNAIL_MAX_BYTES;
    small(file, THUMBNAIL_SIDE_PIXELS, |width, height| {
        let is_small = width.max(height) <= THUMBNAIL_SIDE_PIXELS && !is_heavy;
        !is_small && pixels(width, height) <= PICTURE_MAX_PIXELS
    })
}

fn avatar(file: impl BufRead + Seek) -> ImageResult<Option<Vec<u8>>> {
    let is_taken = |width, height| pixels(width, height) <= AVATAR_MAX_PIXELS;
    small(file, AVATAR_SIDE_PIXELS, is_taken)
}

fn pixels(width: u32, height: u32) -> u64 {
    u64::from(width) * u64::from(height)
}

/// A picture of at most so many pixels in width and height, if it is to be made from one of this size.
fn small(
    file: impl BufRead + Seek,
    side: u32,
    is_made: impl FnOnce(u32, u32) -> bool,
) -> ImageResult<Option<Vec<u8>>> {
    let mut reader = ImageReader::new(file).with_guessed_format()?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(PICTURE_MAX_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    let has_room = decoder.total_bytes() <= PICTURE_MAX_BYTES;
    if width.min(height) == 0 || !has_room || !is_made(width, height) {
        return Ok(None);
    }
    let orientation = decoder.orientation()?;
    let picture = DynamicImage::from_decoder(decoder)?;
    let mut small = picture.thumbnail(width.min(side), height.min(side));
    drop(picture);
    small.apply_orientation(orientation);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, THUMBNAIL_QUALITY).encode_image(&on_white(small))?;
    Ok((bytes.len() as u64 <= THUMBNAIL_MAX_BYTES).then_some(bytes))
}

/// A picture without holes.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let white = Rgba([u8::MAX; 4]);
    let mut filled = RgbaImage::from_pixel(picture.width(), picture.height(), white);
    image::imageops::overlay(&mut filled, &picture, 0, 0);
    DynamicImage::ImageRgba8(filled).into_rgb8()
}

#[cfg(test)]
mod tests;
