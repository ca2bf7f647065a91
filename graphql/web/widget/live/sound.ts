/** Two soft tones for a message, from one tab, and only where the visitor has used the page. */
import { alone } from "../../live/leader";

/** So long the tab that sounds holds the lock: a burst is one sound. */
const HELD_MS = 2_000;

export async function ring(channelKey: string): Promise<void> {
  if (!navigator.userActivation?.hasBeenActive) {
    return;
  }
  await alone(`switchboard:${channelKey}:sound`, async () => {
    play();
    await new Promise((resolve) => setTimeout(resolve, HELD_MS));
  });
}

function play(): void {
  const context = new AudioContext();
  const loudness = context.createGain();
  loudness.connect(context.destination);
  const now = context.currentTime;
  loudness.gain.setValueAtTime(0.06, now);
  loudness.gain.exponentialRampToValueAtTime(0.0001, now + 0.5);
  for (const [pitch, at] of [
    [660, 0],
    [880, 0.12],
  ] as const) {
    const tone = context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(loudness);
    tone.start(now + at);
    tone.stop(now + at + 0.36);
    tone.onended = () => at > 0 && void context.close();
  }
}
