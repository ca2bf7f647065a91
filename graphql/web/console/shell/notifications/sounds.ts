/** A sound for what happens, made by code: from one tab, one in two seconds, and only after the page was used. */
import type { NotificationKind } from "../../../client/operator/graphql";
import { alone } from "../../../live/leader";
import { SOUND_FRESH_MS, SOUND_HELD_MS } from "./limits";
import { isQuiet, type QuietHours } from "./quiet";

export interface SoundChoices extends QuietHours {
  sounds: readonly NotificationKind[];
  /** From 0 to 100. */
  soundVolume: number;
}

export interface Told {
  kind: NotificationKind;
  /** When it happened. */
  at: number;
  chatId: string | undefined;
}

/** Does this make a sound; `openChats` are those that a focused tab shows. */
export function sounds(
  told: Told,
  choices: SoundChoices,
  { now, openChats }: { now: number; openChats: readonly string[] },
): boolean {
  return (
    choices.soundVolume > 0 &&
    choices.sounds.includes(told.kind) &&
    now - told.at < SOUND_FRESH_MS &&
    !isQuiet(choices, now) &&
    !(told.chatId !== undefined && openChats.includes(told.chatId))
  );
}

/** Two tones each; what is for oneself rises, what is for all is one tone, what is wrong falls. */
const TONES: Partial<Record<NotificationKind, readonly [number, number]>> = {
  NEW_MESSAGE: [660, 880],
  QUEUED: [523, 523],
  FORWARDED: [587, 988],
  MENTIONED: [784, 1_047],
  DELIVERY_FAILED: [440, 330],
  CHANNEL_BROKEN: [440, 294],
};
const USUAL = [587, 880] as const;
/** At the full volume: gains of a tone that nobody starts at. */
const LOUDEST = 0.16;

export async function ring(operatorId: string, kind: NotificationKind, volume: number) {
  if (!navigator.userActivation?.hasBeenActive) {
    return;
  }
  await alone(`switchboard:${operatorId}:sound`, async () => {
    play(TONES[kind] ?? USUAL, volume);
    await new Promise((resolve) => setTimeout(resolve, SOUND_HELD_MS));
  });
}

function play([first, second]: readonly [number, number], volume: number): void {
  const context = new AudioContext();
  const loudness = context.createGain();
  loudness.connect(context.destination);
  const now = context.currentTime;
  loudness.gain.setValueAtTime((LOUDEST * volume) / 100, now);
  loudness.gain.exponentialRampToValueAtTime(0.0001, now + 0.5);
  for (const [pitch, at] of [
    [first, 0],
    [second, 0.12],
  ] as const) {
    const tone = context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(loudness);
    tone.start(now + at);
    tone.stop(now + at + 0.36);
    tone.onended = () => at > 0 && void context.close();
  }
}
