//! Messages in several languages, the same for the same seed: 329 bytes in the mean, few long.

use rand::{Rng, SeedableRng, rngs::StdRng};

/// The seed of all texts.
pub const SEED: u64 = 2_026;
/// Mean length of a message, in bytes.
const MEAN_BYTES: f64 = 329.0;
/// Shortest target of a length, in bytes.
const SHORTEST: f64 = 24.0;
/// What a text exceeds its target by in the mean: half a word.
const OVERSHOOT: f64 = 5.0;
/// Longest target, in multiples of the mean.
const LONGEST: f64 = 8.0;

const LANGUAGES: [&str; 6] = [
    "hello please order number has not arrived yet when will the courier deliver my job the payment \
     was taken twice refund card account password reset link does not open invoice thanks again size \
     colour exchange return broken screen battery warranty manual shop address opening hours today",
    "добрий день замовлення номер ще не прийшло коли кур'єр доставить мою посилку оплата пройшла двічі \
     поверніть кошти картка рахунок пароль посилання не відкривається дякую розмір колір обмін \
     повернення зламаний екран гарантія адреса магазину години роботи сьогодні будь ласка",
    "guten tag meine bestellung ist noch nicht angekommen wann liefert der bote mein paket die zahlung \
     wurde doppelt abgebucht bitte erstatten karte konto passwort der link öffnet sich nicht rechnung \
     vielen dank größe farbe umtausch rückgabe kaputt bildschirm garantie öffnungszeiten heute",
    "buenos días mi pedido todavía no ha llegado cuándo entrega el mensajero mi paquete el pago se cobró \
     dos veces devolución tarjeta cuenta contraseña el enlace no abre factura muchas gracias talla \
     color cambio roto pantalla garantía dirección de la tienda horario hoy por favor",
    "dzień dobry moje zamówienie jeszcze nie dotarło kiedy kurier dostarczy paczkę płatność pobrano \
     dwa razy proszę o zwrot karta konto hasło link się nie otwiera faktura dziękuję rozmiar kolor \
     wymiana zepsuty ekran gwarancja adres sklepu godziny otwarcia dzisiaj",
    "您好 我的订单 还没有 到 快递 什么时候 送达 付款 扣了 两次 请 退款 银行卡 账户 密码 链接 打不开 发票 谢谢 \
     尺寸 颜色 换货 退货 屏幕 坏了 保修 商店 地址 营业时间 今天 客服 优惠券 会员 积分 地址 修改 取消",
];

/// A source of messages.
pub struct Corpus {
    random: StdRng,
    languages: Vec<Vec<&'static str>>,
}

impl Corpus {
    /// The messages of a part: parts differ, each is the same in every run.
    pub fn part(number: u64) -> Self {
        let languages = LANGUAGES.iter().map(|words| words.split_whitespace().collect()).collect();
        Self { random: StdRng::seed_from_u64(SEED ^ (number << 16)), languages }
    }

    /// The next message.
    pub fn message(&mut self) -> String {
        let language = self.random.random_range(0..self.languages.len());
        let share: f64 = self.random.random();
        let beyond = MEAN_BYTES - SHORTEST - OVERSHOOT;
        let target = SHORTEST + (-(1.0 - share).ln()).min(LONGEST) * beyond;
        let mut text = String::new();
        while (text.len() as f64) < target {
            let words = &self.languages[language];
            let word = words[self.random.random_range(0..words.len())];
            // One word in twenty is a number: of an order, a price, a phone.
            match self.random.random_range(0..20) {
                0 => text.push_str(&self.random.random_range(100..99_999).to_string()),
                _ => text.push_str(word),
            }
            text.push(' ');
        }
        text.truncate(text.trim_end().len());
        text
    }
}
