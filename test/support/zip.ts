import { gzipSync } from 'node:zlib';

/** A zip of the parts given, each deflated. */
export function aZip(parts: Record<string, string | Buffer>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    // What gzip makes is ten bytes of head, the deflated content, then its checksum and length: all a zip needs.
    const packed = gzipSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    packed.copy(common, 10, packed.length - 8, packed.length - 4);
    common.writeUInt32LE(packed.length - 18, 14);
    packed.copy(common, 18, packed.length - 4);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const head = Buffer.concat([
      Buffer.from('PK\u0003\u0004'),
      common,
      Buffer.from(name),
      packed.subarray(10, -8),
    ]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    local.push(head);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, rest, Buffer.from(name)]));
    at += head.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\u0005\u0006'), end]);
}
