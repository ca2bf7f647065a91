/** Who of the company is there, by their initials. */

interface AvatarsProps {
  names: readonly string[];
  size?: "small" | "large";
}

/** The first letters of the first and the last word, whatever they are written in. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters
    .map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 0x20).trim())
    .join("")
    .toLocaleUpperCase();
}

export function Avatars({ names, size = "small" }: AvatarsProps) {
  return (
    <span class="avatars" data-size={size} aria-hidden="true">
      {names.slice(0, 3).map((name) => (
        <span key={name} class="avatars-one">
          {initials(name)}
        </span>
      ))}
    </span>
  );
}
