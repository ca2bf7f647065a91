//! Which tokens a text has, and which of them a query with the same text asks for.

use super::*;

fn words(text: &str) -> Vec<String> {
    pieces(text).into_iter().map(|piece| piece.text).collect()
}

fn wanted(text: &str) -> Vec<String> {
    asked(text).into_iter().map(|(_, word)| word).collect()
}

#[test]
fn words_are_folded() {
    assert_eq!(words("Größe CAFÉ Ｆｕｌｌ #4821!"), ["grosse", "cafe", "full", "4821"]);
}

#[test]
fn scripts_without_spaces_become_pairs_and_their_last_character() {
    assert_eq!(words("退款申请"), ["退款", "款申", "申请", "请"]);
    assert_eq!(words("茶"), ["茶"]);
    assert_eq!(words("注文order番号"), ["注文", "文", "order", "番号", "号"]);
    assert_eq!(words("환불을 요청"), ["환불", "불을", "을", "요청", "청"]);
    assert_eq!(wanted("退款申请"), ["退款", "款申", "申请"]);
    assert_eq!(wanted("注文order番号"), ["注文", "文", "order", "番号"]);
    assert!(is_half("退") && is_half("ที่") && !is_half("退款") && !is_half("a"));
}

#[test]
fn an_apostrophe_joins_and_parts() {
    for text in ["Лук'яненко", "Лук’яненко", "Лукʼяненко"] {
        assert_eq!(words(text), ["лукяненко", "лук", "яненко"], "{text}");
        assert_eq!(wanted(text), ["лукяненко"], "{text}");
    }
    assert_eq!(words("'quoted' words'"), ["quoted", "words"]);
    let places: Vec<usize> = pieces("l'eau de").into_iter().map(|piece| piece.position).collect();
    assert_eq!(places, [0, 0, 0, 1], "one word stands in one place");
}

#[test]
fn emoji_are_found_and_part_no_words() {
    assert_eq!(words("👋🏽 hi 👍👍 you 🇺🇦"), ["👋", "hi", "👍", "you", "🇺🇦"]);
    assert_eq!(words("👨‍👩‍👧"), ["👨", "👩", "👧"]);
    assert_eq!(wanted("👋🏽"), ["👋"]);
    assert_eq!(wanted("hi 👋🏽"), ["hi"]);
    assert_eq!(literal("hi 👋🏽 you"), literal("hi you"));
}

#[test]
fn long_words_are_cut() {
    let word = "ж".repeat(100);
    let tokens = words(&word);
    assert_eq!(tokens.concat(), word);
    assert!(tokens.len() > 1 && tokens.iter().all(|token| token.len() <= limits::TOKEN_BYTES));
    assert_eq!(wanted(&word), tokens);
}

#[test]
fn what_a_query_reads_as_syntax_can_be_asked_for_as_text() {
    let texts =
        |placed: Vec<Placed>| -> Vec<String> { placed.into_iter().map(|(_, word)| word).collect() };
    assert_eq!(texts(literal("run it -v now")), ["run", "it", "-v", "now"]);
    assert_eq!(texts(literal("set from:me \"-\" a-b")), ["set", "from:", "me", "a", "b"]);
    assert_eq!(texts(literal("no -\"late bus\"")), ["no", "-late", "bus"]);
    assert_eq!(wanted("run it -v now"), ["run", "it", "v", "now"]);
}

#[test]
fn ranges_point_into_the_original() {
    let text = "Привіт 👋🏽 退款 ca\u{ad}fé, d'où";
    for piece in pieces(text).iter().filter(|piece| piece.role == Role::Whole) {
        let original = fold(&text[piece.from..piece.to]);
        assert_eq!(original.replace('\'', ""), piece.text);
    }
}

#[test]
fn every_text_asks_only_for_tokens_that_it_has_at_their_places() {
    for text in
        ["", "-", "a", "退", "l'退'eau", "👍-x from:\"y\" 환불을", "\u{301}\u{200b}", "a\u{200b}-b"]
    {
        let all: Vec<Placed> =
            pieces(text).into_iter().map(|piece| (piece.position, piece.text)).collect();
        for placed in asked(text).into_iter().chain(literal(text)) {
            assert!(all.contains(&placed), "{text}: {placed:?}");
        }
        assert!(all.is_sorted_by_key(|(position, _)| *position), "{text}");
    }
}
