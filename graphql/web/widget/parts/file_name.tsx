/** A file's name: its ending is never cut, and letters that would turn it around are shown. */

interface FileNameProps {
  name: string;
}

/** Marks that turn the direction: `exe.txt` would read as `txt.exe`. */
const TURNS = /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g;

export function FileName({ name }: FileNameProps) {
  const shown = name.replace(TURNS, "\ufffd");
  const dot = shown.lastIndexOf(".");
  const cut = dot > 0 && shown.length - dot <= 10 ? dot : shown.length;
  return (
    <bdi class="file-name" title={shown}>
      <span class="file-name-stem">{shown.slice(0, cut)}</span>
      <span>{shown.slice(cut)}</span>
    </bdi>
  );
}
