/** The files of a message: pictures and what plays are shown, the rest is downloaded. */
import { useLingui } from "@lingui/react/macro";
import { Download, FileText, LoaderCircle, MapPin, TriangleAlert } from "lucide-react";
import { useQuery } from "urql";
import type { ShownAttachmentFragment } from "../../../../client/operator/graphql";
import { Icon } from "../../../parts/icon";
import { ATTACHMENT_LINK } from "../documents";
import styles from "./attachments.module.css";
import { fileSize } from "./file_size";

export function Attachments({ attachments }: { attachments: readonly ShownAttachmentFragment[] }) {
  return attachments.length === 0 ? null : (
    <div className={styles.all}>
      {attachments.map((attachment) => (
        <Attachment key={attachment.id} attachment={attachment} />
      ))}
    </div>
  );
}

/** What the browser may draw itself; anything else could be a document with scripts. */
const PICTURES = /^image\/(png|jpeg|gif|webp|avif)$/;

function Attachment({ attachment }: { attachment: ShownAttachmentFragment }) {
  const { t, i18n } = useLingui();
  const { id, name, kind, contentType, sizeBytes, state, error } = attachment;
  const [{ data }] = useQuery({
    query: ATTACHMENT_LINK,
    variables: { id },
    requestPolicy: "cache-and-network",
    pause: state !== "STORED",
  });
  const link = data?.node?.__typename === "Attachment" ? data.node : undefined;
  const url = link?.url ?? undefined;
  const shownName = name || t`A file`;
  if (state === "DESCRIBED") {
    return (
      <span className={styles.file}>
        <Icon of={kind === "LOCATION" ? MapPin : FileText} />
        <bdi className={styles.name}>{shownName}</bdi>
      </span>
    );
  }
  if (state === "FAILED") {
    return (
      <span className={styles.file} data-state="failed">
        <Icon of={TriangleAlert} />
        <bdi className={styles.name}>{shownName}</bdi>
        <span>{error ?? t`The file could not be fetched.`}</span>
      </span>
    );
  }
  if (PICTURES.test(contentType)) {
    const { width, height } = link ?? {};
    return (
      <a
        className={styles.picture}
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        style={width && height ? { aspectRatio: `${width} / ${height}` } : undefined}
      >
        {url ? <img src={url} alt={shownName} loading="lazy" /> : null}
      </a>
    );
  }
  if (url && contentType.startsWith("audio/")) {
    // biome-ignore lint/a11y/useMediaCaption: what a customer recorded has no captions
    return <audio className={styles.sound} src={url} controls preload="metadata" />;
  }
  if (url && contentType.startsWith("video/")) {
    // biome-ignore lint/a11y/useMediaCaption: what a customer recorded has no captions
    return <video className={styles.video} src={url} controls preload="metadata" />;
  }
  return (
    <a className={styles.file} href={url} download={name || true} aria-disabled={!url}>
      <Icon of={state === "PENDING" ? LoaderCircle : FileText} />
      <bdi className={styles.name}>{shownName}</bdi>
      <span className={styles.size}>{fileSize(sizeBytes, i18n.locale)}</span>
      <Icon of={Download} size="small" />
    </a>
  );
}
