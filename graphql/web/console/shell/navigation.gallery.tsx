import { BookUser, Inbox, Search, Settings } from "lucide-react";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import type { Story } from "../gallery";
import { Navigation } from "./navigation";

const PLACES = [
  { path: "/inbox", text: "Inbox", icon: Inbox, count: { of: 12, label: "12 unread chats" } },
  { path: "/search", text: "Search", icon: Search },
  { path: "/contacts", text: "Contacts", icon: BookUser },
  { path: "/settings", text: "Settings", icon: Settings },
];
const { hook } = memoryLocation({ path: "/inbox/4127" });
const told = { desk: "Lumen Pay", onKeys: () => undefined };

export default {
  name: "Navigation",
  states: {
    rail: (
      <Router hook={hook}>
        <div style={{ display: "flex", blockSize: 420 }}>
          <Navigation {...told} places={PLACES} isBar={false} />
        </div>
      </Router>
    ),
    bar: (
      <Router hook={hook}>
        <Navigation {...told} places={PLACES} isBar />
      </Router>
    ),
    "of a desk without screens": (
      <Router hook={hook}>
        <div style={{ display: "flex", blockSize: 240 }}>
          <Navigation {...told} places={[]} isBar={false} />
        </div>
      </Router>
    ),
  },
} satisfies Story;
