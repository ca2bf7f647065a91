//! The commands on a chat, its labels, its notes and its contact.

use crate::app::{TestApp, inbound, item};
use crate::shorthand::{id_of, unchanged};
use switchboard_desk::*;
use switchboard_model::connector::InboundEvent;
use switchboard_model::export::{TranscriptAudience, TranscriptFormat};
use switchboard_model::{ChatId, ContactId, Permission};

pub async fn chats(app: &TestApp, admin: &Context) {
    let desk = &app.desk;
    let (_, chat_id) = app.writes("chats-1", "hello").await;
    let chat = app.chat(chat_id).await;
    chat::join::join(desk, admin, chat::join::JoinInput { chat_id }).await.expect("joined");
    let assigned = chat::assign::AssignInput {
        chat_id,
        operator_id: Some(Some(id_of(admin))),
        team_id: None,
        expected_version: None,
    };
    // The one who joined may be assigned already: taken back first.
    let back = chat::assign::AssignInput { operator_id: Some(None), ..assigned.clone() };
    chat::assign::assign(desk, admin, back).await.expect("taken back");
    chat::assign::assign(desk, admin, assigned).await.expect("assigned");
    let titled = chat::update::UpdateInput {
        chat_id,
        subject: Some(Some("A question".to_owned())),
        language: None,
        priority: None,
        attributes: None,
        expected_version: None,
    };
    chat::update::update(desk, admin, titled).await.expect("edited");
    labels(desk, admin, chat_id).await;
    references(desk, admin, chat_id).await;
    hands_over(app, admin, chat_id).await;
    let on = note::create::NoteOn::Chat(chat_id);
    let input = note::create::CreateInput { on, body: "psst".to_owned() };
    let note_id = note::create::create(desk, admin, input).await.expect("noted").value.note_id;
    let body = "psst!".to_owned();
    let input = note::update::UpdateInput { note_id, body, expected_version: None };
    note::update::update(desk, admin, input).await.expect("edited");
    let input = note::delete::DeleteInput { note_id, expected_version: None };
    note::delete::delete(desk, admin, input).await.expect("deleted");
    let input = transcript::BeginInput {
        chat_id,
        format: TranscriptFormat::Html,
        audience: TranscriptAudience::Operators,
        time_zone: None,
    };
    transcript::begin(desk, admin, input).await.expect("begun");
    let contact_id = chat.contact_id;
    let input =
        contact::update::UpdateInput { name: Some("Anna".to_owned()), ..unchanged(contact_id) };
    contact::update::update(desk, admin, input).await.expect("edited");
    let input = contact::create::CreateInput {
        name: "Walter".to_owned(),
        email: None,
        phone: None,
        role: None,
        locale: None,
        time_zone: None,
        attributes: None,
    };
    contact::create::create(desk, admin, input).await.expect("created");
    crate::pushed::every_command(app, admin).await;
    let input = contact::block::BlockInput { contact_id, expected_version: None };
    contact::block::block(desk, admin, input.clone()).await.expect("blocked");
    contact::unblock::unblock(desk, admin, input).await.expect("unblocked");
    let input = contact::end_sessions::EndSessionsInput { contact_id, expected_version: None };
    contact::end_sessions::end_sessions(desk, admin, input).await.expect("ended");
    contact::export::export(desk, admin, contact_id).await.expect("begun");
    unites(app, admin, contact_id).await;
    crate::open_as::opens(app, admin).await;
    erases(app, admin).await;
    closes(app, admin, chat_id).await;
}

async fn hands_over(app: &TestApp, admin: &Context, chat_id: ChatId) {
    let desk = &app.desk;
    let otto = app.operator("otto", Permission::ALL, true).await;
    let offer = |to: &Context| chat::forward::ForwardInput {
        chat_id,
        operator_id: Some(id_of(to)),
        team_id: None,
        comment: "psst".to_owned(),
        is_staying: false,
        is_forced: true,
        expected_version: None,
    };
    chat::forward::forward(desk, admin, offer(&otto)).await.expect("offered");
    let input = chat::cancel_forward::CancelForwardInput { chat_id };
    chat::cancel_forward::cancel_forward(desk, admin, input).await.expect("cancelled");
    let given = chat::assign::AssignInput {
        chat_id,
        operator_id: Some(Some(id_of(&otto))),
        team_id: None,
        expected_version: None,
    };
    chat::assign::assign(desk, admin, given.clone()).await.expect("assigned");
    chat::forward::forward(desk, &otto, offer(admin)).await.expect("offered");
    let comment = "not now".to_owned();
    let input = chat::decline_forward::DeclineForwardInput { chat_id, comment };
    chat::decline_forward::decline_forward(desk, admin, input).await.expect("declined");
    chat::assign::assign(desk, admin, given).await.expect("assigned again");
    chat::forward::forward(desk, &otto, offer(admin)).await.expect("offered");
    let input = chat::take_forward::TakeForwardInput { chat_id };
    chat::take_forward::take_forward(desk, admin, input).await.expect("taken");
    let (until, is_kept) = (None, false);
    let input = chat::snooze::SnoozeInput { chat_id, until, is_kept, expected_version: None };
    chat::snooze::snooze(desk, admin, input).await.expect("put aside");
    chat::wake::wake(desk, admin, chat::wake::WakeInput { chat_id }).await.expect("woken");
    let input = team::create::CreateInput { name: "Above".to_owned(), operator_ids: Vec::new() };
    let above = team::create::create(desk, admin, input).await.expect("a team").value;
    let input = chat::escalate::EscalateInput {
        chat_id,
        team_id: Some(above.team_id),
        level: None,
        comment: "help".to_owned(),
        expected_version: None,
    };
    chat::escalate::escalate(desk, admin, input).await.expect("escalated");
}

async fn unites(app: &TestApp, admin: &Context, contact_id: ContactId) {
    let desk = &app.desk;
    let mut message = inbound("unites-1", "hello");
    message.reference.chat.id = "elsewhere".to_owned();
    message.sender.id = "somebody else".to_owned();
    let event = InboundEvent::Message(message);
    let (_, chat_id) = app.stored(item("unites-1", event)).await;
    let pulled_id = app.chat(chat_id).await.contact_id;
    for contact_id in [contact_id, pulled_id] {
        let email = Some(Some("both@example.com".to_owned()));
        let input = contact::update::UpdateInput { email, ..unchanged(contact_id) };
        contact::update::update(desk, admin, input).await.expect("edited");
    }
    let duplicate_id = pulled_id;
    let input = contact::dismiss_duplicate::DismissDuplicateInput { contact_id, duplicate_id };
    contact::dismiss_duplicate::dismiss_duplicate(desk, admin, input).await.expect("dismissed");
    crate::unite::united(app, admin, contact_id, pulled_id).await;
    let unite_id = crate::unite::unite_of(app, pulled_id).await;
    contact::undo_unite::undo_unite(desk, admin, unite_id).await.expect("undone");
}

async fn labels(desk: &Desk, admin: &Context, chat_id: ChatId) {
    use chat::label::{
        CreateInput, LabelInput, UpdateInput, create, delete, label, unlabel, update,
    };
    let input = CreateInput { name: "Urgent".to_owned(), color: None };
    let label_id = create(desk, admin, input).await.expect("a label").value.label_id;
    let mark = LabelInput { chat_id, label_id };
    label(desk, admin, mark).await.expect("labeled");
    unlabel(desk, admin, mark).await.expect("unlabeled");
    let input = UpdateInput {
        label_id,
        name: None,
        color: None,
        is_active: Some(false),
        expected_version: None,
    };
    update(desk, admin, input).await.expect("edited");
    delete(desk, admin, label_id).await.expect("deleted");
    let mut made = Vec::new();
    for name in ["First", "Second"] {
        let input = CreateInput { name: name.to_owned(), color: None };
        made.push(create(desk, admin, input).await.expect("a label").value.label_id);
    }
    let input = chat::merge_label::MergeInput { label_id: made[0], into_label_id: made[1] };
    chat::merge_label::merge(desk, admin, input).await.expect("merged");
}

async fn references(desk: &Desk, admin: &Context, chat_id: ChatId) {
    use chat::clear_reference::{ClearReferenceInput, clear_reference};
    use chat::set_reference::{SetReferenceInput, set_reference};
    use reference_kind::{CreateInput, UpdateInput, create, delete, update};
    let (key, name) = ("payment".to_owned(), "Payment".to_owned());
    let input = CreateInput { key, name, url_template: None };
    let reference_kind_id =
        create(desk, admin, input).await.expect("a kind").value.reference_kind_id;
    let url = "https://shop.example.com/payments/{id}".to_owned();
    let input = UpdateInput {
        reference_kind_id,
        name: None,
        url_template: Some(Some(url)),
        expected_version: None,
    };
    update(desk, admin, input).await.expect("edited");
    let external_id = "42".to_owned();
    let input = SetReferenceInput {
        chat_id,
        reference_kind_id,
        external_id: external_id.clone(),
        title: None,
    };
    set_reference(desk, admin, input).await.expect("set");
    let input = ClearReferenceInput { chat_id, reference_kind_id, external_id };
    clear_reference(desk, admin, input).await.expect("cleared");
    delete(desk, admin, reference_kind_id).await.expect("deleted");
}

async fn closes(app: &TestApp, admin: &Context, chat_id: ChatId) {
    let desk = &app.desk;
    let input = close_reason::CreateInput { name: "it rained".to_owned() };
    let close_reason_id =
        close_reason::create(desk, admin, input).await.expect("a reason").value.close_reason_id;
    let name = Some("it poured".to_owned());
    let input = close_reason::UpdateInput { close_reason_id, name, is_active: None };
    close_reason::update(desk, admin, input).await.expect("edited");
    let input = chat::close::CloseInput { chat_id, close_reason_id, expected_version: None };
    chat::close::close(desk, admin, input.clone()).await.expect("closed");
    let again = chat::reopen::ReopenInput { chat_id, expected_version: None };
    chat::reopen::reopen(desk, admin, again).await.expect("open again");
    chat::close::close(desk, admin, input).await.expect("closed");
    let (title, solution) = ("Rain".to_owned(), "An umbrella.".to_owned());
    let input = chat::set_example::SetExampleInput { chat_id, title, solution };
    chat::set_example::set_example(desk, admin, input).await.expect("an example");
    let input = chat::clear_example::ClearExampleInput { chat_id };
    chat::clear_example::clear_example(desk, admin, input).await.expect("none any more");
    let input = chat::archive::ArchiveInput { chat_id, expected_version: None };
    chat::archive::archive(desk, admin, input).await.expect("archived");
    let identity_id = app.chat(chat_id).await.identity_id;
    let input = chat::open::OpenInput {
        identity_id: Some(identity_id),
        visit_id: None,
        team_id: None,
        subject: None,
    };
    chat::open::open(desk, admin, input).await.expect("opened");
    chat::join::join(desk, admin, chat::join::JoinInput { chat_id }).await.expect("joined");
    chat::leave::leave(desk, admin, chat::leave::LeaveInput { chat_id }).await.expect("left");
    let number = app.chat(chat_id).await.number;
    let input = chat::delete::DeleteInput { chat_id, number };
    chat::delete::delete(desk, admin, input).await.expect("deleted");
}

async fn erases(app: &TestApp, admin: &Context) {
    let mut told = inbound("erased", "hello");
    told.reference.chat.id = "erased".to_owned();
    told.sender.id = "erased".to_owned();
    let (_, chat_id) = app.stored(item("erased", InboundEvent::Message(told))).await;
    let contact_id = app.chat(chat_id).await.contact_id;
    let confirmation = contact_id.to_string();
    let input = contact::erase::EraseInput { contact_id, confirmation };
    contact::erase::erase(&app.desk, admin, input).await.expect("begun");
}
