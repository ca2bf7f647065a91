/** What a page and the widget say to each other. The loader keeps the page's calls until the app is there. */
import type { Language } from "../words/language";

/** What the app does for the page. */
export interface Calls {
  /** Who the visitor is: the token (JWT) that the page's own server signed. */
  identify: (token: string) => Promise<void>;
  /** Ends the visit and empties what the browser keeps of it. */
  forget: () => Promise<void>;
  /** The page has asked for consent itself: given, or taken back. */
  consent: (isGiven: boolean) => Promise<void>;
  /** What the chat is about, in the page's own product. */
  setReference: (reference: Reference) => Promise<void>;
  /** The language to speak (BCP 47). */
  setLanguage: (language: string) => Promise<void>;
  /** The page that the visitor sees, where the address bar does not tell it. */
  setPage: (page: Page) => Promise<void>;
  /** Writes into the fields; sends nothing. */
  prefill: (fields: Prefill) => Promise<void>;
}

export interface Reference {
  /** The key of its kind, as the company named it. */
  kind: string;
  externalId: string;
  title?: string;
}

export interface Page {
  url?: string;
  title?: string;
}

export interface Prefill {
  name?: string;
  email?: string;
  message?: string;
}

/** What the page may listen to, and what it is told. */
export interface Events {
  ready: undefined;
  open: undefined;
  close: undefined;
  /** A message of the company came. */
  message: { id: string; body: string };
  /** How many messages are not read. */
  unread: number;
  /** The token was refused: call `identify` with a fresh one. */
  "identity-expired": undefined;
  error: Error;
}

export type Emit = <Name extends keyof Events>(name: Name, detail: Events[Name]) => void;

/** What the app is given by the loader. */
export interface Surroundings {
  root: ShadowRoot;
  wrapper: HTMLElement;
  /** Of the script or the page or the reader, where there are words for one of them. */
  language: Language | undefined;
  /** It stands in an element of the page, without a launcher. */
  isInline: () => boolean;
  emit: Emit;
  open: () => void;
  close: () => void;
  badge: (count: number) => void;
  speak: (language: Language) => void;
  /** The desk does not let this page show the chat. */
  refuse: (reason: string) => void;
}

/** What the loader may do with the app. */
export interface App {
  show: (isOpen: boolean) => void;
  /** The element was taken from the page and put back, or into another place. */
  moved: () => void;
  calls: Calls;
}
