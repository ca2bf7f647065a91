/** Somebody types. */

interface TypingDotsProps {
  /** Said in words, for those who cannot see the dots. */
  label: string;
}

export function TypingDots({ label }: TypingDotsProps) {
  return (
    <span class="typing-dots" role="img" aria-label={label}>
      <span class="typing-dots-dot" />
      <span class="typing-dots-dot" />
      <span class="typing-dots-dot" />
    </span>
  );
}
