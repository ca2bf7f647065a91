//! Guests that misbehave: each is stopped, named, and the next call works.

use crate::{
    limits::SUSPENSION,
    testing::{TestHost, attempt, outbound, request},
};
use switchboard_model::connector::{ConnectorError, ErrorClass};

const FINE: &str = "outbound.follow-up { (i32.const 1024) }";

async fn parse_error(body: &str) -> (TestHost, ConnectorError) {
    let host = TestHost::with(&format!("inbound.parse {{ {body} }} {FINE}")).await;
    let connector = host.connector().await;
    let error = connector.parse(&request("x")).await.expect_err("the guest misbehaves");
    let next = connector.follow_up(&serde_json::json!({})).await;
    assert_eq!(next, Ok(()), "the next call must work");
    (host, error)
}

#[tokio::test]
async fn an_endless_loop_is_stopped() {
    let (host, error) = parse_error("(loop $again (br $again)) unreachable").await;
    assert_eq!((error.class, error.code.as_str()), (ErrorClass::Transient, "plugin.cpu"));
    assert_eq!(host.strikes(), 1);
}

#[tokio::test]
async fn a_guest_that_takes_all_memory_is_stopped() {
    let (host, error) = parse_error(
        "(loop $more (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) unreachable",
    )
    .await;
    assert_eq!((error.class, error.code.as_str()), (ErrorClass::Permanent, "plugin.memory"));
    assert!(host.host.status()[0].metrics.memory_peak_bytes.get() <= 4 << 20);
}

#[tokio::test]
async fn a_trap_is_an_error_with_its_place() {
    let (_, error) = parse_error("unreachable").await;
    assert_eq!((error.class, error.code.as_str()), (ErrorClass::Permanent, "plugin.trap"));
    assert!(error.message.contains("unreachable"), "{}", error.message);
}

#[tokio::test]
async fn a_panic_keeps_its_words() {
    let words = crate::testing::text("the guest's own words");
    let body =
        format!("(call $sys.log (i32.const 3) {words} (i32.const 0) (i32.const 0)) unreachable");
    let (_, error) = parse_error(&body).await;
    assert!(error.message.contains("the guest's own words"), "{}", error.message);
}

#[tokio::test]
async fn too_deep_a_recursion_is_a_trap_and_not_the_end_of_the_process() {
    let functions = format!(
        "inbound.parse {{ (call $deep) (i32.const 1024)) (func $deep (call $deep) (call $deep) }} {FINE}"
    );
    let host = TestHost::with(&functions).await;
    let error = host.connector().await.parse(&request("x")).await.unwrap_err();
    assert_eq!(error.code, "plugin.trap");
    let (cause, place) = error.message.split_once("; ").expect("a cause and a place");
    assert!(cause.contains("call stack exhausted") && place.contains("deep"), "{}", error.message);
}

#[tokio::test]
async fn a_flood_of_host_calls_is_bounded() {
    let (_, error) =
        parse_error("(loop $again (call $sys.settings (i32.const 2048)) (br $again)) unreachable")
            .await;
    assert!(error.message.contains("too many host calls"), "{}", error.message);

    // Where an error can be returned, it is: the guest sees `denied` and passes it on.
    let key = crate::testing::text("token");
    let host = TestHost::with(&format!(
        "outbound.follow-up {{ (loop $again (call $kv.get {key} (i32.const 2048)) \
         (br_if $again (i32.eqz (i32.load8_u (i32.const 2048))))) (i32.const 2048) }}"
    ))
    .await;
    let error = host.connector().await.follow_up(&serde_json::json!({})).await.unwrap_err();
    assert_eq!((error.class, error.code.as_str()), (ErrorClass::Denied, "call.too-many"));
}

#[tokio::test]
async fn answers_that_cannot_be_are_refused() {
    for (what, body) in [
        ("a pointer out of memory", "(i32.const 0x7ffffff0)"),
        ("an unaligned pointer", "(i32.const 1025)"),
        (
            "a case that does not exist",
            "(i32.store8 (i32.const 2048) (i32.const 7)) (i32.const 2048)",
        ),
        (
            "a list longer than the memory",
            "(i32.store (i32.const 2052) (i32.const 1024)) (i32.store (i32.const 2056) (i32.const 0x7fffffff)) (i32.const 2048)",
        ),
        (
            "an item whose key is empty",
            "(i32.store (i32.const 2052) (i32.const 1024)) (i32.store (i32.const 2056) (i32.const 1)) (i32.const 2048)",
        ),
    ] {
        let (_, error) = parse_error(body).await;
        assert_eq!(error.code, "plugin.contract", "{what}: {}", error.message);
        assert_eq!(error.class, ErrorClass::Permanent, "{what}");
    }
}

#[tokio::test]
async fn a_send_that_traps_before_any_request_may_be_tried_again() {
    let host = TestHost::with("").await;
    let error = host.connector().await.send(&outbound(), &attempt("k")).await.unwrap_err();
    assert_eq!((error.class, error.code.as_str()), (ErrorClass::Transient, "plugin.trap"));
}

#[tokio::test]
async fn three_failing_inputs_suspend_until_it_works_again_or_an_admin_resumes() {
    let host = TestHost::with(FINE).await;
    let connector = host.connector().await;
    for body in ["a", "a", "a", "b", "c"] {
        assert_eq!(connector.parse(&request(body)).await.unwrap_err().code, "plugin.trap");
    }
    let error = connector.follow_up(&serde_json::json!({})).await.unwrap_err();
    assert_eq!((error.class, error.code.as_str()), (ErrorClass::Transient, "plugin.suspended"));
    assert!(host.host.status()[0].suspended.is_some());
    assert!(host.host.resume(crate::testing::PLUGIN));
    connector.follow_up(&serde_json::json!({})).await.unwrap();

    for body in ["d", "e", "f"] {
        connector.parse(&request(body)).await.unwrap_err();
    }
    assert!(host.host.status()[0].suspended.is_some());
    host.ports.clock.pass_ms(SUSPENSION.as_millis().try_into().unwrap());
    connector.follow_up(&serde_json::json!({})).await.unwrap();
    assert!(host.host.status()[0].suspended.is_none());
}
