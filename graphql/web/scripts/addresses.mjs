/** The addresses at which every screen is pictured; a test holds them against the console's own list. */

/**
 * What the addresses need of the demo.
 * @typedef {{ chat: string, contact: string }} Found
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
  {
    pattern: "/search",
    visits: [
      { name: "search", at: () => "/search" },
      { name: "search_hits", at: () => "/search?q=payout" },
    ],
  },
  {
    pattern: "/contacts/:contact?",
    visits: [
      { name: "contacts", at: () => "/contacts" },
      { name: "contact", at: ({ contact }) => `/contacts/${contact}` },
    ],
  },
  {
    pattern: "/settings/channels/:id?",
    visits: [{ name: "channels", at: () => "/settings/channels" }],
  },
  {
    pattern: "/settings/schedules/:id?",
    visits: [
      { name: "schedules", at: () => "/settings/schedules" },
      { name: "schedule_new", at: () => "/settings/schedules/new" },
    ],
  },
  {
    pattern: "/settings/operators/:id?",
    visits: [{ name: "operators", at: () => "/settings/operators" }],
  },
  { pattern: "/settings/teams/:id?", visits: [{ name: "teams", at: () => "/settings/teams" }] },
  { pattern: "/settings/roles/:id?", visits: [{ name: "roles", at: () => "/settings/roles" }] },
  { pattern: "/settings/audit", visits: [{ name: "audit", at: () => "/settings/audit" }] },
  {
    pattern: "/settings/close-reasons/:id?",
    visits: [{ name: "close_reasons", at: () => "/settings/close-reasons" }],
  },
  { pattern: "/settings/views/:id?", visits: [{ name: "views", at: () => "/settings/views" }] },
  {
    pattern: "/settings/templates/:id?",
    visits: [{ name: "templates", at: () => "/settings/templates" }],
  },
  { pattern: "/settings/labels/:id?", visits: [{ name: "labels", at: () => "/settings/labels" }] },
  { pattern: "/profile", visits: [{ name: "profile", at: () => "/profile" }] },
];

/** The patterns in a list of screens or of sections, in their order. @param {string} text */
export const patternsIn = (text) =>
  [...text.matchAll(/\{\s*path: "([^"]+)",[^}]*Screen: (?:lazy|apart)\(/g)].map(([, path]) => path);
