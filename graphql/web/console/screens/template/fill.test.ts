import { describe, expect, it } from "vitest";
import { fill, isPlain, knownOf } from "./fill";

const known = knownOf(
  {
    number: 7,
    subject: null,
    contact: { name: "Ana Kovac", email: null, phone: "", role: "merchant" },
  },
  "Olha Kovalenko",
);
const said = (source: string) =>
  fill(source, known)
    .map(({ text }) => text)
    .join("");

describe("a template's text", () => {
  it("says what is known", () => {
    expect(said("Hello {{ contact.first_name }}, {{contact.role}} #{{ chat.number }}!")).toBe(
      "Hello Ana, merchant #7!",
    );
    expect(said("{{operator.first_name}}")).toBe("Olha");
  });

  it("leaves and marks what nothing is known for, or what is not called so", () => {
    expect(fill("{{ contact.email }}", known)).toEqual([
      { text: "{{contact.email}}", isMissing: true, at: 0 },
    ]);
    expect(said("{{ contact.phone }} {{ chat.colour }}")).toBe("{{contact.phone}} {{chat.colour}}");
  });

  it("with conditions is the server's", () => {
    expect(isPlain("Hello {{ contact.name }}")).toBe(true);
    expect(isPlain("{% if contact.email %}x{% endif %}")).toBe(false);
    expect(isPlain("{# why #}")).toBe(false);
  });
});
