import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { lingui } from '@lingui/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { macros } from './tools/macros.ts';
import { words } from './tools/words.ts';
import { faceOf } from './web/paths.ts';

const web = join(import.meta.dirname, 'web');
const dist = join(web, 'dist');
// `FACES=panel` builds one face alone, untranslated words let pass; `FACES=gallery` the page that shows every part,
// which is not shipped.
const faces = process.env.FACES?.split(',') ?? ['apply', 'vendor', 'console', 'panel'];
const folderOf = (face: string) => (face === 'gallery' ? 'kit/gallery' : face);

/** In development, a page's URL gets its face's index.html, as the server does in production. */
function serveFaces(): Plugin {
  return {
    name: 'caravan-faces',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const [urlPath = '/'] = (request.url ?? '/').split('?');
        const wantsPage = request.headers.accept?.includes('text/html') && !/\.\w+$/.test(urlPath);
        if (wantsPage)
          request.url = `/${folderOf(urlPath.startsWith('/gallery') ? 'gallery' : faceOf(urlPath))}/index.html`;
        next();
      });
    },
  };
}

/**
 * Asks the browser for the fonts before it has read the style sheet, in place of the `<!-- fonts -->` mark.
 * The Arabic ones are only wanted in Arabic: boot.js turns their `x-preload-ar` into `preload`.
 */
function preloadFonts(): Plugin {
  return {
    name: 'caravan-preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const files = Object.keys(bundle ?? {}).filter((file) =>
          /Plex.*(Regular|Medium)-(?!Latin2)/.test(file),
        );
        const links = files.map((file) => {
          const rel = file.includes('Arabic') ? 'x-preload-ar' : 'preload';
          return `<link rel="${rel}" href="/${file}" as="font" type="font/woff2" crossorigin>`;
        });
        return html.replace('<!-- fonts -->', links.join('\n    '));
      },
    },
  };
}

// At 9 it takes thirteen times as long (a tenth of the whole build) for 0.6 % of the size.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };
const squeeze = {
  '.br': (text: Buffer) => promisify(brotliCompress)(text, BROTLI),
  '.gz': promisify(gzip),
};

/** Writes each text file's `.br` and `.gz` beside it: the server sends them as they are (`preCompressed` in server/pages.ts). */
function compress(): Plugin {
  return {
    name: 'caravan-compress',
    apply: 'build',
    async writeBundle() {
      const names = readdirSync(dist, { recursive: true }).map(String);
      const texts = names.filter((name) => /\.(js|css|svg)$/.test(name)).map((name) => join(dist, name));
      await Promise.all(texts.map(compressFile));
    },
  };
}

async function compressFile(file: string): Promise<void> {
  const text = readFileSync(file);
  for (const [ending, pack] of Object.entries(squeeze)) {
    const packed = await pack(text);
    if (packed.length < text.length) writeFileSync(file + ending, packed);
  }
}

export default defineConfig(({ command }) => ({
  root: web,
  appType: 'mpa',
  plugins: [
    react(),
    words(),
    lingui({ failOnMissing: process.env.FACES === undefined, failOnCompileError: true }),
    // A build writes no source maps.
    macros({ sourceMap: command === 'serve' }),
    tailwindcss(),
    serveFaces(),
    preloadFonts(),
    compress(),
  ],
  server: {
    port: 4001,
    proxy: Object.fromEntries(
      ['/v1', '/docs', '/openapi.json'].map((path) => [path, 'http://localhost:4000']),
    ),
  },
  build: {
    outDir: dist,
    emptyOutDir: true,
    // Read by tools/web-size.ts.
    manifest: true,
    target: ['chrome123', 'firefox128', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(faces.map((face) => [face, join(web, folderOf(face), 'index.html')])),
    },
  },
}));
