const unicodePlatform = 0;
const windowsPlatform = 3;

/** The code points that a TrueType font has a glyph for, read from its `cmap` table (formats 4 and 12). */
export function fontCoverage(font: Buffer): Set<number> {
  const points = new Set<number>();
  const cmap = tableOffset(font, 'cmap');
  const count = font.readUInt16BE(cmap + 2);
  for (let index = 0; index < count; index++) {
    const record = cmap + 4 + index * 8;
    const platform = font.readUInt16BE(record);
    if (platform !== unicodePlatform && platform !== windowsPlatform) continue;
    const subtable = cmap + font.readUInt32BE(record + 4);
    const format = font.readUInt16BE(subtable);
    if (format === 4) readSegments(font, subtable, points);
    if (format === 12) readGroups(font, subtable, points);
  }
  return points;
}

function tableOffset(font: Buffer, tag: string): number {
  const count = font.readUInt16BE(4);
  for (let index = 0; index < count; index++) {
    const record = 12 + index * 16;
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
  }
  throw new Error(`The font has no ${tag} table, so it is not a TrueType or OpenType file.`);
}

/** Format 4: parallel arrays of segment ends, starts, deltas and offsets, each `segments` long. */
function readSegments(font: Buffer, subtable: number, points: Set<number>): void {
  const segments = font.readUInt16BE(subtable + 6) / 2;
  const ends = subtable + 14;
  const starts = ends + segments * 2 + 2;
  const deltas = starts + segments * 2;
  const offsets = deltas + segments * 2;
  for (let segment = 0; segment < segments; segment++) {
    const start = font.readUInt16BE(starts + segment * 2);
    const end = font.readUInt16BE(ends + segment * 2);
    const delta = font.readUInt16BE(deltas + segment * 2);
    const offsetAt = offsets + segment * 2;
    const offset = font.readUInt16BE(offsetAt);
    for (let point = start; point <= end && point !== 0xffff; point++) {
      const glyph =
        offset === 0 ? (point + delta) & 0xffff : font.readUInt16BE(offsetAt + offset + (point - start) * 2);
      if (glyph !== 0) points.add(point);
    }
  }
}

/** Format 12: groups of (first, last, glyph of the first). */
function readGroups(font: Buffer, subtable: number, points: Set<number>): void {
  const groups = font.readUInt32BE(subtable + 12);
  for (let group = 0; group < groups; group++) {
    const at = subtable + 16 + group * 12;
    const last = font.readUInt32BE(at + 4);
    for (let point = font.readUInt32BE(at); point <= last; point++) points.add(point);
  }
}
