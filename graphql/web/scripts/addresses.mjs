/** The addresses at which every screen is pictured; a test holds them against the console's own list. */

/**
 * What the addresses need of the demo.
 * @typedef {{ chat: string }} Found
 */

/**
 * `pattern` as it stands in `routes.tsx`; each visit with the name of its picture.
 * @type {readonly { pattern: string, visits: readonly { name: string, at: (found: Found) => string }[] }[]}
 */
export const ADDRESSES = [
  {
    pattern: "/inbox/:chat?",
    visits: [
      { name: "inbox", at: () => "/inbox" },
      { name: "chat", at: ({ chat }) => `/inbox/${chat}` },
    ],
  },
  { pattern: "/profile", visits: [{ name: "profile", at: () => "/profile" }] },
];

/** The patterns in a list of screens or of sections, in their order. @param {string} text */
export const patternsIn = (text) =>
  [...text.matchAll(/\{\s*path: "([^"]+)",[^}]*Screen: lazy\(/g)].map(([, path]) => path);
