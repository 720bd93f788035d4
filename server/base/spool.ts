import { createReadStream, createWriteStream, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from './ids.ts';

/** A file that waits to be sent, with nothing of it in memory. It is gone once it was read. */
export type Spooled = { open(): Readable };

/**
 * Writes the pieces to a file of their own, one after another: a transaction can end while the reader still reads. The file's name is
 * taken away at its opening, so that nothing is left however the reading ends.
 */
export async function spool(pieces: AsyncIterable<string> | Iterable<string>): Promise<Spooled> {
  const path = join(tmpdir(), `caravan-${newId()}`);
  await pipeline(Readable.from(pieces), createWriteStream(path, { mode: 0o600 })).catch((error: unknown) => {
    unlinkSync(path);
    throw error;
  });
  return {
    open() {
      const stream = createReadStream(path);
      stream.once('ready', () => unlinkSync(path));
      return stream;
    },
  };
}
