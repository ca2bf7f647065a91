/** The emojis that helpdesks write. Few on purpose: the system's own picker has all. */

const all = (text: string): readonly string[] => text.split(" ");

export const EMOJI_GROUPS = {
  faces: all(
    "🙂 😀 😄 😁 😅 😂 🤣 😊 😉 😍 🥰 😘 😋 😎 🤓 🤔 🤨 😐 😶 🙄 😏 😬 😌 😴 😷 🤒 🤗 🤝 🥳 😕 🙁 😟 😢 😭 😤 😡 🤯 😱 😳 🥺",
  ),
  hands: all("👍 👎 👌 ✌️ 🤞 👋 🙌 👏 🙏 💪 👉 👈 👆 👇 ☝️ ✋ ✍️ 👀"),
  hearts: all("❤️ 🧡 💛 💚 💙 💜 🖤 💔 ✅ ❌ ⚠️ ❓ ❗ ℹ️ ⭐ 🔥 💯 🎉 ✨ 🚀"),
  things: all("📎 📄 📁 📅 📌 🔒 🔑 💳 💰 💸 🧾 📦 🚚 🏠 🏦 📱 💻 📧 📞 🔔 ⏰ ⏳ 🛠️ 🐛 💡 🎁 ☕"),
  weather: all("☀️ 🌤️ ☁️ 🌧️ ⛈️ ❄️ 🌈 🌙 🌍 🌱 🌸 🍀"),
} as const;

export type EmojiGroup = keyof typeof EMOJI_GROUPS;
