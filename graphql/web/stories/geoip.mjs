/** A database of places in MaxMind's format, with one network in it. */

const METADATA = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");

/** @param {number} type @param {number} size */
const control = (type, size) =>
  type > 7 ? Buffer.from([size, type - 7]) : Buffer.from([(type << 5) | size]);

function encoded(value) {
  if (typeof value === "string") {
    const text = Buffer.from(value);
    return Buffer.concat([control(2, text.length), text]);
  }
  if (typeof value === "number") {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(6, 4), bytes]);
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
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_764_000_000,
    database_type: "City",
    description: { en: "One network" },
    ip_version: 4,
    languages: ["en"],
    node_count: bits,
    record_size: 24,
  };
  return Buffer.concat([...nodes, Buffer.alloc(16), encoded(place), METADATA, encoded(about)]);
}
