import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { preview } from 'vite';

/** Where the built site is; the variable SITE names another folder, for one that was built beside it. */
export const built = resolve(process.env.SITE ?? join(import.meta.dirname, '..', 'docs', '.vitepress', 'dist'));

const host = '127.0.0.1';

/**
 * Serves the built site on this machine alone. Port 0 takes a free one. Rejects where the port is taken.
 *
 * @returns {Promise<{ address: string, close: () => Promise<void> }>} the address ends in `/`
 */
export async function serveSite(port) {
  const { httpServer } = await preview({
    configFile: false,
    root: built,
    appType: 'mpa',
    logLevel: 'silent',
    build: { outDir: built },
    preview: { host, port, strictPort: true },
    plugins: [missingPage],
  });
  return {
    address: `http://${host}:${httpServer.address().port}/`,
    close: () => new Promise((done) => httpServer.close(done)),
  };
}

/** What no file answers gets the site's own page for that. */
const missingPage = {
  name: 'missing-page',
  configurePreviewServer: (server) => () => {
    server.middlewares.use((request, response, next) => {
      // By now Vite has put the file's name in the place of a folder's.
      const { pathname } = new URL(request.url, 'http://localhost');
      if (pathname.endsWith('.html') && existsSync(join(built, pathname))) return next();
      const page = join(built, '404.html');
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' });
      response.end(existsSync(page) ? readFileSync(page) : 'There is no such page.');
    });
  },
};
