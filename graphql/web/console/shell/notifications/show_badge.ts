/** The one number of what is unread, where the page itself is not seen: its title, its icon, the installed app. */

/** Of the icon, in px. */
const SIDE = 64;

interface Badging {
  setAppBadge?(count: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

export function showBadge(name: string, count: number): void {
  document.title = count > 0 ? `(${count}) ${name}` : name;
  const app = navigator as Badging;
  (count > 0 ? app.setAppBadge?.(count) : app.clearAppBadge?.())?.catch(() => {
    // The system shows none.
  });
  void showIcon(count > 0);
}

let shown: string | undefined;
let isMarked = false;

/** The icon with a dot while anything is unread. */
async function showIcon(isUnread: boolean): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link || isUnread === isMarked) {
    return;
  }
  isMarked = isUnread;
  const plain = link.dataset["plain"] ?? link.href;
  link.dataset["plain"] = plain;
  const marked = isUnread ? await markedIcon(plain) : undefined;
  if (isUnread !== isMarked) {
    return;
  }
  link.href = marked ?? plain;
  if (shown !== undefined) {
    URL.revokeObjectURL(shown);
  }
  shown = marked;
}

async function markedIcon(address: string): Promise<string | undefined> {
  const picture = new Image(SIDE, SIDE);
  picture.src = address;
  try {
    await picture.decode();
  } catch {
    return undefined;
  }
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE;
  const pen = canvas.getContext("2d");
  if (!pen) {
    return undefined;
  }
  pen.drawImage(picture, 0, 0, SIDE, SIDE);
  pen.beginPath();
  pen.arc(SIDE - 16, 16, 15, 0, 2 * Math.PI);
  pen.fillStyle = "#e5484d";
  pen.fill();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  return blob ? URL.createObjectURL(blob) : undefined;
}
