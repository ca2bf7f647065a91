/** The three lists of this screen, told apart by the ids of what is open. Pure. */

export const KINDS = ["template", "macro", "replacement"] as const;
export type Kind = (typeof KINDS)[number];

/** The address of an entry that is not there yet. */
export const newOf = (kind: Kind): string => `new-${kind}`;

/** What is open says which list it is in; else the address does. */
export function kindOf(openId: string | undefined, asked: string | undefined): Kind {
  return (
    KINDS.find((kind) => openId === newOf(kind) || openId?.startsWith(`${kind}_`)) ??
    KINDS.find((kind) => kind === asked) ??
    "template"
  );
}
