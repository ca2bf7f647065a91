/** What the server writes around the loader of a channel: `/widget/<key>.js` asks nothing else to begin. */
export interface Settings {
  /** The channel's key. */
  key: string;
  /** The desk, such as `https://desk.example`. */
  origin: string;
  /** The app's module, `/widget/app.<hash>.js`. */
  app: string;
  /** What stands on the launcher for those who cannot see it, in the channel's language. */
  label: string;
  /** What stands beside the launcher when the app could not be fetched, in the channel's language. */
  failure: string;
  /** What stands over the chat: the name under which the company answers. */
  title: string;
  /** The company's colour and what is drawn on it, `#RRGGBB`. */
  accent: string;
  onAccent: string;
  /** The launcher's corner, in the direction in which the page is written. */
  side: "start" | "end";
  /** Where the launcher lies among the page's layers. */
  layer: number;
}
