import { useState } from "react";
import type { Story } from "../gallery";
import { Tabs } from "./tabs";

const TABS = [
  { id: "chats", text: "Chats", count: { of: 6, label: "6 chats" }, content: "Six chats." },
  { id: "notes", text: "Notes", count: { of: 2, label: "2 notes" }, content: "Two notes." },
  { id: "pages", text: "Pages", content: "No page was seen." },
  { id: "consent", text: "Consent", isDisabled: true, content: "" },
];

function Kept() {
  const [value, setValue] = useState("chats");
  return <Tabs label="About Ana Kovac" tabs={TABS} value={value} onChange={setValue} />;
}

export default { name: "Tabs", states: { four: <Kept /> } } satisfies Story;
