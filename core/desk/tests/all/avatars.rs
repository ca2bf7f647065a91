//! The pictures of operators: set for oneself, made small whatever comes, and refused with what to do.

use crate::app::{ANSWERS, TestApp};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::StreamExt;
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use switchboard_desk::attachment::link::avatar_link;
use switchboard_desk::attachment::open::{open, read};
use switchboard_desk::limits::AVATAR_FILE_MAX_BYTES;
use switchboard_desk::operator::set_avatar::{SetAvatarInput, set_avatar};
use switchboard_desk::{Context, DeskError};
use switchboard_model::OperatorId;
use switchboard_model::operator::Operator;
use switchboard_store::testing::both_databases;

/// A picture of one pixel, a PNG in base 64.
pub const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9\
    awAAAABJRU5ErkJggg==";

fn picture(format: ImageFormat) -> String {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(1_024, 512, Rgb([20, 120, 200]));
    picture.write_to(&mut bytes, format).expect("encoded");
    STANDARD.encode(bytes.into_inner())
}

async fn sets(
    app: &TestApp,
    context: &Context,
    operator_id: Option<OperatorId>,
    image: Option<&str>,
) -> Result<Operator, DeskError> {
    let input = SetAvatarInput { operator_id, image: image.map(str::to_owned) };
    set_avatar(&app.desk, context, input).await.map(|done| done.value)
}

async fn shown(app: &TestApp, operator: &Operator) -> RgbImage {
    let path = avatar_link(&app.desk, operator).expect("a path");
    let token = path.strip_prefix("/files/").and_then(|rest| rest.split('?').next());
    let opened = open(&app.desk, token.expect("a token")).await.expect("opened");
    assert_eq!((opened.content_type.as_str(), &opened.disposition[..6]), ("image/jpeg", "inline"));
    let mut stream = read(&app.desk, &opened, 0..opened.size_bytes).await.expect("there");
    let bytes = stream.next().await.expect("bytes").expect("read");
    let middle = read(&app.desk, &opened, 1..3).await.expect("there").next().await;
    assert_eq!(middle.expect("bytes").expect("read").to_vec(), bytes[1..3].to_vec());
    image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).expect("a JPEG").into_rgb8()
}

/// W7.
#[both_databases]
async fn an_operator_sets_a_picture_and_takes_it_away(app: TestApp) {
    let (signed, admin) = app.admin().await;
    let before = signed.operator;
    assert_eq!(avatar_link(&app.desk, &before), None);
    let set = sets(&app, &admin, None, Some(&picture(ImageFormat::Png))).await.expect("set");
    assert_eq!(set.version, before.version + 1);
    assert_eq!(shown(&app, &set).await.dimensions(), (256, 128));
    let again = sets(&app, &admin, None, Some(&picture(ImageFormat::Png))).await.expect("set");
    assert_eq!(again, set, "the same picture changes nothing");
    let other = sets(&app, &admin, None, Some(PIXEL)).await.expect("set");
    assert_ne!(avatar_link(&app.desk, &other), avatar_link(&app.desk, &set));
    assert_eq!(shown(&app, &other).await.dimensions(), (1, 1));
    let none = sets(&app, &admin, None, None).await.expect("taken away");
    assert_eq!((&none.avatar_sha256, avatar_link(&app.desk, &none)), (&None, None));
    let path = avatar_link(&app.desk, &other).expect("a path of before");
    let token = path.strip_prefix("/files/").and_then(|rest| rest.split('?').next());
    let gone = open(&app.desk, token.expect("a token")).await;
    assert_eq!(gone.err(), Some(DeskError::NotFound));
}

/// W7: who may not change an operator has no picture set, and what is none is refused with what to do.
#[both_databases]
async fn no_operator_gets_what_is_no_picture(app: TestApp) {
    let (signed, admin) = app.admin().await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let id = Some(signed.operator.operator_id);
    let refused = sets(&app, &olga, id, Some(PIXEL)).await;
    assert_eq!(refused.err().map(|error| error.code()), Some("FORBIDDEN"));
    let large = STANDARD.encode(vec![0; AVATAR_FILE_MAX_BYTES + 1]);
    let page = STANDARD.encode("<svg onload=alert(1)>");
    let half = picture(ImageFormat::Png)[..400].to_owned();
    for (image, reason) in [
        ("no base 64!", "image: is no base 64"),
        (large.as_str(), "image: has 262145 bytes"),
        (page.as_str(), "image: cannot be read as a picture"),
        (half.as_str(), "image: cannot be read as a picture"),
        ("", "image: cannot be read as a picture"),
    ] {
        let told = sets(&app, &admin, None, Some(image)).await.expect_err("refused").to_string();
        assert!(told.starts_with(reason), "{told}");
    }
}
