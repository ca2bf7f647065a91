//! How somebody becomes an operator: the first admin by a link of this machine, others by an invitation.

use super::{
    AppState,
    answer::{Refusal, keep_nowhere},
    operator_sessions::{context, json_body, signed_in},
};
use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;
use switchboard_desk::{
    invitation::accept::{AcceptInput, accept},
    operator::first_admin::{RedeemInput, is_awaited, redeem},
};
use switchboard_model::Actor;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstAdminBody {
    secret: String,
    email: String,
    name: String,
    password: String,
}

/// `GET /setup`: is there nobody yet who could sign in.
pub async fn set_up(State(app): State<AppState>) -> Result<Response, Refusal> {
    let body = json!({ "isNeeded": is_awaited(&app.desk).await? });
    let mut response = (StatusCode::OK, Json(body)).into_response();
    keep_nowhere(&mut response);
    Ok(response)
}

/// `POST /setup`: the first admin comes in by the one-time secret of `switchboard admin invite`.
pub async fn first_admin(
    State(app): State<AppState>,
    request: Request,
) -> Result<Response, Refusal> {
    let (parts, body) = json_body::<FirstAdminBody>(&app, request).await?;
    let context = context(&app, &parts, Actor::System);
    let input = RedeemInput {
        secret: body.secret,
        email: body.email,
        name: body.name,
        password: body.password,
    };
    let done = redeem(&app.desk, &context, input).await?;
    Ok(signed_in(&app, &done.value))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InvitationBody {
    secret: String,
    name: String,
    password: String,
}

/// `POST /invitation`: who was invited becomes an operator, and signs in with `POST /session` from then on.
pub async fn accept_invitation(
    State(app): State<AppState>,
    request: Request,
) -> Result<Response, Refusal> {
    let (parts, body) = json_body::<InvitationBody>(&app, request).await?;
    let context = context(&app, &parts, Actor::System);
    let input = AcceptInput { secret: body.secret, name: body.name, password: body.password };
    let created = accept(&app.desk, &context, input).await?.value;
    let id = created.operator_id.to_string();
    let body = json!({ "operatorId": id, "email": created.email, "name": created.name });
    Ok((StatusCode::OK, Json(body)).into_response())
}
