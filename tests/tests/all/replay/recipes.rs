//! How each mutation is done once with effect.

mod chats;

use super::steps::{
    broadcast, browser, customer_of, draft, label, macro_of, note, open, operator, other_theme,
    pause, pending_reply, preview, replacement, reply, retention_rule, role, rule, rule_list,
    schedule, template, text, told_to_admin, totp_of, view,
};
use serde_json::{Value, json};
use switchboard_testkit::fixtures::PIXEL;
use switchboard_testkit::scene::{FILE, LATER, NEVER, PASSWORD, Scene, subscription};

/// A mutation's input.
pub struct Recipe {
    pub input: Value,
    /// Does a client's screen show the effect.
    pub is_seen: bool,
}

/// Prepares the server for a mutation; gives the input.
pub async fn recipe(scene: &Scene, mutation: &str) -> Recipe {
    let id = |word: &str| scene.id(word).to_owned();
    let admin = &scene.admin;
    open(scene).await;
    if mutation.starts_with("chat") {
        return chats::recipe(scene, mutation).await;
    }
    let input = match mutation {
        "attachmentUploadBegin" => {
            return silent(
                json!({ "chatId": id("chat"), "name": "a.txt", "sizeBytes": FILE.len() }),
            );
        }
        "attachmentUploadFinish" => {
            let attachment = admin.upload_bytes(Some(&id("chat")), "b.txt", FILE).await;
            return silent(json!({ "attachmentId": attachment }));
        }
        "channelCreate" => json!({ "plugin": "web", "name": "Another site", "key": "another" }),
        "channelDelete" => {
            let input = json!({ "plugin": "web", "name": "Old site", "key": "old" });
            let made = admin.change("channelCreate", input, "channel { id }").await;
            json!({ "channelId": made["channel"]["id"] })
        }
        "channelConnect" | "channelResume" => {
            pause(scene).await;
            json!({ "channelId": id("channel") })
        }
        "channelTest" => return silent(json!({ "channelId": id("channel") })),
        "channelUpdate" => json!({ "channelId": id("channel"), "name": "Evening bot" }),
        "channelPause" => json!({ "channelId": id("channel") }),
        "contactBlock" => json!({ "contactId": id("contact") }),
        "contactCreate" => json!({ "name": "Walter", "email": "walter@example.org" }),
        "contactRoleCreate" => json!({ "key": "investor", "name": "Investors" }),
        "contactRoleDelete" => {
            let input = json!({ "key": "removed", "name": "Removed" });
            let made = admin.change("contactRoleCreate", input, "contactRole { id }").await;
            json!({ "contactRoleId": made["contactRole"]["id"] })
        }
        "contactRoleUpdate" => {
            json!({ "contactRoleId": id("contactRole"), "name": "Shops", "color": "TEAL" })
        }
        "contactUnblock" => {
            let contact = json!({ "contactId": id("contact") });
            admin.change("contactBlock", contact.clone(), "contact { id }").await;
            contact
        }
        "contactDismissDuplicate" => {
            let (one, other) = (customer_of(scene).await, customer_of(scene).await);
            for contact in [&one, &other] {
                let input = json!({ "contactId": contact, "email": format!("{one}@example.org") });
                admin.change("contactUpdate", input, "contact { id }").await;
            }
            json!({ "contactId": one, "duplicateId": other })
        }
        "contactUndoUnite" => {
            let pulled = customer_of(scene).await;
            let input = json!({ "contactId": id("contact"), "pulledId": pulled });
            let selection = "contact { unites { uniteId } }";
            let made = admin.change("contactUnite", input, selection).await;
            json!({ "uniteId": made["contact"]["unites"][0]["uniteId"] })
        }
        "contactUnite" => {
            json!({ "contactId": id("contact"), "pulledId": customer_of(scene).await })
        }
        "contactSetConsent" => {
            return silent(
                json!({ "identityId": id("identity"), "isGiven": true, "textVersion": "2026-07" }),
            );
        }
        "contactEndSessions" => return silent(json!({ "contactId": id("contact") })),
        "contactErase" => {
            let contact = customer_of(scene).await;
            json!({ "contactId": contact, "confirmation": contact })
        }
        "contactExport" => return silent(json!({ "contactId": id("contact") })),
        "contactUpdate" => {
            json!({ "contactId": id("contact"), "name": "Ana Maria", "attributes": { "plan": "gold" } })
        }
        "contactUpsert" => json!({
            "channelId": id("webChannel"), "externalId": "42", "name": "Paula",
            "attributes": { "tier": "gold" },
        }),
        "deliveryRetry" => {
            let delivery = scene.fails_to_reply().await;
            json!({ "deliveryId": delivery, "decision": "RESEND" })
        }
        "draftDelete" => {
            draft(scene, "words so far").await;
            json!({ "chatId": id("chat"), "kind": "REPLY" })
        }
        "draftSave" => {
            let mut written = draft(scene, "words so far").await;
            written["body"] = json!("words so far, and more");
            written["expectedVersion"] = json!(1);
            written
        }
        "exportBegin" => return silent(json!({ "format": "MESSAGES_CSV", "includesNotes": true })),
        "inboundRequestReplay" => json!({ "inboundRequestId": id("inboundRequest") }),
        "invitationCreate" => {
            json!({ "email": "ines@example.org", "teamIds": [id("team")] })
        }
        "invitationRevoke" => {
            let input = json!({ "email": "iris@example.org" });
            let made = "created { invitation { id } }";
            let made = admin.change("invitationCreate", input, made).await;
            json!({ "invitationId": made["created"]["invitation"]["id"] })
        }
        "macroCreate" => json!({
            "scope": "EVERYONE", "title": "Now", "acts": [{ "priority": "HIGH" }],
        }),
        "macroDelete" => json!({ "macroId": macro_of(scene, json!({ "isRead": true })).await }),
        "macroRun" => {
            let label = label(scene, "By a macro").await;
            let by_macro = macro_of(scene, json!({ "labelId": label })).await;
            json!({ "macroId": by_macro, "chatId": id("chat"), "clientMutationId": "run it once" })
        }
        "macroUpdate" => {
            let row = macro_of(scene, json!({ "isRead": true })).await;
            json!({ "macroId": row, "title": "Unseen", "acts": [{ "isRead": false }] })
        }
        "messageEdit" => json!({ "messageId": reply(scene).await, "body": "better words" }),
        "messageReact" => json!({ "messageId": id("message"), "emoji": "👍" }),
        "messageReply" => {
            json!({ "chatId": id("chat"), "body": "an answer", "quotedMessageId": id("message") })
        }
        "messageDelete" => json!({ "messageId": reply(scene).await }),
        "noteTypingSet" => return silent(json!({ "chatId": id("chat"), "isTyping": true })),
        "noteCreate" => json!({ "chatId": id("chat"), "body": "a note" }),
        "noteDelete" => json!({ "noteId": note(scene).await }),
        "noteUpdate" => json!({ "noteId": note(scene).await, "body": "a better note" }),
        "operatorCreate" => {
            json!({ "name": "Olga", "email": "olga@example.org", "teamIds": [id("team")] })
        }
        "operatorBeginTotp" => json!({}),
        "operatorConfirmTotp" => json!({ "code": totp_of(scene, admin).await }),
        "operatorDisableTotp" => {
            let rita = operator(scene, "Rita").await;
            let (client, _) = scene.app.session_of("rita@example.org", admin, &rita).await;
            let code = json!({ "code": totp_of(scene, &client).await });
            client.change("operatorConfirmTotp", code, "recovery { codes }").await;
            json!({ "operatorId": rita })
        }
        "operatorChangePassword" => {
            let rita = operator(scene, "Rita").await;
            json!({ "operatorId": rita, "newPassword": format!("{PASSWORD} again") })
        }
        "operatorSetAvatar" => json!({ "operatorId": id("operator"), "image": PIXEL }),
        "operatorSetStatus" => json!({ "operatorId": id("operator"), "status": "AWAY" }),
        "operatorUpdate" => {
            json!({ "operatorId": id("operator"), "name": "Nora Jane", "teamIds": [id("team"), id("otherTeam")] })
        }
        "attributeKindCreate" => {
            json!({ "key": "plan", "name": "Plan", "valueType": "CHOICE", "choices": ["gold"] })
        }
        "attributeKindDelete" => {
            let input = json!({ "key": "removed", "name": "Removed", "valueType": "TEXT" });
            let made = admin.change("attributeKindCreate", input, "attributeKind { id }").await;
            json!({ "attributeKindId": made["attributeKind"]["id"] })
        }
        "attributeKindUpdate" => {
            json!({ "attributeKindId": id("attributeKind"), "name": "Places", "owner": "PRODUCT" })
        }
        "blockedAddressCreate" => json!({ "kind": "PHONE", "value": "+34 600 111 222" }),
        "blockedAddressDelete" => {
            let input = json!({ "kind": "PHONE", "value": "+34 600 333 444" });
            let made = admin.change("blockedAddressCreate", input, "blockedAddress { id }").await;
            json!({ "blockedAddressId": made["blockedAddress"]["id"] })
        }
        "broadcastCancel" | "broadcastDelete" | "broadcastStart" => {
            json!({ "broadcastId": broadcast(scene, &[]).await })
        }
        "broadcastCreate" => json!({
            "name": "Summer", "filter": { "isBlocked": false }, "templateId": id("template"),
            "channelIds": [id("webChannel"), id("channel")], "ratePerMinute": 60,
        }),
        "broadcastUpdate" => json!({
            "broadcastId": broadcast(scene, &[]).await, "name": "Winter", "ratePerMinute": 12,
            "beginsAt": null,
        }),
        "broadcastPause" => {
            json!({ "broadcastId": broadcast(scene, &["broadcastStart"]).await })
        }
        "broadcastResume" => {
            let acts = ["broadcastStart", "broadcastPause"];
            json!({ "broadcastId": broadcast(scene, &acts).await })
        }
        "closeReasonCreate" => json!({ "name": "Lost" }),
        "closeReasonUpdate" => {
            json!({ "closeReasonId": id("reason"), "name": "Found", "isActive": false })
        }
        "labelCreate" => json!({ "name": "New" }),
        "labelUpdate" => {
            let label = label(scene, "Edited").await;
            json!({ "labelId": label, "name": "Better", "color": "RED", "isActive": false })
        }
        "labelMerge" => {
            let (first, second) = (label(scene, "Doubled").await, label(scene, "Kept").await);
            let marked = json!({ "chatId": id("chat"), "labelId": first });
            admin.change("chatLabel", marked, "chat { id }").await;
            json!({ "labelId": first, "intoLabelId": second })
        }
        "labelDelete" => json!({ "labelId": label(scene, "Removed").await }),
        "referenceKindCreate" => json!({ "key": "order", "name": "Order" }),
        "referenceKindUpdate" => {
            let url = "https://shop.example.com/payments/{id}";
            json!({ "referenceKindId": id("referenceKind"), "urlTemplate": url })
        }
        "referenceKindDelete" => {
            let input = json!({ "key": "removed", "name": "Removed" });
            let made = admin.change("referenceKindCreate", input, "referenceKind { id }").await;
            json!({ "referenceKindId": made["referenceKind"]["id"] })
        }
        "replacementCreate" => json!({ "scope": "EVERYONE", "token": "brb", "text": "back soon" }),
        "replacementDelete" => json!({ "replacementId": replacement(scene, "omw").await }),
        "replacementUpdate" => {
            json!({ "replacementId": replacement(scene, "thx").await, "text": "thank you" })
        }
        "replyCancel" => json!({ "pendingReplyId": pending_reply(scene).await }),
        "replySchedule" => {
            json!({ "chatId": id("chat"), "body": "an answer for later", "releaseAt": LATER })
        }
        "notificationRead" => json!({ "notificationId": told_to_admin(scene).await["id"] }),
        "notificationsRead" => json!({ "chatId": told_to_admin(scene).await["chatId"] }),
        "pushSubscriptionCreate" => subscription("new"),
        "pushSubscriptionDelete" => json!({ "pushSubscriptionId": browser(scene, "old").await }),
        "pushSubscriptionTest" => {
            return silent(json!({ "pushSubscriptionId": browser(scene, "tried").await }));
        }
        "preferencesUpdate" => json!({ "theme": other_theme(scene).await }),
        "retentionRuleCreate" => {
            json!({ "name": "After a year", "filter": {}, "afterDays": 365, "act": "ERASE" })
        }
        "retentionRuleDelete" => json!({ "retentionRuleId": retention_rule(scene).await }),
        "retentionRuleUpdate" => {
            json!({ "retentionRuleId": retention_rule(scene).await, "afterDays": 730 })
        }
        "roleCreate" => json!({ "name": "Trainee", "permissions": ["CHAT_READ"] }),
        "roleUpdate" => {
            json!({ "roleId": role(scene, "Edited").await, "permissions": ["CHAT_READ", "CHAT_NOTE"] })
        }
        "roleDelete" => json!({ "roleId": role(scene, "Removed").await }),
        "ruleSave" => {
            json!({ "key": "80-new", "source": NEVER, "tests": "", "comment": "at first" })
        }
        "ruleEnable" => json!({ "ruleId": rule(scene, "81-enabled", false).await }),
        "ruleDisable" => json!({ "ruleId": rule(scene, "82-disabled", true).await }),
        "ruleDelete" => json!({ "ruleId": rule(scene, "83-deleted", false).await }),
        "ruleListSave" => json!({ "key": "new-words", "words": "invoice*" }),
        "ruleListDelete" => json!({ "ruleListId": rule_list(scene, "old-words").await }),
        "scheduleCreate" => json!({
            "name": "At night", "timeZone": "Europe/Kyiv",
            "hours": [{ "weekday": "SUNDAY", "fromMinute": 0, "toMinute": 360 }],
        }),
        "scheduleUpdate" => {
            json!({ "scheduleId": schedule(scene, "Edited").await, "isDefault": true })
        }
        "scheduleDelete" => json!({ "scheduleId": schedule(scene, "Removed").await }),
        "searchRebuild" => return silent(json!({})),
        "sessionRevoke" => {
            let (_, session) = scene
                .app
                .session_of("rita@example.org", admin, &operator(scene, "Rita").await)
                .await;
            return silent(json!({ "sessionId": session }));
        }
        "settingUpdate" => json!({ "isTypingPreviewOn": !preview(scene).await }),
        "teamCreate" => json!({ "name": "Dusk", "operatorIds": [id("operator")] }),
        "teamDelete" => {
            let input = json!({ "name": "Dawn", "operatorIds": [id("operator")] });
            let made = admin.change("teamCreate", input, "team { id }").await;
            json!({ "teamId": made["team"]["id"] })
        }
        "teamUpdate" => json!({ "teamId": id("team"), "name": "Midnight", "operatorIds": [] }),
        "templateCreate" => text("EVERYONE", "hours"),
        "templateDelete" => json!({ "templateId": template(scene, "refund").await }),
        "templateUpdate" => {
            let texts = json!([{ "locale": "en", "body": "We are sorry.", "format": "PLAIN" }]);
            json!({ "templateId": template(scene, "sorry").await, "title": "Sorry", "texts": texts })
        }
        "tokenCreate" => return silent(json!({ "name": "robot", "permissions": ["CHAT_READ"] })),
        "tokenRevoke" => {
            let input = json!({ "name": "old robot", "permissions": ["CHAT_READ"] });
            let made = admin.change("tokenCreate", input, "created { token { id } }").await;
            return silent(json!({ "tokenId": made["created"]["token"]["id"] }));
        }
        "transcriptBegin" => {
            return silent(
                json!({ "chatId": id("chat"), "format": "HTML", "audience": "OPERATORS" }),
            );
        }
        "typingSet" => return silent(json!({ "chatId": id("chat"), "isTyping": true })),
        "viewCreate" => json!({
            "name": "New ones", "scope": "EVERYONE", "filter": { "status": ["NEW"] },
        }),
        "viewUpdate" => {
            let view = view(scene, "Late").await;
            json!({ "viewId": view, "name": "Later", "filter": { "not": { "isMine": true } } })
        }
        "viewDelete" => json!({ "viewId": view(scene, "Removed").await }),
        other => missing(other),
    };
    Recipe { input, is_seen: true }
}

fn missing(mutation: &str) -> ! {
    panic!("{mutation} has no recipe: say here how it is done once with effect")
}

/// Has an effect that no screen of lists and chats shows.
fn silent(input: Value) -> Recipe {
    Recipe { input, is_seen: false }
}
