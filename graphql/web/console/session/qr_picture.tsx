/** A text as a picture that cameras read. A chunk of its own: it is needed once in an operator's life. */
import encodeQR from "qr";
import styles from "./qr_picture.module.css";

export function QrPicture({ text }: { text: string }) {
  const rows = encodeQR(text, "raw");
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg className={styles.code} viewBox={`0 0 ${rows.length} ${rows.length}`} aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
