/** What the console's designer and the widget agree on: the settings of a form, drawn by the widget itself. */
import type { Language } from "../words/language";

export type PreviewScreen = "home" | "before" | "chat" | "consent";
export type Asked = "NO" | "OPTIONAL" | "REQUIRED";

/** All that the widget is told, as if it were saved. */
export interface Previewed {
  title: string;
  label: string;
  failure: string;
  /** `#RRGGBB`, both. */
  accent: string;
  onAccent: string;
  side: "start" | "end";
  greeting: string | null;
  /** In the place of the greeting, outside of business hours. */
  closedText: string | null;
  /** Is it within the channel's business hours. */
  isWithinHours: boolean;
  askName: Asked;
  askEmail: Asked;
  isIdentityRequired: boolean;
  /** Who is online; nobody: the widget is offline. */
  operatorNames: string[];
  consent: { version: string; text: string; url: string | null } | null;
  language: Language;
  theme: "light" | "dark";
  screen: PreviewScreen;
  /** As wide and high as all of its place, as on a phone. */
  isPhone: boolean;
  isOpen: boolean;
  /** What is told of a message that somebody writes there: it is not sent. */
  refusal: string;
}

export interface Preview {
  show: (previewed: Previewed) => Promise<void>;
  end: () => void;
}

/** What the module of the widget's app gives whoever previews it. */
export interface PreviewModule {
  preview: () => Promise<{ createPreview: (place: HTMLElement) => Preview }>;
}
