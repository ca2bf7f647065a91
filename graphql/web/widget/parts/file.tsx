/** A file of a message: a picture, a sound, a film, or what is downloaded. */
import { useState } from "preact/hooks";
import type { ShownFileFragment } from "../../client/visitor/graphql";
import { FileName } from "./file_name";
import { Icon } from "./icon";

interface FileProps {
  file: ShownFileFragment;
  /** Its size, in words. */
  size: string;
  /** That it could not be had, in words. */
  failure: string;
}

/** What browsers draw by themselves; an SVG is a document and is downloaded. */
const PICTURE = /^image\/(png|jpeg|gif|webp|avif)$/;

export function File({ file, size, failure }: FileProps) {
  const [isBroken, setIsBroken] = useState(false);
  const { kind, contentType, url, name } = file;
  if (url && !isBroken) {
    // A page that isolates itself takes from elsewhere what was asked for by CORS alone.
    const media = { src: url, crossOrigin: "anonymous", controls: true } as const;
    if (PICTURE.test(contentType)) {
      return (
        <a class="file-picture" href={url} target="_blank" rel="noopener noreferrer">
          <img
            src={url}
            alt={name}
            loading="lazy"
            crossOrigin="anonymous"
            onError={() => setIsBroken(true)}
          />
        </a>
      );
    }
    if (kind === "AUDIO" || kind === "VOICE") {
      return <audio class="file-sound" {...media} preload="none" aria-label={name} />;
    }
    if (kind === "VIDEO") {
      return <video class="file-film" {...media} preload="metadata" aria-label={name} />;
    }
  }
  const inside = (
    <>
      <Icon name={url ? "file" : "warning"} />
      <span class="file-words">
        <FileName name={name} />
        <span class="file-size">{url || file.state !== "FAILED" ? size : failure}</span>
      </span>
    </>
  );
  return url ? (
    <a class="file-card" href={url} target="_blank" rel="noopener noreferrer" download={name}>
      {inside}
    </a>
  ) : (
    <span class="file-card">{inside}</span>
  );
}
