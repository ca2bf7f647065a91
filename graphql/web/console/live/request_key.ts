/**
 * What urql knows a request by. Its own hash is the same for ids near each other (`chat_..hw`, `chat_..j5`), which made one
 * chat stand in another's place; the builds put this one there (`requestsApart` of `vite.shared.ts`).
 */

const FIRST = [0xdeadbeef, 0x41c6ce57] as const;
const STEP = [0x9e3779b1, 0x5f356495] as const;
const END = [0x85ebca6b, 0xc2b2ae35] as const;
const WORD = 2 ** 32;
/** With 32 bits below, as many as a number holds exactly. */
const HIGH_BITS = 2 ** 21 - 1;

/** 53 bits of a text: cyrb53, with the end of MurmurHash3. `seed` is the key of what it belongs to. */
export function requestKey(text: string, seed = 0): number {
  let low = FIRST[0] ^ (seed % WORD);
  let high = FIRST[1] ^ Math.floor(seed / WORD);
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    low = Math.imul(low ^ unit, STEP[0]);
    high = Math.imul(high ^ unit, STEP[1]);
  }
  const mixed = [low, high] as const;
  low = mix(mixed[0], mixed[1]);
  high = mix(mixed[1], mixed[0]);
  return (high & HIGH_BITS) * WORD + (low >>> 0);
}

const mix = (one: number, other: number): number =>
  Math.imul(one ^ (one >>> 16), END[0]) ^ Math.imul(other ^ (other >>> 13), END[1]);
