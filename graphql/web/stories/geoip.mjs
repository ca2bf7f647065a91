/** A database of places in MaxMind's format, with one network in it. */

const METADATA = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");

/** @param {number} type @param {number} size */
const control = (type, size) =>
  type > 7 ? Buffer.from([size, type - 7]) : Buffer.from([(type << 5) | size]);

/** A number of so many bytes. */
class Uint {
  constructor(size, number) {
    this.type = { 2: 5, 4: 6, 8: 9 }[size];
    this.bytes = Buffer.alloc(size);
    this.bytes.writeUIntBE(number, Math.max(0, size - 6), Math.min(size, 6));
  }
}

function encoded(value) {
  if (typeof value === "string") {
    const text = Buffer.from(value);
    return Buffer.concat([control(2, text.length), text]);
  }
  if (value instanceof Uint) {
    return Buffer.concat([control(value.type, value.bytes.length), value.bytes]);
  }
  if (Array.isArray(value)) {
    return Buffer.concat([control(11, value.length), ...value.map(encoded)]);
  }
  const entries = Object.entries(value).flat();
  return Buffer.concat([control(7, entries.length / 2), ...entries.map(encoded)]);
}

/** All addresses that begin with this byte, such as 10 of 10.0.0.1, are at this place. */
export function geoip(firstByte, { city, country }) {
  const place = { city: { names: { en: city } }, country: { iso_code: country } };
  const bits = 8;
  // One node a bit: the way to the network goes on, every other one leads to nothing.
  const nodes = Array.from({ length: bits }, (_, depth) => {
    const next = depth === bits - 1 ? bits + 16 : depth + 1;
    const isOne = (firstByte >> (7 - depth)) & 1;
    const node = Buffer.alloc(6);
    node.writeUIntBE(isOne ? bits : next, 0, 3);
    node.writeUIntBE(isOne ? next : bits, 3, 3);
    return node;
  });
  const about = {
    binary_format_major_version: new Uint(2, 2),
    binary_format_minor_version: new Uint(2, 0),
    build_epoch: new Uint(8, 1_764_000_000),
    database_type: "City",
    description: { en: "One network" },
    ip_version: new Uint(2, 4),
    languages: ["en"],
    node_count: new Uint(4, bits),
    record_size: new Uint(2, 24),
  };
  return Buffer.concat([...nodes, Buffer.alloc(16), encoded(place), METADATA, encoded(about)]);
}
