import { defineConfig, type HeadConfig } from 'vitepress';
import { codeTheme } from './code-theme.ts';
import { laterCodecs } from './later-codecs.ts';
import { laterStyles } from './later-styles.ts';
import { lessons } from './lessons/plugin.ts';
import { plainPermalinks, unbrokenBlocks, unbrokenCode, unbrokenNumbers } from './plain-markdown.ts';
import { searchableHtml } from './search.ts';
import { markTerms } from './terms.ts';
import { typescriptForPages } from './typescript-for-pages.ts';

/** Sets the reader's choice before anything is painted, so that nothing moves first and stops then. */
const readMotionChoice = `try{if(localStorage.getItem('motion')==='still')document.documentElement.classList.add('still')}catch{}`;

function preloaded(href: string): HeadConfig {
  return ['link', { rel: 'preload', href, as: 'font', type: 'font/woff2', crossorigin: '' }];
}

export default defineConfig({
  title: 'Kafka on trial',
  titleTemplate: ':title · Kafka on trial',
  description: 'A Kafka that you can read in a weekend, run for real, and put on trial.',
  lang: 'en',
  srcExclude: ['**/tests/**', '**/README.md', 'how-to-write-a-lesson.md'],
  markdown: {
    theme: codeTheme,
    config(markdown) {
      markTerms(markdown);
      plainPermalinks(markdown);
      unbrokenCode(markdown);
      unbrokenBlocks(markdown);
      unbrokenNumbers(markdown);
    },
  },
  // A page is small; fetching those that might come next would only delay the prompt of this one.
  router: { prefetchLinks: false },
  themeConfig: { search: { provider: 'local', options: { _render: searchableHtml } } },
  head: [
    ['meta', { name: 'theme-color', content: '#f6f8f6', media: '(prefers-color-scheme: light)' }],
    ['meta', { name: 'theme-color', content: '#0e1412', media: '(prefers-color-scheme: dark)' }],
    ['script', {}, readMotionChoice],
  ],
  /** A page that is made for an experiment has its title. */
  transformPageData: ({ params }) => (params?.['title'] === undefined ? {} : { title: params['title'] as string }),
  /** The page's first script asks what the reader chose; where a browser keeps nothing, asking throws. */
  transformHtml: (html) =>
    html.replace(
      'localStorage.getItem("vitepress-theme-appearance")',
      '(()=>{try{return localStorage.getItem("vitepress-theme-appearance")}catch{}})()',
    ),
  /**
   * The letters of the first screen are asked for together with its style, so that they do not change under the eye. The icon
   * stands here because only here the base path is known.
   */
  transformHead: ({ assets, siteData: { base } }) => [
    ['link', { rel: 'icon', href: `${base}mark.svg`, type: 'image/svg+xml' }],
    ...assets.filter((asset) => /\/(source-serif-4|ibm-plex-mono)\.[\w-]+\.woff2$/.test(asset)).map(preloaded),
  ],
  vite: {
    plugins: [lessons(), laterStyles()],
    // No component here is written with options: what Vue has for them need not be loaded.
    define: { __VUE_OPTIONS_API__: 'false' },
    // Below ES2022 private fields become WeakMaps, and the simulation in the worker three hundred times slower.
    build: { target: 'es2022', chunkSizeWarningLimit: 1000 },
    esbuild: { target: 'es2022' },
    optimizeDeps: { esbuildOptions: { target: 'es2022' } },
    worker: { format: 'es', plugins: () => [typescriptForPages(), laterCodecs()] },
  },
});
