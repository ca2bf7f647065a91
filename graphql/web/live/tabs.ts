/** What the tabs of one browser tell each other: each message reaches all tabs but its own. */
import { Listeners } from "./listeners";

export interface Tabs<Message> {
  tell(message: Message): void;
  listen(listener: (message: Message) => void): () => void;
  close(): void;
}

export function joinTabs<Message>(name: string): Tabs<Message> {
  const listeners = new Listeners<[Message]>();
  if (typeof BroadcastChannel === "undefined") {
    return { tell() {}, listen: (listener) => listeners.add(listener), close() {} };
  }
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => listeners.tell(data);
  return {
    tell: (message) => channel.postMessage(message),
    listen: (listener) => listeners.add(listener),
    close: () => channel.close(),
  };
}
