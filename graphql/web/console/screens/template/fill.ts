/** What a text says with what is known of somebody, as the server fills it; texts with conditions are the server's alone. Pure. */

/** What the server knows of a chat, its customer and whoever writes. */
export const VARIABLES = [
  "contact.first_name",
  "contact.name",
  "contact.email",
  "contact.phone",
  "contact.role",
  "operator.first_name",
  "operator.name",
  "chat.number",
  "chat.subject",
] as const;
export type Variable = (typeof VARIABLES)[number];

export type Known = Partial<Record<Variable, string>>;

export interface Part {
  text: string;
  /** A variable that nothing is known for. */
  isMissing: boolean;
  /** Where in the text it begins. */
  at: number;
}

/** Nothing in it but texts and variables. */
export const isPlain = (source: string): boolean => !/\{[%#]/.test(source);

export function fill(source: string, known: Known): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of source.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)) {
    const [whole, name] = match;
    if (match.index > end) {
      parts.push({ text: source.slice(end, match.index), isMissing: false, at: end });
    }
    const value = known[name as Variable];
    parts.push({ text: value ?? `{{${name}}}`, isMissing: value === undefined, at: match.index });
    end = match.index + whole.length;
  }
  if (end < source.length) {
    parts.push({ text: source.slice(end), isMissing: false, at: end });
  }
  return parts;
}

interface Shown {
  number: number;
  subject: string | null;
  contact: { name: string; email: string | null; phone: string | null; role: string | null };
}

export function knownOf(chat: Shown, operatorName: string): Known {
  const { contact } = chat;
  const first = (name: string) => name.trim().split(/\s+/)[0] ?? "";
  const all: Record<Variable, string | null> = {
    "contact.first_name": first(contact.name),
    "contact.name": contact.name,
    "contact.email": contact.email,
    "contact.phone": contact.phone,
    "contact.role": contact.role,
    "operator.first_name": first(operatorName),
    "operator.name": operatorName,
    "chat.number": String(chat.number),
    "chat.subject": chat.subject,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value));
}
