/** The cross that closes a layer. */

interface CloseProps {
  /** For those who cannot see the cross. */
  label: string;
  onPress: () => void;
}

export function Close({ label, onPress }: CloseProps) {
  return (
    <button type="button" class="close" aria-label={label} onClick={onPress}>
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <path d="M6 6l12 12M18 6L6 18" stroke="currentColor" stroke-width="1.75" />
      </svg>
    </button>
  );
}
